"""Freehand ink: the points of a stroke on its page, the curve through them, and what it touches."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from panel_app.domain.marks import Mark, MarkKind, Stroke
from panel_app.domain.papers import Box

Point = tuple[float, float]

WIDTH = 1.8
"""Of a stroke that is drawn without pressure, as by a mouse or a finger."""
NEAR = 36.0
"""Strokes so near to one another are one drawing: half an inch."""
_APART = 1.0
"""Points of a stroke nearer than this tell nothing: a pen sends hundreds a second."""


def stroke_of(points: Sequence[Point], pressures: Sequence[float] = ()) -> Stroke:
    """A stroke from what a pen sent; `pressures` are 0 to 1, and none are a pen that does not tell them."""
    kept = [points[0]]
    for point in points[1:]:
        if math.dist(kept[-1], point) >= _APART:
            kept.append(point)
    if kept[-1] != points[-1]:
        kept.append(points[-1])
    pressed = sum(pressures) / len(pressures) if pressures else 0.5
    return Stroke(tuple((round(x, 2), round(y, 2)) for x, y in kept), round(WIDTH * (0.5 + pressed), 2))


def curves(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The smooth line through a stroke: quadratic curves from its first point, each its control and end.

    They run from middle to middle of the points, so corners are rounded by no more than half their spacing.
    """
    for at in range(1, len(points) - 1):
        yield points[at], _middle(points[at], points[at + 1])
    yield points[-1], points[-1]


def ink_box(strokes: Sequence[Stroke]) -> Box:
    """The box around strokes, their width included."""
    xs = [x + side * s.width / 2 for s in strokes for x, _ in s.points for side in (-1, 1)]
    ys = [y + side * s.width / 2 for s in strokes for _, y in s.points for side in (-1, 1)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def seen_boxes(mark: Mark, page: int) -> tuple[Box, ...]:
    """Where a member sees a mark on a page: ink where it was drawn, all else over its words."""
    if mark.kind is MarkKind.INK and mark.strokes and page == mark.anchor.page:
        return (ink_box(mark.strokes),)
    return mark.anchor.boxes_on(page)


def touched(strokes: Sequence[Stroke], x: float, y: float, reach: float) -> int | None:
    """The number of the stroke nearest to a point, if it passes within `reach` of it."""
    away = [_distance(stroke.points, (x, y)) - stroke.width / 2 for stroke in strokes]
    nearest = min(range(len(strokes)), key=away.__getitem__, default=None)
    return nearest if nearest is not None and away[nearest] <= reach else None


def apart(one: Box, other: Box) -> float:
    """How far two boxes are from each other across or down, whichever is more; 0 where they meet."""
    across = max(other.x0 - one.x1, one.x0 - other.x1, 0.0)
    down = max(other.y0 - one.y1, one.y0 - other.y1, 0.0)
    return float(max(across, down))


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _distance(points: Sequence[Point], to: Point) -> float:
    if len(points) == 1:
        return math.dist(points[0], to)
    return min(_to_line(a, b, to) for a, b in pairwise(points))


def _to_line(a: Point, b: Point, to: Point) -> float:
    length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    if not length:
        return math.dist(a, to)
    along = ((to[0] - a[0]) * (b[0] - a[0]) + (to[1] - a[1]) * (b[1] - a[1])) / length
    along = min(1.0, max(0.0, along))
    return math.dist((a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])), to)
