"""The pages that follow and compare, as a member goes through them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from panel_app.domain.changes import Changes
from panel_app.domain.ids import PaperId
from panel_app.domain.records import Priority
from panel_app.services.desk import Desk
from panel_app.ui.follow.findings_page import FindingsPage
from panel_app.ui.follow.place_names import COMPARE, FINDINGS, PLAN, STATEMENTS, records_place
from panel_app.ui.follow.places import NOTHING, CompareList
from panel_app.ui.follow.plan_page import PlanPage
from panel_app.ui.follow.plan_rows import NO_PLAN
from panel_app.ui.follow.record_rows import KindRow, RecordRow
from panel_app.ui.follow.records_page import NOTHING_FOUND, RecordsPage
from panel_app.ui.follow.statement_rows import SAYS_NOTHING
from panel_app.ui.follow.statements_page import StatementsPage
from panel_app.ui.follow.table_model import SHORT, FollowTableModel, GroupRow
from panel_app.ui.follow.table_view import FollowTableView
from panel_app.ui.theme import apply_theme, load_theme
from tests.ui.follow_fixtures import add_findings, add_plan, add_statement
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import PACK, add_pack, make_desk

LONG = "Vans go round every district in turn. " * 8


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def member(desk: Desk, qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as made:
        yield made


def three_quarters(desk: Desk) -> list[PaperId]:
    return [
        add_plan(desk, 2020, 1, {"A1.1": "Three vans came.", "A1.2": "Begun.", "B1.1": LONG}),
        add_plan(desk, 2020, 2, {"A1.1": "Four vans came.", "A1.2": "Begun.", "B1.1": "No further update."}),
        add_plan(desk, 2020, 3, {"A1.1": "Nine vans came.", "A1.2": "", "B1.1": "Completed. It is open."}),
    ]


def goes_to(member: Member, title: str) -> None:
    """From the rail to Papers, Compare and follow, and the row; the papers have just come."""
    member.window.workspace.announce(Changes(papers=True))
    member.press("Papers")
    member.press("Compare and follow")
    member.press(title)
    page = member.window.papers.follow.page
    assert page is not None
    member.waits(lambda: not page.busy)


def cell_texts(table: FollowTableView) -> list[list[str]]:
    """The shown cells, row by row; a heading is a row of one."""
    model, rows = table.table_model, []
    for at, row in enumerate(model.rows):
        if isinstance(row, GroupRow):
            rows.append([row.title])
        else:
            columns = (0, *(column + 1 for column in table.in_sight))
            rows.append([str(model.index(at, column).data() or "") for column in columns])
    return rows


def index_of(table: FollowTableView, name: str, column: int) -> QModelIndex:
    model = table.table_model
    for at in range(model.rowCount()):
        if str(model.index(at, 0).data() or "").startswith(name):
            return model.index(at, column)
    raise AssertionError(name)


def test_the_plan_is_a_table_over_the_quarters_and_a_cell_opens_its_page(desk: Desk, member: Member) -> None:
    papers = three_quarters(desk)
    goes_to(member, "The delivery plan over the quarters")
    page = member.window.papers.follow.page
    assert isinstance(page, PlanPage)
    assert "3 lines of the plan over 3 quarters, Q1 2020/21 to Q3 2020/21." in member.texts(page)
    texts = cell_texts(page.pane.table)
    assert texts[0] == ["Section A: putting people first"]
    assert texts[1] == ["A1 Commitment A1, kept in every district"]
    assert texts[2][1:] == ["Three vans came.", "Changed\nFour vans came.", "Changed\nNine vans came."]
    assert texts[3][1:] == ["Begun.", "Same words as before\nBegun.", "No update printed"]
    assert texts[6][2:] == ["No further update", "Completed\nCompleted. It is open."]

    table = page.pane.table
    where = table.visualRect(index_of(table, "A1.1", 2)).center()
    member.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    reader = member.window.papers.reader
    assert reader.isVisible() and reader.paper == papers[1] and reader.page_view.page == 1
    assert reader.find_bar.field.text() == "Four vans came."
    member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    member.waits(lambda: page.isVisible())
    assert member.window.papers.shown_place == PLAN
    member.waits(table.hasFocus)
    member.keys(Qt.Key.Key_Right)
    member.keys(Qt.Key.Key_Return)
    assert reader.isVisible() and reader.paper == papers[2]


def test_the_plan_is_narrowed_to_news_and_to_silence(desk: Desk, member: Member) -> None:
    three_quarters(desk)
    goes_to(member, "The delivery plan over the quarters")
    page = member.window.papers.follow.page
    assert isinstance(page, PlanPage)

    def left() -> list[str]:
        return [row[0][:4] for row in cell_texts(page.pane.table) if len(row) > 1]

    assert left() == ["A1.1", "A1.2", "B1.1"]
    member.press("Only news of the last quarter")
    assert left() == ["A1.1", "B1.1"]
    member.press("Only what is silent for two quarters or more")
    assert left() == [] and member.sees(
        "Nothing says something new and has been silent for two quarters or more."
    )
    member.press("Only news of the last quarter")
    assert left() == ["A1.2"]
    page.section.setCurrentIndex(2)
    assert member.sees("Nothing in “Section B: putting people first” has been silent")


def test_with_one_quarter_the_plan_is_there_and_says_what_will_be(desk: Desk, member: Member) -> None:
    add_plan(desk, 2020, 2, {"A1.1": "Three vans came.", "A1.2": ""})
    goes_to(member, "The delivery plan over the quarters")
    page = member.window.papers.follow.page
    assert isinstance(page, PlanPage)
    assert member.sees("the only quarter here. When the next extract comes, it stands beside this one")
    assert not page.changed.isVisible() and not page.silent.isVisible()
    assert [row[1] for row in cell_texts(page.pane.table) if len(row) > 1] == [
        "Three vans came.",
        "No update printed",
    ]


def test_long_texts_are_short_until_asked_for(desk: Desk, member: Member) -> None:
    three_quarters(desk)
    goes_to(member, "The delivery plan over the quarters")
    page = member.window.papers.follow.page
    assert isinstance(page, PlanPage)
    index = index_of(page.pane.table, "B1.1", 1)
    height = page.pane.table.rowHeight(index.row())
    assert len(index.data()) <= SHORT + 1 and index.data().endswith("…")
    member.press("Whole texts")
    assert index.data() == LONG
    assert page.pane.table.rowHeight(index.row()) > height


def test_many_quarters_are_turned_to_by_button_and_by_arrow(desk: Desk, member: Member) -> None:
    for number in range(9):
        add_plan(desk, 2018 + number // 4, number % 4 + 1, {"A1.1": f"{number} vans came."})
    goes_to(member, "The delivery plan over the quarters")
    page = member.window.papers.follow.page
    assert isinstance(page, PlanPage)
    table = page.pane.table
    shown = len(table.in_sight)
    assert 1 < shown < 9 and table.in_sight.stop == 9, "the newest quarters are in sight at first"
    assert member.sees(f"Quarters {10 - shown} to 9 of 9") and not page.pane.later.isEnabled()
    member.press("Earlier")
    assert table.in_sight.stop == 9 - shown
    member.press("Later")
    table.setFocus()
    table.setCurrentIndex(index_of(table, "A1.1", 9))
    for _ in range(8):
        member.keys(Qt.Key.Key_Left)
    assert table.currentIndex().column() == 1 and table.in_sight.start == 0
    assert not table.isColumnHidden(1) and table.visualRect(table.currentIndex()).width() > 100


def test_statements_stand_side_by_side_and_what_is_not_said_is_said(desk: Desk, member: Member) -> None:
    kent = {Priority.CYBER: {"performance": ("Fewer frauds.", "Few victims."), "planned": ("More visits.",)}}
    here = {Priority.CYBER: {"performance": ("More frauds.",)}, Priority.HOMICIDE: {"other": ("None.",)}}
    add_statement(desk, "Kent", date(2024, 5, 1), kent, "All six apply because all six happen.")
    mercia = add_statement(desk, "West Mercia", date(2024, 4, 1), here)
    add_statement(desk, "Kent", date(2023, 5, 1), kent)
    goes_to(member, "Statements side by side")
    page = member.window.papers.follow.page
    assert isinstance(page, StatementsPage)
    texts = cell_texts(page.pane.table)
    assert texts[:2] == [
        ["Which priorities apply in the area, and why"],
        ["What it says", "Gives reasons\nAll six apply because all six happen.", SAYS_NOTHING],
    ]
    at = texts.index(["Tackle cyber crime"])
    assert texts[at + 1 : at + 5] == [
        ["Performance", "Fewer frauds.", "More frauds."],
        ["", "Few victims.", ""],
        ["Reflections", SAYS_NOTHING, SAYS_NOTHING],
        ["Planned action", "More visits.", SAYS_NOTHING],
    ]
    at = texts.index(["Reduce murder and other homicide"])
    assert texts[at + 4] == ["Also said", SAYS_NOTHING, "None."]
    assert [row[0] for row in texts if len(row) == 1][1:] == [str(priority) for priority in Priority]

    member.press("Choose statements")
    member.press("Add a statement")
    member.waits(lambda: page.pane.table.column_total == 3)
    page.chosen[0].setCurrentIndex(1)
    member.waits(
        lambda: "West Mercia" in str(page.pane.table.table_model.headerData(1, Qt.Orientation.Horizontal))
    )
    member.press("Take the last away")
    member.waits(lambda: page.pane.table.column_total == 2)

    table = page.pane.table
    table.setFocus()
    index = next(
        table.table_model.index(row, 1)
        for row in range(table.table_model.rowCount())
        if table.table_model.index(row, 1).data() == "None."
    )
    table.setCurrentIndex(index)
    member.keys(Qt.Key.Key_Return)
    reader = member.window.papers.reader
    assert reader.paper == mercia and reader.find_bar.field.text() == "None."
    assert reader.page_view.page == 1, "on the page where it stands, not where the priority begins"


def test_one_statement_says_what_a_second_will_do(desk: Desk, member: Member) -> None:
    add_statement(desk, "Kent", date(2024, 5, 1), {Priority.CYBER: {"performance": ("Fewer frauds.",)}})
    goes_to(member, "Statements side by side")
    page = member.window.papers.follow.page
    assert isinstance(page, StatementsPage)
    assert member.sees("One statement is here. When a second comes")
    assert not page.choose.isVisible() and page.pane.table.column_total == 1


def test_findings_are_followed_from_paper_to_paper(desk: Desk, member: Member) -> None:
    cells, keys = ("3", "Check the cells each hour", "Open", "Begun"), ("4", "Count the keys", "Open", "")
    add_findings(desk, date(2025, 1, 1), keys, cells)
    add_findings(desk, date(2025, 2, 1), ("4", "Count the keys", "Closed", "A board hangs there."))
    newest = add_findings(desk, date(2025, 3, 1), ("3", "Check the cells each hour", "", "Rota printed."),
                          ("5", "Train all sergeants", "Open", ""))  # fmt: skip
    goes_to(member, "Inspection findings")
    page = member.window.papers.follow.page
    assert isinstance(page, FindingsPage)
    assert member.sees("3 findings in 3 papers; 2 not closed.")
    texts = cell_texts(page.pane.table)
    assert texts == [
        ["Open, the oldest first"],
        ["Check the cells each hour", "Open\nBegun", "Not in this paper", "No status printed\nRota printed."],
        ["Train all sergeants", "", "", "Open"],
        ["Closed"],
        ["Count the keys", "Open", "Closed\nA board hangs there.", "Not in this paper"],
    ]
    table = page.pane.table
    table.setFocus()
    table.setCurrentIndex(index_of(table, "Check", 2))
    member.keys(Qt.Key.Key_Return)
    assert page.isVisible(), "where it is not, nothing opens"
    member.keys(Qt.Key.Key_Right)
    member.keys(Qt.Key.Key_Return)
    assert member.window.papers.reader.paper == newest


def test_only_what_is_there_is_offered(desk: Desk, member: Member) -> None:
    add_pack(desk)
    member.window.workspace.announce(Changes(papers=True))
    member.press("Papers")
    member.press("Compare and follow")
    assert member.sees(NOTHING)
    add_statement(desk, "Kent", date(2024, 5, 1), {Priority.CYBER: {"performance": ("Fewer.",)}})
    member.window.workspace.announce(Changes(papers=True))
    listed = member.window.findChild(CompareList)
    assert isinstance(listed, CompareList)
    assert [place for place, row in listed.rows.items() if row.isVisible()] == [STATEMENTS]
    assert not member.sees(NOTHING)


def test_a_page_is_read_again_when_a_paper_comes(desk: Desk, member: Member) -> None:
    member.window.papers.show_place(PLAN)
    member.window.shell.show_page("papers")
    page = member.window.papers.follow.page
    assert isinstance(page, PlanPage)
    member.waits(lambda: member.sees(NO_PLAN))
    add_plan(desk, 2020, 1, {"A1.1": "Three vans came."})
    member.window.workspace.announce(Changes(papers=True))
    member.waits(lambda: page.pane.table.column_total == 1)


def test_what_is_in_a_paper_leads_to_its_pages(desk: Desk, member: Member) -> None:
    desk.sample.install()
    pack = PaperId("wmpcp/2020-11-27/agenda-pack")
    member.window.workspace.open_paper(pack, 0)
    member.press("What is in it")
    page = member.window.papers.follow.page
    assert isinstance(page, RecordsPage)
    rows = page.list.rows
    member.waits(lambda: rows.rowCount() > 0)
    listed = [rows.row_at(rows.index(at)) for at in range(rows.rowCount())]
    kinds = {row.text: row.count for row in listed if isinstance(row, KindRow)}
    assert kinds["Members of the panel"] == 16 and kinds["Minutes"] == 10
    assert kinds["Delivery plan"] == 13 and kinds["Work programme"] == 16
    labels = {page.label for page in desk.papers.pages(pack)}
    assert all(row.label in labels for row in listed if isinstance(row, RecordRow))

    page.kind.setCurrentIndex(page.kind.findText("What good looks like"))
    assert rows.rowCount() == 4
    assert page.list.currentIndex().row() == 1
    page.list.setFocus()
    member.keys(Qt.Key.Key_Return)
    reader = member.window.papers.reader
    assert reader.isVisible() and reader.paper == pack and reader.page_view.page == 28
    member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    member.waits(page.isVisible)
    assert page.paper == pack and rows.rowCount() == 4, "it is as it was left"


def test_a_paper_in_which_nothing_was_recognised_says_so(desk: Desk, member: Member) -> None:
    add_pack(desk)
    member.window.workspace.open_paper(PACK, 0)
    member.press("What is in it")
    member.waits(lambda: member.sees(NOTHING_FOUND))


_WIDE = (QPushButton, QComboBox, QAbstractItemView)


@pytest.mark.parametrize("size", [(1280, 800), (800, 600)])
def test_at_twice_the_size_pages_scroll_down_and_never_sideways(
    desk: Desk, member: Member, size: tuple[int, int]
) -> None:
    for paper in three_quarters(desk):
        at_least_one = paper
    add_findings(desk, date(2025, 1, 1), ("4", LONG, "Open", LONG))
    for area in ("Kent and the Combined Authority of the Great North", "Mercia"):
        add_statement(desk, area, date(2024, 5, 1), {Priority.CYBER: {"performance": (LONG,)}})
    window = member.window
    window.workspace.announce(Changes(papers=True))
    window.shell.text_size_chosen.emit(2.0)
    window.resize(*size)
    window.shell.show_page("papers")
    for place in (None, COMPARE, PLAN, STATEMENTS, FINDINGS, records_place(at_least_one)):
        window.papers.show_place(place)
        page = window.papers.follow.page
        member.waits(lambda page=page: page is None or not page.busy)
        if isinstance(page, StatementsPage):
            page.choose.setChecked(True)
        QApplication.processEvents()
        QApplication.processEvents()
        frame = window.shell.page("papers").parent().parent()
        assert isinstance(frame, QScrollArea)
        assert frame.horizontalScrollBar().maximum() == 0, place
        inside = window.papers.follow if place else window.papers
        for one in inside.findChildren(QWidget):
            if one.isVisible() and one.parent() is not None and isinstance(one, _WIDE):
                right = one.mapTo(window.papers, one.rect().topRight()).x()
                assert right <= window.papers.width(), (place, one.accessibleName())


def test_the_rail_leads_back_to_the_papers(desk: Desk, member: Member) -> None:
    three_quarters(desk)
    goes_to(member, "The delivery plan over the quarters")
    member.press("Papers")
    assert member.window.papers.shown_place is None and member.sees("Add papers…")


def test_the_model_keeps_the_rules_of_qt(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    from panel_app.domain.plan_table import PlanFilters
    from panel_app.ui.follow.plan_rows import plan_rows, read_plan

    three_quarters(desk)
    model = FollowTableModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    plan = read_plan(desk)
    model.set_table(plan_rows(plan, PlanFilters()))
    spoken = model.index(2, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("A1.1 Activity A1.1: bring help")
    assert "Section A" in spoken and spoken.endswith("Q2 2020/21: Changed. Four vans came. page 41")
    model.set_whole(True)
    model.set_table(plan_rows(plan, PlanFilters(silent=True)))


def test_sixty_activities_over_twelve_quarters_are_shown_at_once(desk: Desk, member: Member) -> None:
    numbers = [f"{letter}{c}.{a}" for letter in "ABCD" for c in range(1, 6) for a in range(1, 4)]
    for number in range(12):
        updates = dict.fromkeys(numbers, f"{number} visits. {LONG}")
        add_plan(desk, 2018 + number // 4, number % 4 + 1, updates)
    goes_to(member, "The delivery plan over the quarters")
    page = member.window.papers.follow.page
    assert isinstance(page, PlanPage)
    start = time.perf_counter()
    page.pane.whole.setChecked(True)
    page.grab()
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize("theme, scale", [("light", 2.0), ("dark", 1.0), ("contrast", 1.5)])
@pytest.mark.parametrize("place", [PLAN, STATEMENTS, FINDINGS])
def test_every_look_draws(
    qapp: QApplication, desk: Desk, member: Member, place: str, theme: str, scale: float
) -> None:
    three_quarters(desk)
    add_findings(desk, date(2025, 1, 1), ("4", LONG, "Open", LONG))
    add_statement(desk, "Kent " * 30, date(2024, 5, 1), {Priority.CYBER: {"performance": (LONG,)}})
    member.window.shell.show_page("papers")
    member.window.papers.show_place(place)
    apply_theme(qapp, load_theme(theme, scale))
    page = member.window.papers.follow.page
    assert page is not None
    member.waits(lambda: not page.busy)
    assert not member.window.grab().toImage().isNull()
    table = page.findChild(FollowTableView)
    assert isinstance(table, FollowTableView)
    widths = sum(
        table.columnWidth(c) for c in range(table.model().columnCount()) if not table.isColumnHidden(c)
    )
    assert widths <= table.width() and all(
        table.rowHeight(row) > 0 for row in range(table.model().rowCount())
    )
