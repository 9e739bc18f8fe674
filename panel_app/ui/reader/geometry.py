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

_TWO = "two "
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
    """The pages one under another, or two side by side, in a column `available` wide.

    Where fitted, every page has its own scale, so that a table on its side fills the column too. `lone_first`
    puts the first of two-page rows at the right alone, as in a printed pack.
    """

    def __init__(
        self,
        sizes: Sequence[tuple[float, float]],
        zoom: str,
        available: int,
        viewport_height: int,
        two_pages: bool = False,
        lone_first: bool = False,
    ) -> None:
        self.zoom = zoom
        self.two_pages = two_pages
        column = max(_SMALLEST_PAGE, available - 2 * GAP)
        across = max(_SMALLEST_PAGE // 2, (column - GAP) // 2) if two_pages else column
        by_size = {size: _side(zoom, size, across, viewport_height) for size in set(sizes)}
        sides = [by_size[size] for size in sizes]
        self._rows = _rows(len(sides), two_pages, lone_first)
        self._row_of = [row for row, pages in enumerate(self._rows) for _ in pages]
        lone = {0} if two_pages and lone_first else set()
        lefts = [sides[row[0]][0] for row in self._rows if row[0] not in lone] if two_pages else []
        spine = GAP + max([(column - GAP) // 2, *lefts])
        self.rects: list[PageRect] = []
        self._tops: list[int] = []
        y = GAP
        for row in self._rows:
            self._tops.append(y)
            for place, page in enumerate(row):
                width, height, scale = sides[page]
                if not two_pages:
                    x = GAP + max(0, (column - width) // 2)
                else:
                    x = spine + GAP if place or page in lone else spine - width
                self.rects.append(PageRect(x, y, width, height, scale))
            y += max(sides[page][1] for page in row) + GAP
        self.height = y
        self.width = max((r.x + r.width + GAP for r in self.rects), default=0)

    def __len__(self) -> int:
        return len(self.rects)

    def row(self, page: int) -> range:
        """The pages that stand side by side with a page, itself among them."""
        return self._rows[self._row_of[page]]

    def row_beside(self, page: int, by: int) -> range:
        """The row so many rows below (above where negative) that of a page; the last or first at the ends."""
        return self._rows[min(max(0, self._row_of[page] + by), len(self._rows) - 1)]

    def page_at(self, y: float, x: float = 0.0) -> int:
        """The page at a height and, of two side by side, nearest to `x`; between two rows the one above."""
        if not self._rows:
            return 0
        row = self._rows[max(0, bisect_right(self._tops, y) - 1)]
        return row[-1] if len(row) > 1 and x >= self.rects[row[-1]].x - GAP // 2 else row[0]

    def visible(self, top: int, height: int) -> range:
        """The pages that show in a window of the desk."""
        if not self.rects:
            return range(0)
        first = max(0, bisect_right(self._tops, top) - 1)
        if max(self.rects[page].bottom for page in self._rows[first]) <= top and first + 1 < len(self._rows):
            first += 1
        last = max(first, bisect_right(self._tops, top + height - 1) - 1)
        return range(self._rows[first].start, self._rows[last].stop)

    def to_page(self, page: int, x: float, y: float) -> tuple[float, float]:
        """A place on the desk as points on a page."""
        rect = self.rects[page]
        return (x - rect.x) / rect.scale, (y - rect.y) / rect.scale

    def from_page(self, page: int, x: float, y: float) -> tuple[float, float]:
        """Points on a page as a place on the desk."""
        rect = self.rects[page]
        return rect.x + x * rect.scale, rect.y + y * rect.scale

    def to_desk(self, page: int, box: Box) -> tuple[float, float, float, float]:
        """A box of a page as x, y, width, height on the desk."""
        scale = self.rects[page].scale
        return *self.from_page(page, box.x0, box.y0), box.width * scale, box.height * scale

    def place(self, y: float) -> tuple[int, float]:
        """The page at a height and how far down it that is, 0 to 1."""
        if not self.rects:
            return 0, 0.0
        # Of two beside each other the higher, so that the place comes back to the pixel.
        page = max(self.row(self.page_at(y)), key=lambda one: self.rects[one].height)
        rect = self.rects[page]
        return page, min(1.0, max(0.0, (y - rect.y) / rect.height))

    def y_of(self, page: int, offset: float) -> float:
        """The height of a place as `place` gives it."""
        if not self.rects:
            return 0.0
        rect = self.rects[min(max(page, 0), len(self.rects) - 1)]
        return rect.y + offset * rect.height


def _rows(count: int, two_pages: bool, lone_first: bool) -> list[range]:
    if not two_pages:
        return [range(page, page + 1) for page in range(count)]
    first = 1 if lone_first and count else 0
    alone = [range(1)] if first else []
    return alone + [range(page, min(page + 2, count)) for page in range(first, count, 2)]


def _side(zoom: str, size: tuple[float, float], across: int, viewport_height: int) -> tuple[int, int, float]:
    """Width, height and scale of a page in a column `across` wide."""
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    scale = _scale(zoom, width, height, across, viewport_height)
    return max(1, round(width * scale)), max(1, round(height * scale)), scale


def begins_at_the_right(labels: Sequence[str]) -> bool:
    """Whether the first page is a right-hand one of the printed pack: odd pack pages stand at the right.

    Two pages of a paper by itself belong side by side.
    """
    if len(labels) <= 2:
        return False
    numbered = next(((at, int(label)) for at, label in enumerate(labels) if label.isdecimal()), (0, 1))
    return (numbered[0] + numbered[1]) % 2 == 1


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


def stored_view(zoom: str, two_pages: bool) -> str:
    """How a paper is shown, as it is kept with the reading place: "width", "two page", "two 125"."""
    return f"{_TWO}{zoom}" if two_pages else zoom


def known_view(stored: str) -> tuple[str, bool]:
    """Zoom and whether two pages stand side by side, of what `stored_view` made."""
    return known_zoom(stored.removeprefix(_TWO)), stored.startswith(_TWO)


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
