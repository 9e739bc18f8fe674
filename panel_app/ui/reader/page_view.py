"""The pages of a paper on the desk: scrolled, zoomed, selected on, and drawn with their marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from panel_app.domain.marks import Mark, MarkColour, MarkKind, Stroke
from panel_app.domain.papers import Box
from panel_app.domain.sharing import ColleagueMark
from panel_app.services.pdf_pages import PageLayout, line_boxes
from panel_app.ui.keys import tell_keys
from panel_app.ui.reader.ink_pen import InkPen
from panel_app.ui.reader.leaders import Leader, draw_leaders
from panel_app.ui.reader.page_keys import KEYS, handle_key
from panel_app.ui.reader.page_links import PageLinks
from panel_app.ui.reader.page_painter import Overlay, PagePainter
from panel_app.ui.reader.page_pointer import PagePointer
from panel_app.ui.reader.page_wheel import PageWheel
from panel_app.ui.reader.scrolled_pages import ScrolledPages
from panel_app.ui.reader.selection import KeyboardSelection, Selection, selected_text
from panel_app.ui.reader.shown_paper import ShownPaper
from panel_app.ui.roles import speak_as
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.focus import NO_RING

_OF_THE_READER = (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton)
"""These go back and forward over jumps."""
_LEAST_NAME = 48
"""Room for a colleague's name at 100 % text, if need be beyond the page's edge."""
_SELECTING = (
    "Shift and Down selects the passage at the top of the view, and then one passage more; "
    "Shift and Up one fewer. With Control too these go by lines. Shift with Left or Right moves the end by "
    "a word; Control, Shift with Left or Right moves the beginning. Escape lets go."
)


class PageView(ScrolledPages):
    """Continuous pages with selection.

    Signals: those of the scrolled pages, and `selection_changed()`; `mark_pressed(mark id)` for a click on a
    mark; `copy_wanted()`; `link_followed(PageLink)`; `drawing_left()` for Escape while the pen draws;
    `no_words_met(page)` where words were to be selected and there are none.
    """

    selection_changed = Signal()
    mark_pressed = Signal(str)
    copy_wanted = Signal()
    link_followed = Signal(object)
    no_words_met = Signal(int)
    drawing_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaders: list[Leader] = []
        self.dotted: dict[int, tuple[Box, ...]] = {}
        """What is underlined with dots, by page: the words of figures that do not agree."""
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._theirs: tuple[ColleagueMark, ...] = ()
        self._chosen = ""
        self._selection: Selection | None = None
        self._hits: dict[int, list[tuple[int, int]]] = {}
        self._current_hit: tuple[int, int, int] | None = None
        self._share_of: Callable[[int, int], float] = lambda page, start: 0.0
        self._white_paper = False
        self._ring = False
        self._painter = PagePainter(current_theme(), False)
        self._pointer = PagePointer(self)
        self._wheel = PageWheel(self)
        self.pen = InkPen(self)
        self.links = PageLinks(self)
        self.setProperty(NO_RING, True)
        speak_as(self, QAccessible.Role.Document)
        self.setAccessibleDescription(_SELECTING)
        tell_keys(self, *KEYS)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        follow_theme(self, self._restyle)

    # What is shown

    def set_paper(self, paper: ShownPaper | None) -> None:
        self._marks, self._hits, self._current_hit, self.dotted = {}, {}, None, {}
        self._theirs = ()
        self._selection, self._chosen = None, ""
        self.links.let_go()
        if paper is not None:
            paper.renderer.page_drawn.connect(self._on_page_drawn)
            paper.renderer.layout_read.connect(self._on_page_drawn)
        super().set_paper(paper)

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

    def set_theirs(self, theirs: Sequence[ColleagueMark]) -> None:
        """The colleagues' marks on this paper: only framed, with the name beside."""
        self._theirs = tuple(theirs)
        self.viewport().update()

    def name_rect(self, one: ColleagueMark) -> QRectF | None:
        """Where a colleague's name stands: right of the first line of the words, where none are."""
        anchor = one.mark.anchor
        if not anchor.boxes:
            return None
        theme, words = current_theme(), self.view_rect(anchor.page, anchor.boxes[0])
        left = self.text_edge(anchor.page, anchor.boxes[0])
        room = max(self.page_rect(anchor.page).right() - left - 2, theme.px(_LEAST_NAME))
        width = QFontMetrics(theme.font("small")).horizontalAdvance(one.colleague.name) + theme.space(12)
        height = theme.line_height("small")
        return QRectF(left, words.center().y() - height / 2, min(width, room), height)

    def marks_on(self, page: int) -> tuple[Mark, ...]:
        return self._marks.get(page, ())

    def has_bookmark(self, page: int) -> bool:
        """Whether a page has a bookmark that stands there for sure."""
        return any(m.kind is MarkKind.BOOKMARK and not m.asks for m in self.marks_on(page))

    def choose_mark(self, mark: str) -> None:
        """Outline a mark; empty for none."""
        self._chosen = mark
        self.viewport().update()

    def set_hits(
        self,
        hits: dict[int, list[tuple[int, int]]],
        current: tuple[int, int, int] | None,
        share_of: Callable[[int, int], float] = lambda page, start: 0.0,
    ) -> None:
        """Show found ranges by page, and the current one (page, start, end); `share_of(page, start)` is about
        how far down its page a place stands, 0 to 1.
        """
        self._hits, self._current_hit, self._share_of = hits, current, share_of
        self._mark_bar()
        self.viewport().update()

    def _mark_bar(self) -> None:
        def share(page: int, start: int) -> float:
            return self.stack.y_of(page, self._share_of(page, start)) / max(1, self.stack.height)

        current = self._current_hit
        self.bar.set_hits(
            [share(page, start) for page, found in self._hits.items() for start, _ in found],
            share(*current[:2]) if current else None,
        )

    def relayout(self, keep_place: bool = True, at: QPoint | None = None) -> None:
        super().relayout(keep_place, at)
        self._mark_bar()

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

    # Drawing

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
            self.pen.paint(painter, page)
        draw_leaders(painter, theme, self.leaders)
        for theirs in self._theirs:
            rect = self.name_rect(theirs) if theirs.mark.anchor.page in self.visible_pages() else None
            if rect is not None:
                self._painter.draw_name(painter, rect, theirs.colleague.name)
        if self._ring:
            # A ring outside would be off the screen, so the page draws it inside its own edge.
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def draw_strokes(
        self, painter: QPainter, page: int, strokes: Sequence[Stroke], colour: MarkColour
    ) -> None:
        """Ink on a page that is in sight."""
        self._painter.draw_strokes(painter, self.page_rect(page), self.stack.rects[page], strokes, colour)

    def _overlay(self, page: int) -> Overlay:
        layout = self.paper.renderer.layout(page) if self.paper else None
        marks = self._marks.get(page, ())
        if layout is None:
            dotted = self.dotted.get(page, ())
            return Overlay(page, marks, self._chosen, dotted=dotted, theirs=self._theirs_on(page))
        selected = self._selection.on_page(page, len(layout.text)) if self._selection else None
        current = self._current_hit
        here = current is not None and current[0] == page
        link = self.links.current_on(page)
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
            link.boxes if link else (),
            self._theirs_on(page),
        )

    def _theirs_on(self, page: int) -> tuple[ColleagueMark, ...]:
        return tuple(one for one in self._theirs if page in one.mark.anchor.pages)

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
        if self._wheel.turn(event):
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.NativeGesture, QEvent.Type.Gesture) and self._wheel.gesture(event):
            return True
        if isinstance(event, QTabletEvent) and self.pen.tablet(event):
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in _OF_THE_READER:
            event.ignore()
            return
        if self.pen.active:
            self.pen.mouse(event)
        else:
            self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.pen.active:
            self.pen.mouse(event)
        else:
            self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.pen.active:
            self.pen.mouse(event)
        else:
            self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() in _OF_THE_READER:
            event.ignore()
            return
        if self.pen.active:
            # The second of two quick dots.
            self.mousePressEvent(event)
        else:
            self._pointer.double_click(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.viewport().update()
