"""Which of the member's notes leave the program, and which are exempt and stay."""

from __future__ import annotations

from dataclasses import dataclass

from panel_app.domain.citations import Citation, cite
from panel_app.domain.exempt import holds_any
from panel_app.domain.ids import MarkId, MeetingId, PaperId
from panel_app.domain.marks import Mark
from panel_app.domain.papers import Meeting, MeetingItem, Page, Paper
from panel_app.notes.content import CitedMark
from panel_app.services.meetings import MeetingsService
from panel_app.storage.marks import MarkRepository
from panel_app.storage.papers import PaperRepository


@dataclass(frozen=True, slots=True)
class NoteChoice:
    """Which notes: of a paper, of a meeting's papers, these `marks`, or all; exempt ones only if asked for.

    What is given holds together: `marks` of a paper are those that are on it.
    """

    paper: PaperId | None = None
    meeting: MeetingId | None = None
    marks: frozenset[MarkId] | None = None
    exempt: bool = False


@dataclass(frozen=True)
class ChosenNotes:
    """The notes of a choice, and how many were left out as exempt."""

    papers: NotedPapers
    notes: list[CitedMark]
    exempt: int


class NotedPapers:
    """What is known of the papers while notes are taken out: each is read once."""

    def __init__(self, papers: PaperRepository, meetings: MeetingsService) -> None:
        self._papers = papers
        self._meetings = meetings
        self._known: dict[PaperId, _PaperFacts | None] = {}

    def meeting_of(self, paper: PaperId) -> MeetingId | None:
        facts = self._facts(paper)
        return facts.meeting.id if facts and facts.meeting else None

    def pages(self, paper: PaperId) -> list[Page]:
        facts = self._facts(paper)
        return facts.pages if facts else []

    def stands(self, mark: Mark) -> bool:
        facts = self._facts(mark.paper)
        return facts is not None and mark.stands_on(facts.content)

    def exempt_pages(self, paper: PaperId) -> list[int]:
        facts = self._facts(paper)
        if facts is None:
            return []
        return [page.index for page in facts.pages if facts.is_exempt(page.index)]

    def is_exempt(self, mark: Mark) -> bool:
        """Whether a mark may rest on exempt words; where that cannot be known, it may."""
        facts = self._facts(mark.paper)
        if facts is None:
            return True
        if not mark.stands_on(facts.content):
            return facts.paper.exempt or any(item.exempt for item in facts.items)
        return any(facts.is_exempt(page) for page in mark.anchor.pages)

    def cited(self, mark: Mark) -> CitedMark:
        facts = self._facts(mark.paper)
        if facts is None:
            return CitedMark(mark, Citation("A paper that is no longer here", first=mark.label))
        if not mark.stands_on(facts.content):
            # It has the pack page of an earlier version, whose items are not known any more.
            return CitedMark(mark, cite(facts.paper, facts.meeting, (), (mark.anchor.page, mark.label)))
        first, last = mark.anchor.page, mark.anchor.pages[-1]
        ends = (first, facts.pages[first].label), (last, facts.pages[last].label)
        return CitedMark(mark, cite(facts.paper, facts.meeting, facts.items, *ends))

    def _facts(self, paper: PaperId) -> _PaperFacts | None:
        if paper not in self._known:
            self._known[paper] = self._read(paper) if self._papers.exists(paper) else None
        return self._known[paper]

    def _read(self, paper: PaperId) -> _PaperFacts:
        found = self._papers.paper(paper)
        return _PaperFacts(
            paper=found,
            content=self._papers.content_of(paper),
            pages=self._papers.pages(paper),
            items=self._meetings.items_of_paper(paper),
            meeting=self._meetings.get(found.meeting) if found.meeting else None,
        )


@dataclass(frozen=True)
class _PaperFacts:
    paper: Paper
    content: str
    pages: list[Page]
    items: list[MeetingItem]
    meeting: Meeting | None

    def is_exempt(self, page: int) -> bool:
        return self.paper.exempt or any(i.exempt and i.holds(self.paper.id, page) for i in self.items)


def _in_order(notes: list[CitedMark]) -> list[CitedMark]:
    """By meeting and paper, the earliest first, and down the pages of each."""

    def place(one: CitedMark) -> tuple[str, str, str, int, float]:
        anchor, citation = one.mark.anchor, one.citation
        day = citation.date.isoformat() if citation.date else ""
        down = anchor.boxes[0].y0 if anchor.boxes else 0.0
        return day, citation.title, one.mark.paper, anchor.page, down

    return sorted(notes, key=place)


class NoteChooser:
    """Chooses notes, and leaves out what rests on exempt papers or quotes them."""

    def __init__(self, marks: MarkRepository, papers: PaperRepository, meetings: MeetingsService) -> None:
        self._marks = marks
        self._papers = papers
        self._meetings = meetings

    def papers(self) -> NotedPapers:
        """What is known of the papers now."""
        return NotedPapers(self._papers, self._meetings)

    def choose(self, choice: NoteChoice) -> ChosenNotes:
        """The notes of a choice."""
        papers = self.papers()
        marks = self._marks.marks([choice.paper] if choice.paper else None)
        if choice.meeting is not None:
            marks = [mark for mark in marks if papers.meeting_of(mark.paper) == choice.meeting]
        if choice.marks is not None:
            marks = [mark for mark in marks if mark.id in choice.marks]
        if choice.exempt:
            return ChosenNotes(papers, _in_order([papers.cited(mark) for mark in marks]), 0)
        # A note on an open paper may quote an exempt one, whichever of them was chosen.
        secret = [mark.anchor.exact for mark in self._marks.marks() if papers.is_exempt(mark)]
        public = [
            mark
            for mark in marks
            if not papers.is_exempt(mark) and not holds_any((mark.note, *mark.tags), secret)
        ]
        return ChosenNotes(papers, _in_order([papers.cited(m) for m in public]), len(marks) - len(public))
