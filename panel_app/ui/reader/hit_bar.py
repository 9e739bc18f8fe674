"""The scroll bar of the pages, on which every place of the words that were found is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from panel_app.ui.theme import current_theme


class HitBar(QScrollBar):
    """Marks by their share (0 to 1) of the whole height; the one that is shown is longer and thicker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._shares: Sequence[float] = ()
        self._current: float | None = None

    def set_hits(self, shares: Sequence[float], current: float | None) -> None:
        """Mark these places."""
        self._shares, self._current = shares, current
        self.update()

    def lines(self) -> list[int]:
        """Where the marks are drawn, each line once."""
        return sorted({self._line(share) for share in self._shares})

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._shares:
            return
        theme, painter = current_theme(), QPainter(self)
        colour, inset = theme.color("warn"), self.width() // 4
        for y in self.lines():
            painter.fillRect(inset, y - 1, self.width() - 2 * inset, 2, colour)
        if self._current is not None:
            painter.fillRect(0, self._line(self._current) - 2, self.width(), 4, colour)

    def _line(self, share: float) -> int:
        return round(2 + share * (self.height() - 5))
