"""What a paper is: its kind, title, date, meeting, agenda items and members."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from panel_app.domain.papers import PaperKind, PassageKind, Recognition, StructuredPaper
from panel_app.importers.agenda import agenda_items, panel_members
from panel_app.importers.dates import find_date, find_month, find_time

_PACK_TITLE = re.compile(
    r"^\(public pack\)\s*agenda document for (.+?), (\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE
)
_MEETING = re.compile(r"^(.{3,80}?), (\d{1,2}/\d{1,2}/\d{4}) (\d{1,2}:\d{2})$")
_COMMITTEE = re.compile(r"\b(panel|committee|cabinet|council|board|commission|authority)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(online|chamber|room|hall|house|centre|offices?|teams|zoom)\b", re.IGNORECASE)
_WEB_PAGE = re.compile(r"skip to (main )?content|accessibility settings|cookies", re.IGNORECASE)
_PRIORITIES = (
    "reduce murder",
    "serious violence",
    "drugs supply",
    "neighbourhood crime",
    "cyber",
    "satisfaction among victims",
)


def recognise(paper: StructuredPaper, file_name: str) -> Recognition:
    """What the paper says it is; where it says nothing, a readable paper named after its file."""
    facts = paper.facts
    if facts:
        return _from_front_matter(paper, file_name)
    return (
        _agenda_pack(paper)
        or _meeting_paper(paper, file_name)
        or _statement(paper, file_name)
        or _holding_to_account(paper, file_name)
        or _minutes(paper, file_name)
        or _other(paper, file_name)
    )


def title_from_file(file_name: str) -> str:
    """A title a person can read from the name of a file."""
    stem = PurePath(file_name).stem
    return " ".join(re.sub(r"[_]+", " ", stem).split()) or "Paper"


def _from_front_matter(paper: StructuredPaper, file_name: str) -> Recognition:
    facts = paper.facts
    kinds = {kind.value: kind for kind in PaperKind}
    kind = kinds.get(facts.get("kind", ""), PaperKind.OTHER)
    day = find_date(facts.get("date", ""))
    pack = kind is PaperKind.AGENDA_PACK
    return Recognition(
        kind=kind,
        title=facts.get("title") or _first_heading(paper) or title_from_file(file_name),
        date=day,
        committee=facts.get("committee", "") if day else "",
        time=facts.get("time", ""),
        venue=facts.get("venue", ""),
        items=agenda_items(paper) if pack else (),
        members=panel_members(paper) if pack else (),
        confidence=1.0,
    )


def _agenda_pack(paper: StructuredPaper) -> Recognition | None:
    front = _front_text(paper, 2)
    lines = [" ".join(line.split()) for line in front.splitlines() if line.strip()]
    from_title = _PACK_TITLE.match(paper.title)
    says_agenda = any(re.fullmatch(r"\W*agenda\W*", line, re.IGNORECASE) for line in lines[:40])
    if not (from_title or says_agenda):
        return None
    subject = _MEETING.match(paper.subject)
    committee, clock = "", ""
    day: date | None = None
    if subject:
        committee, clock = subject.group(1), find_time(subject.group(3))
        day = find_date(subject.group(2))
    elif from_title:
        committee = from_title.group(1)
        day = find_date(from_title.group(2))
    committee = committee or next(
        (x.strip(" *") for x in lines[:14] if _COMMITTEE.search(x) and len(x) < 70 and not find_date(x)), ""
    )
    day = day or next((found for line in lines[:40] if (found := find_date(line))), None)
    if not committee or day is None:
        return None
    if committee.isupper():
        committee = committee.title()
    items = agenda_items(paper)
    return Recognition(
        kind=PaperKind.AGENDA_PACK,
        title=f"Agenda pack, {_day(day)}" if from_title or len(paper.pages) >= 6 else f"Agenda, {_day(day)}",
        date=day,
        committee=committee,
        time=clock or next((clocked for line in lines[:40] if (clocked := find_time(line))), ""),
        venue=next((x.strip(" *") for x in lines[:25] if _PLACE.search(x) and len(x) < 70), ""),
        items=items,
        members=panel_members(paper),
        confidence=0.95 if from_title or subject else 0.6 + 0.2 * bool(items),
    )


def _meeting_paper(paper: StructuredPaper, file_name: str) -> Recognition | None:
    """A paper that committee software marked with its meeting: a supplement, or a single report."""
    subject = _MEETING.match(paper.subject)
    if subject is None:
        return None
    return Recognition(
        kind=PaperKind.REPORT,
        title=title_from_file(file_name),
        date=find_date(subject.group(2)),
        committee=subject.group(1),
        time=find_time(subject.group(3)),
        confidence=0.7,
    )


def _statement(paper: StructuredPaper, file_name: str) -> Recognition | None:
    headings = " | ".join(
        p.text.lower() for p in paper.passages if p.kind is PassageKind.HEADING or len(p.text) < 120
    )
    named = sum(priority in headings for priority in _PRIORITIES)
    if named < 4:
        return None
    title = _first_heading(paper) or title_from_file(file_name)
    day = _early_date(paper) or find_month(_front_text(paper, 1)[:600])
    return Recognition(PaperKind.STATEMENT, title, day, confidence=named / 6)


def _holding_to_account(paper: StructuredPaper, file_name: str) -> Recognition | None:
    text = _whole_text(paper)
    actions = len(re.findall(r"^\s*action\s*[:–-]", text, re.IGNORECASE | re.MULTILINE))
    if not (actions and re.search(r"^\s*chair\s*:", _front_text(paper, 1), re.IGNORECASE | re.MULTILINE)):
        return None
    title = _first_heading(paper) or title_from_file(file_name)
    return Recognition(PaperKind.HOLDING_TO_ACCOUNT, title, _early_date(paper), confidence=0.7)


def _minutes(paper: StructuredPaper, file_name: str) -> Recognition | None:
    front = _front_text(paper, 1)
    says = re.search(r"^\s*minutes\b", front, re.IGNORECASE | re.MULTILINE)
    present = re.search(r"^\s*(members )?(present|in attendance|attendees|attendance)\b", front, re.I | re.M)
    if not (says and present):
        return None
    day = _early_date(paper)
    title = f"Minutes, {_day(day)}" if day else title_from_file(file_name)
    return Recognition(PaperKind.MINUTES, title, day, confidence=0.7)


def _other(paper: StructuredPaper, file_name: str) -> Recognition:
    performance = re.search(r"performance report", _front_text(paper, 1), re.IGNORECASE)
    kind = PaperKind.PERFORMANCE if performance else PaperKind.OTHER
    title = title_from_file(file_name)
    if not re.search(r"[A-Za-z]{4}", re.sub(r"[0-9a-f]{8,}", "", title)):
        title = _first_heading(paper) or title
    return Recognition(kind, title, _early_date(paper), confidence=0.3)


def _front_text(paper: StructuredPaper, pages: int) -> str:
    return "\n".join(page.text for page in paper.pages[:pages])


def _whole_text(paper: StructuredPaper) -> str:
    return "\n".join(passage.text for passage in paper.passages)


def _first_heading(paper: StructuredPaper) -> str:
    """The first heading that is not the menu of the web page a text was copied from."""
    headings = (p.text for p in paper.passages if p.kind is PassageKind.HEADING)
    named = [text for text in headings if not _WEB_PAGE.search(text)]
    return next((text for text in named if len(text) >= 20), named[0] if named else "")


def _early_date(paper: StructuredPaper) -> date | None:
    return find_date(_front_text(paper, 1)[:2500])


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
