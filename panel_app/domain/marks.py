"""A member's marks, and the anchors that hold them to the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.papers import Box


class MarkKind(StrEnum):
    """What a member put on the paper."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    NOTE = "note"
    BOOKMARK = "bookmark"


class MarkColour(StrEnum):
    """The four highlighters; the name is always shown too."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


COLOUR_MEANINGS: dict[MarkColour, str] = {
    MarkColour.YELLOW: "important",
    MarkColour.GREEN: "good news",
    MarkColour.BLUE: "check this",
    MarkColour.PINK: "ask about this",
}
"""What each colour is for, in words; settings may rename them later."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mark stands: a page, boxes on it (points), and the words with their surroundings.

    The words are the W3C Web Annotation text-quote selector: `exact`, with up to 32 characters of
    `prefix` and `suffix`. A bookmark has no words.
    """

    page: int
    boxes: tuple[Box, ...] = ()
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    passage_number: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight, underline, note or bookmark. `content` is the SHA-256 of the PDF it was made on."""

    id: MarkId
    paper: PaperId
    content: str
    kind: MarkKind
    anchor: Anchor
    colour: MarkColour = MarkColour.YELLOW
    note: str = ""
    created: datetime = field(default_factory=datetime.now)
    modified: datetime = field(default_factory=datetime.now)
    label: str = ""
    """The pack page as printed when the mark was made."""


CONTEXT = 32
"""Characters kept before and after the words of an anchor."""


def text_anchor(
    page: int, page_text: str, start: int, end: int, boxes: tuple[Box, ...], number: str = ""
) -> Anchor:
    """An anchor for the characters `start` to `end` (end not included) of a page's text."""
    if not 0 <= start <= end <= len(page_text):
        raise ValueError(f"{start}..{end} is not a range of a text of {len(page_text)} characters")
    return Anchor(
        page=page,
        boxes=boxes,
        exact=page_text[start:end],
        prefix=page_text[max(0, start - CONTEXT) : start],
        suffix=page_text[end : end + CONTEXT],
        passage_number=number,
    )


def place_again(anchor: Anchor, texts: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the anchor's words stand in the pages of another version: page, start, end; None if unsure.

    Only the very same words count, so no mark comes to stand on another number. With the same words around
    them they are taken on their own page first, then wherever they stand once; without, only where the
    words stand once in the whole paper.
    """
    found: list[tuple[int, int, int]] = []
    for page, text in enumerate(texts):
        at = text.find(anchor.exact) if anchor.exact else -1
        while at >= 0:
            found.append((page, at, at + len(anchor.exact)))
            at = text.find(anchor.exact, at + 1)
    same = [
        (page, start, end)
        for page, start, end in found
        if texts[page][:start].endswith(anchor.prefix) and texts[page][end:].startswith(anchor.suffix)
    ]
    here = [place for place in same if place[0] == anchor.page]
    for places in (here, same, found):
        if len(places) == 1:
            return places[0]
        if places:
            return None
    return None
