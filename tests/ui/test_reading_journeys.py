"""Journeys through the pages by keyboard: how they stand, finding, following links, and coming back."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QImage,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from panel_app import pdf_fonts
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Page
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PDFIUM_LOCK, PdfPages
from panel_app.ui.reader.open_paper import NO_WORDS
from panel_app.ui.reader.reader_view import ReaderView
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import MadePdf, add_paper, filler, make_desk, make_pdf, make_picture_pdf

MIXED = PaperId("loose/mixed")
SCAN = PaperId("loose/scan")
SHEET = PaperId("loose/sheet")
SIZES = [(595, 842), (842, 595), (842, 1191), (420, 595)] * 5
"""A4, A4 on its side, A3, A5."""
ADDRESS = "https://example.org/papers?item=7&page=2"
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def mixed_pdf() -> MadePdf:
    """Twenty pages of all sizes, pack pages 20 to 39; links on the first; the last but one a picture."""
    pdf_fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for index, (width, height) in enumerate(SIZES):
        canvas.setPageSize((width, height))
        canvas.bookmarkHorizontal(f"page-{index}", 0, height / 2)
        if index == 18:
            canvas.rect(50, 50, 200, 300, fill=1)
            canvas.showPage()
            continue
        canvas.setFont(pdf_fonts.REGULAR, 11)
        canvas.drawString(60, height - 80, f"Page {index} speaks of burglary.")
        if index == 0:
            canvas.drawString(60, height - 110, "See the report.")
            canvas.linkAbsolute("", "page-7", (58, height - 114, 150, height - 98))
            canvas.drawString(60, height - 140, "On the web.")
            canvas.linkURL(ADDRESS, (58, height - 144, 150, height - 128), relative=0)
        canvas.showPage()
    canvas.save()
    data = out.getvalue()
    read = PdfPages(data)
    pages = [
        Page(index, *size, str(20 + index), read.layout(index).text, thumbnail())
        for index, size in enumerate(SIZES)
    ]
    read.close()
    return MadePdf(data, pages)


def thumbnail() -> bytes:
    """A small picture, blue so that it is told from a page."""
    image = QImage(16, 22, QImage.Format.Format_RGB32)
    image.fill(0xFF0000FF)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")
    return bytes(buffer.data().data())


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, load_theme("light"))
    yield
    assert [t.name for t in threading.enumerate() if t.name == "page-renderer"] == []


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_paper(made, mixed_pdf(), MIXED, "Papers of all sizes")
    add_paper(made, make_picture_pdf(), SCAN, "A scan")
    add_paper(made, make_pdf([filler(1)], ["7"]), SHEET, "One sheet")
    yield made
    made.close()


@pytest.fixture
def reader(qtbot: QtBot, desk: Desk) -> Iterator[ReaderView]:
    workspace = Workspace(desk)
    view = ReaderView(workspace)
    qtbot.addWidget(view)
    view.resize(1192, 736)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.open(MIXED)
    qtbot.waitUntil(lambda: sharp(view))
    yield view
    view.shutdown()
    workspace.tasks.stop()


def sharp(view: ReaderView) -> bool:
    """Whether what is in sight is drawn and its words are known."""
    pages, paper = view.page_view, view.page_view.paper
    in_sight = pages.visible_pages()
    return paper is not None and all(
        pages.is_sharp(page) and paper.renderer.layout(page) is not None for page in in_sight
    )


def key(qtbot: QtBot, view: ReaderView, pressed: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key where the keyboard is."""
    where = view.window().focusWidget()
    assert where is not None
    qtbot.keyClick(where, pressed, modifiers)


def label(view: ReaderView) -> str:
    """What the toolbar says where the member is."""
    return view.toolbar.page.button.text()


def top(view: ReaderView) -> int:
    return view.page_view.verticalScrollBar().value()


def go(qtbot: QtBot, view: ReaderView, pack_page: str) -> None:
    key(qtbot, view, Qt.Key.Key_G)
    qtbot.keyClicks(view.toolbar.page.field, pack_page)
    qtbot.keyClick(view.toolbar.page.field, Qt.Key.Key_Return)


def test_two_pages_side_by_side_and_one_again(qtbot: QtBot, reader: ReaderView) -> None:
    go(qtbot, reader, "25")
    key(qtbot, reader, Qt.Key.Key_2)
    view = reader.page_view
    left, right = view.page_rect(4), view.page_rect(5)
    assert label(reader) == "Pack page 25" and view.page == 5
    assert left.top() == right.top() and left.right() < right.left() and left.left() >= 0
    assert right.right() <= view.viewport().width()
    assert reader.toolbar.two_action.isChecked()
    key(qtbot, reader, Qt.Key.Key_1)
    assert label(reader) == "Pack page 25" and not reader.toolbar.two_action.isChecked()
    assert view.page_rect(5).top() == pytest.approx(16, abs=1)


