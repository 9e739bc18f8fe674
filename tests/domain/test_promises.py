"""How a promise stands, and how often it was asked about."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from panel_app.domain.ids import PromiseId, QuestionId
from panel_app.domain.promises import (
    SILENT_AFTER,
    Promise,
    PromiseState,
    Standing,
    follow_promises,
    origin_of,
)
from panel_app.domain.questions import Question, QuestionStatus

TODAY, MEETING = date(2020, 11, 22), date(2020, 11, 27)
WHEN = datetime(2020, 9, 21, 12)


def promise(due: date | None = None, **more: object) -> Promise:
    return Promise(PromiseId("p"), "Figures", due=due, made=WHEN.date(), created=WHEN, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (promise(TODAY - timedelta(days=1)), Standing.OVERDUE),
        (promise(TODAY), Standing.DUE),
        (promise(MEETING), Standing.DUE),
        (promise(MEETING + timedelta(days=1)), Standing.WAITING),
        (promise(), Standing.WAITING),
        (promise(TODAY - timedelta(days=1), state=PromiseState.KEPT), Standing.SETTLED),
        (promise(state=PromiseState.NOT_KEPT), Standing.NOT_KEPT),
        (promise(state=PromiseState.LET_GO), Standing.SETTLED),
    ],
)
def test_the_standing_of_a_promise(one: Promise, expected: Standing) -> None:
    assert one.standing(TODAY, MEETING) is expected


def test_a_promise_without_a_date_falls_silent_after_a_quarter() -> None:
    later = WHEN.date() + timedelta(days=SILENT_AFTER)
    assert promise().standing(later - timedelta(days=1)) is Standing.WAITING
    assert promise().standing(later) is Standing.SILENT


def test_it_is_counted_how_often_a_promise_was_asked_about() -> None:
    first = Question(QuestionId("first"), "Why?", QuestionStatus.ANSWERED)
    about = promise(question=first.id)
    again = Question(QuestionId("again"), "And?", QuestionStatus.ASKED, follows=about.id)
    draft = Question(QuestionId("draft"), "And now?", follows=about.id)
    (row,) = follow_promises([about], [first, again, draft], TODAY, MEETING)
    assert row.asked == 2


def test_the_most_pressing_comes_first() -> None:
    rows = follow_promises(
        [
            promise(MEETING + timedelta(days=9)),
            promise(MEETING),
            promise(date(2020, 11, 1)),
            promise(date(2020, 10, 1)),
            promise(state=PromiseState.NOT_KEPT),
        ],
        [],
        TODAY,
        MEETING,
    )
    assert [(row.standing.value, row.promise.due) for row in rows] == [
        ("not kept", None),
        ("overdue", date(2020, 10, 1)),
        ("overdue", date(2020, 11, 1)),
        ("due", MEETING),
        ("not due yet", MEETING + timedelta(days=9)),
    ]
    assert [row.comes_up for row in rows] == [True, True, True, True, False]


def test_an_action_is_known_again_in_another_paper() -> None:
    assert origin_of("Send the figures.", "PCC") == origin_of("Send  the Figures", "PCC")
    assert origin_of("Send the figures", "PCC") != origin_of("Send the figures", "Force")
