"""Settings take effect at once; copies of the member's work are made and brought back; help is true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from panel_app.services.desk import Desk
from panel_app.ui.views.help_view import LIMITS, HelpView
from panel_app.ui.views.settings_view import SettingsView
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import add_pack, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "home")
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> Iterator[SettingsView]:
    made = SettingsView(Workspace(desk))
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not made._workspace.tasks.busy)


def test_the_name_is_saved_while_typing(view: SettingsView, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.name_edit, "Cllr Jo Lane")
    qtbot.waitUntil(lambda: desk.settings.member_name == "Cllr Jo Lane")


def test_leaving_the_page_saves_the_name(view: SettingsView, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.name_edit, "Jo")
    view.hide()
    assert desk.settings.member_name == "Jo"


def test_size_and_colours_are_asked_for(view: SettingsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.text_size_chosen) as size:
        view.size_choice.setFocus()
        qtbot.keyClick(view.size_choice, Qt.Key.Key_Down)
    assert size.args == [1.25]
    with qtbot.waitSignal(view.theme_chosen) as theme:
        view.theme_choice.setFocus()
        qtbot.keyClicks(view.theme_choice, "D")
    assert theme.args == ["dark"]


def test_a_copy_is_made_where_the_member_says(
    view: SettingsView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "stick" / "copy.db"
    target.parent.mkdir()
    monkeypatch.setattr(view, "ask_save_path", lambda suggested: target)
    view.backup_button.click()
    qtbot.waitUntil(lambda: view.copies_said.isVisible())
    assert view.copies_said.plain_text() == f"A copy of your work is in {target}."
    assert target.stat().st_size > 0


def test_a_copy_that_cannot_be_made_is_said(
    view: SettingsView, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "ask_save_path", lambda suggested: desk.home.notebook)
    view.backup_button.click()
    qtbot.waitUntil(lambda: view.copies_said.isVisible())
    assert "cannot replace Panel Desk's own file" in view.copies_said.plain_text()


def test_bringing_back_a_copy_asks_first(
    view: SettingsView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.db"
    monkeypatch.setattr(view, "ask_copy_path", lambda: copy)
    view.restore_button.click()
    assert "copy.db" in view.restore_ask.label.plain_text()
    with qtbot.assertNotEmitted(view.restore_wanted):
        view.restore_ask.no_button.click()
    assert not view.restore_ask.isVisible()
    view.restore_button.click()
    with qtbot.waitSignal(view.restore_wanted) as asked:
        view.restore_ask.yes_button.click()
    assert asked.args == [copy]


def test_the_files_are_checked(view: SettingsView, qtbot: QtBot) -> None:
    view.check_button.click()
    qtbot.waitUntil(lambda: view.copies_said.isVisible())
    assert "is sound" in view.copies_said.plain_text()


def test_the_sample_is_offered_where_it_is_not(view: SettingsView, qtbot: QtBot) -> None:
    assert view.sample_button.text() == "Show the sample library"
    with qtbot.waitSignal(view.sample_wanted):
        view.sample_button.click()


def test_help_says_how_often_the_rule_is_wrong(desk: Desk, qtbot: QtBot) -> None:
    assert any(
        "on a stable series" in s and "at least one of twelve months in about half of all years" in s
        for s in LIMITS
    )
    view = HelpView(Workspace(desk))
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    view.show_topic("law")
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0)
