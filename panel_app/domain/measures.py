"""Measures, their series and observations, and the comparison with a year before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property

from panel_app.domain.ids import MeasureId
from panel_app.domain.periods import Period, PeriodKind, year_periods

MINUS = "\u2212"
SMALL_BASE = Decimal(50)
"""Below this many, a percentage says more than the count can bear; only the counts are shown."""

RECORDED_CRIME = "Police recorded crime: not an accredited official statistic"
"""The label that every recorded-crime measure carries (not a National Statistic since January 2014)."""

_WHOLE = Decimal(1)
_TENTH = Decimal("0.1")


class Better(StrEnum):
    """Which direction is better; the value is stored, `label` is shown."""

    FEWER = "fewer"
    MORE = "more"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        if self is Better.NEITHER:
            return "Neither more nor fewer is better in itself"
        return f"{self.value.capitalize()} is better"


class ObservationStatus(StrEnum):
    """Where a value stands; the value is stored.

    Printed as it is, said to be provisional, printed anew with another value, worked out from other printed
    figures, or not there.
    """

    PRINTED = "printed"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    DERIVED = "derived"
    MISSING = "missing"


class AreaKind(StrEnum):
    """What an area is; the value is stored."""

    FORCE = "force"
    LOCAL = "local policing area"
    OTHER = "other"
    """A body that records crime but is no territorial force, or a group such as England and Wales."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where something is counted; `within` names the force of a local policing area."""

    name: str
    kind: AreaKind = AreaKind.FORCE
    within: str = ""


@dataclass(frozen=True, slots=True)
class PrintedLimits:
    """A force's own control limits as it prints them beside a value."""

    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Observation:
    """One value for one period: as printed, as a number, and where it was printed.

    `page` is the index in the paper; `row` the row of a sheet, from 1; `as_of` the day of the paper or sheet.
    """

    period: Period
    printed: str
    value: Decimal | None
    status: ObservationStatus = ObservationStatus.PRINTED
    source: str = ""
    paper: str | None = None
    page: int | None = None
    as_of: date | None = None
    row: int | None = None
    limits: PrintedLimits | None = None
    change_to_date: Decimal | None = None
    """The change of the year to date, in per cent, that is printed beside it."""


