"""The list in a side pane of the reader: Enter goes there, letters stay the reader's keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from panel_app.ui.theme import current_theme


class JumpList(QListView):
    """Signals: `opened(QModelIndex)` for Enter or a click, `left()` for Escape."""

    opened = Signal(QModelIndex)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        # Single letters are the reader's own keys, not a search for a row.
        if event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)


def draw_focus(
    painter: QPainter,
    view: QListView,
    index: QModelIndex | QPersistentModelIndex,
    option: QStyleOptionViewItem,
) -> None:
    """The frame round the row that the keyboard is on, inside its edges."""
    has_focus = option.state & QStyle.StateFlag.State_HasFocus and view.hasFocus()
    if has_focus and index == view.currentIndex():
        painter.setPen(current_theme().color("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.drawRect(option.rect.adjusted(2, 2, -3, -3))
