"""Minutes of a meeting: who was there, the numbered items, what was said, resolved and asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper
from panel_app.domain.records import Action, ActionOrigin, MinuteItem, Records
from panel_app.importers.names import readable_title
from panel_app.importers.recognisers.actions import action_lines, action_log, sentences, undertakings
from panel_app.importers.recognisers.minute_items import item_starts
from panel_app.importers.recognisers.people import names_attendees, people_present
from panel_app.importers.recognisers.recogniser import (
    Found,
    body_named,
    early_date,
    front_text,
    long_date,
)

_SAYS = re.compile(
    r"^\W*(?:\d+[.)]\s+)?(?:\w+\s+){0,3}minutes\b|\bminutes of (?:the |a )?", re.IGNORECASE | re.MULTILINE
)
_WAYS_OF_RESOLVING = (
    re.compile(r"\b(?:RESOLVED|AGREED|DECIDED)\b"),
    re.compile(r"\b(?:Resolved|Agreed|Decisions?|Recommended)\s*[:–-]|\b[Rr]esolved that\b|^\W*Resolved\b"),
    re.compile(
        r"\b(?:resolved|it was agreed|were agreed as|was agreed as|agreed as a (?:correct|true)|agreed that"
        r"|(?<!it )(?:was|were|be) noted(?!\s*(?:that|:))|approved|(?:was|were) (?:adopted|carried|confirmed"
        r"|accepted)|recommended that)\b",
        re.IGNORECASE,
    ),
)
"""How minutes mark a resolution, the most formal first; beside a formal way the others are discussion."""
_ANNOUNCED = re.compile(
    r"\W*(?:it was )?(?:unanimously )?(?:resolved|agreed|decisions?|resolutions?)(?: that)?\W*", re.IGNORECASE
)
_HELD = re.compile(
    r"minutes of (?:a|the) (?:\w+ )?meeting of (?:the )?([A-Z][\w&',’ -]{3,70}?),? (?:which was )?held\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:the )?meeting (?:ended|closed|finished|concluded)\b|^chair(?:man)?$", re.IGNORECASE
)
_WEB_LABEL = re.compile(
    r"^\W*(?:minutes|additional documents|decision|supporting documents|share this item|view directions)\W*$",
    re.IGNORECASE,
)
"""Lines of a web page of a meeting that say nothing of it."""
_WEB_MINUTES = re.compile(r"^\W*minutes\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    subject: str
    page: int
    last_page: int
    passages: tuple[Passage, ...]

    def as_record(self, resolved: re.Pattern[str]) -> MinuteItem:
        points: list[str] = []
        resolutions: list[str] = []
        requests: list[str] = []
        resolving = False
        for passage in self.passages:
            text = f"{passage.number} {passage.text}".strip()
            if _ANNOUNCED.fullmatch(text):
                resolving = True
                continue
            if resolving and (passage.number or passage.kind is PassageKind.BULLET or not resolutions):
                resolutions.append(text)
                resolving = bool(passage.number) or passage.kind is PassageKind.BULLET or text.endswith(":")
                continue
            resolving = text.endswith(":") and bool(resolved.search(text))
            if resolving or (resolved.search(text) and passage.kind is not PassageKind.BULLET):
                resolutions += [one for one in sentences(text) if resolved.search(one)] or [text]
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

    def undertakings(self) -> Iterator[Action]:
        for passage in self.passages:
            yield from undertakings(sentences(passage.text), passage.page, self.number or self.subject)


class MinutesRecogniser:
    """Knows them by the word, by who was present, and by items with numbers that go up."""

    kind = PaperKind.MINUTES

    def look(self, paper: StructuredPaper) -> Found | None:
        front = front_text(paper)[:4000]
        if not (_SAYS.search(front) and names_attendees(paper)):
            return None
        items = list(_items(paper))
        actions = tuple(action_lines(paper)) + tuple(a for table in paper.tables for a in action_log(table))
        actions += tuple(a for item in items for a in item.undertakings() if not _told(a, actions))
        day = early_date(paper)
        resolved = _way_of_resolving(items)
        records = Records(
            people=tuple(people_present(paper)),
            minutes=tuple(item.as_record(resolved) for item in items),
            actions=actions,
        )
        sure = 0.65 + 0.2 * (len(items) >= 3) + 0.1 * bool(records.people)
        held = _HELD.search(" ".join(front.split())[:1500])
        return Found(
            sure,
            records,
            title=f"Minutes, {long_date(day)}" if day else "",
            date=day,
            committee=readable_title(held.group(1).strip()) if held else body_named(paper),
        )


def _told(action: Action, others: tuple[Action, ...]) -> bool:
    return any(other.origin is not ActionOrigin.UNDERTAKING and other.text in action.text for other in others)


def _way_of_resolving(items: Sequence[_Item]) -> re.Pattern[str]:
    """The most formal way that two items use, else any."""
    for way in _WAYS_OF_RESOLVING:
        if sum(any(way.search(p.text) for p in item.passages) for item in items) >= 2:
            return way
    return _WAYS_OF_RESOLVING[-1]


def _items(paper: StructuredPaper) -> Iterator[_Item]:
    starts, passages = item_starts(paper), paper.passages
    for place, start in enumerate(starts):
        last_one = place + 1 == len(starts)
        end = len(passages) if last_one else starts[place + 1].at
        inside: list[Passage] = []
        for passage in passages[start.at + start.taken : end]:
            if last_one and _END.match(passage.text):
                break
            if passage.kind is PassageKind.TABLE:
                continue
            if _WEB_MINUTES.match(passage.text):
                # What stands before the label on a web page is the agenda's own wording.
                inside.clear()
            elif not _WEB_LABEL.match(passage.text):
                inside.append(passage)
        page = passages[start.at].page
        yield _Item(start.number, start.subject, page, inside[-1].page if inside else page, tuple(inside))
