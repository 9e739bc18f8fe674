"""Everything that is done with marks, by keyboard alone, at the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from panel_app.domain.ink import stroke_of
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, PlacementState
from panel_app.services.desk import Desk
from panel_app.ui.follow.marks_page import MarksPage
from panel_app.ui.reader.mark_card import MarkCard
from panel_app.ui.reader.reader_view import ReaderView
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import PACK, add_pack, make_desk
from tests.ui.test_marks_and_versions import BURGLARY, CALLS, OTHERS, mark, publish

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def member(desk: Desk, qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as made:
        made.waits(lambda: not made.window.workspace.tasks.busy)
        made.window.workspace.open_paper(PACK, 5)
        reader = made.window.papers.reader
        made.waits(lambda: reader.page_view.hasFocus() and reader.page_view.layout_of(5) is not None)
        yield made


def reader_of(member: Member) -> ReaderView:
    return member.window.papers.reader


def open_menu(member: Member) -> QMenu:
    """The menu that the keyboard opened; it takes the keys from here on."""
    found: list[QMenu] = []

    def there() -> bool:
        popup = QApplication.activePopupWidget()
        found[:] = [popup] if isinstance(popup, QMenu) else []
        return bool(found)

    member.waits(there)
    return found[0]


def choose(member: Member, words: str) -> None:
    """Go down the open menu to a line and press Enter."""
    menu = open_menu(member)
    for _ in range(len(menu.actions()) + 1):
        member.bot.keyClick(menu, Key.Key_Down)
        current = menu.activeAction()
        if current is not None and current.text().startswith(words):
            member.bot.keyClick(menu, Key.Key_Return)
            return
    raise AssertionError(words)


def focused_card(member: Member) -> MarkCard:
    held = QApplication.focusWidget()
    while held is not None and not isinstance(held, MarkCard):
        held = held.parentWidget()
    assert isinstance(held, MarkCard), "the keyboard is on no card"
    return held


def test_words_lines_and_passages_are_selected_over_pages(member: Member) -> None:
    view = reader_of(member).page_view
    member.keys(Key.Key_Right, SHIFT)
    assert view.selected_text() == "Performance", "a word"
    member.keys(Key.Key_Right, SHIFT)
    member.keys(Key.Key_Right, CTRL | SHIFT)
    assert view.selected_text() == "report,"
    member.keys(Key.Key_Escape)
    member.keys(Key.Key_Down, CTRL | SHIFT)
    assert view.selected_text() == "Performance report, quarter 2: July to September 2020", "a line"
    member.keys(Key.Key_Down, CTRL | SHIFT)
    assert view.selected_text().endswith("It covers the Gold measures,")
    member.keys(Key.Key_Up, CTRL | SHIFT)
    assert view.selected_text().endswith("September 2020")
    member.keys(Key.Key_Escape)
    for _ in range(8):
        member.keys(Key.Key_Down, SHIFT)
    assert view.selected_text().endswith("by 1 December 2020."), "eight passages"
    member.keys(Key.Key_Down, SHIFT)
    assert view.selection is not None and view.selection.end.page == 6
    assert view.selected_text().endswith("Section 6")
    member.keys(Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.endswith("pack pages 75 to 76") and "Section 6" in copied


@pytest.mark.parametrize("colour", list(MarkColour))
def test_each_colour_is_chosen_by_keyboard(member: Member, desk: Desk, colour: MarkColour) -> None:
    member.keys(Key.Key_Down, SHIFT)
    button = reader_of(member).toolbar.colour_button
    for _ in range(12):
        if button.hasFocus():
            break
        member.keys(Key.Key_Tab, SHIFT)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    member.keys(Key.Key_Space)
    choose(member, colour.value.capitalize())
    (made,) = desk.marks.all()
    assert (made.kind, made.colour) == (MarkKind.HIGHLIGHT, colour)
    assert made.anchor.exact.startswith("Performance report")


def test_a_mark_is_made_changed_deleted_and_brought_back(member: Member, desk: Desk) -> None:
    def now() -> list[tuple[MarkKind, MarkColour, str, tuple[str, ...]]]:
        return [(m.kind, m.colour, m.note, m.tags) for m in desk.marks.all()]

    states = [now()]
    member.keys(Key.Key_Down, SHIFT)
    member.keys(Key.Key_U)
    states.append(now())
    member.keys(Key.Key_J)
    card = focused_card(member)
    assert card.is_open
    member.keys(Key.Key_Return)
    member.types("Ask why")
    member.keys(Key.Key_Tab)
    states.append(now())
    assert states[-1][0][2] == "Ask why"
    member.types("roads")
    member.keys(Key.Key_Tab)
    states.append(now())
    assert states[-1][0][3] == ("roads",)
    assert card.colour_button.hasFocus()
    member.keys(Key.Key_Space)
    choose(member, "Blue")
    states.append(now())
    assert states[-1][0][1] is MarkColour.BLUE
    card.setFocus(Qt.FocusReason.TabFocusReason)
    member.keys(Key.Key_Delete)
    states.append(now())
    assert states[-1] == []

    member.waits(lambda: reader_of(member).page_view.isVisible())
    reader_of(member).page_view.setFocus()
    for state in reversed(states[:-1]):
        member.keys(Key.Key_Z, CTRL)
        assert now() == state
    for state in states[1:]:
        member.keys(Key.Key_Y, CTRL)
        assert now() == state


def test_notes_bookmarks_and_their_places_in_the_list(member: Member, desk: Desk) -> None:
    reader = reader_of(member)
    member.keys(Key.Key_Down, SHIFT)
    member.keys(Key.Key_N)
    member.types("First")
    member.keys(Key.Key_Escape)
    member.keys(Key.Key_B)
    assert reader.toolbar.bookmark_button.isChecked()
    reader.page_view.set_place(6, 0.0)
    member.waits(lambda: reader.page_view.layout_of(6) is not None)
    member.keys(Key.Key_Down, SHIFT)
    member.keys(Key.Key_H)
    member.keys(Key.Key_J)
    assert focused_card(member).mark.anchor.page == 6
    member.keys(Key.Key_J, SHIFT)
    assert focused_card(member).mark.note == "First", "J goes on, Shift and J back"
    card = reader.margin.cards()[0]
    words = card.mark.anchor.boxes[0]
    assert abs(card.y() - reader.page_view.view_rect(5, words).y()) < 60, "beside its line"

    member.press("Papers")
    member.press("My marks")
    page = member.window.papers.follow.page
    assert isinstance(page, MarksPage)
    member.waits(lambda: not page.busy and page.list.rows.rowCount() > 0)
    assert member.sees("3 marks in 1 paper.")
    page.take_keyboard()
    member.keys(Key.Key_End)
    member.keys(Key.Key_Return)
    member.waits(lambda: reader.isVisible() and reader.page_view.page == 6)
    assert focused_card(member).mark.anchor.page == 6, "the link leads to the mark's place"


def test_what_the_new_version_asks_about_ink_and_bookmarks_is_answered_by_keyboard(
    tmp_path: Path, qtbot: QtBot
) -> None:
    desk = make_desk(tmp_path / "versions")
    first, last = [CALLS, BURGLARY, *OTHERS], [CALLS.replace("84%", "83%"), *OTHERS[4:6]]
    paper = publish(desk, tmp_path, first)
    over = mark(desk, paper, CALLS)
    desk.marks.delete(over.id)
    box = over.anchor.boxes[0]
    strokes = [stroke_of([(box.x0, box.y0), (box.x1, box.y1)])]
    ink = desk.marks.add(paper, MarkKind.INK, over.anchor, strokes=strokes)[0]
    kept_page = desk.marks.bookmark(paper, 0)[0]
    publish(desk, tmp_path, last)

    def now(one: Mark) -> Mark:
        found = desk.marks.get(one.id)
        assert found is not None
        return found

    try:
        with at_the_window(desk, qtbot) as member:
            member.waits(lambda: not desk.placing.waiting_papers())
            member.waits(lambda: not member.window.workspace.tasks.busy)
            assert now(ink).asks and now(kept_page).asks
            member.window.workspace.open_paper(paper, 0)
            reader = reader_of(member)
            reader.page_view.setFocus()
            for one in (ink, kept_page):
                for _ in range(2):
                    if reader.margin.chosen_mark == one.id:
                        break
                    reader.page_view.setFocus()
                    member.keys(Key.Key_M)
                card = focused_card(member)
                assert card.mark.id == one.id and card.placement.keep_button.hasFocus()
                assert member.sees("Changed: 84% is now 83%", card)
                assert member.sees("My drawing, " if one is ink else "My bookmark, ", card)
                assert member.sees("Yellow", card) == (one is ink), "a bookmark has no colour"
                member.keys(Key.Key_Space)
                assert not now(one).asks and now(one).confirmed
            assert now(ink).strokes and now(ink).anchor.exact.startswith("In September 83%")
            assert reader.page_view.has_bookmark(0)
            member.keys(Key.Key_Z, CTRL)
            assert now(kept_page).asks
            desk.placing.put_aside(kept_page.id)
            assert now(kept_page).state is PlacementState.UNPLACED and now(kept_page).anchor == Anchor(
                0, suffix=kept_page.anchor.suffix
            )
    finally:
        desk.close()
