"""The start page says what a member needs first, and every line leads there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import Meeting
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.ui.models.front_page import front_page, headline, measures_area
from panel_app.ui.views.next_meeting_view import REMOVE_QUESTION, NextMeetingView
from panel_app.ui.widgets.buttons import LinkRow
from panel_app.ui.widgets.columns import Columns
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> NextMeetingView:
    made = NextMeetingView(Workspace(desk))
    qtbot.addWidget(made)
    made.resize(1192, 736)
    made.show()
    return made


def row(view: NextMeetingView, words: str) -> LinkRow:
    return next(x for x in view.findChildren(LinkRow) if words in x.text() and x.isVisibleTo(view))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 11, 22), "The panel meets in five days"),
        (date(2020, 11, 26), "The panel meets tomorrow"),
        (date(2020, 11, 27), "The panel meets today"),
        (date(2020, 11, 28), "The panel met yesterday"),
        (date(2026, 11, 22), "The panel met on 27 November 2020"),
        (date(2020, 10, 1), "The panel meets in 57 days"),
    ],
)
def test_the_headline_is_honest_about_the_day(day: date, expected: str) -> None:
    meeting = Meeting(MEETING, "West Mercia Police and Crime Panel", date(2020, 11, 27))
    assert headline(meeting, (meeting.date - day).days) == expected


def test_a_meeting_that_is_not_a_panel_is_not_called_one() -> None:
    meeting = Meeting(MeetingId("x/2020-11-27"), "Policing Board", date(2020, 11, 27))
    assert headline(meeting, 5) == "The meeting is in five days"
    assert headline(meeting, -30) == "The meeting was on 27 November 2020"


def test_the_lead_line_counts_what_was_read(desk: Desk) -> None:
    page = front_page(desk)
    assert page is not None
    assert page.lead.startswith("Friday 27 November at ")
    assert page.lead.endswith("you have not opened it.")
    desk.reading.add_read(PACK, [0, 1, 2])
    desk.reading.save_place(PACK, 5, 0.0, "width")
    page = front_page(desk)
    assert page is not None
    assert page.lead.endswith("on 8 pages; you have read 3.")
    assert page.button == "Carry on reading at page 75"


def test_one_click_opens_the_pack_where_it_was_left(view: NextMeetingView, qtbot: QtBot, desk: Desk) -> None:
    assert view.main_button is not None
    assert view.main_button.text() == "Open the pack"
    workspace = view._workspace
    workspace.announce(desk.reading.save_place(PACK, 5, 0.2, "width"))
    assert view.main_button.text() == "Carry on reading at page 75"
    with qtbot.waitSignal(workspace.paper_wanted) as asked:
        view.main_button.click()
    assert asked.args == [PACK, None, ""]


def test_an_item_opens_at_its_page_and_goes_once_it_was_seen(
    view: NextMeetingView, qtbot: QtBot, desk: Desk
) -> None:
    item = next(line.item for line in desk.meetings.item_lines(MEETING) if line.page_count)
    line = row(view, item.subject)
    assert line.trailing() == item.first_label
    with qtbot.waitSignal(view._workspace.paper_wanted) as asked:
        line.click()
    assert asked.args == [PACK, item.first_page, ""]
    assert item.first_page is not None
    view._workspace.announce(desk.reading.add_read(PACK, [item.first_page]))
    assert not [x for x in view.findChildren(LinkRow) if x.isVisible() and x.text() == item.subject]


def test_questions_are_counted_and_lead_to_questions(view: NextMeetingView, qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(view._workspace.page_wanted) as asked:
        row(view, "Write a question").click()
    assert asked.args == ["questions:new"]
    for _ in range(2):
        view._workspace.announce(desk.questions.add("Why?", meeting=MEETING)[1])
    drafts = row(view, "Still drafts")
    assert drafts.trailing() == "2"
    with qtbot.waitSignal(view._workspace.page_wanted) as asked:
        drafts.click()
    assert asked.args == ["questions"]


def test_dates_set_by_law_lead_to_their_source(view: NextMeetingView, qtbot: QtBot) -> None:
    line = row(view, "PCC proposes the precept")
    assert line.accessibleName() == "1 February: PCC proposes the precept"
    with qtbot.waitSignal(view._workspace.page_wanted) as asked:
        line.click()
    assert asked.args == ["calendar"]


def test_an_unchanged_page_is_not_made_again(view: NextMeetingView) -> None:
    button = view.main_button
    view.refresh()
    assert view.main_button is button


def test_an_empty_library_says_what_to_do(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    empty = Desk(Home(tmp_path / "empty"), clock=lambda: datetime(2020, 11, 22, 14, 2))
    view = NextMeetingView(Workspace(empty))
    qtbot.addWidget(view)
    view.show()
    assert view.page_shown() is None
    assert view.main_button is not None
    assert view.main_button.text() == "Add papers…"
    with qtbot.waitSignal(view.add_papers_wanted):
        view.main_button.click()
    view.set_preparing(True)
    assert view.main_button is None
    view.set_preparing(False)
    assert view.main_button is not None
    empty.close()


def test_removing_the_sample_asks_once(view: NextMeetingView, qtbot: QtBot, desk: Desk) -> None:
    if view.sample_strip is None:
        with desk.library.writing() as db:
            db.execute("UPDATE meetings SET sample = 1")
        view.refresh()
    strip = view.sample_strip
    assert strip is not None and strip.action_button is not None
    with qtbot.assertNotEmitted(view.sample_unwanted):
        strip.action_button.click()
    assert strip.sentence() == REMOVE_QUESTION
    strip.keep_button.click()
    assert "sample papers" in strip.sentence()
    strip.action_button.click()
    with qtbot.waitSignal(view.sample_unwanted):
        strip.action_button.click()


def test_columns_stand_below_one_another_where_it_is_narrow(view: NextMeetingView, qtbot: QtBot) -> None:
    columns = view.findChild(Columns)
    assert columns is not None
    qtbot.waitUntil(lambda: not columns.is_stacked())
    view.resize(640, 700)
    qtbot.waitUntil(columns.is_stacked)
    assert view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("areas", "committee", "expected"),
    [
        (["Warwickshire", "West Mercia"], "West Mercia Police and Crime Panel", "West Mercia"),
        (["Sussex"], "Our panel", "Sussex"),
        (["Sussex", "Kent"], "Our panel", None),
        ([], "Our panel", None),
    ],
)
def test_the_area_of_a_panel_is_never_guessed(areas: list[str], committee: str, expected: str | None) -> None:
    assert measures_area(areas, committee) == expected
