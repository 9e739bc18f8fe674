"""The left pane with a small picture of every page, drawn as they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from panel_app.ui.reader.contents_model import Index
from panel_app.ui.reader.jump_list import JumpList, draw_focus
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import LinkRow
from panel_app.ui.widgets.text import Label

_A4 = 1.42
_TWO_ACROSS = 88
"""Two pages stand side by side where each has this width, at 100 % text."""


class PagesModel(QAbstractListModel):
    """A row for each page, named by its pack page."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: Sequence[str] = ()

    def set_labels(self, labels: Sequence[str]) -> None:
        """The pack pages of another paper."""
        self.beginResetModel()
        self.labels = labels
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self.labels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not (index.isValid() and index.row() < len(self.labels)):
            return None
        label = self.labels[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Pack page {label}"
        return label if role == Qt.ItemDataRole.DisplayRole else None


class PagesDelegate(QStyledItemDelegate):
    """Draws a page's picture, its pack page beneath it, and a frame round the one being read."""

    def __init__(self, view: QListView, model: PagesModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.picture_of: Callable[[int], QImage | None] = lambda page: None
        self.current_page = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area, page = current_theme(), option.rect, index.row()
        current = page == self.current_page
        painter.save()
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("accent-tint"))
        gap, line = theme.space(8), theme.line_height("small")
        room = area.adjusted(gap, gap, -gap, -line - gap)
        image = self.picture_of(page)
        sheet = _within(room, image.size() if image else QSize(room.width(), room.height()))
        painter.fillRect(sheet, theme.color("page"))
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, image)
        painter.setPen(theme.color("accent" if current else "page-line"))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        if current:
            painter.drawRect(sheet.adjusted(-2, -2, 1, 1))
        painter.setPen(theme.color("accent" if current else "ink"))
        painter.setFont(theme.font("small", current))
        foot = QRect(area.left(), area.bottom() - line - gap // 2, area.width(), line)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self._model.labels[page])
        draw_focus(painter, self._view, index, option)
        painter.restore()


def _within(room: QRect, size: QSize) -> QRect:
    """A picture of this shape as large as there is room for, in the middle at the foot."""
    fitted = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = room.left() + (room.width() - fitted.width()) // 2
    return QRect(left, room.bottom() - fitted.height() + 1, fitted.width(), fitted.height())


class PagesPane(QFrame):
    """The pane. Signals: `page_chosen(page index)`, `contents_wanted()`, `left()` for Escape."""

    page_chosen = Signal(int)
    contents_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = PagesModel()
        self.model.setParent(self)
        self.heading = Label("Pages", bold=True)
        self.list = JumpList()
        self.list.setAccessibleName("Pages")
        self.list.setAccessibleDescription("The arrow keys move, Enter goes to the page, Escape leaves")
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(True)
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.delegate = PagesDelegate(self.list, self.model)
        self.list.setItemDelegate(self.delegate)
        self.contents_row = LinkRow("Agenda", dense=True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.list, 1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.contents_row)
        self._column.addLayout(self._foot)
        self.list.opened.connect(lambda index: self.page_chosen.emit(index.row()))
        self.list.left.connect(self.left)
        self.contents_row.clicked.connect(self.contents_wanted)
        follow_theme(self, self._restyle)

    def set_paper(self, labels: Sequence[str], picture_of: Callable[[int], QImage | None]) -> None:
        """Show the pages of another paper; `picture_of` gives a small picture, or None."""
        self.delegate.picture_of = picture_of
        self.delegate.current_page = -1
        self.model.set_labels(labels)

    def set_contents(self, heading: str) -> None:
        """Name what the way back leads to; empty where the paper has neither agenda nor contents."""
        self.contents_row.set_texts(heading)
        self.contents_row.setVisible(bool(heading))

    def show_page(self, page: int) -> None:
        """Frame the page being read, and keep it in sight."""
        if page == self.delegate.current_page:
            return
        self.delegate.current_page = page
        if self.isVisible():
            self._find_current()
        self.list.viewport().update()

    def take_keyboard(self) -> None:
        """Put the keyboard on the page being read."""
        self._find_current()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _find_current(self) -> None:
        index = self.model.index(self.delegate.current_page)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _fit(self) -> None:
        theme = current_theme()
        room = self.width() - self.list.verticalScrollBar().sizeHint().width() - 2
        across = room // max(1, room // theme.px(_TWO_ACROSS))
        gap, line = theme.space(8), theme.line_height("small")
        self.list.setGridSize(QSize(across, round((across - 2 * gap) * _A4) + line + 2 * gap))

    def _restyle(self) -> None:
        theme = current_theme()
        self.heading.setContentsMargins(theme.space(16), theme.space(16), theme.space(16), theme.space(8))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._foot.setContentsMargins(theme.space(16), theme.space(4), theme.space(16), theme.space(8))
        self._fit()
