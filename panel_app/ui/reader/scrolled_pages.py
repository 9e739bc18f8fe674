"""The pages of a paper as a long scrolled sheet: where each stands, how large, and which one is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from panel_app.domain.papers import Box
from panel_app.ui.reader.geometry import FIT_WIDTH, GAP, PIXELS_PER_POINT, PageStack, next_zoom
from panel_app.ui.reader.page_pictures import PagePictures
from panel_app.ui.reader.shown_paper import ShownPaper


class ScrolledPages(QAbstractScrollArea):
    """Continuous pages, without what is drawn on them.

    Signals: `page_changed(page)` when another page is the one being read; `zoom_changed(zoom)`;
    `view_moved()` after every scroll, zoom or resize; `jumped(place)` with the place left by a jump within
    the view.
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
        self._margin = 0
        self._page = -1
        self._pictures = PagePictures()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
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

    def is_sharp(self, page: int) -> bool:
        """Whether the page is drawn with a pixel for each of the screen's, not its rough picture."""
        return self._pictures.picture(self.stack, page, self.devicePixelRatioF())[1]

    def visible_pages(self) -> range:
        return self.stack.visible(self.verticalScrollBar().value(), max(1, self.viewport().height()))

    # Laying out

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._asking.start()
