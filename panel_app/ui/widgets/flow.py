"""A layout that puts things side by side and goes on in the next row when the width is used up."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from panel_app.ui.theme import current_theme


class FlowLayout(QLayout):
    """Rows of widgets at their preferred size, wrapped like words; used for toolbars and chips at large text.

    `gap` is in pixels at 100 % text, between columns and between rows. What follows `add_break_right()`
    stands at
    the right edge while everything fits into one row.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 8, row_gap: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._row_gap = gap if row_gap is None else row_gap
        self._right_from: int | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def add_break_right(self) -> None:
        """Put the widgets that are added from now on at the right edge."""
        self._right_from = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        if self._right_from is not None and index < self._right_from:
            self._right_from -= 1
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        gap = current_theme().space(self._gap)
        width = sum(item.sizeHint().width() for _, item in shown) + gap * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for _, item in shown), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:
        size = QSize()
        for _, item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[tuple[int, QLayoutItem]]:
        return [(index, item) for index, item in enumerate(self._items) if not item.isEmpty()]

    def _rows(self, width: int, gap: int) -> list[list[tuple[int, QLayoutItem, QSize]]]:
        rows: list[list[tuple[int, QLayoutItem, QSize]]] = [[]]
        used = 0
        for index, item in self._shown():
            wanted = item.sizeHint().expandedTo(item.minimumSize())
            wanted.setWidth(max(min(wanted.width(), width), item.minimumSize().width()))
            if item.hasHeightForWidth():
                wanted.setHeight(item.heightForWidth(wanted.width()))
            if rows[-1] and used + gap + wanted.width() > width:
                rows.append([])
                used = 0
            used += wanted.width() + (gap if rows[-1] else 0)
            rows[-1].append((index, item, wanted))
        return rows

    def _arrange(self, rect: QRect, move: bool) -> int:
        theme = current_theme()
        gap, row_gap = theme.space(self._gap), theme.space(self._row_gap)
        margins = self.contentsMargins()
        area = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        rows = self._rows(area.width(), gap)
        top = area.y()
        for row in rows:
            height = max((size.height() for _, _, size in row), default=0)
            used = sum(size.width() for _, _, size in row) + gap * max(0, len(row) - 1)
            spare = area.width() - used if len(rows) == 1 else 0
            left = area.x()
            for index, item, size in row:
                if self._right_from is not None and index >= self._right_from:
                    left, spare = left + spare, 0
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + gap
            top += height + row_gap
        return top - row_gap - rect.y() + margins.bottom()
