"""One measure: the finding, the verdict, the chart, its table twin, and where the figures were printed."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from panel_app.domain.charts import ChartModel
from panel_app.domain.measures import Measure
from panel_app.ui.charts.chart_view import ChartView
from panel_app.ui.charts.verdict import VerdictChip
from panel_app.ui.models.observations_model import ObservationsModel
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import Card, ScrollPage
from panel_app.ui.widgets.text import Heading, Label, Rule

_CHART_WIDTH = 430
"""Narrower than this at 100 % the chart stands above the table."""


class MeasurePage(ScrollPage):
    """Shows a measure's ChartModel; the table's row and the chart's cursor follow each other.

    Signals: `back_requested()`, `question_requested()`.
    """

    back_requested = Signal()
    question_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=12, parent=parent)
        self.back_button = Button("All measures", icon="back", kind="quiet")
        self.back_button.setAccessibleName("Back to all measures")
        self.question_button = Button("Question", icon="question")
        self.question_button.setAccessibleDescription("Begin a question that rests on this finding")
        self.title = Heading(role="heading")
        self.subtitle = Label(colour="ink-2", role="dense")
        self.chip = VerdictChip()
        self.verdict_title = Label("The force’s own limits", role="small", colour="ink-2")
        self.verdict_words = Label(role="dense")
        self.chart = ChartView()
        self.table_model = ObservationsModel(self)
        self.table = _TwinTable()
        self.table.setModel(self.table_model)
        self.copy_button = Button("Copy", icon="copy", kind="quiet", small=True)
        self.copy_button.setAccessibleName("Copy the table")
        self.summary = Label()
        self.source = Label(role="small", colour="ink-2")
        self._build()
        self._connect()
        follow_theme(self, self._arrange)

    def set_measure(self, measure: Measure, chart: ChartModel) -> None:
        """Show a measure; the cursor is on no point."""
        self.title.set_text(chart.title)
        self.subtitle.set_text(chart.subtitle)
        self.chip.set_verdict(chart.force.verdict, measure.better)
        self.verdict_words.set_text(chart.force.sentence or "No figures")
        self.chart.set_model(chart)
        self.table_model.set_chart(chart)
        self.table.setAccessibleName(f"The same figures as a table: {chart.title}")
        self._arrange()
        self.summary.set_text(chart.summary)
        self.source.set_text(chart.source)
        self.chart_card.setVisible(bool(chart.points))
        self.table_card.setVisible(bool(chart.rows))
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "columns"):
            self._arrange()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.question_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(head)
        self.body.addWidget(self.subtitle)
        self.chart_card = Card(padding=16, gap=12)
        strip = QHBoxLayout()
        strip.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.verdict_title)
        words.addWidget(self.verdict_words)
        strip.addLayout(words, 1)
        self.chart_card.body.addLayout(strip)
        self.chart_card.body.addWidget(Rule())
        self.chart_card.body.addWidget(self.chart, 1)
        self.table_card = Card(padding=16, gap=8)
        self.table_card.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        table_head = QHBoxLayout()
        table_head.addWidget(Label("The same figures as a table", bold=True), 1)
        table_head.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        self.table_card.body.addLayout(table_head)
        self.table_card.body.addWidget(self.table)
        self.table_card.body.addStretch(1)
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.addWidget(self.chart_card, 1)
        self.columns.addWidget(self.table_card, 0)
        self.body.addLayout(self.columns)
        self.body.addWidget(self.summary)
        self.body.addWidget(Rule())
        self.body.addWidget(Heading("Where this was printed", role="body"))
        self.body.addWidget(self.source)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.question_button.clicked.connect(self.question_requested)
        self.copy_button.clicked.connect(self._on_copy)
        self.chart.point_chosen.connect(self._on_point_chosen)
        self.table.selectionModel().selectionChanged.connect(self._on_row_chosen)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.table_model.as_text())

    def _on_point_chosen(self, point: int) -> None:
        self.table.selectRow(self.table_model.row_of(point))

    def _on_row_chosen(self, chosen: QItemSelection) -> None:
        if not chosen.isEmpty():
            self.chart.set_index(self.table_model.point_at(chosen.indexes()[0].row()))

    def _arrange(self) -> None:
        """Side by side where there is room, else one beneath the other."""
        theme = current_theme()
        self.columns.setSpacing(theme.space(24))
        around = theme.space(24 + 4 * 16 + 2 * 40) + 4
        beside = self.viewport().width() >= theme.px(_CHART_WIDTH) + self.table.natural_width() + around
        self.table.fit(beside)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.columns.direction() != direction:
            self.columns.setDirection(direction)


class _TwinTable(QTableView):
    """A table as tall and as wide as its rows; the page scrolls it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    def _column_width(self, column: int) -> int:
        return max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
