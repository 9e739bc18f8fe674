"""The table of what was said at several times: as many columns as fit, the newest first in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from panel_app.ui.follow.table_delegate import SIDE, TOP, FollowTableDelegate
from panel_app.ui.follow.table_model import CELL_ROLE, Cell, FollowTable, FollowTableModel, GroupRow
from panel_app.ui.keys import tell_keys
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.focus import NO_RING
from panel_app.ui.widgets.layout_text import LaidText, lay_out
from panel_app.ui.widgets.text import Label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST = 230
"""The least width of a column, in pixels at 100 % text."""


class _Head(QHeaderView):
    """The heads of the columns; their words wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        shown = [s for s in range(self.count()) if not self.isSectionHidden(s)]
        tallest = max((self._laid(s, self.sectionSize(s)).height for s in shown), default=0)
        return QSize(super().sizeHint().width(), tallest + 2 * current_theme().space(TOP) + 1)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = current_theme()
        painter.save()
        painter.fillRect(rect, theme.color("sunken"))
        painter.setPen(QPen(theme.color("line-strong"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        laid = self._laid(section, rect.width())
        top = rect.bottom() - theme.space(TOP) - laid.height
        laid.draw(painter, rect.left() + theme.space(SIDE), top, theme.color("ink"))
        painter.restore()

    def _laid(self, section: int, width: int) -> LaidText:
        theme = current_theme()
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        room = width - 2 * theme.space(SIDE)
        return lay_out(words, theme.font("small", True), room, theme.line_height("small"))


class FollowTableView(QTableView):
    """Shows as many columns as fit beside the names; arrow keys go on to those before and after.

    Signals: `opened(Cell)` on a click on a cell that has a page, or Enter there; `columns_moved()` when
    other columns are in sight.
    """

    opened = Signal(object)
    columns_moved = Signal()

    def __init__(self, accessible_name: str, names: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_keys(self, ("Arrow keys, Enter", "Through the table, also to further columns; open the cell"))
        self._names = names
        self._first = 0
        self._shown = 0
        self._model = FollowTableModel(self)
        self._delegate = FollowTableDelegate(self, self._model)
        self.setAccessibleName(accessible_name)
        self.setAccessibleDescription("Arrow keys move, Enter opens the page")
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(_Head(self))
        self.verticalHeader().hide()
        self.setProperty(NO_RING, True)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(0)
        self._fit_later.timeout.connect(self._fit)
        self.clicked.connect(self._on_clicked)
        self.entered.connect(self._on_entered)
        follow_theme(self, self._restyle)

    @property
    def table_model(self) -> FollowTableModel:
        return self._model

    @property
    def in_sight(self) -> range:
        """The columns in sight, from 0, without that of the names."""
        return range(self._first, self._first + self._shown)

    @property
    def column_total(self) -> int:
        """How many columns there are, without that of the names."""
        return self._model.columnCount() - 1

    def set_table(self, table: FollowTable) -> None:
        """Show a table with its last columns in sight; the same columns again stay where they are."""
        same = self._heads() == table.heads
        place = self.verticalScrollBar().value()
        held = self.currentIndex()
        at = (held.row(), held.column())
        same_rows = list(self._model.rows) == list(table.rows)
        self._model.set_table(table)
        self._delegate.measure()
        if not same:
            self._first = len(table.heads) if table.newest_last else 0
        self.clearSpans()
        for row, one in enumerate(table.rows):
            if isinstance(one, GroupRow):
                self.setSpan(row, 0, 1, len(table.heads) + 1)
        self._fit()
        if same_rows:
            self.setCurrentIndex(self._model.index(*at))
            self.verticalScrollBar().setValue(place)
        else:
            self.scrollToTop()
        self._choose_first()

    def set_whole(self, whole: bool) -> None:
        """Show texts whole or short, with the row that has the keyboard kept in sight."""
        self._model.set_whole(whole)
        self._delegate.measure()
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def move_columns(self, by: int) -> None:
        """Bring other columns into sight, by a number of them to the right."""
        before = self._first
        self._first = max(0, min(self._first + by, self.column_total - self._shown))
        if self._first != before:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if key in _ENTER and index.isValid():
            self._on_clicked(index)
            return
        if key == Qt.Key.Key_Right and index.column() == self._first + self._shown:
            self.move_columns(1)
        elif key == Qt.Key.Key_Left and index.column() == self._first + 1 and self._first:
            self.move_columns(-1)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._choose_first()

    def _choose_first(self) -> None:
        """The frame round the current cell is how one sees where the keyboard is."""
        if not self.hasFocus() or self.currentIndex().isValid():
            return
        indexes = (self._model.index(row, 0) for row in range(self._model.rowCount()))
        first = next((i for i in indexes if self._model.flags(i) & Qt.ItemFlag.ItemIsSelectable), None)
        if first is not None:
            self.setCurrentIndex(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later.start()

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(180), self.horizontalHeader().sizeHint().height() + theme.px(120))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self.viewport().unsetCursor()

    def _heads(self) -> tuple[str, ...]:
        across = Qt.Orientation.Horizontal
        return tuple(self._model.headerData(c + 1, across) for c in range(self.column_total))

    def _fit(self) -> None:
        """Hide the columns that do not fit, share the width, and give every row its height."""
        theme, total = current_theme(), self.column_total
        # Room for the scroll bar is always kept: its coming would change the widths, and with them the
        # heights that call for it.
        width = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self.frameWidth()
        names = min(max(round(width * self._names), theme.px(130)), round(width * 0.45))
        if not total:
            self.setColumnWidth(0, width)
            return
        self._shown = max(1, min(total, (width - names) // theme.px(_LEAST)))
        self._first = max(0, min(self._first, total - self._shown))
        for column in range(total):
            self.setColumnHidden(column + 1, column not in self.in_sight)
        self.setColumnWidth(0, names)
        rest, each = width - names, (width - names) // self._shown
        for number, column in enumerate(self.in_sight):
            last = number == self._shown - 1
            self.setColumnWidth(column + 1, rest - each * (self._shown - 1) if last else each)
        self._set_heights(names, each, width)
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
        self.columns_moved.emit()

    def _set_heights(self, names: int, each: int, width: int) -> None:
        for at, row in enumerate(self._model.rows):
            if isinstance(row, GroupRow):
                height = self._delegate.height(at, 0, width)
            else:
                cells = (self._delegate.height(at, column + 1, each) for column in self.in_sight)
                height = max(self._delegate.height(at, 0, names), *cells)
            if self.rowHeight(at) != height:
                self.setRowHeight(at, height)

    def _on_clicked(self, index: QModelIndex) -> None:
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell) and cell.page is not None:
            self.opened.emit(cell)

    def _on_entered(self, index: QModelIndex) -> None:
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell) and cell.page is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()

    def _restyle(self) -> None:
        self._delegate.measure()
        self._fit_later.start()


class FollowTablePane(QWidget):
    """The table beneath what narrows it, shows whole texts and turns to other columns; or a sentence.

    `columns` is what a column is called ("quarter"), `turn` what leads to those before and after, `names`
    the share of the width for the first one, `filters` stand above. Signals: `opened(Cell)`.
    """

    opened = Signal(object)

    def __init__(
        self,
        accessible_name: str,
        columns: str,
        turn: tuple[str, str] = ("Earlier", "Later"),
        names: float = 0.34,
        filters: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self.table = FollowTableView(accessible_name, names)
        self.whole = Tick("Whole texts")
        self.earlier = Button(turn[0], "chevron-left", small=True)
        self.later = Button(turn[1], "chevron-right", small=True)
        self.where = Label("", role="small", colour="ink-2", wrap=False)
        self.nothing = Label("", colour="ink-2")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._filters = filters
        self._filter_bar, flow = QWidget(), FlowLayout(gap=16, row_gap=8)
        self._filter_bar.setLayout(flow)
        for one in filters:
            flow.addWidget(one)
        self._bar, row = QWidget(), FlowLayout(gap=12, row_gap=8)
        self._bar.setLayout(row)
        row.addWidget(self.whole)
        row.add_break_right()
        self._turner = (self.earlier, self.where, self.later)
        for part in self._turner:
            row.addWidget(part)
        self._column.addWidget(self._filter_bar)
        self._column.addWidget(self._bar)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.nothing, 1)
        self.whole.toggled.connect(self.table.set_whole)
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))
        self.table.opened.connect(self.opened)
        self.table.columns_moved.connect(self._on_columns_moved)
        follow_theme(self, self._restyle)

    def set_table(self, table: FollowTable, nothing: str) -> None:
        """Show a table; where it has no rows, the sentence instead."""
        self.table.set_table(table)
        self.nothing.set_text(nothing)
        self.table.setVisible(bool(table.rows))
        self.nothing.setVisible(not table.rows)
        self.whole.setVisible(self.table.table_model.has_long_texts)
        self._on_columns_moved()

    def _turn(self, by: int) -> None:
        self.table.move_columns(by * max(1, len(self.table.in_sight)))

    def _on_columns_moved(self) -> None:
        shown, total = self.table.in_sight, self.table.column_total
        all_there = len(shown) >= total or not self.table.table_model.rows
        for part in self._turner:
            part.setVisible(not all_there)
        self.earlier.setEnabled(shown.start > 0)
        self.later.setEnabled(shown.stop < total)
        first, last = shown.start + 1, shown.stop
        which = f"{self._columns} {first}" if first == last else f"{self._columns}s {first} to {last}"
        self.where.set_text(f"{which} of {total}".capitalize())
        self._filter_bar.setVisible(any(not one.isHidden() for one in self._filters))
        self._bar.setVisible(not self.whole.isHidden() or not all_there)
        self._bar.updateGeometry()

    def _restyle(self) -> None:
        self._column.setSpacing(current_theme().space(8))
