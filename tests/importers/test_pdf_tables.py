"""Tables out of PDFs that are drawn here, and those of published papers where these are at hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from panel_app.domain.papers import PassageKind, StructuredPaper
from panel_app.importers.readers.pdf import PdfReader
from panel_app.importers.readers.reader import Sink
from tests.conftest import SHARED

Rows = tuple[tuple[str, ...], ...]
FIGURES: Rows = (
    ("Area", "Target", "Result", "Rating"),
    ("North Shire", "90.0%", "84.2%", "RED"),
    ("South Shire", "85.0%", "", "GREEN"),
    ("West Coast and the islands", "1,204", "-12", "AMBER"),
)


def read(pdf: bytes) -> StructuredPaper:
    return PdfReader().read(pdf, "made.pdf", Sink(lambda page, count: None, lambda made: None))


def drawn(draw: Callable[[Any], None], *, rotate: int = 0) -> StructuredPaper:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setPageRotation(rotate)
    # What is drawn stands upright on the page as it is shown.
    canvas.translate(*{0: (0, 0), 90: (A4[0], 0), 180: A4, 270: (0, A4[1])}[rotate])
    canvas.rotate(rotate)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return read(out.getvalue())


def put(canvas: Any, rows: Sequence[Sequence[str]], style: Sequence[tuple[Any, ...]], y: float = 500) -> None:
    table = Table([list(row) for row in rows], style=TableStyle(list(style)))
    table.wrapOn(canvas, 450, 700)
    table.drawOn(canvas, 72, y)


GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
SHADED = [
    ("BACKGROUND", (column, row), (column, row), "#DDDDDD" if (column + row) % 2 else "#EEEEEE")
    for column in range(4)
    for row in range(4)
]


@pytest.mark.parametrize("style", [GRID, SHADED], ids=["rules", "backgrounds"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_ruled_table_comes_back_cell_by_cell(style: list[tuple[Any, ...]], rotate: int) -> None:
    paper = drawn(lambda canvas: put(canvas, FIGURES, style, y=300), rotate=rotate)
    assert [table.rows for table in paper.tables] == [FIGURES]


def test_a_table_inside_a_form_is_found() -> None:
    def draw(canvas: Any) -> None:
        canvas.beginForm("inside")
        put(canvas, FIGURES, GRID, y=10)
        canvas.endForm()
        canvas.translate(20, 400)
        canvas.doForm("inside")

    assert [table.rows for table in drawn(draw).tables] == [FIGURES]


def test_a_merged_cell_keeps_its_text_in_the_first_place() -> None:
    rows = (("Results of the quarter", "", ""), ("Area", "2023", "2024"), ("North", "12", "15"))
    paper = drawn(lambda canvas: put(canvas, rows, [*GRID, ("SPAN", (0, 0), (-1, 0))]))
    assert [table.rows for table in paper.tables] == [rows]


def test_figures_in_columns_without_rules_are_a_table() -> None:
    right = [("ALIGN", (1, 0), (-1, -1), "RIGHT")]
    rows = (
        ("Fund", "Budget", "Spent", "Left"),
        ("Pay and pensions", "1,250.4", "1,200.0", "50.4"),
        ("Fleet", "96.0", "", "96.0"),
        ("Buildings", "410.7", "415.9", "-5.2"),
        ("Total", "1,757.1", "1,615.9", "141.2"),
    )
    assert [table.rows for table in drawn(lambda canvas: put(canvas, rows, right)).tables] == [rows]


def test_a_caption_names_its_table_and_its_rows_know_their_places() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 600, "Table 3: Results by area")
        put(canvas, FIGURES, GRID, y=515)

    (table,) = drawn(draw).tables
    assert table.title == "Table 3: Results by area"
    assert len(table.places) == len(FIGURES)
    assert all(place.page == 0 for place in table.places)
    tops = [place.box.y0 for place in table.places]
    assert tops == sorted(tops) and 842 - 600 < tops[0] < 842 - 515


def test_rows_become_passages_between_the_words_around_them() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(72, 700, "These are the results of the year for each area.")
        put(canvas, FIGURES, GRID, y=500)
        canvas.drawString(72, 450, "The panel noted them and thanked the officers.")

    passages = drawn(draw).passages
    assert [passage.kind for passage in passages] == [
        PassageKind.PARAGRAPH,
        *[PassageKind.TABLE] * len(FIGURES),
        PassageKind.PARAGRAPH,
    ]
    assert passages[2].text == "North Shire\t90.0%\t84.2%\tRED"


def test_a_table_over_several_pages_is_one_and_its_head_comes_once() -> None:
    head = ("Name", "First", "Second")
    rows = [head, *((f"Measure {n}", f"{n}.5%", f"{n * 3:,}") for n in range(1, 91))]
    out = io.BytesIO()
    table = Table([list(row) for row in rows], repeatRows=1, style=TableStyle(GRID))
    SimpleDocTemplate(out, pagesize=A4).build([table])
    paper = read(out.getvalue())
    assert len(paper.pages) > 1
    assert [table.rows for table in paper.tables] == [tuple(rows)]
    assert [paper.tables[0].page_of_row(row) for row in (0, -1)] == [0, len(paper.pages) - 1]


def lines_at(canvas: Any, places: Sequence[tuple[float, Sequence[str]]], leading: float = 14) -> None:
    for x, lines in places:
        for number, line in enumerate(lines):
            canvas.drawString(x, 700 - leading * number, line)


PROSE = ["the chair said that more was", "being done in 2024 than before", "and thanked all who had come"] * 5


@pytest.mark.parametrize(
    "places",
    [
        [(72, PROSE), (320, PROSE)],
        [(72, [f"{n}." for n in range(1, 9)]), (110, [f"Item about matter {n}" for n in range(1, 9)])],
        [(72, [f"({n})" for n in range(1, 9)]), (110, PROSE[:8])],
        [(72, ["•"] * 8), (100, PROSE[:8])],
        [(72, [f"Part {n}" for n in "ABCDEFG"]), (480, ["3", "5", "9", "14", "20", "21", "30"])],
        [(72, ["Clerk", "1 High Street", "Northtown"]), (320, ["Telephone", "01632 960123", "Fax none"])],
        [(72, PROSE)],
    ],
    ids=["two columns", "numbered", "bracketed", "bullets", "contents", "addresses", "prose"],
)
def test_what_only_looks_like_a_table_is_none(places: list[tuple[float, list[str]]]) -> None:
    paper = drawn(lambda canvas: lines_at(canvas, places))
    assert paper.tables == ()
    words = " ".join(passage.text for passage in paper.passages)
    assert all(word in words for _, lines in places for word in lines[-1].split() if word[0].isalpha())


def test_a_box_around_words_is_no_table() -> None:
    def draw(canvas: Any) -> None:
        canvas.rect(60, 500, 400, 220)
        lines_at(canvas, [(72, PROSE)])

    assert drawn(draw).tables == ()


def test_a_page_full_of_paths_is_read_without_its_tables() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, FIGURES, GRID)
        for number in range(20_000):
            canvas.line(50, 100 + number % 300, 60 + number % 400, 100)

    paper = drawn(draw)
    assert "North Shire" in paper.pages[0].text


CELL = st.one_of(
    st.just(""),
    st.from_regex(r"[A-Z][a-z]{2,7}( [a-z]{2,7})?", fullmatch=True),
    st.from_regex(r"-?[1-9][0-9]{0,2}(,[0-9]{3})?(\.[0-9])?%?", fullmatch=True),
)


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=2, max_size=8)
    )
)
@settings(max_examples=40, deadline=None)
def test_any_ruled_table_comes_back(rows: list[list[str]]) -> None:
    """Columns and rows without any text are left out; the first row and column are filled here."""
    filled = [
        [cell or f"Name {at}" if not column else cell for column, cell in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    filled[0] = [cell or f"Head {column}" for column, cell in enumerate(filled[0])]
    if sum(bool(cell) for row in filled for cell in row) < 0.4 * len(filled) * len(filled[0]):
        return
    paper = drawn(lambda canvas: put(canvas, filled, GRID))
    assert [table.rows for table in paper.tables] == [tuple(tuple(row) for row in filled)]


NUMBER = st.from_regex(r"-?[1-9][0-9]{0,2}(,[0-9]{3})?\.[0-9]", fullmatch=True)


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(NUMBER, min_size=n, max_size=n), min_size=4, max_size=9)
    )
)
@settings(max_examples=40, deadline=None)
def test_any_table_of_figures_without_rules_comes_back(numbers: list[list[str]]) -> None:
    rows = [[f"Measure {at}", *row] for at, row in enumerate(numbers)]
    right = [("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("LEFTPADDING", (0, 0), (-1, -1), 14)]
    paper = drawn(lambda canvas: put(canvas, rows, right))
    assert [table.rows for table in paper.tables] == [tuple(tuple(row) for row in rows)]


REAL = SHARED / "papers"


@pytest.mark.skipif(not REAL.exists(), reason="the published papers are not here")
@pytest.mark.parametrize(
    ("paper", "row"),
    [
        ("QPR Q3 Cabinet appendix 1.pdf", ("Male", "1,329", "1,273", "1,266", "1,327", "1,222")),
        ("Council Report Mid Year 24-25.pdf", ("Total borrowing", "771.9", "-25.1", "746.8", "4.35")),
        ("Appendix 1 - Half-year Report 2024-25.pdf", ("Total Bonds", "", "117,867,477", "", "")),
    ],
)
def test_rows_of_published_tables(paper: str, row: tuple[str, ...]) -> None:
    found = read(next(REAL.rglob(paper)).read_bytes())
    assert any(row in table.rows for table in found.tables)


@pytest.mark.skipif(not REAL.exists(), reason="the published papers are not here")
def test_published_minutes_have_no_tables() -> None:
    for path in REAL.rglob("*inutes*.pdf"):
        assert read(path.read_bytes()).tables == ()
