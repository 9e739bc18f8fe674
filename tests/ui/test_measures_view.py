from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from panel_app.domain.ids import MeasureId
from panel_app.domain.questions import EvidenceKind
from panel_app.paths import data_dir
from panel_app.services.desk import Desk
from panel_app.ui.models.scorecard_model import ScorecardColumn
from panel_app.ui.theme import load_theme, theme_holder
from panel_app.ui.views.measures_view import MeasuresView
from panel_app.ui.workspace import Workspace

ROBBERY = MeasureId("robbery")


@pytest.fixture
def workspace(qapp: object, desk: Desk) -> Iterator[Workspace]:
    made = Workspace(desk)
    yield made
    made.tasks.stop()


@pytest.fixture
def view(qtbot: Any, workspace: Workspace) -> MeasuresView:
    workspace.desk.measures.load_sample(data_dir())
    made = MeasuresView(workspace)
    qtbot.addWidget(made)
    made.resize(1192, 736)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.scorecard.table.isVisible())
    return made


def names(view: MeasuresView) -> list[str]:
    model = view.scorecard.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_nothing_yet_is_said_and_the_sample_appears_when_it_comes(qtbot: Any, workspace: Workspace) -> None:
    view = MeasuresView(workspace)
    qtbot.addWidget(view)
    view.show()
    assert view.scorecard.empty.isVisible()
    assert not view.scorecard.table.isVisible()
    workspace.announce(workspace.desk.measures.load_sample(data_dir()))
    assert "Working out" in view.scorecard.empty.label.plain_text()
    qtbot.waitUntil(lambda: not view.scorecard.empty.isVisible())
    assert view.scorecard.table.model().rowCount() == 16
    assert view.area == "West Mercia"
    workspace.announce(workspace.desk.measures.remove_sample())
    assert view.scorecard.empty.isVisible()


def test_from_the_scorecard_by_keyboard_to_a_question_and_back(
    qtbot: Any, view: MeasuresView, workspace: Workspace
) -> None:
    table = view.scorecard.table
    table.setFocus()
    table.selectRow(names(view).index("Robbery"))
    with qtbot.waitSignal(view.place_changed) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [ROBBERY]
    finding = "Robbery was within the force’s own limits in October to December 2018"
    assert view.page.title.plain_text() == finding
    with qtbot.waitSignal(workspace.question_wanted) as asked:
        view.page.question_button.click()
    question = workspace.desk.questions.get(asked.args[0])
    (evidence,) = question.evidence
    assert (evidence.kind, evidence.quote, evidence.measure) == (EvidenceKind.MEASURE, finding, ROBBERY)
    view.page.back_button.click()
    assert view.open_measure_id is None
    assert view.currentWidget() is view.scorecard
    assert table.currentIndex().siblingAtColumn(0).data() == "Robbery"


def test_a_click_opens_a_measure(qtbot: Any, view: MeasuresView) -> None:
    table = view.scorecard.table
    place = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.open_measure_id == "residential-burglary"


def test_the_table_and_the_cursor_follow_each_other(qtbot: Any, view: MeasuresView) -> None:
    view.open_measure(ROBBERY)
    page = view.page
    qtbot.keyClick(page.chart, Qt.Key.Key_Home)
    last = page.table_model.rowCount() - 1
    assert page.table.currentIndex().row() == last
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    assert page.table.currentIndex().row() == last - 1
    assert page.chart.index == 1
    page.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Quarter\tOffences")


def test_another_measure_leaves_the_cursor_off(qtbot: Any, view: MeasuresView) -> None:
    view.open_measure(ROBBERY)
    qtbot.keyClick(view.page.chart, Qt.Key.Key_End)
    view.open_measure(MeasureId("homicide"))
    assert view.page.chart.index is None
    assert not view.page.chart.box.isVisible()
    assert not view.page.table.selectionModel().hasSelection()


def test_another_area_says_whose_rule_it_is(qtbot: Any, view: MeasuresView) -> None:
    choice = view.scorecard.area_choice
    choice.setCurrentText("Norfolk")
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: "Norfolk" in view.scorecard.subtitle.plain_text())
    assert "limits by the rule of West Mercia" in view.scorecard.subtitle.plain_text()
    view.open_measure(ROBBERY)
    assert "in Norfolk" in view.page.subtitle.plain_text()
    assert "figures of Norfolk" in view.page.summary.plain_text()


def test_columns_sort_and_a_third_click_takes_it_back(view: MeasuresView) -> None:
    before = names(view)
    table = view.scorecard.table
    table.sortByColumn(ScorecardColumn.LATEST, Qt.SortOrder.AscendingOrder)
    assert names(view)[0] == "Homicide"
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert names(view) == before


def test_a_measure_that_is_gone_is_said_in_the_strip(
    qtbot: Any, view: MeasuresView, workspace: Workspace
) -> None:
    with qtbot.waitSignal(workspace.error_met) as told:
        view.open_measure(MeasureId("nothing"))
    assert "no measure" in told.args[0]
    assert view.open_measure_id is None


def test_a_measure_that_is_removed_while_open_closes(view: MeasuresView, workspace: Workspace) -> None:
    view.open_measure(ROBBERY)
    workspace.announce(workspace.desk.measures.remove_sample())
    assert view.open_measure_id is None
    assert view.scorecard.empty.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_at_every_text_size_the_page_is_no_wider_than_the_window(view: MeasuresView, scale: float) -> None:
    holder = theme_holder()
    old = holder.theme
    try:
        holder.set_theme(load_theme("light", scale))
        view.open_measure(ROBBERY)
        for _ in range(3):
            QApplication.processEvents()
        assert view.page.horizontalScrollBar().maximum() == 0
        table = view.page.table
        assert table.height() >= table.model().rowCount() * table.rowHeight(0)
        rows = view.scorecard.table
        assert rows.rowHeight(0) >= 56 * scale * 0.9
    finally:
        holder.set_theme(old)
        QApplication.processEvents()


def test_controls_have_names(view: MeasuresView) -> None:
    view.open_measure(ROBBERY)
    page = view.page
    assert page.back_button.accessibleName() == "Back to all measures"
    assert page.table.accessibleName().startswith("The same figures as a table")
    assert page.chart.accessibleName().startswith("Chart: Robbery")
    assert view.scorecard.table.accessibleName() == "Measures of West Mercia"
    assert view.scorecard.area_choice.accessibleName() == "Area"
