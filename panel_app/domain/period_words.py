"""Periods as sheets print them: "2020-06", "Jun-20", "Q1 20/21", "30-12-2017" for the end of a year."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from panel_app.domain.figures.when import heading_period, periods_in
from panel_app.domain.periods import (
    Period,
    PeriodKind,
    as_at,
    period_ending,
    period_from,
    year_to_date,
)

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_NAMED_MONTH = re.compile(rf"{_MONTH}\.?[ ’'/-]{{0,2}}(\d{{4}}|\d\d)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?")
_BRITISH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SPELT = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}\.?,?[ -](\d{{4}})", re.IGNORECASE)
_SO_FAR = re.compile(
    r"^(?:financial )?(?:year[- ]to[- ]date|ytd)(?: to)?\W*|\W*\b(?:ytd|year[- ]to[- ]date)$", re.I
)
_AS_AT = re.compile(r"^(?:as )?(?:at|on)\s+", re.IGNORECASE)
_QUARTER_ALONE = re.compile(r"^q(?:tr|uarter)?\.? ?[1-4]\b.*\b\d{4}$|^\d{4} q(?:tr)?[1-4]$", re.IGNORECASE)
_LATE = 28
"""A day from here on is meant as the end of its month: the Home Office prints 30-12-2017 for 31 December."""


@lru_cache(maxsize=4096)
def read_period(text: str, kind: PeriodKind | None = None) -> Period:
    """The period that a text names; `kind` says what days, and months at a longer one's end, stand for.

    ValueError, with the reason as words, where it names none or it could be several.
    """
    bare = " ".join(text.replace("\u00a0", " ").split())
    if not bare:
        raise ValueError("there is no period")
    if _AS_AT.match(bare):
        bare, kind = _AS_AT.sub("", bare), PeriodKind.AS_AT
    if _SO_FAR.search(bare):
        bare, kind = _SO_FAR.sub("", bare), PeriodKind.YEAR_TO_DATE
    day = _day(bare)
    if day is not None:
        return _of_day(day, kind, bare)
    month = _month(bare)
    if month is not None:
        return _of_month(month, kind, bare)
    if re.fullmatch(r"(?:19|20)\d\d", bare) and kind in (None, PeriodKind.YEAR):
        return period_from(PeriodKind.YEAR, date(int(bare), 1, 1))
    found = heading_period(bare) or _only(bare)
    if found is None:
        if _QUARTER_ALONE.match(bare):
            raise ValueError(f"“{bare}” could be of a calendar or a financial year: write it like “Q1 20/21”")
        raise ValueError(f"“{bare[:40]}” is not a period, such as “Jun-20”, “2020-06” or “Q1 20/21”")
    if kind is PeriodKind.YEAR_TO_DATE:
        return year_to_date(found.end)
    if kind is PeriodKind.ROLLING_YEAR and found.kind is PeriodKind.YEAR:
        return Period(found.start, found.end, kind)
    if kind is not None and kind is not found.kind:
        raise ValueError(f"“{bare}” is a {found.kind}, and a {kind} is expected")
    return found


def _only(text: str) -> Period | None:
    """The period of words such as "12 months ending March 2018", which are all of the text."""
    found = periods_in(text)
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(text):
        return found[0].period
    return None


def _day(text: str) -> date | None:
    for pattern, order in ((_ISO, (1, 2, 3)), (_BRITISH, (3, 2, 1)), (_SPELT, (3, 2, 1))):
        match = pattern.fullmatch(text)
        if match:
            year, month, day = (match[at] for at in order)
            number = int(month) if month.isdigit() else _NAMES.index(month.lower()[:3]) + 1
            try:
                return date(int(year), number, int(day))
            except ValueError as error:
                raise ValueError(f"“{text}” is no day of the calendar") from error
    return None


def _month(text: str) -> date | None:
    """The first day of the month that is all of a text."""
    if match := _YEAR_MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
    elif match := _MONTH_YEAR.fullmatch(text):
        year, month = int(match[2]), int(match[1])
    elif match := _NAMED_MONTH.fullmatch(text):
        year, month = int(match[2]), _NAMES.index(match[1].lower()[:3]) + 1
        year += 2000 if year < 100 else 0
    else:
        return None
    if not 1 <= month <= 12 or year < 1900:
        return None  # "2020/21" is a financial year.
    return date(year, month, 1)


def _of_day(day: date, kind: PeriodKind | None, text: str) -> Period:
    if kind is None:
        raise ValueError(
            f"“{text}” is a day: say whether the dates stand for a month, quarter, year, rolling year, year "
            "to date, or a count as at that day"
        )
    if kind is PeriodKind.AS_AT:
        return as_at(day)
    if kind is PeriodKind.YEAR_TO_DATE:
        return year_to_date(day)
    if kind is PeriodKind.MONTH or day.day >= _LATE:
        return period_ending(kind, day.year, day.month)
    if day.day == 1 and kind is not PeriodKind.ROLLING_YEAR:
        return period_from(kind, day)
    raise ValueError(f"“{text}” is neither the first nor the last day of a {kind}")


def _of_month(first: date, kind: PeriodKind | None, text: str) -> Period:
    if kind is None or kind is PeriodKind.MONTH:
        return period_from(PeriodKind.MONTH, first)
    if kind is PeriodKind.YEAR_TO_DATE:
        return year_to_date(first)
    if kind is PeriodKind.ROLLING_YEAR:
        return period_ending(kind, first.year, first.month)
    begins, ends = {PeriodKind.QUARTER: ((1, 4, 7, 10), (3, 6, 9, 12)), PeriodKind.YEAR: ((4,), (3,))}.get(
        kind, ((), ())
    )
    if first.month in begins:
        return period_from(kind, first)
    if first.month in ends:
        return period_ending(kind, first.year, first.month)
    raise ValueError(f"“{text}” is a month, and a {kind} is expected")