@dataclass(frozen=True, slots=True)
class MeasureTarget:
    """What good looks like from a day on, as printed; `value` where it is a level of the measure.

    An `area` of "" is every area.
    """

    printed: str
    value: Decimal | None = None
    area: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    paper: str | None = None
    page: int | None = None

    def holds(self, area: str, day: date) -> bool:
        """Whether it is the target of an area on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.area in ("", area) and begun and (self.valid_to is None or day <= self.valid_to)


class EventKind(StrEnum):
    """Why a series is not the same before and after a day; the value is stored."""

    REBASE = "limits start anew"
    DEFINITION = "counted otherwise"


@dataclass(frozen=True, slots=True)
class MeasureEvent:
    """A day from which limits start anew, or what is counted changed; an `area` of "" is every area."""

    day: date
    kind: EventKind
    reason: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class SimilarGroup:
    """The forces most similar to one, as printed; not symmetric, and dated."""

    area: str
    members: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, in which unit, and which direction is better."""

    id: MeasureId
    name: str
    unit: str
    better: Better
    theme: str = ""
    quality: str = ""
    source: str = ""
    position: int = 0
    sample: bool = False

    @property
    def is_share(self) -> bool:
        return self.unit == "%"

    @property
    def is_rate(self) -> bool:
        """Whether areas of different size can be held beside each other: a share, or so many per head."""
        return self.is_share or " per " in f" {self.unit} "

    @property
    def is_recorded_crime(self) -> bool:
        return self.quality.startswith("Police recorded crime")

    @property
    def is_plural(self) -> bool:
        """Whether a sentence says "were" of it."""
        head = self.name.lower().replace(" from ", " of ").split(" of ")[0].split()
        return bool({"offences", "crimes", "calls", "incidents", "victims", "people"} & set(head))

    def in_words(self, value: Decimal) -> str:
        """A value with its unit: "1 offence", "1,204 offences", "83%"."""
        if self.is_share:
            return f"{number_text(value)}%"
        one = self.unit[:-1] if value == 1 and self.unit.endswith("s") else self.unit
        return f"{number_text(value)} {one}".rstrip()

    def figure(self, value: Decimal | None) -> str:
        """A value for a column of figures: "1,204", "83%"; empty when there is none."""
        if value is None:
            return ""
        return f"{number_text(value)}%" if self.is_share else number_text(value)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value beside that of the same period a year before; both counts are always shown."""

    now: Decimal
    before: Decimal

    @property
    def difference(self) -> Decimal:
        return self.now - self.before

    @property
    def percentage(self) -> Decimal | None:
        """Change in per cent of the earlier value; None on a base under 50."""
        if self.before < SMALL_BASE:
            return None
        return self.difference / self.before * 100

    @property
    def difference_text(self) -> str:
        """ "+144", "−369", "0"."""
        return signed_text(self.difference)

    @property
    def percentage_text(self) -> str:
        """ "+26%", "−0.3%"; empty on a small base."""
        share = self.percentage
        if share is None:
            return ""
        places = _TENTH if share and abs(share) < 1 else _WHOLE
        rounded = share.quantize(places, ROUND_HALF_UP)
        if rounded == 0 and share:
            return "under 0.1%"
        return f"{signed_text(rounded)}%"

    def in_words(self, measure: Measure) -> str:
        """ "36 more (+29%)", "4 fewer", "the same"; points for a share."""
        if not self.difference:
            return "the same"
        if measure.is_share:
            return f"{number_text(abs(self.difference))} points {'up' if self.difference > 0 else 'down'}"
        share = f" ({self.percentage_text})" if self.percentage_text else ""
        return f"{number_text(abs(self.difference))} {'more' if self.difference > 0 else 'fewer'}{share}"


@dataclass(frozen=True)
class Series:
    """A measure for one area, observations oldest first and one a period.

    `earlier` are the values that papers printed for one of its periods and that no longer stand.
    """

    measure: Measure
    area: str
    area_kind: str
    observations: tuple[Observation, ...] = ()
    earlier: tuple[Observation, ...] = ()
    targets: tuple[MeasureTarget, ...] = field(default=(), compare=False)
    events: tuple[MeasureEvent, ...] = field(default=(), compare=False)

    @property
    def latest(self) -> Observation | None:
        """The last observation that has a value."""
        return next((o for o in reversed(self.observations) if o.value is not None), None)

    @property
    def kinds(self) -> tuple[PeriodKind, ...]:
        """The kinds of its periods, the shortest first: what a chart can be drawn of."""
        found = {o.period.kind for o in self.observations}
        return tuple(kind for kind in PeriodKind if kind in found)

    @property
    def main_kind(self) -> PeriodKind | None:
        """The kind of period that a scorecard shows: of those that tile the one with the most values."""
        counts = Counter(o.period.kind for o in self.observations if o.value is not None)
        return max(self.kinds, key=lambda kind: (kind.tiles, counts[kind]), default=None)

    @property
    def main(self) -> Series:
        """This series in the periods of its main kind."""
        kind = self.main_kind
        return self if kind is None or len(self.kinds) == 1 else self.of_kind(kind)

    def of_kind(self, kind: PeriodKind) -> Series:
        """This series with the periods of one kind only."""
        return replace(
            self,
            observations=tuple(o for o in self.observations if o.period.kind is kind),
            earlier=tuple(o for o in self.earlier if o.period.kind is kind),
        )

    @cached_property
    def _by_period(self) -> dict[Period, Observation]:
        return {o.period: o for o in reversed(self.observations)}

    def at(self, period: Period) -> Observation | None:
        return self._by_period.get(period)

    def value_at(self, period: Period) -> Decimal | None:
        found = self.at(period)
        return found.value if found else None

    def target_on(self, day: date) -> MeasureTarget | None:
        """The target that holds on a day; the area's own before that of every area, later ones first."""
        holding = [t for t in self.targets if t.holds(self.area, day)]
        return max(holding, key=lambda t: (bool(t.area), t.valid_from or date.min), default=None)

    def year_before(self, observation: Observation) -> Observation | None:
        """The observation of the same period a year before."""
        return self.at(observation.period.same_period_last_year())

    def comparison(self, observation: Observation | None) -> Comparison | None:
        """With the same period last year; None where either has no value."""
        before = self.year_before(observation) if observation else None
        if observation is None or observation.value is None or before is None or before.value is None:
            return None
        return Comparison(observation.value, before.value)

    def year_values(self, financial_year: int, kind: PeriodKind) -> tuple[Decimal | None, ...]:
        """The values of a financial year in order, None for a period without one."""
        return tuple(self.value_at(period) for period in year_periods(financial_year, kind))


def number_text(value: Decimal) -> str:
    """With thousands separators and a real minus sign, decimals as they are: "22,194", "−3", "13.1"."""
    return f"{value:,f}".replace("-", MINUS)


def signed_text(value: Decimal) -> str:
    """With its sign, a real minus: "+36", "−369", "0"."""
    return f"+{number_text(value)}" if value > 0 else number_text(value)
