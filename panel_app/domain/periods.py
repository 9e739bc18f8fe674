"""Periods: how long they are, how they are said, and which ones are like each other."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

# Not strftime: Qt sets the C library's language, and the screens are in English.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class PeriodKind(StrEnum):
    """How long a period is; the value is stored.

    Months, quarters and years tile the calendar, so that each has one before it. A total so far in the
    financial year, a total of the last twelve months and a count on one day do not: they come at the
    steps at which somebody printed them.
    """

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEAR_TO_DATE = "year to date"
    ROLLING_YEAR = "rolling year"
    AS_AT = "as at"

    @property
    def tiles(self) -> bool:
        """Whether each period of the kind begins when the one before it ends."""
        return self in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)

    @property
    def months(self) -> int:
        """How long; ValueError for a kind whose periods differ in length or have none."""
        if self not in _LENGTHS:
            raise ValueError(f"a period “{self.value}” has no length of its own")
        return _LENGTHS[self]

    @property
    def in_year(self) -> int:
        """How many of them make a year; 12 for a kind that can come each month."""
        return 12 // self.months if self.tiles else 12

    @property
    def plural(self) -> str:
        return {"year to date": "years to date", "as at": "dates"}.get(self.value, self.value + "s")


_LENGTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.YEAR: 12,
    PeriodKind.ROLLING_YEAR: 12,
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time; both days included. Sorts by its first day."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def label(self) -> str:
        """In full: "September 2020", "July to September 2018", "year to March 2018", "31 March 2020"."""
        last = f"{_name(self.end)} {self.end.year}"
        if self.kind is PeriodKind.MONTH:
            return last
        if self.kind is PeriodKind.AS_AT:
            return day_label(self.end)
        if self.kind in (PeriodKind.YEAR, PeriodKind.ROLLING_YEAR):
            return f"year to {last}"
        year = f" {self.start.year}" if self.start.year != self.end.year else ""
        first = f"{_name(self.start)}{year}"
        return last if (self.start.month, year) == (self.end.month, "") else f"{first} to {last}"

    @property
    def short_label(self) -> str:
        """For tables and axes: "Sep 2020", "Jul–Sep 2018", "year to Mar 2018", "31 Mar 2020"."""
        last = f"{_name(self.end)[:3]} {self.end.year}"
        if self.kind is PeriodKind.AS_AT:
            return f"{self.end.day} {last}"
        if self.kind in (PeriodKind.QUARTER, PeriodKind.YEAR_TO_DATE) and self.start.month != self.end.month:
            return f"{_name(self.start)[:3]}–{last}"
        return f"year to {last}" if self.kind in (PeriodKind.YEAR, PeriodKind.ROLLING_YEAR) else last

    @property
    def financial_year(self) -> int:
        """The calendar year in which its financial year (April to March) began: 2018 for 2018/19."""
        return financial_year_of(self.start)

    @property
    def place_in_year(self) -> int:
        """0 for the first period of a financial year; for what does not tile the year, of its last month."""
        if self.kind.tiles:
            return (self.start.month - 4) % 12 // self.kind.months
        return (self.end.month - 4) % 12

    def shifted(self, periods: int) -> Period:
        """The period so many after this one, negative for before; ValueError where the kind does not tile."""
        if not self.kind.tiles:
            raise ValueError(f"there is no next period “{self.kind}”")
        return _shifted(self.kind, self.start, periods)

    def same_period_last_year(self) -> Period:
        """A year before: the same months, or the same day (the last of February for 29 February)."""
        if self.kind is PeriodKind.AS_AT:
            return as_at(_day_in(self.end.year - 1, self.end.month, self.end))
        if self.kind is PeriodKind.YEAR_TO_DATE:
            return year_to_date(_day_in(self.end.year - 1, self.end.month, self.end))
        return period_from(self.kind, _months_later(self.start, -12))

    def previous(self) -> Period | None:
        """The period right before it; None for a kind that does not tile."""
        return self.shifted(-1) if self.kind.tiles else None


def period_from(kind: PeriodKind, start: date) -> Period:
    """The period of a kind with a length that begins on the first day of a month."""
    if start.day != 1:
        raise ValueError(f"a {kind} begins on the first of a month, not on {start}")
    return Period(start, _months_later(start, kind.months) - timedelta(days=1), kind)


@lru_cache(maxsize=8192)
def _shifted(kind: PeriodKind, start: date, periods: int) -> Period:
    # Rebuilding a force's quarters from its rolling years asks for the same few thousand again and again.
    return period_from(kind, _months_later(start, periods * kind.months))


def period_ending(kind: PeriodKind, year: int, month_number: int) -> Period:
    """The period of a kind with a length that ends with a month."""
    return period_from(kind, _months_later(date(year, month_number, 1), 1 - kind.months))


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return period_from(PeriodKind.MONTH, date(year, number, 1))


def quarter(year: int, first_month: int) -> Period:
    """Three months by the first of them: `quarter(2018, 10)` is October to December 2018."""
    return period_from(PeriodKind.QUARTER, date(year, first_month, 1))


@lru_cache(maxsize=1024)
def year_periods(financial_year: int, kind: PeriodKind) -> tuple[Period, ...]:
    """The months, quarters or the year of a financial year, in order."""
    first = period_from(kind, date(financial_year, 4, 1))
    return tuple(first.shifted(n) for n in range(kind.in_year))


def as_at(day: date) -> Period:
    """A count on one day."""
    return Period(day, day, PeriodKind.AS_AT)


def year_to_date(end: date) -> Period:
    """From 1 April to a day, which is taken as the end of its month."""
    last = date(end.year, end.month, monthrange(end.year, end.month)[1])
    return Period(date(financial_year_of(end), 4, 1), last, PeriodKind.YEAR_TO_DATE)


def financial_year_of(day: date) -> int:
    """The calendar year in which a day's financial year began."""
    return day.year if day.month >= 4 else day.year - 1


def financial_year_label(year: int) -> str:
    """2018 is said "2018/19"."""
    return f"{year}/{(year + 1) % 100:02d}"


def day_label(day: date) -> str:
    """ "31 March 2020"."""
    return f"{day.day} {_name(day)} {day.year}"


def _day_in(year: int, month_number: int, like: date) -> date:
    """The same day of the month in another year; the last one where `like` is the last of its month."""
    last = monthrange(year, month_number)[1]
    is_last = like.day == monthrange(like.year, like.month)[1]
    return date(year, month_number, last if is_last else min(like.day, last))


def _months_later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _name(day: date) -> str:
    return _MONTHS[day.month - 1]
