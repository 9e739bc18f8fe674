"""The appendices of an agenda item: where the item's report lists them, and where each begins."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from panel_app.domain.papers import AgendaItem, Passage, PassageKind, StructuredPaper

APPENDIX = re.compile(r"^(appendix|annex|enclosure)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"^((?:appendix|annex|enclosure)\s*[A-Z0-9]{1,3}\b)\s*[:.–—-]*\s*(.*)$", re.IGNORECASE | re.DOTALL
)
_LIST_SPAN = 8
"""Two appendices named within so many passages stand in a list of them."""
_SHORT = 160


@dataclass(frozen=True, slots=True)
class _Named:
    at: int
    page: int
    name: str
    subject: str


def appendices(paper: StructuredPaper, item: AgendaItem) -> list[AgendaItem]:
    """The appendices within an item's pages, in their order, each up to the page before the next."""
    if item.first_page is None or item.last_page is None:
        return []
    inside = [(at, p) for at, p in enumerate(paper.passages) if item.first_page <= p.page <= item.last_page]
    named = [found for at, passage in inside if (found := _named(at, passage))]
    listed = _listed(named)
    starts: dict[str, tuple[int, str]] = {}
    after = -1
    for one in listed.values():
        place = next((n for n in named if n.name == one.name and n.at not in _places(listed)), None)
        if place is not None:
            starts[one.name] = (place.page, one.subject or place.subject)
            after = place.at
            continue
        heading = _heading_like(inside, one, max(after, max(_places(listed))))
        if heading is not None:
            starts[one.name] = (inside[heading][1].page, one.subject)
            after = inside[heading][0]
    for one in named:
        if one.name not in listed and one.name not in starts:
            starts[one.name] = (one.page, one.subject)
    for entry in paper.outline:
        marked = _NAMED.match(entry.title) if item.first_page <= entry.page <= item.last_page else None
        if marked:
            name = _plain(marked.group(1))
            if name not in starts and name not in listed:
                starts[name] = (entry.page, marked.group(2).strip())
    placed = sorted((page, name, subject) for name, (page, subject) in starts.items())
    result: list[AgendaItem] = []
    for page, name, subject in placed:
        ends = [later for later, *_ in placed if later > page]
        last = min(ends) - 1 if ends else item.last_page
        title = name[:1].upper() + name[1:]
        result.append(AgendaItem("", f"{title}: {subject}" if subject else title, page, last, level=2))
    return result


def _named(at: int, passage: Passage) -> _Named | None:
    text = f"{passage.number} {passage.text}".strip()
    found = _NAMED.match(text) if len(text) <= _SHORT and passage.kind is not PassageKind.TABLE else None
    if found is None or (passage.kind is not PassageKind.HEADING and text.endswith((".", ";"))):
        return None
    return _Named(at, passage.page, _plain(found.group(1)), " ".join(found.group(2).split()))


def _plain(name: str) -> str:
    """ "Appendix  A" and "APPENDIX A" are one."""
    word, label = re.match(r"([A-Za-z]+)\s*(.*)", " ".join(name.split())).groups()  # type: ignore[union-attr]
    return f"{word.lower()} {label.upper()}"


def _listed(named: Sequence[_Named]) -> dict[str, _Named]:
    """The first list of appendices: different names close together, or one named again further on."""
    listed: dict[str, _Named] = {}
    for before, one in itertools.pairwise(named):
        if one.at - before.at <= _LIST_SPAN and one.name != before.name:
            if listed and before.name not in listed:
                break
            listed.setdefault(before.name, before)
            if one.name not in listed:
                listed[one.name] = one
        elif listed:
            break
    return listed


def _places(listed: dict[str, _Named]) -> set[int]:
    return {one.at for one in listed.values()} or {-1}


def _heading_like(inside: Sequence[tuple[int, Passage]], listed: _Named, after: int) -> int | None:
    """The heading that reads like what the list calls the appendix, though it does not say "Appendix"."""
    subject = _letters(listed.subject)
    if len(subject.split()) < 2:
        return None
    for place, (at, passage) in enumerate(inside):
        if at <= after or passage.kind is not PassageKind.HEADING:
            continue
        heading = _letters(passage.text)
        if len(heading.split()) >= 2 and len(heading) >= 12 and fuzz.token_set_ratio(heading, subject) >= 95:
            return place
    return None


def _letters(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())
