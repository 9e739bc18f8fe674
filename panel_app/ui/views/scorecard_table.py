"""The scorecard as a table."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from panel_app.services.measures import ScorecardRow
from panel_app.ui.charts.scorecard_delegate import ScorecardDelegate, name_width, size_key
from panel_app.ui.charts.scorecard_header import ScorecardHeader
from panel_app.ui.keys import tell_keys
from panel_app.ui.models.scorecard_model import ROW_ROLE, ScorecardColumn
from panel_app.ui.models.scorecard_order import GROUP_ROLE
from panel_app.ui.theme import current_theme

_SHARES = [2, 3, 1, 1, 1, 1, 1, 1, 1]
"""How the room that is left over is shared among the columns."""


class ScorecardTable(QTableView):
    """The table of measures; it scrolls in itself, so that its head stays in sight.

    Signals: `opened(QModelIndex)` on Enter, or a click on a row.
    """

    opened = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_keys(self, ("Enter", "Open the measure of the row"))
        self.setItemDelegate(ScorecardDelegate(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._header = ScorecardHeader(self)
        self.setHorizontalHeader(self._header)
        self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.setMouseTracking(True)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(280), self.horizontalHeader().sizeHint().height() + theme.px(56 * 3))

    def fit(self) -> None:
        """Give each column what it needs, then the names theirs, then share out the rest."""
        model, theme = self.model(), current_theme()
        if model is None or not model.rowCount():
            return
        drawn = int(ScorecardColumn.RECENT)
        self.setColumnHidden(drawn, False)
        rows = [model.index(at, 0).data(ROW_ROLE) for at in range(model.rowCount())]
        cells = [self._needed(rows, column) for column in ScorecardColumn]
        widths = [max(cell, self._header.least_width(c)) for c, cell in enumerate(cells)]
        if sum(widths) > self.viewport().width():
            widths = [max(cell, self._header.least_width(c, tight=True)) for c, cell in enumerate(cells)]
        if sum(widths) > self.viewport().width():
            # In large type the small drawing gives way to the words; the measure's own page has it large.
            self.setColumnHidden(drawn, True)
            widths[drawn] = 0
        rest = max(0, self.viewport().width() - sum(widths))
        names = max(name_width(row, theme) for row in rows)
        given = min(rest, max(0, names - widths[0]))
        widths[0] += given
        for column, share in enumerate(_SHARES):
            widths[column] += (rest - given) * share // sum(_SHARES)
        widths[0] += max(0, self.viewport().width() - sum(widths))
        if self.isColumnHidden(drawn):
            widths[0] += widths[drawn]
        for column, width in enumerate(widths):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, width)
        self._fit_rows(rows, widths)

    def _needed(self, rows: list[ScorecardRow], column: ScorecardColumn) -> int:
        """The widest of a column. Rows that look alike in it are measured once: there may be hundreds."""
        option = QStyleOptionViewItem()
        alike = {size_key(row, column): at for at, row in enumerate(rows)}
        delegate, model = self.itemDelegate(), self.model()
        return max(delegate.sizeHint(option, model.index(at, column)).width() for at in alike.values())

    def _fit_rows(self, rows: list[ScorecardRow], widths: list[int]) -> None:
        option = QStyleOptionViewItem()
        delegate, model = self.itemDelegate(), self.model()
        known: dict[object, int] = {}
        for at, row in enumerate(rows):
            group = model.index(at, 0).data(GROUP_ROLE)
            heights = []
            for column in (ScorecardColumn.MEASURE, ScorecardColumn.SIGNAL, ScorecardColumn.TARGET):
                key = column, size_key(row, column), group
                if key not in known:
                    option.rect.setWidth(widths[column])
                    known[key] = delegate.sizeHint(option, model.index(at, column)).height()
                heights.append(known[key])
            if self.rowHeight(at) != max(heights):
                self.setRowHeight(at, max(heights))
