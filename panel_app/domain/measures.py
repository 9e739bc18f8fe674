"""Measures, their series and observations; periods in words; the comparison with a year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from panel_app.domain.ids import MeasureId

MINUS = "\u2212"
SMALL_BASE = Decimal(50)
"""Below this many, a percentage says more than the count can bear; only the counts are shown."""

RECORDED_CRIME = "Police recorded crime: not an accredited official statistic"
"""The label that every recorded-crime measure carries (not a National Statistic since January 2014)."""

# Not strftime: Qt sets the C library's language, and the screens are in English.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
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


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {"month": 1, "quarter": 3, "year": 12}[self.value]

    @property
    def in_year(self) -> int:
        """How many of them make a year."""
        return 12 // self.months

    @property
    def plural(self) -> str:
        return self.value + "s"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, quarter or year; both days included. Sorts by its first day."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def label(self) -> str:
        """In full: "September 2020", "July to September 2018", "year to March 2018"."""
        last = f"{_name(self.end)} {self.end.year}"
        if self.kind is PeriodKind.MONTH:
            return last
        if self.kind is PeriodKind.YEAR:
            return f"year to {last}"
        year = f" {self.start.year}" if self.start.year != self.end.year else ""
        return f"{_name(self.start)}{year} to {last}"

    @property
    def short_label(self) -> str:
        """For tables and axes: "Sep 2020", "Jul–Sep 2018", "year to Mar 2018"."""
        last = f"{_name(self.end)[:3]} {self.end.year}"
        if self.kind is PeriodKind.QUARTER:
            return f"{_name(self.start)[:3]}–{last}"
        return f"year to {last}" if self.kind is PeriodKind.YEAR else last

    @property
    def financial_year(self) -> int:
        """The calendar year in which its financial year (April to March) began: 2018 for 2018/19."""
        return self.start.year if self.start.month >= 4 else self.start.year - 1

    @property
    def place_in_year(self) -> int:
        """0 for the first period of a financial year."""
        return (self.start.month - 4) % 12 // self.kind.months

    def shifted(self, periods: int) -> Period:
        """The period so many after this one; negative for before."""
        return period_from(self.kind, _months_later(self.start, periods * self.kind.months))

    def same_period_last_year(self) -> Period:
        return period_from(self.kind, _months_later(self.start, -12))


def period_from(kind: PeriodKind, start: date) -> Period:
    """The period of a kind that begins on the first day of a month."""
    if start.day != 1:
        raise ValueError(f"a {kind} begins on the first of a month, not on {start}")
    return Period(start, _months_later(start, kind.months) - timedelta(days=1), kind)


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return period_from(PeriodKind.MONTH, date(year, number, 1))


def quarter(year: int, first_month: int) -> Period:
    """Three months by the first of them: `quarter(2018, 10)` is October to December 2018."""
    return period_from(PeriodKind.QUARTER, date(year, first_month, 1))


def financial_year_label(year: int) -> str:
    """2018 is said "2018/19"."""
    return f"{year}/{(year + 1) % 100:02d}"


class ObservationStatus(StrEnum):
    """Where a value stands: printed as it is, worked out from other printed figures, or not there."""

    PRINTED = "printed"
    DERIVED = "derived"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Observation:
    """One value for one period: as printed, as a number, and where it was printed."""

    period: Period
    printed: str
    value: Decimal | None
    status: ObservationStatus = ObservationStatus.PRINTED
    source: str = ""
    paper: str | None = None
    page: int | None = None


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


@dataclass(frozen=True, slots=True)
class Series:
    """A measure for one area, observations oldest first and one a period."""

    measure: Measure
    area: str
    area_kind: str
    observations: tuple[Observation, ...] = ()

    @property
    def latest(self) -> Observation | None:
        """The last observation that has a value."""
        return next((o for o in reversed(self.observations) if o.value is not None), None)

    def at(self, period: Period) -> Observation | None:
        return next((o for o in self.observations if o.period == period), None)

    def value_at(self, period: Period) -> Decimal | None:
        found = self.at(period)
        return found.value if found else None

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
        first = period_from(kind, date(financial_year, 4, 1))
        return tuple(self.value_at(first.shifted(n)) for n in range(kind.in_year))


def quarters_from_rolling_years(
    rolling: Mapping[Period, int], known: Mapping[Period, int]
) -> dict[Period, int | None]:
    """Quarters worked out from totals of four quarters and some quarters that are known.

    `rolling` holds, for each quarter, the total of the year that ends with it, RY(t). Since
    RY(t) - RY(t-1) = Q(t) - Q(t-4), a known quarter gives the one a year before it and the one a year
    after. Known quarters are not in the answer; a negative one is None.
    """
    found: dict[Period, int] = dict(known)
    waiting = list(known)
    while waiting:
        at = waiting.pop()
        earlier, later = at.shifted(-4), at.shifted(4)
        if earlier not in found and at in rolling and at.shifted(-1) in rolling:
            found[earlier] = found[at] - (rolling[at] - rolling[at.shifted(-1)])
            waiting.append(earlier)
        if later not in found and later in rolling and later.shifted(-1) in rolling:
            found[later] = found[at] + (rolling[later] - rolling[later.shifted(-1)])
            waiting.append(later)
    return {p: v if v >= 0 else None for p, v in sorted(found.items()) if p not in known}


def number_text(value: Decimal) -> str:
    """With thousands separators and a real minus sign, decimals as they are: "22,194", "−3", "13.1"."""
    return f"{value:,f}".replace("-", MINUS)


def signed_text(value: Decimal) -> str:
    """With its sign, a real minus: "+36", "−369", "0"."""
    return f"+{number_text(value)}" if value > 0 else number_text(value)


def _months_later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _name(day: date) -> str:
    return _MONTHS[day.month - 1]
