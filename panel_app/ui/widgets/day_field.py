"""A day typed as a person says it, with the day that was understood beneath."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.text import AutoTextEdit, Label
from panel_app.ui.words import full_day

Reader = Callable[[str], date | None]
NO_DAY = "Not understood as a day: try “30 November”, “in two weeks” or “next meeting”."


class DayField(QWidget):
    """Words and the day that `read` gives for them. Signals: `settled(words)` when it is time to save."""

    settled = Signal(str)

    def __init__(self, accessible_name: str, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.editor = AutoTextEdit(
            accessible_name, placeholder="30 November, in two weeks, next meeting", minimum_lines=1
        )
        self.editor.setAcceptDrops(False)
        self.understood = Label("", role="small", colour="ink-2")
        self.setFocusProxy(self.editor)
        self.set_accessible_name(accessible_name)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.editor)
        self._box.addWidget(self.understood)
        self.editor.textChanged.connect(self._show_understood)
        self.editor.settled.connect(self.settled)
        self._show_understood()
        follow_theme(self, self._restyle)

    def set_accessible_name(self, name: str) -> None:
        """Name the field for who hears it."""
        self.editor.setAccessibleName(name)
        self.setAccessibleName(name)

    def words(self) -> str:
        """What stands in the field."""
        return self.editor.text().strip()

    def day(self) -> date | None:
        """The day that the words name."""
        return self._read(self.words())

    def set_words(self, words: str) -> None:
        """Show other words, except while some are being typed."""
        if not self.editor.hasFocus() and not self.editor.has_unsettled_text():
            self.editor.set_text(words)
            self._show_understood()

    def flush(self) -> None:
        """Hand over what was typed."""
        self.editor.flush()

    def _show_understood(self) -> None:
        words, day = self.words(), self.day()
        said = "" if not words else NO_DAY if day is None else full_day(day)
        # A whole date that was typed need not be said again.
        said = "" if day is not None and words and full_day(day).endswith(words) else said
        self.understood.set_text(said)
        self.understood.setVisible(bool(said))

    def _restyle(self) -> None:
        self._box.setSpacing(current_theme().space(4))
