"""Periods as papers print them: "Qtr 2 20/21", "Apr–Jun 2020", "Mar-20", "2019/20".

Only what names its year is a period. A quarter beside a financial year is of that year; a quarter beside a
calendar year could be of either and is none. A day ("31 March 2020") is no period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from panel_app.domain.periods import Period, PeriodKind, period_from

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<{0}>(?:20)?\d\d|(?<=[’'])\d\d)"
_FINANCIAL = r"\b(?:fy ?)?(?P<from>20\d\d|\d\d) ?[/–-] ?(?P<to>20\d\d|\d\d)\b(?! ?[/–-] ?\d)"
_QUARTER = r"\bq(?:tr|uarter)?\.? ?(?P<quarter>[1-4])\b"
_NO_DAY = r"(?<!\d)(?<!\d[ -])(?<!\d(?:st|nd|rd|th) )"
_GAP = r",? ?(?:\(|of |in |for )?(?:the )?(?:financial year )?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_QUARTER}{_GAP}{_FINANCIAL}",
        rf"{_FINANCIAL},? ?{_QUARTER}",
        rf"\b(?:year|(?:12|twelve) months) (?:to|ending|ended)(?: the end of)?(?: \d\d?)? "
        rf"{_MONTH.format('last')} ?{_YEAR.format('year')}\b",
        rf"\b{_MONTH.format('first')}(?: {_YEAR.format('first_year')})? ?(?:-|–|to) ?"
        rf"{_MONTH.format('last')}[ ’'-]{{0,2}}{_YEAR.format('year')}\b",
        rf"{_NO_DAY}\b{_MONTH.format('month')}[ ’'-]{{0,2}}{_YEAR.format('year')}\b(?! ?[/–-] ?\d)",
        _FINANCIAL,
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """A period in a text and where its words stand."""

    period: Period
    start: int
    end: int


def periods_in(text: str) -> list[Said]:
    """All periods that a text names with their years, in order."""
    if not any(map(str.isdigit, text)):
        return []
    found: list[Said] = []
    read: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in read):
                continue
            # Also what is no period is read: "April to September 2020" holds no month.
            read.append(match.span())
            period = _period(match)
            if period is not None:
                found.append(Said(period, *match.span()))
    return sorted(found, key=lambda said: said.start)


_MORE = re.compile(
    r"\b(?:actuals?|total|number|volumes?|counts?|recorded|offences|crimes|incidents|outturn|£?m|000s?|£)\b|\W+",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def heading_period(header: str) -> Period | None:
    """The period of a column or row whose name says nothing else ("Target 2020/21" is of no period)."""
    found = periods_in(header)
    if len(found) != 1:
        return None
    rest = header[: found[0].start] + " " + header[found[0].end :]
    return None if _MORE.sub("", rest) else found[0].period


def _period(match: re.Match[str]) -> Period | None:
    groups = match.groupdict()
    if groups.get("from"):
        year = _full(groups["from"])
        if (year + 1) % 100 != int(groups["to"]) % 100:
            return None
        if not groups.get("quarter"):
            return period_from(PeriodKind.YEAR, date(year, 4, 1))
        return period_from(PeriodKind.QUARTER, date(year, 4, 1)).shifted(int(groups["quarter"]) - 1)
    year = _full(groups["year"])
    if not 1990 <= year <= 2099:
        return None
    if groups.get("month"):
        if groups["month"] == "may" and len(groups["year"]) == 2:
            return None  # "we may 20 …"
        return period_from(PeriodKind.MONTH, date(year, _number(groups["month"]), 1))
    last = _number(groups["last"])
    if not groups.get("first"):
        return _ending(PeriodKind.YEAR, year, last)
    first = _number(groups["first"])
    first_year = _full(groups["first_year"]) if groups.get("first_year") else year - (first > last)
    months = 12 * (year - first_year) + last - first + 1
    kinds = {3: PeriodKind.QUARTER, 12: PeriodKind.YEAR}
    return _ending(kinds[months], year, last) if months in kinds else None


def _ending(kind: PeriodKind, year: int, last: int) -> Period:
    months = 12 * year + last - kind.months
    return period_from(kind, date(months // 12, months % 12 + 1, 1))


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _number(month: str) -> int:
    return _MONTHS.index(month.lower()[:3]) + 1
