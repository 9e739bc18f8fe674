"""Which picture of a page to draw now, and which to ask the render thread for next."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from panel_app.ui.reader.geometry import PageStack
from panel_app.ui.reader.render import PagePicture, Shade
from panel_app.ui.reader.shown_paper import ShownPaper
from panel_app.ui.reader.tone import dimmed

PREFETCH_BYTES = 64 * 1024 * 1024
"""What the pages beside those in sight may take: on the largest screens two or three."""
_THUMBNAILS_KEPT = 24
_MOMENT = 0.012
"""Seconds: less than a frame of the screen."""


class PagePictures:
    """The sharp picture where there is one, else a rough one, else the thumbnail."""

    def __init__(self) -> None:
        self.paper: ShownPaper | None = None
        self.shade: Shade | None = None
        self._thumbnails: dict[int, QImage] = {}

    def set_paper(self, paper: ShownPaper | None) -> None:
        """Draw another paper."""
        self.paper = paper
        self._thumbnails.clear()

    def set_shade(self, shade: Shade | None) -> None:
        """Dim the pages so, or not at all."""
        self.shade = shade
        self._thumbnails.clear()

    def picture(self, stack: PageStack, page: int, ratio: float) -> tuple[QImage | None, bool]:
        """What there is of a page, and whether it has exactly the pixels of a screen of this ratio."""
        if self.paper is None:
            return None, False
        key, renderer = self._key(stack, page, ratio), self.paper.renderer
        image = renderer.picture(key)
        if image is not None:
            return image, image.width() == key.width
        rough = renderer.rough_picture(key)
        return (rough if rough is not None else self.thumbnail(page)), False

    def ask(self, stack: PageStack, visible: range, ratio: float) -> None:
        """Ask for what is in sight, then for the neighbours as far as they take not too much memory."""
        if self.paper is None or not visible:
            return
        after = [*stack.row_beside(visible[-1], 1), *stack.row_beside(visible[-1], 2)]
        before = reversed(stack.row_beside(visible[0], -1))
        wanted = dict.fromkeys(visible)
        left = PREFETCH_BYTES
        for page in dict.fromkeys((*after[:1], *before, *after[1:])):
            rect = stack.rects[page]
            left -= round(rect.width * rect.height * ratio * ratio * 4)
            if left >= 0:
                wanted[page] = None
        self.paper.renderer.want([self._key(stack, page, ratio) for page in wanted], visible)

    def wait(self, stack: PageStack, page: int, ratio: float) -> None:
        """Give the thread a moment to draw a page that was just asked for, so that a jump needs no rough
        picture in between; a page that takes longer stands there roughly.
        """
        if self.paper is not None and page < len(stack):
            self.paper.renderer.picture_within(self._key(stack, page, ratio), _MOMENT)

    def _key(self, stack: PageStack, page: int, ratio: float) -> PagePicture:
        return PagePicture(page, round(stack.rects[page].width * ratio), self.shade)

    def thumbnail(self, page: int) -> QImage | None:
        """The small picture that was kept at import; one without pixels where there is none."""
        if self.paper is None:
            return None
        kept = self._thumbnails
        if page not in kept:
            image = QImage.fromData(self.paper.thumbnail_of(page)).convertToFormat(QImage.Format.Format_RGB32)
            if self.shade is not None and not image.isNull():
                image = dimmed(image, QColor(self.shade.paper), QColor(self.shade.ink))
            if len(kept) >= _THUMBNAILS_KEPT:
                del kept[next(iter(kept))]
            kept[page] = image
        return kept[page]
