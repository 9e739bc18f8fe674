"""A list whose rows are drawn, each as high as its words: the model, the drawing they share, and the view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

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

from panel_app.ui.keys import tell_keys
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.focus import NO_RING
from panel_app.ui.widgets.painted import ENTER

Index = QModelIndex | QPersistentModelIndex


class ListRow(Protocol):
    """A row: a frozen value that can be a key of a dictionary."""

    @property
    def text(self) -> str: ...

    @property
    def spoken(self) -> str: ...


R = TypeVar("R", bound=ListRow)


class RowModel(QAbstractListModel, Generic[R]):
    """The rows; a heading cannot be chosen."""

    def __init__(self, heading: type[R] | None = None) -> None:
        super().__init__()
        self.rows: list[R] = []
        self._heading = heading

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> R | None:
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def is_heading(self, row: R | None) -> bool:
        return self._heading is not None and isinstance(row, self._heading)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if self.is_heading(row):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class RowDelegate(QStyledItemDelegate, Generic[R]):
    """What all rows share: a hairline beneath, a tint under the pointer, a ring where the keyboard is."""

    KEEPS_CURRENT = False
    """Whether the current row stays tinted without the keyboard: buttons beside the list act on it."""

    def __init__(self, view: QListView, model: RowModel[R]) -> None:
        super().__init__(view)
        self.view = view
        self.model = model
        self._heights: dict[tuple[R, int], int] = {}

    def forget(self) -> None:
        """The rows or the theme changed: heights are measured again."""
        self._heights.clear()

    def height(self, row: R, width: int) -> int:
        """How high a row is."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRect, row: R) -> None:
        """Draw the words of a row."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, width = self.model.row_at(index), self.view.viewport().width()
        if row is None:
            return QSize(width, 0)
        # Qt asks for every row at each change of width, and a pack has hundreds.
        key = (row, width)
        if key not in self._heights:
            self._heights[key] = self.height(row, width)
        return QSize(width, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area, row = current_theme(), QRect(option.rect), self.model.row_at(index)
        if row is None:
            return
        painter.save()
        if self.model.is_heading(row):
            self.draw(painter, area, row)
            painter.restore()
            return
        current = index == self.view.currentIndex()
        focused = current and self.view.hasFocus()
        tinted = focused or (current and self.KEEPS_CURRENT)
        if tinted or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("accent-tint"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("line"))
        self.draw(painter, area, row)
        if focused:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()


class RowList(QListView, Generic[R]):
    """The list.

    Signals: `opened(row)` for a click or Enter, `current_changed()`.
    """

    opened = Signal(object)
    current_changed = Signal()

    def __init__(
        self,
        accessible_name: str,
        description: str,
        delegate: type[RowDelegate[R]],
        heading: type[R] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = RowModel[R](heading)
        self.rows.setParent(self)
        self._delegate = delegate(self, self.rows)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription(description)
        self.setProperty("bare", True)
        self.setProperty(NO_RING, True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        tell_keys(self, ("Up, Down, Enter", "Through the lines of a list; open the place of one"))
        self.clicked.connect(lambda _: self._open_current())
        follow_theme(self, self._restyle)

    @property
    def current(self) -> R | None:
        """The row that the keyboard is on."""
        return self.rows.row_at(self.currentIndex())

    def set_rows(self, rows: Sequence[R], *, stays: bool = False) -> None:
        """Show other rows, from the first, or with `stays` at the line where the keyboard was."""
        at, top = max(0, self.currentIndex().row()), self.verticalScrollBar().value()
        self._delegate.forget()
        self.rows.set_rows(rows)
        self.make_current(min(at, len(rows) - 1) if stays else 0)
        if stays:
            self.verticalScrollBar().setValue(top)
        else:
            self.scrollToTop()
        self._offer_keyboard(any(not self.rows.is_heading(row) for row in rows))
        self.current_changed.emit()

    def _offer_keyboard(self, some: bool) -> None:
        """Without a row there is nothing to go to, and nowhere to show the keyboard."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if some else Qt.FocusPolicy.NoFocus)
        if not some and self.hasFocus():
            self.focusNextChild()

    def make_current(self, at: int) -> None:
        """Put the keyboard on a row, or on the one after it where that is a heading."""
        row = self.rows.row_at(self.rows.index(at))
        if row is not None:
            self.setCurrentIndex(self.rows.index(at + 1 if self.rows.is_heading(row) else at))

    def open_row(self, row: R) -> None:
        """What a click and Enter do."""
        self.opened.emit(row)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self._open_current()
        else:
            super().keyPressEvent(event)

    def _open_current(self) -> None:
        row = self.current
        if row is not None and not self.rows.is_heading(row):
            self.open_row(row)

    def _restyle(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
