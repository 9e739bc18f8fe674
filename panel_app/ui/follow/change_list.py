"""The list of what a new version changed: its model, and how its rows are drawn."""

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
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from panel_app.domain.word_diff import Difference
from panel_app.ui.follow.change_rows import ChangeRow, shown_text
from panel_app.ui.icons import paint_icon
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.focus import NO_RING
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width

_Index = QModelIndex | QPersistentModelIndex


class ChangeListModel(QAbstractListModel):
    """The rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ChangeRow] = []

    def set_rows(self, rows: Sequence[ChangeRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row_at(self, index: _Index) -> ChangeRow | None:
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.title}: {' '.join(text for _, text in shown_text(row.words))}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class ChangeListDelegate(QStyledItemDelegate):
    """What happened in bold, its page at the right, the words beneath; a warning where figures changed."""

    def __init__(self, view: QListView, model: ChangeListModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._heights: dict[tuple[int, int], int] = {}

    def forget(self) -> None:
        """The rows or the theme changed: heights are measured again."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row, width = self._model.row_at(index), self._view.viewport().width()
        if row is None:
            return QSize(width, 0)
        # Qt asks for every row at each change of width, and there can be hundreds.
        key = (index.row(), width)
        if key not in self._heights:
            head, _, flag, words = self._laid(row, width)
            height = head.height + words.height + (flag.height if flag else 0)
            self._heights[key] = height + 2 * current_theme().space(10) + 1
        return QSize(width, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, area, row = current_theme(), QRect(option.rect), self._model.row_at(index)
        if row is None:
            return
        painter.save()
        focused = self._view.hasFocus() and index == self._view.currentIndex()
        if option.state & QStyle.StateFlag.State_MouseOver or focused:
            painter.fillRect(area, theme.color("accent-tint"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("line"))
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
        if focused:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()

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


class ChangeList(QListView):
    """The list. Signals: `opened(ChangeRow)` on a click or Enter, where the row has a page."""

    opened = Signal(object)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes = ChangeListModel()
        self.changes.setParent(self)
        self._delegate = ChangeListDelegate(self, self.changes)
        self.setModel(self.changes)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription("Up and Down go to the next difference, Enter opens its page")
        self.setProperty("bare", True)
        self.setProperty(NO_RING, True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_opened)
        follow_theme(self, self._restyle)

    def set_rows(self, rows: Sequence[ChangeRow]) -> None:
        """Show other rows, from the first."""
        self._delegate.forget()
        self.changes.set_rows(rows)
        if rows:
            self.setCurrentIndex(self.changes.index(0))
            self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.changes.row_at(index)
        if row is not None and row.page is not None:
            self.opened.emit(row)

    def _restyle(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()


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
