"""A chart as values, for any renderer: its points, limits, axes and layers, and its table twin."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from panel_app.domain.periods import Period
from panel_app.domain.statistics.force_rule import ForceVerdict, Verdict
from panel_app.domain.statistics.signal import Signal

_ZERO = Decimal(0)


class Layer(StrEnum):
    """What can be taken off a chart."""

    FORCE = "force"
    NHS = "nhs"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One period: its value (None draws a gap), where it lies, and the cursor's words, a line each."""

    period: Period
    value: Decimal | None
    label: str
    verdict: Verdict
    words: tuple[str, ...]
    flagged: bool = False
    """Whether a rule of the NHS signal flags it."""


@dataclass(frozen=True, slots=True)
class ChartBand:
    """Limits from one point to another, both included; a `lower` of None lies below zero and is not drawn.

    The texts have as many decimals as it takes to show on which side of a limit each value lies.
    """

    year: str
    first: int
    last: int
    lower: Decimal | None
    mean: Decimal
    upper: Decimal
    lower_text: str
    upper_text: str

    @property
    def text(self) -> str:
        """ "85 to 190", or "up to 9"."""
        return f"up to {self.upper_text}" if self.lower is None else f"{self.lower_text} to {self.upper_text}"


@dataclass(frozen=True, slots=True)
class SignalLimits:
    """The NHS limits of one phase, from one point to another; the rest as in ChartBand."""

    first: int
    last: int
    lower: Decimal | None
    mean: Decimal
    upper: Decimal
    lower_text: str
    upper_text: str


@dataclass(frozen=True, slots=True)
class ChartTarget:
    """A target from a point on, to the right edge."""

    first: int
    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class ChartBreak:
    """An upright line before a point, with a letter; `text` says what is different from there on."""

    at: int
    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with its words, of one line or two."""

    at: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Words at the right edge, level with a value unless they must make room; `strong` is the last value."""

    value: Decimal
    text: str
    strong: bool = False
    layer: Layer | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table twin: the point it belongs to, and its cells under `ChartModel.headers`."""

    point: int
    cells: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True)
class ChartModel:
    """Everything a chart shows. Places are fractions of the plot: 0, 0 is its bottom left corner."""

    title: str
    subtitle: str
    points: tuple[ChartPoint, ...] = ()
    bands: tuple[ChartBand, ...] = ()
    y_min: Decimal = _ZERO
    y_max: Decimal = Decimal(1)
    y_ticks: tuple[Tick, ...] = ()
    x_ticks: tuple[Tick, ...] = ()
    end_labels: tuple[EndLabel, ...] = ()
    summary: str = ""
    headers: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    """Oldest first."""
    source: str = ""
    force: ForceVerdict = field(default_factory=lambda: ForceVerdict(Verdict.NONE, None, ""))
    """What the force's rule says of the last value."""
    signal: Signal | None = None
    signal_limits: tuple[SignalLimits, ...] = ()
    target: ChartTarget | None = None
    target_sentence: str = ""
    breaks: tuple[ChartBreak, ...] = ()

    def x_fraction(self, at: float) -> float:
        """Where a point's index lies; a band reaches half a step to both sides of its points."""
        return (at + 0.5) / max(1, len(self.points))

    def y_fraction(self, value: Decimal) -> float:
        """Where a value lies; a value off the scale is at its edge."""
        share = (value - self.y_min) / (self.y_max - self.y_min)
        return float(min(Decimal(1), max(_ZERO, share)))

    def nearest(self, x_fraction: float) -> int:
        """The index of the point nearest to a place, by its period."""
        return max(0, min(len(self.points) - 1, int(x_fraction * len(self.points))))
