"""The member's work comes back as it was put in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from panel_app.domain.ids import ItemId, MarkId, MeasureId, MeetingId, PaperId, PromiseId, QuestionId
from panel_app.domain.marks import (
    Anchor,
    Mark,
    MarkColour,
    MarkKind,
    PagePart,
    Place,
    PlacementState,
    Stroke,
)
from panel_app.domain.papers import Box
from panel_app.domain.promises import Promise, PromiseState
from panel_app.domain.questions import (
    Evidence,
    EvidenceKind,
    Importance,
    Question,
    QuestionChange,
    QuestionStatus,
    Satisfied,
    Supplementary,
)
from panel_app.domain.sharing import ColleagueId, Sender
from panel_app.services.desk import Desk
from panel_app.storage.marks import MarkRepository
from panel_app.storage.promises import PromiseRepository
from panel_app.storage.questions import QuestionRepository

WHEN = datetime(2020, 11, 22, 14, 2, 3)
MARK = Mark(
    id=MarkId("m1"),
    paper=PaperId("wmpcp/2020-11-27/agenda-pack"),
    content="ab" * 32,
    kind=MarkKind.HIGHLIGHT,
    anchor=Anchor(
        11, (Box(72.5, 100, 300, 112), Box(72, 115, 200, 127)), "83% of 999 calls", "In ", " were", "4."
    ),
    colour=MarkColour.BLUE,
    note="Was 84% — why? ☂",
    created=WHEN,
    modified=WHEN,
    label="12",
)
QUESTION = Question(
    id=QuestionId("q1"),
    text="How will 101 get from 27% to 80%?",
    status=QuestionStatus.READY,
    meeting=MeetingId("wmpcp/2020-11-27"),
    item=ItemId("wmpcp/2020-11-27/item-7"),
    theme="Safer roads",
    evidence=(
        Evidence(EvidenceKind.PASSAGE, "27%", PaperId("p"), "Pack", 11, "12", MarkId("m1")),
        Evidence(EvidenceKind.MEASURE, "Robbery rose", measure=MeasureId("robbery")),
        Evidence(EvidenceKind.FIGURES, "“41% (162)”", PaperId("p"), "Pack", 2, "3", arithmetic="22.6 %"),
        Evidence(EvidenceKind.ANSWER, "By December", question=QuestionId("q0")),
    ),
    supplementary=(Supplementary("By when?", "It will"), Supplementary("Who says so?")),
    answer="",
    position=3,
    created=WHEN,
    modified=WHEN,
    importance=Importance.MUST,
    asker="Cllr Example",
    author=Sender(ColleagueId("s1"), "Ann Example"),
    answered_by="PCC",
    answered_on=date(2020, 11, 27),
    satisfied=Satisfied.PARTLY,
    response_due=date(2020, 12, 25),
    follows=PromiseId("p1"),
    joined=QuestionId("q9"),
)


def test_a_mark_comes_back_as_it_was(desk: Desk) -> None:
    marks = MarkRepository(desk.notebook)
    marks.save(MARK)
    assert marks.marks() == [MARK]
    assert marks.marks([PaperId("another")]) == []
    marks.change((), [MARK.id])
    assert marks.marks() == []


def test_ink_over_pages_comes_back_with_all_that_happened_to_it(desk: Desk) -> None:
    further = (PagePart(12, (Box(72, 60, 300, 72),)),)
    strokes = (Stroke(((1.5, 2), (3, 4.25)), 1.2), Stroke(((9, 9),), 2))
    there = Place("cd" * 32, replace(MARK.anchor, start=41, further=further), "13", strokes)
    mark = replace(
        MARK,
        kind=MarkKind.INK,
        anchor=there.anchor,
        strokes=strokes,
        tags=("roads", "Ask Ann"),
        state=PlacementState.CHANGED,
        confirmed=False,
        placed_on="ef" * 32,
        before=MARK.place,
        proposed=there,
    )
    marks = MarkRepository(desk.notebook)
    marks.save(mark)
    assert marks.mark(mark.id) == mark


def test_a_question_comes_back_with_its_evidence(desk: Desk) -> None:
    questions = QuestionRepository(desk.notebook)
    questions.save(QUESTION)
    assert questions.questions() == [QUESTION]
    assert questions.question(QUESTION.id) == QUESTION
    assert questions.history(QUESTION.id) == [QuestionChange(WHEN, "status", "", "ready")]
    questions.delete(QUESTION.id, WHEN)
    assert questions.questions() == []
    assert desk.notebook.problems() == []


def test_a_deleted_question_comes_back_whole_with_its_history(desk: Desk) -> None:
    questions = QuestionRepository(desk.notebook)
    questions.save(QUESTION)
    questions.save(replace(QUESTION, status=QuestionStatus.ASKED))
    questions.delete(QUESTION.id, WHEN)
    assert questions.question(QUESTION.id) is None
    questions.save(replace(QUESTION, status=QuestionStatus.ASKED))
    assert [change.became for change in questions.history(QUESTION.id)] == ["ready", "asked"]


def test_the_history_keeps_what_a_sitting_replaced(desk: Desk) -> None:
    """The words are saved at every pause; a line of the history is what stood there before the sitting."""
    questions = QuestionRepository(desk.notebook)
    questions.save(QUESTION)
    for minutes, text in ((1, "How w"), (2, "How will it"), (200, "How will it end?")):
        questions.save(replace(QUESTION, text=text, modified=WHEN + timedelta(minutes=minutes)))
    changes = [(c.what, c.was) for c in questions.history(QUESTION.id)]
    assert changes == [("status", ""), ("text", QUESTION.text), ("text", "How will it")]


def test_a_promise_comes_back_as_it_was(desk: Desk) -> None:
    promise = Promise(
        PromiseId("p1"),
        "Last year’s figures ☂",
        "PCC",
        date(2020, 11, 27),
        "by Friday",
        date(2020, 9, 21),
        MeetingId("wmpcp/2020-09-21"),
        QuestionId("q1"),
        QUESTION.evidence[0],
        "origin",
        PromiseState.NOT_KEPT,
        date(2020, 11, 28),
        "Asked twice",
        WHEN,
        WHEN,
    )
    promises = PromiseRepository(desk.notebook)
    promises.save(promise)
    assert promises.promises() == [promise]
    assert promises.known_origins() == {"origin"}
    promises.delete(promise.id, WHEN)
    assert (promises.promises(), promises.known_origins()) == ([], set())
    promises.save(promise)
    assert promises.promise(promise.id) == promise
