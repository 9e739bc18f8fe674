"""What has a date: law, meetings, answers, promises, the work programme; and the file for calendars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from panel_app.domain.calendar import CalendarEntry, EntryKind
from panel_app.domain.papers import Member, PaperKind
from panel_app.domain.promises import PromiseState
from panel_app.domain.questions import QuestionStatus
from panel_app.domain.records import ProgrammeEntry, Records
from panel_app.notes.calendar_ics import as_ics
from panel_app.services.desk import Desk
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository
from tests.ui.reader_fixtures import MEETING, NOW, PACK, add_pack, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


def of_kind(desk: Desk, kind: EntryKind) -> list[CalendarEntry]:
    return [entry for entry in desk.calendar.entries() if entry.kind is kind]


def test_the_precept_calendar_is_that_of_the_act(desk: Desk) -> None:
    found = desk.calendar.upcoming()
    assert [(one.date.isoformat(), one.sentence) for one in found] == [
        ("2021-02-01", "PCC proposes the precept"),
        ("2021-02-08", "Panel reports on it"),
        ("2021-02-15", "PCC replies to a veto"),
        ("2021-02-22", "Panel reports again"),
        ("2021-03-01", "PCC issues the precept"),
    ]
    assert all("Schedule 5" in one.source and "2012/2271" in one.source and one.detail for one in found)


def test_every_duty_and_title_has_its_source(desk: Desk) -> None:
    duties = desk.calendar.duties()
    assert {"Annual report", "Senior appointments", "Complaints about the commissioner"} <= {
        duty.title for duty in duties
    }
    assert "Specified information" not in {duty.title for duty in duties}, "in force from 31 May 2021"
    assert all(one.source.strip() for one in (*duties, *desk.calendar.titles))


def test_a_veto_is_counted_on_todays_membership(desk: Desk) -> None:
    assert desk.calendar.membership() is None
    members = (
        *(Member(f"Cllr {n}", "Substantive member", "") for n in range(12)),
        Member("Lay member", "Co-opted independent member", ""),
        Member("Vacancy", "", "Another council"),
        Member("Cllr Also", "Named substitute", ""),
    )
    with desk.library.writing():
        meetings = MeetingRepository(desk.library)
        meetings.put_agenda(MEETING, PACK, (), members)
    known = desk.calendar.membership()
    assert known is not None
    assert (known.members, known.votes, known.meeting.id) == (13, 9, MEETING)


def test_meetings_answers_and_promises_have_their_dates(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?", meeting=MEETING)
    desk.questions.change(question.id, status=QuestionStatus.ASKED, response_due=date(2020, 12, 25))
    promise, _ = desk.promises.add("The figures", "PCC", "30 November", question=question.id)
    assert [(e.day, e.text) for e in of_kind(desk, EntryKind.MEETING)] == [
        (date(2020, 11, 27), "West Mercia Police and Crime Panel")
    ]
    (response,) = of_kind(desk, EntryKind.RESPONSE)
    assert (response.day, response.question) == (date(2020, 12, 25), question.id)
    assert "29(3)" in response.source
    (due,) = of_kind(desk, EntryKind.PROMISE)
    assert (due.day, due.text, due.question) == (date(2020, 11, 30), "PCC: The figures", question.id)
    desk.promises.settle(promise.id, PromiseState.KEPT)
    desk.questions.record_answer(question.id, "In writing.")
    assert of_kind(desk, EntryKind.PROMISE) == of_kind(desk, EntryKind.RESPONSE) == []


def test_the_work_programme_is_that_of_the_newest_paper(desk: Desk) -> None:
    papers = PaperRepository(desk.library)
    entries = (
        ProgrammeEntry("5 February 2021", "Proposed precept", 3, "2021-02-05"),
        ProgrammeEntry("June 2021", "Annual report", 3, "2021-06", notes="Draft"),
        ProgrammeEntry("September 2020", "Old business", 3, "2020-09"),
        ProgrammeEntry("", "Undated", 3),
        ProgrammeEntry("?", "Nonsense", 3, "2021-99"),
    )
    with desk.library.writing():
        papers.put_records(PACK, Records(programme=entries))
    found = of_kind(desk, EntryKind.PROGRAMME)
    assert [(e.day, e.text, e.month_only, e.page) for e in found] == [
        (date(2021, 2, 5), "Proposed precept", False, 3),
        (date(2021, 6, 1), "Annual report", True, 3),
    ]
    assert PaperKind.WORK_PROGRAMME.value == "work programme"


def test_the_file_holds_every_day(desk: Desk, tmp_path: Path) -> None:
    question, _ = desk.questions.add("Why; and, by when?", meeting=MEETING)
    desk.questions.change(question.id, status=QuestionStatus.ASKED, response_due=date(2020, 12, 25))
    path = tmp_path / "dates.ics"
    count = desk.calendar.save_ics(path)
    events = {str(e["SUMMARY"]): e for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}
    assert len(events) == count == 7
    due = events["Written response due: Why; and, by when?"]
    assert due.decoded("DTSTART") == date(2020, 12, 25)
    assert due.decoded("DTEND") == date(2020, 12, 26)
    assert "29(3)" in str(due["DESCRIPTION"])


def test_a_date_that_moves_stays_the_same_event(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?", meeting=MEETING)
    ids = []
    for day in (date(2020, 12, 25), date(2021, 1, 8)):
        desk.questions.change(question.id, status=QuestionStatus.ASKED, response_due=day)
        (entry,) = of_kind(desk, EntryKind.RESPONSE)
        (event,) = Calendar.from_ical(as_ics([entry], NOW)).walk("VEVENT")
        ids.append(str(event["UID"]))
    assert ids[0] == ids[1]


_words = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=120)


@given(_words, _words, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_words_come_back_from_the_file(text: str, detail: str, day: date) -> None:
    entry = CalendarEntry(day, EntryKind.PROMISE, text, detail)
    month = replace(entry, month_only=True)
    data = as_ics([entry, month], NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "lines are folded (RFC 5545, 3.1)"
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert (str(event["SUMMARY"]), event.decoded("DTSTART")) == (text, day)
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
