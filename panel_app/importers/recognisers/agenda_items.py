"""The items of an agenda, with their page ranges, and the members of the panel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from panel_app.domain.papers import (
    AgendaItem,
    Member,
    OutlineEntry,
    PassageKind,
    StructuredPaper,
    Table,
)
from panel_app.importers.recognisers.appendices import APPENDIX, appendices

_BOOKMARK = re.compile(r"^(?:Item\s+)?(\d{1,2}[A-Za-z]?)[.:)]?\s+(\S.*)$")
_PAGES = re.compile(r"\(?\s*(?:pages?\s*)?(\d{1,4})\s*(?:[-–—]|to)\s*(\d{1,4})\s*\)?\s*$", re.IGNORECASE)
_PAGE = re.compile(r"\(\s*pages?\s*(\d{1,4})\s*\)\s*$", re.IGNORECASE)
_ITEM = re.compile(r"^(\d{1,2}[A-Za-z]?)\.?$")
_FRONT_PAGES = 8
_SUBJECT_LIMIT = 200


def agenda_items(paper: StructuredPaper) -> tuple[AgendaItem, ...]:
    """The items in order. Bookmarks say where an item is; the agenda says which items there are."""
    listed = _from_tables(paper) or _from_passages(paper)
    marked = items_from_outline(paper.outline, len(paper.pages))
    if not listed:
        return marked if len(marked) >= 2 else ()
    items = _with_pages(listed, paper)
    places = {item.number: item for item in marked}
    joined: list[AgendaItem] = []
    for item in items:
        place = places.get(item.number)
        if place and fuzz.token_set_ratio(place.subject.lower(), item.subject.lower()) >= 55:
            item = replace(item, first_page=place.first_page, last_page=place.last_page)
        joined.append(item)
    closed = _closed(joined, len(paper.pages))
    return tuple(one for item in closed for one in (item, *appendices(paper, item)))


def panel_members(paper: StructuredPaper) -> tuple[Member, ...]:
    """The members as a table on the front pages lists them: name, role and council."""
    for table in paper.tables:
        if table.page < _FRONT_PAGES and _is_membership(table):
            return tuple(_member(row) for row in table.rows if _names_member(row))
    return ()


def items_from_outline(outline: Sequence[OutlineEntry], count: int) -> tuple[AgendaItem, ...]:
    """Numbered bookmarks of the level on which the items are; each ends before the next of that level."""
    numbered = [(entry, _BOOKMARK.match(entry.title)) for entry in outline]
    levels = [entry.level for entry, match in numbered if match]
    if not levels:
        return ()
    level = min(levels)
    at_level = [(entry, match) for entry, match in numbered if entry.level == level]
    items: list[AgendaItem] = []
    for place, (entry, match) in enumerate(at_level):
        if match is None:
            continue
        later = [
            following.page
            for following, number in at_level[place + 1 :]
            if number or not APPENDIX.match(following.title)
        ]
        last = max(entry.page, later[0] - 1) if later else count - 1
        subject = _PAGES.sub("", match.group(2)).strip()
        items.append(AgendaItem(match.group(1), subject, entry.page, last))
    return tuple(items)


def _from_tables(paper: StructuredPaper) -> list[AgendaItem]:
    """Rows "5 | Minutes | 1 - 8" of the tables before the first item's own pages."""
    items: list[AgendaItem] = []
    for table in paper.tables:
        if table.page >= _FRONT_PAGES:
            break
        for row in table.rows:
            number = _ITEM.match(row[0].strip()) if row else None
            if number is None or len(row) < 2 or not re.search(r"[A-Za-z]{3}", row[1]):
                continue
            if items and not _follows(items[-1].number, number.group(1)):
                continue
            items.append(_listed(number.group(1), f"{row[1]} {row[2] if len(row) > 2 else ''}".strip()))
    return items if len(items) >= 2 and items[0].number == "1" else []


def _from_passages(paper: StructuredPaper) -> list[AgendaItem]:
    """Numbered lines of the front pages: "3 English Devolution White Paper (Pages 1 - 18)"."""
    items: list[AgendaItem] = []
    for passage in paper.passages:
        if passage.page >= 4:
            break
        number, text = passage.number.rstrip(".)"), passage.text
        if not number:
            match = re.match(r"^(\d{1,2})\s+(?=[A-Z])", text)
            if match is None:
                continue
            number, text = match.group(1), text[match.end() :]
        if not _ITEM.match(number) or len(text) > _SUBJECT_LIMIT or not re.search(r"[A-Za-z]{3}", text):
            continue
        if items and not _follows(items[-1].number, number):
            continue
        items.append(_listed(number, text))
    return items


