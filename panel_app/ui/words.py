"""Dates, times and numbers as the screens say them, whatever the language of the computer."""

from __future__ import annotations

from datetime import date, datetime

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)


def number_word(number: int) -> str:
    """ "five" up to twenty, then figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def count_words(number: int, one: str, many: str = "") -> str:
    """ "1 question", "2 questions"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def full_day(day: date) -> str:
    """ "Friday 27 November 2020"."""
    return f"{_DAYS[day.weekday()]} {short_day(day)}"


def short_day(day: date) -> str:
    """ "27 November 2020"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """ "November 2020"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def near_day(day: date, today: date) -> str:
    """The day without its year when that is this year's or less than ten months off."""
    near = day.year == today.year or 0 <= (day - today).days < 300
    return f"{day.day} {_MONTHS[day.month - 1]}" if near else short_day(day)


def clock_words(at: datetime) -> str:
    """ "2.02 pm"."""
    return f"{at.hour % 12 or 12}.{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"


def listed(words: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def shortened(text: str, limit: int) -> str:
    """The text, or its first words with "…" where it is longer than `limit` characters."""
    plain = " ".join(text.split())
    if len(plain) <= limit:
        return plain
    return plain[:limit].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
