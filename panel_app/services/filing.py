"""Putting a paper that was read in its place: its meeting, its id, a further revision or a new paper."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from panel_app.domain.ids import MeetingId, PaperId, slug
from panel_app.domain.papers import Meeting, Paper, PaperKind, Recognition
from panel_app.importers.sandbox import Reading
from panel_app.storage.database import Store
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository


class Filing:
    """Keeps papers in the library, each in one transaction."""

    def __init__(
        self,
        library: Store,
        papers: PaperRepository,
        meetings: MeetingRepository,
        clock: Callable[[], datetime],
    ) -> None:
        self._library = library
        self._papers = papers
        self._meetings = meetings
        self._clock = clock

    def save(self, data: bytes, name: str, reading: Reading) -> Paper:
        """Keep a paper that was read, all of it or nothing."""
        found, facts = reading.recognition, reading.structure.facts
        original = hashlib.sha256(data).hexdigest()
        pdf = hashlib.sha256(reading.pdf).hexdigest() if reading.pdf else original
        with self._library.writing():
            meeting = self._meeting(found, sample=facts.get("sample", "").lower() == "true")
            paper = Paper(
                id=self._paper_id(found, meeting, name, original),
                kind=found.kind,
                title=found.title,
                date=found.date,
                meeting=meeting,
                page_count=len(reading.structure.pages),
                revision=1,
                revisions=1,
                source=facts.get("source", ""),
                sample=facts.get("sample", "").lower() == "true",
            )
            media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
            self._papers.add_file(original, name, media_type, data)
            if reading.pdf:
                self._papers.add_file(
                    pdf, Path(name).with_suffix(".pdf").name, "application/pdf", reading.pdf
                )
            self._papers.add(
                paper,
                reading.structure,
                records=found.records,
                original=original,
                pdf=pdf,
                confidence=found.confidence,
                imported_at=self._clock(),
            )
            if meeting is not None and found.items and self._gives_agenda(meeting, paper):
                self._meetings.put_agenda(meeting, paper.id, found.items, found.members)
        return self._papers.paper(paper.id)

    def _meeting(self, found: Recognition, *, sample: bool) -> MeetingId | None:
        if not found.committee or found.date is None:
            return None
        meeting = self._meetings.id_for(found.committee, found.date)
        self._meetings.put(Meeting(meeting, found.committee, found.date, found.time, found.venue, sample))
        return meeting

    def _gives_agenda(self, meeting: MeetingId, paper: Paper) -> bool:
        """Whether this paper's agenda takes the place of the one that is there.

        A real pack goes before the sample, and a full pack before the front sheet sent out ahead of it.
        """
        holders = {item.paper for item in self._meetings.items(meeting) if item.paper}
        others = [self._papers.paper(holder) for holder in holders if holder != paper.id]
        return all(
            other.sample >= paper.sample and other.page_count <= paper.page_count for other in others
        ) or (not paper.sample and all(other.sample for other in others))

    def _paper_id(self, found: Recognition, meeting: MeetingId | None, name: str, content: str) -> PaperId:
        """A stable id. The same file name again for the same meeting and kind is a further revision."""
        if meeting is None:
            return PaperId(f"papers/{slug(found.title)}-{content[:8]}")
        plain = "agenda-pack" if found.kind is PaperKind.AGENDA_PACK else slug(found.title)
        wanted = PaperId(f"{meeting}/{plain}")
        if not self._papers.exists(wanted) or self._papers.original_name(wanted) == name:
            return wanted
        return PaperId(f"{wanted}-{content[:8]}")
