"""The list of figure checks: how its rows are drawn, and its keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from panel_app.ui.figures.figure_rows import FigureRow
from panel_app.ui.icons import paint_icon
from panel_app.ui.keys import tell_keys
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.figure_sign import paint_figure_sign
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width
from panel_app.ui.widgets.row_list import RowDelegate, RowList

_SIGN = 22


class FigureListDelegate(RowDelegate[FigureRow]):
    """The sign, the words with their page at the right, and the arithmetic beneath."""

    KEEPS_CURRENT = True

    def height(self, row: FigureRow, width: int) -> int:
        text, sub, _, _ = self._laid(row, width)
        return text.height + (sub.height if sub else 0) + 2 * current_theme().space(8) + 1

    def draw(self, painter: QPainter, area: QRect, row: FigureRow) -> None:
        theme = current_theme()
        text, sub, page, left = self._laid(row, area.width())
        top = area.top() + theme.space(8)
        side, line = theme.px(_SIGN), theme.line_height("dense")
        sign = QRectF(area.left() + left - side - theme.space(12), top + (line - side) / 2, side, side)
        hidden = row.group.first.hidden is not None
        paint_figure_sign(painter, sign, row.group.verdict, quiet=hidden)
        text.draw(painter, area.left() + left, top, theme.color("ink"))
        page.draw(painter, area.right() - theme.space(8) - page.width, top, theme.color("accent"))
        if row.holds_several:
            arrow = theme.px(18)
            place = QRect(area.right() - theme.space(8) - arrow, top + line, arrow, arrow)
            paint_icon(painter, "chevron-up" if row.opened else "chevron-down", "accent", place)
        if sub:
            sub.draw(painter, area.left() + left, top + text.height, theme.color("ink-2"))

    def _laid(self, row: FigureRow, width: int) -> tuple[LaidText, LaidText | None, LaidText, int]:
        theme = current_theme()
        left = theme.px(_SIGN) + theme.space(20) + (theme.space(28) if row.deeper else 0)
        label = f"page {row.label}"
        wide = text_width(label, theme.font("small"))
        line = theme.line_height("dense")
        page = lay_out(label, theme.font("small"), wide + 1, line)
        room = max(theme.px(80), width - left - wide - theme.space(32))
        text = lay_out(row.text, theme.font("dense", not row.deeper), room, line)
        sub = lay_out(row.sub, theme.font("small"), room, theme.line_height("small")) if row.sub else None
        return text, sub, page, left


class FigureList(RowList[FigureRow]):
    """The list.

    Signals: `opened(FigureRow)` for a click or Enter, `unfolded(FigureRow, bool)` to list or to put away the
    checks of a group.
    """

    unfolded = Signal(object, bool)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            accessible_name,
            "Up and Down move, Enter opens the page or lists what one line stands for, "
            "Right and Left list or put away",
            FigureListDelegate,
            parent=parent,
        )
        tell_keys(self, ("Right, Left", "Unfold several figure checks with one cause, or fold them"))

    def open_row(self, row: FigureRow) -> None:
        if row.holds_several:
            self.unfolded.emit(row, not row.opened)
        else:
            super().open_row(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current
        if row is not None and event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            if row.holds_several:
                self.unfolded.emit(row, event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
