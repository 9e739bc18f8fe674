"""The member's work comes back as it was put in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from panel_app.domain.ids import ItemId, MarkId, MeasureId, MeetingId, PaperId, QuestionId
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
from panel_app.domain.questions import Evidence, EvidenceKind, Question, QuestionStatus
from panel_app.services.desk import Desk
from panel_app.storage.marks import MarkRepository
from panel_app.storage.notebook import QuestionRepository

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
    ),
    supplementary=("By when?", "Who says so?"),
    answer="",
    position=3,
    created=WHEN,
    modified=WHEN,
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
    assert questions.history(QUESTION.id) == [(WHEN, QuestionStatus.READY)]
    questions.delete(QUESTION.id)
    assert questions.questions() == []
    assert desk.notebook.problems() == []
