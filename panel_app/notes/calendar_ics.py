"""The dates of the calendar as iCalendar (RFC 5545), for the calendar program a member uses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from panel_app.domain.calendar import CalendarEntry


def as_ics(entries: Iterable[CalendarEntry], made: datetime) -> bytes:
    """Each date as an event of the whole day. What has only a month has no day to be entered on."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Panel Desk//Dates//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        if entry.month_only:
            continue
        event = Event()
        event.add("uid", f"{hashlib.sha256(entry.key.encode()).hexdigest()[:32]}@panel-desk")
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.text)
        told = "\n".join(part for part in (entry.detail, entry.source) if part)
        if told:
            event.add("description", told)
        event.add("categories", [entry.kind.value])
        # A date is no appointment: it leaves the day free.
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
