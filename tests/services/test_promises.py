"""Promises are noted with an answer, taken from the papers, and come up until they are done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import PaperId, PromiseId
from panel_app.domain.promises import PromiseState, Standing
from panel_app.domain.questions import EvidenceKind, QuestionStatus
from panel_app.domain.records import Action, ActionOrigin, Activity, Commitment, Records
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.storage.papers import PaperRepository
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, add_paper, filler, make_pdf


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2020, 11, 26, 19, 30)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = Desk(Home(tmp_path), clock=clock)
    add_pack(made)
    yield made
    made.close()


def put(desk: Desk, records: Records, paper: PaperId = PACK) -> None:
    with desk.library.writing():
        PaperRepository(desk.library).put_records(paper, records)


def action(text: str, owner: str = "PCC", due: str = "", status: str = "") -> Action:
    return Action(text, 5, owner, due, "7", ActionOrigin.ACTION_LINE, status)


def test_a_promise_is_noted_with_its_answer_and_falls_due(desk: Desk, clock: Clock) -> None:
    question, _ = desk.questions.add("Why?", meeting=MEETING)
    desk.promises.add("The figures for December", "PCC", "31 January", question=question.id)
    (row,) = desk.promises.of_question(question.id)
    assert (row.promise.due, row.promise.meeting, row.standing) == (
        date(2021, 1, 31),
        MEETING,
        Standing.WAITING,
    )
    assert desk.promises.coming_up() == []
    clock.now += timedelta(days=90)
    (late,) = desk.promises.coming_up()
    assert late.standing is Standing.OVERDUE


def test_what_is_typed_of_a_promise_becomes_one_promise(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?")
    key = PromiseId("new")
    desk.promises.note(key, "The fig", "", "", question=question.id)
    desk.promises.note(key, "The figures", "PCC", "Friday", question=question.id)
    (row,) = desk.promises.followed()
    assert (row.promise.text, row.promise.by, row.promise.due) == ("The figures", "PCC", date(2020, 11, 27))
    assert row.standing is Standing.DUE


def test_a_day_that_was_said_stays_when_time_goes_on(desk: Desk, clock: Clock) -> None:
    promise, _ = desk.promises.add("The figures", due="in two weeks")
    clock.now += timedelta(days=10)
    desk.promises.change(promise.id, text="All the figures", due_words="in two weeks")
    assert desk.promises.get(promise.id).due == date(2020, 12, 10)


def test_a_question_is_followed_up_when_all_its_promises_are(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?", meeting=MEETING)
    desk.questions.record_answer(question.id, "It will be sent.")
    made = [desk.promises.add(text, question=question.id)[0] for text in ("One", "Two")]
    desk.promises.settle(made[0].id, PromiseState.KEPT)
    assert desk.questions.get(question.id).status is QuestionStatus.ANSWERED
    desk.promises.settle(made[1].id, PromiseState.NOT_KEPT)
    assert desk.questions.get(question.id).status is QuestionStatus.ANSWERED, "it was not kept"
    desk.promises.settle(made[1].id, PromiseState.LET_GO)
    assert desk.questions.get(question.id).status is QuestionStatus.FOLLOWED_UP


def test_asking_again_rests_on_the_answer_and_is_counted(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?", meeting=MEETING, theme="Access")
    desk.questions.record_answer(question.id, "The figures will be sent.")
    promise, _ = desk.promises.add("The figures", "PCC", "1 November 2020", question=question.id)
    again, _ = desk.promises.ask_again(promise.id)
    assert again.text == "On 26 November 2020 PCC promised: “The figures”. What has come of it?"
    assert (again.meeting, again.theme, again.follows) == (MEETING, "Access", promise.id)
    (piece,) = again.evidence
    assert (piece.kind, piece.question, piece.quote) == (
        EvidenceKind.ANSWER,
        question.id,
        "The figures will be sent.",
    )
    assert desk.promises.followed()[0].asked == 1
    desk.questions.set_status(again.id, QuestionStatus.ASKED)
    assert desk.promises.followed()[0].asked == 2


def test_actions_of_the_papers_are_offered_once_and_only_while_open(desk: Desk) -> None:
    add_paper(
        desk, make_pdf([filler(1)] * 6, list("123456")), PaperId("log"), "Action log", day=date(2020, 11, 1)
    )
    put(desk, Records(actions=(action("Send last year’s figures to the panel", due="30 November"),)))
    put(
        desk,
        Records(
            actions=(
                action("Send last year’s figures to the Panel."),
                action("Publish the strategy", "Chief constable"),
                action("Report on the centre", status="Complete"),
            )
        ),
        PaperId("log"),
    )
    offers = desk.promises.offers()
    assert [(o.text, o.by) for o in offers] == [
        ("Send last year’s figures to the panel", "PCC"),
        ("Publish the strategy", "Chief constable"),
    ]
    assert (offers[0].source.paper, offers[0].source.label) == (PACK, "75")
    promise, _ = desk.promises.accept(offers[0])
    assert (promise.due, promise.made, promise.source) == (
        date(2020, 11, 30),
        date(2020, 11, 27),
        offers[0].source,
    )
    desk.promises.put_aside(offers[1])
    # The log prints the action that is followed already, in nearly the same words.
    assert [o.text for o in desk.promises.offers()] == []
    desk.promises.offer_again(offers[1])
    assert [o.text for o in desk.promises.offers()] == ["Publish the strategy"]


def test_a_commitment_that_falls_silent_comes_up(desk: Desk) -> None:
    def plan(period: str, update: str) -> Records:
        activity = Activity("A2.1", "Open the new centre in the north of the county", update, 5)
        return Records(commitments=(Commitment("A2", "Victims", "Section A", period, 5, (activity,)),))

    add_paper(
        desk,
        make_pdf([filler(1)] * 6, list("123456")),
        PaperId("q1"),
        "Plan, quarter 1",
        day=date(2020, 9, 1),
    )
    put(desk, plan("Q1 2020/21", "Builders are on the site."), PaperId("q1"))
    (offer,) = desk.promises.offers()
    assert (offer.text, offer.silent) == ("A2.1 Open the new centre in the north of the county", False)
    promise, _ = desk.promises.accept(offer)
    # Nothing was heard of it for a quarter, and now the plan itself has nothing new.
    put(desk, plan("Q2 2020/21", "No further update."))
    (row,) = desk.promises.coming_up()
    assert (row.promise.id, row.standing) == (promise.id, Standing.SILENT)
    assert desk.promises.offers() == []


def test_a_promise_that_is_gone_is_said(desk: Desk) -> None:
    promise, _ = desk.promises.add("The figures")
    desk.promises.delete(promise.id)
    with pytest.raises(NothingFoundError):
        desk.promises.get(promise.id)
    desk.promises.restore(promise)
    assert desk.promises.get(promise.id) == promise
    with pytest.raises(TypeError, match="state"):
        desk.promises.change(promise.id, state=PromiseState.KEPT)


def test_a_question_that_is_deleted_leaves_its_promise(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?")
    promise, _ = desk.promises.add("The figures", question=question.id)
    desk.questions.delete(question.id)
    desk.promises.settle(promise.id, PromiseState.KEPT)
    assert [row.promise.id for row in desk.promises.followed()] == [promise.id]
