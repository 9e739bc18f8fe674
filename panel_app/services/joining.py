"""Putting papers that came apart from their pack under the agenda items they belong to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.joining import ItemSubject, LoosePaper, joined, pack_labels
from panel_app.domain.papers import AgendaItem, MeetingItem, Paper, PaperKind
from panel_app.importers.dates import find_dates
from panel_app.storage.corrections import CorrectionRepository
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository

_OF_THE_AGENDA = frozenset({PaperKind.AGENDA_PACK, PaperKind.SUPPLEMENT})

_BY_ITSELF = frozenset({PaperKind.MINUTES, PaperKind.STATEMENT, PaperKind.HOLDING_TO_ACCOUNT})
_YEAR = timedelta(days=366)


class Joining:
    """Joins loose papers to items; each method belongs inside `store.writing()`."""

    def __init__(
        self, papers: PaperRepository, meetings: MeetingRepository, corrections: CorrectionRepository
    ) -> None:
        self._papers = papers
        self._meetings = meetings
        self._corrections = corrections

    def join(self, meeting: MeetingId) -> None:
        """Put the loose papers of a meeting, and the minutes it approves, under their items.

        Where the pack itself holds the item's pages, a loose copy stays by the meeting alone.
        """
        items = [item for item in self._meetings.items(meeting) if item.level == 1]
        ranges = self._pack_pages(items)
        open_items = [
            ItemSubject(i.number, i.subject, frozenset(find_dates(i.subject)), ranges.get(i.number))
            for i in items
            if i.first_page is None
        ]
        approved = {day for item in open_items for day in item.dates}
        papers = {paper.id: paper for paper in self._loose(meeting, approved)}
        numbers = joined({key: self._as_loose(paper) for key, paper in papers.items()}, open_items)
        beneath: dict[str, list[Paper]] = {}
        for key, paper in sorted(papers.items(), key=lambda entry: self._order(entry[1])):
            number = numbers.get(key)
            whole = (AgendaItem(number, paper.title, 0, paper.page_count - 1),) if number else ()
            self._meetings.put_beneath(meeting, key, paper.kind, whole)
            if number:
                beneath.setdefault(number, []).append(paper)
        for number, several in beneath.items():
            if number in ranges and all(paper.meeting == meeting for paper in several):
                labels = pack_labels([paper.page_count for paper in several], *ranges[number])
                for paper, own in zip(several, labels, strict=False):
                    self._papers.put_labels(paper.id, own)

    def join_folder(self, papers: Sequence[PaperId]) -> None:
        """Let the papers that came in one folder or ZIP with one agenda belong to its meeting.

        A paper that says itself to which meeting it belongs is left there, and so is one of a kind that is
        published by itself, or of another time.
        """
        here = [self._papers.paper(paper) for paper in dict.fromkeys(papers)]
        meetings = {p.meeting for p in here if p.kind is PaperKind.AGENDA_PACK and p.meeting}
        if len(meetings) != 1:
            return
        meeting = meetings.pop()
        day = self._meetings.meeting(meeting).date
        for paper in here:
            if paper.meeting is None and paper.kind not in _BY_ITSELF and self._of_the_time(paper, day):
                self._papers.put_meeting(paper.id, meeting, paper.date)
        self.join(meeting)

    def _of_the_time(self, paper: Paper, day: date) -> bool:
        """Whether a paper can be one for a meeting: an appendix, or not dated outside the year before."""
        if paper.date is None or timedelta() <= day - paper.date <= _YEAR:
            return True
        return bool(self._as_loose(paper).appendix)

    def join_paper(self, paper: Paper) -> None:
        """Join a paper that has come: to its own meeting, and minutes to later ones that approve them."""
        if paper.meeting is None:
            return
        self.join(paper.meeting)
        if paper.kind is PaperKind.MINUTES:
            own = self._meetings.meeting(paper.meeting)
            for later in self._meetings.meetings():
                if later.committee == own.committee and later.date > own.date:
                    self.join(later.id)

    def _pack_pages(self, items: Sequence[MeetingItem]) -> dict[str, tuple[int, int]]:
        """The pack pages that a front sheet names, by the number of the item."""
        sheets = {item.paper for item in items if item.paper is not None}
        found = [self._corrections.recognition(sheet) for sheet in sheets]
        named = [item for one in found if one is not None for item in one.items]
        return {item.number: item.pack_pages for item in named if item.pack_pages is not None}

    def _loose(self, meeting: MeetingId, approved: Collection[date]) -> list[Paper]:
        """The papers of the meeting outside its pack, and the same committee's minutes of days it names."""
        committee = self._meetings.meeting(meeting).committee
        same = {m.id for m in self._meetings.meetings() if m.committee == committee}
        return [
            paper
            for paper in self._papers.papers()
            if (paper.meeting == meeting and paper.kind not in _OF_THE_AGENDA)
            or (paper.kind is PaperKind.MINUTES and paper.meeting in same and paper.date in approved)
        ]

    def _as_loose(self, paper: Paper) -> LoosePaper:
        pages = self._papers.pages(paper.id, with_text=True)
        found = self._corrections.recognition(paper.id)
        return LoosePaper(
            paper.title,
            paper.kind,
            paper.date,
            paper.page_count,
            pages[0].text if pages else "",
            "\n".join(page.text for page in pages[:30]),
            found.joins_item if found else "",
        )

    def _order(self, paper: Paper) -> tuple[bool, str]:
        """A report before its appendices, and those in the order of their names."""
        pages = self._papers.page_text(paper.id, 0)
        appendix = LoosePaper(paper.title, paper.kind, paper.date, beginning=pages).appendix
        return bool(appendix), appendix or paper.title
