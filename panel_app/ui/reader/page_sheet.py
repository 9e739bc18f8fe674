"""One page of a PDF, as large as there is room for; what stands over it is a subclass's to draw."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from panel_app.ui.reader.render import PagePicture, Renderer, Shade
from panel_app.ui.roles import speak_as
from panel_app.ui.theme import current_theme

_A4 = (210.0, 297.0)


class PageSheet(QWidget):
    """The page `page` of what `renderer` draws; `paper_size` is its width and height in any unit.

    Signals: `resized()`, when another picture is wanted.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.renderer: Renderer | None = None
        self.page = 0
        self.paper_size = _A4
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as(self, QAccessible.Role.Document)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 320)

    def sheet(self) -> QRect:
        """Where the page is drawn."""
        room = self.rect().adjusted(4, 4, -4, -4)
        across, down = self.paper_size
        width = min(room.width(), int(room.height() * across / down))
        height = round(width * down / across)
        return QRect(room.left() + (room.width() - width) // 2, room.top(), width, height)

    def key(self, page: int) -> PagePicture:
        """The picture that is wanted of a page: as many pixels as the screen has there."""
        theme = current_theme()
        shade = Shade(theme.tokens["page"], theme.tokens["page-ink"]) if theme.name == "dark" else None
        return PagePicture(page, max(1, round((self.sheet().width() - 2) * self.devicePixelRatioF())), shade)

    def want(self, count: int) -> None:
        """Ask for the page and its neighbours, of `count` that there are."""
        if self.renderer is not None:
            near = [p for p in (self.page, self.page + 1, self.page - 1) if 0 <= p < count]
            self.renderer.want([self.key(p) for p in near])

    def paint_over(self, painter: QPainter, sheet: QRect) -> None:
        """Draw what stands over the page."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = self.sheet()
        painter.fillRect(sheet, theme.color("page"))
        if self.renderer is not None:
            key = self.key(self.page)
            image = self.renderer.picture(key) or self.renderer.rough_picture(key)
            if image is not None:
                painter.drawImage(sheet.adjusted(1, 1, -1, -1), image)
        self.paint_over(painter, sheet)
        painter.setPen(theme.color("page-line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))
