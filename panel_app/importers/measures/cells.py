"""Cells of a paper's tables: headings that are periods, labels, and values with what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.when import heading_period
from panel_app.domain.period_words import read_period
from panel_app.domain.periods import Period, PeriodKind
from panel_app.domain.printed_values import PrintedValue, read_value, told_unit

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_ALONE = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?",
    re.IGNORECASE,
)
_OF_WHEN = re.compile(r"^(?:previous|last|latest|current) (?:month|quarter|year)[’']?s? ", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?£?\d[\d,]*(?:\.\d+)?%?")


@dataclass(frozen=True)
class Context:
    """What holds for all tables of a paper: its force, the local areas, and the period it reports."""

    force: str = ""
    areas: frozenset[str] = frozenset()
    reporting: Period | None = None


def cell_period(text: str) -> Period | None:
    """The period that is all of a heading; None for a day or anything else."""
    bare = " ".join(text.split())
    if not any(map(str.isdigit, bare)) or len(bare) > 40:
        return None
    try:
        found = read_period(bare)
    except ValueError:
        return heading_period(bare)
    # A bare number such as 2019 is as often a count.
    return None if bare.isdigit() else found


def month_alone(text: str) -> int | None:
    """The month's number where a heading is a month without its year."""
    bare = text.strip()
    return MONTHS.index(bare.lower()[:3]) + 1 if _MONTH_ALONE.fullmatch(bare) else None


def month_of_year(month: int, year: Period) -> Period | None:
    """A month without its year, within a financial or calendar year that stands across from it."""
    if year.kind is not PeriodKind.YEAR:
        return None
    first = year.start
    start = date(first.year + (month < first.month), month, 1)
    return read_period(f"{start:%Y-%m}")


def value_of(text: str) -> PrintedValue | None:
    """What a cell says as a number; None for words."""
    try:
        return read_value(text)
    except ValueError:
        return None


def number_of(text: str) -> Decimal | None:
    """The number in a cell; None for words and for what is not given."""
    found = value_of(text)
    return found.value if found else None


def two_numbers(text: str) -> tuple[Decimal, Decimal] | None:
    """The two numbers in a cell that holds limits above each other: "24420 19173"."""
    parts = text.split()
    if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    first, second = (number_of(part) for part in parts)
    return None if first is None or second is None else (first, second)


def unit_of(text: str, heading: str = "") -> str:
    """The unit that a cell or its heading shows: "%", "£", "£m", "£000"."""
    found = value_of(text)
    told = told_unit(found) if found else ""
    named = re.search(r"£ ?(m|k|000s?)\b", heading, re.IGNORECASE)
    if named and told != "%":
        return f"£{named[1].lower()}"
    if not told and re.search(r"%|\bper ?cent(?:age)?\b", heading, re.IGNORECASE):
        return "%"
    return told or ("£" if "£" in heading else "")


def label_of(text: str) -> str:
    """A row's or column's name on one line, without the signs of footnotes."""
    return " ".join(text.split()).strip(" *:†‡")


def is_name(text: str) -> bool:
    """Whether a cell has words in it."""
    return bool(re.search(r"[A-Za-z]{3}", text)) and value_of(text) is None


def caption_of(grid: Grid) -> str:
    """What the figures of a table are called by what stands right above it: "Referral rate"."""
    said = grid.table.title or (grid.headings[-1] if grid.headings else "")
    said = re.sub(r"^(?:what )?good looks like\W*", "", said, flags=re.IGNORECASE).split(":")[0]
    said = re.sub(
        r"^(?:previous|last|latest|current) (?:month|quarter|year)[’']?s? ", "", said.strip(), flags=re.I
    )
    return said[:1].upper() + said[1:]
