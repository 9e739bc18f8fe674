"""Starting the program, a second start, and the pictures for the documentation."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.ui import screenshots
from panel_app.ui.main_window import MainWindow
from panel_app.ui.single_instance import SingleInstance
from panel_app.ui.start import run_window
from panel_app.ui.theme import apply_theme, load_theme


def windows() -> list[MainWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]


def test_the_window_opens_and_closing_it_ends_the_program(home: Home, qapp: QApplication) -> None:
    desk = Desk(home)
    desk.settings.set_sample_removed(True)
    desk.close()
    titles: list[str] = []

    def close() -> None:
        for window in windows():
            titles.append(window.windowTitle())
            window.close()

    QTimer.singleShot(800, close)
    assert run_window(home) == 0
    assert titles == ["Panel Desk"]
    assert [thread.name for thread in threading.enumerate() if thread.name == "page-renderer"] == []
    # The folder is free again, and the copy that every start makes is there.
    again = SingleInstance(home.folder)
    assert again.claim()
    again.release()
    assert list(home.backups.glob("notebook-*-start.db"))
    apply_theme(qapp, load_theme("light"))


def test_a_second_start_opens_no_window_and_no_database(home: Home, qapp: QApplication) -> None:
    first = SingleInstance(home.folder)
    assert first.claim()
    shown: list[bool] = []
    first.show_wanted.connect(lambda: shown.append(True))
    assert run_window(home) == 0
    QApplication.processEvents()
    assert shown == [True]
    assert windows() == []
    assert not home.notebook.exists()
    first.release()


@pytest.mark.slow
def test_every_screen_is_drawn(
    home: Home, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshots, "LOOKS", ((1.0, "light"),))
    desk = Desk(home, clock=lambda: datetime(2026, 1, 1))
    files = screenshots.draw_screens(desk, tmp_path / "pictures")
    desk.close()
    names = [file.name for file in files]
    assert names[0] == "01-next-meeting-100-light.png"
    assert len(set(names)) == len(names) > 30 and "12-reader-link-100-light.png" in names
    assert all(file.stat().st_size > 5_000 for file in files)
    apply_theme(qapp, load_theme("light"))
