"""Pixels, text and geometry of the pages of one PDF. No Qt.

PDFium is not thread-safe: every call into it anywhere in the program is made while holding `PDFIUM_LOCK`.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import Box
from panel_app.importers.pdf_text import page_text
from panel_app.services.pdf_links import PageLink, page_links

PDFIUM_LOCK = threading.RLock()
MAX_PIXELS = 30_000_000
_TALLEST = 3.0
"""A loose box higher than this many tight boxes or font sizes comes from a font with a broken ascent."""

Boxes = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PageLayout:
    """The characters of a page: `boxes[i]` is x0, y0, x1, y1 of `text[i]` in points from the top left.

    The box of a character that is not drawn (a line break) has no width or no height.
    """

    width: float
    height: float
    text: str
    boxes: Boxes = field(repr=False)

    @property
    def drawn(self) -> npt.NDArray[np.bool_]:
        """Which characters have an area."""
        boxes = self.boxes
        return (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as pixels: rows of `stride` bytes, four bytes a pixel in the order blue, green, red, unused."""

    width: int
    height: int
    stride: int
    data: memoryview


class PdfPages:
    """An open PDF. Safe to use from several threads; close it when done."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with PDFIUM_LOCK:
            try:
                self._document: Any = pypdfium2.PdfDocument(data)
                if self._document.get_formtype():
                    self._document.init_forms()
            except pypdfium2.PdfiumError as error:
                raise PaperRefusedError(
                    "This paper's file cannot be drawn. Add the paper again from the original file."
                ) from error

    def __len__(self) -> int:
        with PDFIUM_LOCK:
            return len(self._document) if self._document else 0

    def close(self) -> None:
        """Free the document; safe to call again."""
        with PDFIUM_LOCK:
            document, self._document = self._document, None
            if document is not None:
                document.close()

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points as the page is shown."""
        with PDFIUM_LOCK:
            width, height = self._document.get_page_size(page)
            return float(width), float(height)

    def render(self, page: int, scale: float, max_pixels: int = MAX_PIXELS) -> Raster:
        """The page at `scale` pixels a point; coarser where that would be more than `max_pixels`."""
        import pypdfium2

        with PDFIUM_LOCK:
            opened = self._open(page)
            try:
                width, height = opened.get_size()
                scale = fitting_scale(width, height, scale, max_pixels)
                bitmap = opened.render(scale=scale, prefer_bgrx=True)
                try:
                    # The pixels are Python's own, so they outlive the bitmap and need no copy.
                    pixels = memoryview(bitmap.buffer).cast("B")
                    return Raster(bitmap.width, bitmap.height, bitmap.stride, pixels)
                finally:
                    bitmap.close()
            except (pypdfium2.PdfiumError, ValueError) as error:
                raise PaperRefusedError(f"Page {page + 1} of this paper cannot be drawn.") from error
            finally:
                opened.close()

    def layout(self, page: int) -> PageLayout:
        """The page's characters and where they stand."""
        with PDFIUM_LOCK:
            opened = self._open(page)
            try:
                width, height = opened.get_size()
                textpage = opened.get_textpage()
                try:
                    text = page_text(textpage)
                    boxes = _to_top_left(opened, width, height, _char_boxes(textpage, range(len(text))))
                finally:
                    textpage.close()
                return PageLayout(float(width), float(height), text, boxes)
            finally:
                opened.close()

    def links(self, page: int) -> tuple[PageLink, ...]:
        """The links on a page, as its author put them there."""
        with PDFIUM_LOCK:
            opened = self._open(page)
            try:
                width, height = opened.get_size()

                def to_boxes(rects: list[list[float]]) -> list[Box]:
                    return [Box(*b) for b in _to_top_left(opened, width, height, np.array(rects)).tolist()]

                return page_links(self._document, opened, to_boxes)
            finally:
                opened.close()

    def line_boxes(self, page: int, ranges: Sequence[tuple[int, int]]) -> list[tuple[Box, ...]]:
        """As `line_boxes` of the page's layout for ranges of characters; only those are measured."""
        with PDFIUM_LOCK:
            opened = self._open(page)
            try:
                textpage = opened.get_textpage()
                try:
                    count = textpage.count_chars()
                    measured = [_char_boxes(textpage, range(a, min(b, count))) for a, b in ranges]
                finally:
                    textpage.close()
                width, height = opened.get_size()
                return [_lines(_to_top_left(opened, width, height, boxes)) for boxes in measured]
            finally:
                opened.close()

    def _open(self, page: int) -> Any:
        import pypdfium2

        if self._document is None:
            raise PaperRefusedError("This paper was closed.")
        try:
            return self._document[page]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise PaperRefusedError(f"Page {page + 1} of this paper cannot be drawn.") from error


def fitting_scale(width: float, height: float, scale: float, max_pixels: int) -> float:
    """`scale`, or less so that `width` by `height` points make at most `max_pixels`, each side rounded up."""
    pixels = width * height * scale * scale
    if pixels > max_pixels:
        scale *= math.sqrt(max_pixels / pixels)
    # A page a point high and a mile wide keeps the budget only when its rounding up is counted.
    while math.ceil(width * scale) * math.ceil(height * scale) > max_pixels and scale > 1e-6:
        scale *= 0.5
    return scale


