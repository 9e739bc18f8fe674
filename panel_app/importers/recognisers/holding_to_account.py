"""Notes of a meeting at which the PCC holds the chief constable to account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper
from panel_app.domain.records import (
    Action,
    ActionOrigin,
    NextMeeting,
    NotedTopic,
    Person,
    Presence,
    Records,
)
from panel_app.importers.dates import find_date
from panel_app.importers.names import readable_title
from panel_app.importers.recognisers.actions import action_lines
from panel_app.importers.recognisers.people import PRESENCE, names_attendees, people_present
from panel_app.importers.recognisers.recogniser import Found, first_heading, front_text

_CHAIR = re.compile(r"^\s*chair(?:ed by|man|person)?\s*[:–-]\s*(\S.{2,80})$", re.IGNORECASE)
_PERSON = re.compile(
    r"^(?P<name>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*){1,3})\s*[–—-]+\s*(?P<role>[^–—].{2,90}?)"
    r"(?:\s*\((?P<initials>[A-Z][A-Z/&.]{0,7})\))?$"
)
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b",
    re.IGNORECASE,
)
_FINANCIAL_YEAR = re.compile(r"\b(20\d\d)\s*[/-]\s*(?:20)?(\d\d)\b")
_QUARTER = re.compile(r"\b(?:quarter|q)\s*([1-4])\b", re.IGNORECASE)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ASSURANCE = re.compile(
    r"\b(?:sought|seeks?|requested|asked|queried|questioned|challenged|scrutinised|raised (?:a )?concerns?"
    r"|drew attention|expressed concerns?|welcomed this assurance but)\b",
    re.IGNORECASE,
)
_BY_THE_FORCE = re.compile(r"^(?:the\s+)?(?:T/)?(?:A/)?(?:CC|DCC|ACC|Chief Constable|force)\b", re.IGNORECASE)
_NO_TOPIC = re.compile(
    r"^\W*(?:actions?\b.{0,12}[:–—]|date\s*[:–]|present\b|attendees\b|apologies\b|summary of actions)"
    r"|.*\b(?:mon|tues|wednes|thurs|fri)day\b.*\d|.*\bnext meeting\b",
    re.IGNORECASE,
)
_POLICE = re.compile(
    r"hold(?:ing|s)? (?:\w+ ){0,3}to account|\bpolice (?:and|&) crime commissioner\b|\bPCC\b"
    r"|\bchief constable\b|\bdeputy mayor for policing\b",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"hold(?:ing|s)? (?:\w+ ){0,3}to account|\baccountability\b"
    r"|\b(?:performance|governance|scrutiny|assurance)(?:,? (?:and|&) \w+)? (?:board|meeting)\b",
    re.IGNORECASE,
)
"""What such a meeting calls itself."""
_DATED = re.compile(r"\s*[-–,:(]\s*(?=\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)", re.IGNORECASE)
_CONSTABLE = re.compile(r"\b(?:chief constable|deputy commissioner of|DCC|CC)\b", re.IGNORECASE)
_PANEL = re.compile(r"\bpolice(?:,? fire)?(?:,? and|,? &) crime panel\b", re.IGNORECASE)
"""A panel's own minutes tell of the commissioner and the chief constable too."""
_NEXT = re.compile(r"\bnext meeting\b|\bdate of (?:the )?next\b", re.IGNORECASE)
_FRONT = 25


class HoldingToAccountRecogniser:
    """Knows them by who was there, by the commissioner and the chief constable, and by assurance sought."""

    kind = PaperKind.HOLDING_TO_ACCOUNT

    def look(self, paper: StructuredPaper) -> Found | None:
        front, text = paper.passages[:_FRONT], front_text(paper)
        chair = next((m.group(1).strip() for p in front if (m := _CHAIR.match(p.text))), "")
        meets = bool(_BOARD.search(text[:1500])) and names_attendees(paper) and bool(_CONSTABLE.search(text))
        if not (chair or meets) or not _POLICE.search(text) or _PANEL.search(text[:600]):
            return None
        actions = tuple(action_lines(paper))
        topics = tuple(_topics(paper))
        sought = sum(len(topic.assurance) for topic in topics)
        if not actions and sought < 2:
            return None
        people = tuple(_people(front, chair)) if chair else ()
        records = Records(
            people=people if len(people) > 1 else tuple(people_present(paper)) or people,
            actions=tuple(
                Action(a.text, a.page, a.owner, a.due, a.item, ActionOrigin.ACTION_LINE) for a in actions
            ),
            noted_topics=topics,
            next_meetings=tuple(_next_meetings(paper)),
        )
        # Such notes may call themselves minutes: those who hold to account are surer than the word.
        sure = 0.5 + 0.15 * bool(actions) + 0.15 * (sought >= 2) + 0.1 * bool(records.people)
        sure += 0.1 * meets
        day = meeting_date(text)
        return Found(sure, records, first_heading(paper), day, _meeting_name(front) if day else "")


