"""The list of figure checks: its model, and how its rows are drawn."""

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

from panel_app.ui.figures.figure_rows import FigureRow
from panel_app.ui.icons import paint_icon
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.figure_sign import paint_figure_sign
from panel_app.ui.widgets.focus import NO_RING
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width
from panel_app.ui.widgets.painted import ENTER

_Index = QModelIndex | QPersistentModelIndex
_SIGN = 22


class FigureListModel(QAbstractListModel):
    """The rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[FigureRow] = []

    def set_rows(self, rows: Sequence[FigureRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, index: _Index) -> FigureRow | None:
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class FigureListDelegate(QStyledItemDelegate):
    """The sign, the words with their page at the right, and the arithmetic beneath."""

    def __init__(self, view: QListView, model: FigureListModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._heights: dict[tuple[FigureRow, int], int] = {}

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
            text, sub, _, _ = self._laid(row, width)
            self._heights[key] = text.height + (sub.height if sub else 0) + 2 * current_theme().space(8) + 1
        return QSize(width, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, area, row = current_theme(), QRect(option.rect), self._model.row_at(index)
        if row is None:
            return
        painter.save()
        current = index == self._view.currentIndex()
        if option.state & QStyle.StateFlag.State_MouseOver or current:
            painter.fillRect(area, theme.color("accent-tint"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("line"))
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
        if current and self._view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()

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


class FigureList(QListView):
    """The list.

    Signals: `opened(FigureRow)` for a click or Enter, `unfolded(FigureRow, bool)` to list or to put away the
    checks of a group, `current_changed()`.
    """

    opened = Signal(object)
    unfolded = Signal(object, bool)
    current_changed = Signal()

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = FigureListModel()
        self.rows.setParent(self)
        self._delegate = FigureListDelegate(self, self.rows)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription(
            "Up and Down move, Enter opens the page or lists what one line stands for, "
            "Right and Left list or put away"
        )
        self.setProperty("bare", True)
        self.setProperty(NO_RING, True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_opened)
        follow_theme(self, self._restyle)

    @property
    def current(self) -> FigureRow | None:
        """The row that the keyboard is on."""
        return self.rows.row_at(self.currentIndex())

    def set_rows(self, rows: Sequence[FigureRow]) -> None:
        """Show other rows, staying at the same line as far as there is one."""
        at, top = max(0, self.currentIndex().row()), self.verticalScrollBar().value()
        self.rows.set_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(at, len(rows) - 1)))
        self.verticalScrollBar().setValue(top)
        self.current_changed.emit()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current
        if event.key() in ENTER:
            self._on_opened(self.currentIndex())
        elif row is not None and event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            if row.holds_several:
                self.unfolded.emit(row, event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if row is None:
            return
        if row.holds_several:
            self.unfolded.emit(row, not row.opened)
        else:
            self.opened.emit(row)

    def _restyle(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
