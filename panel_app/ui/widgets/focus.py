"""The focus ring: 2 px of accent, 2 px outside whatever has the keyboard, drawn over the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QWidget
from shiboken6 import isValid

from panel_app.ui.theme import current_theme

GAP = 2
WIDTH = 2
_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.ZOrderChange,
    QEvent.Type.LayoutRequest,
}
_NAME = "panel-desk-focus-ring"
# A child inside a frame (the editor of a search field) sets this so that the ring goes round the frame.
RING_AROUND_PARENT = "ring_around_parent"
# A widget that draws its own focus inside itself sets this; the reader's page does, its ring would be off
# the screen.
NO_RING = "no_ring"


class _Ring(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._outline = QRect()

    def place(self, outline: QRect, clip: QRect) -> None:
        """Draw round `outline` (in the parent's coordinates), but never outside `clip`."""
        area = outline.adjusted(-GAP - WIDTH, -GAP - WIDTH, GAP + WIDTH, GAP + WIDTH).intersected(clip)
        if area.isEmpty():
            self.hide()
            return
        self.setGeometry(area)
        whole = QRect(QPoint(0, 0), area.size())
        # The mask leaves the inside free, so that a large view below is not repainted through us.
        inner = whole.adjusted(WIDTH + 1, WIDTH + 1, -WIDTH - 1, -WIDTH - 1)
        self.setMask(QRegion(whole).subtracted(QRegion(inner)))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(current_theme().color("accent"), WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)


class FocusRing(QObject):
    """Follows the keyboard focus of the application and keeps one ring a window."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring: _Ring | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._place)
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, app.focusWidget())

    @property
    def ring(self) -> QWidget | None:
        """The ring on the screen, if any."""
        return self._ring if self._ring is not None and isValid(self._ring) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._later.start()
        return False

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        self._unwatch()
        self._target = _ring_target(now)
        if self._target is None:
            self._drop_ring()
            return
        step: QWidget | None = self._target
        while step is not None:
            step.installEventFilter(self)
            self._watched.append(step)
            if step.isWindow():
                break
            step = step.parentWidget()
        self._place()
        # The layout of a widget that has just been shown comes a moment later.
        self._later.start()

    def _unwatch(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()

    def _drop_ring(self) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self._drop_ring()
            return
        window = target.window()
        if self._ring is None or not isValid(self._ring) or self._ring.parentWidget() is not window:
            self._drop_ring()
            self._ring = _Ring(window)
        outline = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        self._ring.place(outline, _visible_area(target, window))


def install_focus_ring(app: QApplication) -> FocusRing:
    """The focus ring of the application, made once."""
    found = app.findChild(FocusRing, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, FocusRing) else FocusRing(app)


def _ring_target(widget: QWidget | None) -> QWidget | None:
    if widget is None or isinstance(widget, QMenu) or widget.property(NO_RING):
        return None
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return None
    parent = widget.parentWidget()
    if parent is not None and widget.property(RING_AROUND_PARENT):
        return parent
    return widget


def _visible_area(target: QWidget, window: QWidget) -> QRect:
    """What of the window the target can be seen in: inside every viewport that it scrolls in."""
    area = window.rect()
    step = target.parentWidget()
    while step is not None and step is not window:
        parent = step.parentWidget()
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is step:
            area = area.intersected(QRect(step.mapTo(window, QPoint(0, 0)), step.size()))
        step = parent
    return area
