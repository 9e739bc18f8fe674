"""The table twin of a chart."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from panel_app.ui.theme import current_theme


class TwinTable(QTableView):
    """A table as tall and as wide as its rows; the page scrolls it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: dict[tuple[int, float], int] = {}
        self.setProperty("bare", True)
        self.setProperty("dense", True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def natural_width(self) -> int:
        """The room that all columns need."""
        header = self.horizontalHeader()
        return 2 + sum(self._column_width(column) for column in range(header.count()))

    def fit(self, full: bool) -> None:
        """Take the sizes of the theme and the figures; `full` insists on room for all columns."""
        theme = current_theme()
        self.setFont(theme.font("small"))
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme.height(28))
        for column in range(self.horizontalHeader().count()):
            self.setColumnWidth(column, self._column_width(column))
        self.setMinimumWidth(self.natural_width() if full else theme.px(200))
        rows = self.model().rowCount() * theme.height(28)
        bar = 0 if full else self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + bar + 2)

    def sizeHint(self) -> QSize:
        return QSize(self.natural_width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self.minimumHeight())

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._widths.clear)

    def _column_width(self, column: int) -> int:
        """Measured once for each table and text size: the page asks often."""
        key = column, current_theme().scale
        if key not in self._widths:
            cells = self.sizeHintForColumn(column)
            self._widths[key] = max(cells, self.horizontalHeader().sectionSizeHint(column))
        return self._widths[key]
