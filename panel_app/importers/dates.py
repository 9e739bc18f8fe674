"""Dates and times as papers print them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORDS = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?("
    + "|".join(MONTHS)
    + r"|"
    + "|".join(m[:3] for m in MONTHS)
    + r"),?\s+(\d{4})\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH_ONLY = re.compile(r"\b(" + "|".join(MONTHS) + r")\s+(\d{4})\b", re.IGNORECASE)
_TIME = re.compile(r"\b(\d{1,2})[.:](\d{2})\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def find_date(text: str) -> date | None:
    """The first full date in a text, British order; None where there is none."""
    return next(iter(find_dates(text)), None)


def find_dates(text: str) -> list[date]:
    """The full dates in a text, in its order."""
    found: list[tuple[int, date]] = []
    for match in _WORDS.finditer(text):
        month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match.group(2).lower()[:3]))
        _collect(found, match.start(), int(match.group(3)), month, int(match.group(1)))
    for match in _FIGURES.finditer(text):
        _collect(found, match.start(), int(match.group(3)), int(match.group(2)), int(match.group(1)))
    for match in _ISO.finditer(text):
        _collect(found, match.start(), int(match.group(1)), int(match.group(2)), int(match.group(3)))
    return [day for _, day in sorted(found)]


def find_month(text: str) -> date | None:
    """The first day of the first month named with its year."""
    match = _MONTH_ONLY.search(text)
    return date(int(match.group(2)), MONTHS.index(match.group(1).lower()) + 1, 1) if match else None


def find_time(text: str) -> str:
    """The first time of day, as the minutes write it: "11.00 am"; "" where there is none."""
    for match in _TIME.finditer(text):
        hour, minute, half = int(match.group(1)), int(match.group(2)), (match.group(3) or "").replace(".", "")
        if hour > 23 or minute > 59 or (not half and not 7 <= hour <= 23):
            continue
        if half.lower() == "pm" and hour < 12:
            hour += 12
        return f"{hour - 12 if hour > 12 else hour}.{minute:02} {'pm' if hour >= 12 else 'am'}"
    return ""


def _collect(found: list[tuple[int, date]], at: int, year: int, month: int, day: int) -> None:
    try:
        found.append((at, date(year, month, day)))
    except ValueError:
        return
