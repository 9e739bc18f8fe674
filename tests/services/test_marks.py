"""Marks: nothing is lost, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, text_anchor
from panel_app.domain.papers import Box, Page
from panel_app.services.desk import Desk
from panel_app.services.marks import MarksService
from tests.conftest import NOW

PAPER = PaperId("p")
ANCHOR = Anchor(0, exact="83% of 999 calls")


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

    def delete(self, mark: MarkId) -> None:
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


class UndoMachine(RuleBasedStateMachine):
    """However marks are changed, undo walks back through every state and redo forward again."""

    def __init__(self) -> None:
        super().__init__()
        self.memory = _Memory()
        self.service = MarksService(self.memory, _Papers(), lambda: NOW)  # type: ignore[arg-type]
        self.past: list[dict[MarkId, Mark]] = [{}]
        self.future: list[dict[MarkId, Mark]] = []

    def _now(self) -> dict[MarkId, Mark]:
        return {key: replace(mark) for key, mark in self.memory.kept.items()}

    def _step(self) -> None:
        if self._now() != self.past[-1]:
            self.past.append(self._now())
            self.future.clear()

    @rule(kind=st.sampled_from(MarkKind))
    def add(self, kind: MarkKind) -> None:
        self.service.add(PAPER, kind, ANCHOR)
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


UndoMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestUndo = UndoMachine.TestCase


def test_marks_follow_their_words_into_a_new_version(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "pack.md"
    head = '+++\nkind = "agenda pack"\ncommittee = "North Shire Panel"\ndate = 2026-06-05\n+++\n\n'
    path.write_text(f"{head}# Calls\n\nWe answered 83% of calls.\n\nBurglary fell by 5%.", "utf-8")
    (paper,) = desk.importing.import_paths([path]).imported
    text = desk.papers.page_text(paper.id, 0)
    for words in ("83% of calls", "Burglary fell by 5%"):
        start = text.index(words)
        anchor = text_anchor(0, text, start, start + len(words), (Box(1, 2, 3, 4),))
        desk.marks.add(paper.id, MarkKind.HIGHLIGHT, anchor, note=words)
    desk.marks.add(paper.id, MarkKind.BOOKMARK, Anchor(0))

    path.write_text(f"{head}# New\n\n# Calls\n\nWe answered 83% of calls.\n\nBurglary fell by 4%.", "utf-8")
    desk.importing.import_paths([path])
    assert desk.marks.on_paper(paper.id) == [], "nothing is shown where it may not belong"
    assert desk.placing.place_again(paper.id).marks
    placed = desk.marks.on_paper(paper.id)
    assert [m.note for m in placed] == ["", "83% of calls"]
    assert placed[1].anchor.boxes[0].y0 > 50, "the place is that of the words, not the old one"
    assert [m.note for m in desk.placing.elsewhere(paper.id)] == ["Burglary fell by 5%"]
    assert len(desk.marks.all()) == 3, "no mark is dropped"
