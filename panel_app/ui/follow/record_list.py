"""The list of what is in a paper: its model, and how its rows are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from panel_app.ui.follow.record_rows import KindRow, RecordRow, Row
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.focus import NO_RING
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width

_Index = QModelIndex | QPersistentModelIndex


class RecordListModel(QAbstractListModel):
    """The rows; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, index: _Index) -> Row | None:
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row_at(index) if index.isValid() else None
        if not isinstance(row, RecordRow):
            return Qt.ItemFlag.ItemNeverHasChildren if row else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if isinstance(row, KindRow) else row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.count}" if isinstance(row, KindRow) else row.spoken
        return None


class RecordListDelegate(QStyledItemDelegate):
    """A heading is bold with its count; a line has its page at the right and second words beneath."""

    def __init__(self, view: QListView, model: RecordListModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._heights: dict[tuple[Row, int], int] = {}

    def forget(self) -> None:
        """The theme changed: heights are measured again."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row, width = self._model.row_at(index), self._view.viewport().width()
        if row is None:
            return QSize(width, 0)
        # Qt asks for every row at each change of width, and a pack has hundreds.
        key = (row, width)
        if key not in self._heights:
            self._heights[key] = self._height(row, width)
        above = current_theme().space(20) if isinstance(row, KindRow) and index.row() else 0
        return QSize(width, self._heights[key] + above)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, area, row = current_theme(), QRect(option.rect), self._model.row_at(index)
        painter.save()
        if isinstance(row, KindRow):
            laid, count = self._heading(row, area.width())
            top = area.bottom() - theme.space(8) - laid.height
            laid.draw(painter, area.left(), top, theme.color("ink"))
            count.draw(painter, area.right() - theme.space(8) - count.width, top, theme.color("ink-2"))
            painter.fillRect(QRect(area.left(), area.bottom() - 1, area.width(), 2), theme.color("ink"))
        elif isinstance(row, RecordRow):
            self._paint_line(painter, option, area, row, index)
        painter.restore()

    def _paint_line(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: RecordRow, index: _Index
    ) -> None:
        theme = current_theme()
        focused = self._view.hasFocus() and index == self._view.currentIndex()
        if option.state & QStyle.StateFlag.State_MouseOver or focused:
            painter.fillRect(area, theme.color("accent-tint"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("line"))
        text, sub, page, left = self._line(row, area.width())
        top = area.top() + theme.space(6)
        text.draw(painter, area.left() + left, top, theme.color("ink"))
        page.draw(painter, area.right() - theme.space(8) - page.width, top, theme.color("accent"))
        if sub:
            sub.draw(painter, area.left() + left, top + text.height, theme.color("ink-2"))
        if focused:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -2), 4, 4)

    def _height(self, row: Row, width: int) -> int:
        if isinstance(row, KindRow):
            return self._heading(row, width)[0].height + 2 * current_theme().space(8)
        text, sub, _, _ = self._line(row, width)
        return text.height + (sub.height if sub else 0) + 2 * current_theme().space(6) + 1

    def _heading(self, row: KindRow, width: int) -> tuple[LaidText, LaidText]:
        theme = current_theme()
        line = theme.line_height("lead")
        count = lay_out(f"{row.count:,}", theme.font("body"), width // 4, line)
        room = width - count.width - theme.space(24)
        return lay_out(row.title, theme.font("lead", True), room, line), count

    def _line(self, row: RecordRow, width: int) -> tuple[LaidText, LaidText | None, LaidText, int]:
        theme = current_theme()
        left = theme.space(32 if row.deeper else 8)
        label = f"page {row.label}"
        wide = text_width(label, theme.font("small"))
        page = lay_out(label, theme.font("small"), wide + 1, theme.line_height("dense"))
        room = width - left - wide - theme.space(32)
        line = theme.line_height("dense")
        text = lay_out(row.text, theme.font("dense", not row.deeper and bool(row.sub)), room, line)
        sub = lay_out(row.sub, theme.font("small"), room, theme.line_height("small")) if row.sub else None
        return text, sub, page, left


class RecordList(QListView):
    """The list. Signals: `opened(RecordRow)` on a click or Enter."""

    opened = Signal(object)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RecordListModel()
        self.rows.setParent(self)
        self._delegate = RecordListDelegate(self, self.rows)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription("Up and Down move, Enter opens the page")
        self.setProperty("bare", True)
        self.setProperty(NO_RING, True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_opened)
        follow_theme(self, self._restyle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if isinstance(row, RecordRow):
            self.opened.emit(row)

    def _restyle(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
