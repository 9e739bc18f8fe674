"""The words of a review: what was read, the kinds of record, pages as they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from panel_app.domain.doubts import Doubt
from panel_app.domain.papers import PaperKind
from panel_app.domain.review import ReviewDraft, ReviewRecord
from panel_app.ui.words import count_words, number_word

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

_FIELDS = {
    "text": "What it says",
    "due": "Due by",
    "when": "When",
    "page": "Pack page",
    "short": "Short form",
}
_FIELDS |= {"long": "In full", "last_report": "Last report", "responses": "How many answered"}
_BETWEEN = re.compile(r"\s*(?:\bto\b|[-–—])\s*", re.IGNORECASE)
_NONE = frozenset({"", "no paper", "none"})


def read_words(draft: ReviewDraft, doubts: Sequence[Doubt]) -> str:
    """ "8 items, 16 members, 31 commitments. One thing is worth a look."."""
    counts = [count_words(sum(item.level == 1 for item in draft.items), "item")] if draft.items else []
    for kind in ("members", "minutes", "commitments", "actions", "priorities", "objectives", "findings"):
        number = len(draft.of_kind(kind))
        if number:
            counts.append(count_words(number, *KINDS[kind]))
    said = f"{', '.join(counts[:4])}." if counts else ""
    return " ".join(part for part in (said, doubts_words(doubts)) if part)


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


def field_words(name: str) -> str:
    """The label of a record's field."""
    return _FIELDS.get(name, name.replace("_", " ").capitalize())


def record_words(record: ReviewRecord) -> str:
    """One line for a record: its number, its words, and who."""
    value = record.value
    head = str(value.get("number") or value.get("short") or value.get("when") or "")
    names = ("name", "text", "long", "title", "subject", "heading", "topic", "measure", "area", "label")
    words = next((str(value[name]) for name in names if value.get(name)), "")
    said = " ".join(part for part in (head, words) if part) or "Nothing yet"
    behind = [str(value[n]) for n in ("role", "council", "organisation", "owner", "due") if value.get(n)]
    return f"{said} ({', '.join(behind)})" if behind else said


def kind_words(kind: PaperKind | None) -> str:
    """What an item's pages hold, as the table says it."""
    if kind is None:
        return "None"
    words = kind.value
    return words[0].upper() + words[1:]


def kind_options() -> list[tuple[str, PaperKind | None]]:
    """The kinds an item's paper can be."""
    outside = {PaperKind.AGENDA_PACK, PaperKind.SUPPLEMENT}
    return [("None", None), *((kind_words(kind), kind) for kind in PaperKind if kind not in outside)]


def typed_pages(text: str) -> list[str]:
    """First and last pack page of "45 to 54", "45-54" or "45"; empty for no paper."""
    plain = " ".join(text.split())
    if plain.lower() in _NONE:
        return []
    parts = [part for part in _BETWEEN.split(plain) if part]
    return [parts[0], parts[-1]]


def also_found(draft: ReviewDraft) -> list[tuple[str, str]]:
    """Each list of records with its count in words: ("members", "16 members")."""
    counts = [(kind, len(draft.of_kind(kind)), names) for kind, names in KINDS.items()]
    return [(kind, count_words(number, *names)) for kind, number, names in counts if number]
