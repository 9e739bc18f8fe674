"""The wheel, the touchpad and two fingers on the pages: scroll smoothly, zoom where the pointer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from panel_app.ui.reader.geometry import zoom_percent

if TYPE_CHECKING:
    from panel_app.ui.reader.page_view import PageView

_NOTCH = 120
"""What a wheel with notches turns by; a touchpad sends less at a time."""
_PER_UNIT = 1.0015
"""How much larger a page gets by each unit of a touchpad: a fifth for a notch's worth."""


class PageWheel:
    """Turns wheel and pinch events of a page view into scrolling and zooming."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._percent = 100.0
        view.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def turn(self, event: QWheelEvent) -> bool:
        """Do what the wheel asks for; False when the view scrolls as Qt does."""
        delta, at = event.angleDelta().y(), event.position().toPoint()
        notches = bool(delta) and delta % _NOTCH == 0 and event.pixelDelta().isNull()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if notches:
                self._view.zoom_by_step(delta > 0, at)
            elif delta:
                self._zoom(_PER_UNIT**delta, at)
            return True
        if not notches or event.modifiers():
            return False
        lines = delta // _NOTCH * QApplication.wheelScrollLines()
        self._view.glide.by(-lines * self._view.verticalScrollBar().singleStep())
        return True

    def gesture(self, event: QEvent) -> bool:
        """Zoom by two fingers; False for any other event."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
                return False
            self._zoom(1 + event.value(), event.position().toPoint())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self._view.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self._zoom(pinch.scaleFactor(), at)
                return True
        return False

    def _zoom(self, factor: float, at: QPoint) -> None:
        # A touchpad sends changes of less than one per cent, which must add up.
        if round(self._percent) != round(self._view.percent):
            self._percent = self._view.percent
        self._percent *= factor
        self._percent = min(max(self._percent, zoom_percent("0")), zoom_percent("9999"))
        self._view.set_zoom(str(round(self._percent)), at)
