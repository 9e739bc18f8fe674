"""Python's collector of cycles, run in the window's thread alone.

A collection destroys the widgets that only a cycle still held. Begun by a job's thread, as Python does
wherever the next object happens to be made, it would destroy them there, and Qt ends the program for that.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class WindowCollector(QObject):
    """Collects in the thread that made it, while nothing is `busy`; Python's own collecting is off meanwhile.

    A job makes more objects than can be gone over without holding up the window.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._busy = busy
        self._was_on = gc.isenabled()
        gc.disable()
        timer = QTimer(self, interval=_EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """Do what Python would have done by now: the youngest objects often, the oldest seldom."""
        if self._busy():
            return
        for generation in reversed(range(3)):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self.deleteLater()
        if self._was_on:
            gc.enable()
