"""A marked-up copy holds the marks where they stand, for any PDF reader; the original is as it was."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from panel_app.domain.citations import Citation
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Mark, MarkColour, MarkKind, Stroke, joined, page_anchor, text_anchor
from panel_app.domain.page_space import PageSpace
from panel_app.domain.papers import Box
from panel_app.domain.pdf_marks import COLOURS, nearest_colour
from panel_app.importers.pdf_annotations import read_marked_pdf
from panel_app.notes.content import CitedMark
from panel_app.notes.marked_pdf import CopyOrder, marked_copy
from panel_app.services.pdf_pages import PdfPages, line_boxes
from panel_app.word_documents import printable

WORDS = "83% of calls"
CITED = Citation("Pack", "North Shire Panel", item="item 7: Calls", first="12")
WHEN = datetime(2026, 6, 1, 9, 30, 15)
TURNS = (0, 90, 180, 270)


def _pdf(*, crop: bool = True, secret: str = "") -> bytes:
    """Four pages, each turned further; cropped unless told otherwise."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 500))
    for number in range(4):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 400, f"We answered {WORDS} in ten seconds.")
        if secret and number == 2:
            canvas.drawString(72, 380, secret)
        canvas.showPage()
    canvas.save()
    pdf = pikepdf.open(io.BytesIO(out.getvalue()))
    for turn, page in zip(TURNS, pdf.pages, strict=True):
        page.obj.Rotate = turn
        if crop:
            page.obj.CropBox = pikepdf.Array([20, 30, 390, 480])
    done = io.BytesIO()
    pdf.save(done)
    return done.getvalue()


def _mark(pages: PdfPages, page: int, kind: MarkKind, note: str = "Was 84%?") -> Mark:
    layout = pages.layout(page)
    start = layout.text.index(WORDS)
    end = start + len(WORDS)
    anchor = text_anchor(page, layout.text, start, end, line_boxes(layout, start, end))
    strokes: tuple[Stroke, ...] = ()
    if kind is MarkKind.INK:
        strokes = (Stroke(((100, 110), (150, 120), (90.5, 130.25)), 2.0), Stroke(((60, 60),), 1.5))
    if kind is MarkKind.BOOKMARK:
        anchor = page_anchor(page, layout.text)
    return Mark(
        MarkId(f"00000000-0000-0000-000{page}-{list(MarkKind).index(kind):012}"),
        PaperId("p"),
        "c" * 64,
        kind,
        anchor,
        MarkColour.GREEN,
        note,
        WHEN,
        WHEN,
        tags=("roads", "Ask Ann"),
        strokes=strokes,
    )


def _copy(data: bytes, marks: Sequence[Mark], **options: object) -> bytes:
    cited = tuple(CitedMark(mark, CITED) for mark in marks)
    return marked_copy(data, CopyOrder("c" * 64, cited, "Ann Lee", **options))  # type: ignore[arg-type]


def test_the_marks_come_back_at_the_same_places_on_turned_and_cropped_pages() -> None:
    data = _pdf()
    pages = PdfPages(data)
    marks = [_mark(pages, page, kind) for page in range(4) for kind in MarkKind]
    read = read_marked_pdf(_copy(data, marks))
    assert read.content == "c" * 64
    assert read.texts == tuple(pages.layout(page).text for page in range(4))
    assert [one.name for one in read.marks] == [mark.id for mark in marks]
    for mark, one in zip(marks, read.marks, strict=True):
        assert (one.kind, one.note, one.colour, one.tags) == (mark.kind, mark.note, mark.colour, mark.tags)
        assert (one.created, one.modified) == (WHEN, WHEN)
        if mark.kind in (MarkKind.HIGHLIGHT, MarkKind.UNDERLINE):
            assert _apart(one.parts[0].boxes, mark.anchor.boxes) < 0.01
            (chars,) = one.chars
            assert chars is not None
            assert read.texts[mark.anchor.page][slice(*chars)] == WORDS
        if mark.kind is MarkKind.INK:
            assert [s.points for s in one.strokes] == [
                tuple(pytest.approx(point, abs=0.01) for point in s.points) for s in mark.strokes
            ]
    pages.close()


