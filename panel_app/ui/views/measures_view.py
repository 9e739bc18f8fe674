"""Measures: the scorecard, and one measure opened from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.ids import MeasureId, PaperId
from panel_app.domain.questions import Evidence, EvidenceKind
from panel_app.domain.statistics.force_rule import RULE_FORCE
from panel_app.services.measures import ScorecardRow
from panel_app.ui.charts.chart_out import ChartOut
from panel_app.ui.charts.measure_page import MeasurePage
from panel_app.ui.keys import name_screen
from panel_app.ui.models.printed_places import PrintedPlace, printed_places
from panel_app.ui.tasks import Task
from panel_app.ui.views.scorecard_page import Scorecard
from panel_app.ui.workspace import Workspace


class MeasuresView(QStackedWidget):
    """The scorecard of an area, and the page of a measure.

    Signals: `place_changed(object)` with the MeasureId that is open, or None on the scorecard.
    """

    place_changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_screen(self, "In Measures")
        self._workspace = workspace
        self._measures = workspace.desk.measures
        self._open: MeasureId | None = None
        self._stale = True
        self._building: Task | None = None
        self.scorecard = Scorecard()
        self.page = MeasurePage()
        self.out = ChartOut(workspace, self)
        self.addWidget(self.scorecard)
        self.addWidget(self.page)
        self._connect()

    @property
    def area(self) -> str:
        """The area whose figures are shown; empty when there are none."""
        return self.scorecard.area_choice.currentText()

    @property
    def open_measure_id(self) -> MeasureId | None:
        """The measure that is open; None on the scorecard."""
        return self._open

    def open_measure(self, measure: MeasureId) -> None:
        """Show one measure for the area."""
        self._refresh_if_stale()
        try:
            self._show_measure(measure)
        except NothingFoundError as error:
            self._workspace.error_met.emit(str(error))
            return
        self._open = measure
        self.setCurrentWidget(self.page)
        self.page.chart.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place_changed.emit(measure)

    def show_scorecard(self) -> None:
        """Go back to all measures, on the row that was open."""
        before, self._open = self._open, None
        self.setCurrentWidget(self.scorecard)
        if before is not None:
            self.scorecard.choose(before)
            self.scorecard.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place_changed.emit(None)

    def refresh(self) -> None:
        """Read everything again."""
        self._stale = False
        areas = self._measures.areas()
        self.scorecard.set_areas(areas, RULE_FORCE)
        self._show_area()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_stale()

    def _connect(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self.scorecard.measure_opened.connect(self.open_measure)
        self.scorecard.area_choice.activated.connect(self._on_area_chosen)
        self.page.back_requested.connect(self.show_scorecard)
        self.page.question_requested.connect(self._on_question_requested)
        self.page.place_chosen.connect(self._on_place_chosen)
        self.page.save_button.clicked.connect(lambda: self.out.save(self.page.shown_chart()))
        self.page.picture_button.clicked.connect(lambda: self.out.copy(self.page.shown_chart()))
        self.page.print_button.clicked.connect(lambda: self.out.print_out(self.page.shown_chart()))
        self.out.said.connect(self.page.say)

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self.refresh()

    def _show_area(self) -> None:
        self._show_scorecard()
        if self._open is None:
            return
        if any(m.id == self._open for m in self._measures.measures()):
            self._show_measure(self._open)
        else:
            self.show_scorecard()

    def _show_measure(self, measure: MeasureId) -> None:
        shown, chart = self._measures.get(measure), self._measures.chart(measure, self.area)
        self.page.set_measure(shown, chart)
        periods = [point.period for point in chart.points]
        self.page.set_areas(self._measures.beside(measure, self.area), periods, self.area)
        standing = self._measures.similar_standing(measure, self.area)
        self.page.set_similar(standing.sentence if standing else "")
        series = self._measures.series(measure, self.area).main
        self.page.set_printed(printed_places(series, self._pack_page))

    def _pack_page(self, paper: PaperId, page: int) -> str:
        try:
            labels = [one.label for one in self._workspace.desk.papers.pages(paper)]
        except NothingFoundError:
            return str(page + 1)
        return labels[page] if page < len(labels) else str(page + 1)

    def _on_place_chosen(self, place: PrintedPlace) -> None:
        self._workspace.open_paper(place.paper, place.page)

    def _show_scorecard(self) -> None:
        """At once where it is ready; the verdicts of many measures take a second, and are made in a task."""
        area = self.area
        if self._building is not None:
            self._building.cancel()
            self._building = None
        ready = self._measures.ready_scorecard(area) if area else []
        if ready is not None:
            self.scorecard.set_rows(ready, area)
            return
        self.scorecard.wait()

        def work(_: ProgressCallback, cancel: CancelToken) -> list[ScorecardRow]:
            return self._measures.scorecard(area, cancel)

        def show(rows: list[ScorecardRow]) -> None:
            if task is self._building:
                self._building = None
                self.scorecard.set_rows(rows, area)

        task = self._workspace.tasks.run(
            "Working out the scorecard", work, on_success=show, on_failure=self._on_failed
        )
        self._building = task

    def _on_failed(self, error: BaseException) -> None:
        self._building = None
        if not isinstance(error, UserFacingError):
            raise error
        self._workspace.error_met.emit(str(error))

    def _on_changed(self, changes: Changes) -> None:
        if not changes.measures:
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_area_chosen(self, _: int) -> None:
        self._show_area()

    def _on_question_requested(self) -> None:
        if self._open is None:
            return
        evidence = Evidence(kind=EvidenceKind.MEASURE, quote=self.page.title.plain_text(), measure=self._open)
        self._workspace.open_question(self._workspace.ask_about(evidence))
