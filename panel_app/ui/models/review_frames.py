"""Which frame stands where on a paper under review, and which page an entry turns to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.doubts import Doubt
from panel_app.domain.papers import Box
from panel_app.domain.review import ReviewDraft
from panel_app.domain.review_places import PaperPlaces, Place
from panel_app.ui.models.review_words import item_tag

MEETING = "meeting"
"""The key of the frame round the lines that name the meeting."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: what it belongs to, the word on its tag, and whether that must be put right."""

    key: str
    tag: str
    page: int
    box: Box
    error: bool = False


def frames(places: PaperPlaces, draft: ReviewDraft, doubts: Sequence[Doubt]) -> tuple[Frame, ...]:
    """The frames of the meeting and of all items, where each is listed and where its paper begins."""
    wrong = {one.item for one in doubts if one.error}
    made: list[Frame] = []
    if places.meeting is not None:
        error = any(one.error and one.field for one in doubts)
        made.append(Frame(MEETING, "Meeting", places.meeting.page, places.meeting.box, error))
    for item in draft.items:
        for place in (places.listed.get(item.key), places.begins.get(item.key)):
            if place is not None:
                made.append(Frame(item.key, item_tag(item), place.page, place.box, item.key in wrong))
    return tuple(made)


def record_frame(key: str, place: Place | None) -> tuple[Frame, ...]:
    """The frame round a record that is looked at."""
    return (Frame(key, "Here", place.page, place.box),) if place is not None else ()


def page_listed(key: str, places: PaperPlaces, draft: ReviewDraft, labels: Sequence[str]) -> int | None:
    """The page on which an item is listed, else the first of its own."""
    listed = places.listed.get(key)
    return listed.page if listed is not None else first_page(key, draft, labels)


def first_page(key: str, draft: ReviewDraft, labels: Sequence[str]) -> int | None:
    """The first page of an item's paper; None where it has none that the paper has."""
    item = draft.item(key)
    return labels.index(item.first) if item is not None and item.first in labels else None
