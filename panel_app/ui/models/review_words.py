"""The words of a review: its headline, the kinds of record, pages as they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from panel_app.domain.doubts import Doubt, pages_words
from panel_app.domain.papers import Paper, PaperKind
from panel_app.domain.review import ReviewDraft, ReviewItem, ReviewRecord, as_date
from panel_app.ui.words import count_words, number_word, short_day, shortened

KINDS: dict[str, tuple[str, str]] = {
    "members": ("member", "members"),
    "people": ("person named", "people named"),
    "minutes": ("item of minutes", "items of minutes"),
    "actions": ("action", "actions"),
    "noted_topics": ("topic of the notes", "topics of the notes"),
    "next_meetings": ("next meeting", "next meetings"),
    "commitments": ("commitment", "commitments"),
    "priorities": ("national priority", "national priorities"),
    "applicability": ("statement of what applies", "statements of what applies"),
    "sections": ("section", "sections"),
    "targets": ("target", "targets"),
    "programme": ("programme entry", "programme entries"),
    "area_findings": ("area of the survey", "areas of the survey"),
    "rankings": ("ranked list", "ranked lists"),
    "complaints": ("count of complaints", "counts of complaints"),
    "findings": ("inspection finding", "inspection findings"),
    "objectives": ("objective", "objectives"),
    "topics": ("topic", "topics"),
    "acronyms": ("short form", "short forms"),
}
"""What each list of records is called, one and many, in the order in which they are shown."""

NOT_ITEMS = frozenset({PaperKind.AGENDA_PACK, PaperKind.SUPPLEMENT})
"""Kinds of paper that no item of an agenda holds."""

_BETWEEN = re.compile(r"\s+to\s+|\s*[-–—]\s*", re.IGNORECASE)
_NONE = frozenset({"", "no paper", "none"})
_NAMES = ("name", "text", "long", "title", "subject", "heading", "topic", "measure", "area", "label")
_BEHIND = ("role", "council", "organisation", "owner", "due", "count")
_MOST_WORDS = 220


def headline(paper: Paper, doubts: Sequence[Doubt]) -> str:
    """ "Agenda pack, 150 pages. One thing must be put right, one is worth a look. Click any entry to change
    it."."""
    version = f", version {paper.revision}" if paper.revision > 1 else ""
    said = doubts_words(doubts) or "Nothing has to be put right."
    pages = count_words(paper.page_count, "page")
    return f"{paper.title}{version}, {pages}. {said} Click any entry to change it."


def doubts_words(doubts: Sequence[Doubt]) -> str:
    """ "One thing must be put right, two are worth a look."; empty where there are none."""
    errors = sum(one.error for one in doubts)
    looks = len(doubts) - errors
    parts = []
    if errors:
        parts.append(f"{number_word(errors)} {'thing' if errors == 1 else 'things'} must be put right")
    if looks:
        thing = "" if errors else " thing" if looks == 1 else " things"
        parts.append(f"{number_word(looks)}{thing} {'is' if looks == 1 else 'are'} worth a look")
    words = ", ".join(parts)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def record_words(record: ReviewRecord) -> str:
    """One line for a record: its number, its words, and who."""
    value = record.value
    head = str(value.get("number") or value.get("short") or value.get("when") or "")
    words = next((str(value[name]) for name in _NAMES if value.get(name)), "")
    said = " ".join(part for part in (head, words) if part) or "Nothing yet"
    behind = [str(value[name]) for name in _BEHIND if value.get(name)]
    whole = f"{said} ({', '.join(behind)})" if behind else said
    return shortened(whole, _MOST_WORDS)


def record_page(record: ReviewRecord, labels: Sequence[str]) -> str:
    """The pack page of a record; empty where it names none."""
    page = record.value.get("page")
    return labels[page] if isinstance(page, int) and 0 <= page < len(labels) else ""


def kind_words(kind: PaperKind | None) -> str:
    """What an item's pages hold, as the table says it."""
    if kind is None:
        return "None"
    return kind.value[0].upper() + kind.value[1:]


def kind_options() -> list[tuple[str, PaperKind | None]]:
    """The kinds an item's paper can be."""
    return [("None", None), *((kind_words(kind), kind) for kind in PaperKind if kind not in NOT_ITEMS)]


def item_words(item: ReviewItem) -> str:
    """How an item is named beside the table: "item 8", "Appendix 3"."""
    if item.level == 1 and item.number:
        return f"item {item.number}"
    head = item.subject.split(":")[0].strip()
    return head if head and len(head) <= 40 else "this entry"


def item_tag(item: ReviewItem) -> str:
    """The word on the frame round an item on the page: its number, or "Appendix 3"."""
    if item.number and item.level == 1:
        return item.number
    head = item.subject.split(":")[0].strip()
    return head if head and len(head) <= 14 else item.number or "Here"


def shown_pages(item: ReviewItem) -> str:
    """ "45 to 54"; "no paper"."""
    return pages_words(item.first, item.last) if item.first else "no paper"


def typed_pages(text: str, labels: Sequence[str]) -> list[str]:
    """First and last pack page of "45 to 54", "45-54" or "45"; empty for no paper.

    A page is taken as the paper prints it, whatever capitals are typed; one that it has not stays as typed.
    """
    plain = " ".join(text.split())
    if plain.lower() in _NONE:
        return []
    printed = {label.lower(): label for label in labels}
    if plain.lower() in printed:
        return [printed[plain.lower()]] * 2
    parts = [part for part in _BETWEEN.split(plain) if part]
    found = [printed.get(part.lower(), part) for part in parts] or [plain]
    return [found[0], found[-1]]


def shown_day(iso: str) -> str:
    """ "27 November 2020"; what was typed where that is no day."""
    day = as_date(iso)
    return short_day(day) if day else iso


def also_found(draft: ReviewDraft) -> list[tuple[str, str]]:
    """Each list of records with its count in words: ("members", "16 members")."""
    counts = [(kind, len(draft.of_kind(kind)), names) for kind, names in KINDS.items()]
    return [(kind, count_words(number, *names)) for kind, number, names in counts if number]


def list_words(kind: str, number: int) -> str:
    """The heading of a list of records: "16 members", "No members"."""
    return count_words(number, *KINDS[kind]) if number else f"No {KINDS[kind][1]}"


def page_words(label: str, number: int, count: int) -> str:
    """Which page is shown: "Pack page 75, page 12 of 36"."""
    return f"Pack page {label}, {number} of {count}" if label != str(number) else f"Page {label} of {count}"
