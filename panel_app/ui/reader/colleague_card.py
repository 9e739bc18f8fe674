"""A colleague's note in the margin: whose it is, on which words, and what it says. It is only read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from panel_app.domain.sharing import ColleagueMark
from panel_app.ui.roles import speak_as
from panel_app.ui.widgets.cards import NoteCard
from panel_app.ui.widgets.text import Label
from panel_app.ui.words import shortened

_QUOTE = 90


class ColleagueCard(NoteCard):
    """Stands beside its line like a card of the member's own; the name at its head tells them apart."""

    def __init__(self, one: ColleagueMark, parent: QWidget | None = None) -> None:
        super().__init__("line-strong", parent=parent)
        self.shown = one
        name, mark = one.colleague.name, one.mark
        quote = shortened(mark.anchor.exact, _QUOTE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as(self, QAccessible.Role.Note)
        self.name = Label(name, role="small", bold=True)
        self.quote = Label(f"“{quote}”", role="small", colour="ink-2")
        self.note = Label(mark.note, role="dense")
        for label, words in ((self.name, name), (self.quote, quote), (self.note, mark.note)):
            label.setVisible(bool(words))
            self.body.addWidget(label)
        self.setAccessibleName(f"Note of {name}. {mark.note}".strip())
        self.setAccessibleDescription(f"On: {mark.anchor.exact[:200]}" if mark.anchor.exact else "")

    def height_at(self, width: int) -> int:
        """How high the card is when it is so wide."""
        self.body.activate()
        edge = self.contentsMargins()
        return self.body.heightForWidth(width - edge.left() - edge.right()) + edge.top() + edge.bottom()
