"""Dates: what the law sets, and what the panel itself has agreed, asked and been promised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from panel_app.domain.calendar import (
    CalendarEntry,
    EntryKind,
    StatutoryDate,
    StatutoryRule,
    rule_from,
    statutory_dates,
    votes_to_veto,
)
from panel_app.domain.institutions import Duty, Succession, Title, in_force, records_of
from panel_app.domain.papers import Meeting, Member
from panel_app.domain.promises import PromiseState
from panel_app.domain.questions import QuestionStatus
from panel_app.services.files import write_file
from panel_app.services.meetings import MeetingsService
from panel_app.services.papers import PapersService
from panel_app.services.promises import PromisesService
from panel_app.services.questions import QuestionsService


@dataclass(frozen=True, slots=True)
class Membership:
    """How many members the panel has now, by the last list of members, and how many votes make a veto."""

    members: int
    votes: int
    meeting: Meeting


class CalendarService:
    """Reads the dated records once and says what comes next."""

    def __init__(
        self,
        resources: Path,
        meetings: MeetingsService,
        papers: PapersService,
        questions: QuestionsService,
        promises: PromisesService,
        clock: Callable[[], datetime],
    ) -> None:
        self._resources = resources
        self._meetings = meetings
        self._papers = papers
        self._questions = questions
        self._promises = promises
        self._clock = clock

    @cached_property
    def rules(self) -> tuple[StatutoryRule, ...]:
        found = tomllib.loads((self._resources / "calendar.toml").read_text(encoding="utf-8"))
        return tuple(rule_from(record) for record in found["dates"])

    @cached_property
    def _institutions(self) -> dict[str, object]:
        return tomllib.loads((self._resources / "institutions.toml").read_text(encoding="utf-8"))

    @property
    def titles(self) -> tuple[Title, ...]:
        return records_of(Title, self._institutions, "titles")

    def successions(self) -> tuple[Succession, ...]:
        """Panels that became another body."""
        return records_of(Succession, self._institutions, "successions")

    def duties(self) -> list[Duty]:
        """The duties without a day of the year that are in force today."""
        return in_force(records_of(Duty, self._institutions, "duties"), self._clock().date())

    def upcoming(self) -> list[StatutoryDate]:
        """The dates set by law, soonest first; today counts."""
        return statutory_dates(self._clock().date(), self.rules, self.titles)

    def membership(self) -> Membership | None:
        """Today's membership, from the newest list of members in the papers; None where none names them."""
        today = self._clock().date()
        coming = self._meetings.next_meeting()
        days = sorted(self._meetings.all(), key=lambda m: (m != coming, abs((m.date - today).days)))
        for meeting in days:
            if coming is not None and meeting.id.partition("/")[0] != coming.id.partition("/")[0]:
                continue
            members = [m for m in self._meetings.members(meeting.id) if _sits(m)]
            if members:
                return Membership(len(members), votes_to_veto(len(members)), meeting)
        return None

    def entries(self) -> list[CalendarEntry]:
        """Everything with a date from today on, soonest first; what is overdue stands first."""
        today = self._clock().date()
        found = [
            *self._laws(),
            *self._meeting_days(today),
            *self._responses(),
            *self._promised(),
            *self._programme(today),
        ]
        return sorted(found, key=lambda one: (one.day, one.month_only, one.kind.value, one.text))

    def ics(self) -> bytes:
        """The entries for a calendar program."""
        from panel_app.notes.calendar_ics import as_ics

        return as_ics(self.entries(), self._clock())

    def save_ics(self, path: Path) -> int:
        """Write the entries as an .ics file; how many dates it holds."""
        write_file(path, self.ics(), "the dates")
        return sum(not entry.month_only for entry in self.entries())

    def _laws(self) -> Iterator[CalendarEntry]:
        for one in self.upcoming():
            yield CalendarEntry(one.date, EntryKind.LAW, one.sentence, one.detail, one.source)

    def _meeting_days(self, today: date) -> Iterator[CalendarEntry]:
        for meeting in self._meetings.all():
            if meeting.date >= today:
                where = ", ".join(part for part in (meeting.time, meeting.venue) if part)
                yield CalendarEntry(
                    meeting.date, EntryKind.MEETING, meeting.committee, where, meeting=meeting.id
                )

    def _responses(self) -> Iterator[CalendarEntry]:
        for q in self._questions.all():
            if q.response_due and not q.answer.strip() and q.status is not QuestionStatus.CLOSED:
                yield CalendarEntry(
                    q.response_due,
                    EntryKind.RESPONSE,
                    f"Written response due: {' '.join(q.text.split())}",
                    source="Police Reform and Social Responsibility Act 2011, section 29(3)",
                    question=q.id,
                )

    def _promised(self) -> Iterator[CalendarEntry]:
        for row in self._promises.followed():
            promise = row.promise
            if promise.due and promise.state is PromiseState.OPEN:
                by = f"{promise.by}: " if promise.by else ""
                yield CalendarEntry(
                    promise.due,
                    EntryKind.PROMISE,
                    f"{by}{' '.join(promise.text.split())}",
                    source=promise.source.paper_title if promise.source else "",
                    question=promise.question,
                    promise=promise.id,
                    paper=promise.source.paper if promise.source else None,
                    page=promise.source.page if promise.source else None,
                )

    def _programme(self, today: date) -> Iterator[CalendarEntry]:
        """Of the newest work programme; an earlier one was replaced by it."""
        for paper in self._papers.papers_with("programme")[:1]:
            for entry in self._papers.records(paper.id).programme:
                day, month_only = _day(entry.date)
                if (
                    day is None
                    or not entry.subject
                    or (day < today and not _this_month(day, today, month_only))
                ):
                    continue
                yield CalendarEntry(
                    day,
                    EntryKind.PROGRAMME,
                    entry.subject,
                    entry.notes,
                    paper.title,
                    month_only,
                    paper=paper.id,
                    page=entry.page,
                )


_NO_VOTE = re.compile(r"\b(?:substitutes?|vacan(?:t|cy)|observers?|advis[eo]rs?|officers?|clerk)\b", re.I)


def _sits(member: Member) -> bool:
    """Whether somebody on the list is a member at the time: not a substitute, a vacancy or an officer."""
    return not _NO_VOTE.search(f"{member.name} {member.role}")


def _this_month(day: date, today: date, month_only: bool) -> bool:
    return month_only and (day.year, day.month) == (today.year, today.month)


def _day(text: str) -> tuple[date | None, bool]:
    """An ISO day, or the first of an ISO month and that it is a month."""
    try:
        if len(text) == len("2021-03"):
            return date.fromisoformat(f"{text}-01"), True
        return (date.fromisoformat(text), False) if text else (None, False)
    except ValueError:
        return None, False
