"""What narrows a search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import PaperKind


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """Which passages count; a field that is None, or False, leaves out nothing."""

    kind: PaperKind | None = None
    meeting: MeetingId | None = None
    """The papers of one meeting."""
    since: date | None = None
    """The first day; a paper without a date is not found then, nor by `until`."""
    until: date | None = None
    """The last day, included."""
    marked: bool = False
    """Only the pages that carry a mark of the member."""


EVERYTHING = SearchFilters()

# fmt: off
FILLERS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "of", "on", "or", "that",
    "the", "to", "was", "with",
})
# fmt: on
"""Words that nearly every passage has: beside others they are not looked for."""

_PARTS: dict[str, tuple[str, ...]] = {
    "kind": ("kind",),
    "meeting": ("meeting",),
    "dates": ("since", "until"),
    "marked": ("marked",),
}


def parts_in_use(filters: SearchFilters) -> list[str]:
    """What narrows: "kind", "meeting", "dates", "marked"."""
    return [part for part in _PARTS if without(filters, part) != filters]


def without(filters: SearchFilters, part: str) -> SearchFilters:
    """The filters with one part of them taken away."""
    return replace(filters, **{name: getattr(EVERYTHING, name) for name in _PARTS[part]})
