"""What the tests of the window share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.importers.sandbox import Limits, Reading
from panel_app.services import importing

_read_before: dict[tuple[Any, ...], Reading] = {}


@pytest.fixture(autouse=True, scope="session")
def _no_collecting_in_threads() -> Iterator[None]:
    """As in the program: a job's thread that collects would destroy the widgets of a test before it."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _windows_go_when_closed() -> Iterator[None]:
    """Outside an event loop only this deletes what was closed; what stays makes each later test slower."""
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(autouse=True)
def _a_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of these tests begin with the same few papers: the child process reads each of them once in a run.

    That it reads them anew and rightly each time is for the tests of `importers` and `services`.
    """
    read_in_child = importing.read_in_child

    def read(
        data: bytes, name: str, progress: ProgressCallback, cancel: CancelToken, limits: Limits | None = None
    ) -> Reading:
        key = (data, name, limits)
        if key not in _read_before:
            _read_before[key] = read_in_child(data, name, progress, cancel, limits)
        return _read_before[key]

    monkeypatch.setattr(importing, "read_in_child", read)
