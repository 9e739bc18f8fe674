"""What stands over the pages (a note's card, a figure's sign) comes into sight when it gets the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

_ROOM = 16
"""Pixels kept free above and below."""
_LOOKS = 3


class KeepInSight(QObject):
    """Scrolls a view so that the child of its viewport that has the keyboard is seen."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        viewport = self._view.viewport()
        if now is None or now is viewport or not viewport.isAncestorOf(now):
            return
        # Cards slide while the pages move, so that one look may not be enough.
        for _ in range(_LOOKS):
            by = self._missing(now)
            if not by:
                return
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + by)

    def _missing(self, now: QWidget) -> int:
        """How far to scroll; the beginning of what is higher than the view goes before its end."""
        viewport = self._view.viewport()
        place = QRect(now.mapTo(viewport, QPoint(0, 0)), now.size())
        above, below = place.top() - _ROOM, place.bottom() + _ROOM - viewport.height()
        return above if above < 0 else max(0, min(below, above))
