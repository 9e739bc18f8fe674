"""The questions as a table: a row each, sorted by any column, opened with Enter or a click."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from panel_app.domain.ids import QuestionId
from panel_app.ui.keys import tell_keys
from panel_app.ui.models.question_table import ID_ROLE, SORT_ROLE, QuestionColumn, QuestionTableModel
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.wrapping import WrappingDelegate

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRAPPED = {
    QuestionColumn.STATUS: 130,
    QuestionColumn.ITEM: 120,
    QuestionColumn.THEME: 130,
    QuestionColumn.MEETING: 110,
    QuestionColumn.ASKER: 110,
}
"""Columns whose words wrap, and their widths; the question gets what is left."""


class QuestionTable(QTableView):
    """The table of questions.

    Signals: `chosen(question)` on a click or Enter, `answer_wanted(question)` on A.
    """

    chosen = Signal(object)
    answer_wanted = Signal(object)

    def __init__(self, model: QuestionTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_keys(self, ("Enter", "Open the question of the row"))
        self.setAccessibleName("Questions")
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(model)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setItemDelegate(WrappingDelegate(self, frozenset({QuestionColumn.QUESTION, *_WRAPPED})))
        self.setSortingEnabled(True)
        self.sortByColumn(QuestionColumn.ORDER, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().hide()
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(0)
        self._fit_later.timeout.connect(self._fit)
        self._sorted.modelReset.connect(self._fit_later.start)
        self._sorted.dataChanged.connect(self._fit_later.start)
        self._sorted.layoutChanged.connect(self._fit_later.start)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (QuestionColumn.QUESTION, *_WRAPPED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self.clicked.connect(self._on_clicked)
        follow_theme(self, self._restyle)

    def choose(self, question: QuestionId | None) -> None:
        """Select the row of a question without opening it."""
        model = self._sorted.sourceModel()
        row = model.row_of(question) if question and isinstance(model, QuestionTableModel) else -1
        if row < 0:
            self.clearSelection()
            return
        index = self._sorted.mapFromSource(model.index(row, 0))
        if index.row() != self.currentIndex().row():
            self.setCurrentIndex(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._on_clicked(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_A and not event.modifiers() and self.currentIndex().isValid():
            self.answer_wanted.emit(self.currentIndex().data(ID_ROLE))
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ID_ROLE))

    def _fit(self) -> None:
        """The question's words get the room that the other columns leave, and as many lines as they need."""
        header = self.horizontalHeader()
        for column, width in _WRAPPED.items():
            header.resizeSection(column, current_theme().px(width))
        others = sum(header.sectionSize(c) for c in range(header.count()) if c != QuestionColumn.QUESTION)
        rest = self.viewport().width() - others
        header.resizeSection(QuestionColumn.QUESTION, max(rest, current_theme().px(280)))
        self.resizeRowsToContents()

    def _restyle(self) -> None:
        self._fit_later.start()
