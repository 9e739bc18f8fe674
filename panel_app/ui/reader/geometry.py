"""Where the pages stand in the scrolled reader: pure arithmetic in logical pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.papers import Box

PIXELS_PER_POINT = 96 / 72
"""At 100 %."""

ZOOM_STEPS = (50, 60, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300)
FIT_WIDTH = "width"
FIT_PAGE = "page"
GAP = 16
"""Pixels of desk around every page."""

_SMALLEST_PAGE = 120
_LARGEST_SCALE = 8.0
_MAX_HEIGHT = 1_000_000.0
"""A page's height in pixels is kept under this, so that scroll bars stay within an int."""


@dataclass(frozen=True, slots=True)
class PageRect:
    """A page on the desk; `scale` is pixels a point."""

    x: int
    y: int
    width: int
    height: int
    scale: float

    @property
    def bottom(self) -> int:
        return self.y + self.height


class PageStack:
    """The pages one under another, in a column `available` wide.

    Where fitted, every page has its own scale, so that a table on its side fills the column too.
    """

    def __init__(
        self, sizes: Sequence[tuple[float, float]], zoom: str, available: int, viewport_height: int
    ) -> None:
        self.zoom = zoom
        self.rects: list[PageRect] = []
        column = max(_SMALLEST_PAGE, available - 2 * GAP)
        y = GAP
        for width, height in sizes:
            width, height = max(width, 1.0), max(height, 1.0)
            scale = _scale(zoom, width, height, column, viewport_height)
            w, h = max(1, round(width * scale)), max(1, round(height * scale))
            self.rects.append(PageRect(GAP + max(0, (column - w) // 2), y, w, h, scale))
            y += h + GAP
        self.height = y
        self.width = max((r.x + r.width + GAP for r in self.rects), default=0)
        self._tops = [r.y for r in self.rects]

    def __len__(self) -> int:
        return len(self.rects)

    def page_at(self, y: float) -> int:
        """The page at a height; between two pages the one above; the nearest outside."""
        return max(0, bisect_right(self._tops, y) - 1)

    def visible(self, top: int, height: int) -> range:
        """The pages that show in a window of the desk."""
        if not self.rects:
            return range(0)
        first = self.page_at(top)
        if self.rects[first].bottom <= top and first + 1 < len(self.rects):
            first += 1
        last = self.page_at(top + height - 1)
        return range(first, max(first, last) + 1)

    def to_page(self, page: int, x: float, y: float) -> tuple[float, float]:
        """A place on the desk as points on a page."""
        rect = self.rects[page]
        return (x - rect.x) / rect.scale, (y - rect.y) / rect.scale

    def to_desk(self, page: int, box: Box) -> tuple[float, float, float, float]:
        """A box of a page as x, y, width, height on the desk."""
        rect = self.rects[page]
        return (
            rect.x + box.x0 * rect.scale,
            rect.y + box.y0 * rect.scale,
            box.width * rect.scale,
            box.height * rect.scale,
        )

    def place(self, y: float) -> tuple[int, float]:
        """The page at a height and how far down it that is, 0 to 1."""
        if not self.rects:
            return 0, 0.0
        page = self.page_at(y)
        rect = self.rects[page]
        return page, min(1.0, max(0.0, (y - rect.y) / rect.height))

    def y_of(self, page: int, offset: float) -> float:
        """The height of a place as `place` gives it."""
        if not self.rects:
            return 0.0
        rect = self.rects[min(max(page, 0), len(self.rects) - 1)]
        return rect.y + offset * rect.height


def _scale(zoom: str, width: float, height: float, column: int, viewport_height: int) -> float:
    fit_width = column / width
    if zoom == FIT_WIDTH:
        scale = fit_width
    elif zoom == FIT_PAGE:
        scale = min(fit_width, max(_SMALLEST_PAGE, viewport_height - 2 * GAP) / height)
    else:
        scale = PIXELS_PER_POINT * zoom_percent(zoom) / 100
    return min(scale, _LARGEST_SCALE, _MAX_HEIGHT / height)


def zoom_percent(zoom: str) -> int:
    """The per cent of a zoom that is a number, 100 for anything else; kept within the steps."""
    try:
        percent = int(zoom)
    except ValueError:
        return 100
    return min(max(percent, ZOOM_STEPS[0]), ZOOM_STEPS[-1])


def known_zoom(zoom: str) -> str:
    """The zoom as stored, or fit width where it is not one we know."""
    if zoom in {FIT_WIDTH, FIT_PAGE}:
        return zoom
    return str(zoom_percent(zoom)) if zoom.isdigit() else FIT_WIDTH


def next_zoom(percent: float, up: bool) -> str:
    """The step above or below a size in per cent."""
    if up:
        return str(next((step for step in ZOOM_STEPS if step > percent + 0.5), ZOOM_STEPS[-1]))
    return str(next((step for step in reversed(ZOOM_STEPS) if step < percent - 0.5), ZOOM_STEPS[0]))


def slide_down(wanted: Sequence[tuple[float, int]], gap: int) -> list[int]:
    """Tops for cards that each want to begin at a height and are so high: in order, none over another."""
    tops: list[int] = []
    free = float("-inf")
    for top, height in wanted:
        at = max(top, free)
        tops.append(round(at))
        free = round(at) + height + gap
    return tops
