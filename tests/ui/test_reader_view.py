"""Journeys through the reader, as a member makes them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.marks import MarkColour, MarkKind
from panel_app.domain.papers import Box, OutlineEntry
from panel_app.domain.questions import EvidenceKind
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import line_boxes
from panel_app.ui.reader.open_paper import NO_WORDS
from panel_app.ui.reader.reader_view import ReaderView
from panel_app.ui.reader.render import PagePicture, Renderer
from panel_app.ui.reader.selection import span
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.widgets.text import Label
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import (
    MEETING,
    PACK,
    add_pack,
    add_paper,
    filler,
    make_desk,
    make_pdf,
    make_picture_pdf,
)

CARE = "Comparisons with earlier quarters"
"""Words on pack page 75."""


@pytest.fixture(autouse=True)
def _light_and_no_thread_left(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, load_theme("light"))
    yield
    apply_theme(qapp, load_theme("light"))
    assert [t.name for t in threading.enumerate() if t.name == "page-renderer"] == []


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def workspace(desk: Desk) -> Iterator[Workspace]:
    made = Workspace(desk)
    yield made
    made.tasks.stop()


@pytest.fixture
def reader(qtbot: QtBot, workspace: Workspace) -> Iterator[ReaderView]:
    view = ReaderView(workspace)
    qtbot.addWidget(view)
    view.resize(1192, 736)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.open(PACK, 5)
    qtbot.waitUntil(lambda: view.page_view.paper is not None and ready(view, 5))
    yield view
    view.shutdown()


def ready(view: ReaderView, page: int) -> bool:
    """Whether the page is drawn sharply and its words are known."""
    renderer = view.page_view.paper.renderer if view.page_view.paper else None
    width = round(view.page_view.stack.rects[page].width * view.page_view.devicePixelRatioF())
    return bool(renderer and renderer.picture(PagePicture(page, width)) and renderer.layout(page))


def select(view: ReaderView, words: str, page: int = 5) -> None:
    layout = view.page_view.layout_of(page)
    assert layout is not None
    at = layout.text.index(words)
    view.page_view.select(span(page, at, at + len(words)))


def point_of(view: ReaderView, words: str, at_end: bool = False, page: int = 5) -> QPoint:
    """Where words are in the viewport: the middle of their first or last character."""
    layout = view.page_view.layout_of(page)
    assert layout is not None
    index = layout.text.index(words) + (len(words) - 1 if at_end else 0)
    (box,) = line_boxes(layout, index, index + 1)
    rect = view.page_view.view_rect(page, box)
    x = rect.right() - 1 if at_end else rect.left() + 1
    return QPoint(round(x), round(rect.center().y()))


def drag(qtbot: QtBot, view: ReaderView, start: QPoint, end: QPoint) -> None:
    viewport = view.page_view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(viewport, start + (end - start) * step / 5)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def press(qtbot: QtBot, view: ReaderView, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    view.page_view.setFocus()
    qtbot.keyClick(view.page_view, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_opens_at_the_page_with_agenda_and_label(reader: ReaderView, qtbot: QtBot) -> None:
    assert reader.page_view.page == 5
    assert reader.toolbar.page.button.text() == "Pack page 75"
    assert reader.contents.heading.plain_text() == "Agenda"
    qtbot.waitUntil(lambda: reader.contents.delegate.current_row == 5)
    assert "Pack page 75, 6 of 8" in reader.page_view.accessibleName()
    assert "Shift and Down" in reader.page_view.accessibleDescription()


def test_drag_highlight_and_note_saved_without_a_button(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    drag(qtbot, reader, point_of(reader, CARE), point_of(reader, CARE, at_end=True))
    assert reader.page_view.selected_text() == CARE
    press(qtbot, reader, Qt.Key.Key_N)
    (mark,) = desk.marks.on_paper(PACK)
    assert mark.kind is MarkKind.HIGHLIGHT and mark.anchor.exact == CARE
    assert mark.anchor.passage_number == "2." and mark.label == "75" and mark.anchor.page == 5
    assert mark.anchor.prefix.endswith("figure. ") and mark.anchor.suffix.startswith(", and with")
    card = reader.margin.card(mark.id)
    assert card is not None
    qtbot.waitUntil(lambda: card.is_editing)
    qtbot.keyClicks(card.editor, "Bear this in mind, hq")
    qtbot.waitUntil(lambda: desk.marks.on_paper(PACK)[0].note == "Bear this in mind, hq", timeout=2000)
    assert len(desk.marks.on_paper(PACK)) == 1
    qtbot.keyClick(card.editor, Qt.Key.Key_Escape)
    assert reader.page_view.hasFocus() and not card.is_open
    assert card.who.plain_text() == "My note, today"
    assert card.meaning.plain_text() == "Yellow: important"
    assert abs(card.geometry().top() - point_of(reader, CARE).y()) < 40


def test_last_words_of_a_note_are_saved_when_the_paper_is_left(
    qtbot: QtBot, reader: ReaderView, desk: Desk
) -> None:
    select(reader, CARE)
    reader.commands.note()
    (mark,) = desk.marks.on_paper(PACK)
    card = reader.margin.card(mark.id)
    assert card is not None
    qtbot.keyClicks(card.editor, "half a sent")
    reader.close_paper()
    assert desk.marks.on_paper(PACK)[0].note == "half a sent"


def test_question_from_the_selection(qtbot: QtBot, reader: ReaderView, workspace: Workspace) -> None:
    select(reader, "9% (1,667) above the same")
    with qtbot.waitSignal(workspace.question_wanted) as wanted:
        press(qtbot, reader, Qt.Key.Key_Q)
    question = workspace.desk.questions.get(wanted.args[0])
    (evidence,) = question.evidence
    assert evidence.kind is EvidenceKind.PASSAGE and evidence.quote == "9% (1,667) above the same"
    assert evidence.paper == PACK and evidence.page == 5 and evidence.label == "75"
    assert evidence.paper_title == "Agenda pack, 27 November 2020"
    assert question.meeting == MEETING and question.item is not None


def test_without_a_selection_the_strip_says_what_to_do(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    for key, letter in ((Qt.Key.Key_H, "H"), (Qt.Key.Key_U, "U"), (Qt.Key.Key_Q, "Q")):
        press(qtbot, reader, key)
        assert reader.strip.isVisible()
        assert reader.strip.sentence() == f"Select the words first, then press {letter}."
    assert desk.marks.all() == [] and desk.questions.all() == []
    select(reader, CARE)
    assert not reader.strip.isVisible()


def test_undo_and_redo_marks(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    select(reader, CARE)
    reader.commands.highlight(MarkColour.GREEN)
    assert reader.page_view.marks_on(5)[0].colour is MarkColour.GREEN
    press(qtbot, reader, Qt.Key.Key_Z, control)
    assert reader.page_view.marks_on(5) == () and desk.marks.all() == []
    press(qtbot, reader, Qt.Key.Key_Z, control | shift)
    assert len(reader.page_view.marks_on(5)) == 1


def test_same_words_again_take_the_colour(reader: ReaderView, desk: Desk) -> None:
    for colour in (MarkColour.YELLOW, MarkColour.PINK):
        select(reader, CARE)
        reader.commands.highlight(colour)
    (mark,) = desk.marks.all()
    assert mark.colour is MarkColour.PINK and reader.toolbar.colour is MarkColour.PINK


def test_a_mark_over_two_pages_is_one_mark(reader: ReaderView, desk: Desk) -> None:
    first, second = reader.page_view.layout_of(5), reader.page_view.layout_of(6)
    assert first and second
    from panel_app.ui.reader.selection import Place, Selection

    reader.page_view.select(
        Selection(Place(5, first.text.index("The aim")), Place(6, second.text.index("thanked")))
    )
    reader.commands.underline()
    (mark,) = desk.marks.on_paper(PACK)
    assert mark.anchor.pages == (5, 6) and all(mark.anchor.boxes_on(page) for page in (5, 6))
    assert reader.page_view.marks_on(5) == reader.page_view.marks_on(6) == (mark,)
    reader.actions_.undo()
    assert desk.marks.all() == [], "undo takes one step"


def test_reopens_where_it_was_left(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    reader.page_view.set_zoom("150")
    reader.page_view.set_place(3, 0.4)
    qtbot.waitUntil(
        lambda: (desk.reading.place(PACK) or 0) and desk.reading.place(PACK).page == 3, timeout=2000
    )
    reader.page_view.set_place(4, 0.25)
    reader.close_paper()
    reader.open(PACK)
    page, offset = reader.page_view.place()
    assert page == 4 and offset == pytest.approx(0.25, abs=0.01) and reader.page_view.zoom == "150"


def test_a_page_in_view_for_a_second_is_read(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    qtbot.waitUntil(lambda: 5 in desk.reading.read(PACK), timeout=3000)
    assert 1 not in desk.reading.read(PACK)


def test_go_to_a_pack_page(qtbot: QtBot, reader: ReaderView) -> None:
    press(qtbot, reader, Qt.Key.Key_G)
    field = reader.toolbar.page.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "99")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert reader.strip.sentence() == "There is no pack page 99 here. This paper has pack pages 70 to 77."
    assert reader.page_view.page == 5
    qtbot.keyClicks(field, "71")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert reader.page_view.page == 1 and reader.page_view.hasFocus() and not reader.strip.isVisible()
    alt = Qt.KeyboardModifier.AltModifier
    press(qtbot, reader, Qt.Key.Key_Left, alt)
    assert reader.page_view.page == 5
    press(qtbot, reader, Qt.Key.Key_Right, alt)
    assert reader.page_view.page == 1


def test_escape_leaves_the_page_field(qtbot: QtBot, reader: ReaderView) -> None:
    press(qtbot, reader, Qt.Key.Key_G)
    qtbot.keyClick(reader.toolbar.page.field, Qt.Key.Key_Escape)
    assert reader.page_view.hasFocus() and reader.toolbar.page.button.isVisible()


def test_find_counts_and_steps(qtbot: QtBot, reader: ReaderView) -> None:
    press(qtbot, reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(reader.find_bar.field.hasFocus)
    qtbot.keyClicks(reader.find_bar.field, "burglary")
    qtbot.waitUntil(lambda: reader.finder.total == 7, timeout=2000)
    assert reader.find_bar.count.plain_text() == "6 of 7" and reader.page_view.page in (5, 6)
    qtbot.keyClick(reader.find_bar.field, Qt.Key.Key_Return)
    assert reader.find_bar.count.plain_text() == "7 of 7"
    qtbot.mouseClick(reader.find_bar.next_button, Qt.MouseButton.LeftButton)
    assert reader.find_bar.count.plain_text() == "1 of 7"
    reader.find_bar.field.clear()
    qtbot.keyClicks(reader.find_bar.field, "zebra")
    qtbot.waitUntil(lambda: reader.find_bar.count.plain_text() == "Not in this paper", timeout=2000)
    qtbot.keyClick(reader.find_bar.field, Qt.Key.Key_Escape)
    assert not reader.find_bar.isVisible() and reader.page_view.hasFocus()


def test_opens_with_words_found(qtbot: QtBot, reader: ReaderView) -> None:
    reader.open(PACK, 6, "burglary")
    assert reader.find_bar.isVisible() and reader.finder.total == 7
    assert reader.page_view.page == 6


def test_two_three_and_four_clicks(qtbot: QtBot, reader: ReaderView) -> None:
    viewport, point = reader.page_view.viewport(), point_of(reader, "6,153")
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    assert reader.page_view.selected_text() == "6,153"
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    line = reader.page_view.selected_text()
    assert "Incidents fell by 32%" in line and line.endswith("above the same")
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    assert reader.page_view.selected_text().endswith("same quarter last year.")
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point + QPoint(200, 100))
    assert reader.page_view.selection is None


def test_mark_without_a_mouse(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    press(qtbot, reader, Qt.Key.Key_Down, shift)
    assert reader.page_view.selected_text().startswith("Performance report")
    press(qtbot, reader, Qt.Key.Key_Down, shift)
    press(qtbot, reader, Qt.Key.Key_Left, shift)
    press(qtbot, reader, Qt.Key.Key_Right, control | shift)
    words = reader.page_view.selected_text()
    assert words.startswith("report, quarter 2") and words.endswith("measures where they")
    press(qtbot, reader, Qt.Key.Key_H)
    assert len(desk.marks.all()) == 1 and reader.page_view.selection is None
    press(qtbot, reader, Qt.Key.Key_Down, shift)
    press(qtbot, reader, Qt.Key.Key_Escape)
    assert reader.page_view.selection is None


def test_copy_adds_where_it_stands(qtbot: QtBot, reader: ReaderView) -> None:
    select(reader, CARE)
    press(qtbot, reader, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    citation = (
        "West Mercia Police and Crime Panel, 27 November 2020, item 7: Plan activity and performance, "
        "July to September, pack page 75"
    )
    assert QGuiApplication.clipboard().text() == f"{CARE}\n{citation}"


def test_bookmark_is_set_and_taken_away(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    press(qtbot, reader, Qt.Key.Key_B)
    assert reader.toolbar.bookmark_button.isChecked()
    assert [m.kind for m in desk.marks.on_paper(PACK)] == [MarkKind.BOOKMARK]
    press(qtbot, reader, Qt.Key.Key_B)
    assert not reader.toolbar.bookmark_button.isChecked() and desk.marks.all() == []


def test_note_on_the_passage_at_the_top(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    press(qtbot, reader, Qt.Key.Key_N)
    (mark,) = desk.marks.on_paper(PACK)
    assert mark.kind is MarkKind.NOTE and mark.anchor.exact.startswith("Performance report")
    card = reader.margin.card(mark.id)
    assert card is not None and card.is_open


def test_mark_is_chosen_recoloured_and_deleted(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    select(reader, CARE)
    reader.commands.highlight(MarkColour.YELLOW)
    (mark,) = desk.marks.all()
    assert reader.margin.cards() == []
    qtbot.mouseClick(reader.page_view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(reader, CARE))
    (card,) = reader.margin.cards()
    assert card.mark.id == mark.id and card.is_open
    card.colour_menu.actions()[2].trigger()
    assert desk.marks.all()[0].colour is MarkColour.BLUE
    assert card.meaning.plain_text() == "Blue: check this"
    qtbot.mouseClick(card.delete_button, Qt.MouseButton.LeftButton)
    assert desk.marks.all() == [] and reader.margin.cards() == []


def test_cards_do_not_cover_each_other(reader: ReaderView, workspace: Workspace) -> None:
    for words in ("Comparisons", "earlier quarters", "great care", "Projections"):
        select(reader, words)
        reader.commands.highlight()
    for mark in workspace.desk.marks.all():
        workspace.announce(
            workspace.desk.marks.set_note(mark.id, f"About {mark.anchor.exact}, at length. " * 3)
        )
    cards = reader.margin.cards()
    assert len(cards) == 4
    for above, below in itertools.pairwise(cards):
        assert above.geometry().bottom() < below.geometry().top()
    assert len(reader.page_view.leaders) == 4


def test_notes_of_two_pages_stand_by_height_and_no_hairline_crosses_words(
    qtbot: QtBot, reader: ReaderView, workspace: Workspace
) -> None:
    for page, word in ((4, "41."), (5, "Anti-social")):
        layout = reader.page_view.layout_of(page)
        assert layout is not None
        at = layout.text.index(word)
        reader.page_view.select(span(page, at, at + len(word)))
        reader.commands.highlight()
    for mark in workspace.desk.marks.on_paper(PACK):
        reader.actions_.set_note(mark.id, "Bear this in mind.")
    press(qtbot, reader, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(reader.margin.cards()) == 2)
    left, right = reader.margin.cards()
    assert left.mark.anchor.page == 4 and right.mark.anchor.page == 5
    (leader,) = reader.page_view.leaders
    assert leader.from_x > reader.page_view.page_rect(5).left()
    said = [label.plain_text() for label in reader.page_view.viewport().findChildren(Label)]
    assert {"On pack page 74: 1 note", "On pack page 75: 1 note"} <= set(said)


def test_marks_made_elsewhere_appear(reader: ReaderView, workspace: Workspace) -> None:
    select(reader, CARE)
    reader.commands.highlight()
    (mark,) = workspace.desk.marks.all()
    workspace.announce(workspace.desk.marks.delete(mark.id))
    assert reader.page_view.marks_on(5) == ()


def test_failing_to_save_is_said_and_the_words_stay(
    qtbot: QtBot, reader: ReaderView, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    select(reader, CARE)
    reader.commands.note()
    card = reader.margin.card(reader.margin.chosen_mark)
    assert card is not None

    def full(*_: object) -> None:
        raise UserFacingError("The disk is full, so nothing was changed.")

    monkeypatch.setattr(workspace.desk.marks, "set_note", full)
    with qtbot.waitSignal(workspace.save_failed) as failed:
        qtbot.keyClicks(card.editor, "words")
        card.editor.flush()
    assert failed.args == ["The disk is full, so nothing was changed."]
    assert card.editor.text() == "words"


def test_agenda_row_goes_to_its_page(qtbot: QtBot, reader: ReaderView) -> None:
    contents = reader.contents
    contents.list.setFocus()
    contents.list.setCurrentIndex(contents.model.index(3))
    qtbot.keyClick(contents.list, Qt.Key.Key_Return)
    assert reader.page_view.page == 2
    contents.list.setCurrentIndex(contents.model.index(0))
    qtbot.keyClick(contents.list, Qt.Key.Key_Return)
    assert reader.page_view.page == 2


def test_zoom_at_the_pointer(qtbot: QtBot, reader: ReaderView) -> None:
    point = point_of(reader, "Anti-social")
    position = QPointF(point)
    view = reader.page_view
    wheel = QWheelEvent(
        position,
        QPointF(view.viewport().mapToGlobal(point)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom.isdigit() and reader.toolbar.zoom_button.text() == f"{view.zoom}%"
    assert abs(point_of(reader, "Anti-social").y() - point.y()) < 12
    press(qtbot, reader, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == "width"


def test_text_only_shows_words_and_marks_them(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    reader.toolbar.mode.chosen.emit("text")
    text = reader.text_view
    assert text.isVisible() and "Pack page 75" in text.toPlainText()
    cursor = text.document().find(CARE)
    assert not cursor.isNull()
    text.setTextCursor(cursor)
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_H)
    (mark,) = desk.marks.all()
    assert mark.anchor.exact == CARE and mark.anchor.page == 5 and mark.anchor.boxes
    assert len(text.extraSelections()) == 1
    reader.toolbar.mode.chosen.emit("page")
    assert reader.page_view.isVisible()
    layout = reader.page_view.layout_of(5)
    assert layout is not None
    start, end = layout.text.index("Projections"), layout.text.index("the previous quarter")
    reader.page_view.select(span(5, start, end))
    reader.commands.underline()
    reader.toolbar.mode.chosen.emit("text")
    assert len({shown.cursor.blockNumber() for shown in text.extraSelections()}) == 3


def test_a_picture_of_a_page_says_so(reader: ReaderView, desk: Desk) -> None:
    scan = PaperId("papers/scan")
    add_paper(desk, make_picture_pdf(), scan, "A scan")
    reader.open(scan)
    assert reader.strip.sentence() == NO_WORDS and reader.strip.isVisible()
    assert not reader.toolbar.highlight_button.isEnabled() and reader.toolbar.bookmark_button.isEnabled()
    reader.commands.bookmark()
    assert len(desk.marks.on_paper(scan)) == 1
    assert not reader.contents.isVisible()


def test_a_paper_without_items_shows_its_contents(reader: ReaderView, desk: Desk, qtbot: QtBot) -> None:
    report = PaperId("papers/report")
    outline = (OutlineEntry(1, "First part", 0), OutlineEntry(2, "Detail", 1), OutlineEntry(1, "Second", 2))
    add_paper(
        desk, make_pdf([filler(1), filler(2), filler(3)], ["i", "ii", "1"]), report, "R", outline=outline
    )
    reader.open(report, 1)
    assert reader.contents.heading.plain_text() == "Contents"
    qtbot.waitUntil(lambda: reader.contents.delegate.current_row == 1)
    reader.go_to_typed("II")
    assert reader.page_view.page == 1
    reader.open(PaperId("papers/none"))
    assert reader.paper == report or reader.paper is None


@pytest.mark.parametrize("theme, scale", [("light", 2.0), ("dark", 1.0), ("contrast", 1.5)])
def test_every_look_draws_and_everything_has_a_name(
    qtbot: QtBot, qapp: QApplication, reader: ReaderView, theme: str, scale: float
) -> None:
    select(reader, CARE)
    reader.commands.note()
    reader.commands.bookmark()
    reader.finder.find("quarter")
    apply_theme(qapp, load_theme(theme, scale))
    qtbot.wait(50)
    image = reader.grab().toImage()
    assert not image.isNull()
    for widget in reader.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QAbstractButton | QLineEdit | QTextEdit):
            named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert named, widget
    for button in reader.toolbar.findChildren(QAbstractButton):
        if button.isVisible():
            right = button.mapTo(reader.toolbar, QPoint(button.width(), 0)).x()
            assert right <= reader.toolbar.width()


def test_dark_pages_are_dimmed_and_white_paper_brings_them_back(
    qtbot: QtBot, qapp: QApplication, reader: ReaderView
) -> None:
    apply_theme(qapp, load_theme("dark"))
    view = reader.page_view

    def corner() -> str:
        image: QImage = view.viewport().grab().toImage()
        rect = view.page_rect(5)
        return image.pixelColor(round(rect.left()) + 20, round(rect.top()) + 30).name().upper()

    qtbot.waitUntil(lambda: corner() == "#1F2327", timeout=2000)
    reader.toolbar.white_action.setChecked(True)
    qtbot.waitUntil(lambda: corner() == "#FFFFFF", timeout=2000)


def test_renderer_drops_what_is_stale_and_stops(qtbot: QtBot, desk: Desk) -> None:
    renderer = Renderer(desk.papers.pdf(PACK))
    drawn: list[int] = []
    renderer.page_drawn.connect(drawn.append)
    renderer.want([PagePicture(page, 3000) for page in range(8)])
    renderer.want([PagePicture(7, 200)], [7])
    qtbot.waitUntil(lambda: 7 in drawn and renderer.layout(7) is not None, timeout=3000)
    assert len(drawn) < 8
    image = renderer.picture(PagePicture(7, 200))
    assert image is not None and image.width() == 200
    renderer.stop()
    renderer.stop()
    assert renderer.layout_now(3) is None


def test_a_forgotten_renderer_ends_its_thread(qtbot: QtBot, desk: Desk) -> None:
    owner = QWidget()
    renderer = Renderer(desk.papers.pdf(PACK), owner)
    renderer.want([PagePicture(page, 1000) for page in range(8)])
    del renderer
    owner.deleteLater()
    qtbot.waitUntil(lambda: not [t for t in threading.enumerate() if t.name == "page-renderer"], timeout=3000)


def test_box_helpers_agree(reader: ReaderView) -> None:
    box = Box(100, 100, 200, 120)
    rect = reader.page_view.view_rect(5, box)
    x, y = reader.page_view.stack.to_page(
        5,
        rect.left() + reader.page_view.horizontalScrollBar().value(),
        rect.top() + reader.page_view.verticalScrollBar().value(),
    )
    assert (x, y) == pytest.approx((100, 100))
