"""Making bundles from the library: a meeting's papers as members get them, its exempt papers encrypted."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from panel_app.bundles.keys import encrypted
from panel_app.bundles.model import (
    MEASURES,
    PAPERS,
    Bundle,
    BundlePaper,
    ExemptPaper,
    Reading,
    as_bytes,
    reading_bytes,
    sha256,
)
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import Meeting, MeetingItem, Paper, StructuredPaper
from panel_app.storage.database import Store
from panel_app.storage.feed import FeedRepository, Sealed
from panel_app.storage.measures import MeasureRepository
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository


@dataclass(frozen=True)
class MadeBundle:
    """A bundle with the bytes of its files by their SHA-256, and how many of its papers are exempt."""

    bundle: Bundle
    files: Mapping[str, bytes] = field(repr=False)
    exempt: int = 0


class Bundling:
    """Makes bundles. The sample is never published.

    A paper goes sealed as a whole when it is exempt or when any page of it belongs to an exempt item: that a
    part of its words stays out of the rest cannot be promised.
    """

    def __init__(
        self,
        library: Store,
        papers: PaperRepository,
        meetings: MeetingRepository,
        measures: MeasureRepository,
        feed: FeedRepository,
    ) -> None:
        self._library = library
        self._papers = papers
        self._meetings = meetings
        self._measures = measures
        self._feed = feed

    def ids(self) -> list[str]:
        """The bundles that the library makes: its meetings, the newest first, loose papers, measures."""
        found: list[str] = [m.id for m in self._meetings.meetings() if not m.sample]
        if any(p.meeting is None and not p.sample for p in self._papers.papers()):
            found.append(PAPERS)
        if any(not m.sample for m in self._measures.measures()):
            found.append(MEASURES)
        return found

    def exempt_papers(self, identity: str) -> list[Paper]:
        """The papers of a meeting that go sealed."""
        return [p for p in self._of(identity) if self._is_exempt(p) and not p.withdrawn]

    def make(self, identity: str, passphrase: str = "", *, recalled: bool = False) -> MadeBundle:
        """A bundle as the library has it now. `passphrase` seals exempt papers that are not sealed yet.

        UserFacingError where there are such papers and no passphrase.
        """
        if identity == MEASURES:
            series = tuple(self._measures.published_series())
            return MadeBundle(Bundle(MEASURES, measures=series), {})
        files: dict[str, bytes] = {}
        open_papers: list[BundlePaper] = []
        for paper in self._of(identity):
            if paper.withdrawn or self._is_exempt(paper):
                continue
            pdf, reading = self._papers.pdf(paper.id), reading_bytes(self._reading(paper.id))
            as_sent = replace(paper, revision=1, revisions=1, exempt=False)
            one = BundlePaper(as_sent, pdf.name, sha256(pdf.data), sha256(reading))
            files |= {one.content: pdf.data, one.reading: reading}
            open_papers.append(one)
        sealed = None if recalled else self._sealed(identity, passphrase)
        if sealed is not None:
            files[sealed.sha256] = sealed.data
        exempt = {p.id for p in self.exempt_papers(identity)}
        meeting = None if identity == PAPERS else self._meetings.meeting(MeetingId(identity))
        bundle = Bundle(
            identity,
            meeting=meeting,
            items=self._items(meeting, exempt, {p.paper.id for p in open_papers}),
            members=tuple(self._meetings.members(meeting.id)) if meeting else (),
            papers=tuple(open_papers),
            withdrawn=tuple(p.id for p in self._of(identity) if p.withdrawn),
            sealed=sealed.sha256 if sealed else "",
            recalled=recalled,
        )
        return MadeBundle(bundle, files, 0 if recalled else len(exempt))

    def _of(self, identity: str) -> list[Paper]:
        found = self._papers.papers()
        wanted = None if identity == PAPERS else identity
        return [p for p in found if p.meeting == wanted and not p.sample]

    def _is_exempt(self, paper: Paper) -> bool:
        return paper.exempt or any(
            item.exempt and item.first_page is not None for item in self._meetings.items_of_paper(paper.id)
        )

    def _items(
        self, meeting: Meeting | None, exempt: set[PaperId], held: set[PaperId]
    ) -> tuple[MeetingItem, ...]:
        """The agenda; of exempt papers only that there is an item, as the printed agenda says too."""
        if meeting is None:
            return ()
        plain = []
        for item in self._meetings.items(meeting.id):
            if item.paper in exempt or (item.paper is not None and item.paper not in held):
                item = replace(item, paper=None, first_page=None, last_page=None)
            plain.append(item)
        return tuple(plain)

    def _reading(self, paper: PaperId) -> Reading:
        pages = tuple(
            replace(page, thumbnail=self._papers.thumbnail(paper, page.index))
            for page in self._papers.pages(paper, with_text=True)
        )
        structure = StructuredPaper(
            pages,
            tuple(self._papers.outline(paper)),
            tuple(self._papers.passages(paper)),
            tuple(self._papers.tables(paper)),
        )
        return Reading(structure, self._papers.records(paper))

    def _sealed(self, identity: str, passphrase: str) -> Sealed | None:
        """The exempt papers encrypted; those of before where nothing of them changed."""
        papers = self.exempt_papers(identity)
        if not papers:
            return None
        inside = []
        for paper in papers:
            pdf = self._papers.pdf(paper.id)
            text = base64.b64encode(pdf.data).decode()
            as_sent = replace(paper, revision=1, revisions=1, exempt=True)
            inside.append(ExemptPaper(as_sent, pdf.name, text, self._reading(paper.id)))
        plain = as_bytes(inside)
        made_of = sha256(plain)
        for before in self._feed.sealed():
            if before.meeting == identity and before.sealed_of == made_of:
                return before
        if not passphrase:
            raise UserFacingError(
                f"{identity} has exempt papers: give the passphrase with which members will open them."
            )
        data = encrypted(plain, passphrase)
        sealed = Sealed(MeetingId(identity), sha256(data), data, made_of)
        with self._library.writing():
            self._feed.put_sealed(sealed)
        return sealed
