"""Ink is held by the words it was drawn over or beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from panel_app.domain.ink import ink_box
from panel_app.domain.marks import Stroke
from panel_app.services.ink import ink_anchor
from panel_app.services.pdf_pages import PageLayout, PdfPages, line_boxes


@pytest.fixture
def layout(make_pdf: Callable[..., Path]) -> Iterator[PageLayout]:
    pages = PdfPages(
        make_pdf("a.pdf", [["Burglary fell by 39% in the north.", "The panel asked why."]]).read_bytes()
    )
    yield pages.layout(0)
    pages.close()


def _over(layout: PageLayout, words: str, dx: float = 0, dy: float = 0) -> list[Stroke]:
    start = layout.text.index(words)
    box = line_boxes(layout, start, start + len(words))[0]
    return [Stroke(((box.x0 + dx + 3, box.y0 + dy), (box.x1 + dx - 3, box.y1 + dy)), 2)]


def test_ink_over_words_is_held_by_the_whole_words(layout: PageLayout) -> None:
    anchor = ink_anchor(4, layout, _over(layout, "9% in"), "3.")
    assert (anchor.exact, anchor.page, anchor.passage_number) == ("39% in", 4, "3.")
    assert anchor.prefix == "Burglary fell by " and len(anchor.boxes) == 1


def test_ink_beside_words_is_held_by_the_nearest(layout: PageLayout) -> None:
    stroke = _over(layout, "why.", dx=30)
    assert ink_anchor(0, layout, stroke).exact == "why."


def test_ink_far_from_words_is_held_by_its_page(layout: PageLayout) -> None:
    strokes = [Stroke(((400, 600), (420, 640)), 2)]
    anchor = ink_anchor(0, layout, strokes)
    assert anchor.exact == "" and anchor.boxes == (ink_box(strokes),) and anchor.suffix.startswith("Burglary")
    assert ink_box(strokes).x0 == 399
