"""The list of what is in a paper: how its rows are drawn."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from panel_app.ui.follow.record_rows import KindRow, RecordRow, Row
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width
from panel_app.ui.widgets.row_list import Index, RowDelegate, RowList


class RecordListDelegate(RowDelegate[Row]):
    """A heading is bold with its count; a line has its page at the right and second words beneath."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        above = (
            current_theme().space(20) if index.row() and isinstance(self.model.row_at(index), KindRow) else 0
        )
        return QSize(size.width(), size.height() + above)

    def height(self, row: Row, width: int) -> int:
        if isinstance(row, KindRow):
            return self._heading(row, width)[0].height + 2 * current_theme().space(8)
        text, sub, _, _ = self._line(row, width)
        return text.height + (sub.height if sub else 0) + 2 * current_theme().space(6) + 1

    def draw(self, painter: QPainter, area: QRect, row: Row) -> None:
        theme = current_theme()
        if isinstance(row, KindRow):
            laid, count = self._heading(row, area.width())
            top = area.bottom() - theme.space(8) - laid.height
            laid.draw(painter, area.left(), top, theme.color("ink"))
            count.draw(painter, area.right() - theme.space(8) - count.width, top, theme.color("ink-2"))
            painter.fillRect(QRect(area.left(), area.bottom() - 1, area.width(), 2), theme.color("ink"))
            return
        text, sub, page, left = self._line(row, area.width())
        top = area.top() + theme.space(6)
        text.draw(painter, area.left() + left, top, theme.color("ink"))
        page.draw(painter, area.right() - theme.space(8) - page.width, top, theme.color("accent"))
        if sub:
            sub.draw(painter, area.left() + left, top + text.height, theme.color("ink-2"))

    def _heading(self, row: KindRow, width: int) -> tuple[LaidText, LaidText]:
        theme = current_theme()
        line = theme.line_height("lead")
        count = lay_out(f"{row.count:,}", theme.font("body"), width // 4, line)
        room = width - count.width - theme.space(24)
        return lay_out(row.text, theme.font("lead", True), room, line), count

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


class RecordList(RowList[Row]):
    """The list; the headings of its kinds cannot be chosen."""

    def __init__(
        self,
        accessible_name: str,
        description: str = "Up and Down move, Enter opens the page",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(accessible_name, description, RecordListDelegate, KindRow, parent)