def _meeting_name(front: Sequence[Passage]) -> str:
    """What the meeting calls itself; notes that only name their subject are of "Holding to account"."""
    for passage in front[:8]:
        name = " ".join(passage.text.split())
        if passage.kind is PassageKind.HEADING and _BOARD.search(name) and len(name) <= 80:
            return readable_title(_DATED.split(name)[0].strip(" ,:–-"))
    return "Holding to account"


def meeting_date(text: str) -> date | None:
    """The date of the meeting; a day without a year takes it from the quarter it reports on.

    A quarter is reviewed in the meeting after its end: a day and month are of the first such day after the
    quarter's last. The fourth quarter of 2023/24 ends on 31 March 2024.
    """
    head = text[:1500]
    labelled = re.search(r"^\s*date\s*[:–-]\s*(.+)$", head, re.IGNORECASE | re.MULTILINE)
    said = labelled.group(1) if labelled else head
    whole = find_date(said)
    if whole is not None:
        return whole
    day = _DAY_MONTH.search(said)
    year, quarter = _FINANCIAL_YEAR.search(head), _QUARTER.search(head)
    if not (day and year and quarter and int(year.group(1)[2:]) + 1 == int(year.group(2))):
        return None
    ends_month, ends_year = {
        1: (6, int(year.group(1))),
        2: (9, int(year.group(1))),
        3: (12, int(year.group(1))),
        4: (3, int(year.group(1)) + 1),
    }[int(quarter.group(1))]
    month = _MONTHS.index(day.group(2).lower()) + 1
    try:
        return date(ends_year + (month <= ends_month), month, int(day.group(1)))
    except ValueError:
        return None


def _people(front: tuple[Passage, ...], chair: str) -> Iterator[Person]:
    seen = False
    for passage in front:
        for line in passage.text.split("\n"):
            found = _PERSON.match(line.strip())
            if found is None:
                continue
            name, role = found["name"], found["role"].strip()
            presence = Presence.CHAIR if name == chair else Presence.PRESENT
            seen |= presence is Presence.CHAIR
            inner = re.fullmatch(r"(.*\S)\s*\(([A-Z][A-Za-z/&.]{0,7})\)", role)
            initials = found["initials"] or (inner.group(2) if inner else "")
            yield Person(name, inner.group(1) if inner else role, initials=initials or "", presence=presence)
    if not seen:
        yield Person(chair, presence=Presence.CHAIR)


def _topics(paper: StructuredPaper) -> Iterator[NotedTopic]:
    title, page = "", 0
    sought: list[str] = []
    begin = 0
    for at, passage in enumerate(paper.passages[:_FRONT]):
        lists_people = any(_PERSON.match(line.strip()) for line in passage.text.split("\n"))
        if _CHAIR.match(passage.text) or PRESENCE.match(passage.text) or lists_people:
            begin = at + 1
    for passage in paper.passages[begin:]:
        if passage.kind is PassageKind.HEADING and _NO_TOPIC.match(passage.text):
            continue
        if passage.kind is PassageKind.HEADING:
            if title:
                yield NotedTopic(title, page, tuple(sought))
            title, page, sought = f"{passage.number} {passage.text}".strip(), passage.page, []
        elif passage.kind is not PassageKind.TABLE and not re.match(
            r"\s*action\b", passage.text, re.IGNORECASE
        ):
            sought += [
                sentence
                for sentence in re.split(r"(?<=[.!?])\s+", passage.text)
                if _ASSURANCE.search(sentence) and not _BY_THE_FORCE.match(sentence)
            ]
    if title:
        yield NotedTopic(title, page, tuple(sought))


def _next_meetings(paper: StructuredPaper) -> Iterator[NextMeeting]:
    passages = paper.passages
    for at, passage in enumerate(passages):
        if not _NEXT.search(passage.text) or len(passage.text) > 160:
            continue
        after = passage.text.split(":", 1)[1].strip() if ":" in passage.text else ""
        following = passages[at + 1].text.strip() if at + 1 < len(passages) else ""
        text = after if _DAY_MONTH.search(after) else following if _DAY_MONTH.search(following) else ""
        if text and len(text) < 200:
            yield NextMeeting(text, passage.page)
            return
