"""Every screen, walked by keyboard, by ear and at 200 % text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from panel_app.domain.ids import PaperId
from panel_app.services.desk import Desk
from panel_app.ui.dialogs.bug_report import BugReportDialog
from panel_app.ui.dialogs.colleagues import ColleaguesDialog
from panel_app.ui.dialogs.keys_sheet import KeysSheet
from panel_app.ui.dialogs.print_pages import PrintPagesDialog
from panel_app.ui.dialogs.take_notes import TakeNotesDialog
from panel_app.ui.dialogs.unsaved import UnsavedDialog
from panel_app.ui.keys import key_groups
from panel_app.ui.main_window import MainWindow
from panel_app.ui.picture_notes import pack_of
from panel_app.ui.picture_papers import REPLACED, add_replaced_paper
from panel_app.ui.screenshots import EMPTY, FULL, empty_desk, sample_desk
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.workspace import Workspace
from tests.ui.walking import Walk, ambiguous, cut_off, unnamed

Screens = dict[str, Callable[[MainWindow], None]]


@pytest.fixture(scope="module")
def full() -> Iterator[Desk]:
    with sample_desk() as desk:
        yield desk


@pytest.fixture(scope="module")
def replaced() -> Iterator[Desk]:
    with empty_desk() as desk:
        add_replaced_paper(desk)
        yield desk


@pytest.fixture(scope="module")
def empty() -> Iterator[Desk]:
    with empty_desk() as desk:
        yield desk


@contextmanager
def a_window(desk: Desk, qtbot: QtBot, scale: float = 1.0) -> Iterator[MainWindow]:
    """A window on a small laptop."""
    desk.settings.set_text_scale(scale)
    window = MainWindow(Workspace(desk))
    try:
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=2000)
        yield window
    finally:
        window.close()
        window.shut_down()
        window.deleteLater()
        QApplication.processEvents()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, load_theme("light"))


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Until nothing is on its way."""
    qtbot.wait(60)
    qtbot.waitUntil(lambda: not window.workspace.tasks.busy and not window.search.busy, timeout=20000)
    qtbot.wait(120)


def each(window: MainWindow, qtbot: QtBot, screens: Screens) -> Iterator[str]:
    for name, arrange in screens.items():
        arrange(window)
        settle(window, qtbot)
        yield name


@pytest.mark.parametrize("kind", ["full", "empty", "replaced"])
def test_every_control_is_named_reached_left_and_shows_its_focus(
    kind: str, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    screens = {"full": FULL, "empty": EMPTY, "replaced": REPLACED}[kind]
    found: dict[str, list[str]] = {}
    with a_window(request.getfixturevalue(kind), qtbot) as window:
        for name in each(window, qtbot, screens):
            wrong = [f"not named: {what}" for what in unnamed(window)]
            wrong += [f"told apart by nothing: {what}" for what in ambiguous(window)]
            walk = Walk(window)
            assert len(walk.reached) > 3, name
            wrong += [f"Tab does not leave: {what}" for what in walk.stuck]
            wrong += [f"Tab does not reach: {what}" for what in walk.missed()]
            wrong += [f"no focus is seen: {what}" for what in walk.unseen]
            if wrong:
                found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("kind", ["full", "empty", "replaced"])
def test_nothing_is_cut_off_at_200_percent(kind: str, qtbot: QtBot, request: pytest.FixtureRequest) -> None:
    screens = {"full": FULL, "empty": EMPTY, "replaced": REPLACED}[kind]
    found: dict[str, list[str]] = {}
    with a_window(request.getfixturevalue(kind), qtbot, 2.0) as window:
        for name in each(window, qtbot, screens):
            wrong = list(cut_off(window))
            if wrong:
                found[name] = wrong
    assert found == {}


def _pack(window: MainWindow) -> PaperId:
    pack = pack_of(window.workspace.desk)
    assert pack is not None
    return pack.id


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "keys": lambda window: KeysSheet(key_groups(window), window),
    "take notes": lambda window: TakeNotesDialog(window.workspace.desk, None, window),
    "print pages": lambda window: PrintPagesDialog(window.workspace, _pack(window), 4, window),
    "colleagues": lambda window: ColleaguesDialog(window.workspace, window),
    "unsaved": lambda window: UnsavedDialog(window),
    "bug": lambda window: BugReportDialog("ValueError: made for the test", window),
}


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_too(name: str, scale: float, full: Desk, qtbot: QtBot) -> None:
    with a_window(full, qtbot, scale) as window:
        dialog = DIALOGS[name](window)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=2000)
        qtbot.wait(60)
        assert unnamed(dialog) == [] and ambiguous(dialog) == []
        walk = Walk(dialog)
        assert walk.reached
        assert (walk.stuck, walk.missed(), walk.unseen) == ([], [], [])
        if scale == 2.0:
            assert list(cut_off(dialog)) == []
            assert dialog.width() <= 1366 and dialog.height() <= 768
        dialog.close()


def test_the_focus_is_seen_in_high_contrast(full: Desk, qtbot: QtBot) -> None:
    """Where there is one colour, the keyboard is still seen."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    full.settings.set_theme("contrast")
    try:
        with a_window(full, qtbot) as window:
            for name in each(
                window, qtbot, {key: FULL[key] for key in ("next-meeting", "reader", "meeting")}
            ):
                walk = Walk(window)
                assert walk.unseen == [], name
    finally:
        full.settings.set_theme("system")
