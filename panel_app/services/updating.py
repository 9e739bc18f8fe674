"""What a member does with their panel's feed: trust it once, then take in what is new."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from panel_app.bundles.keys import fingerprint
from panel_app.bundles.model import MEASURES, Bundle, BundlePaper, reading_from, sha256
from panel_app.bundles.verifying import Source, VerifiedBundle, first_root_of, verified_feed
from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import BundleRefusedError, UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Meeting, Paper
from panel_app.services.feed_sources import source_at
from panel_app.services.files import write_file
from panel_app.services.questions_in import QuestionsInService
from panel_app.services.settings import SettingsService
from panel_app.storage.database import Store
from panel_app.storage.feed import FeedRepository, Sealed
from panel_app.storage.measures import MeasureRepository
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository


@dataclass(frozen=True)
class UpdateReport:
    """What was taken in, and when the panel had published it."""

    name: str
    published: datetime
    days: int
    new: tuple[Paper, ...] = ()
    replaced: tuple[Paper, ...] = ()
    withdrawn: tuple[PaperId, ...] = ()
    exempt: tuple[Meeting, ...] = ()
    """Meetings whose exempt papers came, encrypted."""
    recalled: tuple[Meeting, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    """Those with new or replaced papers."""
    measures: bool = False
    questions: bool = False
    """Whether questions or answers came or changed."""

    @property
    def changes(self) -> Changes:
        anything = self.new or self.replaced or self.withdrawn or self.exempt or self.recalled
        return Changes(
            papers=bool(anything or self.meetings), measures=self.measures, questions=self.questions
        )

    @property
    def sentence(self) -> str:
        """“New papers for 27 November 2020: 2 new, 1 replaced. Published 3 days ago.”"""
        counts = [
            f"{len(several)} {word}"
            for several, word in (
                (self.new, "new"),
                (self.replaced, "replaced"),
                (self.withdrawn, "withdrawn"),
            )
            if several
        ]
        said = []
        if counts:
            days = " and ".join(_day(m) for m in self.meetings)
            said.append(f"Papers{f' for {days}' if days else ''}: {', '.join(counts)}.")
        said += [f"Exempt papers for {_day(m)} came; they open with the passphrase." for m in self.exempt]
        said += [f"The exempt papers for {_day(m)} were taken back." for m in self.recalled]
        if self.measures:
            said.append("The figures were brought up to date.")
        if self.questions:
            said.append("Questions and answers came.")
        return " ".join([*(said or ["Nothing new."]), f"Published {published_words(self.days)}."])


class UpdatingService:
    """The member's side of a feed. `folder` keeps its root of trust and the last lists; `shipped` is a folder
    in which the installer may have put a panel's `root.json` and `address.txt`."""

    def __init__(
        self,
        folder: Path,
        shipped: Path,
        library: Store,
        papers: PaperRepository,
        meetings: MeetingRepository,
        measures: MeasureRepository,
        feed: FeedRepository,
        settings: SettingsService,
        questions: QuestionsInService,
        clock: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._shipped = shipped
        self._library = library
        self._papers = papers
        self._meetings = meetings
        self._measures = measures
        self._feed = feed
        self._settings = settings
        self._questions = questions
        self._clock = clock

    @property
    def address(self) -> str:
        """Where the panel's papers come from; "" where no feed is known."""
        shipped = self._shipped / "address.txt"
        return self._settings.feed_address or (
            shipped.read_text("utf-8").strip() if shipped.is_file() else ""
        )

    @property
    def fingerprint(self) -> str:
        """That of the trusted feed; "" where none is trusted yet."""
        root = self._root()
        return fingerprint(root) if root else ""

    def offered(self, address: str) -> str:
        """The fingerprint of the feed at an address, to be compared before it is trusted."""
        return fingerprint(first_root_of(source_at(address)))

    def trust(self, address: str, mark: str) -> Changes:
        """Accept the feed at an address once, by its fingerprint as the officer gave it.

        A folder or web address is remembered, a file from an e-mail is not.
        """
        source = source_at(address)
        root = first_root_of(source)
        if _plain(fingerprint(root)) != _plain(mark):
            raise BundleRefusedError(
                "The fingerprint is another one, so these papers are not trusted. Ask democratic services "
                "for theirs and compare it group by group."
            )
        self._folder.mkdir(parents=True, exist_ok=True)
        write_file(self._root_file, root, "the feed")
        return Changes() if source.partial else self._settings.set_feed_address(address)

    def update(
        self,
        address: str = "",
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> UpdateReport:
        """Take in what is new at an address, or at the panel's own: all of it in one transaction, or nothing.

        BundleRefusedError says in one sentence why nothing was taken.
        """
        cancel = cancel or CancelToken()
        address = address or self.address
        if not address:
            raise UserFacingError("No feed is known yet: ask democratic services for its address.")
        return self.update_from(source_at(address), progress, cancel)

    def update_from(
        self, source: Source, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None
    ) -> UpdateReport:
        """As `update`, from a source."""
        root, now = self._root(), self._clock()
        if root is None:
            raise BundleRefusedError(
                "These papers are from a feed that is not trusted yet. Compare its fingerprint with "
                "democratic services first; nothing was taken in."
            )
        feed = verified_feed(source, root, self._folder / "lists" / sha256(root)[:16], now)
        known = self._feed.bundles()
        new = [one for one, sha in feed.index.bundles.items() if known.get(one) != sha]
        bundles = []
        for at, one in enumerate(sorted(new)):
            if cancel is not None:
                cancel.check()
            progress(Progress("Fetching new papers", at, len(new)))
            bundles.append(feed.bundle(one, self._wanted))
        days = max((now - feed.index.published).days, 0)
        report = UpdateReport(feed.index.name, feed.index.published, days)
        return self._apply([one for one in bundles if one is not None], report)

    def _apply(self, bundles: Sequence[VerifiedBundle], report: UpdateReport) -> UpdateReport:
        """Everything of these bundles in one transaction; a fault in one keeps all of them out."""
        if not bundles:
            return report
        found = _Found()
        try:
            with self._library.writing():
                for one in bundles:
                    self._apply_bundle(one, found)
                    self._feed.put_bundle(one.bundle.id, one.sha)
        except UserFacingError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise BundleRefusedError(
                    "What was published does not fit together, so nothing was changed. "
                    "Ask democratic services to publish it again."
                ) from error
            raise
        if found.removed:
            self._library.empty_log()
        return UpdateReport(
            report.name,
            report.published,
            report.days,
            tuple(self._papers.paper(p) for p in found.new),
            tuple(self._papers.paper(p) for p in found.replaced),
            tuple(found.withdrawn),
            tuple(found.exempt),
            tuple(found.recalled),
            tuple(dict.fromkeys(found.meetings)),
            found.measures,
            found.questions,
        )

    def _apply_bundle(self, verified: VerifiedBundle, found: _Found) -> None:
        bundle = verified.bundle
        if bundle.id == MEASURES:
            self._apply_measures(bundle)
            found.measures = True
            return
        if bundle.meeting is not None:
            self._meetings.put(bundle.meeting)
        for paper in bundle.removed:
            if self._papers.exists(paper):
                self._papers.erase(paper)
                found.removed = True
        before = len(found.new) + len(found.replaced)
        for one in bundle.papers:
            self._apply_paper(one, verified, found)
        withdrawn = [p for p in bundle.withdrawn if self._papers.put_withdrawn(p)]
        found.withdrawn += withdrawn
        if bundle.meeting is not None:
            self._meetings.put_published(bundle.meeting, bundle.items, bundle.members)
            if withdrawn or len(found.new) + len(found.replaced) > before:
                found.meetings.append(bundle.meeting)
            self._apply_sealed(bundle, bundle.meeting, verified, found)
            if bundle.questions in verified.files:
                # What comes twice changes nothing, so the notebook may be ahead of a library that fails.
                merged = self._questions.merge(verified.files[bundle.questions], "The panel's list")
                found.questions = found.questions or bool(merged.changes)

    def _apply_paper(self, one: BundlePaper, verified: VerifiedBundle, found: _Found) -> None:
        paper = one.paper
        here = self._papers.exists(paper.id)
        same = here and self._papers.content_of(paper.id) == one.content
        known = (one.content, one.reading)
        if same and self._feed.paper(paper.id) == known and paper == self._as_sent(paper.id):
            return
        reading = reading_from(verified.files[one.reading], paper.page_count)
        if same:
            self._papers.put_reading(paper, reading.structure, reading.records)
        else:
            pdf = verified.files.get(one.content)
            if pdf is not None and not pdf.startswith(b"%PDF-"):
                raise BundleRefusedError(
                    "A paper that was published is no PDF, so nothing was changed. Ask democratic services."
                )
            if pdf is not None:
                self._papers.add_file(one.content, one.file_name, "application/pdf", pdf)
            self._papers.add(
                paper,
                reading.structure,
                records=reading.records,
                original=one.content,
                pdf=one.content,
                confidence=1.0,
                imported_at=self._clock(),
            )
            (found.replaced if here else found.new).append(paper.id)
        self._feed.put_paper(paper.id, *known)

    def _apply_sealed(
        self, bundle: Bundle, meeting: Meeting, verified: VerifiedBundle, found: _Found
    ) -> None:
        if not bundle.sealed:
            if self._feed.remove_sealed(meeting.id):
                found.recalled.append(meeting)
        elif bundle.sealed in verified.files:
            self._feed.put_sealed(Sealed(meeting.id, bundle.sealed, verified.files[bundle.sealed]))
            found.exempt.append(meeting)

    def _apply_measures(self, bundle: Bundle) -> None:
        by_measure = {
            s.measure.id: [o for o in bundle.measures if o.measure == s.measure] for s in bundle.measures
        }
        for series in by_measure.values():
            measure = series[0].measure
            self._measures.put(measure, series)
            for one in series:
                for target in one.targets:
                    self._measures.put_target(measure.id, target)
                for event in one.events:
                    self._measures.put_event(measure.id, event)

    def _wanted(self, bundle: Bundle) -> list[str]:
        """The files of a bundle that are not here yet."""
        wanted = []
        for one in bundle.papers:
            here = self._papers.exists(one.paper.id)
            same = here and self._papers.content_of(one.paper.id) == one.content
            if not same and not self._papers.has_file(one.content):
                wanted.append(one.content)
            known = self._feed.paper(one.paper.id) == (one.content, one.reading)
            if not (same and known and one.paper == self._as_sent(one.paper.id)):
                wanted.append(one.reading)
        if bundle.questions:
            wanted.append(bundle.questions)
        if bundle.sealed and bundle.sealed not in {s.sha256 for s in self._feed.sealed()}:
            wanted.append(bundle.sealed)
        return list(dict.fromkeys(wanted))

    def _as_sent(self, paper: PaperId) -> Paper:
        """A paper as a bundle lists it."""
        return replace(self._papers.paper(paper), revision=1, revisions=1)

    @property
    def _root_file(self) -> Path:
        return self._folder / "root.json"

    def _root(self) -> bytes | None:
        """The root of trust: what the member accepted, else what the installer brought."""
        for path in (self._root_file, self._shipped / "root.json"):
            if path.is_file():
                return path.read_bytes()
        return None


class _Found:
    """What an update finds on its way."""

    def __init__(self) -> None:
        self.new: list[PaperId] = []
        self.replaced: list[PaperId] = []
        self.withdrawn: list[PaperId] = []
        self.exempt: list[Meeting] = []
        self.recalled: list[Meeting] = []
        self.meetings: list[Meeting] = []
        self.measures = False
        self.questions = False
        self.removed = False


def published_words(days: int) -> str:
    """“today”, “yesterday”, “40 days ago”."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days:,} days ago")


def _day(meeting: Meeting) -> str:
    return f"{meeting.date.day} {meeting.date:%B %Y}"


def _plain(mark: str) -> str:
    return "".join(mark.split()).upper()
