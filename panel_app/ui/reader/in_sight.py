"""What stands over the pages (a note's card, a figure's sign) comes into sight when it gets the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

_ROOM = 16
"""Pixels kept free above and below."""


class KeepInSight(QObject):
    """Scrolls a view so that the child of its viewport that has the keyboard is seen."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        viewport = self._view.viewport()
        if now is None or now is viewport or not viewport.isAncestorOf(now):
            return
        place = QRect(now.mapTo(viewport, QPoint(0, 0)), now.size())
        bar = self._view.verticalScrollBar()
        below = place.bottom() + _ROOM - viewport.height()
        above = place.top() - _ROOM
        # The beginning of what is higher than the view goes before its end.
        if above < 0:
            bar.setValue(bar.value() + above)
        elif below > 0:
            bar.setValue(bar.value() + min(below, above))
