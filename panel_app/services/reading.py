"""Where the member is in each paper, and how much of it they have seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from panel_app.domain.changes import Changes
from panel_app.domain.ids import PaperId
from panel_app.storage.notebook import ReadingPlace, ReadingRepository


class ReadingService:
    """Remembers the reading place, so that a paper reopens where it was left."""

    def __init__(self, reading: ReadingRepository, clock: Callable[[], datetime]) -> None:
        self._reading = reading
        self._clock = clock

    def place(self, paper: PaperId) -> ReadingPlace | None:
        return self._reading.place(paper)

    def last_opened(self) -> PaperId | None:
        return self._reading.last_opened()

    def save_place(self, paper: PaperId, page: int, offset: float, zoom: str) -> Changes:
        """Keep the page index, how far down it the window's top is (0 to 1), and the zoom."""
        self._reading.save_place(paper, ReadingPlace(page, offset, zoom, self._clock()))
        return Changes(reading=True)

    def add_read(self, paper: PaperId, pages: Iterable[int]) -> Changes:
        self._reading.add_read(paper, pages, self._clock())
        return Changes(reading=True)

    def read_counts(self) -> dict[PaperId, int]:
        """How many pages of each paper the member has seen."""
        return self._reading.read_counts()

    def read(self, paper: PaperId) -> set[int]:
        """Page indexes the member has seen."""
        return self._reading.read(paper)
