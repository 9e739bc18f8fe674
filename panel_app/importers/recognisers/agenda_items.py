"""The items of an agenda, with their page ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from panel_app.domain.papers import (
    AgendaItem,
    OutlineEntry,
    PassageKind,
    StructuredPaper,
)
from panel_app.importers.recognisers.appendices import APPENDIX, appendices

_BOOKMARK = re.compile(r"^(?:Item\s+)?(\d{1,2}[A-Za-z]?)[.:)]?\s+(\S.*)$")
_PAGES = re.compile(r"\(?\s*(?:pages?\s*)?(\d{1,4})\s*(?:[-–—]|to)\s*(\d{1,4})\s*\)?\s*$", re.IGNORECASE)
_PAGE = re.compile(r"\(\s*pages?\s*(\d{1,4})\s*\)\s*$", re.IGNORECASE)
_ITEM = re.compile(r"^(\d{1,2}[A-Za-z]?)\.?$")
_FRONT_PAGES = 8
_CLOCK = re.compile(r"\s*\b\d{1,2}[.:]\d{2}\s*(?:am|pm|a\.m\.|p\.m\.)?\s*$", re.IGNORECASE)
_PRIVATE_PART = re.compile(
    r"^\W*(?:\d{1,2}[.)]?\s+)?(?:part\s*(?:2|ii|two|b)\b.*|exempt (?:items?|business|information|reports?).*"
    r"|confidential (?:items?|business).*|private (?:items?|business|session).*|restricted items.*"
    r"|(?:items? )?(?:in|to be (?:taken|considered) in) private.*"
    r"|.*\bexclusion\b.{0,40}\b(?:press|public)\b.*)$",
    re.IGNORECASE,
)
"""A heading or an item after which the public is kept out."""
_OPEN_PART = re.compile(
    r"^\W*(?:\d{1,2}[.)]?\s+)?(?:part\s*(?:1|i|one|a)\b.*|unrestricted items.*"
    r"|public (?:items?|business|session).*|.*\b(?:re-?admission|return) of (?:the )?(?:press|public).*)$",
    re.IGNORECASE,
)
_NOT_PUBLISHED = re.compile(
    r"\bnot for publication\b|\bexempt\b[^.]{0,60}\bschedule 12A\b|\(\s*exempt\b"
    r"|\bexempt (?:appendix|item|report)\b|\bconfidential\s*[:–-]",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(
    r"\bno exempt\b|\bif (?:necessary|required|needed|appropriate)\b|\bnone\b", re.IGNORECASE
)
_SUBJECT_LIMIT = 200


def agenda_items(paper: StructuredPaper) -> tuple[AgendaItem, ...]:
    """The items in order. Bookmarks say where an item is; the agenda says which items there are."""
    listed = _from_tables(paper) or _from_passages(paper)
    marked = items_from_outline(paper.outline, len(paper.pages))
    if not listed:
        return marked if len(marked) >= 2 else ()
    items = _with_exempt(_with_pages(listed, paper), paper)
    # A bookmark on the agenda itself is of its line, not of a paper.
    end = _end_of_list(listed, paper)
    agenda_page = paper.passages[end].page if end >= 0 else -1
    places = {item.number: item for item in marked if (item.first_page or 0) > agenda_page}
    joined: list[AgendaItem] = []
    for item in items:
        place = places.get(item.number)
        if place and fuzz.token_set_ratio(place.subject.lower(), item.subject.lower()) >= 55:
            item = replace(item, first_page=place.first_page, last_page=place.last_page)
        joined.append(item)
    closed = _closed(joined, len(paper.pages))
    return tuple(one for item in closed for one in (item, *appendices(paper, item)))


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
            cells = [row[1], *(cell for cell in row[2:] if not _CLOCK.fullmatch(cell))]
            items.append(_listed(number.group(1), " ".join(cells).strip()))
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
    subject = _CLOCK.sub("", " ".join(text.split())).rstrip(" (-–")
    subject = subject.rstrip(".") if subject.count(".") == 1 else subject
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
    after = _end_of_list(items, paper)
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
            heading = _heading_of(item, paper, after)
            last = None
            if heading is not None:
                first, after = paper.passages[heading].page, heading
        found.append(replace(item, first_page=first, last_page=last))
    return found


def _end_of_list(items: Sequence[AgendaItem], paper: StructuredPaper) -> int:
    """The index of the passage in which the agenda's list names its last item; headings stand after it."""
    words = " ".join(items[-1].subject.lower().split())
    front = (at for at, p in enumerate(paper.passages) if p.page < _FRONT_PAGES)
    named = next((at for at in front if words in " ".join(paper.passages[at].text.lower().split())), -1)
    tables = [table.page for table in paper.tables[:4] if table.page < _FRONT_PAGES]
    listed = [at for at, p in enumerate(paper.passages) if p.kind is PassageKind.TABLE and p.page in tables]
    return max(named, listed[-1] if listed and named < 0 else -1)


