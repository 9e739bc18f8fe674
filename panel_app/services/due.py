"""By when, as a person says it: "30 November", "in two weeks", "next meeting", "July 2021"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from panel_app.importers.dates import MONTHS, find_date, find_month

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b", re.IGNORECASE)
_SHORT_FIGURES = re.compile(r"^\s*(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}))?\s*$")
_MONTH_ONLY = re.compile(
    rf"^\W*(?:by|in|during|early|late|mid|(?:the )?(?:end|beginning|middle) of|[\s-])*\b({_MONTH})\W*$",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\b(\d{1,3}|an?|one|two|three|four|five|six)\s+(day|week|month)s?\b", re.IGNORECASE)
_NEXT_MEETING = re.compile(r"\bnext (?:panel )?meeting\b", re.IGNORECASE)


def due_from(text: str, today: date, next_meeting: date | None = None) -> date | None:
    """The day that words name, from today on where no year is said; None where they name none.

    A month stands for its last day.
    """
    if day := find_date(text):
        return day
    if _NEXT_MEETING.search(text):
        return next_meeting
    if month := find_month(text):
        return _end_of(month.year, month.month)
    if found := _DAY_MONTH.search(text):
        return _coming(today, _month(found[2]), int(found[1]))
    if found := _SHORT_FIGURES.match(text):
        if found[3]:
            return _made(2000 + int(found[3]), int(found[2]), int(found[1]))
        return _coming(today, int(found[2]), int(found[1]))
    if found := _LENGTH.search(text):
        return _after(today, _NUMBERS.get(found[1].lower()) or int(found[1]), found[2].lower())
    plain = text.casefold().strip(" .")
    if plain in ("today", "tomorrow"):
        return today + timedelta(days=plain == "tomorrow")
    named = next((n for n, name in enumerate(_DAYS) if plain.removeprefix("on ").startswith(name)), None)
    if named is not None:
        return today + timedelta(days=(named - today.weekday() - 1) % 7 + 1)
    if found := _MONTH_ONLY.match(text):
        month_number = _month(found[1])
        end = _end_of(today.year, month_number)
        return end if end >= today else _end_of(today.year + 1, month_number)
    return None


def _month(name: str) -> int:
    return next(n for n, full in enumerate(MONTHS, 1) if full.startswith(name.lower()[:3]))


def _end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _coming(today: date, month: int, day: int) -> date | None:
    here = _made(today.year, month, day)
    return here if here is None or here >= today else _made(today.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _after(today: date, number: int, unit: str) -> date:
    if unit != "month":
        return today + timedelta(days=number * (7 if unit == "week" else 1))
    months = today.month - 1 + number
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
