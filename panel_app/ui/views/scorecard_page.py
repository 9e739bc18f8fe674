"""The scorecard of an area: what is shown and in which order, the table, and what its signs mean."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import RECORDED_CRIME
from panel_app.domain.statistics.force_rule import RULE_FORCE
from panel_app.services.measures import ScorecardRow
from panel_app.ui.charts.scorecard_delegate import paint_recorded_sign
from panel_app.ui.models.scorecard_model import ROW_ROLE, ScorecardModel
from panel_app.ui.models.scorecard_order import EVERYTHING, FILTERS, ScorecardOrder
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.scorecard_table import ScorecardTable
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.strips import EmptyState
from panel_app.ui.widgets.text import Heading, Label

_EMPTY = "No measures yet. They come with the sample library; Settings shows it."
_WAIT = "Working out the verdicts of each measure."


class Scorecard(QWidget):
    """Heading, area, table and legend.

    Signals: `measure_opened(MeasureId)`.
    """

    measure_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = Heading("Measures", role="heading")
        self.subtitle = Label(colour="ink-2")
        self.area_label = Label("Area", role="dense", colour="ink-2", wrap=False)
        self.area_choice = QComboBox()
        self.area_choice.setAccessibleName("Area")
        self.area_label.setBuddy(self.area_choice)
        self.model = ScorecardModel(self)
        self.shown_choice = Choice("Which measures", letters=20)
        self.group_tick = Tick("Group by theme")
        self.sorted = ScorecardOrder(self)
        self.sorted.setSourceModel(self.model)
        self.table = ScorecardTable()
        self.table.setModel(self.sorted)
        self.empty = EmptyState(_EMPTY)
        self.nothing = Label("No measure is like that.", colour="ink-2")
        self.legend = _Legend()
        head = QHBoxLayout()
        head.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.area_label, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.area_choice)
        self._head = head
        narrow = QHBoxLayout()
        narrow.addWidget(self.shown_choice)
        narrow.addWidget(self.group_tick, 1, Qt.AlignmentFlag.AlignVCenter)
        self._narrow = narrow
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.subtitle)
        self._column.addLayout(narrow)
        self._column.addWidget(self.nothing)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.empty, 1)
        self._column.addWidget(self.legend)
        self.table.opened.connect(self._on_opened)
        self.shown_choice.activated.connect(self._on_narrowed)
        self.group_tick.toggled.connect(self._on_grouped)
        follow_theme(self, self._restyle)

    def set_areas(self, areas: list[str], preferred: str) -> None:
        """Offer these areas; what was chosen stays chosen, else the preferred one is."""
        before = self.area_choice.currentText() or preferred
        self.area_choice.clear()
        self.area_choice.addItems(areas)
        self.area_choice.setCurrentIndex(max(0, self.area_choice.findText(before)))

    def set_rows(self, rows: list[ScorecardRow], area: str) -> None:
        """Show the measures of an area."""
        self.model.set_rows(rows)
        self.empty.set_sentence(_EMPTY)
        for widget in (self.table, self.legend, self.subtitle, self.area_label, self.area_choice):
            widget.setVisible(bool(rows))
        themes = [theme for theme in self.model.themes() if theme]
        self.shown_choice.setVisible(len(rows) > 1)
        self.group_tick.setVisible(len(themes) > 1)
        wanted = self.shown_choice.currentData() or EVERYTHING
        self.shown_choice.set_options([*FILTERS, *((theme, theme) for theme in themes)], wanted)
        self.empty.setVisible(not rows)
        rule = "the force’s own limits" if area == RULE_FORCE else f"limits by the rule of {RULE_FORCE}"
        what = "Sample figures" if any(row.measure.sample for row in rows) else "Figures"
        self.subtitle.set_text(f"{what} for {area}, with two separate verdicts: {rule}, and the NHS signal.")
        self.table.setAccessibleName(f"Measures of {area}")
        self._on_narrowed()

    def wait(self) -> None:
        """Say that the figures are being worked out, where none are shown yet."""
        if not self.model.rowCount():
            self.set_rows([], "")
            self.empty.set_sentence(_WAIT)

    def choose(self, measure: MeasureId) -> None:
        """Put the keyboard on the row of a measure."""
        row = self.model.row_of(measure)
        if row is not None:
            index = self.sorted.mapFromSource(self.model.index(row, 0))
            self.table.selectRow(index.row())
            self.table.scrollTo(index)

    def _on_narrowed(self) -> None:
        self.sorted.set_filter(self.shown_choice.currentData() or EVERYTHING)
        shown = self.sorted.rowCount()
        self.nothing.setVisible(bool(self.model.rowCount()) and not shown)
        self.table.fit()
        if shown:
            self.table.selectRow(0)

    def _on_grouped(self, grouped: bool) -> None:
        self.sorted.set_grouped(grouped)
        self.table.fit()

    def _on_opened(self, index: QModelIndex) -> None:
        self.measure_opened.emit(index.data(ROW_ROLE).measure.id)

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(40)
        self._column.setContentsMargins(side, theme.space(24), side, theme.space(24))
        self._column.setSpacing(theme.space(12))
        self._head.setSpacing(theme.space(12))
        self._narrow.setSpacing(theme.space(24))
        self.table.fit()


class _Legend(QWidget):
    """What the R sign means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(RECORDED_CRIME, role="small", colour="ink-2")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow_theme(self, self._restyle)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        middle = theme.line_height("small") / 2
        paint_recorded_sign(QPainter(self), QPointF(theme.px(9) + 1, middle), theme)

    def _restyle(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(18) + theme.space(10), 0, 0, 0)
        self.update()
