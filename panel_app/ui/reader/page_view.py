"""The pages of a paper on the desk: scrolled, zoomed, selected on, and drawn with their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from panel_app.domain.marks import Mark
from panel_app.domain.papers import Box
from panel_app.services.pdf_pages import PageLayout, line_boxes
from panel_app.ui.reader.geometry import FIT_WIDTH, GAP, PIXELS_PER_POINT, PageStack, next_zoom
from panel_app.ui.reader.page_keys import handle_key
from panel_app.ui.reader.page_painter import Overlay, PagePainter
from panel_app.ui.reader.page_pictures import PagePictures
from panel_app.ui.reader.page_pointer import PagePointer
from panel_app.ui.reader.selection import KeyboardSelection, Selection, selected_text
from panel_app.ui.reader.shown_paper import ShownPaper
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.focus import NO_RING

_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_SELECTING = (
    "Shift and Down selects the passage at the top of the view, and then one passage more; "
    "Shift and Up one fewer. Shift with Left or Right moves the end by a word; "
    "Control, Shift with Left or Right moves the beginning. "
    "Escape lets go."
)


@dataclass(frozen=True, slots=True)
class Leader:
    """A hairline from a line of a page to its card, turning at `elbow`; all in viewport pixels."""

    from_x: float
    page_edge: float
    elbow: float
    y: float
    to_x: float
    card_y: float


class PageView(QAbstractScrollArea):
    """Continuous pages with selection.

    Signals: `page_changed(page)` when another page is the one being read; `selection_changed()`;
    `zoom_changed(zoom)`; `view_moved()` after every scroll, zoom or resize; `mark_pressed(mark id)`
    for a click on a mark; `copy_wanted()`; `jumped(place)` with the place left by a jump within the view.
    """

    page_changed = Signal(int)
    selection_changed = Signal()
    zoom_changed = Signal(str)
    view_moved = Signal()
    mark_pressed = Signal(str)
    copy_wanted = Signal()
    jumped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper: ShownPaper | None = None
        self.stack = PageStack((), FIT_WIDTH, 0, 0)
        self.leaders: list[Leader] = []
        self.dotted: dict[int, tuple[Box, ...]] = {}
        """What is underlined with dots, by page: the words of figures that do not agree."""
        self._zoom = FIT_WIDTH
        self._margin = 0
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._chosen = ""
        self._selection: Selection | None = None
        self._hits: dict[int, list[tuple[int, int]]] = {}
        self._current_hit: tuple[int, int, int] | None = None
        self._page = -1
        self._white_paper = False
        self._ring = False
        self._painter = PagePainter(current_theme(), False)
        self._pictures = PagePictures()
        self._pointer = PagePointer(self)
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self.setProperty(NO_RING, True)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Page")
        self.setAccessibleDescription(_SELECTING)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        follow_theme(self, self._restyle)

    # What is shown

    def set_paper(self, paper: ShownPaper | None) -> None:
        """Show another paper from its first page, or none."""
        self.paper = paper
        self._pictures.set_paper(paper)
        self._marks, self._hits, self._current_hit, self.dotted = {}, {}, None, {}
        self._selection, self._chosen, self._page = None, "", -1
        if paper is not None:
            paper.renderer.page_drawn.connect(self._on_page_drawn)
            paper.renderer.layout_read.connect(self._on_page_drawn)
        self.relayout(keep_place=False)
        self.verticalScrollBar().setValue(0)
        self._note_page()

    @property
    def zoom(self) -> str:
        """`width`, `page`, or per cent as digits."""
        return self._zoom

    def set_zoom(self, zoom: str, at: QPoint | None = None) -> None:
        """Change the size, keeping the words at a point of the viewport (its top left when None)."""
        if zoom == self._zoom:
            return
        self._zoom = zoom
        self.relayout(at=at)
        self.zoom_changed.emit(zoom)

    def zoom_by_step(self, up: bool, at: QPoint | None = None) -> None:
        """One size larger or smaller."""
        self.set_zoom(next_zoom(self.percent, up), at)

    @property
    def percent(self) -> float:
        """The size of the current page in per cent, also where it is fitted."""
        if not len(self.stack):
            return 100.0
        return self.stack.rects[max(0, self.page)].scale / PIXELS_PER_POINT * 100

    def set_margin(self, width: int) -> None:
        """Keep so many pixels at the right free for notes."""
        if width != self._margin:
            self._margin = width
            self.relayout()

    def set_white_paper(self, white: bool) -> None:
        """In the dark theme, leave the pages as printed."""
        self._white_paper = white
        self._restyle()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """The marks on this paper."""
        by_page: dict[int, list[Mark]] = {}
        for mark in marks:
            for page in mark.anchor.pages:
                by_page.setdefault(page, []).append(mark)
        self._marks = {page: tuple(on_page) for page, on_page in by_page.items()}
        self.viewport().update()

    def marks_on(self, page: int) -> tuple[Mark, ...]:
        return self._marks.get(page, ())

    def choose_mark(self, mark: str) -> None:
        """Outline a mark; empty for none."""
        self._chosen = mark
        self.viewport().update()

    def set_hits(self, hits: dict[int, list[tuple[int, int]]], current: tuple[int, int, int] | None) -> None:
        """Show found ranges by page, and the current one (page, start, end)."""
        self._hits, self._current_hit = hits, current
        self.viewport().update()

    # Where

    @property
    def page(self) -> int:
        """The page being read: the one a third down the view."""
        return max(0, self._page)

    def place(self) -> tuple[int, float]:
        """The page at the top of the view and how far down it that is."""
        return self.stack.place(self.verticalScrollBar().value() + GAP)

    def set_place(self, page: int, offset: float) -> None:
        """Scroll to a place as `place` gives it."""
        self.verticalScrollBar().setValue(round(self.stack.y_of(page, offset)) - GAP)

    def go_to(self, page: int, box: Box | None = None) -> None:
        """Show a page from its top, or a box of it a third down the view; tells where we were."""
        self.jumped.emit(self.place())
        if box is None or not len(self.stack):
            self.set_place(page, 0.0)
        else:
            self.show_box(page, box)

    def show_box(self, page: int, box: Box) -> None:
        """Scroll as little as needed so that a box is in sight."""
        x, y, width, height = self.stack.to_desk(page, box)
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        view = self.viewport().height()
        if not vertical.value() + GAP <= y <= vertical.value() + view - min(height, view / 2) - GAP:
            vertical.setValue(round(y - view / 3))
        right = self.viewport().width() - self._margin
        if not horizontal.value() <= x <= horizontal.value() + right - min(width, right):
            horizontal.setValue(round(x - GAP))

    def view_rect(self, page: int, box: Box) -> QRectF:
        """A box of a page in viewport pixels."""
        x, y, width, height = self.stack.to_desk(page, box)
        return QRectF(
            x - self.horizontalScrollBar().value(), y - self.verticalScrollBar().value(), width, height
        )

    def page_rect(self, page: int) -> QRectF:
        """A page in viewport pixels, at whole device pixels."""
        rect, ratio = self.stack.rects[page], self.devicePixelRatioF()
        x = round((rect.x - self.horizontalScrollBar().value()) * ratio) / ratio
        y = round((rect.y - self.verticalScrollBar().value()) * ratio) / ratio
        return QRectF(x, y, rect.width, rect.height)

    def text_edge(self, page: int, box: Box | None = None) -> float:
        """Where a printed line, or without one the whole page, ends at the right, in viewport pixels.

        Beyond it nothing crosses words.
        """
        layout = self.paper.renderer.layout(page) if self.paper else None
        edge = box.x1 if box else float("inf")
        if layout is not None:
            middle = (layout.boxes[:, 1] + layout.boxes[:, 3]) / 2
            on_line = layout.drawn & ((middle >= box.y0) & (middle <= box.y1) if box else True)
            if on_line.any():
                edge = float(np.max(layout.boxes[on_line, 2]))
        rect = self.page_rect(page)
        return min(rect.left() + edge * self.stack.rects[page].scale + 8, rect.right())

    def is_sharp(self, page: int) -> bool:
        """Whether the page is drawn with a pixel for each of the screen's, not its rough picture."""
        return self._pictures.picture(self.stack, page, self.devicePixelRatioF())[1]

    def visible_pages(self) -> range:
        return self.stack.visible(self.verticalScrollBar().value(), max(1, self.viewport().height()))

    # Selection

    @property
    def selection(self) -> Selection | None:
        return self._selection

    def select(self, selection: Selection | None, show: bool = False) -> None:
        """Select; an empty selection is none. `show` scrolls to its end."""
        if selection is not None and selection.empty:
            selection = None
        if selection == self._selection:
            return
        self._selection = selection
        self.viewport().update()
        self.selection_changed.emit()
        layout = self.layout_of(selection.end.page) if selection and show else None
        if selection and layout:
            found = selection.on_page(selection.end.page, len(layout.text))
            boxes = line_boxes(layout, *found) if found else ()
            if boxes:
                self.show_box(selection.end.page, boxes[-1])

    def selected_text(self) -> str:
        """The selected words on one line; empty for none."""
        return selected_text(self._selection, self.layout_of) if self._selection else ""

    def layout_of(self, page: int) -> PageLayout | None:
        """The characters of a page, read at once if they are not there yet."""
        return self.paper.renderer.layout_now(page) if self.paper else None

    def keyboard_selection(self) -> KeyboardSelection | None:
        if self.paper is None:
            return None
        return KeyboardSelection(self.layout_of, self.paper.passages_of, len(self.paper.sizes))

    # Laying out and drawing

    def relayout(self, keep_place: bool = True, at: QPoint | None = None) -> None:
        """Place the pages anew, keeping what is at a point of the viewport where it is."""
        view = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        point = at or QPoint(0, GAP)
        page, offset = self.stack.place(vertical.value() + point.y())
        across = (horizontal.value() + point.x()) / max(1, self.stack.width)
        sizes = self.paper.sizes if self.paper else ()
        room = max(0, view.width() - self._margin + (GAP if self._margin else 0))
        self.stack = PageStack(sizes, self._zoom, room, view.height())
        vertical.setRange(0, max(0, self.stack.height - view.height()))
        vertical.setPageStep(max(1, view.height() - 48))
        vertical.setSingleStep(24)
        over = self.stack.width - room
        horizontal.setRange(0, max(0, over))
        horizontal.setPageStep(max(1, room))
        horizontal.setSingleStep(24)
        if keep_place:
            vertical.setValue(round(self.stack.y_of(page, offset)) - point.y())
            if over > 0:
                horizontal.setValue(round(across * self.stack.width) - point.x())
        self._after_move()

    def sizeHint(self) -> QSize:
        # Small, so that a window that scrolls its pages does not scroll the reader as well.
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.relayout()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._after_move()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        theme = self._painter.theme
        painter.fillRect(event.rect(), theme.color("sunken"))
        if self.paper is None:
            return
        for page in self.visible_pages():
            area = self.page_rect(page)
            image, sharp = self._pictures.picture(self.stack, page, self.devicePixelRatioF())
            self._painter.draw_page(painter, area, image, sharp)
            if self.paper.renderer.is_bad(page):
                painter.setPen(theme.color("page-ink") if self._painter.dim else Qt.GlobalColor.black)
                sentence = f"Page {self.paper.labels[page]} of this paper cannot be drawn."
                painter.drawText(area.adjusted(24, 24, -24, -24), Qt.TextFlag.TextWordWrap, sentence)
            self._painter.draw_overlay(painter, area, self.stack.rects[page], self._overlay(page))
        contrast = theme.name == "contrast"
        for leader in self.leaders:
            elbow = leader.elbow
            on_page = QPen(theme.color("page-line" if contrast else "line-strong"), 1)
            painter.setPen(on_page)
            painter.drawLine(round(leader.from_x), round(leader.y), round(elbow), round(leader.y))
            painter.setPen(QPen(theme.color("line-strong"), 1))
            off_page = min(elbow, max(leader.from_x, leader.page_edge))
            painter.drawLine(round(off_page), round(leader.y), round(elbow), round(leader.y))
            painter.drawLine(round(elbow), round(leader.y), round(elbow), round(leader.card_y))
            painter.drawLine(round(elbow), round(leader.card_y), round(leader.to_x), round(leader.card_y))
        if self._ring:
            # A ring outside would be off the screen, so the page draws it inside its own edge.
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _overlay(self, page: int) -> Overlay:
        layout = self.paper.renderer.layout(page) if self.paper else None
        marks = self._marks.get(page, ())
        if layout is None:
            return Overlay(page, marks, self._chosen, dotted=self.dotted.get(page, ()))
        selected = self._selection.on_page(page, len(layout.text)) if self._selection else None
        current = self._current_hit
        here = current is not None and current[0] == page
        return Overlay(
            page,
            marks,
            self._chosen,
            line_boxes(layout, *selected) if selected else (),
            tuple(
                line_boxes(layout, *hit)
                for hit in self._hits.get(page, ())
                if current is None or (page, *hit) != current
            ),
            line_boxes(layout, current[1], current[2]) if here and current else (),
            self.dotted.get(page, ()),
        )

    def _ask(self) -> None:
        if len(self.stack):
            self._pictures.ask(self.stack, self.visible_pages(), self.devicePixelRatioF())

    def _after_move(self) -> None:
        self._asking.start()
        self._note_page()
        self.viewport().update()
        self.view_moved.emit()

    def _note_page(self) -> None:
        if not len(self.stack):
            return
        page = self.stack.page_at(self.verticalScrollBar().value() + self.viewport().height() / 3)
        if page != self._page and self.paper is not None:
            self._page = page
            label = self.paper.labels[page]
            self.setAccessibleName(f"Pack page {label}, {page + 1} of {len(self.stack)}, {self.paper.title}")
            self.page_changed.emit(page)

    def _on_page_drawn(self, page: int) -> None:
        if page in self.visible_pages():
            self.viewport().update()

    def _restyle(self) -> None:
        self._painter = PagePainter(current_theme(), self._white_paper)
        self._pictures.set_shade(self._painter.shade)
        self._asking.start()
        self.viewport().update()

    # Input

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The base class would scroll for Alt+Left too, which is the way back.
        if not handle_key(self, event):
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_by_step(event.angleDelta().y() > 0, event.position().toPoint())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in _BY_KEYBOARD
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._asking.start()