def _listed(number: str, text: str) -> AgendaItem:
    """An item as the agenda words it; printed pages are kept for now as if they were page indexes."""
    pages = _PAGES.search(text) or _PAGE.search(text)
    first = last = None
    if pages:
        first = int(pages.group(1))
        last = int(pages.group(2)) if pages.re is _PAGES else first
        text = text[: pages.start()]
    subject = " ".join(text.split()).rstrip(" (-–")
    if len(subject) > 90:
        title = re.match(r"(.{12,90}?)(?:\.\s| Members of | To (?:confirm|consider|receive|note) )", subject)
        subject = title.group(1).rstrip(".") if title else subject
    return AgendaItem(number, subject, first, last)


def _follows(before: str, after: str) -> bool:
    a, b = int(re.sub(r"\D", "", before)), int(re.sub(r"\D", "", after))
    return b == a + 1 or (b == a and before != after)


def _with_pages(items: Sequence[AgendaItem], paper: StructuredPaper) -> list[AgendaItem]:
    """From printed pages to page indexes; items without printed pages are sought by their heading."""
    index = {page.label: page.index for page in paper.pages}
    found: list[AgendaItem] = []
    lists = _last_page_of_list(items, paper)
    after = max((table.page for table in paper.tables[:4] if table.page < _FRONT_PAGES), default=0)
    for item in items:
        printed = paper.labels_printed and item.first_page is not None
        first = index.get(str(item.first_page)) if printed else None
        last = index.get(str(item.last_page)) if printed else None
        if printed and (first is None or last is None or first < lists):
            # A front sheet names the pages of a pack that it is not.
            named = (item.first_page or 0, item.last_page or 0)
            found.append(replace(item, first_page=None, last_page=None, pack_pages=named))
            continue
        if first is None:
            first = _page_of_heading(item, paper, after)
            last = None
        if first is not None:
            after = first
        found.append(replace(item, first_page=first, last_page=last))
    return found


def _last_page_of_list(items: Sequence[AgendaItem], paper: StructuredPaper) -> int:
    """The page on which the agenda's list names the last item that has printed pages."""
    printed = [item for item in items if item.first_page is not None]
    if not printed:
        return 0
    words = " ".join(printed[-1].subject.split()[:4]).lower()
    return next((p.index for p in paper.pages[:_FRONT_PAGES] if words in " ".join(p.text.lower().split())), 0)


def _page_of_heading(item: AgendaItem, paper: StructuredPaper, after: int) -> int | None:
    """The page of the heading that reads like the item's subject, or says "Agenda item 7"."""
    label = re.compile(rf"^agenda item\s+{re.escape(item.number)}$", re.IGNORECASE)
    subject = re.sub(r"[^a-z ]", " ", item.subject.lower())
    for passage in paper.passages:
        if passage.page <= after and passage.page < len(paper.pages) - 1:
            continue
        if label.match(passage.text.strip()):
            return passage.page
        own = passage.number.rstrip(".)")
        if passage.kind is PassageKind.HEADING and len(passage.text) > 8 and own in ("", item.number):
            heading = re.sub(r"[^a-z ]", " ", passage.text.lower())
            if fuzz.token_sort_ratio(heading, subject) >= 80:
                return passage.page
    if re.search(r"\bminutes\b", subject):
        return next(
            (
                p.page
                for p in paper.passages
                if p.kind is PassageKind.HEADING and p.text.strip().lower() == "minutes"
            ),
            None,
        )
    return None


def _closed(items: Sequence[AgendaItem], count: int) -> list[AgendaItem]:
    """Give an item without a last page the page before the next item's first."""
    closed: list[AgendaItem] = []
    for at, item in enumerate(items):
        if item.first_page is not None and item.last_page is None:
            later = [i.first_page for i in items[at + 1 :] if i.first_page is not None]
            last = max(item.first_page, min(later) - 1) if later else count - 1
            item = replace(item, last_page=last)
        closed.append(item)
    return closed


def _is_membership(table: Table) -> bool:
    text = " ".join(" ".join(row) for row in table.rows).lower()
    rows = [row for row in table.rows if len([cell for cell in row if cell.strip()]) >= 2]
    return len(rows) >= 5 and text.count("member") >= 5 and ("council" in text or "independent" in text)


def _names_member(row: Sequence[str]) -> bool:
    return bool(row and row[0].strip()) and row[0].strip().lower() not in {"member", "name", "members"}


def _member(row: Sequence[str]) -> Member:
    name = row[0].strip()
    role, council = row[1].strip(), row[2].strip() if len(row) > 2 else ""
    if not council and re.search(r"\s[-–—]\s", role):
        role, council = (part.strip() for part in re.split(r"\s[-–—]\s", role, maxsplit=1))
    titled = re.search(r"\(([^)]*chair[^)]*)\)", name, re.IGNORECASE)
    if titled:
        name = name.replace(titled.group(0), "").strip()
        role = f"{titled.group(1)}, {role}" if role else titled.group(1)
    return Member(name, role, council)
