"""The sheet of keys on F1: what it lists is what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from panel_app.ui.dialogs.keys_sheet import KeysSheet
from panel_app.ui.keys import EVERYWHERE, key_groups, tells_keys
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import PACK, add_pack, make_desk

PRESSED_AS_EVERY_BUTTON = {"Button", "PaintedButton", "Segmented"}
"""Enter and Space press them, the arrow keys go through a choice: that stands under Everywhere."""


@pytest.fixture
def member(tmp_path: Path, qtbot: QtBot) -> Iterator[Member]:
    desk = make_desk(tmp_path)
    add_pack(desk)
    with at_the_window(desk, qtbot) as made:
        yield made
    desk.close()


def open_sheet(member: Member) -> KeysSheet:
    """Press F1 and wait until the sheet has the keyboard."""
    member.keys(Qt.Key.Key_F1)
    sheet = member.window.findChild(KeysSheet)
    assert isinstance(sheet, KeysSheet), "F1 showed nothing"
    member.waits(lambda: sheet.field.hasFocus())
    return sheet


def test_f1_shows_the_keys_of_the_screen_first_and_finds_one(member: Member) -> None:
    member.window.workspace.open_paper(PACK, 5)
    reader = member.window.papers.reader
    member.waits(lambda: reader.page_view.hasFocus())
    sheet = open_sheet(member)
    shown = sheet.words.toPlainText()
    assert shown.startswith("In a paper") and "Go to a pack page" in shown
    assert shown.index("In a paper") < shown.index(EVERYWHERE)
    member.types("underline")
    assert "Underline the selected words" in sheet.words.toPlainText()
    assert "Go to a pack page" not in sheet.words.toPlainText()
    assert sheet.count.plain_text() == "1 key"
    member.types(" nothing")
    assert sheet.words.toPlainText() == "No key is called so or does that."
    sheet.field.clear()
    member.keys(Qt.Key.Key_Down)
    assert sheet.words.hasFocus()
    member.keys(Qt.Key.Key_Escape)
    member.waits(lambda: reader.page_view.hasFocus())


def test_every_key_of_the_window_says_what_it_does(member: Member) -> None:
    silent = [s.key().toString() for s in member.window.findChildren(QShortcut) if not s.property("does")]
    assert silent == []
    listed = "\n".join(line.keys for group in key_groups(member.window) for line in group.lines)
    for shortcut in member.window.findChildren(QShortcut):
        assert shortcut.key().toString() in listed


def test_no_two_actions_of_a_screen_have_the_same_key(member: Member) -> None:
    for group in key_groups(member.window):
        keys = Counter(key for line in group.lines for key in line.keys.split(", "))
        own = {key: times for key, times in keys.items() if times > 1 and len(key) == 1}
        assert own == {}, group.title


def test_what_reads_keys_itself_tells_them(member: Member) -> None:
    """A view that handles keys by itself names them, or what it stands in does."""
    untold = set()
    for widget in member.window.findChildren(QWidget):
        readers = [
            cls.__name__
            for cls in type(widget).__mro__
            if cls.__module__.startswith("panel_app.") and "keyPressEvent" in cls.__dict__
        ]
        if set(readers) - PRESSED_AS_EVERY_BUTTON and not _told_near(widget):
            untold.add(type(widget).__name__)
    assert untold == set()


def _told_near(widget: QWidget) -> bool:
    step: QWidget | None = widget
    while step is not None and not step.isWindow():
        if tells_keys(step):
            return True
        step = step.parentWidget()
    return False


def test_help_leads_to_the_sheet(member: Member) -> None:
    member.window.show_place("help")
    button = member.window.help.keys_button
    button.setFocus()
    member.keys(Qt.Key.Key_Return)
    sheet = member.window.findChild(KeysSheet)
    assert isinstance(sheet, KeysSheet)
    member.waits(lambda: sheet.field.hasFocus())
    member.keys(Qt.Key.Key_Escape)
    member.waits(button.hasFocus)