def test_whole_pages_are_turned_by_key(qtbot: QtBot, reader: ReaderView) -> None:
    key(qtbot, reader, Qt.Key.Key_9, CTRL)
    view = reader.page_view
    seen = []
    for _ in range(4):
        rect = view.page_rect(view.page)
        assert rect.top() >= 0 and rect.bottom() <= view.viewport().height()
        seen.append(label(reader))
        key(qtbot, reader, Qt.Key.Key_PageDown)
    assert seen == [f"Pack page {page}" for page in (20, 21, 22, 23)]
    key(qtbot, reader, Qt.Key.Key_2)
    key(qtbot, reader, Qt.Key.Key_PageDown)
    assert label(reader) == "Pack page 26"
    key(qtbot, reader, Qt.Key.Key_PageUp)
    assert label(reader) == "Pack page 24"
    key(qtbot, reader, Qt.Key.Key_0, CTRL)
    assert reader.toolbar.zoom_button.text() == "Fit width"


def test_the_last_page_is_named_though_it_cannot_reach_the_top(qtbot: QtBot, reader: ReaderView) -> None:
    for _ in range(6):
        key(qtbot, reader, Qt.Key.Key_Minus, CTRL)
    go(qtbot, reader, "39")
    assert label(reader) == "Pack page 39"
    assert not reader.toolbar.page.next_button.isEnabled()
    reader.toolbar.page.previous_button.click()
    assert label(reader) == "Pack page 38"


def test_scrolling_glides_and_adds_up(qtbot: QtBot, reader: ReaderView) -> None:
    steps: list[int] = []
    reader.page_view.verticalScrollBar().valueChanged.connect(steps.append)
    for _ in range(3):
        key(qtbot, reader, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not reader.page_view.glide.moving)
    assert top(reader) == 3 * 48 and len(steps) > 3 and steps == sorted(steps)
    key(qtbot, reader, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not reader.page_view.glide.moving)
    assert top(reader) == 3 * 48 + reader.page_view.verticalScrollBar().pageStep()
    key(qtbot, reader, Qt.Key.Key_PageDown)
    go(qtbot, reader, "24")
    qtbot.wait(200)
    assert label(reader) == "Pack page 24" and top(reader) == reader.page_view.stack.rects[4].y - 16


