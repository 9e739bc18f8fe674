"""A paper that committee software marks with its meeting: a supplement to the pack, or a single report."""

from __future__ import annotations

import re

from panel_app.domain.papers import AgendaItem, PaperKind, Recognition, StructuredPaper
from panel_app.importers.dates import find_date, find_time
from panel_app.importers.names import title_from_file
from panel_app.importers.recognisers.agenda import MEETING_SUBJECT
from panel_app.importers.recognisers.agenda_items import items_from_outline
from panel_app.importers.recognisers.recogniser import front_text

_SUPPLEMENT = re.compile(
    r"\bsupplement(?:ary|al)?\b|\bto follow\b|\blate (?:paper|item|report)s?\b|\baddendum\b", re.IGNORECASE
)
_ITEM = re.compile(r"\b(?:agenda )?items?\s+(?:no\.?\s*)?(\d{1,2}[A-Za-z]?)\b", re.IGNORECASE)
_LISTED = re.compile(r"^(\d{1,2}[A-Za-z]?)\.?\s+([A-Z].{5,160}?)\s*\(pages?\b", re.IGNORECASE)
_PACK_TITLE = re.compile(r"^\(public pack\)\s*", re.IGNORECASE)
_SOFTWARE_TAIL = re.compile(r"\s*agenda supplement(?: pack)?(?:\s+for\s.*)?$", re.IGNORECASE)


def recognise_supplement(paper: StructuredPaper, file_name: str) -> Recognition | None:
    """The meeting from the subject; for a supplement the items it belongs to, with their pages in it."""
    subject = MEETING_SUBJECT.match(paper.subject)
    if subject is None:
        return None
    named = f"{paper.title} {file_name}"
    late = bool(_SUPPLEMENT.search(named) or _SUPPLEMENT.search(front_text(paper)[:1500]))
    items = _items(paper, named) if late else ()
    return Recognition(
        kind=PaperKind.SUPPLEMENT if late else PaperKind.REPORT,
        title=_title(paper, file_name),
        date=find_date(subject.group(2)),
        committee=subject.group(1),
        time=find_time(subject.group(3)),
        confidence=0.9 if items else 0.7,
        items=items,
        joins_item=items[0].number if items else "",
    )


def _items(paper: StructuredPaper, named: str) -> tuple[AgendaItem, ...]:
    """The items by bookmarks, then by the covering letter's list, then by the title's "Item 3"."""
    marked = items_from_outline(paper.outline, len(paper.pages))
    if marked:
        return marked
    last = len(paper.pages) - 1
    for passage in paper.passages[:15]:
        listed = _LISTED.match(f"{passage.number} {passage.text}".strip())
        if listed:
            return (AgendaItem(listed.group(1), " ".join(listed.group(2).split()), 0, last),)
    said = _ITEM.search(named) or _ITEM.search(front_text(paper)[:1500])
    return (AgendaItem(said.group(1), "", 0, last),) if said else ()


def _title(paper: StructuredPaper, file_name: str) -> str:
    if _PACK_TITLE.match(paper.title):
        title = _SOFTWARE_TAIL.sub("", _PACK_TITLE.sub("", paper.title)).strip()
        if title:
            return title
    return title_from_file(file_name)
