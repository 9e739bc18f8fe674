"""The paper as it came, beside its review: one page, with a frame where each thing was read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panel_app.domain.papers import Page
from panel_app.ui.keys import tell_keys
from panel_app.ui.models.review_frames import Frame
from panel_app.ui.models.review_words import page_words
from panel_app.ui.reader.page_sheet import PageSheet
from panel_app.ui.reader.render import Renderer
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import IconButton
from panel_app.ui.widgets.layout_text import text_width
from panel_app.ui.widgets.text import Label

_ZOOMS = (1.0, 1.5, 2.0, 3.0)
_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class FramedSheet(PageSheet):
    """A page with frames over it. Signals: `frame_pressed(key)`, `step_wanted(-1 or 1)`."""

    frame_pressed = Signal(str)
    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_keys(self, ("Page Up, Page Down", "The page before or after, while the keyboard is on the page"))
        self.frames: tuple[Frame, ...] = ()
        self.chosen = ""

    def rect_of(self, frame: Frame) -> QRectF:
        """Where a frame is drawn."""
        sheet = self.sheet()
        scale = sheet.width() / self.paper_size[0]
        box = frame.box
        return QRectF(
            sheet.left() + box.x0 * scale - 4,
            sheet.top() + box.y0 * scale - 1,
            box.width * scale + 8,
            box.height * scale + 2,
        ).intersected(QRectF(sheet))

    def shown_frames(self) -> list[Frame]:
        """Those of the page, the chosen one last so that it lies on top."""
        here = [frame for frame in self.frames if frame.page == self.page]
        return sorted(here, key=lambda frame: frame.key == self.chosen)

    def paint_over(self, painter: QPainter, sheet: QRect) -> None:
        shown = self.shown_frames()
        font = current_theme().font("small", True)
        # A tag is no higher than a line, so that those of a close list do not hide one another.
        least = min((int(self.rect_of(frame).height()) for frame in shown), default=0)
        font.setPixelSize(max(9, min(font.pixelSize(), least - 3)))
        for frame in shown:
            self._paint_frame(painter, frame, font, sheet.right())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for frame in reversed(self.shown_frames()):
            if self.rect_of(frame).contains(event.position()):
                self.frame_pressed.emit(frame.key)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.step_wanted.emit(step)
            return
        super().keyPressEvent(event)

    def _paint_frame(self, painter: QPainter, frame: Frame, font: QFont, edge: int) -> None:
        theme = current_theme()
        rect, chosen = self.rect_of(frame), frame.key == self.chosen
        # On the page's own colours: a theme's accent may be as light as the paper.
        colour = theme.color(("bad" if frame.error else "accent") if theme.name != "contrast" else "page-ink")
        if chosen or frame.error:
            wash = QColor(colour)
            wash.setAlpha(28)
            painter.fillRect(rect, wash)
        style = Qt.PenStyle.DashLine if frame.error else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 2 if frame.error or chosen else 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        height = min(rect.height(), font.pixelSize() + theme.space(6))
        width = text_width(frame.tag, font) + theme.space(10)
        # Beside the words where the page has room there, so that it hides none of them.
        left = rect.right() if rect.right() + width <= edge else rect.right() - width
        tag = QRectF(left, rect.top(), width, height)
        painter.fillRect(tag, colour)
        painter.setFont(font)
        painter.setPen(theme.color("page" if theme.name == "contrast" else "on-accent"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, frame.tag)


class PagePane(QWidget):
    """The page with previous and next, smaller and larger. `clear()` ends it.

    Signals: `frame_pressed(key)`.
    """

    frame_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("The paper as it came")
        self._pages: Sequence[Page] = ()
        self._at = 0
        self._zoom = 0
        self._renderer: Renderer | None = None
        self.place = Label("", colour="ink-2")
        self.smaller_button = IconButton("minus", "Page smaller")
        self.larger_button = IconButton("plus", "Page larger")
        self.previous_button = IconButton("back", "Previous page of the paper")
        self.next_button = IconButton("forward", "Next page of the paper")
        self.sheet = FramedSheet()
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.sheet)
        self.sheet.setAutoFillBackground(False)
        self._pager = QHBoxLayout()
        self._pager.addWidget(self.place, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.smaller_button, self.larger_button, self.previous_button, self.next_button):
            self._pager.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._pager)
        self._column.addWidget(self._scroll, 1)
        self._connect()
        follow_theme(self, self._restyle)

    @property
    def page(self) -> int:
        """The index of the page that is shown."""
        return self._at

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(200), 320)

    def set_paper(self, data: bytes, pages: Sequence[Page]) -> None:
        """Show a paper from its first page."""
        self.clear()
        self._renderer = Renderer(data, self)
        self._renderer.page_drawn.connect(self._on_page_drawn)
        self.sheet.renderer = self._renderer
        self._pages = pages
        self.show_page(0)

    def clear(self) -> None:
        """Show nothing, and free the paper. Safe to call again."""
        old, self._renderer, self.sheet.renderer = self._renderer, None, None
        self._pages, self.sheet.frames, self.sheet.chosen = (), (), ""
        if old is not None:
            old.stop()
            old.deleteLater()
        self.sheet.update()

    def show_page(self, page: int) -> None:
        """Show the page of an index; one outside the paper is brought inside."""
        if not self._pages:
            return
        self._at = max(0, min(page, len(self._pages) - 1))
        shown = self._pages[self._at]
        self.sheet.page = self._at
        self.sheet.paper_size = (max(1.0, shown.width), max(1.0, shown.height))
        words = page_words(shown.label, self._at + 1, len(self._pages))
        self.place.set_text(words)
        self.sheet.setAccessibleName(f"{words} of the paper as it came")
        self.previous_button.setEnabled(self._at > 0)
        self.next_button.setEnabled(self._at + 1 < len(self._pages))
        self._fit()
        self.sheet.update()

    def set_frames(self, frames: Sequence[Frame], chosen: str = "") -> None:
        """Draw these frames on their pages, the chosen one stronger and in sight."""
        self.sheet.frames, self.sheet.chosen = tuple(frames), chosen
        tags = [frame.tag for frame in self.sheet.shown_frames()]
        self.sheet.setAccessibleDescription(f"Framed: {', '.join(tags)}" if tags else "")
        self.sheet.update()
        self._show_chosen()

    def _show_chosen(self) -> None:
        for frame in self.sheet.shown_frames():
            if frame.key == self.sheet.chosen:
                middle = self.sheet.rect_of(frame).center().toPoint()
                room = self._scroll.viewport().size() / 3
                self._scroll.ensureVisible(middle.x(), middle.y(), room.width(), room.height())

    def _fit(self) -> None:
        """The whole page at first; larger, it is as many times as wide and scrolls."""
        room = self._scroll.viewport().size()
        zoom = _ZOOMS[self._zoom]
        across, down = self.sheet.paper_size
        if self._zoom:
            width = int(room.width() * zoom)
            room = QSize(width, round((width - 8) * down / across) + 8)
        self._scroll.setWidgetResizable(not self._zoom)
        self.sheet.setMinimumSize(QSize(0, 0))
        self.sheet.resize(room)
        self.smaller_button.setEnabled(self._zoom > 0)
        self.larger_button.setEnabled(self._zoom + 1 < len(_ZOOMS))
        self._want()

    def _step_zoom(self, step: int) -> None:
        self._zoom = max(0, min(self._zoom + step, len(_ZOOMS) - 1))
        self._fit()
        self._scroll.verticalScrollBar().setValue(0)
        self._scroll.horizontalScrollBar().setValue(0)
        self._show_chosen()

    def _connect(self) -> None:
        self.previous_button.clicked.connect(lambda: self.show_page(self._at - 1))
        self.next_button.clicked.connect(lambda: self.show_page(self._at + 1))
        self.smaller_button.clicked.connect(lambda: self._step_zoom(-1))
        self.larger_button.clicked.connect(lambda: self._step_zoom(1))
        self.sheet.step_wanted.connect(lambda step: self.show_page(self._at + step))
        self.sheet.frame_pressed.connect(self.frame_pressed)
        self.sheet.resized.connect(self._want)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom:
            self._fit()

    def _want(self) -> None:
        if self.sheet.sheet().width() > 8:
            self.sheet.want(len(self._pages))

    def _on_page_drawn(self, page: int) -> None:
        if page == self._at:
            self.sheet.update()

    def _restyle(self) -> None:
        theme = current_theme()
        self._column.setContentsMargins(theme.space(24), theme.space(8), theme.space(16), theme.space(16))
        self._column.setSpacing(theme.space(8))
        self._pager.setSpacing(theme.space(8))
        self._want()
        self.update()
