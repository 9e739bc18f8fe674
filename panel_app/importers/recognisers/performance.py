"""A force's performance report: the sections of its scorecard, and what good looks like."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper, Table
from panel_app.domain.records import Records, Section, Target
from panel_app.importers.recognisers.recogniser import Found, early_date, front_text

_NAMED = re.compile(r"\bperformance\s+(?:report|scorecard|summary)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:is|are) (?:asked|invited|recommended|requested) to\b", re.IGNORECASE)
_SECTION = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}$")
_GOOD = re.compile(r"^\W*(?:what )?good looks like\b\W*(.*)$", re.IGNORECASE | re.DOTALL)
_GOOD_BROKEN = re.compile(r"^\W*(?:what )?good looks$", re.IGNORECASE)
_VALUE = re.compile(
    r"\d|\b(?:(?:reduc|increas|improv|maintain|decreas)\w*|to be (?:developed|confirmed|defined)"
    r"|being defined|in development|continued|below|above|within|remain|less|fewer|more|target|tbc|n/?a)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"^(?:previous|last|current|latest|actual)\b", re.IGNORECASE)
"""A figure so announced is where things stand, not where they should."""
_SECTION_LIMIT = 110
_TARGET_LIMIT = 260
_MEASURE_HEAD = re.compile(r"\b(?:measure|indicator|kpi|performance|description)\b", re.IGNORECASE)
_TARGET_HEAD = re.compile(r"^(?:\d{4}(?:/\d{2,4})?\s+)?(?:target|ambition|aim)\b.{0,20}$", re.IGNORECASE)
_UNSET = re.compile(r"^(?:to be (?:developed|confirmed|defined)|in development|tbc)\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*+(?=\S)([^*]*\S)\*+")
_TARGET_CELL = re.compile(r"^(?:\d{4}(?:/\d{2,4})?\s+)?target\s*:\s*(\S.*)$", re.IGNORECASE | re.DOTALL)
_OVERVIEW = 4
"""So many different section titles right after each other are a list of the sections."""
_LINES_AFTER = 6


class PerformanceRecogniser:
    """Knows it by its name on the first pages, sections that come back, and what good looks like."""

    kind = PaperKind.PERFORMANCE

    def look(self, paper: StructuredPaper) -> Found | None:
        if not _NAMED.search(front_text(paper, 2)):
            return None
        titles = _titles(paper)
        sections = tuple(_sections(paper, titles))
        targets = (*_targets(paper, titles, sections), *_targets_of_tables(paper))
        headed = any(
            p.kind is PassageKind.HEADING and _NAMED.search(p.text) for p in paper.passages[:15]
        ) or bool(_NAMED.search(paper.title))
        # A report that asks a committee to note the figures is the cover of one, not the report itself.
        cover = not (sections or targets) and bool(_ASKS.search(front_text(paper, 2)))
        sure = 0.35 + 0.15 * headed - 0.15 * cover + 0.2 * (len(targets) >= 3) + 0.1 * (len(sections) >= 4)
        return Found(sure, Records(sections=sections, targets=targets), date=early_date(paper))


@dataclass(frozen=True, slots=True)
class _Title:
    """A numbered title where it stands."""

    at: int
    page: int
    number: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        return self.number, _plain(self.text)


def _titles(paper: StructuredPaper) -> list[_Title]:
    """All numbered short lines that could be titles of sections."""
    return [
        _Title(at, passage.page, passage.number.rstrip("."), passage.text)
        for at, passage in enumerate(paper.passages)
        if passage.kind is not PassageKind.TABLE
        and _SECTION.match(passage.number.rstrip("."))
        and 5 < len(passage.text) <= _SECTION_LIMIT
        and not passage.text.endswith((".", "?", ":", ";"))
    ]


def _sections(paper: StructuredPaper, titles: Sequence[_Title]) -> Iterator[Section]:
    """Numbered titles that stand at the head of several pages; one entry each, from first to last page."""
    pages: dict[tuple[str, str], set[int]] = {}
    for title in titles:
        pages.setdefault(title.key, set()).add(title.page)
    repeated = {key for key, on in pages.items() if len(on) >= 2}
    if len(repeated) < 2:
        return
    top = {number.split(".")[0] for number, _ in repeated}
    telling = [t for t in titles if t.key in repeated or ("." in t.number and t.number.split(".")[0] in top)]
    listed = _listed(telling)
    # Titles of the overview of all sections stand pages before the sections themselves.
    body = [t for at, t in enumerate(telling) if at not in listed]
    first: dict[tuple[str, str], _Title] = {}
    last: dict[tuple[str, str], int] = {}
    for place, title in enumerate(body):
        first.setdefault(title.key, title)
        after = next((t for t in body[place + 1 :] if not _within(t.number, title.number)), None)
        last[title.key] = title.page if after is None else paper.passages[after.at - 1].page
    for key, title in first.items():
        yield Section(title.number, title.text, title.page, max(title.page, last[key]))


def _listed(titles: Sequence[_Title]) -> set[int]:
    """The places of titles that stand right after each other in a list of the sections."""
    listed: set[int] = set()
    run: list[int] = []
    for place, title in enumerate(titles):
        if run and title.at != titles[run[-1]].at + 1:
            run = []
        run.append(place)
        if len(run) >= _OVERVIEW:
            listed.update(run)
    return listed


def _within(number: str, section: str) -> bool:
    return number == section or number.startswith(section + ".")


def _targets(
    paper: StructuredPaper, titles: Sequence[_Title], sections: Sequence[Section]
) -> Iterator[Target]:
    """What follows "Good looks like", under the heading above it."""
    passages = paper.passages
    known = {(section.number, _plain(section.title)) for section in sections}
    numbers = {title.at: title.number for title in titles if title.key in known}
    heading = section = ""
    for at, passage in enumerate(passages):
        if at in numbers:
            section = numbers[at]
            continue
        text = passage.text.strip()
        broken = (
            _GOOD_BROKEN.match(text) and at + 1 < len(passages) and passages[at + 1].text.startswith("like")
        )
        good = _GOOD.match(text)
        if not (good or broken):
            if passage.kind is PassageKind.HEADING and not _VALUE.search(text) and not _PAST.match(text):
                heading = text
            continue
        said = good.group(1) if good else passages[at + 1].text[4:]
        said = said.strip(" :*")
        wanted = [_measured(said)] if said else _wanted_after(passages, at + (2 if broken else 1), numbers)
        for measure, value in wanted:
            yield Target(measure or heading, value, section, passage.page)


def _wanted_after(passages: Sequence[Passage], at: int, titles: Container[int]) -> Iterator[tuple[str, str]]:
    """The measure ("" for that of the heading) and the value in each line of a target.

    The first line may be any statement; those after it name their measure, or go on a list. `titles` are
    the places of the titles of sections, where it ends.
    """
    label = ""
    listing = True
    for place, passage in enumerate(passages[at : at + _LINES_AFTER]):
        text = passage.text.strip()
        plain = _EMPHASIS.sub(r"\1", text).strip(" *")
        if (
            passage.kind is PassageKind.TABLE
            or at + place in titles
            or len(plain) > _TARGET_LIMIT
            or (text.startswith("*") and not _EMPHASIS.match(text))
            or _PAST.match(plain)
            or _GOOD.match(plain)
        ):
            return
        if _UNSET.match(plain):
            yield label, plain.rstrip(" :")
            return
        if plain.endswith(":") and len(plain) < 90:
            label, listing = plain.rstrip(" :"), True
            continue
        measure, value = _measured(plain)
        listed = bool(passage.number) or passage.kind is PassageKind.BULLET
        stated = place == 0 and passage.kind is not PassageKind.HEADING and len(plain.split()) >= 5
        if not (_VALUE.search(value) or stated or (listed and listing)):
            return
        if not (measure or listing or listed) or (
            place and passage.kind is PassageKind.HEADING and not measure and not label
        ):
            return
        yield measure or label, value
        listing = plain.endswith(";") or listed


def _measured(text: str) -> tuple[str, str]:
    """ "999 calls: 90 % within 10 seconds" in its two halves; the measure is "" where none is named."""
    measure, _, value = text.partition(":")
    value = value.strip(" *")
    if value and len(measure) < 90 and _VALUE.search(value):
        return measure.strip(" *"), value
    return "", text


def _targets_of_tables(paper: StructuredPaper) -> Iterator[Target]:
    """Tables with a column for the measure and one for its target, or with cells that say "Target: 97%"."""
    for table in paper.tables:
        yield from _targets_of_column(table)
        for at, row in enumerate(table.rows[1:], start=1):
            said = next((found for cell in row if (found := _TARGET_CELL.match(cell.strip()))), None)
            above = " ".join(table.rows[at - 1][0].split())
            if said and re.search(r"[A-Za-z]{3}", above) and ":" not in above:
                yield Target(above, " ".join(said.group(1).split()), "", table.page_of_row(at))


def _targets_of_column(table: Table) -> Iterator[Target]:
    heads = [" ".join(head.split()) for head in table.rows[0]]
    target = next((at for at, head in enumerate(heads) if _TARGET_HEAD.match(head)), None)
    measure = next((at for at, head in enumerate(heads) if _MEASURE_HEAD.search(head)), None)
    if target is None or measure is None or measure == target:
        return
    for at, row in enumerate(table.rows[1:], start=1):
        name, value = " ".join(row[measure].split()), " ".join(row[target].split())
        named = len(name) > 5 and re.search(r"[A-Za-z]{3}", name)
        if named and re.search(r"\d", value) and len(value) < 40:
            yield Target(name, value, table.title, table.page_of_row(at))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())