def _char_boxes(textpage: Any, characters: range) -> Boxes:
    """Left, bottom, right, top of some characters in the page's own space."""
    from pypdfium2 import raw

    handle = textpage.raw
    out = np.zeros((len(characters), 4))
    loose = raw.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for at, index in enumerate(characters):
        has_tight = raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        tight = (left.value, bottom.value, right.value, top.value) if has_tight else (0.0,) * 4
        if not raw.FPDFText_GetLooseCharBox(handle, index, loose):
            out[at] = tight
            continue
        tall = loose.top - loose.bottom
        limit = _TALLEST * max(tight[3] - tight[1], raw.FPDFText_GetFontSize(handle, index), 1.0)
        sound = 0 < tall <= limit or not has_tight
        out[at] = (loose.left, loose.bottom, loose.right, loose.top) if sound else tight
    return out


def _to_top_left(opened: Any, width: float, height: float, boxes: Boxes) -> Boxes:
    """The boxes as the page is shown: turned and cropped as PDFium turns and crops it.

    PDFium maps to whole device pixels, so three corners are mapped to a very large device and the
    matrix is taken from those.
    """
    from pypdfium2 import raw

    x0, y0, x1, y1 = opened.get_bbox()
    if not len(boxes) or x1 <= x0 or y1 <= y0 or width <= 0 or height <= 0:
        return np.zeros((len(boxes), 4))
    fine = min(1000.0, 2**30 / max(width, height))
    size = (round(width * fine), round(height * fine))

    def mapped(x: float, y: float) -> npt.NDArray[np.float64]:
        device_x, device_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(opened.raw, 0, 0, *size, 0, x, y, device_x, device_y)
        return np.array([device_x.value / fine, device_y.value / fine])

    origin = mapped(x0, y0)
    along_x = (mapped(x1, y0) - origin) / (x1 - x0)
    along_y = (mapped(x0, y1) - origin) / (y1 - y0)
    a = origin + np.outer(boxes[:, 0] - x0, along_x) + np.outer(boxes[:, 1] - y0, along_y)
    b = origin + np.outer(boxes[:, 2] - x0, along_x) + np.outer(boxes[:, 3] - y0, along_y)
    return np.hstack([np.minimum(a, b), np.maximum(a, b)])


def char_at(layout: PageLayout, x: float, y: float) -> int | None:
    """The index of the character nearest to a point; a line at the same height wins over a nearer one above.

    None where the page has no characters.
    """
    drawn = np.flatnonzero(layout.drawn)
    if not len(drawn):
        return None
    boxes = layout.boxes[drawn]
    dx = np.maximum(np.maximum(boxes[:, 0] - x, x - boxes[:, 2]), 0)
    dy = np.maximum(np.maximum(boxes[:, 1] - y, y - boxes[:, 3]), 0)
    middle = np.abs((boxes[:, 0] + boxes[:, 2]) / 2 - x) + np.abs((boxes[:, 1] + boxes[:, 3]) / 2 - y)
    return int(drawn[np.argmin(dx + 8 * dy + middle * 1e-3)])


def caret_at(layout: PageLayout, x: float, y: float) -> int | None:
    """The place between characters nearest to a point: before or after the character there."""
    index = char_at(layout, x, y)
    if index is None:
        return None
    box = layout.boxes[index]
    return index + int(x > (box[0] + box[2]) / 2)


def word_range(layout: PageLayout, index: int) -> tuple[int, int]:
    """Start and end of the word at a character; figures keep their signs ("£1.2m", "6,153", "32%")."""
    text = layout.text
    if not 0 <= index < len(text) or text[index].isspace():
        return index, min(len(text), index + 1)
    start = end = index
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    first, last = start, end
    while first < last and not _of_word(text[first], "£$€+−-#"):
        first += 1
    while last > first and not _of_word(text[last - 1], "%"):
        last -= 1
    return (first, last) if first <= index < last else (index, index + 1)


def _of_word(character: str, signs: str) -> bool:
    return character.isalnum() or character in signs


def line_boxes(layout: PageLayout, start: int, end: int) -> tuple[Box, ...]:
    """One box for each line of the characters `start` to `end` (end not included)."""
    return _lines(layout.boxes[start:end])


def _lines(part: Boxes) -> tuple[Box, ...]:
    lines: list[Box] = []
    for x0, y0, x1, y1 in part[(part[:, 2] > part[:, 0]) & (part[:, 3] > part[:, 1])].tolist():
        box = Box(x0, y0, x1, y1)
        if lines and _same_line(lines[-1], box):
            lines[-1] = lines[-1].union(box)
        else:
            lines.append(box)
    return tuple(lines)


def _same_line(line: Box, box: Box) -> bool:
    overlap = min(line.y1, box.y1) - max(line.y0, box.y0)
    return overlap > 0.5 * min(line.height, box.height) and box.x1 > line.x0 - box.width


def chars_in(layout: PageLayout, box: Box) -> tuple[int, int] | None:
    """The range of the characters whose middle lies in a box; None when there are none."""
    boxes = layout.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = np.flatnonzero(
        layout.drawn & (x >= box.x0 - 1) & (x <= box.x1 + 1) & (y >= box.y0 - 1) & (y <= box.y1 + 1)
    )
    return (int(inside[0]), int(inside[-1]) + 1) if len(inside) else None
