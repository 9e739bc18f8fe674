from __future__ import annotations

import pytest

from panel_app import system_libraries


def test_a_missing_library_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(system_libraries, "_loads", lambda library: library != "libxcb-cursor.so.0")
    assert system_libraries.missing_for_the_window().endswith("sudo apt-get install libxcb-cursor0")


def test_all_there_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(system_libraries, "_loads", lambda library: True)
    assert system_libraries.missing_for_the_window() == ""


def test_without_a_screen_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "no screen" in system_libraries.missing_for_the_window()


def test_windows_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(system_libraries, "_loads", lambda library: False)
    assert system_libraries.missing_for_the_window() == ""
