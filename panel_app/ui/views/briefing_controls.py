"""How the briefing pack is printed: how much it is, the options, Print and Save, and what is left out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.strips import IconSign
from panel_app.ui.widgets.text import Heading, Label, Rule

_EXEMPT = "Exempt papers, and words quoted from them, are left out."
_OPTIONS = {
    "both_sides": "Both sides of the paper",
    "large_print": "Large print, 18 point",
    "grey": "Black and white",
    "lines": "Lines to write on",
    "notes": "My own notes",
    "cards": "Speaking cards, one page an item",
}


class PackControls(QWidget):
    """The column at the right of the pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = Heading("", role="section")
        self.option_ticks = {name: Tick(words) for name, words in _OPTIONS.items()}
        """By the names of PackOptions."""
        self.exempt_tick = Tick("Exempt papers too, this once")
        """Not remembered: it is said for one print."""
        self.print_button = Button("Print", "print", kind="primary")
        self.save_button = Button("Save as PDF", "download")
        self.word_button = Button("Save as Word", "download")
        self.message = Label("", role="small", colour="ink")
        self.message.hide()
        self.exempt = Label(_EXEMPT, role="small", colour="ink-2")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.amount)
        self._column.addSpacing(8)
        for tick in self.option_ticks.values():
            self._column.addWidget(tick)
        self._add_rule()
        for button in (self.print_button, self.save_button, self.word_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._column.addWidget(button)
        self._column.addWidget(self.message)
        self._add_rule()
        row = QHBoxLayout()
        row.addWidget(IconSign("lock", "ink-2", 20, "small"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.exempt, 1)
        self._column.addLayout(row)
        self._column.addWidget(self.exempt_tick)
        follow_theme(self, self._restyle)

    def say(self, sentence: str, colour: str = "ink") -> None:
        """What became of printing or saving, under the buttons; an empty sentence takes it away."""
        self.message.set_text(sentence)
        self.message.set_colour(colour)
        self.message.setVisible(bool(sentence))

    def set_left_out(self, sentence: str) -> None:
        """What was left out of this pack; without a sentence the rule is said."""
        self.exempt.set_text(sentence or _EXEMPT)

    def _add_rule(self) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(Rule())
        self._column.addSpacing(8)

    def _restyle(self) -> None:
        self._column.setSpacing(current_theme().space(6))
