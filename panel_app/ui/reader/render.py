"""The render thread: pages as pictures and as characters, made away from the window and kept for a while."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage

from panel_app.domain.errors import UserFacingError
from panel_app.services.pdf_links import PageLink
from panel_app.services.pdf_pages import PageLayout, PdfPages
from panel_app.ui.reader.tone import dimmed

_log = logging.getLogger(__name__)

CACHE_BYTES = 16 * 1024 * 1024
"""What is kept besides the pages in sight and their neighbours: a page is drawn again in a few milliseconds,
and stands there roughly until then.
"""
PAGE_PIXELS = 16_000_000
"""A page is never drawn with more pixels than this; above it is stretched."""
_LAYOUTS_KEPT = 32


@dataclass(frozen=True, slots=True)
class Shade:
    """The colours that a dimmed page has in place of white and black, as `#rrggbb`."""

    paper: str
    ink: str


@dataclass(frozen=True, slots=True)
class PagePicture:
    """What to draw: a page's index, its width in device pixels, and how it is dimmed (None: white paper)."""

    page: int
    width: int
    shade: Shade | None = None


@dataclass(frozen=True, slots=True)
class PageWords:
    """What can be pointed at on a page: its characters and its links."""

    layout: PageLayout
    links: tuple[PageLink, ...]


def read_words(pages: PdfPages, page: int) -> PageWords:
    """Read both; UserFacingError where the page cannot be read."""
    return PageWords(pages.layout(page), pages.links(page))