def turn(view: ReaderView, at: QPoint, by: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Turn the wheel over a point of the pages."""
    viewport = view.page_view.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def under(view: ReaderView, at: QPoint, page: int) -> tuple[float, float]:
    """The point of a page that is under a point of the view."""
    pages = view.page_view
    x, y = pages.horizontalScrollBar().value() + at.x(), top(view) + at.y()
    return pages.stack.to_page(page, x, y)


@pytest.mark.parametrize("two_pages", [False, True])
def test_zooming_keeps_what_is_under_the_pointer(qtbot: QtBot, reader: ReaderView, two_pages: bool) -> None:
    reader.page_view.set_zoom("200")
    reader.page_view.set_two_pages(two_pages)
    go(qtbot, reader, "26")
    at = QPoint(420, 300)
    page = reader.page_view.stack.page_at(top(reader) + 300, 420)
    before = under(reader, at, page)
    for by in (120, 37, 37, -120, 120):
        turn(reader, at, by, CTRL)
    now = under(reader, at, page)
    scale = reader.page_view.stack.rects[page].scale
    assert reader.page_view.zoom != "200"
    assert abs(now[0] - before[0]) * scale < 6 and abs(now[1] - before[1]) * scale < 6


def test_two_fingers_zoom_a_little_at_a_time(qtbot: QtBot, reader: ReaderView) -> None:
    reader.page_view.set_zoom("100")
    viewport = reader.page_view.viewport()
    at = QPointF(200, 200)
    for _ in range(10):
        gesture = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            QPointingDevice.primaryPointingDevice(),
            2,
            at,
            at,
            QPointF(viewport.mapToGlobal(at.toPoint())),
            0.004,
            QPointF(),
        )
        QApplication.sendEvent(viewport, gesture)
    assert reader.page_view.zoom == "104" and reader.toolbar.zoom_button.text() == "104%"


def test_pictures_of_the_pages_by_keyboard(qtbot: QtBot, reader: ReaderView) -> None:
    go(qtbot, reader, "23")
    key(qtbot, reader, Qt.Key.Key_O)
    pages = reader.pages
    assert pages.isVisible() and pages.list.hasFocus()
    assert pages.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Pack page 23"
    blue = pages.delegate.picture_of(3)
    assert blue is not None and blue.pixelColor(5, 5).blue() > 200
    key(qtbot, reader, Qt.Key.Key_Down)
    key(qtbot, reader, Qt.Key.Key_Right)
    chosen = pages.list.currentIndex().data()
    assert int(chosen) > 24
    key(qtbot, reader, Qt.Key.Key_Return)
    assert label(reader) == f"Pack page {chosen}" and reader.page_view.hasFocus()
    assert pages.delegate.current_page == int(chosen) - 20
    key(qtbot, reader, Qt.Key.Key_Left, ALT)
    assert label(reader) == "Pack page 23"
    key(qtbot, reader, Qt.Key.Key_O)
    key(qtbot, reader, Qt.Key.Key_Escape)
    assert reader.page_view.hasFocus() and pages.isVisible()
    key(qtbot, reader, Qt.Key.Key_O)
    key(qtbot, reader, Qt.Key.Key_O)
    assert not pages.isVisible() and reader.page_view.hasFocus()


def test_found_places_are_counted_stepped_and_marked_in_the_scroll_bar(
    qtbot: QtBot, reader: ReaderView
) -> None:
    key(qtbot, reader, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(reader.find_bar.field, "burglary")
    qtbot.keyClick(reader.find_bar.field, Qt.Key.Key_Return)
    said = reader.find_bar.count
    assert said.plain_text() == "1 of 19"
    bar = reader.page_view.bar
    lines = bar.lines()
    assert len(lines) == 19 and lines[0] < bar.height() / 10 and lines[-1] > bar.height() * 0.85
    key(qtbot, reader, Qt.Key.Key_F3)
    key(qtbot, reader, Qt.Key.Key_F3)
    assert said.plain_text() == "3 of 19" and 2 in reader.page_view.visible_pages()
    key(qtbot, reader, Qt.Key.Key_F3, SHIFT)
    assert said.plain_text() == "2 of 19"
    key(qtbot, reader, Qt.Key.Key_Escape)
    assert not reader.find_bar.isVisible() and bar.lines() == [] and reader.page_view.hasFocus()


def test_what_a_scanned_page_hides_is_said(qtbot: QtBot, reader: ReaderView) -> None:
    key(qtbot, reader, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(reader.find_bar.field, "robbery")
    qtbot.keyClick(reader.find_bar.field, Qt.Key.Key_Return)
    assert reader.find_bar.count.plain_text() == "Not in its words; 1 page is a picture without words"
    key(qtbot, reader, Qt.Key.Key_Escape)
    go(qtbot, reader, "38")
    qtbot.waitUntil(lambda: sharp(reader))
    viewport, at = reader.page_view.viewport(), QPoint(120, 120)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(viewport, at + QPoint(60, 40))
    qtbot.mouseMove(viewport, at + QPoint(120, 80))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at + QPoint(120, 80))
    assert reader.strip.sentence() == (
        "Pack page 38 is a picture without words: nothing on it can be selected."
    )


@pytest.mark.parametrize(
    "pressed, modifiers",
    [
        (Qt.Key.Key_F, CTRL),
        (Qt.Key.Key_H, NONE),
        (Qt.Key.Key_Q, NONE),
        (Qt.Key.Key_N, NONE),
        (Qt.Key.Key_Down, SHIFT),
    ],
)
def test_a_scan_says_so_whatever_is_tried(
    qtbot: QtBot, reader: ReaderView, pressed: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    reader.open(SCAN)
    reader.strip.hide()
    key(qtbot, reader, pressed, modifiers)
    assert reader.strip.isVisible() and reader.strip.sentence() == NO_WORDS
    assert not reader.find_bar.isVisible()


def test_a_link_leads_there_and_back(qtbot: QtBot, reader: ReaderView) -> None:
    view = reader.page_view
    view.verticalScrollBar().setValue(37)
    before = top(reader)
    key(qtbot, reader, Qt.Key.Key_L)
    link = view.links.current_on(0)
    assert link is not None and view.links.words(0, link) == "See the report., to pack page 27"
    key(qtbot, reader, Qt.Key.Key_Return)
    rect = view.stack.rects[7]
    assert top(reader) == pytest.approx(rect.y + rect.height / 2 - 16, abs=2)
    assert view.links.current_on(0) is None
    key(qtbot, reader, Qt.Key.Key_Left, ALT)
    assert top(reader) == before and label(reader) == "Pack page 20"
    key(qtbot, reader, Qt.Key.Key_Right, ALT)
    assert top(reader) == pytest.approx(rect.y + rect.height / 2 - 16, abs=2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.BackButton, pos=QPoint(50, 50))
    assert top(reader) == before
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.ForwardButton, pos=QPoint(50, 50))
    assert 7 in view.visible_pages()


def test_a_link_is_pressed_with_the_mouse(qtbot: QtBot, reader: ReaderView) -> None:
    view = reader.page_view
    (box,) = view.paper.renderer.links(0)[0].boxes  # type: ignore[union-attr]
    at = view.view_rect(0, box).center().toPoint()
    qtbot.mouseMove(view.viewport(), at)
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert 7 in view.visible_pages() and reader.jumps.can_go_back


def test_a_web_address_is_shown_and_never_opened_by_itself(
    qtbot: QtBot, reader: ReaderView, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    for _ in range(2):
        key(qtbot, reader, Qt.Key.Key_L)
    key(qtbot, reader, Qt.Key.Key_Return)
    strip = reader.link_strip
    assert strip.isVisible() and strip.sentence() == f"This link leads out of the paper: {ADDRESS}"
    assert opened == [] and strip.copy_button.hasFocus()
    key(qtbot, reader, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == ADDRESS and opened == []
    key(qtbot, reader, Qt.Key.Key_Escape)
    assert not strip.isVisible() and reader.page_view.hasFocus()
    key(qtbot, reader, Qt.Key.Key_Return)
    key(qtbot, reader, Qt.Key.Key_Tab)
    assert strip.open_button.hasFocus()
    key(qtbot, reader, Qt.Key.Key_Return)
    assert opened == [ADDRESS] and not strip.isVisible()


def test_without_links_that_is_said(qtbot: QtBot, reader: ReaderView) -> None:
    go(qtbot, reader, "30")
    key(qtbot, reader, Qt.Key.Key_L)
    assert reader.strip.sentence() == "There is no link on the pages in sight."


@pytest.mark.parametrize("two_pages, zoom", [(False, "125"), (True, "90"), (True, "page"), (False, "width")])
def test_reopens_exactly_where_it_was_left(
    qtbot: QtBot, reader: ReaderView, desk: Desk, two_pages: bool, zoom: str
) -> None:
    view = reader.page_view
    key(qtbot, reader, Qt.Key.Key_2 if two_pages else Qt.Key.Key_1)
    view.set_zoom(zoom)
    go(qtbot, reader, "31")
    view.verticalScrollBar().setValue(top(reader) + 61)
    left = (top(reader), label(reader), view.zoom, view.two_pages)
    reader.open(SHEET)
    assert (view.zoom, view.two_pages) == ("width", False)
    reader.open(MIXED)
    assert (top(reader), label(reader), view.zoom, view.two_pages) == left
    assert reader.toolbar.two_action.isChecked() is two_pages


def test_a_paper_of_one_page(qtbot: QtBot, reader: ReaderView) -> None:
    reader.open(SHEET)
    bar = reader.toolbar.page
    assert label(reader) == "Pack page 7"
    assert not bar.previous_button.isEnabled() and not bar.next_button.isEnabled()
    for pressed in (Qt.Key.Key_2, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_O):
        key(qtbot, reader, pressed)
        assert label(reader) == "Pack page 7"
    key(qtbot, reader, Qt.Key.Key_Escape)
    go(qtbot, reader, "8")
    assert reader.strip.sentence() == ("There is no pack page 8 here. This paper has only pack page 7.")


def test_scrolling_never_waits_and_no_page_is_blank(qtbot: QtBot, reader: ReaderView) -> None:
    """The engine is held: the whole paper can be scrolled and jumped through over its thumbnails."""
    view = reader.page_view
    taken, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with PDFIUM_LOCK:
            taken.set()
            let_go.wait(20)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert taken.wait(5)
        seen: set[int] = set()
        bar = view.verticalScrollBar()
        while bar.value() < bar.maximum():
            view.glide.by(1200)
            qtbot.waitUntil(lambda: not view.glide.moving)
            seen.update(view.visible_pages())
        assert seen >= set(range(4, 20))
        go(qtbot, reader, "30")
        assert label(reader) == "Pack page 30" and not view.is_sharp(10)
        shown = view.viewport().grab().toImage()
        middle = (view.page_rect(10).topLeft() + QPointF(200, 200)).toPoint()
        assert shown.pixelColor(middle).blue() > 200 and shown.pixelColor(middle).red() < 60
    finally:
        let_go.set()
        holder.join()
    qtbot.waitUntil(lambda: sharp(reader))
    middle = (view.page_rect(10).topLeft() + QPointF(200, 200)).toPoint()
    assert view.viewport().grab().toImage().pixelColor(middle).red() > 200


def test_a_file_that_lost_its_thumbnails_is_read_all_the_same(
    qtbot: QtBot, reader: ReaderView, desk: Desk
) -> None:
    bare = mixed_pdf()
    pages = [replace(page, thumbnail=b"") for page in bare.pages]
    add_paper(desk, MadePdf(bare.data + b"\n", pages), PaperId("loose/bare"), "Without pictures")
    reader.open(PaperId("loose/bare"))
    key(qtbot, reader, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: sharp(reader))
    assert reader.pages.delegate.picture_of(0) is None and not reader.pages.grab().isNull()
