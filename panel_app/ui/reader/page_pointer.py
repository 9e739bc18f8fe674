"""The mouse on the pages: a drag selects, two clicks take a word, three a line, four a passage, one chooses a
mark.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QToolTip

from panel_app.domain.ink import touched
from panel_app.domain.marks import Mark, MarkKind
from panel_app.services.pdf_links import PageLink
from panel_app.services.pdf_pages import caret_at, char_at, word_range
from panel_app.ui.reader.page_links import leads_to
from panel_app.ui.reader.selection import Place, Selection, line_at, passage_at, span

if TYPE_CHECKING:
    from panel_app.ui.reader.page_view import PageView

_EDGE_SCROLL_MS = 30
_FINGER = 4.0
"""Points beside a line of ink that still press it."""


class PagePointer(QObject):
    """Turns mouse events of a page view into its selection."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._anchor: Place | None = None
        self._pressed = QPoint()
        self._last = QPoint()
        self._dragged = False
        self._tip = ""
        self._pressed_link: PageLink | None = None
        self._clicks = 0
        self._clicked_at = 0.0
        self._edge = QTimer(self, interval=_EDGE_SCROLL_MS)
        self._edge.timeout.connect(self._on_edge)

    def press(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._view.paper is None:
            return
        point = event.position().toPoint()
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        near = (point - self._pressed).manhattanLength() < 8
        self._dragged = False
        if self._clicks > 1 and near and time.monotonic() - self._clicked_at < interval:
            self._clicks += 1
            self._clicked_at = time.monotonic()
            self._anchor = None
            self._select_around(point, whole_passage=self._clicks > 3)
            return
        self._clicks = 1
        self._pressed = self._last = point
        self._pressed_link = self._link_at(point)
        selection = self._view.selection
        caret = self._caret(point)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and selection and caret:
            self._anchor = selection.anchor
            self._view.select(Selection(selection.anchor, caret))
            return
        self._anchor = caret
        self._view.select(None)

    def move(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._set_cursor(point)
            return
        if self._anchor is None:
            self._say_no_words(point)
            return
        if not self._dragged:
            if (
                point - self._pressed
            ).manhattanLength() < QGuiApplication.styleHints().startDragDistance() // 2:
                return
            self._dragged = True
        self._last = point
        self._extend()
        outside = not 0 <= point.y() < self._view.viewport().height()
        if outside and not self._edge.isActive():
            self._edge.start()
        elif not outside:
            self._edge.stop()

    def release(self, event: QMouseEvent) -> None:
        self._edge.stop()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if not self._dragged and self._view.selection is None:
            link = self._link_at(event.position().toPoint())
            if link is not None and link is self._pressed_link:
                self._view.link_followed.emit(link)
                self._anchor = None
                return
        if self._anchor is not None and not self._dragged and self._view.selection is None:
            mark = self._mark_at(event.position().toPoint())
            if mark is not None:
                self._view.mark_pressed.emit(mark.id)
            else:
                self._view.mark_pressed.emit("")
        self._anchor = None

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        if self._clicks == 3 and time.monotonic() - self._clicked_at < interval:
            # The fourth of four quick clicks comes as the second of two.
            self.press(event)
            return
        self._pressed = point
        self._clicks, self._clicked_at = 2, time.monotonic()
        self._anchor = None
        page, x, y = self._on_page(self._pressed)
        layout = self._view.layout_of(page)
        index = char_at(layout, x, y) if layout else None
        if layout and index is not None:
            self._view.select(span(page, *word_range(layout, index)))

    def _select_around(self, point: QPoint, whole_passage: bool) -> None:
        """The line at a point, or the whole passage."""
        page, x, y = self._on_page(point)
        layout, paper = self._view.layout_of(page), self._view.paper
        index = char_at(layout, x, y) if layout else None
        if layout and paper and index is not None:
            passage = passage_at(layout, paper.passages_of(page), index) if whole_passage else None
            found = passage or line_at(layout, index)
            if found:
                self._view.select(span(page, *found))

    def _extend(self) -> None:
        caret = self._caret(self._last)
        if caret is not None and self._anchor is not None:
            self._view.select(Selection(self._anchor, caret))

    def _on_edge(self) -> None:
        height = self._view.viewport().height()
        past = self._last.y() if self._last.y() < 0 else max(0, self._last.y() - height)
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + max(-60, min(60, past)))
        self._extend()

    def _on_page(self, point: QPoint) -> tuple[int, float, float]:
        return self._view.point_on_page(QPointF(point))

    def _caret(self, point: QPoint) -> Place | None:
        if not len(self._view.stack):
            return None
        page, x, y = self._on_page(point)
        layout = self._view.layout_of(page)
        index = caret_at(layout, x, y) if layout else None
        return None if index is None else Place(page, index)

    def _mark_at(self, point: QPoint) -> Mark | None:
        page, x, y = self._on_page(point)
        marks = [m for m in reversed(self._view.marks_on(page)) if m.kind is not MarkKind.BOOKMARK]
        # Ink lies over what it was drawn on, but only its lines are in the way.
        for mark in marks:
            if mark.kind is MarkKind.INK and touched(mark.strokes, x, y, _FINGER) is not None:
                return mark
        for mark in marks:
            if mark.kind is not MarkKind.INK and any(b.contains(x, y) for b in mark.anchor.boxes_on(page)):
                return mark
        return None

    def _say_no_words(self, point: QPoint) -> None:
        """Once for a drag that would select."""
        view, far = self._view, QGuiApplication.styleHints().startDragDistance()
        if self._dragged or view.paper is None or (point - self._pressed).manhattanLength() < far:
            return
        page, _, _ = self._on_page(self._pressed)
        layout = view.layout_of(page)
        if layout is None or not layout.text.strip():
            self._dragged = True
            view.no_words_met.emit(page)

    def _link_at(self, point: QPoint) -> PageLink | None:
        return self._view.links.at(*self._on_page(point)) if len(self._view.stack) else None

    def _set_cursor(self, point: QPoint) -> None:
        view = self._view
        shape, tip = Qt.CursorShape.ArrowCursor, ""
        if view.paper is not None and len(view.stack):
            page, x, y = self._on_page(point)
            layout, link = view.paper.renderer.layout(page), view.links.at(page, x, y)
            if layout is not None and len(layout.boxes):
                boxes = layout.boxes
                over = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])
                if over.any():
                    shape = Qt.CursorShape.IBeamCursor
            if link is not None:
                shape, tip = Qt.CursorShape.PointingHandCursor, leads_to(link, view.paper.labels)
        if tip != self._tip:
            self._tip = tip
            QToolTip.showText(view.viewport().mapToGlobal(point), tip, view.viewport())
        if view.viewport().cursor().shape() is not shape:
            view.viewport().setCursor(shape)