def _last_page_of_list(items: Sequence[AgendaItem], paper: StructuredPaper) -> int:
    """The page on which the agenda's list names the last item that has printed pages."""
    printed = [item for item in items if item.first_page is not None]
    if not printed:
        return 0
    words = " ".join(printed[-1].subject.split()[:4]).lower()
    return next((p.index for p in paper.pages[:_FRONT_PAGES] if words in " ".join(p.text.lower().split())), 0)


def _heading_of(item: AgendaItem, paper: StructuredPaper, after: int) -> int | None:
    """The passage that is the heading of the item's pages, or says "Agenda item 7"; later ones only."""
    label = re.compile(rf"^agenda item\s+{re.escape(item.number)}$", re.IGNORECASE)
    subject = re.sub(r"[^a-z ]", " ", item.subject.lower())
    minutes = bool(re.search(r"\bminutes\b", subject))
    called_so: int | None = None
    for at in range(after + 1, len(paper.passages)):
        passage = paper.passages[at]
        text = passage.text.strip()
        if label.match(text):
            return at
        if passage.kind is not PassageKind.HEADING:
            continue
        if minutes and called_so is None and text.lower() == "minutes":
            called_so = at
        counted = re.match(r"\d{1,4}(?=[.)]?\s)", text)
        own = passage.number.rstrip(".)") or (counted.group() if counted else "")
        # "346 Welcome" is a minute of the last meeting, not this meeting's item 1.
        if len(text) > 8 and own in ("", item.number):
            heading = re.sub(r"[^a-z ]", " ", text.lower())
            if fuzz.token_sort_ratio(heading, subject) >= 80:
                return at
    return called_so


def _with_exempt(items: Sequence[AgendaItem], paper: StructuredPaper) -> list[AgendaItem]:
    """The items with those marked that the public is kept out of: by a part of the agenda, or one by one."""
    lines: list[str] = []
    for passage in paper.passages:
        if passage.page >= _FRONT_PAGES:
            break
        lines += [f"{passage.number} {line}".strip() for line in passage.text.split("\n")]
    private = False
    exempt: set[str] = set()
    waiting = list(items)
    current = ""
    for line in lines:
        plain = " ".join(line.lower().replace("\t", " ").split())
        # The list may be named in a summary first: items count in their order.
        if waiting and _names_item(plain, waiting[0]):
            current = waiting.pop(0).number
            if _PRIVATE_PART.match(line):
                # The item by which the public is asked to leave is itself taken in public.
                current = ""
            elif private:
                exempt.add(current)
        if _NOT_PUBLISHED.search(line) and current and not _NO_SUCH.search(line):
            exempt.add(current)
        elif _PRIVATE_PART.match(line) and not _NO_SUCH.search(line):
            private = True
        elif _OPEN_PART.match(line) or (private and _NO_SUCH.search(line)):
            private = False
    return [replace(item, exempt=item.number in exempt) for item in items]


def _names_item(line: str, item: AgendaItem) -> bool:
    """Whether a line of the list is an item's: its number and its first words."""
    words = " ".join(item.subject.lower().split()[:4])
    return bool(re.match(rf"{re.escape(item.number.lower())}[.):]?\s", line)) and words in line


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
