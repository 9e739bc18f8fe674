"""Where the items of minutes begin: by their labels, their numbers, or the headings alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from panel_app.domain.papers import Passage, PassageKind, StructuredPaper
from panel_app.importers.recognisers.people import FRONT, PEOPLE_HEAD, PRESENCE

_NUMBER = re.compile(r"^(\d{1,4}[A-Z]?|\d{1,3}/\d{2,4}|[A-Z]{1,3}\d{1,3})\.?$")
_BARE = re.compile(r"^(\d{1,4}(?:/\d{2,4})?)[.)]?\s+(?=[A-Z“\"'(])")
_ALONE = re.compile(r"^(?:[A-Z]{2,5}\s)?(\d{1,4}(?:/\d{2,4})?)[.)]?$")
"""A number on a line of its own, as web pages of meetings set it: "3." and "42/20"."""
_LINK = re.compile(r"\s*\b(?:pdf icon\s*)?\(?pdf\s+\d+\s*[km]b\)?.*$", re.IGNORECASE)
_NO_ITEM = re.compile(
    r"^\W*(?:agenda|table \d+\b.*|actions?\b.{0,3}|attendees|observers|apologies|minutes:?"
    r"|other attendees.*)$",
    re.IGNORECASE,
)
_ITEM_LABEL = re.compile(r"^\(?\s*(?:agenda )?item(?: no\.?)?\s*(\d{1,3}[A-Za-z]?)\s*\)?\.?$", re.IGNORECASE)
_SUBJECT_LIMIT = 160
_LONG_SUBJECT = 250
_LEADING = 9.0
"""Points between two lines of one heading; more parts two headings."""


@dataclass(frozen=True, slots=True)
class ItemStart:
    """An item's heading: the index of its first passage, how many it takes, its number and subject."""

    at: int
    number: str
    subject: str
    taken: int = 1


def item_starts(paper: StructuredPaper) -> list[ItemStart]:
    """The items in order: those of the way of marking them that finds most."""
    counted = max(_by_label(paper), _by_number(paper), key=len)
    headed = _by_heading(paper)
    # Where headings come before the first number, the numbers are a list within one of them.
    within = len(headed) > len(counted) and counted and headed[0].at < counted[0].at
    return headed if within or not counted else counted


def _by_number(paper: StructuredPaper) -> list[ItemStart]:
    """The longest run of headings whose numbers go up by one or two; a number may be lost in the text."""
    candidates = [start for at in range(len(paper.passages)) if (start := _candidate(paper.passages, at))]
    best: list[ItemStart] = []
    for begin in range(min(len(candidates), 12)):
        run = [candidates[begin]]
        for one in candidates[begin + 1 :]:
            if 0 < _count(one) - _count(run[-1]) <= 2:
                run.append(one)
        if len(run) > len(best):
            best = run
    if len(best) < 2:
        return []
    return sorted([*best, *_between(paper, best)], key=lambda start: start.at)


def _count(start: ItemStart) -> int:
    return int(re.sub(r"\D", "", start.number.split("/")[0]))


def _candidate(passages: Sequence[Passage], at: int) -> ItemStart | None:
    """The item that a passage could begin, with the passages over which its heading goes on."""
    passage = passages[at]
    alone = _ALONE.match(f"{passage.number} {passage.text}".strip())
    if alone:
        subject = passages[at + 1] if at + 1 < len(passages) else None
        if subject is None or subject.number or not _could_be_subject(subject, subject.text.strip()):
            return None
        return ItemStart(at, alone.group(1), _LINK.sub("", subject.text.strip()), 2)
    found = _numbered(passage)
    if found is None:
        return None
    number, subject_text = found
    taken = 1
    # A heading set narrow in the margin comes as several short lines, a bold one of two lines as two.
    while taken < 4 and at + taken < len(passages) and len(subject_text) < _SUBJECT_LIMIT:
        following = passages[at + taken]
        narrow = passage.kind is PassageKind.PARAGRAPH and _narrow(following) and len(subject_text) < 60
        if not (narrow or _goes_on(passages[at + taken - 1], following)):
            break
        subject_text = f"{subject_text} {following.text}"
        taken += 1
    return ItemStart(at, number, _LINK.sub("", subject_text), taken)


