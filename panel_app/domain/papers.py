"""Papers and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from panel_app.domain.ids import ItemId, MeetingId, PaperId
from panel_app.domain.records import NO_RECORDS, Records


class PaperKind(StrEnum):
    """What a paper is; the value is shown to people and stored."""

    AGENDA_PACK = "agenda pack"
    SUPPLEMENT = "supplement"
    MINUTES = "minutes"
    HOLDING_TO_ACCOUNT = "holding-to-account notes"
    DELIVERY_PLAN = "delivery plan"
    STATEMENT = "national priorities statement"
    PERFORMANCE = "performance report"
    WORK_PROGRAMME = "work programme"
    SURVEY = "survey report"
    COMPLAINTS = "complaints report"
    INSPECTION = "inspection report"
    ACTION_LOG = "action log"
    REPORT = "report"
    OTHER = "paper"


class PassageKind(StrEnum):
    """How a passage is set on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points (1/72 inch), origin at the top left, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points, its pack page label, and its small picture (JPEG bytes)."""

    index: int
    width: float
    height: float
    label: str
    text: str = ""
    thumbnail: bytes = b""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, bullet or table: where it starts and the number printed before it."""

    page: int
    box: Box
    kind: PassageKind
    text: str
    number: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the contents: level 1 is outermost; `page` is the page's index."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row of a table stands: its page and box."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the page it starts on, and its rows of cell texts.

    `places` has one place for each row, or is empty where the file does not tell.
    """

    page: int
    title: str
    rows: tuple[tuple[str, ...], ...]
    places: tuple[RowPlace, ...] = ()

    def page_of_row(self, row: int) -> int:
        """The page on which a row stands; the table's own where it is not known."""
        return self.places[row].page if self.places else self.page


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of a meeting's agenda; page indexes are into the pack, both ends included.

    `kind` says what its pages hold, None where it has no paper; `exempt` that the public is kept out of it.
    """

    number: str
    subject: str
    first_page: int | None = None
    last_page: int | None = None
    level: int = 1
    kind: PaperKind | None = None
    exempt: bool = False
    name: str = ""
    """What its id is made of where a person corrected the number or the subject; "" for those."""
    pack_pages: tuple[int, int] | None = None
    """The pack pages that a front sheet names for the item; the sheet does not hold them."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a panel, as the agenda lists them."""

    name: str
    role: str
    council: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a paper was found to be, and how sure that is (0 to 1)."""

    kind: PaperKind
    title: str
    date: date | None = None
    committee: str = ""
    time: str = ""
    venue: str = ""
    items: tuple[AgendaItem, ...] = ()
    members: tuple[Member, ...] = ()
    confidence: float = 0.0
    joins_item: str = ""
    """The number of the agenda item that a supplement belongs to."""
    records: Records = NO_RECORDS


@dataclass(frozen=True)
class StructuredPaper:
    """A paper as read: pages, contents, passages and tables; no meaning given to it yet."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    title: str = ""
    subject: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    """What the file itself says of the paper (front matter): kind, committee, date, source, sample …"""
    labels_printed: bool = True
    """False for plain text, whose pages are ours: page numbers that it mentions are those of another copy."""

    @property
    def has_text(self) -> bool:
        """False for a scan without a text layer."""
        return any(page.text.strip() for page in self.pages)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in the library, as a list shows it."""

    id: PaperId
    kind: PaperKind
    title: str
    date: date | None
    meeting: MeetingId | None
    page_count: int
    revision: int
    revisions: int
    source: str = ""
    sample: bool = False
    exempt: bool = False
    has_text: bool = True
    withdrawn: bool = False
    """Its panel took it back: it no longer counts, and the member's notes on it stay."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One publication of a paper: its number from 1, the SHA-256 of its PDF, when it came."""

    number: int
    content: str
    page_count: int
    has_text: bool
    imported_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A panel meeting or a holding-to-account meeting."""

    id: MeetingId
    committee: str
    date: date
    time: str = ""
    venue: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """An agenda item in the library: which paper and pages hold it, with its first and last pack page."""

    id: ItemId
    meeting: MeetingId
    number: str
    subject: str
    level: int
    paper: PaperId | None
    first_page: int | None
    last_page: int | None
    first_label: str = ""
    last_label: str = ""
    kind: PaperKind | None = None
    exempt: bool = False

    def holds(self, paper: PaperId, page: int) -> bool:
        """Whether a page of a paper belongs to this item."""
        if self.paper != paper or self.first_page is None:
            return False
        last = self.first_page if self.last_page is None else self.last_page
        return self.first_page <= page <= last


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage that holds the words; `snippet` marks each with «…», a lower `score` is a better hit."""

    paper: PaperId
    paper_title: str
    kind: PaperKind
    page: int
    label: str
    snippet: str
    score: float
    box: Box
    passage_text: str = ""
