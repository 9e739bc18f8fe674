"""Cells of a table whose words wrap."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.layout_text import lay_out, text_width


class WrappingDelegate(QStyledItemDelegate):
    """Rows as high as the words of the `wrapped` columns need, the others on one line.

    The base class forgets the padding of the style sheet.
    """

    def __init__(self, table: QTableView, wrapped: Set[int], padding: int = 8) -> None:
        super().__init__(table)
        self._table = table
        self._wrapped = wrapped
        self._padding = padding

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = current_theme()
        font = theme.font()
        text = str(index.data() or "")
        padding = 2 * theme.space(8) + 8
        line = QFontMetrics(font).lineSpacing()
        height = line
        if index.column() in self._wrapped and text:
            room = self._table.columnWidth(index.column()) - padding
            height = lay_out(text, font, room, line).height
        return QSize(text_width(text, font) + padding, height + 2 * theme.space(self._padding))
