"""Under the words of the reading view: the note of one mark, to write or read on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panel_app.domain.ids import MarkId
from panel_app.domain.marks import Mark
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import NoteCard
from panel_app.ui.widgets.text import AutoTextEdit, Label
from panel_app.ui.words import shortened

_QUOTE = 120


class NotePanel(NoteCard):
    """An editor that saves as one types. Signals: `settled(mark id, text)`, `closed()` for Escape or Done."""

    settled = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._mark_id: MarkId | None = None
        self.quote = Label(role="small", colour="ink-2")
        self.editor = AutoTextEdit("My note", "", "Write a note", minimum_lines=2, maximum_lines=4)
        self.done_button = Button("Done", small=True)
        row = QHBoxLayout()
        row.addWidget(self.editor, 1)
        row.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.quote)
        self.body.addLayout(row)
        self.done_button.clicked.connect(self.close_note)
        self.editor.settled.connect(self._on_settled)
        self.hide()

    def open(self, mark: Mark) -> None:
        """Show the note of a mark, with the keyboard at its end."""
        self.editor.flush()
        self._mark_id = mark.id
        self.set_mark(mark.colour.value)
        words = shortened(" ".join(mark.anchor.exact.split()), _QUOTE)
        self.quote.set_text(f"“{words}”" if words else "On this page")
        self.editor.setAccessibleName(f"My note on: {words}" if words else "My note")
        self.editor.set_text(mark.note)
        self.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)

    def close_note(self) -> None:
        """Save what was typed and go."""
        self.editor.flush()
        self._mark_id = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_note()
            return
        super().keyPressEvent(event)

    def _on_settled(self, text: str) -> None:
        if self._mark_id is not None:
            self.settled.emit(self._mark_id, text)
