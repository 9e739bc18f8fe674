"""Marks: nothing is lost, and everything can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, Place, PlacementState, Stroke, placed
from panel_app.domain.papers import Page
from panel_app.services.desk import Desk
from panel_app.services.marks import MarksService
from panel_app.services.placing import PlacingService
from tests.conftest import NOW

PAPER = PaperId("p")
ANCHOR = Anchor(0, exact="83% of 999 calls")
STROKE = Stroke(((10.0, 10.0), (40.0, 12.0)), 1.8)


class _Papers:
    """A library of one paper with one page, labelled 75."""

    def pages(self, paper: PaperId) -> list[Page]:
        return [Page(0, 595, 842, "75")]

    def content_of(self, paper: PaperId) -> str:
        return "c0ffee"


class _Memory:
    """A notebook that is a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[MarkId, Mark] = {}

    def marks(self, papers: object = None) -> list[Mark]:
        return list(self.kept.values())

    def mark(self, mark: MarkId) -> Mark | None:
        return self.kept.get(mark)

    def save(self, mark: Mark) -> None:
        self.kept[mark.id] = mark

    def save_all(self, marks: list[Mark]) -> None:
        for mark in marks:
            self.save(mark)

    def change(self, saved: list[Mark], deleted: list[MarkId]) -> None:
        self.save_all(saved)
        for mark in deleted:
            self.kept.pop(mark)


@pytest.fixture
def marks(desk: Desk) -> Iterator[MarksService]:
    yield MarksService(desk.marks._marks, _Papers(), lambda: NOW)  # type: ignore[arg-type]


def test_a_mark_knows_its_pack_page_and_its_paper_s_content(marks: MarksService) -> None:
    mark, changes = marks.add(PAPER, MarkKind.HIGHLIGHT, ANCHOR)
    assert changes.marks
    assert (mark.label, mark.content) == ("75", "c0ffee")
    assert marks.on_paper(PAPER) == [mark]


def test_typing_on_in_a_note_is_one_step_to_undo(marks: MarksService) -> None:
    mark, _ = marks.add(PAPER, MarkKind.NOTE, ANCHOR)
    for typed in ("W", "Wh", "Why?"):
        marks.set_note(mark.id, typed)
    assert marks.get(mark.id).note == "Why?"  # type: ignore[union-attr]
    marks.undo()
    assert marks.get(mark.id).note == ""  # type: ignore[union-attr]
    marks.redo()
    assert marks.get(mark.id).note == "Why?"  # type: ignore[union-attr]


def test_a_deleted_mark_comes_back(marks: MarksService) -> None:
    mark, _ = marks.add(PAPER, MarkKind.HIGHLIGHT, ANCHOR, note="Mine")
    marks.delete(mark.id)
    assert marks.on_paper(PAPER) == []
    marks.undo()
    assert marks.on_paper(PAPER) == [mark]


def test_tags_are_plain_and_each_is_there_once(marks: MarksService) -> None:
    mark, _ = marks.add(PAPER, MarkKind.NOTE, ANCHOR, tags=["  Ask   Ann ", "roads", "Roads", ""])
    assert mark.tags == ("Ask Ann", "Roads")
    assert marks.set_tags(mark.id, ["calls"]).marks
    assert marks.get(mark.id).tags == ("calls",)  # type: ignore[union-attr]
    assert not marks.set_tags(mark.id, ["calls "])
    marks.undo()
    assert marks.get(mark.id) == mark


