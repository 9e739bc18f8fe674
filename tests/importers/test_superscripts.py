"""Raised digits behind a figure are a footnote's number, not the figure's last digits."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from panel_app.domain.figures.numbers import cell_figure, figures_in
from panel_app.domain.papers import Box
from panel_app.importers.readers.pdf_pages import read_pdf
from panel_app.importers.superscripts import with_superscripts


def _pdf(*pieces: tuple[str, float, float]) -> bytes:
    """A line of pieces, each with its size and how far it is raised."""
    out = io.BytesIO()
    canvas = Canvas(out, (400, 200))
    x = 40.0
    for text, size, rise in pieces:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, 100 + rise, text)
        x += canvas.stringWidth(text, "Helvetica", size)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_raised_digit_behind_a_figure_is_a_superscript_in_what_is_read() -> None:
    content = read_pdf(
        _pdf(("17 of the 38", 12, 0), ("1", 7, 5), (" indicators, 14", 12, 0), ("12", 7, 5)), _
    )
    read = " ".join(line.text for line in content.lines)
    assert read == "17 of the 38¹ indicators, 14¹²"
    # The page's own text stays as the PDF engine counts it: marks are placed by it.
    assert "¹" not in content.pages[0].text and "381" in content.pages[0].text
    assert [figure.value for figure in figures_in(read)] == [17, 38, 14]


@pytest.mark.parametrize(
    "pieces", [[("381", 12, 0)], [("1,191 in 2019/20", 11, 0)], [("38", 12, 0), ("1", 7, 0)]]
)
def test_digits_on_the_line_stay(pieces: list[tuple[str, float, float]]) -> None:
    assert read_pdf(_pdf(*pieces), _).lines[0].text == "".join(text for text, _, _ in pieces)


def test_old_style_figures_of_unequal_height_stay() -> None:
    """A 1 is as low as an x there, and a 9 hangs below the line."""
    boxes = {"9": Box(0, 5, 5, 12), "1": Box(5, 5, 10, 10), "6": Box(10, 2, 15, 10)}
    for text in ("91", "61", "961", "916", "19"):
        assert with_superscripts(text, lambda at, text=text: boxes[text[at]]) == text


def test_a_footnote_is_no_part_of_a_figure_in_a_cell() -> None:
    figure = cell_figure("1,204²")
    assert figure is not None and figure.value == 1204


def _(*_: object) -> None:
    return None
