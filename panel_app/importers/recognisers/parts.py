"""The parts of a pack as papers of their own, for the recognisers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from panel_app.domain.papers import AgendaItem, PassageKind, StructuredPaper

_MID_PAGE_CHARACTERS = 200
"""So much text before a heading makes its page a shared one; less is a letterhead or a label."""


def starts(paper: StructuredPaper, items: Sequence[AgendaItem]) -> list[int | None]:
    """The index of the passage at which each item begins, None for an item without pages.

    An item begins at its heading where one stands on its first page, otherwise with the page.
    """
    first_on_page: dict[int, int] = {}
    for at, passage in enumerate(paper.passages):
        first_on_page.setdefault(passage.page, at)
    found: list[int | None] = []
    after = 0
    for item in items:
        if item.first_page is None or item.first_page not in first_on_page:
            found.append(None)
            continue
        begin = first_on_page[item.first_page]
        after = _heading_of(paper, item, max(begin, after)) or max(begin, after)
        found.append(after)
    return found


def shared_pages(
    paper: StructuredPaper, items: Sequence[AgendaItem], begins: Sequence[int | None]
) -> list[AgendaItem]:
    """The items with their last page put right where the next one begins in the middle of a page."""
    result = list(items)
    for at, item in enumerate(items):
        start = begins[at]
        if start is None or item.first_page is None:
            continue
        before = [p for p in paper.passages[:start] if p.page == item.first_page]
        if sum(len(p.text) for p in before) < _MID_PAGE_CHARACTERS:
            continue
        for earlier in range(at):
            if items[earlier].last_page == item.first_page - 1:
                result[earlier] = replace(result[earlier], last_page=item.first_page)
    return result


def part_between(paper: StructuredPaper, first: int, end: int) -> StructuredPaper:
    """The passages from `first` up to `end` with their pages and tables; pages keep their index."""
    passages = paper.passages[first:end]
    touched = {p.page for p in passages}
    kinds = [p.kind is PassageKind.TABLE for p in paper.passages]
    if sum(kinds) == len(paper.tables):
        # A typeset paper has one table for each passage of that kind, in order.
        tables = paper.tables[sum(kinds[:first]) : sum(kinds[:end])]
    else:
        tables = tuple(t for t in paper.tables if t.page in touched)
    whole = {p.page for p in paper.passages[:first]} | {p.page for p in paper.passages[end:]}
    pages = tuple(
        replace(p, text="\n".join(x.text for x in passages if x.page == p.index)) if p.index in whole else p
        for p in paper.pages
        if p.index in touched
    )
    return StructuredPaper(
        pages=pages,
        outline=tuple(e for e in paper.outline if e.page in touched),
        passages=passages,
        tables=tables,
        labels_printed=paper.labels_printed,
    )


def _heading_of(paper: StructuredPaper, item: AgendaItem, begin: int) -> int | None:
    """The passage on the item's first page that is its heading or its label."""
    label = re.compile(rf"agenda item( no\.?)?\s*{re.escape(item.number)}\b", re.IGNORECASE)
    subject = _letters(item.subject)
    name = _letters(item.subject.split(":")[0]) if item.level > 1 else ""
    for at in range(begin, len(paper.passages)):
        passage = paper.passages[at]
        if passage.page != item.first_page:
            return None
        text = _letters(passage.text)
        if item.number and label.match(passage.text.strip()):
            return at
        if len(text) > 160 or len(text) < 6:
            continue
        if name and text.startswith(name) and not _listed_beside(paper, at):
            return at
        if passage.kind is PassageKind.HEADING and (
            fuzz.token_sort_ratio(text, subject) >= 80
            or (len(text.split()) > 1 and fuzz.token_set_ratio(text, subject) >= 95)
            or (text == "minutes" and "minutes" in subject)
        ):
            return at
    return None


def _listed_beside(paper: StructuredPaper, at: int) -> bool:
    """Whether an appendix's name stands in a list, with another's before or after it."""
    near = paper.passages[max(0, at - 1) : at + 2]
    return sum(bool(re.match(r"(appendix|annex|enclosure)\b", p.text, re.IGNORECASE)) for p in near) > 1


def _letters(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())
