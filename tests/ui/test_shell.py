"""The window's inside: keyboard, signals, and room at 200 % text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from panel_app.ui.shell import Shell
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.widgets.rail import RailButton
from panel_app.ui.widgets.strips import ErrorStrip, InfoStrip

TOP = (
    ("next", "calendar", "Next meeting"),
    ("papers", "papers", "Papers"),
    ("questions", "question", "Questions"),
    ("measures", "chart", "Measures"),
    ("briefing", "briefing", "Briefing"),
)
BOTTOM = (("settings", "settings", "Settings"), ("help", "help", "Help"))


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication):
    apply_theme(qapp, load_theme("light"))
    yield
    apply_theme(qapp, load_theme("light"))


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    made = Shell()
    for key, icon, label in TOP:
        made.add_page(key, icon, label, QLabel(label))
    for key, icon, label in BOTTOM:
        made.add_page(key, icon, label, QLabel(label), "bottom")
    made.set_saved("Everything saved, 2.02 pm")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_first_page_is_shown(shell: Shell) -> None:
    assert shell.current_page() == "next"
    assert shell.rail.button("next").isChecked()


def test_show_page_tells_once(shell: Shell) -> None:
    heard: list[str] = []
    shell.page_changed.connect(heard.append)
    shell.show_page("measures")
    shell.show_page("measures")
    assert heard == ["measures"]
    assert [key for key, _, _ in TOP if shell.rail.button(key).isChecked()] == ["measures"]
    assert shell.page("measures").isVisible() and not shell.page("next").isVisible()


def test_ctrl_and_number(shell: Shell, qtbot: QtBot) -> None:
    for number, (key, _, _) in reversed(list(enumerate(TOP, start=1))):
        qtbot.keyClick(shell, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert shell.current_page() == key


def test_arrow_keys_walk_the_rail_and_enter_opens(shell: Shell, qtbot: QtBot) -> None:
    shell.rail.button("next").setFocus()
    for _ in range(5):
        qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Down)
    assert shell.rail.button("settings").hasFocus()
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
    assert shell.current_page() == "settings"
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Down)
    assert shell.rail.button("next").hasFocus()
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Up)
    assert shell.rail.button("help").hasFocus()


def test_a_hidden_place_cannot_be_reached(shell: Shell, qtbot: QtBot) -> None:
    shell.set_page_visible("papers", False)
    shell.rail.button("next").setFocus()
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Down)
    assert shell.rail.button("questions").hasFocus()
    qtbot.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shell.current_page() == "next"


def test_search_from_anywhere(shell: Shell, qtbot: QtBot) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(shell.focusWidget(), QLineEdit)
    qtbot.keyClicks(shell.focusWidget(), "burglary")
    with qtbot.waitSignal(shell.search_requested) as heard:
        qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
    assert heard.args == ["burglary"]


def test_back(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.back_requested):
        qtbot.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    with qtbot.waitSignal(shell.back_requested):
        qtbot.mouseClick(shell.back_button, Qt.MouseButton.LeftButton)
    shell.set_back_enabled(False)
    with qtbot.assertNotEmitted(shell.back_requested):
        qtbot.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_text_size_menu(shell: Shell, qtbot: QtBot) -> None:
    actions = {action.text(): action for action in shell.top_bar.menu.actions() if action.text()}
    assert list(actions)[:5] == ["100 %", "125 %", "150 %", "175 %", "200 %"]
    shell.set_choice(1.5, "system")
    assert [text for text, action in actions.items() if action.isChecked()] == ["150 %", "As the system"]
    with qtbot.waitSignal(shell.text_size_chosen) as size:
        actions["200 %"].trigger()
    with qtbot.waitSignal(shell.theme_chosen) as theme:
        actions["High contrast"].trigger()
    assert size.args == [2.0] and theme.args == ["contrast"]
    assert all(isinstance(action, QAction) for action in actions.values())


def test_cannot_save_stays_until_it_can(shell: Shell) -> None:
    assert shell.top_bar.saved_sign.text() == "Everything saved, 2.02 pm"
    shell.set_save_failed("Your notes cannot be saved: the disk is full.")
    shell.set_saved("Everything saved, 2.03 pm")
    shell.show_page("help")
    assert shell.save_failed_text().startswith("Your notes") and not shell.top_bar.saved_sign.isVisible()
    shell.set_save_failed("Still not.")
    assert shell.save_failed_text() == "Still not."
    shell.clear_save_failed()
    assert shell.save_failed_text() == "" and shell.top_bar.saved_sign.isVisible()


def test_strips_come_and_go(shell: Shell) -> None:
    info, error = InfoStrip("This is the sample library."), ErrorStrip("It failed.")
    shell.add_strip(info)
    shell.add_strip(error)
    assert shell.strips() == [info, error]
    shell.remove_strip(info)
    shell.remove_strip(info)
    assert shell.strips() == [error]


def test_every_control_has_a_name(shell: Shell) -> None:
    for button in shell.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text(), button
    for editor in shell.findChildren(QLineEdit):
        assert editor.accessibleName()


@pytest.mark.parametrize("size", ((1280, 800), (1366, 768), (1280, 680)))
@pytest.mark.parametrize("theme", ("light", "contrast"))
def test_nothing_is_cut_at_200_percent(
    shell: Shell, qapp: QApplication, qtbot: QtBot, size: tuple[int, int], theme: str
) -> None:
    apply_theme(qapp, load_theme(theme, 2.0))
    shell.set_role("Officer")
    shell.add_strip(ErrorStrip("The paper could not be read. Ask the officer for another copy.", "Try again"))
    shell.resize(*size)
    qtbot.wait(50)
    assert (shell.width(), shell.height()) == size
    for button in shell.rail.findChildren(RailButton):
        assert button.width() >= button.wanted_width() - 1
        assert button.visibleRegion().boundingRect().width() in (0, button.width())
    bar = shell.top_bar
    parts: list[QWidget] = [bar.search, bar.role_chip, bar.saved_sign, bar.text_size_button]
    for part in parts:
        assert part.geometry().right() <= bar.width() and part.height() <= bar.height()
        assert part.width() >= part.minimumSizeHint().width()
    for left, right in pairwise(parts):
        assert left.geometry().right() < right.geometry().left()
    for label in shell.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_page_that_needs_more_room_scrolls(shell: Shell, qtbot: QtBot) -> None:
    page = QWidget()
    page.setMinimumSize(2000, 1600)
    shell.add_page("big", "table", "Big", page)
    shell.show_page("big")
    qtbot.wait(20)
    assert (shell.width(), shell.height()) == (1280, 800)
    assert page.size().width() >= 2000
