"""Where the words and figures of a check stand on a page. No widgets."""

from __future__ import annotations

import re

from panel_app.domain.figures.model import FigureCheck
from panel_app.domain.papers import Box
from panel_app.services.pdf_pages import PageLayout, chars_in, line_boxes
from panel_app.ui.reader.open_paper import QUOTES, phrase_pattern


def boxes_of(layout: PageLayout, check: FigureCheck) -> tuple[Box, ...]:
    """A box for each line of what a check quotes; of a table's figure its own place. Empty if not found."""
    text = layout.text.translate(QUOTES)
    inside = chars_in(layout, check.box) if check.box else None
    whole = phrase_pattern(check.quote)
    _, colon, printed = check.quote.rpartition(": ")
    first = printed.split(", ")[0] if colon else ""
    figure = re.compile(rf"(?<![\w,.]){re.escape(first)}(?![\w,.]*\d)") if first else None
    for pattern in (whole, figure):
        if pattern is None:
            continue
        found = [match.span() for match in pattern.finditer(text)]
        here = [place for place in found if inside and inside[0] <= place[0] < inside[1]]
        if pattern is figure and inside is not None:
            found = here
        if here or found:
            return line_boxes(layout, *(here or found)[0])
    return ()
