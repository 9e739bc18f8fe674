"""The straight rules drawn on a page, as PDFium gives its paths."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from panel_app.domain.papers import Box

MAX_OBJECTS = 6_000
"""Objects looked at on one page; a page with more is a drawing, and its tables are given up."""
MAX_RULES = 4_000
THIN = 3.0
"""A filled rectangle no thicker than this many points is a rule."""
SHORTEST = 4.0
_MAX_DEPTH = 3
_ALIGNED = 0.8

Matrix = tuple[float, float, float, float, float, float]
ToDisplay = Callable[[float, float, float, float], Box]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A rule across (`at` is its y, from x `start` to `end`) or down (`at` is its x), in display points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Rules:
    """The rules of a page."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()


NO_RULES = Rules()


def page_rules(page: Any, to_display: ToDisplay) -> Rules:
    """The rules of an open pypdfium2 page, those inside form XObjects too; none where there are too many."""
    across: list[Rule] = []
    down: list[Rule] = []
    left = [MAX_OBJECTS]
    for x0, y0, x1, y1 in _pieces(page.raw, _IDENTITY, left):
        box = to_display(min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1))
        if box.height <= _ALIGNED and box.width >= SHORTEST:
            across.append(Rule((box.y0 + box.y1) / 2, box.x0, box.x1))
        elif box.width <= _ALIGNED and box.height >= SHORTEST:
            down.append(Rule((box.x0 + box.x1) / 2, box.y0, box.y1))
        if len(across) + len(down) > MAX_RULES:
            return NO_RULES
    return Rules(tuple(across), tuple(down)) if left[0] > 0 else NO_RULES


def _pieces(
    holder: Any, matrix: Matrix, left: list[int], depth: int = 0
) -> Iterator[tuple[float, float, float, float]]:
    """Straight pieces x0, y0, x1, y1 in page space; `left` counts down what may still be looked at."""
    if depth:
        count, get = pdfium_c.FPDFFormObj_CountObjects(holder), pdfium_c.FPDFFormObj_GetObject
    else:
        count, get = pdfium_c.FPDFPage_CountObjects(holder), pdfium_c.FPDFPage_GetObject
    if count > left[0]:
        left[0] = 0
        return
    left[0] -= max(count, 0)
    kind_of = pdfium_c.FPDFPageObj_GetType
    for index in range(count):
        item = get(holder, index)
        kind = kind_of(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield from _path_pieces(item, matrix, left)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            yield from _pieces(item, _times(_matrix(item), matrix), left, depth + 1)
        if left[0] <= 0:
            return


def _path_pieces(path: Any, matrix: Matrix, left: list[int]) -> Iterator[tuple[float, float, float, float]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    count = pdfium_c.FPDFPath_CountSegments(path)
    left[0] -= max(count, 0) // 4
    if count < 2 or left[0] <= 0:
        return
    a, b, c, d, e, f = _times(_matrix(path), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    drawing: list[tuple[float, float]] = []
    for index in range(count + 1):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index) if index < count else None
        kind = pdfium_c.FPDFPathSegment_GetType(segment) if segment else pdfium_c.FPDF_SEGMENT_MOVETO
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            yield from _straight(drawing, filled=not stroke.value)
            drawing = []
        if segment is None:
            return
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO or not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            drawing = []
            continue
        drawing.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and len(drawing) > 2:
            drawing.append(drawing[0])


def _straight(
    drawing: list[tuple[float, float]], *, filled: bool
) -> Iterator[tuple[float, float, float, float]]:
    """The pieces of one subpath; a thin filled rectangle is one piece along its middle."""
    if len(drawing) < 2:
        return
    if filled:
        xs, ys = [x for x, _ in drawing], [y for _, y in drawing]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if y1 - y0 <= THIN and x1 - x0 > y1 - y0:
            yield x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
            return
        if x1 - x0 <= THIN and y1 - y0 > x1 - x0:
            yield (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
            return
        if len(drawing) < 4:
            return
        if drawing[0] != drawing[-1]:
            drawing = [*drawing, drawing[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(drawing):
        yield x0, y0, x1, y1


def _matrix(item: Any) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, found):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
