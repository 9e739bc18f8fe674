"""Drawing on the pages: with mouse and pen, saved stroke by stroke, and looked after by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.ink import ink_box
from panel_app.domain.marks import Mark, MarkColour, MarkKind
from panel_app.services.desk import Desk
from panel_app.ui.reader.reader_view import ReaderView
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import PACK, add_pack, add_paper, make_desk, make_picture_pdf
from tests.ui.test_reader_view import point_of, press

PAGE = 5
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


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
def reader(qtbot: QtBot, qapp: QApplication, workspace: Workspace) -> Iterator[ReaderView]:
    apply_theme(qapp, load_theme("light"))
    view = ReaderView(workspace)
    qtbot.addWidget(view)
    view.resize(1192, 736)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.open(PACK, PAGE)
    qtbot.waitUntil(lambda: view.page_view.layout_of(PAGE) is not None)
    yield view
    view.shutdown()


def stroke(qtbot: QtBot, view: ReaderView, start: QPoint, *ways: QPoint) -> None:
    """Press, go from place to place in small steps, and let go."""
    viewport, at = view.page_view.viewport(), start
    qtbot.mousePress(viewport, LEFT, pos=start)
    for way in ways:
        for step in range(1, 9):
            qtbot.mouseMove(viewport, at + way * step / 8)
        at = at + way
    qtbot.mouseRelease(viewport, LEFT, pos=at)


def drawings(desk: Desk) -> list[Mark]:
    return [mark for mark in desk.marks.all() if mark.kind is MarkKind.INK]


def test_a_word_is_ringed_and_saved_stroke_by_stroke(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    press(qtbot, reader, Qt.Key.Key_D)
    assert reader.drawing.strip.isVisible() and reader.toolbar.draw_button.isChecked()
    start = point_of(reader, "83% of 999")
    stroke(qtbot, reader, start, QPoint(40, 0))
    (mark,) = drawings(desk)
    assert mark.label == "75" and mark.anchor.exact.startswith("83%") and mark.anchor.passage_number == "4."
    assert reader.page_view.selection is None, "the pen selects nothing"
    stroke(qtbot, reader, start + QPoint(0, 12), QPoint(40, 0))
    (mark,) = drawings(desk)
    assert len(mark.strokes) == 2, "what is near is one drawing"
    stroke(qtbot, reader, start + QPoint(0, 190), QPoint(40, 0))
    assert len(drawings(desk)) == 2, "what is far is another"
    qtbot.keyClick(reader.page_view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(reader.page_view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [len(mark.strokes) for mark in drawings(desk)] == [1]
    qtbot.keyClick(reader.page_view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert [len(mark.strokes) for mark in drawings(desk)] == [2]
    press(qtbot, reader, Qt.Key.Key_Escape)
    assert not reader.drawing.active and not reader.drawing.strip.isVisible()
    stroke(qtbot, reader, start, QPoint(60, 0))
    assert len(drawings(desk)) == 1 and reader.page_view.selection is not None


@pytest.mark.parametrize("two_pages", [False, True])
@pytest.mark.parametrize("zoom", ["width", "page", "60", "200"])
def test_ink_stands_where_it_was_drawn_at_every_size(
    qtbot: QtBot, reader: ReaderView, desk: Desk, zoom: str, two_pages: bool
) -> None:
    reader.drawing.toggle()
    start = point_of(reader, "83% of 999")
    stroke(qtbot, reader, start, QPoint(30, 0), QPoint(0, 20))
    reader.drawing.end()
    (mark,) = drawings(desk)
    view = reader.page_view
    view.set_two_pages(two_pages)
    view.set_zoom(zoom)
    view.show_box(PAGE, ink_box(mark.strokes))
    scale = view.stack.rects[PAGE].scale
    x, y = mark.strokes[0].points[len(mark.strokes[0].points) // 4]
    area = view.page_rect(PAGE)
    at = QPoint(round(area.left() + x * scale), round(area.top() + y * scale))
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    near = [
        picture.pixelColor(round((at.x() + dx) * ratio), round((at.y() + dy) * ratio))
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
    ]
    ink = QColor(load_theme("light").tokens["hl-yellow-edge"])
    assert min(abs(c.red() - ink.red()) + abs(c.blue() - ink.blue()) for c in near) < 40


def test_colours_and_rubbing_out_by_keyboard_and_pen(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    press(qtbot, reader, Qt.Key.Key_D)
    strip = reader.drawing.strip
    strip.colours.setFocus()
    held = reader.focusWidget() or strip.colours
    qtbot.keyClick(strip.colours, Qt.Key.Key_Right)
    assert held is not None and reader.drawing.pen.colour is MarkColour.GREEN
    start = point_of(reader, "83% of 999")
    stroke(qtbot, reader, start, QPoint(60, 0))
    stroke(qtbot, reader, start + QPoint(0, 16), QPoint(60, 0))
    (mark,) = drawings(desk)
    assert mark.colour is MarkColour.GREEN and len(mark.strokes) == 2
    press(qtbot, reader, Qt.Key.Key_X)
    assert strip.rub_button.isChecked() and "rub it out" in strip.label.plain_text()
    stroke(qtbot, reader, start + QPoint(30, 26), QPoint(0, -14))
    (mark,) = drawings(desk)
    assert len(mark.strokes) == 1, "only the line that was gone over"
    stroke(qtbot, reader, start + QPoint(30, 10), QPoint(0, -20))
    assert drawings(desk) == []
    strip.undo_button.click()
    strip.undo_button.click()
    assert [len(mark.strokes) for mark in drawings(desk)] == [2]
    strip.done_button.click()
    assert not reader.drawing.active


def test_a_pen_presses_and_its_other_end_rubs_out(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    def pen(kind: QEvent.Type, at: QPoint, pressure: float, end: QPointingDevice.PointerType) -> None:
        device = QPointingDevice(
            "pen", 1, QInputDevice.DeviceType.Stylus, end, QInputDevice.Capability.Pressure, 1, 2
        )
        event = QTabletEvent(
            kind, device, QPointF(at), QPointF(at), pressure, 0, 0, 0, 0, 0, NONE, LEFT, LEFT
        )
        QApplication.sendEvent(reader.page_view.viewport(), event)
        assert event.isAccepted()

    start, tip = point_of(reader, "83% of 999"), QPointingDevice.PointerType.Pen
    reader.drawing.toggle()
    for offset, pressure in ((0, 0.2), (60, 1.0)):
        at = start + QPoint(0, offset * 3)
        pen(QEvent.Type.TabletPress, at, pressure, tip)
        for x in range(0, 40, 4):
            pen(QEvent.Type.TabletMove, at + QPoint(x, 0), pressure, tip)
        pen(QEvent.Type.TabletRelease, at + QPoint(40, 0), 0.0, tip)
    light, heavy = drawings(desk)
    assert heavy.strokes[0].width > 1.8 * light.strokes[0].width
    other = QPointingDevice.PointerType.Eraser
    pen(QEvent.Type.TabletPress, start + QPoint(20, 0), 0.5, other)
    pen(QEvent.Type.TabletRelease, start + QPoint(20, 0), 0.0, other)
    assert drawings(desk) == [heavy]


def test_leaving_keeps_the_stroke_in_progress_within_its_page(
    qtbot: QtBot, reader: ReaderView, desk: Desk
) -> None:
    reader.drawing.toggle()
    viewport, start = reader.page_view.viewport(), point_of(reader, "83% of 999")
    qtbot.mousePress(viewport, LEFT, pos=start)
    qtbot.mouseMove(viewport, QPoint(-400, start.y()))
    press(qtbot, reader, Qt.Key.Key_Escape)
    (mark,) = drawings(desk)
    assert min(x for x, _ in mark.strokes[0].points) == 0
    qtbot.mouseRelease(viewport, LEFT, pos=start)
    assert len(drawings(desk)) == 1


def test_a_stroke_that_could_not_be_saved_is_told(
    qtbot: QtBot, reader: ReaderView, workspace: Workspace, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserFacingError("The disk is full.")

    reader.drawing.toggle()
    monkeypatch.setattr(desk.marks, "add", full)
    with qtbot.waitSignal(workspace.save_failed) as told:
        stroke(qtbot, reader, point_of(reader, "83% of 999"), QPoint(40, 0))
    assert told.args == ["The disk is full."] and drawings(desk) == []


def test_a_scan_can_be_drawn_on(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    add_paper(desk, make_picture_pdf(), PaperId("scan"), "A scan")
    reader.open(PaperId("scan"), 0)
    press(qtbot, reader, Qt.Key.Key_D)
    stroke(qtbot, reader, QPoint(300, 300), QPoint(40, 0))
    (mark,) = drawings(desk)
    assert mark.anchor.exact == "" and mark.anchor.boxes == (ink_box(mark.strokes),)


def test_a_drawing_is_looked_after_by_keyboard_alone(qtbot: QtBot, reader: ReaderView, desk: Desk) -> None:
    reader.drawing.toggle()
    stroke(qtbot, reader, point_of(reader, "83% of 999"), QPoint(40, 0))
    press(qtbot, reader, Qt.Key.Key_D)
    press(qtbot, reader, Qt.Key.Key_J)
    (mark,) = drawings(desk)
    card = reader.margin.card(mark.id)
    assert card is not None and card.hasFocus()
    assert card.accessibleName() == "Drawing. Yellow: important"
    assert card.accessibleDescription().startswith("Drawn over or beside: 83%")
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert card.editor.hasFocus()
    qtbot.keyClicks(card.editor, "Ask why")
    qtbot.keyClick(card.editor, Qt.Key.Key_Escape)
    assert desk.marks.get(mark.id).note == "Ask why"  # type: ignore[union-attr]
    press(qtbot, reader, Qt.Key.Key_J)
    card = reader.margin.card(mark.id)
    assert card is not None
    card.colour_menu.actions()[3].trigger()
    assert desk.marks.get(mark.id).colour is MarkColour.PINK  # type: ignore[union-attr]
    qtbot.keyClick(reader.margin.card(mark.id), Qt.Key.Key_Delete)
    assert drawings(desk) == []
    press(qtbot, reader, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert drawings(desk)[0].note == "Ask why"
