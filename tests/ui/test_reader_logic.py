"""The reader's parts that need no window: geometry, selection, finding, the cache, the dimmed page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester
from reportlab.pdfgen.canvas import Canvas

from panel_app.domain.papers import Box
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PageLayout, PdfPages, caret_at
from panel_app.ui.reader.contents_model import ContentsModel, contents_rows
from panel_app.ui.reader.geometry import (
    PageStack,
    begins_at_the_right,
    known_view,
    known_zoom,
    next_zoom,
    slide_down,
    stored_view,
)
from panel_app.ui.reader.jumps import JumpHistory, Stop
from panel_app.ui.reader.mark_card import day_in_words
from panel_app.ui.reader.open_paper import OpenPaper, any_word_pattern, phrase_pattern
from panel_app.ui.reader.render import PagePicture, PictureCache
from panel_app.ui.reader.selection import (
    KeyboardSelection,
    Place,
    Selection,
    passage_at,
    passage_number,
    plain,
    selected_text,
    span,
)
from panel_app.ui.reader.tone import dimmed
from tests.ui.reader_fixtures import PACK, PERFORMANCE, add_pack, make_desk, make_pdf


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def layouts() -> dict[int, PageLayout]:
    pages = PdfPages(make_pdf([PERFORMANCE, PERFORMANCE], ["75", "76"]).data)
    found = {index: pages.layout(index) for index in range(2)}
    pages.close()
    return found


def test_every_page_fills_the_column() -> None:
    stack = PageStack([(600, 800), (800, 600)], "width", 632, 700)
    assert [r.width for r in stack.rects] == [600, 600]
    assert stack.rects[1].y == stack.rects[0].bottom + 16
    assert stack.page_at(0) == 0 and stack.page_at(stack.height) == 1
    assert list(stack.visible(stack.rects[1].y + 5, 100)) == [1]


def test_places_come_back_at_another_size() -> None:
    sizes = [(600.0, 800.0)] * 5
    small, large = PageStack(sizes, "75", 632, 700), PageStack(sizes, "200", 632, 700)
    page, offset = small.place(small.rects[3].y + 200)
    assert large.place(large.y_of(page, offset))[0] == 3
    assert large.place(large.y_of(page, offset))[1] == pytest.approx(offset)
    assert PageStack([], "width", 600, 700).place(50) == (0, 0.0)


def test_absurd_page_sizes_stay_within_an_int() -> None:
    stack = PageStack([(0, 0), (1, 5_000_000), (14400, 14400)], "width", 632, 700)
    assert stack.height < 2**31 and all(r.width >= 1 and r.height >= 1 for r in stack.rects)


def test_zoom_steps() -> None:
    assert next_zoom(100, True) == "110" and next_zoom(100, False) == "90"
    assert next_zoom(300, True) == "300" and next_zoom(50, False) == "50"
    assert known_zoom("page") == "page" and known_zoom("9999") == "300" and known_zoom("what") == "width"


def test_cards_slide_down_and_keep_their_order() -> None:
    assert slide_down([(0, 50), (20, 30), (200, 40)], 8) == [0, 58, 200]


def test_selection_over_pages(layouts: dict[int, PageLayout]) -> None:
    first, second = layouts[0].text, layouts[1].text
    selection = Selection(
        Place(1, second.index("performance") if "performance" in second else 11),
        Place(0, first.index("December")),
    )
    assert selection.start.page == 0 and list(selection.pages) == [0, 1]
    assert selection.on_page(0, len(first)) == (first.index("December"), len(first))
    text = selected_text(selection, layouts.get)
    assert text.startswith("December 2020.") and "\n" not in text


def test_passages_by_character(layouts: dict[int, PageLayout]) -> None:
    made = make_pdf([PERFORMANCE], ["75"])
    layout = layouts[0]
    at = layout.text.index("need great care")
    found = passage_at(layout, made.passages, at)
    assert found is not None
    assert plain(layout.text[found[0] : found[1]]).endswith("may mislead.")
    assert passage_number(layout, made.passages, at) == "2."
    assert passage_number(layout, made.passages, layout.text.index("Anti-social")) == ""


@pytest.mark.parametrize("with_passages", [True, False])
def test_selecting_by_keyboard(layouts: dict[int, PageLayout], with_passages: bool) -> None:
    made = make_pdf([PERFORMANCE, PERFORMANCE], ["75", "76"])
    passages = {page: [p for p in made.passages if p.page == page and with_passages] for page in range(2)}
    keyboard = KeyboardSelection(layouts.get, passages.__getitem__, 2)
    one = keyboard.first(0, 0)
    assert one is not None
    two = keyboard.next_passage(one)
    assert two.start == one.start and two.end > one.end
    assert keyboard.previous_passage(two) == one
    shorter = keyboard.move_end(two, forward=False)
    assert one.end < shorter.end < two.end
    assert keyboard.move_start(shorter, forward=True).start > shorter.start
    last = one
    for _ in range(200):
        last = keyboard.next_passage(last)
    assert last.end.page == 1


def test_lines_and_words_go_on_over_pages(layouts: dict[int, PageLayout]) -> None:
    keyboard = KeyboardSelection(layouts.get, lambda page: [], 2)
    line = keyboard.first_line(0, 0)
    assert line is not None
    assert selected_text(line, layouts.get).startswith("Performance report, quarter 2")
    more = keyboard.next_line(line)
    assert selected_text(more, layouts.get).endswith("It covers the Gold measures,")
    assert keyboard.previous_line(more) == line
    word = keyboard.move_end(more, forward=True)
    assert selected_text(keyboard.next_line(word), layouts.get).endswith("where they help.")
    last = len(layouts[0].text.rstrip())
    end = span(0, last - 5, last)
    onto = keyboard.move_end(end, forward=True)
    assert onto.end.page == 1 and selected_text(onto, layouts.get) == "2020. Performance"
    assert keyboard.move_end(onto, forward=False).end == Place(0, last)
    begun = span(1, 0, 11)
    assert keyboard.move_start(begun, forward=False).start.page == 0
    assert keyboard.previous_line(begun).end.page == 0


def test_columns_are_selected_down_one_and_then_the_next() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for left, name in ((60, "Left"), (320, "Right")):
        for line in range(4):
            canvas.drawString(left, 700 - 16 * line, f"{name} column, line {line}.")
    canvas.save()
    pages = PdfPages(out.getvalue())
    layouts = {0: pages.layout(0)}
    pages.close()
    page = layouts[0]
    start = caret_at(page, 61, 842 - 700 + 16 * 3 - 4)
    end = caret_at(page, 460, 842 - 700 - 4)
    assert start is not None and end is not None
    dragged = selected_text(Selection(Place(0, start), Place(0, end)), layouts.get)
    assert dragged == "Left column, line 3. Right column, line 0."
    keyboard = KeyboardSelection(layouts.get, lambda _: [], 1)
    line = keyboard.first_line(0, 0)
    for _ in range(4):
        assert line is not None
        line = keyboard.next_line(line)
    assert line is not None
    assert selected_text(line, layouts.get).endswith("Left column, line 3. Right column, line 0.")


def test_finding_words_across_lines_and_quotes() -> None:
    pattern = phrase_pattern("the  officer's plan")
    assert pattern is not None and pattern.search("The officer's\r\nplan")
    assert phrase_pattern("   ") is None
    words = any_word_pattern("burglar -crime of")
    assert words is not None and words.search("Burglaries") and not words.search("crime of")


def test_finding_in_a_paper(desk: Desk) -> None:
    paper = OpenPaper(desk, PACK)
    found = paper.find("same quarter last year")
    assert found.total == 2 and set(found.by_page) == {5}
    assert paper.find("burglary").total == 7
    assert paper.find("quarter burglary nowhere-at-all").total > 7
    assert paper.find("zebra").total == 0


@pytest.mark.parametrize("typed", ["75", "075", " page 75 ", "p.75", "Pack page 75", "P 75"])
def test_pack_pages_as_people_type_them(desk: Desk, typed: str) -> None:
    assert OpenPaper(desk, PACK).page_of(typed) == 5


def test_pack_pages_that_are_not_there(desk: Desk) -> None:
    paper = OpenPaper(desk, PACK)
    assert paper.page_of("99") is None and paper.page_of("") is None and paper.page_of("seven") is None
    assert paper.pages_there_are() == "This paper has pack pages 70 to 77."


def test_agenda_rows_say_what_was_done(desk: Desk) -> None:
    heading, rows = contents_rows(desk, OpenPaper(desk, PACK))
    assert heading == "Agenda" and [row.number for row in rows][:3] == ["1", "2", "5"]
    assert rows[0].page is None and rows[2].label == "70" and rows[2].sub == "Not opened"
    model = ContentsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(rows)
    assert model.row_of(PACK, 5) == 5 and model.row_of(PACK, 4) == 4
    desk.reading.add_read(PACK, [0, 2])
    model.set_rows(contents_rows(desk, OpenPaper(desk, PACK))[1])
    assert model.rows[2].sub == ""
    model.set_rows([])
    assert model.rowCount() == 0


def test_cache_counts_bytes_and_keeps_the_newest() -> None:
    cache = PictureCache(limit=250_000)
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    keys = [PagePicture(page, 200) for page in range(5)]
    for key in keys:
        cache.put(key, image.copy())
    assert cache.size == 240_000
    assert cache.get(keys[0]) is None and cache.get(keys[4]) is not None
    cache.put(PagePicture(9, 1000), QImage(1000, 1000, QImage.Format.Format_RGB32))
    assert cache.get(PagePicture(9, 1000)) is not None and cache.get(keys[4]) is None
    assert cache.nearest(PagePicture(9, 500)) is not None
    cache.clear()
    assert cache.size == 0


def test_dimming_turns_lightness_and_keeps_hue() -> None:
    image = QImage(3, 1, QImage.Format.Format_RGB32)
    for x, colour in enumerate(("#FFFFFF", "#000000", "#800000")):
        image.setPixelColor(x, 0, QColor(colour))
    made = dimmed(image, QColor("#1F2327"), QColor("#E6E3DB"))
    assert made.pixelColor(0, 0) == QColor("#1F2327")
    assert made.pixelColor(1, 0) == QColor("#E6E3DB")
    red = made.pixelColor(2, 0)
    assert red.red() > red.green() and red.red() > red.blue()


def test_going_back_and_forward() -> None:
    history = JumpHistory()
    here, there, third = (Stop(PACK, page, 0.0) for page in (1, 2, 3))
    assert history.back(here) is None
    history.leave(here)
    history.leave(there)
    assert history.back(third) == there
    assert history.back(there) == here
    assert history.forward(here) == there
    history.leave(here)
    assert history.forward(there) is None


@pytest.mark.parametrize(
    "day, said",
    [
        (datetime(2020, 11, 26, 9), "today"),
        (datetime(2020, 11, 25, 23), "yesterday"),
        (datetime(2020, 11, 20, 9), "Friday"),
        (datetime(2020, 11, 19, 9), "19 November"),
        (datetime(2019, 11, 19, 9), "19 November 2019"),
    ],
)
def test_days_in_words(day: datetime, said: str) -> None:
    assert day_in_words(day, datetime(2020, 11, 26, 19, 30)) == said


def test_anchors_hold_words_boxes_and_number(desk: Desk, layouts: dict[int, PageLayout]) -> None:
    paper = OpenPaper(desk, PACK)
    pages = PdfPages(desk.papers.pdf(PACK))
    layout = pages.layout(5)
    pages.close()
    start = layout.text.index("need great care")
    anchor = paper.anchor(span(5, start, start + 16), {5: layout}.get)
    assert anchor is not None and anchor.start == start and anchor.pages == (5,)
    assert anchor.exact == "need great care." and anchor.passage_number == "2."
    assert anchor.prefix and anchor.suffix and len(anchor.boxes) == 1
    assert isinstance(anchor.boxes[0], Box)
    assert paper.anchor(span(5, start - 1, start), {5: layout}.get) is None


page_sizes = st.lists(st.tuples(st.floats(1, 3000), st.floats(1, 3000)), min_size=1, max_size=30)
zooms = st.sampled_from(["width", "page", "50", "125", "300"])


@given(page_sizes, zooms, st.integers(50, 3000), st.booleans(), st.booleans())
def test_pages_of_all_sizes_stand_clear_of_each_other(
    sizes: list[tuple[float, float]], zoom: str, room: int, two_pages: bool, lone_first: bool
) -> None:
    stack = PageStack(sizes, zoom, room, 700, two_pages, lone_first)
    assert len(stack) == len(sizes)
    for page, rect in enumerate(stack.rects):
        assert rect.x >= 0 and rect.x + rect.width <= stack.width and rect.bottom <= stack.height
        row = stack.row(page)
        assert page in row and len(row) <= (2 if two_pages else 1)
        for other in range(page + 1, len(sizes)):
            beside = stack.rects[other]
            assert beside.x >= rect.x + rect.width if other in row else beside.y >= rect.bottom
        assert stack.page_at(rect.y, rect.x + rect.width / 2) == page
        assert page in stack.visible(rect.y, 1)
        x, y = stack.from_page(page, *stack.to_page(page, rect.x + 3.5, rect.y + 7.25))
        assert (x, y) == pytest.approx((rect.x + 3.5, rect.y + 7.25))


@given(page_sizes, zooms, st.booleans(), st.integers(0, 100_000))
def test_a_place_comes_back_to_the_pixel(
    sizes: list[tuple[float, float]], zoom: str, two_pages: bool, y: int
) -> None:
    stack = PageStack(sizes, zoom, 900, 700, two_pages)
    y = min(y, stack.height)
    page, offset = stack.place(y)
    rect = stack.rects[page]
    if rect.y <= y <= rect.bottom:
        assert round(stack.y_of(page, round(offset, 6))) == pytest.approx(y, abs=1)


@pytest.mark.parametrize(
    "labels, at_right",
    [
        (["1", "2", "3"], True),
        (["20", "21", "22"], False),
        (["front 1", "1", "2", "3"], False),
        (["front 1", "front 2", "1", "2"], True),
        (["1", "2"], False),
        (["7"], False),
        ([], False),
    ],
)
def test_odd_pack_pages_stand_at_the_right(labels: list[str], at_right: bool) -> None:
    assert begins_at_the_right(labels) is at_right


def test_how_a_paper_is_shown_comes_back() -> None:
    for zoom in ("width", "page", "137"):
        for two_pages in (False, True):
            assert known_view(stored_view(zoom, two_pages)) == (zoom, two_pages)
    assert known_view("nonsense") == ("width", False) and known_view("two nonsense") == ("width", True)


def test_the_cache_keeps_what_is_wanted() -> None:
    cache = PictureCache(limit=100_000)
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    keys = [PagePicture(page, 200) for page in range(4)]
    cache.wanted = frozenset(keys[:3])
    for key in keys:
        cache.put(key, image.copy())
    assert all(cache.has(key) for key in keys[:3])
    cache.wanted = frozenset()
    cache.put(keys[3], image.copy())
    assert cache.size == 80_000 and cache.has(keys[3])
