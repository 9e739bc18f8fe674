"""Pages for the printer: those that were chosen, with marks or without, and nothing exempt unasked."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from panel_app.domain.errors import UserFacingError
from panel_app.domain.marks import Mark, MarkKind, Stroke
from panel_app.domain.papers import AgendaItem
from panel_app.importers import sandbox
from panel_app.services.desk import Desk
from panel_app.services.ink import ink_anchor
from panel_app.services.pdf_pages import PdfPages
from panel_app.services.printing import PrintWish
from panel_app.storage.meetings import MeetingRepository
from tests.services.test_notes_out_and_in import _mark
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk

CARE, CALLS = "need great care", "27% in September"
SECRET = "burglary in district 2"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def exempt(desk: Desk) -> Desk:
    """Pack pages 72 and 73 are exempt."""
    with desk.library.writing():
        items = (AgendaItem("6", "Settlement", 2, 3, exempt=True), AgendaItem("7", "Plan", 4, 6))
        MeetingRepository(desk.library).put_agenda(MEETING, PACK, items, ())
    return desk


def texts(data: bytes) -> list[str]:
    pages = PdfPages(data)
    try:
        return [pages.layout(index).text for index in range(len(pages))]
    finally:
        pages.close()


def annotations(data: bytes) -> list[list[str]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [[str(one.Subtype) for one in page.obj.get("/Annots", [])] for page in pdf.pages]


def ink(desk: Desk) -> Mark:
    pages = PdfPages(desk.papers.pdf(PACK))
    strokes = (Stroke(((110.0, 96.0), (150.0, 100.0)), 2.0),)
    anchor = ink_anchor(6, pages.layout(6), strokes)
    pages.close()
    return desk.marks.add(PACK, MarkKind.INK, anchor, strokes=strokes)[0]


def test_the_chosen_pages_with_the_marks_that_stand_on_them(desk: Desk) -> None:
    _mark(desk, CARE, "Who says so?")
    _mark(desk, SECRET)
    ink(desk)
    made = desk.printing.make(PrintWish(PACK, (5, 6)))
    assert (made.page_count, made.marks, made.exempt_pages, made.exempt_marks) == (2, 2, 0, 0)
    assert [CARE in text for text in texts(made.data)] == [True, False]
    assert annotations(made.data) == [["/Highlight"], ["/Ink"]]
    plain = desk.printing.make(PrintWish(PACK, (5, 6), marks=False))
    assert plain.marks == 0 and annotations(plain.data) == [[], []]


def test_marks_are_seen_on_the_printed_page(desk: Desk) -> None:
    ink(desk)
    pictures = []
    for marks in (False, True):
        pages = PdfPages(desk.printing.make(PrintWish(PACK, (6,), marks=marks)).data)
        raster = pages.render(0, 2)
        row = bytes(raster.data)[(98 * 2) * raster.stride :][: raster.stride]
        pictures.append(row[110 * 2 * 4 : 150 * 2 * 4])
        pages.close()
    assert pictures[0] != pictures[1]


def test_exempt_pages_and_what_quotes_them_stay_unless_that_is_said(exempt: Desk) -> None:
    _mark(exempt, SECRET)
    _mark(exempt, CARE, f"See {SECRET}")
    _mark(exempt, CALLS, "Open")
    made = exempt.printing.make(PrintWish(PACK, (2, 5)))
    assert (made.page_count, made.exempt_pages, made.marks, made.exempt_marks) == (1, 1, 1, 1)
    assert SECRET.encode() not in made.data and all(SECRET not in text for text in texts(made.data))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert [str(one.Contents) for one in pdf.pages[0].obj.Annots] == ["Open"]
    told = exempt.printing.make(PrintWish(PACK, (2, 5), exempt=True))
    assert (told.page_count, told.exempt_pages, told.marks) == (2, 0, 3)
    with pytest.raises(UserFacingError, match="All these pages are exempt"):
        exempt.printing.make(PrintWish(PACK, (2, 3)))


def test_the_item_and_the_names_of_files(desk: Desk) -> None:
    item = desk.printing.item_at(PACK, 5)
    assert item is not None and (item.number, item.first_page, item.last_page) == ("7", 4, 6)
    assert desk.printing.file_name(PACK, (5, 6, 7)).endswith(" pages 75-77.pdf")
    assert desk.printing.file_name(PACK, tuple(range(8))) == "agenda-pack-27-november-2020.pdf"


def test_a_file_that_hangs_is_stopped_and_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hang = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(sandbox, "_command", lambda task, name, limits: hang)
    monkeypatch.setattr(sandbox, "COPYING", sandbox.Limits(silence=0.5))
    with pytest.raises(UserFacingError, match="does not let single pages be taken out"):
        desk.printing.make(PrintWish(PACK, (5,)))
