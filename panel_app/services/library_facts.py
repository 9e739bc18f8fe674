"""What the papers of the library and the store of measures give, kept to hold a paper against it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping

from panel_app.domain.changes import CancelToken
from panel_app.domain.figures.elsewhere import FactIndex
from panel_app.domain.figures.facts import Told, area_of, facts_of, facts_of_measures, may_hold_facts
from panel_app.domain.figures.source import Source
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import Paper
from panel_app.storage.measures import MeasureRepository
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository

_Known = tuple[str, str]
_MOST_PAPERS = 400
"""A panel's papers of some twenty years; a library of all panels holds far more of other areas."""


class LibraryFacts:
    """Reads each paper's facts once; a paper that was replaced or filed elsewhere is read again."""

    def __init__(
        self, papers: PaperRepository, meetings: MeetingRepository, measures: MeasureRepository
    ) -> None:
        self._papers = papers
        self._meetings = meetings
        self._measures = measures
        self._told: dict[PaperId, tuple[_Known, Told]] = {}
        self._index: tuple[str, frozenset[str], FactIndex] | None = None
        self._reading = threading.Lock()

    def state(self) -> str:
        """Changes when a paper comes, goes, is replaced or filed elsewhere, or a measure's figures change."""
        contents = self._papers.contents()
        papers = [_known(paper, contents) for paper in self._papers.papers()]
        return f"{hash(tuple(papers))} {self._measures.state()}"

    def index(self, area: frozenset[str], cancel: CancelToken | None = None) -> FactIndex:
        """The facts of all papers and of the store for an area; CancelledError when it was cancelled."""
        with self._reading:
            state = self.state()
            if self._index is None or self._index[:2] != (state, area):
                told = (*self._of_papers(area, cancel), *self._stored(area))
                self._index = (state, area, FactIndex(told))
            return self._index[2]

    def _stored(self, area: frozenset[str]) -> Iterator[Told]:
        for name in self._measures.areas() if area else ():
            if area_of(name) == area:
                facts = tuple(facts_of_measures(self._measures.area_series(name)))
                yield Told("", name, None, None, area, facts)

    def told(self, paper: Paper, source: Source, committees: Mapping[MeetingId, str]) -> Told:
        """What a paper gives."""
        area = _area(paper, committees)
        return Told(paper.id, paper.title, paper.date, paper.meeting, area, facts_of(source))

    def committees(self) -> dict[MeetingId, str]:
        return {meeting.id: meeting.committee for meeting in self._meetings.meetings()}

    def _of_papers(self, area: frozenset[str], cancel: CancelToken | None) -> list[Told]:
        """Those of the newest papers that may be of an area; each is read when it is first wanted."""
        contents, committees = self._papers.contents(), self.committees()
        self._told = {paper: kept for paper, kept in self._told.items() if paper in contents}
        found: list[Told] = []
        for paper in self._papers.papers():
            if cancel is not None:
                cancel.check()
            theirs = _area(paper, committees)
            if len(found) >= _MOST_PAPERS or (area and theirs and area.isdisjoint(theirs)):
                continue
            known = _known(paper, contents)
            if self._told.get(paper.id, ("",))[0] != known:
                self._told[paper.id] = known, self._read(paper, committees)
            found.append(self._told[paper.id][1])
        return found

    def _read(self, paper: Paper, committees: Mapping[MeetingId, str]) -> Told:
        tables = self._papers.tables(paper.id)
        if not any(may_hold_facts(table) for table in tables):
            return self.told(paper, Source((), ()), committees)
        labels = [page.label for page in self._papers.pages(paper.id)]
        return self.told(
            paper, Source(self._papers.passages(paper.id), tables, paper.date, labels), committees
        )


def _area(paper: Paper, committees: Mapping[MeetingId, str]) -> frozenset[str]:
    return area_of(committees.get(paper.meeting, "")) if paper.meeting else frozenset()


def _known(paper: Paper, contents: Mapping[PaperId, str]) -> _Known:
    return contents.get(paper.id, ""), f"{paper.id} {paper.title} {paper.date} {paper.meeting}"
