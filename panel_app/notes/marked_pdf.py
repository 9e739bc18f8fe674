"""A copy of a PDF with marks as standard annotations, to be read and edited in any PDF reader.

PDF 32000-1, 12.5: Highlight and Underline with quad points, Text for notes and bookmarks, Ink; each with its
own appearance, so that all readers draw the same.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from panel_app.domain.changes import Progress, ProgressCallback, no_progress
from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.ink import curves
from panel_app.domain.marks import Mark, MarkKind, PagePart
from panel_app.domain.page_space import PageSpace, Point
from panel_app.domain.papers import Box
from panel_app.domain.pdf_marks import COLOURS, CONTENT_KEY, KIND_KEY, PART_SIGN, RGB, TAGS_KEY
from panel_app.notes.content import CitedMark
from panel_app.pdf_space import page_space

_PRINTED = 4
"""The annotation is printed with its page."""
_ICON = 16.0
_SHEET = ((0.05, 0.1), (0.95, 0.1), (0.95, 0.9), (0.05, 0.9))
_RIBBON = ((0.2, 0.0), (0.8, 0.0), (0.8, 1.0), (0.5, 0.7), (0.2, 1.0))
_SUBTYPES = {
    MarkKind.HIGHLIGHT: Name.Highlight,
    MarkKind.UNDERLINE: Name.Underline,
}


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """What a copy is to hold. `content` is the SHA-256 by which it is known again.

    The pages `withheld` are blank in the copy. With `pages` it has only those, in that order. Nothing of a
    page that is not in it is in its bytes.
    """

    content: str
    marks: tuple[CitedMark, ...] = ()
    author: str = ""
    withheld: tuple[int, ...] = ()
    pages: tuple[int, ...] | None = None


def marked_copy(original: bytes, order: CopyOrder, progress: ProgressCallback = no_progress) -> bytes:
    """The bytes of a new PDF: the original's pages with the marks on them.

    Raises PaperRefusedError for a PDF that cannot be opened for writing. A hostile one can take for ever, so
    the program does this in its child process (`importers.sandbox.copy_in_child`).
    """
    try:
        with Pdf.open(io.BytesIO(original)) as opened:
            every = tuple(range(len(opened.pages)))
            if order.pages is None and not order.withheld:
                return _finished(opened, every, order, progress)
            with Pdf.new() as public:
                pages = every if order.pages is None else order.pages
                _copy_pages(opened, public, pages, frozenset(order.withheld))
                return _finished(public, pages, order, progress)
    except pikepdf.PdfError as error:
        raise PaperRefusedError("cannot be copied") from error


def _copy_pages(opened: Pdf, public: Pdf, pages: Sequence[int], blank: frozenset[int]) -> None:
    # Resources that several pages share may hold pictures of a withheld one.
    opened.remove_unreferenced_resources()
    for index in pages:
        page = opened.pages[index]
        if index in blank:
            _say_withheld(public, public.add_blank_page(page_size=page_space(page).size))
        else:
            public.pages.append(page)
    if Name.OCProperties in opened.Root:
        # Without these a layer that is hidden would be seen.
        layers = opened.make_indirect(opened.Root.OCProperties)
        public.Root.OCProperties = public.copy_foreign(layers)


def _say_withheld(public: Pdf, blank: pikepdf.Page) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    blank.obj.Resources = Dictionary(Font=Dictionary(F=font))
    _, height = page_space(blank).size
    words = "This page is exempt and was left out of this copy."
    blank.obj.Contents = public.make_stream(
        f"BT /F 12 Tf 36 {_numbers((max(0.0, height - 60),))} Td ({words}) Tj ET".encode("ascii")
    )


def _finished(pdf: Pdf, pages: Sequence[int], order: CopyOrder, progress: ProgressCallback) -> bytes:
    """`pages` are those of the original that the copy has."""
    at = {page: place for place, page in enumerate(pages)}
    for done, one in enumerate(order.marks):
        progress(Progress(f"Drawing mark {done + 1:,} of {len(order.marks):,}", done, len(order.marks)))
        for number, part in enumerate(one.mark.anchor.parts):
            if part.page in at:
                _add(pdf.pages[at[part.page]], pdf, one, part, number, order.author)
    pdf.docinfo[CONTENT_KEY] = String(order.content)
    progress(Progress("Writing the copy"))
    out = io.BytesIO()
    pdf.save(out, compress_streams=True)
    return out.getvalue()


def _add(page: pikepdf.Page, pdf: Pdf, one: CitedMark, part: PagePart, number: int, author: str) -> None:
    mark = one.mark
    space = page_space(page)
    if mark.kind is MarkKind.INK and number:
        return
    if mark.kind in (MarkKind.HIGHLIGHT, MarkKind.UNDERLINE) and part.boxes:
        annotation = _over_words(pdf, mark, part.boxes, space)
    elif mark.kind is MarkKind.INK and mark.strokes:
        annotation = _ink(pdf, mark, space)
    else:
        annotation = _beside(pdf, mark, part.boxes, space)
    annotation.NM = String(f"{mark.id}{PART_SIGN}{number}" if number else mark.id)
    annotation.Contents = String("" if number else mark.note)
    annotation.Subj = String(one.citation.line)
    annotation.T = String(author)
    annotation.CreationDate = String(pdf_date(mark.created))
    annotation.M = String(pdf_date(mark.modified))
    annotation.F = _PRINTED
    annotation.P = page.obj
    annotation[KIND_KEY] = String(mark.kind.value)
    if mark.tags:
        annotation[TAGS_KEY] = Array([String(tag) for tag in mark.tags])
    if Name.Annots not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(pdf.make_indirect(annotation))


def _over_words(pdf: Pdf, mark: Mark, boxes: Sequence[Box], space: PageSpace) -> Dictionary:
    quads = [space.corners(box) for box in boxes]
    rgb = COLOURS[mark.colour]
    if mark.kind is MarkKind.HIGHLIGHT:
        drawn = "".join(_filled((a, b, d, c)) for a, b, c, d in quads)
        look = f"/Over gs {_numbers(rgb)} rg {drawn}"
    else:
        rgb = _darker(rgb)
        drawn = "".join(_line((_raised(c, a), _raised(d, b))) for a, b, c, d in quads)
        look = f"{_numbers(rgb)} RG 1.2 w {drawn}"
    points = [point for quad in quads for point in quad]
    return _annotation(
        pdf,
        _SUBTYPES[mark.kind],
        points,
        rgb,
        look,
        QuadPoints=Array([_round(n) for point in points for n in point]),
    )


def _ink(pdf: Pdf, mark: Mark, space: PageSpace) -> Dictionary:
    lines = [[space.to_page(x, y) for x, y in stroke.points] for stroke in mark.strokes]
    widest = max(stroke.width for stroke in mark.strokes)
    rgb = _darker(COLOURS[mark.colour])
    drawn = "".join(
        f"{_numbers((stroke.width,))} w {_curve(line)}"
        for stroke, line in zip(mark.strokes, lines, strict=True)
    )
    around = [(x + side * widest, y + side * widest) for line in lines for x, y in line for side in (-1, 1)]
    return _annotation(
        pdf,
        Name.Ink,
        around,
        rgb,
        f"1 J 1 j {_numbers(rgb)} RG {drawn}",
        InkList=Array([Array([_round(n) for point in line for n in point]) for line in lines]),
        BS=Dictionary(W=_round(widest), S=Name.S),
    )


def _beside(pdf: Pdf, mark: Mark, boxes: Sequence[Box], space: PageSpace) -> Dictionary:
    """A small sign at the right edge, where no words are: at the height of the line, else at the top."""
    width, height = space.size
    x, y = width - _ICON - 8, boxes[0].y0 if boxes else 12.0
    x, y = max(0.0, x), max(0.0, min(y, height - _ICON))

    def drawn(points: Sequence[Point]) -> list[Point]:
        return [space.to_page(x + across * _ICON, y + down * _ICON) for across, down in points]

    bookmark = mark.kind is MarkKind.BOOKMARK
    rgb = COLOURS[mark.colour]
    look = f"{_numbers(rgb)} rg 0.3 G 0.8 w {_path(drawn(_RIBBON if bookmark else _SHEET))}h B "
    if not bookmark:
        look += "".join(_line(drawn(((0.2, down), (0.8, down)))) for down in (0.3, 0.5, 0.7))
    corners = space.corners(Box(x, y, x + _ICON, y + _ICON))
    # The names are among those that every reader has a sign for.
    return _annotation(
        pdf, Name.Text, corners, rgb, look, Name=Name.Key if bookmark else Name.Note, Open=False
    )


def _annotation(
    pdf: Pdf, subtype: Name, points: Sequence[Point], rgb: RGB, look: str, **more: Any
) -> Dictionary:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    rect = [_round(n) for n in (min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1)]
    form = pdf.make_stream(
        look.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(rect),
        Resources=Dictionary(ExtGState=Dictionary(Over=Dictionary(Type=Name.ExtGState, BM=Name.Multiply))),
    )
    # The form is drawn in the page's own coordinates: its box and the rectangle are the same.
    return Dictionary(
        Type=Name.Annot,
        Subtype=subtype,
        Rect=Array(rect),
        C=Array([_round(part) for part in rgb]),
        AP=Dictionary(N=form),
        **more,
    )


def pdf_date(at: datetime) -> str:
    """A time as PDF writes it, with the zone of this computer."""
    aware = at.astimezone()
    minutes = round((aware.utcoffset() or aware - aware).total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"D:{aware:%Y%m%d%H%M%S}{sign}{abs(minutes) // 60:02}'{abs(minutes) % 60:02}'"


def _darker(rgb: RGB) -> RGB:
    red, green, blue = rgb
    return red * 0.6, green * 0.6, blue * 0.6


def _raised(low: Point, high: Point) -> Point:
    """A point just above the foot of a line of words."""
    return low[0] + (high[0] - low[0]) * 0.06, low[1] + (high[1] - low[1]) * 0.06


def _filled(points: Sequence[Point]) -> str:
    return f"{_path(points)}h f "


def _line(points: Sequence[Point]) -> str:
    # A stroke of one point is a dot only when it goes somewhere.
    drawn = points if len(points) > 1 else (points[0], points[0])
    return f"{_path(drawn)}S "


def _curve(points: Sequence[Point]) -> str:
    """The smooth line through points, as the screen draws it."""
    at = points[0]
    drawn = f"{_numbers(at)} m "
    for control, end in curves(points):
        # PDF has cubic curves only: their controls lie two thirds of the way to the quadratic one.
        first = [a + (c - a) * 2 / 3 for a, c in zip(at, control, strict=True)]
        second = [b + (c - b) * 2 / 3 for b, c in zip(end, control, strict=True)]
        drawn += f"{_numbers((*first, *second, *end))} c "
        at = end
    return f"{drawn}S "


def _path(points: Sequence[Point]) -> str:
    first, *others = points
    return f"{_numbers(first)} m " + "".join(f"{_numbers(point)} l " for point in others)


def _numbers(values: Sequence[float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)


def _round(value: float) -> float:
    return round(float(value), 3)
