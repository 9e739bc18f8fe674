"""Reading a PDF: pages, text with its places, bookmarks and thumbnails, by PDFium."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import Box, OutlineEntry, Page
from panel_app.importers.lines import Line
from panel_app.importers.pdf_text import page_text
from panel_app.importers.superscripts import with_superscripts
from panel_app.importers.tables.find import tables_of_page
from panel_app.importers.tables.page_table import PageTable
from panel_app.importers.tables.rules import ToDisplay, page_rules
from panel_app.importers.tables.words import char_boxes

MAX_PAGES = 10_000
MAX_POINTS = 14_400
"""A page side in points; PDF allows no more."""
THUMBNAIL_PIXELS = 160
"""Width of a thumbnail, or height where that is the longer side."""
JPEG_QUALITY = 72
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)

OnPage = Callable[[Page, int], None]
OnPicture = Callable[[int, bytes], None]


@dataclass(frozen=True)
class PdfContent:
    """What a PDF holds, before it is made into passages; pages have no thumbnails and no labels."""

    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    tables: tuple[tuple[PageTable, ...], ...]
    """The tables of each page, each page for itself."""
    outline: tuple[OutlineEntry, ...]
    labels: tuple[str, ...]
    title: str
    subject: str


def read_pdf(data: bytes, on_page: OnPage, *, draws: bool = True) -> PdfContent:
    """Read all pages; `on_page(page, page count)` is called after each, with its thumbnail if it `draws`.

    Raises PaperRefusedError with what to do for a file that cannot be read.
    """
    document = _open(data)
    try:
        count = len(document)
        if count < 1:
            raise PaperRefusedError("has no pages: ask for the file again, or print it to PDF once more")
        if count > MAX_PAGES:
            raise PaperRefusedError(
                f"says it has {count:,} pages, which cannot be right: ask for the file again"
            )
        pages: list[Page] = []
        lines: list[Line] = []
        tables: list[tuple[PageTable, ...]] = []
        for index in range(count):
            page, found, on_it = _read_page(document, index, draws=draws)
            on_page(page, count)
            pages.append(Page(page.index, page.width, page.height, "", page.text))
            lines.extend(found)
            tables.append(tuple(on_it))
        if not any(page.width > 1 for page in pages):
            raise PaperRefusedError("has no page that can be drawn: ask for the file again")
        metadata = document.get_metadata_dict()
        return PdfContent(
            pages=tuple(pages),
            lines=tuple(lines),
            tables=tuple(tables),
            outline=tuple(_outline(document, count)),
            labels=tuple(_own_label(document, index) for index in range(count)),
            title=(metadata.get("Title") or "").strip(),
            subject=(metadata.get("Subject") or "").strip(),
        )
    finally:
        document.close()


def draw_pdf(data: bytes, on_picture: OnPicture) -> None:
    """Draw all pages; `on_picture(page index, thumbnail)` is called after each that can be drawn.

    Raises PaperRefusedError for a file that cannot be opened.
    """
    document = _open(data)
    try:
        for index in range(min(len(document), MAX_PAGES)):
            try:
                page = document[index]
            except pdfium.PdfiumError:
                continue
            width, height = page.get_size()
            if _has_size(width, height):
                on_picture(index, _thumbnail(page, width, height))
            page.close()
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise PaperRefusedError(
                "is locked with a password: open it, save a copy without the password and import that"
            ) from error
        raise PaperRefusedError(
            "is damaged or incomplete and cannot be opened: ask for the file again"
        ) from error


def _read_page(
    document: pdfium.PdfDocument, index: int, *, draws: bool
) -> tuple[Page, list[Line], list[PageTable]]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Page(index, 595.0, 842.0, "", ""), [], []
    try:
        width, height = page.get_size()
        if not _has_size(width, height):
            shown = min(max(width, 1.0), MAX_POINTS), min(max(height, 1.0), MAX_POINTS)
            return Page(index, *shown, ""), [], []
        text = ""
        lines: list[Line] = []
        tables: list[PageTable] = []
        try:
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            pass
        else:
            text = page_text(textpage)
            to_display = _display_transform(page)
            char_box = char_boxes(textpage, to_display)
            found = list(_lines(textpage, index, with_superscripts(text, char_box), to_display))
            lines = [line for _, line in found]
            if lines:
                rules = page_rules(page, to_display)
                starts = [start for start, _ in found]
                lines, tables = tables_of_page(lines, starts, rules, height, char_box)
            textpage.close()
        thumbnail = _thumbnail(page, width, height) if draws else b""
        return Page(index, width, height, "", text, thumbnail), lines, tables
    finally:
        page.close()


def _has_size(width: float, height: float) -> bool:
    return 0 < width <= MAX_POINTS and 0 < height <= MAX_POINTS


def _lines(
    textpage: pdfium.PdfTextPage, index: int, text: str, to_display: ToDisplay
) -> Iterator[tuple[int, Line]]:
    """The lines of a page, each after its first character's index; PDFium ends a line with a line break."""
    raw = textpage.raw
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    bold_name = _bold_names(raw)
    start = 0
    for piece in text.splitlines(keepends=True):
        end = start + len(piece)
        words = piece.strip()
        if words:
            first = start + (len(piece) - len(piece.lstrip()))
            box: Box | None = None
            parted = False
            for at in range(max(0, pdfium_c.FPDFText_CountRects(raw, first, len(words)))):
                if pdfium_c.FPDFText_GetRect(raw, at, left, top, right, bottom):
                    part = to_display(left.value, top.value, right.value, bottom.value)
                    parted = parted or (box is not None and part.x0 - box.x1 > 8.0)
                    box = box.union(part) if box else part
            if box is not None:
                size = pdfium_c.FPDFText_GetFontSize(raw, first)
                if not 3 < size < 200:
                    size = box.height
                bold = pdfium_c.FPDFText_GetFontWeight(raw, first) >= 600 or bold_name(first)
                yield first, Line(index, words, box, size, bold, parted)
        start = end


