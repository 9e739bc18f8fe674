"""One measure: the finding, the verdict, the chart, its table twin, and where the figures were printed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panel_app.domain.chart_layers import layers_of, with_layers
from panel_app.domain.chart_model import ChartModel, Layer
from panel_app.domain.measures import Measure, Series
from panel_app.domain.periods import Period
from panel_app.ui.charts.area_panels import AreaPanels
from panel_app.ui.charts.chart_view import ChartView
from panel_app.ui.charts.twin_table import TwinTable
from panel_app.ui.charts.verdict_strip import VerdictStrip
from panel_app.ui.models.observations_model import ObservationsModel
from panel_app.ui.models.printed_places import PrintedPlace
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, LinkRow
from panel_app.ui.widgets.cards import Card, ScrollPage
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Heading, Label, Rule

_LAYERS = {
    Layer.FORCE: "The force’s own limits",
    Layer.NHS: "NHS limits and signals",
    Layer.TARGET: "Target",
}
_CHART_WIDTH = 430
"""Narrower than this at 100 % the chart stands above the table."""


class MeasurePage(ScrollPage):
    """Shows a measure's ChartModel; the table's row and the chart's cursor follow each other.

    Signals: `back_requested()`, `question_requested()`, `place_chosen(PrintedPlace)`.
    """

    place_chosen = Signal(object)

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
        self.verdicts = VerdictStrip()
        self.layer_ticks = {layer: Tick(words, checked=True) for layer, words in _LAYERS.items()}
        self.chart = ChartView()
        self.table_model = ObservationsModel(self)
        self.table = TwinTable()
        self.table.setModel(self.table_model)
        self.copy_button = Button("Copy", icon="copy", kind="quiet", small=True)
        self.copy_button.setAccessibleName("Copy the table")
        self.summary = Label()
        self.source = Label(role="small", colour="ink-2")
        self.printed_rows: list[LinkRow] = []
        self.save_button = Button("Save", icon="save", small=True)
        self.save_button.setAccessibleName("Save the chart or its table as a file")
        self.picture_button = Button("Copy picture", icon="copy", small=True)
        self.print_button = Button("Print", icon="print", small=True)
        self.areas_title = Heading("Areas", role="body")
        self.areas = AreaPanels()
        self.similar_title = Heading("Most similar forces", role="body")
        self.similar_words = Label()
        self.told = Label(colour="ink-2")
        self._chart = ChartModel("", "")
        self._build()
        self._connect()
        follow_theme(self, self._arrange)

    def set_measure(self, measure: Measure, chart: ChartModel) -> None:
        """Show a measure; the cursor is on no point."""
        self.title.set_text(chart.title)
        self.subtitle.set_text(chart.subtitle)
        self.verdicts.set_chart(measure, chart)
        self.say("")
        self._chart = chart
        has = layers_of(chart)
        for layer, tick in self.layer_ticks.items():
            tick.setVisible(layer in has)
        self.chart.set_model(self.shown_chart())
        self.table_model.set_chart(chart)
        self.table.setAccessibleName(f"The same figures as a table: {chart.title}")
        self._arrange()
        self.summary.set_text(chart.summary)
        self.source.set_text(chart.source)
        for card in (self.verdict_card, self.chart_card):
            card.setVisible(bool(chart.points))
        self.table_card.setVisible(bool(chart.rows))
        self.verticalScrollBar().setValue(0)

    def set_areas(self, series: list[Series], periods: list[Period], own: str) -> None:
        """Show the areas beside each other; nothing where there are none."""
        for widget in (self.areas_title, self.areas):
            widget.setVisible(len(series) > 1)
        unit = series[0].measure.unit if series else ""
        self.areas_title.set_text(f"{len(series)} areas, {unit}, all on one scale")
        self.areas.set_series(series, periods, own)

    def set_similar(self, sentence: str) -> None:
        """How the area stands among the forces most similar to it; nothing where no paper says so."""
        for widget in (self.similar_title, self.similar_words):
            widget.setVisible(bool(sentence))
        self.similar_words.set_text(sentence)

    def set_printed(self, places: list[PrintedPlace]) -> None:
        """Show where the figures were printed, each row a link to its page."""
        for old in self.printed_rows:
            self._printed.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.printed_rows = []
        for place in places:
            row = LinkRow(place.text, place.trailing, place.sub, dense=True)
            row.clicked.connect(partial(self.place_chosen.emit, place))
            self._printed.addWidget(row)
            self.printed_rows.append(row)

    def say(self, sentence: str) -> None:
        """Tell what was saved, copied or printed, until another measure is shown."""
        self.told.set_text(sentence)
        self.told.setVisible(bool(sentence))

    def shown_chart(self) -> ChartModel:
        """The chart with the layers that are ticked."""
        return with_layers(self._chart, frozenset(la for la, t in self.layer_ticks.items() if t.isChecked()))

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
        self.verdict_card = Card(padding=16)
        self.verdict_card.body.addWidget(self.verdicts)
        self.body.addWidget(self.verdict_card)
        self.chart_card = Card(padding=16, gap=12)
        ticks = FlowLayout(gap=24)
        for tick in self.layer_ticks.values():
            ticks.addWidget(tick)
        self.chart_card.body.addLayout(ticks)
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
        files = FlowLayout(gap=8)
        for button in (self.save_button, self.picture_button, self.print_button):
            files.addWidget(button)
        self.body.addWidget(self.summary)
        self.body.addLayout(files)
        self.body.addWidget(self.told)
        for part in (self.areas_title, self.areas, self.similar_title, self.similar_words):
            self.body.addWidget(part)
        self.body.addWidget(Rule())
        self.body.addWidget(Heading("Where this was printed", role="body"))
        self.body.addWidget(self.source)
        self._printed = QVBoxLayout()
        self._printed.setSpacing(0)
        self.body.addLayout(self._printed)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.question_button.clicked.connect(self.question_requested)
        for tick in self.layer_ticks.values():
            tick.toggled.connect(self._on_layers)
        self.copy_button.clicked.connect(self._on_copy)
        self.chart.point_chosen.connect(self._on_point_chosen)
        self.table.selectionModel().selectionChanged.connect(self._on_row_chosen)

    def _on_layers(self) -> None:
        at = self.chart.index
        self.chart.set_model(self.shown_chart())
        self.chart.set_index(at)

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
