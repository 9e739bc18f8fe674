"""Smooth scrolling: a turn of the wheel or a key moves the pages there in a few frames."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QStyle

_MS = 140
_FRAME_MS = 8


class Glide(QObject):
    """Moves a view up and down to where it is wanted; at once where the system asks for no animations."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        self._start = self._target = 0
        self._since = QElapsedTimer()
        self._frames = QTimer(self, interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._on_frame)
        view.verticalScrollBar().sliderPressed.connect(self.stop)

    @property
    def moving(self) -> bool:
        """Whether it is on its way."""
        return self._frames.isActive()

    def by(self, pixels: int) -> None:
        """Further by so many pixels from where it is going already."""
        bar = self._view.verticalScrollBar()
        goal = (self._target if self.moving else bar.value()) + pixels
        self._start, self._target = bar.value(), min(max(bar.minimum(), goal), bar.maximum())
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if not self._view.style().styleHint(hint, None, self._view):
            self.stop()
            bar.setValue(self._target)
            return
        self._since.start()
        self._frames.start()

    def stop(self) -> None:
        """Stay where it is."""
        self._frames.stop()

    def _on_frame(self) -> None:
        left = max(0.0, 1 - self._since.elapsed() / _MS)
        if not left:
            self.stop()
        # Fast at first and gentle at the end, as a hand moves paper.
        self._view.verticalScrollBar().setValue(round(self._target - (self._target - self._start) * left**3))
