"""Putting a paper that was read in its place: its meeting, its id, a further revision or a new paper."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rapidfuzz import fuzz

from panel_app.domain.ids import MeetingId, PaperId, slug
from panel_app.domain.papers import Meeting, Paper, PaperKind, Recognition
from panel_app.domain.review import as_date
from panel_app.importers.sandbox import Reading
from panel_app.services.corrected import lay_over
from panel_app.services.joining import Joining
from panel_app.storage.corrections import CorrectionRepository
from panel_app.storage.database import Store
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository

ALIKE = 75.0
"""From this likeness of their first pages (0 to 100) two papers of one title are versions of one paper."""
_VERSION = re.compile(
    r"\b(?:v(?:ersion)?[ .]*\d+(?:\.\d+)*|revised|replacement|replaced|updated?|corrected|amended|final"
    r"|draft)\b|\(\s*\d{1,2}\s*\)|\(\s*\)",
    re.IGNORECASE,
)


class Filing:
    """Keeps papers in the library, each in one transaction."""

    def __init__(
        self,
        library: Store,
        papers: PaperRepository,
        meetings: MeetingRepository,
        corrections: CorrectionRepository,
        clock: Callable[[], datetime],
    ) -> None:
        self._library = library
        self._papers = papers
        self._meetings = meetings
        self._corrections = corrections
        self._joining = Joining(papers, meetings, corrections)
        self._clock = clock

    def save(self, data: bytes, name: str, reading: Reading) -> Paper:
        """Keep a paper that was read, all of it or nothing."""
        found, facts = reading.recognition, reading.structure.facts
        original = hashlib.sha256(data).hexdigest()
        pdf = hashlib.sha256(reading.pdf).hexdigest() if reading.pdf else original
        with self._library.writing():
            meeting = self._meeting(found, sample=facts.get("sample", "").lower() == "true")
            paper_id = self._paper_id(reading, meeting, name, original)
            labels = [page.label for page in reading.structure.pages]
            found = lay_over(self._corrections, paper_id, found, labels, self._clock())
            paper = Paper(
                id=paper_id,
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
            if meeting is not None and found.kind is PaperKind.SUPPLEMENT:
                self._meetings.put_beneath(meeting, paper.id, found.kind, found.items)
            elif meeting is not None and found.items and self.gives_agenda(meeting, paper):
                self._meetings.put_agenda(meeting, paper.id, found.items, found.members)
            self._joining.join_paper(self._papers.paper(paper.id))
        return self._papers.paper(paper.id)

    def file_folder(self, papers: Sequence[PaperId]) -> None:
        """Let papers that came together with one agenda belong to its meeting."""
        with self._library.writing():
            self._joining.join_folder(papers)

    def _meeting(self, found: Recognition, *, sample: bool) -> MeetingId | None:
        if not found.committee or found.date is None:
            return None
        moved = self._corrections.moved(found.committee, found.date)
        meeting = moved[0][2] if moved else self._meetings.id_for(found.committee, found.date)
        self._meetings.put(Meeting(meeting, found.committee, found.date, found.time, found.venue, sample))
        corrected = self._corrections.of_meeting(meeting)
        if corrected:
            day = as_date(corrected.pop("date", "")) or self._meetings.meeting(meeting).date
            self._meetings.correct(replace(self._meetings.meeting(meeting), date=day, **corrected))
        return meeting

    def gives_agenda(self, meeting: MeetingId, paper: Paper) -> bool:
        """Whether this paper's agenda takes the place of the one that is there.

        A real pack goes before the sample, and a full pack before the front sheet sent out ahead of it.
        """
        items = self._meetings.items(meeting)
        holders = {i.paper for i in items if i.paper and i.kind is not PaperKind.SUPPLEMENT}
        others = [self._papers.paper(holder) for holder in holders if holder != paper.id]
        return all(
            other.sample >= paper.sample and other.page_count <= paper.page_count for other in others
        ) or (not paper.sample and all(other.sample for other in others))

    def _paper_id(self, reading: Reading, meeting: MeetingId | None, name: str, content: str) -> PaperId:
        """A stable id: that of the paper which this one replaces, or a new one."""
        found = reading.recognition
        if meeting is None:
            earlier = self._replaced_without_meeting(reading, name)
            return earlier or PaperId(f"papers/{slug(found.title)}-{content[:8]}")
        pack = found.kind is PaperKind.AGENDA_PACK
        plain = "agenda-pack" if pack else slug(without_version(found.title))
        wanted = PaperId(f"{meeting}/{plain}")
        if pack and found.date is not None:
            moved = self._corrections.moved(found.committee, found.date)
            wanted = next((paper for paper, kind, _ in moved if kind is PaperKind.AGENDA_PACK), wanted)
        if not self._papers.exists(wanted) or self._papers.original_name(wanted) == name:
            return wanted
        replaced = self._is_new_pack(wanted, meeting, reading) if pack else self._reads_like(wanted, reading)
        return wanted if replaced else PaperId(f"{wanted}-{content[:8]}")

    def _is_new_pack(self, paper: PaperId, meeting: MeetingId, reading: Reading) -> bool:
        """Whether a pack of the same meeting is the earlier one published again, or follows its front sheet.

        A real pack is never a revision of the sample, nor a front sheet one of the full pack.
        """
        before, found = self._papers.paper(paper), reading.recognition
        sample = reading.structure.facts.get("sample", "").lower() == "true"
        if before.kind is not PaperKind.AGENDA_PACK or before.sample != sample:
            return False
        held = any(i.first_page is not None for i in self._meetings.items(meeting) if i.paper == paper)
        if not any(i.first_page is not None for i in found.items) and (
            held or len(reading.structure.pages) < before.page_count
        ):
            return False
        known = {slug(i.subject) for i in self._meetings.items(meeting) if i.level == 1}
        recognised = self._corrections.recognition(paper)
        known |= {slug(i.subject) for i in recognised.items if i.level == 1} if recognised else set()
        again = {slug(i.subject) for i in found.items if i.level == 1}
        return bool(known) and len(known & again) * 2 >= min(len(known), len(again))

    def _replaced_without_meeting(self, reading: Reading, name: str) -> PaperId | None:
        """The paper of no meeting with the same kind, date and title, but for words of version, that reads
        alike."""
        found = reading.recognition
        title = slug(without_version(found.title))
        for paper in self._papers.papers():
            alike = paper.meeting is None and paper.kind is found.kind and paper.date == found.date
            if alike and slug(without_version(paper.title)) == title and self._reads_like(paper.id, reading):
                return paper.id
        return None

    def _reads_like(self, paper: PaperId, reading: Reading) -> bool:
        """Whether the first pages of a paper here and of one that came are much the same text."""
        old = " ".join(page.text for page in self._papers.pages(paper, with_text=True)[:3])
        new = " ".join(page.text for page in reading.structure.pages[:3])
        if not old.strip() or not new.strip():
            return False
        return fuzz.ratio(old[:8000], new[:8000]) >= ALIKE


def without_version(title: str) -> str:
    """A title without the words that only say which version it is: "Report v2 (revised)" is "Report"."""
    plain = _VERSION.sub(" ", title)
    return " ".join(plain.split()) or title