def test_another_reader_finds_standard_annotations_over_the_words() -> None:
    data = _pdf()
    pages = PdfPages(data)
    copy = _copy(data, [_mark(pages, page, MarkKind.HIGHLIGHT) for page in range(4)])
    read = pypdf.PdfReader(io.BytesIO(copy))
    for page in read.pages:
        (annotation,) = [one.get_object() for one in page["/Annots"]]
        assert annotation["/Subtype"] == "/Highlight"
        assert annotation["/Contents"] == "Was 84%?"
        assert annotation["/T"] == "Ann Lee"
        assert annotation["/Subj"] == CITED.line
        assert annotation["/F"] == 4
        # All four pages print the words in the same place of their own space: 72 points in, at height 400.
        quad = [float(n) for n in annotation["/QuadPoints"]]
        xs, ys = quad[::2], quad[1::2]
        assert min(ys) < 400 < max(ys)
        assert 130 < min(xs) < 150
        assert max(xs) - min(xs) == pytest.approx(65, abs=2)
        # The first corner is the top left of the words as they are read, the second the top right.
        rect = [float(n) for n in annotation["/Rect"]]
        assert rect[0] <= min(xs) and rect[2] >= max(xs) and rect[1] <= min(ys) and rect[3] >= max(ys)
        assert annotation["/AP"]["/N"].get_object().get_data()
    pages.close()


def test_the_marks_are_drawn_over_the_words_and_the_words_stay_readable() -> None:
    data = _pdf(crop=False)
    pages, page = PdfPages(data), 1
    mark = _mark(pages, page, MarkKind.HIGHLIGHT)
    copy = PdfPages(_copy(data, [mark]))
    box = mark.anchor.boxes[0]
    before, after = pages.render(page, 2.0), copy.render(page, 2.0)
    x, y = round((box.x0 + 0.5) * 2), round((box.y0 + 0.5) * 2)
    at = y * after.stride + x * 4
    blue, green, red = after.data[at], after.data[at + 1], after.data[at + 2]
    assert (red, green, blue) == tuple(pytest.approx(part * 255, abs=3) for part in COLOURS[mark.colour])
    assert bytes(before.data[at : at + 3]) == b"\xff\xff\xff"
    assert min(after.data) == min(before.data) == 0
    assert copy.layout(page).text == pages.layout(page).text
    pages.close()
    copy.close()


def test_a_mark_over_two_pages_is_one_again() -> None:
    data = _pdf()
    pages = PdfPages(data)
    first, second = (_mark(pages, page, MarkKind.HIGHLIGHT) for page in (0, 1))
    mark = Mark(
        first.id, first.paper, first.content, first.kind, joined((first.anchor, second.anchor)), note="N"
    )
    (one,) = read_marked_pdf(_copy(data, [mark])).marks
    assert [part.page for part in one.parts] == [0, 1]
    assert one.note == "N"
    pages.close()


def test_nothing_of_a_withheld_page_is_in_the_copy() -> None:
    data = _pdf(secret="Private 4417 settlement")
    pages = PdfPages(data)
    copy = _copy(data, [_mark(pages, 0, MarkKind.HIGHLIGHT)], withheld=[2])
    opened = PdfPages(copy)
    assert "left out" in opened.layout(2).text
    assert [opened.size(page) for page in range(4)] == [pages.size(page) for page in range(4)]
    assert WORDS in opened.layout(3).text
    assert not any(b"4417" in stream for stream in _streams(copy))
    assert any(b"4417" in stream for stream in _streams(data))
    opened.close()
    pages.close()


def test_an_annotation_from_elsewhere_without_a_name_or_dates_is_read() -> None:
    data = _pdf()
    pdf = pikepdf.open(io.BytesIO(data))
    page = pdf.pages[0]
    page.obj.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[330, 396, 350, 412], Contents="Ask"),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 10, 10]),
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Highlight,
                QuadPoints=[142, 410, 188, 410, 142, 397, 188, 397],
                C=[1, 0, 0],
            ),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Ink, InkList=pikepdf.Array([])),
        ]
    )
    out = io.BytesIO()
    pdf.save(out)
    note, highlight = read_marked_pdf(out.getvalue()).marks
    assert (note.kind, note.note, note.name, note.created) == (MarkKind.NOTE, "Ask", "", None)
    assert highlight.kind is MarkKind.HIGHLIGHT
    assert highlight.colour is MarkColour.PINK
    text = read_marked_pdf(out.getvalue()).texts[0]
    assert note.chars[0] is not None and text[slice(*note.chars[0])] == "seconds."
    assert highlight.chars[0] is not None and text[slice(*highlight.chars[0])].startswith("83% of")


