"""What goes into a briefing pack: values only, in the order and the words they are printed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panel_app.domain.ids import ItemId, MeasureId, PaperId
from panel_app.domain.marks import MarkColour

if TYPE_CHECKING:
    from panel_app.domain.chart_model import ChartModel

COVER, MATTERS, QUESTIONS, OTHER = "cover", "matters", "questions", "other"
PROMISES, WRITING, MARKED = "promises", "writing", "marked"
ITEMS, MEASURES = "items", "measures"
"""Parents in the list for ticking; never parts themselves."""


def item_key(item: ItemId) -> str:
    return f"item:{item}"


def measure_key(measure: MeasureId) -> str:
    return f"measure:{measure}"


@dataclass(frozen=True, slots=True)
class BriefingPart:
    """A line of the list for ticking; `pages` is None until the part has been made once."""

    key: str
    label: str
    pages: int | None = None
    parent: str = ""
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A mark as printed: the words it stands on, the member's note, and its pack page."""

    page: str
    quote: str
    note: str
    colour: MarkColour | None
    sign: str
    """The colour and its meaning, or the kind of mark, in words."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """Figures that do not agree, as printed: what the paper says, the arithmetic, and the pack page."""

    page: str
    quote: str
    arithmetic: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as printed, numbered in asking order over the whole meeting."""

    number: int
    text: str
    status: str
    supplementary: tuple[str, ...] = ()
    evidence: str = ""
    answer: str = ""
    item: str = ""
    """"Item 7", or empty without an item."""
    figures: tuple[FigureLine, ...] = ()
    """The figure checks that it rests on."""


@dataclass(frozen=True, slots=True)
class BusinessLine:
    """A row of the order of business."""

    number: str
    subject: str
    mine: str
    page: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class CoverPart:
    key: str = COVER
    title: str = "Cover and contents"


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A line of "What matters", with its pack page where it has one."""

    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class MattersPart:
    """The page that is read when there is time for one only: headings with their lines."""

    sections: tuple[tuple[str, tuple[MatterLine, ...]], ...] = ()
    key: str = MATTERS
    title: str = "What matters"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as printed: what, by whom, by when, how it stands, and how often it was asked about."""

    text: str
    by: str
    due: str
    standing: str


@dataclass(frozen=True, slots=True)
class PromisesPart:
    promises: tuple[PromiseLine, ...] = ()
    key: str = PROMISES
    title: str = "Promises to ask about"


@dataclass(frozen=True, slots=True)
class MarkedPages:
    """Pages of a paper with marks on them: indexes, and their pack pages."""

    paper: PaperId
    title: str
    pages: tuple[int, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """The list of the marked pages, which follow it in full with their own pack pages."""

    papers: tuple[MarkedPages, ...] = ()
    key: str = MARKED
    title: str = "Pages I marked, in full"


@dataclass(frozen=True, slots=True)
class QuestionsPart:
    """All questions in asking order; those of no item apart."""

    questions: tuple[QuestionLine, ...] = ()
    others: tuple[QuestionLine, ...] = ()
    key: str = QUESTIONS
    title: str = "My questions, in order"


@dataclass(frozen=True, slots=True)
class ItemPart:
    """An agenda item with the member's notes and questions."""

    key: str
    number: str
    subject: str
    pages: str
    notes: tuple[NoteLine, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    figures: tuple[FigureLine, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.number} {self.subject}".strip()


@dataclass(frozen=True, slots=True)
class PaperNotes:
    """The notes on one paper outside the agenda items, and its figures that do not agree."""

    title: str
    notes: tuple[NoteLine, ...]
    figures: tuple[FigureLine, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherPart:
    papers: tuple[PaperNotes, ...] = ()
    key: str = OTHER
    title: str = "Other papers"


@dataclass(frozen=True, slots=True)
class MeasurePart:
    key: str
    title: str
    chart: ChartModel


@dataclass(frozen=True, slots=True)
class WritingPart:
    key: str = WRITING
    title: str = "Pages for writing"


Part = (
    CoverPart
    | MattersPart
    | QuestionsPart
    | ItemPart
    | OtherPart
    | MeasurePart
    | PromisesPart
    | WritingPart
    | MarkedPart
)


@dataclass(frozen=True, slots=True)
class PackContent:
    """Everything a briefing pack prints."""

    title: str
    """The meeting's date in words, which is how members speak of it."""
    committee: str
    when: str
    """Time, place, and how much there is to read."""
    member: str
    sample: bool
    business: tuple[BusinessLine, ...]
    parts: tuple[Part, ...]
    left_out: str = ""
    """What was left out as exempt, in one sentence; empty when there is nothing exempt."""
    members: str = ""
    """The members of the panel, as the agenda lists them, in one sentence."""
