"""Between a page as it is shown (turned and cropped, from the top left) and its own space in the PDF."""

from __future__ import annotations

from dataclasses import dataclass

from panel_app.domain.papers import Box

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PageSpace:
    """A page's visible rectangle in its own space (points, upwards) and by how much it is turned.

    `turned` is 0, 90, 180 or 270 degrees clockwise. Corners are given top left, top right, bottom left,
    bottom right as they are seen, which is the order that readers expect of quad points.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    turned: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.x1 - self.x0, self.y1 - self.y0
        return (height, width) if self.turned in (90, 270) else (width, height)

    def to_page(self, x: float, y: float) -> Point:
        """A shown point in the page's own space."""
        if self.turned == 90:
            return self.x0 + y, self.y0 + x
        if self.turned == 180:
            return self.x1 - x, self.y0 + y
        if self.turned == 270:
            return self.x1 - y, self.y1 - x
        return self.x0 + x, self.y1 - y

    def to_shown(self, x: float, y: float) -> Point:
        """A point of the page's own space as it is shown."""
        if self.turned == 90:
            return y - self.y0, x - self.x0
        if self.turned == 180:
            return self.x1 - x, y - self.y0
        if self.turned == 270:
            return self.y1 - y, self.x1 - x
        return x - self.x0, self.y1 - y

    def corners(self, box: Box) -> tuple[Point, Point, Point, Point]:
        """The corners of a shown box, in the page's own space."""
        return (
            self.to_page(box.x0, box.y0),
            self.to_page(box.x1, box.y0),
            self.to_page(box.x0, box.y1),
            self.to_page(box.x1, box.y1),
        )

    def shown_box(self, points: tuple[Point, ...]) -> Box:
        """The box around points of the page's own space, as it is shown."""
        shown = [self.to_shown(x, y) for x, y in points]
        xs, ys = [x for x, _ in shown], [y for _, y in shown]
        return Box(min(xs), min(ys), max(xs), max(ys))
