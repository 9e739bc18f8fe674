"""How marks are said in the standard annotations of a PDF: colours, and the keys in which ours differ."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from panel_app.domain.marks import MarkColour, MarkKind, PagePart, Stroke
from panel_app.domain.papers import Box

RGB = tuple[float, float, float]

COLOURS: dict[MarkColour, RGB] = {
    MarkColour.YELLOW: (1.0, 0.85, 0.25),
    MarkColour.GREEN: (0.5, 0.85, 0.4),
    MarkColour.BLUE: (0.45, 0.7, 1.0),
    MarkColour.PINK: (1.0, 0.55, 0.75),
}
"""Light enough for black words to be read through them on any screen and in print."""

KIND_KEY = "/PanelDeskKind"
TAGS_KEY = "/PanelDeskTags"
CONTENT_KEY = "/PanelDeskPaper"
"""In the document's information: the SHA-256 of the PDF that was marked up."""
PART_SIGN = "#"
"""Between the id of a mark and the number of a further part of it, on another page."""


def nearest_colour(rgb: Sequence[float]) -> MarkColour:
    """The highlighter nearest in hue; greys and what is no colour are yellow."""
    if len(rgb) != 3:
        return MarkColour.YELLOW
    hue, saturation, _ = colorsys.rgb_to_hsv(*(min(1.0, max(0.0, part)) for part in rgb))
    if saturation < 0.1:
        return MarkColour.YELLOW

    def apart(colour: MarkColour) -> float:
        between = abs(colorsys.rgb_to_hsv(*COLOURS[colour])[0] - hue)
        return min(between, 1 - between)

    return min(MarkColour, key=apart)


@dataclass(frozen=True, slots=True)
class PdfMark:
    """A standard annotation of a PDF that was marked elsewhere, or in a copy of ours.

    `name` is its own name within the file ("" for none). `parts` are its boxes as the page is shown, and
    `chars` the characters of each part's page that lie in them, None where there are none.
    """

    name: str
    kind: MarkKind
    parts: tuple[PagePart, ...]
    chars: tuple[tuple[int, int] | None, ...]
    note: str = ""
    colour: MarkColour = MarkColour.YELLOW
    tags: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    strokes: tuple[Stroke, ...] = ()
    words: tuple[Box, ...] = ()
    """Of ink: the boxes of the words that hold it."""


@dataclass(frozen=True, slots=True)
class MarkedPdf:
    """What a marked PDF holds: its annotations, the text of its pages, and which paper it says it is of."""

    marks: tuple[PdfMark, ...]
    texts: tuple[str, ...]
    content: str = ""