class UndoMachine(RuleBasedStateMachine):
    """However marks are changed, undo walks back through every state and redo forward again."""

    def __init__(self) -> None:
        super().__init__()
        self.memory = _Memory()
        self.service = MarksService(self.memory, _Papers(), lambda: NOW)  # type: ignore[arg-type]
        self.placing = PlacingService(self.memory, _Papers(), self.service.history)  # type: ignore[arg-type]
        self.past: list[dict[MarkId, Mark]] = [{}]
        self.future: list[dict[MarkId, Mark]] = []
        self.typed_in: list[MarkId | None] = [None]
        """For each state the mark whose note was typed in to come to it."""

    def _now(self) -> dict[MarkId, Mark]:
        return {key: replace(mark) for key, mark in self.memory.kept.items()}

    def _step(self, typed_in: MarkId | None = None) -> None:
        if self._now() == self.past[-1]:
            return
        if typed_in is not None and typed_in == self.typed_in[len(self.past) - 1]:
            self.past.pop()
        self.past.append(self._now())
        self.typed_in = [*self.typed_in[: len(self.past) - 1], typed_in]
        self.future.clear()

    @rule(kind=st.sampled_from(MarkKind))
    def add(self, kind: MarkKind) -> None:
        strokes = [STROKE] if kind is MarkKind.INK else []
        self.service.add(PAPER, kind, ANCHOR, strokes=strokes)
        self._step()

    @rule(count=st.integers(0, 3))
    def bring_in(self, count: int) -> None:
        """Several marks at once are one step."""
        ids = [MarkId(str(uuid.uuid4())) for _ in range(count)]
        new = [Mark(mark, PAPER, "c0ffee", MarkKind.NOTE, ANCHOR, created=NOW) for mark in ids]
        self.service.history.apply_all([(None, mark) for mark in new])
        self._step()

    @precondition(lambda self: self.memory.kept)
    @rule(note=st.sampled_from(["", "W", "Why", "Why?"]), data=st.data())
    def type_a_note(self, note: str, data: st.DataObject) -> None:
        mark = data.draw(st.sampled_from(list(self.memory.kept)))
        self.service.set_note(mark, note)
        self._step(mark)

    @precondition(lambda self: any(mark.strokes for mark in self.memory.kept.values()))
    @rule(rub_out=st.booleans(), x=st.integers(0, 500), data=st.data())
    def draw(self, rub_out: bool, x: int, data: st.DataObject) -> None:
        """A stroke more, or the last one rubbed out; without strokes the drawing is gone."""
        drawings = [mark for mark in self.memory.kept.values() if mark.strokes]
        mark = data.draw(st.sampled_from(drawings))
        more = Stroke(((float(x), 9.0), (x + 5.0, 9.0)), 2.0)
        strokes = mark.strokes[:-1] if rub_out else (*mark.strokes, more)
        self.service.set_ink(mark.id, replace(ANCHOR, prefix=str(x)), strokes)
        assert (mark.id in self.memory.kept) == bool(strokes)
        self._step()

    @precondition(lambda self: self.memory.kept)
    @rule(colour=st.sampled_from(MarkColour), data=st.data())
    def recolour(self, colour: MarkColour, data: st.DataObject) -> None:
        self.service.set_colour(data.draw(st.sampled_from(list(self.memory.kept))), colour)
        self._step()

    @precondition(lambda self: self.memory.kept)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.service.delete(data.draw(st.sampled_from(list(self.memory.kept))))
        self._step()

    @precondition(lambda self: self.memory.kept)
    @rule(state=st.sampled_from(PlacementState), data=st.data())
    def replace_the_paper(self, state: PlacementState, data: st.DataObject) -> None:
        """The program places a mark in a new revision: no step of undo, and no mark is lost by it."""
        old = self.memory.kept[data.draw(st.sampled_from(list(self.memory.kept)))]
        there = Place("beef", Anchor(3, exact="82% of calls"), "78")
        new = placed(old, state, None if state is PlacementState.UNPLACED else there, "beef")
        count = len(self.memory.kept)
        self.memory.save(new)
        self.service.history.placed([(old, new)])
        assert len(self.memory.kept) == count
        # From here on is what is compared: earlier states are those of the old revision.
        self.past, self.future, self.typed_in = [self._now()], [], [None]
        self.service.history._done.clear()
        self.service.history._undone.clear()

    @precondition(lambda self: self.memory.kept)
    @rule(what=st.sampled_from(["keep", "aside", "at", "tag"]), data=st.data())
    def decide(self, what: str, data: st.DataObject) -> None:
        mark = data.draw(st.sampled_from(list(self.memory.kept)))
        count = len(self.memory.kept)
        if what == "keep":
            self.placing.keep(mark)
        elif what == "aside":
            self.placing.put_aside(mark)
        elif what == "at":
            self.placing.put_at(mark, Anchor(0, exact="another place"))
        else:
            self.service.set_tags(mark, [data.draw(st.sampled_from(["roads", "ask"]))])
        assert len(self.memory.kept) == count, "no mark is dropped"
        self._step()

    @rule()
    def undo(self) -> None:
        assert self.service.can_undo == (len(self.past) > 1)
        self.service.undo()
        if len(self.past) > 1:
            self.future.append(self.past.pop())
        assert self._now() == self.past[-1]

    @rule()
    def redo(self) -> None:
        assert self.service.can_redo == bool(self.future)
        self.service.redo()
        if self.future:
            self.past.append(self.future.pop())
        assert self._now() == self.past[-1]


UndoMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestUndo = UndoMachine.TestCase
