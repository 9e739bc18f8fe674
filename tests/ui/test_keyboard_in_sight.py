"""The keyboard is where the member left it, and what it is on is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from panel_app.domain.marks import MarkKind
from panel_app.services.desk import Desk
from panel_app.ui.reader.mark_card import MarkCard
from panel_app.ui.reader.selection import span
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import PACK, add_pack, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def member(desk: Desk, qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as made:
        yield made


def test_the_start_page_leaves_the_keyboard_in_the_reader(member: Member, desk: Desk) -> None:
    window = member.window
    member.waits(lambda: window.next_meeting.main_button is not None)
    member.waits(lambda: window.next_meeting.main_button.hasFocus())
    window.workspace.open_paper(PACK, 5)
    page = window.papers.reader.page_view
    member.waits(page.hasFocus)
    # As when the figures have been checked in the background.
    desk.questions.add("Why?", meeting=desk.papers.get(PACK).meeting)
    window.next_meeting.refresh()
    assert page.hasFocus()


def test_a_card_below_the_view_is_scrolled_into_sight_by_tab(member: Member, desk: Desk) -> None:
    window = member.window
    window.resize(1280, 480)
    window.workspace.open_paper(PACK, 5)
    reader = window.papers.reader
    view = reader.page_view
    member.waits(lambda: view.hasFocus() and view.layout_of(5) is not None)
    layout = view.layout_of(5)
    assert layout is not None
    for words in ("This report gives", "Incidents fell", "Fewer 101 calls"):
        at = layout.text.index(words)
        mark = reader.actions_.add(
            MarkKind.NOTE, span(5, at, at + len(words)), view.layout_of, reader.toolbar.colour
        )
        assert mark is not None
    view.set_place(5, 0.0)
    cards = sorted(reader.findChildren(MarkCard), key=lambda card: card.y())
    assert len(cards) == 3 and not cards[-1].visibleRegion().boundingRect().isValid()
    for _ in range(20):
        member.keys(Qt.Key.Key_Tab)
        if cards[-1].hasFocus():
            break
    assert cards[-1].hasFocus()
    viewport = view.viewport()
    place = QRect(cards[-1].mapTo(viewport, QPoint(0, 0)), cards[-1].size())
    assert viewport.rect().contains(place)