@given(note=st.text(max_size=200), tag=st.text(min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_note_survives_an_annotation(note: str, tag: str) -> None:
    note, tag = printable(note), printable(tag)
    mark = Mark(
        MarkId("m"),
        PaperId("p"),
        "c",
        MarkKind.NOTE,
        page_anchor(0, ""),
        note=note,
        tags=(tag,) if tag else (),
    )
    (one,) = read_marked_pdf(_copy(_DATA, [mark])).marks
    assert (one.note, one.tags) == (note, mark.tags)


_DATA = _pdf()


@given(
    x=st.floats(-100, 700),
    y=st.floats(-100, 900),
    turned=st.sampled_from(TURNS),
    x0=st.floats(-50, 50),
    y0=st.floats(-50, 50),
)
def test_a_point_goes_to_the_page_and_back(x: float, y: float, turned: int, x0: float, y0: float) -> None:
    space = PageSpace(x0, y0, x0 + 595, y0 + 842, turned)
    assert space.to_shown(*space.to_page(x, y)) == pytest.approx((x, y), abs=1e-6)
    width, height = space.size
    corner = space.to_page(width, height)
    assert x0 - 1e-6 <= corner[0] <= x0 + 595 + 1e-6
    assert y0 - 1e-6 <= corner[1] <= y0 + 842 + 1e-6


@pytest.mark.parametrize("colour", list(MarkColour))
def test_each_colour_is_known_again(colour: MarkColour) -> None:
    assert nearest_colour(COLOURS[colour]) is colour


def test_what_is_no_colour_is_yellow() -> None:
    assert nearest_colour([]) is nearest_colour([0.5]) is nearest_colour([0.2, 0.2, 0.2]) is MarkColour.YELLOW


def _apart(one: Sequence[Box], other: Sequence[Box]) -> float:
    assert len(one) == len(other)
    return max(
        abs(getattr(a, side) - getattr(b, side))
        for a, b in zip(one, other, strict=True)
        for side in ("x0", "y0", "x1", "y1")
    )


def _streams(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]


def _with_layer(hidden: bool) -> bytes:
    """A page with a black square on a layer of its own, and another page."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(200, 200))
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Draft"))
    states = pikepdf.Dictionary(OFF=pikepdf.Array([layer])) if hidden else pikepdf.Dictionary()
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=states)
    page = pdf.pages[0].obj
    page.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(L=layer))
    page.Contents = pdf.make_stream(b"/OC /L BDC 0 0 0 rg 50 50 100 100 re f EMC")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("hidden", [True, False])
def test_a_layer_that_the_author_hid_stays_hidden_on_chosen_pages(hidden: bool) -> None:
    copy = marked_copy(_with_layer(hidden), CopyOrder("c" * 64, pages=(0,)))
    pages = PdfPages(copy)
    assert len(pages) == 1
    raster = pages.render(0, 1)
    middle = bytes(raster.data)[100 * raster.stride + 100 * 4 :][:3]
    pages.close()
    assert middle == (b"\xff\xff\xff" if hidden else b"\x00\x00\x00")


def test_chosen_pages_have_their_own_marks_in_the_new_order() -> None:
    data = _pdf()
    pages = PdfPages(data)
    marks = [_mark(pages, page, MarkKind.INK) for page in (1, 3)]
    pages.close()
    copy = _copy(data, marks, pages=(2, 3))
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        found = [[str(a.NM) for a in page.obj.get("/Annots", [])] for page in pdf.pages]
    assert found == [[], [marks[1].id]]
    (read,) = read_marked_pdf(copy).marks
    for drawn, back in zip(marks[1].strokes, read.strokes, strict=True):
        for point, again in zip(drawn.points, back.points, strict=True):
            assert again == pytest.approx(point, abs=0.01)
