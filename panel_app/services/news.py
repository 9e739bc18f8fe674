"""What came since the member last looked: new papers, and papers that were replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum

from panel_app.domain.changes import Changes
from panel_app.domain.ids import PaperId
from panel_app.storage.notebook import SeenRepository
from panel_app.storage.papers import PaperRepository

_BEGUN = PaperId("")
"""Stands in the table once the papers that were here at first have been taken as known."""


class News(StrEnum):
    """How a paper is news."""

    NEW = "new"
    REPLACED = "replaced"


class NewsService:
    """A paper is news until its newest revision was opened. The sample is never news."""

    def __init__(self, seen: SeenRepository, papers: PaperRepository, clock: Callable[[], datetime]) -> None:
        self._seen = seen
        self._papers = papers
        self._clock = clock

    def begin(self) -> None:
        """At the very first start, take the papers that came with the program as known."""
        if not self._seen.seen():
            self._seen.put({_BEGUN: 0, **self._papers.newest_revisions()}, self._clock())

    def news(self) -> dict[PaperId, News]:
        """The papers that are news, and how."""
        seen, samples = self._seen.seen(), self._papers.samples()
        found: dict[PaperId, News] = {}
        for paper, revision in self._papers.newest_revisions().items():
            if paper in samples:
                continue
            if paper not in seen:
                found[paper] = News.NEW
            elif seen[paper] < revision:
                found[paper] = News.REPLACED
        return found

    def mark_seen(self, papers: Iterable[PaperId]) -> Changes:
        """These papers have been looked at in their newest revision."""
        wanted = set(papers)
        news = {paper: how for paper, how in self.news().items() if paper in wanted}
        if not news:
            return Changes()
        revisions = self._papers.newest_revisions()
        self._seen.put({paper: revisions[paper] for paper in news}, self._clock())
        return Changes(reading=True)
