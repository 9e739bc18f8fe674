"""The paper as it came, beside its review: one page, with a box where each thing was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panel_app.domain.papers import Box, Page
from panel_app.ui.reader.render import PagePicture, Renderer, Shade
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import IconButton
from panel_app.ui.widgets.layout_text import text_width
from panel_app.ui.widgets.text import Label


@dataclass(frozen=True, slots=True)
class ReadBox:
    """Where something was read: its key, the word on its tag, and whether it must be put right."""

    key: str
    tag: str
    page: int
    box: Box
    error: bool = False


class _Sheet(QWidget):
    """One page as large as there is room for. Signals: `resized()`."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.renderer: Renderer | None = None
        self.page: Page | None = None
        self.boxes: tuple[ReadBox, ...] = ()
        self.chosen = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 320)

    def area(self) -> QRect:
        """Where the page is drawn."""
        if self.page is None:
            return QRect()
        room = self.rect()
        scale = min(room.width() / max(1.0, self.page.width), room.height() / max(1.0, self.page.height))
        width, height = int(self.page.width * scale), int(self.page.height * scale)
        return QRect((room.width() - width) // 2, 0, width, height)

    def key(self, page: int) -> PagePicture:
        """The picture that is wanted of a page: as many pixels as the screen has there."""
        theme = current_theme()
        shade = Shade(theme.tokens["page"], theme.tokens["page-ink"]) if theme.name == "dark" else None
        return PagePicture(page, max(1, round((self.area().width() - 2) * self.devicePixelRatioF())), shade)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.page is None:
            return
        theme, area = current_theme(), self.area()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(area, theme.color("page"))
        if self.renderer is not None:
            key = self.key(self.page.index)
            image = self.renderer.picture(key) or self.renderer.rough_picture(key)
            if image is not None:
                painter.drawImage(area.adjusted(1, 1, -1, -1), image)
        painter.setPen(theme.color("page-line"))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        scale = area.width() / max(1.0, self.page.width)
        for box in self.boxes:
            if box.page == self.page.index:
                self._draw_box(painter, area, scale, box)

    def _draw_box(self, painter: QPainter, area: QRect, scale: float, read: ReadBox) -> None:
        theme = current_theme()
        colour = theme.color("bad" if read.error else "accent")
        if theme.name == "contrast":
            # The page stays white there: the colours of a black screen would not be seen on it.
            colour = theme.color("page-ink")
        box = read.box
        rect = QRectF(
            area.left() + box.x0 * scale - 4,
            area.top() + box.y0 * scale - 3,
            box.width * scale + 8,
            box.height * scale + 6,
        )
        style = Qt.PenStyle.DashLine if read.error else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 2 if read.error or read.key == self.chosen else 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if read.key == self.chosen:
            wash = theme.color("accent")
            wash.setAlpha(36)
            painter.fillRect(rect, wash)
        painter.drawRect(rect)
        font = theme.font("small", True)
        width, height = text_width(read.tag, font) + theme.px(10), theme.px(20)
        tag = QRectF(min(rect.right(), area.right()) - width, rect.top(), width, height)
        painter.fillRect(tag, colour)
        painter.setFont(font)
        on = theme.color("page" if theme.name == "contrast" else "on-accent")
        painter.setPen(on)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, read.tag)


class PagePane(QWidget):
    """The page with previous and next; it follows the entry that is chosen beside it. `clear()` ends it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("The paper as it came")
        self._pages: Sequence[Page] = ()
        self._at = 0
        self._renderer: Renderer | None = None
        self.sheet = _Sheet()
        self.place = Label("", colour="ink-2")
        self.previous_button = IconButton("back", "Previous page of the paper")
        self.next_button = IconButton("forward", "Next page of the paper")
        self._pager = QHBoxLayout()
        self._pager.addWidget(self.place, 1)
        self._pager.addWidget(self.previous_button)
        self._pager.addWidget(self.next_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._pager)
        self._column.addWidget(self.sheet, 1)
        self.previous_button.clicked.connect(lambda: self.show_page(self._at - 1))
        self.next_button.clicked.connect(lambda: self.show_page(self._at + 1))
        self.sheet.resized.connect(self._want)
        follow_theme(self, self._restyle)

    @property
    def page(self) -> int:
        """The index of the page that is shown."""
        return self._at

    def set_paper(self, data: bytes, pages: Sequence[Page]) -> None:
        """Show a paper from its first page."""
        self.clear()
        self._renderer = Renderer(data, self)
        self._renderer.page_drawn.connect(self._on_page_drawn)
        self.sheet.renderer = self._renderer
        self._pages = pages
        self.show_page(0)

    def clear(self) -> None:
        """Show nothing, and free the paper."""
        old, self._renderer, self.sheet.renderer = self._renderer, None, None
        self._pages, self.sheet.page, self.sheet.boxes = (), None, ()
        if old is not None:
            old.stop()
            old.deleteLater()
        self.sheet.update()

    def show_page(self, page: int) -> None:
        """Show the page of an index; one outside the paper is brought inside."""
        if not self._pages:
            return
        self._at = max(0, min(page, len(self._pages) - 1))
        self.sheet.page = self._pages[self._at]
        label = self._pages[self._at].label
        self.place.set_text(f"The paper as it came: pack page {label}")
        self.sheet.setAccessibleName(f"Pack page {label} of the paper as it came")
        self.previous_button.setEnabled(self._at > 0)
        self.next_button.setEnabled(self._at + 1 < len(self._pages))
        self._want()
        self.sheet.update()

    def set_boxes(self, boxes: Sequence[ReadBox], chosen: str = "") -> None:
        """Draw these boxes on their pages, the chosen one stronger."""
        self.sheet.boxes, self.sheet.chosen = tuple(boxes), chosen
        self.sheet.update()

    def _want(self) -> None:
        if self._renderer is None or self.sheet.area().width() < 8:
            return
        near = [p for p in (self._at, self._at + 1, self._at - 1) if 0 <= p < len(self._pages)]
        self._renderer.want([self.sheet.key(p) for p in near])

    def _on_page_drawn(self, page: int) -> None:
        if page == self._at:
            self.sheet.update()

    def _restyle(self) -> None:
        theme = current_theme()
        self._column.setContentsMargins(theme.space(40), theme.space(8), theme.space(24), theme.space(24))
        self._column.setSpacing(theme.space(8))
        self._pager.setSpacing(theme.space(8))
        self._want()
        self.update()
