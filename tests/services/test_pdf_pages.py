"""Pixels, words and boxes of PDF pages."""

from __future__ import annotations

import io
import threading

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from panel_app import pdf_fonts
from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import Box
from panel_app.services.pdf_pages import (
    PageLayout,
    PdfPages,
    caret_at,
    char_at,
    chars_in,
    fitting_scale,
    line_boxes,
    word_range,
)

WIDTH, HEIGHT = 400.0, 300.0
WORDS = [("Burglary", 60.0, 80.0), ("fell by 32% (6,153)", 120.0, 130.0), ("in September", 60.0, 220.0)]
"""Words and where their baselines begin, from the top left of the whole sheet."""
SIZE = 14.0


def made(rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """A page with WORDS; `crop` is left, bottom, right, top of the crop box as PDF counts them."""
    pdf_fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.setFont(pdf_fonts.REGULAR, SIZE)
    for words, x, y in WORDS:
        canvas.drawString(x, HEIGHT - y, words)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    page = document[0]
    page.set_rotation(rotation)
    if crop:
        page.set_cropbox(*crop)
    saved = io.BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


def drawn_box(words: str, x: float, y: float) -> Box:
    """Where words stand on the sheet, by the font's own measures."""
    ascent, descent = pdfmetrics.getAscentDescent(pdf_fonts.REGULAR, SIZE)
    return Box(x, y - ascent, x + pdfmetrics.stringWidth(words, pdf_fonts.REGULAR, SIZE), y - descent)


def turned(box: Box, rotation: int, width: float, height: float) -> Box:
    """A box of a sheet of this size after the sheet is turned clockwise."""
    if rotation == 90:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    if rotation == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if rotation == 270:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    return box


def layout_of(data: bytes) -> PageLayout:
    pages = PdfPages(data)
    try:
        return pages.layout(0)
    finally:
        pages.close()


@pytest.mark.parametrize("crop", [None, (40.0, 50.0, 390.0, 270.0)])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_lie_on_the_drawn_words(rotation: int, crop: tuple[float, float, float, float] | None) -> None:
    layout = layout_of(made(rotation, crop))
    left, top = (crop[0], HEIGHT - crop[3]) if crop else (0.0, 0.0)
    width, height = (crop[2] - crop[0], crop[3] - crop[1]) if crop else (WIDTH, HEIGHT)
    shown = (height, width) if rotation in (90, 270) else (width, height)
    assert (layout.width, layout.height) == pytest.approx(shown, abs=0.1)
    for words, x, y in WORDS:
        at = layout.text.index(words)
        part = layout.boxes[at : at + len(words)]
        found = Box(part[:, 0].min(), part[:, 1].min(), part[:, 2].max(), part[:, 3].max())
        wanted = turned(drawn_box(words, x - left, y - top), rotation, width, height)
        for name in ("x0", "y0", "x1", "y1"):
            assert getattr(found, name) == pytest.approx(getattr(wanted, name), abs=2), (words, name)


def test_every_character_has_one_box_and_one_place() -> None:
    layout = layout_of(made())
    assert len(layout.text) == len(layout.boxes)
    assert [line.strip() for line in layout.text.splitlines()] == [words for words, _, _ in WORDS]


def test_point_to_character_word_and_line() -> None:
    layout = layout_of(made())
    box = drawn_box(*WORDS[1])
    middle = (box.y0 + box.y1) / 2
    assert layout.text[char_at(layout, box.x0 + 1, middle) or 0] == "f"
    assert layout.text[char_at(layout, box.x1 + 80, middle) or 0] == ")"
    assert caret_at(layout, box.x1 + 80, middle) == layout.text.index("6,153)") + 6
    figure = layout.text.index("6,153")
    assert word_range(layout, figure + 2) == (figure, figure + 5)
    percent = layout.text.index("32%")
    assert word_range(layout, percent) == (percent, percent + 3)
    start, end = layout.text.index("Burglary"), layout.text.index("6,153)") + 6
    lines = line_boxes(layout, start, end)
    assert len(lines) == 2
    assert lines[1].x0 == pytest.approx(box.x0, abs=2) and lines[1].x1 == pytest.approx(box.x1, abs=2)
    assert chars_in(layout, box) == (layout.text.index("fell"), end)
    assert chars_in(layout, Box(0, 0, 5, 5)) is None


def test_a_page_without_words_has_no_characters() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.rect(10, 10, 50, 50, fill=1)
    canvas.showPage()
    canvas.save()
    layout = layout_of(out.getvalue())
    assert layout.text == "" and layout.boxes.shape == (0, 4)
    assert char_at(layout, 10, 10) is None and caret_at(layout, 10, 10) is None
    assert line_boxes(layout, 0, 0) == ()


def test_pixels_have_the_size_asked_for() -> None:
    pages = PdfPages(made())
    raster = pages.render(0, 2.0)
    assert (raster.width, raster.height) == (800, 600)
    assert len(raster.data) == raster.stride * raster.height
    assert raster.data[:3] == b"\xff\xff\xff"
    assert min(raster.data) < 80
    pages.close()
    pages.close()
    with pytest.raises(PaperRefusedError):
        pages.render(0, 1.0)


@pytest.mark.parametrize("size", [(14400, 14400), (1, 14400), (595, 842), (14400, 0.5)])
def test_pixels_stay_within_the_budget(size: tuple[float, float]) -> None:
    import math

    scale = fitting_scale(*size, 50.0, 1_000_000)
    assert math.ceil(size[0] * scale) * math.ceil(size[1] * scale) <= 1_000_000


def test_a_file_that_is_no_pdf_is_refused_in_words() -> None:
    with pytest.raises(PaperRefusedError, match="Add the paper again"):
        PdfPages(b"not a pdf")


def test_threads_share_one_document() -> None:
    pages = PdfPages(made())
    texts: list[str] = []

    def read() -> None:
        for _ in range(10):
            texts.append(pages.layout(0).text)
            pages.render(0, 0.5)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pages.close()
    assert len(texts) == 40 and len(set(texts)) == 1
