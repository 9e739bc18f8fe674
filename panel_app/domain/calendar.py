"""Dates: those set by law, as dated records, and those of the meetings, answers and promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from panel_app.domain.ids import MeetingId, PaperId, PromiseId, QuestionId
from panel_app.domain.institutions import Title, called


@dataclass(frozen=True, slots=True)
class StatutoryRule:
    """A day that comes every year while the law stands; `what` goes on after the title of the role `who`."""

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


def statutory_dates(
    today: date, records: Iterable[StatutoryRule], titles: Iterable[Title] = ()
) -> list[StatutoryDate]:
    """The next date of each rule that is in force then, today included, soonest first.

    Whoever holds the role on that day is named by the title that holds then.
    """
    titles = tuple(titles)
    upcoming = [
        StatutoryDate(day, called(titles, rule.who, day), rule.what, rule.source, rule.detail)
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


def votes_to_veto(members: int) -> int:
    """Two thirds of the members at the time, whoever is present, as a whole number of votes."""
    return -(-2 * members // 3)


class EntryKind(StrEnum):
    """What a date of the calendar is."""

    MEETING = "Meeting"
    LAW = "Set by law"
    RESPONSE = "Written response"
    PROMISE = "Promise"
    PROGRAMME = "Work programme"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A date with what happens then, where it is written, and what it leads to.

    `month_only`: the day is the first of a month of which no day is known.
    """

    day: date
    kind: EntryKind
    text: str
    detail: str = ""
    source: str = ""
    month_only: bool = False
    meeting: MeetingId | None = None
    question: QuestionId | None = None
    promise: PromiseId | None = None
    paper: PaperId | None = None
    page: int | None = None

    @property
    def key(self) -> str:
        """By which a calendar program knows the entry again when its words or its day change."""
        within = self.question or self.promise or self.meeting
        return f"{self.kind}/{within}" if within else f"{self.kind}/{self.day.isoformat()}/{self.text}"
