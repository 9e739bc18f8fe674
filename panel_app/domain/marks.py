"""A member's marks, the anchors that hold them to the words, and what happens to them in a new revision."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
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
    INK = "ink"


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
class PagePart:
    """The boxes (points) of an anchor on one page."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mark stands: a page, boxes on it (points), and the words with their surroundings.

    The words are the W3C Web Annotation selectors of text: `exact`, with up to `CONTEXT` characters of
    `prefix` and `suffix`, and `start`, the place of the first character in the page's text (None where it
    was not kept). Words that run on over further pages have their boxes there in `further`; in `exact` a line
    break parts the pages. A bookmark has no words; its `suffix` is how its page begins. The words of ink are
    those it was drawn over or beside.
    """

    page: int
    boxes: tuple[Box, ...] = ()
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    passage_number: str = ""
    start: int | None = None
    further: tuple[PagePart, ...] = ()

    @property
    def parts(self) -> tuple[PagePart, ...]:
        """The boxes page by page."""
        return (PagePart(self.page, self.boxes), *self.further)

    @property
    def pages(self) -> tuple[int, ...]:
        """The indexes of the pages it stands on."""
        return tuple(part.page for part in self.parts)

    def boxes_on(self, page: int) -> tuple[Box, ...]:
        return next((part.boxes for part in self.parts if part.page == page), ())


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of ink: its points (PDF points from the top left of the anchor's page) and its width."""

    points: tuple[tuple[float, float], ...]
    width: float

    def moved(self, dx: float, dy: float) -> Stroke:
        return Stroke(tuple((x + dx, y + dy) for x, y in self.points), self.width)


class PlacementState(StrEnum):
    """How sure it is where a mark stands in the paper's current revision.

    `attached`: the same words between the same surroundings. `moved`: the same words elsewhere, in one place
    only. `changed`: similar words, which a member must look at. `unplaced`: on the shelf.
    """

    ATTACHED = "attached"
    MOVED = "moved"
    CHANGED = "changed"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands, stood or may stand: the PDF by its SHA-256, the anchor, the pack page, the ink."""

    content: str
    anchor: Anchor
    label: str
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a member put on a paper. `content` is the SHA-256 of the PDF on which it stands.

    When the paper is replaced, `state` says what became of it there: `attached` and `moved` marks stand in
    the new revision and keep in `before` where they stood; a `changed` one stays on the old revision with
    the similar words in `proposed` until the member has decided; an `unplaced` one is on the shelf.
    `placed_on` is the revision for which that was found out, and `confirmed` says whether the member made or
    confirmed the place.
    """

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
    tags: tuple[str, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    state: PlacementState = PlacementState.ATTACHED
    confirmed: bool = True
    placed_on: str = ""
    before: Place | None = None
    proposed: Place | None = None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.content, self.anchor, self.label, self.strokes)

    def stands_on(self, content: str) -> bool:
        """Whether it may be shown on this revision."""
        return self.content == content and self.state is not PlacementState.UNPLACED

    def waits_for(self, content: str) -> bool:
        """Whether it must still be found out where it stands on this revision."""
        return content not in (self.content, self.placed_on)

    @property
    def asks(self) -> bool:
        """Whether the member has to say if similar words are the right place."""
        return self.state is PlacementState.CHANGED and self.proposed is not None

    @property
    def has_moved(self) -> bool:
        """Whether its words were found elsewhere and the member has not said yet that this is right."""
        return self.state is PlacementState.MOVED and not self.confirmed

    def shown_on(self, content: str) -> Mark | None:
        """The mark as a revision shows it: where it stands there, or at the place about which the member is
        asked. None where it has no place there.
        """
        if self.stands_on(content):
            return self
        if self.proposed is None or not self.asks or self.placed_on != content:
            return None
        place = self.proposed
        return replace(self, anchor=place.anchor, label=place.label, strokes=place.strokes)


def placed(mark: Mark, state: PlacementState, place: Place | None, content: str) -> Mark:
    """The mark after a place for it was sought in the revision `content`; None where there is none."""
    if state in (PlacementState.ATTACHED, PlacementState.MOVED) and place is not None:
        own = mark.place if mark.confirmed else mark.before or mark.place
        return replace(_at(mark, place), state=state, confirmed=False, placed_on=content, before=own)
    return replace(mark, state=state, confirmed=False, placed_on=content, proposed=place)


def kept(mark: Mark) -> Mark:
    """The mark after the member said that its place is right."""
    if mark.asks and mark.proposed is not None:
        return replace(_at(mark, mark.proposed), confirmed=True, before=mark.place)
    return mark if mark.state is PlacementState.UNPLACED else replace(mark, confirmed=True)


def put_aside(mark: Mark) -> Mark:
    """The mark on the shelf, with the words and the pack page it had before the program placed it."""
    if mark.state is PlacementState.UNPLACED:
        return mark
    if mark.before is not None and not mark.asks:
        mark = replace(_at(mark, mark.before), before=None)
    return replace(mark, state=PlacementState.UNPLACED, confirmed=True, proposed=None)


def put_at(mark: Mark, place: Place) -> Mark:
    """The mark at a place that the member chose."""
    here = replace(_at(mark, place), state=PlacementState.ATTACHED, confirmed=True)
    return replace(here, placed_on=place.content, before=mark.place)


def _at(mark: Mark, place: Place) -> Mark:
    return replace(
        mark,
        content=place.content,
        anchor=place.anchor,
        label=place.label,
        strokes=place.strokes,
        proposed=None,
    )


CONTEXT = 300
"""Characters kept before and after the words of an anchor: more than most sentences, so that a number that
changes beside the words is noticed even where the earlier revision is no longer in the library."""
PAGE_CONTEXT = 400
"""Characters kept of the beginning of a bookmarked page."""


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
        start=start,
    )


_SENTENCE_END = re.compile(r"[.?!][’”\")]*\s+(?=[A-Z0-9“\"(])")


def in_sentence(anchor: Anchor) -> str:
    """The words of an anchor with the rest of their sentence, as far as the anchor kept it."""
    ends = [end.end() for end in _SENTENCE_END.finditer(anchor.prefix)]
    before = anchor.prefix[ends[-1] :] if ends else anchor.prefix
    after = anchor.suffix
    if not re.search(r"[.?!]\W*$", anchor.exact):
        end = _SENTENCE_END.search(after)
        after = after[: end.end()] if end else after
    else:
        after = ""
    return " ".join(f"{before}{anchor.exact}{after}".split())


def page_anchor(page: int, page_text: str) -> Anchor:
    """An anchor for a whole page, as a bookmark has it."""
    return Anchor(page, suffix=page_text[:PAGE_CONTEXT])


def joined(anchors: tuple[Anchor, ...]) -> Anchor:
    """One anchor of words that run on over pages, from an anchor for each page, in order."""
    first, last = anchors[0], anchors[-1]
    return replace(
        first,
        exact="\n".join(anchor.exact for anchor in anchors),
        suffix=last.suffix,
        further=tuple(part for anchor in anchors[1:] for part in anchor.parts),
    )
