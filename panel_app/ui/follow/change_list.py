"""The list of what a new version changed: how its rows are drawn."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QWidget

from panel_app.domain.word_diff import Difference
from panel_app.ui.follow.change_rows import ChangeRow, shown_text
from panel_app.ui.icons import paint_icon
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width
from panel_app.ui.widgets.row_list import RowDelegate, RowList


class ChangeListDelegate(RowDelegate[ChangeRow]):
    """What happened in bold, its page at the right, the words beneath; a warning where figures changed."""

    def height(self, row: ChangeRow, width: int) -> int:
        head, _, flag, words = self._laid(row, width)
        return head.height + words.height + (flag.height if flag else 0) + 2 * current_theme().space(10) + 1

    def draw(self, painter: QPainter, area: QRect, row: ChangeRow) -> None:
        theme = current_theme()
        head, page, flag, words = self._laid(row, area.width())
        left, top = area.left() + theme.space(8), area.top() + theme.space(10)
        head.draw(painter, left, top, theme.color("ink"))
        ink = theme.color("accent" if row.page is not None else "ink-2")
        page.draw(painter, area.right() - theme.space(8) - page.width, top, ink)
        top += head.height
        if flag is not None:
            side = theme.px(18)
            line = theme.line_height("dense")
            paint_icon(painter, "warning", "warn", QRect(left, top + (line - side) // 2, side, side))
            flag.draw(painter, left + side + theme.space(6), top, theme.color("warn"))
            top += flag.height
        words.draw(painter, left, top, theme.color("ink"))

    def _laid(self, row: ChangeRow, width: int) -> tuple[LaidText, LaidText, LaidText | None, LaidText]:
        theme = current_theme()
        line = theme.line_height("dense")
        wide = text_width(row.label, theme.font("small"))
        page = lay_out(row.label, theme.font("small"), wide + 1, line)
        head = lay_out(row.title, theme.font("dense", True), width - wide - theme.space(32), line)
        room = width - theme.space(16)
        flag = None
        if row.flag:
            flag_room = room - theme.px(18) - theme.space(6)
            flag = lay_out(row.flag, theme.font("dense", True), flag_room, line)
        text, formats = _formatted(row)
        words = lay_out(text, theme.font("dense"), min(room, theme.px(760)), line, formats=formats)
        return head, page, flag, words


class ChangeList(RowList[ChangeRow]):
    """The list; a row whose words are gone opens nothing."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            accessible_name,
            "Up and Down go to the next difference, Enter opens its page",
            ChangeListDelegate,
            parent=parent,
        )

    def open_row(self, row: ChangeRow) -> None:
        if row.page is not None:
            super().open_row(row)


def _formatted(row: ChangeRow) -> tuple[str, list[QTextLayout.FormatRange]]:
    """The words in a row, what went struck through, what came bold and underlined."""
    text, formats = "", []
    for kind, words in shown_text(row.words):
        text += " " if text else ""
        if kind is not Difference.SAME:
            one = QTextLayout.FormatRange()
            one.start, one.length = _utf16(text), _utf16(words)
            shape = QTextCharFormat()
            if kind is Difference.REMOVED:
                shape.setFontStrikeOut(True)
            else:
                shape.setFontWeight(QFont.Weight.Bold)
                shape.setFontUnderline(True)
            one.format = shape
            formats.append(one)
        text += words
    return text, formats


def _utf16(text: str) -> int:
    """How long a text is as Qt counts."""
    return len(text.encode("utf-16-le")) // 2
