from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from panel_app.domain.changes import Changes
from panel_app.domain.chart_model import Layer
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import Area, AreaKind, Better, Measure, Observation, Series
from panel_app.domain.periods import month
from panel_app.domain.questions import EvidenceKind
from panel_app.paths import data_dir
from panel_app.services.desk import Desk
from panel_app.storage.measures import MeasureRepository
from panel_app.ui.models.printed_places import printed_places
from panel_app.ui.models.scorecard_model import ROW_ROLE, ScorecardColumn
from panel_app.ui.models.scorecard_order import GROUP_ROLE
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


def test_the_list_is_narrowed_to_signals_and_to_a_theme(qtbot: Any, view: MeasuresView) -> None:
    choice = view.scorecard.shown_choice
    everything = names(view)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    shown = names(view)
    signals = {r.measure.name for r in view.scorecard.model._rows if r.signal and r.signal.rule}
    assert set(shown) == signals
    assert 0 < len(shown) < len(everything)
    choice.setCurrentIndex(choice.findText("Violence"))
    choice.activated.emit(choice.currentIndex())
    assert names(view) == ["Violence with injury", "Homicide", "Stalking and harassment"]


def test_grouped_by_theme_the_order_holds_within_each(qtbot: Any, view: MeasuresView) -> None:
    tick = view.scorecard.group_tick
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    table, model = view.scorecard.table, view.scorecard.sorted
    for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
        table.sortByColumn(ScorecardColumn.LATEST, order)
        themes = [model.index(r, 0).data(ROW_ROLE).measure.theme for r in range(model.rowCount())]
        assert list(dict.fromkeys(themes)) == view.scorecard.model.themes()
        assert len(list(dict.fromkeys(themes))) == len([1 for a, b in pairwise(["", *themes]) if a != b])
        headed = [r for r in range(model.rowCount()) if model.index(r, 0).data(GROUP_ROLE)]
        assert [themes[r] for r in headed] == list(dict.fromkeys(themes))
        assert themes[0] == "Overall"
    violence = [
        n for n in names(view) if n in ("Violence with injury", "Homicide", "Stalking and harassment")
    ]
    assert violence == ["Homicide", "Stalking and harassment", "Violence with injury"]
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("Theme: Overall")


def test_a_rule_is_switched_off_by_keyboard_and_the_cursor_stays(qtbot: Any, view: MeasuresView) -> None:
    view.open_measure(ROBBERY)
    page = view.page
    qtbot.keyClick(page.chart, Qt.Key.Key_End)
    at = page.chart.index
    tick = page.layer_ticks[Layer.NHS]
    assert not page.layer_ticks[Layer.TARGET].isVisible()
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    model = page.chart.model
    assert model is not None
    assert model.signal_limits == ()
    assert model.bands
    assert page.chart.index == at
    assert page.verdicts.signal_words.plain_text().startswith("Two of the last three quarters")


def test_where_it_was_printed_leads_to_the_page_also_of_an_earlier_value(
    qtbot: Any, view: MeasuresView, workspace: Workspace
) -> None:
    series = workspace.desk.measures.series(ROBBERY, "West Mercia")
    last = replace(series.observations[-1], paper="p/2", page=4, source="February report")
    old = replace(last, printed="165", value=Decimal(165), paper="p/1", page=2, source="November report")
    view.page.set_printed(
        printed_places(
            replace(series, observations=(last,), earlier=(old,)), lambda paper, page: f"{paper}:{page}"
        )
    )
    new_row, old_row = view.page.printed_rows
    assert old_row.text() == "October to December 2018: printed as 165 before, 168 now"
    assert (new_row.trailing(), old_row.trailing()) == ("Pack page p/2:4", "Pack page p/1:2")
    with qtbot.waitSignal(workspace.paper_wanted) as told:
        qtbot.keyClick(old_row, Qt.Key.Key_Return)
    assert told.args[:2] == ["p/1", 2]


def test_the_chart_is_saved_copied_and_printed(
    qtbot: Any, view: MeasuresView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.open_measure(ROBBERY)
    for suffix, begins in (
        (".png", b"\x89PNG"),
        (".svg", b"<?xml"),
        (".csv", b"\xef\xbb\xbfQ"),
        (".xlsx", b"PK"),
    ):
        path = tmp_path / f"robbery{suffix}"
        monkeypatch.setattr(view.out, "ask_save_path", lambda _, path=path: path)
        with qtbot.waitSignal(view.out.said):
            qtbot.keyClick(view.page.save_button, Qt.Key.Key_Space)
        assert path.read_bytes().startswith(begins)
        assert view.page.told.plain_text() == f"Saved as {path.name}."
    with qtbot.waitSignal(view.out.said):
        view.page.picture_button.click()
    assert QGuiApplication.clipboard().image().width() > 1000
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(view.out, "ask_printer", lambda _: printer)
    with qtbot.waitSignal(view.out.said):
        view.page.print_button.click()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_areas_stand_on_one_scale(qtbot: Any, view: MeasuresView, workspace: Workspace) -> None:
    repository = MeasureRepository(workspace.desk.library)
    measure = Measure(MeasureId("val"), "Referred to the advice line", "%", Better.MORE, position=90)
    made = []
    for name, value in (("West Mercia", 14), ("Shropshire", 11), ("Herefordshire", 17)):
        if name != "West Mercia":
            repository.put_area(Area(name, AreaKind.LOCAL, "West Mercia"))
        observed = tuple(Observation(month(2020, m), str(value), Decimal(value)) for m in range(1, 10))
        made.append(Series(measure, name, "force", observed))
    repository.put(measure, made)
    workspace.announce(Changes(measures=True))
    qtbot.waitUntil(lambda: measure.name in names(view))
    row = names(view).index(measure.name)
    spoken = view.scorecard.sorted.index(row, ScorecardColumn.AREAS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Areas, yours filled: Shropshire 11%, Herefordshire 17%"
    view.open_measure(measure.id)
    assert view.page.areas.isVisible()
    assert view.page.areas.accessibleDescription() == "Herefordshire 17%; Shropshire 11%"
    assert view.page.areas.scale_top >= 17
    view.open_measure(ROBBERY)
    assert not view.page.areas.isVisible()
