"""Exempt papers on a member's computer: encrypted at rest, opened for a session, in memory only."""

from __future__ import annotations

from dataclasses import dataclass

from panel_app.bundles.keys import decrypted
from panel_app.bundles.model import checked_reading, exempt_from
from panel_app.domain.changes import Changes
from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import Paper, StructuredPaper
from panel_app.storage.database import Store
from panel_app.storage.feed import FeedRepository


@dataclass(frozen=True)
class OpenedPaper:
    """An exempt paper in memory: its PDF and how it was read. Nothing may write it to the disk."""

    paper: Paper
    pdf: bytes
    structure: StructuredPaper


class ExemptPapersService:
    """Opens the exempt papers of a meeting with the passphrase that the officer gave members."""

    def __init__(self, library: Store, feed: FeedRepository) -> None:
        self._library = library
        self._feed = feed
        self._opened: dict[MeetingId, tuple[OpenedPaper, ...]] = {}

    def meetings(self) -> list[MeetingId]:
        """The meetings whose exempt papers are here, the newest first."""
        return [one.meeting for one in self._feed.sealed() if not one.sealed_of]

    def opened(self) -> list[OpenedPaper]:
        """What is open in this session."""
        return [paper for papers in self._opened.values() for paper in papers]

    def open(self, meeting: MeetingId, passphrase: str) -> tuple[OpenedPaper, ...]:
        """Open a meeting's exempt papers until `close`; UserFacingError for another passphrase."""
        data = next((one.data for one in self._feed.sealed() if one.meeting == meeting), None)
        if data is None:
            raise NothingFoundError(
                f"There are no exempt papers for {meeting} here, or they were taken back."
            )
        found = exempt_from(decrypted(data, passphrase))
        self._opened[meeting] = tuple(
            OpenedPaper(one.paper, one.data, checked_reading(one.reading, one.paper.page_count).structure)
            for one in found
        )
        return self._opened[meeting]

    def close(self) -> None:
        """End the session."""
        self._opened.clear()

    def remove(self, meeting: MeetingId) -> Changes:
        """Give a meeting's exempt papers back."""
        self._opened.pop(meeting, None)
        with self._library.writing():
            return Changes(papers=self._feed.remove_sealed(meeting))
