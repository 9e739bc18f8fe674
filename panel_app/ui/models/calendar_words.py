"""What the page of dates says, worked out without a widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panel_app.domain.calendar import CalendarEntry, EntryKind
from panel_app.services.desk import Desk
from panel_app.ui.models.front_lines import FrontLine, Target
from panel_app.ui.words import count_words, full_day, month_words, short_day, shortened


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month with its dates; the first may be what is overdue."""

    title: str
    lines: tuple[FrontLine, ...]


def calendar_months(desk: Desk) -> list[CalendarMonth]:
    """All dates, month by month."""
    today = desk.clock().date()
    months: dict[str, list[FrontLine]] = {}
    entries = desk.calendar.entries()
    late = [entry for entry in entries if entry.day < today and not entry.month_only]
    for entry in late + [entry for entry in entries if entry not in late]:
        title = "Overdue" if entry in late else month_words(entry.day)
        months.setdefault(title, []).append(_line(desk, entry, full=entry in late))
    return [CalendarMonth(title, tuple(lines)) for title, lines in months.items()]


def veto_words(desk: Desk) -> str:
    """The arithmetic of a veto on today's membership."""
    known = desk.calendar.membership()
    if known is None:
        return (
            "A veto of the precept needs two thirds of the panel’s members at the time. No paper here lists "
            "the members, so the votes cannot be counted."
        )
    members = count_words(known.members, "member")
    return (
        f"A veto of the precept needs {known.votes} of the {members}: two thirds of all members at the time, "
        "whoever is present. The members are those listed for the meeting of "
        f"{full_day(known.meeting.date)}."
    )


def _line(desk: Desk, entry: CalendarEntry, *, full: bool) -> FrontLine:
    when = "" if entry.month_only else short_day(entry.day) if full else day_words(entry.day)
    sub = ". ".join(
        part.rstrip(".") for part in (entry.kind.value, entry.detail, entry.source) if part.strip()
    )
    return FrontLine(shortened(entry.text, 160), _leads(desk, entry), when, sub)


def _leads(desk: Desk, entry: CalendarEntry) -> Target:
    if entry.question is not None and desk.questions.exists(entry.question):
        return Target(question=entry.question)
    if entry.paper is not None and desk.papers.exists(entry.paper):
        return Target(paper=entry.paper, page=entry.page)
    if entry.kind is EntryKind.PROMISE:
        return Target("questions:promises")
    if entry.meeting is not None:
        pack = desk.meetings.overview(entry.meeting).pack
        return Target(paper=pack.id) if pack else Target("papers")
    return Target("help:law")


def day_words(day: date) -> str:
    """ "Mon 1", for a column of days."""
    return f"{full_day(day)[:3]} {day.day}"
