"""What is published: an index of bundles, a bundle for each meeting, and how each paper was read.

All of it is JSON, never a database: what is taken in is checked value by value, so it can bring no trigger,
view or table. Files are named by the SHA-256 of their bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from panel_app.domain.errors import BundleRefusedError
from panel_app.domain.ids import PaperId
from panel_app.domain.measures import Series
from panel_app.domain.papers import Meeting, MeetingItem, Member, Paper, StructuredPaper
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.records import NO_RECORDS, Records

FORMAT = 1
"""Raised when an older program could misread what is published."""
MAX_PDF = 900_000_000
"""SQLite keeps a value of up to 1,000,000,000 bytes."""
MAX_JSON = 50_000_000
MAX_UNFOLDED = 200_000_000
"""What a paper's reading may unfold to; 150 pages take about 4 MB."""
MEASURES = "measures"
PAPERS = "papers"
"""The bundle of the papers that belong to no meeting."""

_ID = re.compile(r"[a-z0-9-]{1,100}(/[a-z0-9-]{1,100}){0,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DAMAGED = (
    "What was published cannot be read, so nothing was changed. Ask democratic services to publish it again."
)
T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """How a paper was read: what an import would find in it."""

    structure: StructuredPaper
    records: Records = NO_RECORDS


@dataclass(frozen=True)
class BundlePaper:
    """A paper: its line in the library, the name of its file, and the SHA-256 of its PDF and its reading."""

    paper: Paper
    file_name: str
    content: str
    reading: str


@dataclass(frozen=True)
class Bundle:
    """A meeting with its agenda and papers; or the measures; or the papers that belong to no meeting.

    `sealed` is the SHA-256 of its exempt papers, encrypted, "" where there are none; `recalled` says that
    members give the exempt papers of before back. `withdrawn` names papers that no longer count, `removed`
    such as were sent openly and turned out to be exempt. `questions` is the SHA-256 of the panel's list.
    """

    id: str
    format: int = FORMAT
    meeting: Meeting | None = None
    items: tuple[MeetingItem, ...] = ()
    members: tuple[Member, ...] = ()
    papers: tuple[BundlePaper, ...] = ()
    withdrawn: tuple[PaperId, ...] = ()
    removed: tuple[PaperId, ...] = ()
    measures: tuple[Series, ...] = ()
    questions: str = ""
    sealed: str = ""
    recalled: bool = False

    @property
    def contents(self) -> tuple[str, ...]:
        """The SHA-256 of every file that belongs to it."""
        held = [sha for paper in self.papers for sha in (paper.content, paper.reading)]
        return tuple(dict.fromkeys([*held, *(sha for sha in (self.questions, self.sealed) if sha)]))


@dataclass(frozen=True)
class ExemptPaper:
    """An exempt paper with all of its content; only ever inside what is encrypted, or in memory."""

    paper: Paper
    file_name: str
    pdf: str
    """Base64."""
    reading: Reading

    @property
    def data(self) -> bytes:
        """The PDF."""
        return base64.b64decode(self.pdf)


@dataclass(frozen=True)
class FeedIndex:
    """Who publishes, when they last did, and the SHA-256 of each bundle by its id."""

    name: str
    published: datetime
    bundles: dict[str, str]
    format: int = FORMAT


def sha256(data: bytes) -> str:
    """The name of a file in a feed."""
    return hashlib.sha256(data).hexdigest()


def as_bytes(value: Any) -> bytes:
    """A value of this module as JSON; the same value always as the same bytes."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def reading_bytes(reading: Reading) -> bytes:
    """A reading folded up."""
    return zlib.compress(as_bytes(reading), 6)


def index_from(data: bytes) -> FeedIndex:
    """The index from its bytes; BundleRefusedError where it is none, or for a newer program."""
    index = _checked(data, FeedIndex)
    if not all(_ID.fullmatch(key) and _SHA256.fullmatch(sha) for key, sha in index.bundles.items()):
        raise BundleRefusedError(_DAMAGED)
    return index


def bundle_from(data: bytes, expected: str) -> Bundle:
    """The bundle with an id from its bytes; BundleRefusedError where anything in it is not as it must be."""
    bundle = _checked(data, Bundle)
    papers = [one.paper for one in bundle.papers]
    shas = [sha for one in bundle.papers for sha in (one.content, one.reading)]
    meeting = bundle.meeting.id if bundle.meeting else None
    ids = [p.id for p in papers] + [i.id for i in bundle.items] + [s.measure.id for s in bundle.measures]
    sound = (
        bundle.id == expected
        and (meeting == expected if meeting else expected in (MEASURES, PAPERS))
        and all(_ID.fullmatch(one) for one in [*ids, *bundle.withdrawn, *bundle.removed])
        and all(
            _SHA256.fullmatch(sha)
            for sha in [*shas, *(one for one in (bundle.questions, bundle.sealed) if one)]
        )
        and all(p.meeting == meeting and not p.exempt and p.page_count > 0 for p in papers)
        and all(i.meeting == meeting for i in bundle.items)
        and _all_different(p.id for p in papers)
        and _all_different(i.id for i in bundle.items)
        and (expected == MEASURES or not bundle.measures)
    )
    if not sound:
        raise BundleRefusedError(_DAMAGED)
    return bundle


def reading_from(data: bytes, pages: int) -> Reading:
    """A reading of so many pages from its bytes; unfolded no further than MAX_UNFOLDED."""
    unfolding = zlib.decompressobj()
    try:
        text = unfolding.decompress(data, MAX_UNFOLDED)
    except zlib.error as error:
        raise BundleRefusedError(_DAMAGED) from error
    if not unfolding.eof or unfolding.unused_data:
        raise BundleRefusedError(_DAMAGED)
    return checked_reading(_values(text, Reading), pages)


def exempt_from(data: bytes) -> tuple[ExemptPaper, ...]:
    """The exempt papers of a meeting from what was decrypted."""
    return tuple(_values(data, tuple[ExemptPaper, ...]))


def checked_reading(reading: Reading, pages: int) -> Reading:
    """A reading of which every page that it names is there."""
    structure = reading.structure
    named = [p.page for p in structure.passages] + [t.page for t in structure.tables]
    named += [e.page for e in structure.outline] + [r.page for t in structure.tables for r in t.places]
    if [p.index for p in structure.pages] != list(range(pages)) or any(not 0 <= n < pages for n in named):
        raise BundleRefusedError(_DAMAGED)
    return reading


def _checked(data: bytes, kind: type[T]) -> T:
    """A value of a kind that says its format; one of a newer format is refused before all else."""
    if len(data) > MAX_JSON:
        raise BundleRefusedError(_DAMAGED)
    try:
        plain = json.loads(data)
        newer = isinstance(plain, dict) and int(plain.get("format", FORMAT)) > FORMAT
    except (ValueError, TypeError, RecursionError) as error:
        raise BundleRefusedError(_DAMAGED) from error
    if newer:
        raise BundleRefusedError(
            "These papers were published by a newer Panel Desk. Install the latest version to take them in; "
            "nothing was changed."
        )
    return _values(data, kind)


def _values(data: bytes, kind: type[T]) -> T:
    try:
        return from_plain(json.loads(data), kind)
    except Exception as error:
        raise BundleRefusedError(_DAMAGED) from error


def _all_different(values: Iterable[str]) -> bool:
    listed = list(values)
    return len(listed) == len(set(listed))
