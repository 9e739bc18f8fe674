"""Where ink is anchored: by the words it was drawn over or beside."""

from __future__ import annotations

from collections.abc import Sequence

from panel_app.domain.ink import apart, ink_box
from panel_app.domain.marks import Anchor, Stroke, page_anchor, text_anchor
from panel_app.domain.papers import Box
from panel_app.services.pdf_pages import PageLayout, char_at, chars_in, line_boxes

_NEAR = 60.0
"""Points from ink within which words count as beside it."""


def ink_anchor(page: int, layout: PageLayout, strokes: Sequence[Stroke], number: str = "") -> Anchor:
    """The anchor of strokes on a page: the words under them, else the word next to them, else the page.

    `number` is the one printed before the passage there.
    """
    around = ink_box(strokes)
    chars = chars_in(layout, around)
    if chars is None:
        beside = char_at(layout, (around.x0 + around.x1) / 2, (around.y0 + around.y1) / 2)
        if beside is None or apart(around, Box(*layout.boxes[beside].tolist())) > _NEAR:
            return Anchor(page, boxes=(around,), suffix=page_anchor(page, layout.text).suffix)
        chars = beside, beside + 1
    start, end = _whole_words(layout.text, *chars)
    return text_anchor(page, layout.text, start, end, line_boxes(layout, start, end), number)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
