"""The agenda of a meeting, alone or as a pack with its papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from panel_app.domain.papers import PaperKind, Recognition, StructuredPaper
from panel_app.importers.dates import find_date, find_time
from panel_app.importers.names import readable_title
from panel_app.importers.recognisers.agenda_items import agenda_items
from panel_app.importers.recognisers.membership import panel_members
from panel_app.importers.recognisers.recogniser import COMMITTEE, body_named, front_text, long_date

MEETING_SUBJECT = re.compile(r"^(.{3,80}?), (\d{1,2}/\d{1,2}/\d{4}) (\d{1,2}:\d{2})$")
"""What committee software writes as a PDF's subject: committee, date and time of the meeting."""
_PACK_TITLE = re.compile(
    r"^\(public pack\)\s*agenda document for (.+?), (\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE
)
_AGENDA = re.compile(r"\W*(?:a\s*g\s*e\s*n\s*d\s*a)\W*", re.IGNORECASE)
_CONVENED = re.compile(
    r"\bmeeting of (?:the )?(.{3,70}?) (?:will|is to|are to|on|to) (?:be )?(?:held|take place)", re.IGNORECASE
)
_LABEL = re.compile(
    r"^\W*(?:meeting|committee|name of (?:committee|meeting)|venue|location|place|where)\s*:\s*",
    re.IGNORECASE,
)
_VENUE = re.compile(r"^\W*(?:venue|location|place)\b\s*:?\s*(.*)$", re.IGNORECASE)
_HELD_IN = re.compile(
    r"\bheld (?:in|at) (?:the )?(.{5,120}?),?\s+on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
_SUPPLEMENT = re.compile(r"\bsupplement", re.IGNORECASE)
_PLACE = re.compile(r"\b(online|chamber|room|hall|house|centre|offices?|teams|zoom)\b", re.IGNORECASE)


def recognise_agenda(paper: StructuredPaper) -> Recognition | None:
    """The meeting, from the title and subject that committee software writes, then the front page."""
    front = front_text(paper, 4)
    lines = [" ".join(line.split()) for line in front.splitlines() if line.strip()]
    from_title = _PACK_TITLE.match(paper.title)
    says_agenda = any(_AGENDA.fullmatch(line) for line in lines[:60])
    if not (from_title or says_agenda) or (not from_title and _SUPPLEMENT.search(paper.title)):
        return None
    subject = MEETING_SUBJECT.match(paper.subject)
    committee, clock = "", ""
    day: date | None = None
    if subject:
        committee, clock = subject.group(1), find_time(subject.group(3))
        day = find_date(subject.group(2))
    elif from_title:
        committee = from_title.group(1)
        day = find_date(from_title.group(2))
    convened = _CONVENED.search(" ".join(lines[:60]))
    if convened and not committee:
        # The front page may be dated by its issue; the summons says when the meeting is.
        summons = " ".join(lines[:60])[convened.start() : convened.end() + 250]
        committee = convened.group(1)
        day, clock = day or find_date(summons), clock or find_time(summons)
    committee = committee or body_named(paper) or _body_in(lines)
    day = day or next((found for line in lines[:40] if (found := find_date(line))), None)
    if not committee or day is None:
        return None
    committee = readable_title(committee)
    items = agenda_items(paper)
    pack = from_title or len(paper.pages) >= 6
    return Recognition(
        kind=PaperKind.AGENDA_PACK,
        title=f"{'Agenda pack' if pack else 'Agenda'}, {long_date(day)}",
        date=day,
        committee=committee,
        time=clock or next((clocked for line in lines[:40] if (clocked := find_time(line))), ""),
        venue=_venue(lines),
        items=items,
        members=panel_members(paper),
        confidence=0.95 if from_title or subject else 0.6 + 0.2 * bool(items),
    )


def _body_in(lines: Sequence[str]) -> str:
    """The first line that speaks of a body and of no date."""
    named = (line for line in lines[:14] if COMMITTEE.search(line) and len(line) < 80 and not find_date(line))
    return _LABEL.sub("", next(named, "")).strip(" *")


def _venue(lines: Sequence[str]) -> str:
    """Where the meeting is: after a label, in the summons, or the first line that speaks of a place."""
    for at, line in enumerate(lines[:40]):
        labelled = _VENUE.match(line)
        if labelled:
            return (labelled.group(1) or (lines[at + 1] if at + 1 < len(lines) else "")).strip(" *")
    summoned = _HELD_IN.search(" ".join(lines[:60]))
    if summoned:
        return summoned.group(1)
    place = next((line for line in lines[:25] if _PLACE.search(line) and len(line) < 70), "")
    # A column beside it begins with a label of its own.
    return re.split(r"\s+(?=(?:telephone|tel|contact|ask for|e-?mail)\b)", place, flags=re.I)[0].strip(" *,")
