"""Where on a paper's pages stands what was read from it: found again by its words, or left unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from panel_app.domain.ids import slug
from panel_app.domain.papers import Box, Passage, PassageKind, Table
from panel_app.domain.review import ReviewDraft, ReviewItem, as_date

_SHORT = 12
"""Words with fewer letters than this say too little to be found by their beginning alone."""
_COMPARED = 1000
"""So many letters of a passage are compared: what was read stands at its beginning."""
_NUMBER = 6
"""A longer first cell of a table is no item's number."""
_MEETING_LINES = 6
"""The lines that name a meeting stand close together: this many after the first are looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page, by the page's index."""

    page: int
    box: Box


@dataclass(frozen=True)
class PaperPlaces:
    """Where the meeting is named, where each item is listed and where its paper begins, by item key."""

    meeting: Place | None = None
    listed: Mapping[str, Place] = field(default_factory=dict)
    begins: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A passage or a row of a table with its words as they are compared."""

    page: int
    box: Box
    number: str
    words: str
    heading: bool = False


def lines_of(passages: Iterable[Passage], tables: Sequence[Table]) -> list[Line]:
    """The passages of some pages, a table row by row where its rows have places."""
    placed: dict[tuple[int, str], list[Box]] = {}
    for table in tables:
        for cells, place in zip(table.rows, table.places, strict=bool(table.places)):
            placed.setdefault((place.page, "\t".join(cells)), []).append(place.box)
    lines: list[Line] = []
    for passage in passages:
        rows = passage.text.split("\n") if passage.kind is PassageKind.TABLE else []
        boxes = [placed.get((passage.page, row)) for row in rows]
        if any(boxes):
            lines += [
                _row(passage.page, found.pop(0), row) for row, found in zip(rows, boxes, strict=True) if found
            ]
            continue
        heading = passage.kind is PassageKind.HEADING
        lines.append(Line(passage.page, passage.box, passage.number, words_of(passage.text), heading))
    return lines


def _row(page: int, box: Box, row: str) -> Line:
    """A row of a table; a short first cell before others is a number."""
    number, _, rest = row.partition("\t")
    has_number = len(number) <= _NUMBER and bool(rest.strip())
    return Line(page, box, number if has_number else "", words_of(rest if has_number else row))


def words_of(text: str) -> str:
    """Words as they are compared: lower-case, joined by hyphens; "" where there are none."""
    beginning = text[:_COMPARED]
    return slug(beginning, _COMPARED) if any(letter.isalnum() for letter in beginning) else ""


def places_of(
    recognised: ReviewDraft, front: Sequence[Line], firsts: Mapping[str, Sequence[Line]]
) -> PaperPlaces:
    """`front` are the lines of the pages that can hold the agenda, `firsts` those of each first page."""
    listed: dict[str, Place] = {}
    begin = 0
    for item in recognised.items:
        at = _found(item.number, item.subject, front[begin:])
        if at is not None:
            line = front[begin + at]
            listed[item.key] = Place(line.page, line.box)
            begin += at + 1
    begins: dict[str, Place] = {}
    for item in recognised.items:
        place = _beginning(item, firsts.get(item.key, ()), listed.get(item.key))
        if place is not None:
            begins[item.key] = place
    return PaperPlaces(_meeting(recognised, front), listed, begins)


def place_of_record(value: Mapping[str, Any], lines: Sequence[Line]) -> Place | None:
    """Where a record stands among the lines of its page."""
    number = str(value.get("number") or "")
    texts = [
        value.get(name)
        for name in ("text", "name", "heading", "subject", "title", "topic", "measure", "area", "label")
    ]
    words = next((str(text) for text in texts if text), str(value.get("long") or value.get("short") or ""))
    at = _found(number, words, lines)
    if at is None:
        wanted = words_of(words)
        at = next((n for n, line in enumerate(lines) if wanted and wanted in line.words), None)
    return Place(lines[at].page, lines[at].box) if at is not None else None


def _found(number: str, words: str, lines: Sequence[Line]) -> int | None:
    """The line that says these words, best with this number; None where none is sure."""
    wanted = words_of(words)
    plain = number.strip(". ").lower()
    fits = [n for n, line in enumerate(lines) if wanted and _says(line.words, plain, wanted)]
    numbered = [n for n in fits if plain and lines[n].number.strip(". ").lower() == plain]
    return next(iter(numbered or fits), None)


def _says(line: str, number: str, wanted: str) -> bool:
    """Whether a line begins with the words, or is the beginning of them that fitted on it."""
    for said in (line, line.removeprefix(f"{words_of(number)}-")) if number else (line,):
        if said == wanted:
            return True
        if len(wanted) >= _SHORT and said.startswith(wanted):
            return True
        if len(said) >= _SHORT and wanted.startswith(said):
            return True
        if number and said != line and said.startswith(wanted):
            return True
    return False


def _beginning(item: ReviewItem, lines: Sequence[Line], listed: Place | None) -> Place | None:
    """Where an item's paper begins; the line that lists it is none."""
    others = [line for line in lines if listed is None or Place(line.page, line.box) != listed]
    headings = [line for line in others if line.heading]
    for among in (headings, others):
        at = _found(item.number, item.subject, among)
        if at is not None:
            return Place(among[at].page, among[at].box)
    return None


def _meeting(recognised: ReviewDraft, front: Sequence[Line]) -> Place | None:
    """The lines that name the committee and the day, and what stands between them, on one page."""
    committee = words_of(recognised.committee)
    day = as_date(recognised.date)
    written = words_of(f"{day.day} {day:%B} {day.year}") if day else ""
    date_at = next((n for n, line in enumerate(front) if written and written in _plain_day(line.words)), None)
    name_at = next((n for n, line in enumerate(front) if committee and committee in line.words), None)
    known = sorted(n for n in (date_at, name_at) if n is not None)
    if not known:
        return None
    first = known[0]
    last = known[-1] if known[-1] - first < _MEETING_LINES else first
    said = [words_of(text) for text in (recognised.time, recognised.venue) if text]
    for n in range(last + 1, min(last + 3, len(front))):
        if any(text and text in front[n].words for text in said):
            last = n
    lines = [line for line in front[first : last + 1] if line.page == front[first].page]
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return Place(lines[0].page, box)


def _plain_day(words: str) -> str:
    """ "5th-march-2025" as "5-march-2025"."""
    parts = words.split("-")
    return "-".join(part[:-2] if part[:1].isdigit() and part[-2:] in _ORDINAL else part for part in parts)


_ORDINAL = frozenset({"st", "nd", "rd", "th"})