def _bold_names(textpage: object) -> Callable[[int], bool]:
    """A function from a character's index to whether the name of its font says that it is bold."""
    size = 128
    buffer, flags = ctypes.create_string_buffer(size), ctypes.c_int()

    def bold(index: int) -> bool:
        length = pdfium_c.FPDFText_GetFontInfo(textpage, index, buffer, size, flags)
        return _BOLD.search(buffer.raw[: max(0, min(length, size) - 1)]) is not None

    return bold


def _display_transform(page: pdfium.PdfPage) -> ToDisplay:
    """From PDF page space (origin at the bottom left, before rotation) to the page as it is shown."""
    x0, y0, x1, y1 = page.get_bbox()
    turned: dict[int, ToDisplay] = {
        90: lambda left, top, right, bottom: Box(bottom - y0, left - x0, top - y0, right - x0),
        180: lambda left, top, right, bottom: Box(x1 - right, bottom - y0, x1 - left, top - y0),
        270: lambda left, top, right, bottom: Box(y1 - top, x1 - right, y1 - bottom, x1 - left),
    }
    return turned.get(
        page.get_rotation(),
        lambda left, top, right, bottom: Box(left - x0, y1 - top, right - x0, y1 - bottom),
    )


def _thumbnail(page: pdfium.PdfPage, width: float, height: float) -> bytes:
    """The page drawn small, as JPEG; drawing here proves that the page can be drawn at all."""
    scale = THUMBNAIL_PIXELS / max(width, height / 1.42)
    try:
        bitmap = page.render(scale=scale, may_draw_forms=False)
    except pdfium.PdfiumError:
        return b""
    image = bitmap.to_pil().convert("RGB")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY)
    bitmap.close()
    return out.getvalue()


def _outline(document: pdfium.PdfDocument, count: int) -> Iterator[OutlineEntry]:
    for number, bookmark in enumerate(document.get_toc(max_depth=6)):
        if number >= 5000:
            return
        destination = bookmark.get_dest()
        page = destination.get_index() if destination else None
        title = " ".join((bookmark.get_title() or "").split())
        if page is not None and 0 <= page < count and title:
            yield OutlineEntry(bookmark.level + 1, title, page)


def _own_label(document: pdfium.PdfDocument, index: int) -> str:
    try:
        return str(document.get_page_label(index) or "").strip()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""
