"""The collector of cycles works in the window's thread alone."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from panel_app.ui.collecting import WindowCollector

_ended_in: list[str] = []


class _Knot:
    """Held only by itself, like a closed dialog."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        _ended_in.append(threading.current_thread().name)


def test_a_thread_collects_nothing_and_the_window_does(qtbot: QtBot) -> None:
    _ended_in.clear()
    gc.enable()
    working = True
    owner = QObject()
    collector = WindowCollector(lambda: working, owner)
    _Knot()
    job = threading.Thread(target=lambda: [[] for _ in range(200_000)], name="job")
    job.start()
    job.join()
    collector.collect()
    assert _ended_in == []
    working = False
    kept = [[] for _ in range(5_000)]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: _ended_in == [threading.main_thread().name], timeout=3000)
    assert kept and not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    gc.disable()
