"""The pen on the pages: what a pen, a mouse or a finger draws while the reader draws, or rubs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPointingDevice, QTabletEvent

from panel_app.domain.ink import stroke_of
from panel_app.domain.marks import MarkColour, Stroke

if TYPE_CHECKING:
    from panel_app.ui.reader.page_view import PageView

_REACH = 6.0
"""Pixels beside a line that still rub it out."""


class InkPen(QObject):
    """Takes the events of a page view while it is `active`. A finger arrives as the mouse.

    Signals: `drawn(page, Stroke)` at the end of each stroke; `rubbed(page, x, y, reach)` wherever it rubs,
    in points of the page.
    """

    drawn = Signal(int, object)
    rubbed = Signal(int, float, float, float)

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self.active = False
        self.rubbing = False
        self.colour = MarkColour.YELLOW
        self._page: int | None = None
        self._points: list[tuple[float, float]] = []
        self._pressures: list[float] = []
        self._turned = False

    @property
    def at_work(self) -> bool:
        """Whether a stroke has begun and not ended."""
        return self._page is not None

    def set_active(self, active: bool) -> None:
        """Draw from now on, or no more; a stroke that has begun ends here and is kept."""
        self._end()
        self.active = active
        self._view.viewport().setCursor(Qt.CursorShape.CrossCursor if active else Qt.CursorShape.ArrowCursor)

    def mouse(self, event: QMouseEvent) -> None:
        """A press, move or release of the mouse, or of a finger."""
        pressed = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if event.type() is QMouseEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), None, turned=False)
        elif event.type() is QMouseEvent.Type.MouseMove and pressed:
            self._go_on(event.position(), None)
        elif event.type() is QMouseEvent.Type.MouseButtonRelease and not pressed:
            self._end()

    def tablet(self, event: QTabletEvent) -> bool:
        """A pen's event; False where it is not ours and the mouse's is to follow."""
        if not self.active:
            return False
        turned = event.pointerType() is QPointingDevice.PointerType.Eraser
        if event.type() is QTabletEvent.Type.TabletPress:
            self._begin(event.position(), event.pressure(), turned)
        elif event.type() is QTabletEvent.Type.TabletMove:
            self._go_on(event.position(), event.pressure())
        else:
            self._end()
        event.accept()
        return True

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw the stroke in progress."""
        if self._page == page and self._points:
            stroke = stroke_of(self._points, self._pressures)
            self._view.draw_strokes(painter, page, (stroke,), self.colour)

    def _begin(self, point: QPointF, pressure: float | None, turned: bool) -> None:
        self._end()
        view = self._view
        if view.paper is None or not len(view.stack):
            return
        page, x, y = view.point_on_page(point)
        width, height = view.paper.sizes[page]
        if not (0 <= x <= width and 0 <= y <= height):
            return
        self._page, self._turned = page, turned
        self._add(point, pressure)

    def _go_on(self, point: QPointF, pressure: float | None) -> None:
        if self._page is not None:
            self._add(point, pressure)

    def _add(self, point: QPointF, pressure: float | None) -> None:
        view, page = self._view, self._page
        assert view.paper is not None and page is not None
        # A stroke stays on the page on which it began, however far the hand goes.
        x, y = view.point_of_page(page, point)
        width, height = view.paper.sizes[page]
        x, y = min(max(0.0, x), width), min(max(0.0, y), height)
        if self.rubbing or self._turned:
            self.rubbed.emit(page, x, y, _REACH / view.stack.rects[page].scale)
            return
        self._points.append((x, y))
        if pressure is not None:
            self._pressures.append(pressure)
        view.viewport().update()

    def _end(self) -> None:
        page, points, pressures = self._page, self._points, self._pressures
        self._page, self._points, self._pressures = None, [], []
        if page is not None and points:
            stroke: Stroke = stroke_of(points, pressures)
            self.drawn.emit(page, stroke)
            self._view.viewport().update()
