"""Dates set by law, as dated records: a day of every year on which somebody must have done something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class StatutoryRule:
    """A day that comes every year while the law stands; `what` goes on after `who`."""

    month: int
    day: int
    who: str
    what: str
    source: str
    detail: str = ""
    valid_from: date = date.min
    valid_to: date | None = None

    def next_from(self, today: date) -> date | None:
        """The first such day from today on on which the rule is in force; None when it never is again."""
        for year in (today.year, today.year + 1):
            day = date(year, self.month, self.day)
            ended = self.valid_to is not None and day > self.valid_to
            if day >= max(today, self.valid_from) and not ended:
                return day
        return None


@dataclass(frozen=True, slots=True)
class StatutoryDate:
    """A date set by law that is still to come: who must have done what by then, and where that is written."""

    date: date
    who: str
    what: str
    source: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.who} {self.what}"


def statutory_dates(today: date, records: Iterable[StatutoryRule]) -> list[StatutoryDate]:
    """The next date of each rule that is in force then, today included, soonest first."""
    upcoming = [
        StatutoryDate(day, rule.who, rule.what, rule.source, rule.detail)
        for rule in records
        if (day := rule.next_from(today)) is not None
    ]
    return sorted(upcoming, key=lambda one: one.date)


def rule_from(record: Mapping[str, Any]) -> StatutoryRule:
    """A rule from a record of `calendar.toml`; `by` is month and day, "02-01"."""
    month, day = (int(part) for part in str(record["by"]).split("-"))
    return StatutoryRule(
        month=month,
        day=day,
        who=str(record["who"]),
        what=str(record["what"]),
        source=str(record["source"]),
        detail=str(record.get("detail", "")),
        valid_from=record.get("valid_from", date.min),
        valid_to=record.get("valid_to"),
    )
