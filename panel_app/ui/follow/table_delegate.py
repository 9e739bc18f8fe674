"""Draws the table of what was said at several times: headings, names, and cells that are links."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from panel_app.ui.follow.table_model import (
    CELL_ROLE,
    ROW_ROLE,
    Cell,
    FollowTableModel,
    GroupRow,
    LineRow,
)
from panel_app.ui.theme import Theme, current_theme
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width

SIDE, TOP = 12, 8

_Index = QModelIndex | QPersistentModelIndex


class FollowTableDelegate(QStyledItemDelegate):
    """A heading goes across; a name has its number before it; a cell has its sign and page above its text."""

    def __init__(self, table: QTableView, model: FollowTableModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._number_width = 0
        self._heights: dict[tuple[int, int, int], int] = {}

    def measure(self) -> None:
        """Forget the heights and find the widest number; call after the rows or the theme changed."""
        font = current_theme().font("dense", True)
        self._heights.clear()
        numbers = {row.number for row in self._model.rows if isinstance(row, LineRow) and row.number}
        self._number_width = min(
            max((text_width(number, font) for number in numbers), default=0), current_theme().px(72)
        )

    def height(self, row: int, column: int, width: int) -> int:
        """The height that a cell needs in a column of this width."""
        key = (row, column, width)
        if key not in self._heights:
            self._heights[key] = self._measured(row, column, width)
        return self._heights[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._table.columnWidth(index.column())
        return QSize(width, self.height(index.row(), index.column(), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, area, row = current_theme(), QRect(option.rect), index.data(ROW_ROLE)
        painter.save()
        if isinstance(row, GroupRow):
            self._paint_group(painter, area, row, theme)
        else:
            self._paint_cell(painter, option, area, index, theme)
        painter.restore()

    def _paint_group(self, painter: QPainter, area: QRect, row: GroupRow, theme: Theme) -> None:
        laid = self._group(row, area.width(), theme)
        painter.fillRect(area, theme.color("surface"))
        top = area.bottom() - theme.space(TOP) - laid.height
        laid.draw(painter, area.left() + theme.space(SIDE), top, theme.color("ink"))
        thickness = 2 if row.outer else 1
        colour = theme.color("ink" if row.outer else "line")
        painter.fillRect(QRect(area.left(), area.bottom() - thickness + 1, area.width(), thickness), colour)

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: _Index, theme: Theme
    ) -> None:
        cell: Cell | None = index.data(CELL_ROLE)
        link = cell is not None and cell.page is not None
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and link
        focused = self._table.hasFocus() and index == self._table.currentIndex()
        painter.fillRect(area, theme.color("accent-tint" if hovered or (focused and link) else "surface"))
        painter.setPen(QPen(theme.color("line"), 1))
        if not index.data(ROW_ROLE).goes_on:
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        side, top = theme.space(SIDE), area.top() + theme.space(TOP)
        if index.column() == 0:
            self._paint_name(painter, area, index.data(ROW_ROLE), theme)
        else:
            painter.drawLine(area.topLeft(), area.bottomLeft())
        if index.column() and cell is not None:
            sign, page, text = self._cell(cell, area.width(), theme)
            sign.draw(painter, area.left() + side, top, theme.color(cell.tone))
            page.draw(painter, area.right() - side - page.width, top, theme.color("accent"))
            below = top + (sign.height if cell.sign else 0)
            text.draw(painter, area.left() + side, below, theme.color("ink"))
        if focused:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -2), 4, 4)

    def _paint_name(self, painter: QPainter, area: QRect, row: LineRow, theme: Theme) -> None:
        title, sub, left = self._name(row, area.width(), theme)
        top = area.top() + theme.space(TOP)
        if row.number:
            number = lay_out(
                row.number, theme.font("dense", True), self._number_width, theme.line_height("dense")
            )
            number.draw(painter, area.left() + theme.space(SIDE), top, theme.color("ink"))
        title.draw(painter, area.left() + left, top, theme.color("ink"))
        if sub:
            sub.draw(painter, area.left() + left, top + title.height, theme.color("ink-2"))

    def _measured(self, at: int, column: int, width: int) -> int:
        theme, row = current_theme(), self._model.rows[at]
        padding = 2 * theme.space(TOP) + 1
        if isinstance(row, GroupRow):
            above = theme.space(16) if row.outer and at else 0
            return self._group(row, width, theme).height + padding + above
        if column == 0:
            title, sub, _ = self._name(row, width, theme)
            return title.height + (sub.height if sub else 0) + padding
        cell = row.cells[column - 1]
        if cell is None:
            return padding
        sign, page, text = self._cell(cell, width, theme)
        height = (sign.height if cell.sign else 0) + (text.height if cell.text else 0)
        return max(height, page.height) + padding

    def _group(self, row: GroupRow, width: int, theme: Theme) -> LaidText:
        role = "lead" if row.outer else "dense"
        return lay_out(
            row.title, theme.font(role, True), width - 2 * theme.space(SIDE), theme.line_height(role)
        )

    def _name(self, row: LineRow, width: int, theme: Theme) -> tuple[LaidText, LaidText | None, int]:
        left = theme.space(SIDE)
        if self._number_width:
            left += self._number_width + theme.space(SIDE)
        room = width - left - theme.space(SIDE)
        title = lay_out(self._model.short(row.title), theme.font("dense"), room, theme.line_height("dense"))
        sub = lay_out(row.sub, theme.font("small"), room, theme.line_height("small")) if row.sub else None
        return title, sub, left

    def _cell(self, cell: Cell, width: int, theme: Theme) -> tuple[LaidText, LaidText, LaidText]:
        room, line = width - 2 * theme.space(SIDE), theme.line_height("small")
        label = f"page {cell.label}" if cell.label else ""
        page = lay_out(label, theme.font("small"), text_width(label, theme.font("small")) + 1, line)
        beside = page.width + theme.space(SIDE) if label else 0
        sign = lay_out(cell.sign, theme.font("small", True), room - beside, line)
        # The page stands beside the sign, or beside the text where there is no sign.
        text_room = room if cell.sign else room - beside
        words = self._model.short(cell.text)
        text = lay_out(words, theme.font("dense"), text_room, theme.line_height("dense"))
        return sign, page, text