def _goes_on(heading: Passage, following: Passage) -> bool:
    """Whether a heading is the next line of the heading above it."""
    return (
        heading.kind is PassageKind.HEADING
        and following.kind is PassageKind.HEADING
        and not following.number
        and heading.page == following.page
        and -2 <= following.box.y0 - heading.box.y1 < _LEADING
        and not _ITEM_LABEL.match(following.text.strip())
    )


def _between(paper: StructuredPaper, run: Sequence[ItemStart]) -> Iterator[ItemStart]:
    """The items that a run leaves out, whose headings read like sentences: "5. The new estate."."""
    for before, after in pairwise(run):
        if _count(after) - _count(before) != 2:
            continue
        for at in range(before.at + before.taken, after.at):
            passage = paper.passages[at]
            number = passage.number.rstrip(".)")
            titled = len(passage.text) <= _LONG_SUBJECT and passage.text[:1].isupper()
            if number == str(_count(before) + 1) and titled:
                yield ItemStart(at, number, passage.text.rstrip("."))
                break


def _by_label(paper: StructuredPaper) -> list[ItemStart]:
    """Items whose heading has its number on a line of its own beneath: "(Item 4)"."""
    found: list[ItemStart] = []
    for at, passage in enumerate(paper.passages):
        label = _ITEM_LABEL.match(passage.text.strip())
        if label is None or at == 0:
            continue
        begin = at - 1
        while begin > 0 and at - begin < 4 and not _may_head(paper.passages[begin]):
            begin -= 1
        if not _may_head(paper.passages[begin]):
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
        found.append(ItemStart(begin, own or label.group(1), subject, at - begin + 1))
    return found if len(found) >= 2 else []


def _may_head(passage: Passage) -> bool:
    """Whether a passage above "(Item 4)" is its heading; one of several lines may be set as a paragraph."""
    counted = bool(re.fullmatch(r"\d{1,4}\.?", passage.number)) and len(passage.text) <= _LONG_SUBJECT
    return passage.kind is PassageKind.HEADING or (passage.kind is PassageKind.PARAGRAPH and counted)


def _by_heading(paper: StructuredPaper) -> list[ItemStart]:
    """Items without numbers: the headings after those who were there."""
    after = max(
        (
            at
            for at, passage in enumerate(paper.passages[:FRONT])
            if PRESENCE.match(passage.text)
            or (passage.kind is PassageKind.TABLE and PEOPLE_HEAD.match(passage.text))
        ),
        default=len(paper.passages),
    )
    found = [
        ItemStart(at, "", _LINK.sub("", passage.text))
        for at, passage in enumerate(paper.passages)
        if at > after
        and passage.kind is PassageKind.HEADING
        and _numbered(passage) is None
        and len(passage.text) <= 90
        and not _NO_ITEM.match(passage.text)
    ]
    return found if len(found) >= 3 else []


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
    return (number, text) if _NUMBER.match(number) and _could_be_subject(passage, text) else None


def _could_be_subject(passage: Passage, text: str) -> bool:
    if passage.kind in (PassageKind.TABLE, PassageKind.BULLET):
        return False
    text = _LINK.sub("", text)
    if len(text) > _SUBJECT_LIMIT or not re.search(r"[A-Za-z]{3}", text):
        return False
    sentence = text.endswith((".", ";", ",")) and len(text.split()) > 8
    return not sentence and (passage.kind is PassageKind.HEADING or len(text) <= 90 or text.isupper())


def _narrow(passage: Passage) -> bool:
    text = passage.text.strip()
    return (
        passage.kind is not PassageKind.TABLE
        and not passage.number
        and len(text) <= 28
        and not text.endswith((".", ":"))
        and text[:1].isalnum()
    )