class PictureCache:
    """Pictures by what they show, counted in bytes; the longest unused is dropped first, and of what is
    `wanted` nothing. One thread only.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.wanted: frozenset[PagePicture] = frozenset()
        self._images: OrderedDict[PagePicture, QImage] = OrderedDict()

    def get(self, key: PagePicture) -> QImage | None:
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def has(self, key: PagePicture) -> bool:
        return key in self._images

    def nearest(self, key: PagePicture) -> QImage | None:
        """The same page in the same colours at another size, the sharpest there is."""
        same = [k for k in self._images if k.page == key.page and k.shade == key.shade]
        return self._images[max(same, key=lambda k: k.width)] if same else None

    def put(self, key: PagePicture, image: QImage) -> None:
        """Keep a picture; it stays even where it alone is more than the limit."""
        self.drop(key)
        self._images[key] = image
        self.size += image.sizeInBytes()
        for old in list(self._images):
            if self.size <= self.limit:
                break
            if old != key and old not in self.wanted:
                self.drop(old)

    def drop(self, key: PagePicture) -> None:
        image = self._images.pop(key, None)
        if image is not None:
            self.size -= image.sizeInBytes()

    def clear(self) -> None:
        self._images.clear()
        self.size = 0


class _Worker:
    """The thread: takes the most urgent wish, draws or reads it, and hands it over. Knows no QObject."""

    def __init__(
        self,
        pages: PdfPages,
        on_picture: Callable[[PagePicture], None],
        on_layout: Callable[[int, PageWords], None],
        on_failure: Callable[[int, str], None],
    ) -> None:
        self._pages = pages
        self._on_picture, self._on_layout, self._on_failure = on_picture, on_layout, on_failure
        self._condition = threading.Condition()
        self._pictures: list[PagePicture] = []
        self._layouts: list[int] = []
        self._drawing: PagePicture | None = None
        self._drawn: dict[PagePicture, QImage] = {}
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="page-renderer", daemon=True)
        self._thread.start()

    def want(self, pictures: list[PagePicture], layouts: list[int]) -> None:
        """Replace what waits to be done."""
        with self._condition:
            self._pictures, self._layouts = pictures, layouts
            self._condition.notify_all()

    def take(self, picture: PagePicture, seconds: float = 0.0) -> QImage | None:
        """A picture that was drawn and not yet fetched; waits so long for one that is being drawn or is next.

        The window waits without holding up the thread, which draws outside the interpreter.
        """
        with self._condition:
            self._condition.wait_for(
                lambda: picture in self._drawn or picture not in (self._drawing, *self._pictures[:1]), seconds
            )
            return self._drawn.pop(picture, None)

    def stop(self) -> None:
        """End the thread, waiting for the page in hand, and free the document; safe to call again."""
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        self._thread.join()
        self._pages.close()

    def _run(self) -> None:
        while True:
            with self._condition:
                while not (self._stopping or self._pictures or self._layouts):
                    self._condition.wait()
                if self._stopping:
                    return
                picture = self._pictures.pop(0) if self._pictures else None
                page = self._layouts.pop(0) if picture is None else picture.page
                self._drawing = picture
            try:
                self._do(picture, page)
            except RuntimeError:
                # The receiving QObject is gone; stop() is about to be called.
                _log.debug("A drawn page had no window any more")

    def _do(self, picture: PagePicture | None, page: int) -> None:
        image = None
        try:
            if picture is None:
                words = read_words(self._pages, page)
            else:
                image = self._draw(picture)
        except UserFacingError as error:
            self._on_failure(page, str(error))
            return
        except Exception:  # noqa: BLE001  one broken page must not end the drawing of the others
            _log.exception("A page could not be drawn")
            self._on_failure(page, f"Page {page + 1} of this paper cannot be drawn.")
            return
        finally:
            with self._condition:
                if picture is not None and image is not None:
                    self._drawn[picture] = image
                self._drawing = None
                self._condition.notify_all()
        if picture is None:
            self._on_layout(page, words)
        else:
            self._on_picture(picture)

    def _draw(self, key: PagePicture) -> QImage:
        width, _ = self._pages.size(key.page)
        # PDFium rounds the width up: a hair less gives exactly the pixels wanted.
        scale = (key.width - 0.001) / max(width, 1.0)
        raster = self._pages.render(key.page, scale, PAGE_PIXELS)
        image = QImage(raster.data, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32)
        if key.shade is None:
            return image.copy()
        return dimmed(image, QColor(key.shade.paper), QColor(key.shade.ink))


class Renderer(QObject):
    """Draws the pages of one PDF in its own thread; `stop()` it, or destroy it, when done.

    Signals (they arrive on the main thread): `page_drawn(page)` when `picture` has a page it had not,
    `layout_read(page)` when `layout` has one, `failed(page, sentence)` for a page that cannot be drawn.
    """

    page_drawn = Signal(int)
    layout_read = Signal(int)
    failed = Signal(int, str)
    _picture_made = Signal(object)
    _layout_made = Signal(object, object)
    _gone_wrong = Signal(int, str)

    def __init__(self, data: bytes, parent: QObject | None = None, cache_bytes: int = CACHE_BYTES) -> None:
        super().__init__(parent)
        self._pages = PdfPages(data)
        self._cache = PictureCache(cache_bytes)
        self._words: OrderedDict[int, PageWords] = OrderedDict()
        self._bad: set[int] = set()
        self._stopped = False
        queued = Qt.ConnectionType.QueuedConnection
        self._picture_made.connect(self._on_picture_made, queued)
        self._layout_made.connect(self._on_layout_made, queued)
        self._gone_wrong.connect(self._on_gone_wrong, queued)
        self._worker = _Worker(
            self._pages, self._picture_made.emit, self._layout_made.emit, self._gone_wrong.emit
        )
        self.destroyed.connect(self._worker.stop)

    def picture(self, key: PagePicture) -> QImage | None:
        """The picture if it is ready."""
        return self._cache.get(key)

    def picture_within(self, key: PagePicture, seconds: float) -> QImage | None:
        """The picture, waiting so long for one that was asked for first; None where it takes longer."""
        if not self._stopped and not self._cache.has(key):
            self._fetch(key, seconds)
        return self._cache.get(key)

    def rough_picture(self, key: PagePicture) -> QImage | None:
        """The page at another size, to show while the sharp one comes."""
        return self._cache.nearest(key)

    def is_bad(self, page: int) -> bool:
        """Whether the page could not be drawn."""
        return page in self._bad

    def layout(self, page: int) -> PageLayout | None:
        """The page's characters if they are ready."""
        words = self._words.get(page)
        return words.layout if words else None

    def links(self, page: int) -> tuple[PageLink, ...]:
        """The page's links, which are read with its characters; none before."""
        words = self._words.get(page)
        return words.links if words else ()

    def layout_now(self, page: int) -> PageLayout | None:
        """The page's characters, read now (some 15 ms a page) if they are not ready.

        None where the page cannot be read.
        """
        found = self._words.get(page)
        if found is None and not self._stopped and page not in self._bad:
            try:
                found = read_words(self._pages, page)
            except UserFacingError:
                return None
            self._keep_words(page, found)
            self.layout_read.emit(page)
        return found.layout if found else None

    def want(self, pictures: Sequence[PagePicture], layouts: Sequence[int] = ()) -> None:
        """Ask for these, the most urgent first; what was asked for before and is not here is dropped."""
        self._cache.wanted = frozenset(pictures)
        self._worker.want(
            [k for k in pictures if k.page not in self._bad and not self._cache.has(k)],
            [p for p in layouts if p not in self._bad and p not in self._words],
        )

    def stop(self) -> None:
        """End the thread and free the document; waits for the page in hand. Safe to call again."""
        self._stopped = True
        self._worker.stop()
        self._cache.clear()

    def _on_picture_made(self, key: PagePicture) -> None:
        if not self._stopped:
            self._fetch(key)

    def _fetch(self, key: PagePicture, seconds: float = 0.0) -> None:
        image = self._worker.take(key, seconds)
        if image is not None:
            self._cache.put(key, image)
            self.page_drawn.emit(key.page)

    def _on_layout_made(self, page: int, words: PageWords) -> None:
        if not self._stopped and page not in self._words:
            self._keep_words(page, words)
            self.layout_read.emit(page)

    def _on_gone_wrong(self, page: int, sentence: str) -> None:
        if not self._stopped and page not in self._bad:
            self._bad.add(page)
            self.failed.emit(page, sentence)

    def _keep_words(self, page: int, words: PageWords) -> None:
        self._words[page] = words
        while len(self._words) > _LAYOUTS_KEPT:
            self._words.popitem(last=False)
