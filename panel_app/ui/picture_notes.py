"""The marks that the pictures of the screens show, made on the sample library."""

from __future__ import annotations

import math
from contextlib import closing

from panel_app.domain.ink import stroke_of
from panel_app.domain.marks import MarkColour, MarkKind, Stroke, text_anchor
from panel_app.domain.papers import Box, Paper, PassageKind
from panel_app.services.desk import Desk
from panel_app.services.ink import ink_anchor
from panel_app.services.pdf_pages import PdfPages, chars_in, line_boxes


def write_marks(desk: Desk) -> None:
    """Two marks with notes and a drawing on the page of the pack that the reader is drawn with."""
    pack = pack_of(desk)
    if pack is None:
        return
    page = min(DRAWN_PAGE, pack.page_count - 1)
    whole = [p for p in desk.papers.passages(pack.id, page) if p.kind is PassageKind.PARAGRAPH and p.number]
    with closing(PdfPages(desk.papers.pdf(pack.id))) as pages:
        layout = pages.layout(page)
        for passage, (colour, note) in zip(whole[1::2], _NOTES, strict=False):
            found = chars_in(layout, passage.box)
            if found is not None:
                anchor = text_anchor(page, layout.text, *found, line_boxes(layout, *found), passage.number)
                desk.marks.add(pack.id, MarkKind.HIGHLIGHT, anchor, colour=colour, note=note)
        title = next(p for p in desk.papers.passages(pack.id, page) if p.kind is PassageKind.HEADING)
        strokes = [_ring(title.box)]
        drawn = ink_anchor(page, layout, strokes)
        desk.marks.add(pack.id, MarkKind.INK, drawn, colour=MarkColour.PINK, strokes=strokes)


def _ring(box: Box) -> Stroke:
    """A ring round a box, as a hand draws it."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    turns = [n / 40 * 2 * math.pi - 2 for n in range(43)]
    points = [
        (x + (box.width / 2 + 8 + n / 8) * math.cos(t), y + (box.height / 2 + 8 + n / 12) * math.sin(t))
        for n, t in enumerate(turns)
    ]
    return stroke_of(points)


DRAWN_PAGE = 12
_NOTES = (
    (MarkColour.YELLOW, "Ask who can still not reach the office."),
    (MarkColour.BLUE, "When does the panel see the next extract?"),
)


def pack_of(desk: Desk) -> Paper | None:
    """The pack of the sample's next meeting."""
    meeting = desk.meetings.next_meeting()
    return desk.meetings.overview(meeting.id).pack if meeting else None
