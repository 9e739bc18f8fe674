"""The pages of a paper as a long scrolled sheet: where each stands, how large, and which one is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from panel_app.domain.papers import Box
from panel_app.ui.reader.geometry import (
    FIT_WIDTH,
    GAP,
    PIXELS_PER_POINT,
    PageStack,
    begins_at_the_right,
    next_zoom,
)
from panel_app.ui.reader.glide import Glide
from panel_app.ui.reader.hit_bar import HitBar
from panel_app.ui.reader.page_pictures import PagePictures
from panel_app.ui.reader.shown_paper import ShownPaper


class ScrolledPages(QAbstractScrollArea):
    """Continuous pages, one across or two side by side, without what is drawn on them.

    Signals: `page_changed(page)` when another page is the one being read; `zoom_changed(zoom)` also when two
    pages are shown or one; `view_moved()` after every scroll, zoom or resize; `jumped(place)` with the place
    left by a jump within the view.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(str)
    view_moved = Signal()
    jumped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper: ShownPaper | None = None
        self.stack = PageStack((), FIT_WIDTH, 0, 0)
        self._zoom = FIT_WIDTH
        self._two_pages = False
        self._margin = 0
        self._page = -1
        self._pictures = PagePictures()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self.bar = HitBar()
        self.setVerticalScrollBar(self.bar)
        self.glide = Glide(self)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Page")

    def set_paper(self, paper: ShownPaper | None) -> None:
        """Show another paper from its first page, or none."""
        self.paper = paper
        self._pictures.set_paper(paper)
        self._page = -1
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

    @property
    def two_pages(self) -> bool:
        """Whether two pages stand side by side."""
        return self._two_pages

    def set_two_pages(self, two_pages: bool) -> None:
        """Show two pages side by side or one, with the page being read in sight."""
        if two_pages == self._two_pages:
            return
        page = self.page
        self._two_pages = two_pages
        self.relayout()
        if len(self.stack):
            self.set_place(page, 0.0)
        self.zoom_changed.emit(self._zoom)

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

    # Where

    @property
    def page(self) -> int:
        """The page being read: the one a third down the view."""
        return max(0, self._page)

    def place(self) -> tuple[int, float]:
        """The page at the top of the view and how far down it that is."""
        y = self.verticalScrollBar().value() + GAP
        page, offset = self.stack.place(y)
        if self._two_pages and len(self.stack) and self._page in self.stack.row(page):
            # Of two side by side the one being read, so that it is that again when the place comes back.
            rect = self.stack.rects[self._page]
            if rect.y <= y <= rect.bottom:
                return self._page, (y - rect.y) / rect.height
        return page, offset

    def set_place(self, page: int, offset: float) -> None:
        """Scroll at once to a place as `place` gives it; a page gone to is the one being read, also where the
        end of the paper keeps it from the top.
        """
        self.glide.stop()
        bar, ratio = self.verticalScrollBar(), self.devicePixelRatioF()
        top = min(max(bar.minimum(), round(self.stack.y_of(page, offset)) - GAP), bar.maximum())
        ahead = self.stack.visible(top, max(1, self.viewport().height()))
        # The thread draws while the window does what else comes with a jump.
        self._pictures.ask(self.stack, ahead, ratio)
        bar.setValue(top)
        if page in ahead and (offset == 0.0 or page in self.stack.row(self.page)):
            self._read(page)
        if ahead:
            self._pictures.wait(self.stack, ahead[0], ratio)

    def step(self, by: int) -> None:
        """To the top of the next page or the one before; of two side by side to the next two."""
        if len(self.stack):
            self.set_place(self.stack.row_beside(self.page, by)[0], 0.0)

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
        self.glide.stop()
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

    def point_on_page(self, point: QPointF) -> tuple[int, float, float]:
        """The page at or nearest above a point of the viewport, and the point on it."""
        x, y = self._on_desk(point)
        page = self.stack.page_at(y, x)
        return page, *self.stack.to_page(page, x, y)

    def point_of_page(self, page: int, point: QPointF) -> tuple[float, float]:
        """A point of the viewport on a page, also where it is beside it."""
        return self.stack.to_page(page, *self._on_desk(point))

    def _on_desk(self, point: QPointF) -> tuple[float, float]:
        return point.x() + self.horizontalScrollBar().value(), point.y() + self.verticalScrollBar().value()

    def page_rect(self, page: int) -> QRectF:
        """A page in viewport pixels, at whole device pixels."""
        rect, ratio = self.stack.rects[page], self.devicePixelRatioF()
        x = round((rect.x - self.horizontalScrollBar().value()) * ratio) / ratio
        y = round((rect.y - self.verticalScrollBar().value()) * ratio) / ratio
        return QRectF(x, y, rect.width, rect.height)

    def is_sharp(self, page: int) -> bool:
        """Whether the page is drawn with a pixel for each of the screen's, not its rough picture."""
        return self._pictures.picture(self.stack, page, self.devicePixelRatioF())[1]

    def visible_pages(self) -> range:
        return self.stack.visible(self.verticalScrollBar().value(), max(1, self.viewport().height()))

    def small_picture(self, page: int) -> QImage | None:
        """A page's thumbnail in the colours of the pages; None where there is none."""
        image = self._pictures.thumbnail(page)
        return None if image is None or image.isNull() else image

    # Laying out

    def relayout(self, keep_place: bool = True, at: QPoint | None = None) -> None:
        """Place the pages anew, keeping what is at a point of the viewport where it is."""
        self.glide.stop()
        view = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        point = at or QPoint(0, GAP)
        x: float = horizontal.value() + point.x()
        y: float = vertical.value() + point.y()
        kept = self.stack.page_at(y, x if at else 0.0)
        on_page = self.stack.to_page(kept, x, y) if len(self.stack) else (0.0, 0.0)
        paper = self.paper
        lone = begins_at_the_right(paper.labels) if paper else False
        room = max(0, view.width() - self._margin + (GAP if self._margin else 0))
        self.stack = PageStack(
            paper.sizes if paper else (), self._zoom, room, view.height(), self._two_pages, lone
        )
        vertical.setRange(0, max(0, self.stack.height - view.height()))
        vertical.setPageStep(max(1, view.height() - 48))
        vertical.setSingleStep(24)
        over = self.stack.width - room
        horizontal.setRange(0, max(0, over))
        horizontal.setPageStep(max(1, room))
        horizontal.setSingleStep(24)
        if keep_place and kept < len(self.stack):
            x, y = self.stack.from_page(kept, *on_page)
            vertical.setValue(round(y) - point.y())
            if over > 0:
                horizontal.setValue(round(x) - point.x())
        self._after_move()

    def sizeHint(self) -> QSize:
        # Small, so that a window that scrolls its pages does not scroll the reader as well.
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.relayout()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._after_move()

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
        # Of two side by side the one that was gone to stays the one being read.
        if not (0 <= self._page < len(self.stack) and self._page in self.stack.row(page)):
            self._read(page)

    def _read(self, page: int) -> None:
        if page == self._page or self.paper is None:
            return
        self._page = page
        label = self.paper.labels[page]
        self.setAccessibleName(f"Pack page {label}, {page + 1} of {len(self.stack)}, {self.paper.title}")
        self.page_changed.emit(page)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._asking.start()
