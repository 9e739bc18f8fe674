"""The reading view, and below it the note that is being written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.ui.reading.note_panel import NotePanel
from panel_app.ui.reading.text_view import TextView


class ReadingPane(QWidget):
    """The words of a paper and the member's note on some of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Reading view")
        self.view = TextView()
        self.note = NotePanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        self.note.closed.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))

    def leave(self) -> None:
        """Save the note that is being written and close it."""
        if not self.note.isHidden():
            self.note.close_note()
