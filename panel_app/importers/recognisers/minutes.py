"""Minutes of a meeting: who was there, the numbered items, what was said, resolved and asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper
from panel_app.domain.records import Action, ActionOrigin, MinuteItem, Person, Presence, Records
from panel_app.importers.recognisers.actions import action_lines, action_log, sentences, undertakings
from panel_app.importers.recognisers.recogniser import Found, early_date, front_text, long_date

_SAYS = re.compile(r"^\W*(?:\w+\s+){0,3}minutes\b|\bminutes of (?:the |a )?", re.IGNORECASE | re.MULTILINE)
_PRESENCE = re.compile(
    r"^\s*(?P<who>(?:members\s+|officers\s+|councillors\s+)?present|(?:also\s+)?(?:in attendance|attended|"
    r"attending|attendees|attendance|present)|apologies(?:\s+for absence)?|substitutes?)\b\s*[:–-]?\s*"
    r"(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"^(\d{1,4}[A-Z]?|\d{1,3}/\d{2,4}|[A-Z]{1,3}\d{1,3})\.?$")
_BARE = re.compile(r"^(\d{1,4})[.)]?\s+(?=[A-Z“\"'(])")
_RESOLVED = re.compile(
    r"\b(?:resolved|it was agreed|were agreed as|was agreed as|agreed as a (?:correct|true)|agreed that"
    r"|(?:was|were|be) noted|approved|(?:was|were) (?:adopted|carried|confirmed|accepted)"
    r"|recommended that)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"minutes of (?:a|the) (?:\w+ )?meeting of (?:the )?([A-Z][\w&',’ -]{3,70}?),? (?:which was )?held\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\b(?:in attendance|attended|virtually)\b", re.IGNORECASE)
_NO_ITEM = re.compile(
    r"^\W*(?:agenda|actions?\b.{0,3}|attendees|observers|apologies|other attendees.*)$", re.IGNORECASE
)
_PEOPLE_HEAD = re.compile(
    r"^\W*(?:[\w ]{0,20}\b)?(?:attendees|present|attendance|members present)\b", re.IGNORECASE
)
_ITEM_LABEL = re.compile(r"^\(?\s*(?:agenda )?item(?: no\.?)?\s*(\d{1,3}[A-Za-z]?)\s*\)?\.?$", re.IGNORECASE)
_SUBJECT_LIMIT = 160
_NAME = re.compile(
    r"^(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lady|Lord|Prof|Professor|Rev)\.?\s+)?"
    r"(?:[A-Z][\w'’.-]*\s+){1,4}[A-Z][\w'’-]+$"
)
_OFFICE = re.compile(
    r"\b(?:chief|officers?|managers?|commissioner|director|constable|treasurer|head|executive|secretary"
    r"|solicitor|lead|advis[eo]r|assistant|inspector|superintendent|clerk|office|police|council|service"
    r"|authority|board|department|panel|university)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"^(?:(?:temporary|acting|deputy|assistant|chief|superintendent|inspector|constable|t/|a/|[ad]cc|cc)\s*)+"
    r"(?=[A-Z])",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:the )?meeting (?:ended|closed|finished|concluded)\b|^chair(?:man)?$", re.IGNORECASE
)
_FRONT = 40


@dataclass(slots=True)
class _Open:
    number: str
    subject: str
    page: int
    last_page: int
    passages: list[Passage] = field(default_factory=list)

    def closed(self) -> MinuteItem:
        points: list[str] = []
        resolutions: list[str] = []
        requests: list[str] = []
        resolving = False
        for passage in self.passages:
            text = f"{passage.number} {passage.text}".strip()
            if re.match(r"\W*(?:it was )?(?:resolved|agreed)(?: that)?\W*$", text, re.IGNORECASE):
                resolving = True
                continue
            if resolving and (passage.number or passage.kind is PassageKind.BULLET):
                resolutions.append(text)
                continue
            resolving = text.endswith(":") and bool(_RESOLVED.search(text))
            if resolving or (_RESOLVED.search(text) and passage.kind is not PassageKind.BULLET):
                resolutions += [one for one in sentences(text) if _RESOLVED.search(one)] or [text]
            points.append(text)
            requests += [a.text for a in undertakings(sentences(text), passage.page, self.number)]
        return MinuteItem(
            self.number,
            self.subject,
            self.page,
            self.last_page,
            tuple(points),
            tuple(resolutions),
            tuple(requests),
        )

    def actions(self) -> Iterator[Action]:
        for passage in self.passages:
            yield from undertakings(sentences(passage.text), passage.page, self.number)


class MinutesRecogniser:
    """Knows them by the word, by who was present, and by items with numbers that go up."""

    kind = PaperKind.MINUTES

    def look(self, paper: StructuredPaper) -> Found | None:
        front = front_text(paper)[:4000]
        says = bool(_SAYS.search(front))
        present = any(_PRESENCE.match(p.text) for p in paper.passages[:_FRONT]) or _attendees(paper)
        if not (says and present):
            return None
        items = list(_items(paper))
        actions = tuple(action_lines(paper)) + tuple(a for table in paper.tables for a in action_log(table))
        if not actions:
            actions = tuple(a for item in items for a in item.actions())
        else:
            actions += tuple(a for item in items for a in item.actions() if not _told(a, actions))
        day = early_date(paper)
        records = Records(
            people=tuple(_people(paper)), minutes=tuple(i.closed() for i in items), actions=actions
        )
        sure = 0.65 + 0.2 * (len(items) >= 3) + 0.1 * bool(records.people)
        held = _HELD.search(" ".join(front.split())[:1500])
        committee = held.group(1).strip() if held else ""
        return Found(
            sure,
            records,
            title=f"Minutes, {long_date(day)}" if day else "",
            date=day,
            committee=committee.title() if committee.isupper() else committee,
        )


def _told(action: Action, others: tuple[Action, ...]) -> bool:
    return any(other.origin is not ActionOrigin.UNDERTAKING and other.text in action.text for other in others)


def _items(paper: StructuredPaper) -> Iterator[_Open]:
    """The items: headings with numbers that go up by one (a gap of a few is a number the text has lost)."""
    starts = max(_starts_by_label(paper), _starts(paper), key=len) or _starts_by_heading(paper)
    passages = paper.passages
    for place, (at, number, subject, taken) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(passages)
        inside: list[Passage] = []
        for passage in passages[at + taken : end]:
            if place + 1 == len(starts) and _END.match(passage.text):
                break
            if passage.kind is not PassageKind.TABLE:
                inside.append(passage)
        last = inside[-1].page if inside else passages[at].page
        yield _Open(number, subject, passages[at].page, last, inside)


def _starts(paper: StructuredPaper) -> list[tuple[int, str, str, int]]:
    """(passage, number, subject, passages taken) of the longest run of item headings that count up."""
    candidates: list[tuple[int, int, str, str, int]] = []
    for at, passage in enumerate(paper.passages):
        found = _numbered(passage)
        if found is None:
            continue
        number, subject = found
        taken = 1
        # A heading set narrow in the margin comes as several short lines.
        while (
            passage.kind is PassageKind.PARAGRAPH
            and taken < 4
            and at + taken < len(paper.passages)
            and _narrow(paper.passages[at + taken])
            and len(subject) < 60
        ):
            subject = f"{subject} {paper.passages[at + taken].text}"
            taken += 1
        candidates.append((at, int(re.sub(r"\D", "", number.split("/")[0])), number, subject, taken))
    best: list[tuple[int, int, str, str, int]] = []
    for begin in range(min(len(candidates), 12)):
        run = [candidates[begin]]
        for one in candidates[begin + 1 :]:
            if 0 < one[1] - run[-1][1] <= 2:
                run.append(one)
        if len(run) > len(best):
            best = run
    if len(best) < 2:
        return []
    return [(at, number, subject, taken) for at, _, number, subject, taken in best]


def _starts_by_label(paper: StructuredPaper) -> list[tuple[int, str, str, int]]:
    """Items whose heading has its number on a line of its own beneath: "(Item 4)"."""
    found: list[tuple[int, str, str, int]] = []
    for at, passage in enumerate(paper.passages):
        label = _ITEM_LABEL.match(passage.text.strip())
        if label is None or at == 0:
            continue
        begin = at - 1
        while begin > 0 and at - begin < 4 and paper.passages[begin].kind is not PassageKind.HEADING:
            begin -= 1
        if paper.passages[begin].kind is not PassageKind.HEADING:
            continue
        # A long heading comes as several; the first of them may carry the minute's own number.
        while (
            begin > 0
            and at - begin < 5
            and not paper.passages[begin].number
            and paper.passages[begin - 1].kind is PassageKind.HEADING
            and paper.passages[begin - 1].page == paper.passages[begin].page
            and (paper.passages[begin - 1].number or paper.passages[begin].text[:1].islower())
        ):
            begin -= 1
        own = paper.passages[begin].number.rstrip(".)")
        subject = " ".join(p.text for p in paper.passages[begin:at])
        found.append((begin, own or label.group(1), subject, at - begin + 1))
    return found if len(found) >= 2 else []


def _starts_by_heading(paper: StructuredPaper) -> list[tuple[int, str, str, int]]:
    """Items without numbers: the headings after those who were there."""
    after = max(
        (
            at
            for at, passage in enumerate(paper.passages[:_FRONT])
            if _PRESENCE.match(passage.text)
            or (passage.kind is PassageKind.TABLE and _PEOPLE_HEAD.match(passage.text))
        ),
        default=len(paper.passages),
    )
    found = [
        (at, "", passage.text, 1)
        for at, passage in enumerate(paper.passages)
        if at > after
        and passage.kind is PassageKind.HEADING
        and len(passage.text) <= 90
        and not _NO_ITEM.match(passage.text)
    ]
    return found if len(found) >= 3 else []


def _attendees(paper: StructuredPaper) -> bool:
    """Whether a table near the beginning is headed by attendees."""
    tables = (p for p in paper.passages[:_FRONT] if p.kind is PassageKind.TABLE)
    return any(_PEOPLE_HEAD.match(table.text) for table in tables)


def _numbered(passage: Passage) -> tuple[str, str] | None:
    """The number and subject of a passage that could head an item."""
    if passage.kind in (PassageKind.TABLE, PassageKind.BULLET):
        return None
    number, text = passage.number.rstrip(".)"), passage.text.strip()
    if not number:
        bare = _BARE.match(text)
        if bare is None:
            return None
        number, text = bare.group(1), text[bare.end() :]
    if not _NUMBER.match(number) or len(text) > _SUBJECT_LIMIT or not re.search(r"[A-Za-z]{3}", text):
        return None
    sentence = text.endswith((".", ";", ",")) and len(text.split()) > 8
    if sentence or (passage.kind is not PassageKind.HEADING and len(text) > 90):
        return None
    return number, text


def _narrow(passage: Passage) -> bool:
    text = passage.text.strip()
    return (
        passage.kind is not PassageKind.TABLE
        and not passage.number
        and len(text) <= 28
        and not text.endswith((".", ":"))
        and text[:1].isalnum()
    )


def _people(paper: StructuredPaper) -> Iterator[Person]:
    """Those named after "Present", "In attendance" and "Apologies" before the first items are through."""
    presence: Presence | None = None
    for passage in paper.passages[:_FRONT]:
        found = _PRESENCE.match(passage.text)
        text = passage.text
        if found:
            who = found["who"].lower()
            presence = (
                Presence.APOLOGIES
                if who.startswith(("apolog",))
                else Presence.ATTENDING
                if "attend" in who or who.startswith(("also", "officers"))
                else Presence.PRESENT
            )
            text = re.sub(
                r"^\s*(?:apologies )?(?:for absence )?(?:were |was )?(?:received )?(?:from )?",
                "",
                found["rest"],
                flags=re.I,
            )
        elif presence is None or _ELSEWHERE.search(text):
            continue
        elif passage.number or (passage.kind is PassageKind.HEADING and not any(_named(text, presence))):
            presence = None
            continue
        if presence is Presence.APOLOGIES:
            text = re.split(r"(?<=[a-z])\.\s+(?=[A-Z])", text)[0]
        if presence is not None:
            yield from _named(text, presence)


def _named(text: str, presence: Presence) -> Iterator[Person]:
    """People from "A B (Chairman), C D and E F" or from one line "A B, Chief Executive, Some Office"."""
    for line in text.split("\n"):
        line = line.strip(" .;")
        several = re.match(r"(Cllr|Councillor|Mr|Mrs|Ms|Member)s\s+(?=[A-Z])", line)
        parts = [p.strip(" .") for p in re.split(r",(?![^(]*\))|;|\band\b(?![^(]*\))", line) if p.strip(" .")]
        if several and parts:
            parts[0] = parts[0][several.end() :]
            parts = [part if " " in part else f"{several.group(1)} {part}" for part in parts]
        if len(parts) > 1 and _is_name(parts[0]) and _says_office(parts[1]):
            whole = re.split(r",(?![^(]*\))", line, maxsplit=1)
            yield _person(parts[0], whole[1].strip(" .") if len(whole) > 1 else "", presence)
            continue
        for part in parts:
            if _is_name(part):
                yield _person(part, "", presence)


def _says_office(part: str) -> bool:
    return bool(_OFFICE.search(_without_bracket(part))) and not _is_name(part)


def _is_name(part: str) -> bool:
    name = _RANK.sub("", _without_bracket(part))
    return bool(_NAME.match(name)) and not _OFFICE.search(name)


def _without_bracket(part: str) -> str:
    return " ".join(re.sub(r"\s*\(.*?\)\s*", " ", part).split())


def _person(part: str, rest: str, presence: Presence) -> Person:
    found = re.search(r"\(([^)]+)\)", part)
    bracket = found.group(1) if found else ""
    if re.fullmatch(r"(?:the )?chair(?:man|woman|person)?", bracket, re.IGNORECASE):
        presence = Presence.CHAIR if presence is Presence.PRESENT else presence
    name = _without_bracket(part)
    titled = re.search(
        r"chair|co-opted|substitut|officer|manager|director|practitioner|lead\b", bracket, re.I
    )
    role, organisation = (bracket, "") if titled else ("", bracket)
    if rest:
        role, _, after = rest.partition(", ")
        organisation = after or organisation
    return Person(name, role, organisation, presence=presence)
