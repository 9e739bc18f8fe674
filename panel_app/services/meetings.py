"""Meetings as a member walks through them, and what the start page says of the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from panel_app.domain.citations import Citation, cite
from panel_app.domain.ids import ItemId, MeetingId, PaperId
from panel_app.domain.papers import Meeting, MeetingItem, Member, Paper, PaperKind
from panel_app.domain.questions import Question, QuestionStatus
from panel_app.services.standing import standing
from panel_app.storage.marks import MarkRepository
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.notebook import ReadingRepository
from panel_app.storage.papers import PaperRepository
from panel_app.storage.questions import QuestionRepository


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An agenda item with what the member has done on it."""

    item: MeetingItem
    marks: int
    questions: int
    pages_read: int

    @property
    def page_count(self) -> int:
        if self.item.first_page is None:
            return 0
        last = self.item.first_page if self.item.last_page is None else self.item.last_page
        return last - self.item.first_page + 1


@dataclass(frozen=True, slots=True)
class MeetingOverview:
    """What the start page says of a meeting."""

    meeting: Meeting
    days: int
    """Days from today to the meeting; negative when it is past."""
    pack: Paper | None
    papers: tuple[Paper, ...]
    items: tuple[ItemLine, ...]
    pages_read: int
    stopped_at: str
    """Pack page where the member stopped in the pack; empty when it was not opened."""
    questions: tuple[Question, ...]

    @property
    def page_count(self) -> int:
        """The pages of the pack, and of the papers that came apart from it and stand under its items."""
        held = {line.item.paper for line in self.items if line.item.paper is not None}
        apart = sum(p.page_count for p in self.papers if p.id in held and self.pack and p.id != self.pack.id)
        return (self.pack.page_count if self.pack else 0) + apart

    @property
    def unopened(self) -> tuple[ItemLine, ...]:
        """Items with pages of which none was seen."""
        return tuple(line for line in self.items if line.page_count and not line.pages_read)

    @property
    def ready(self) -> int:
        return sum(q.status is QuestionStatus.READY for q in self.questions)

    @property
    def drafts(self) -> int:
        return sum(q.status is QuestionStatus.DRAFT for q in self.questions)


class MeetingsService:
    """Reads meetings and joins them with the member's own work."""

    def __init__(
        self,
        meetings: MeetingRepository,
        papers: PaperRepository,
        marks: MarkRepository,
        questions: QuestionRepository,
        reading: ReadingRepository,
        clock: Callable[[], datetime],
    ) -> None:
        self._meetings = meetings
        self._papers = papers
        self._marks = marks
        self._questions = questions
        self._reading = reading
        self._clock = clock

    def all(self) -> list[Meeting]:
        """Newest first."""
        return self._meetings.meetings()

    def get(self, meeting: MeetingId) -> Meeting:
        return self._meetings.meeting(meeting)

    def items(self, meeting: MeetingId) -> list[MeetingItem]:
        return self._meetings.items(meeting)

    def items_of_paper(self, paper: PaperId) -> list[MeetingItem]:
        """The agenda items whose pages are in this paper, and those of its agenda without pages."""
        return self._meetings.items_of_paper(paper)

    def members(self, meeting: MeetingId) -> list[Member]:
        return self._meetings.members(meeting)

    def next_meeting(self) -> Meeting | None:
        """The nearest meeting from today on; when all are past, the last one with an agenda pack.

        A pack is what a member prepares from, so a meeting with one goes before one without.
        """
        today = self._clock().date()
        meetings = self.all()
        coming = [m for m in meetings if m.date >= today]
        if coming:
            return min(coming, key=lambda m: m.date)
        with_pack = self._papers.meetings_with(PaperKind.AGENDA_PACK)
        return next((m for m in meetings if m.id in with_pack), meetings[0] if meetings else None)

    def item_at(self, paper: PaperId, page: int) -> MeetingItem | None:
        """The agenda item that a page of a paper belongs to; the innermost where one lies in another."""
        found = [item for item in self._meetings.items_of_paper(paper) if item.holds(paper, page)]
        return max(found, key=lambda item: item.level, default=None)

    def citation(self, paper: PaperId, first: int, last: int | None = None) -> Citation:
        """How words on a page, or on several, are cited: panel, date, item and pack page."""
        found, pages = self._papers.paper(paper), self._papers.pages(paper)
        meeting = self._meetings.meeting(found.meeting) if found.meeting else None
        ends = [(page, pages[page].label) for page in (first, first if last is None else last)]
        return cite(found, meeting, self.items_of_paper(paper), *ends)

    def item_lines(self, meeting: MeetingId) -> list[ItemLine]:
        """The agenda with the member's marks, questions and pages read on each item."""
        items = self._meetings.items(meeting)
        papers = {item.paper for item in items if item.paper}
        marks = standing(self._marks, self._papers, papers)
        read = {paper: self._reading.read(paper) for paper in papers}
        marked: dict[ItemId, int] = {}
        for mark in marks:
            holding = [item for item in items if item.holds(mark.paper, mark.anchor.page)]
            innermost = max(holding, key=lambda item: item.level, default=None)
            if innermost:
                marked[innermost.id] = marked.get(innermost.id, 0) + 1
        asked: dict[ItemId, int] = {}
        for question in self._questions.questions():
            if question.item:
                asked[question.item] = asked.get(question.item, 0) + 1
        return [
            ItemLine(
                item=item,
                marks=marked.get(item.id, 0),
                questions=asked.get(item.id, 0),
                pages_read=sum(item.holds(item.paper, page) for page in read[item.paper])
                if item.paper
                else 0,
            )
            for item in items
        ]

    def overview(self, meeting: MeetingId) -> MeetingOverview:
        """Everything the start page and the briefing pack say of a meeting."""
        found = self._meetings.meeting(meeting)
        papers = tuple(self._papers.papers_of(meeting))
        holders = {item.paper for item in self._meetings.items(meeting)}
        packs = [p for p in papers if p.kind is PaperKind.AGENDA_PACK]
        candidates = [p for p in packs if p.id in holders] or packs or list(papers)
        pack = candidates[0] if candidates else None
        lines = tuple(self.item_lines(meeting))
        stopped_at, pages_read = "", 0
        if pack:
            place = self._reading.place(pack.id)
            pages = self._papers.pages(pack.id)
            if place and place.page < len(pages):
                stopped_at = pages[place.page].label
            beneath = {line.item.paper for line in lines if line.item.paper is not None}
            own = {paper.id for paper in papers}
            pages_read = sum(len(self._reading.read(paper)) for paper in {pack.id, *(beneath & own)})
        return MeetingOverview(
            meeting=found,
            days=(found.date - self._clock().date()).days,
            pack=pack,
            papers=papers,
            items=lines,
            pages_read=pages_read,
            stopped_at=stopped_at,
            questions=tuple(q for q in self._questions.questions() if q.meeting == meeting),
        )
