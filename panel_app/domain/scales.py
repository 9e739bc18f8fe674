"""Where words and steps go on an axis, for every renderer alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_MOST_STEPS = 5


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least `gap` apart, inside low and high where there is room, each as near its own as can be.

    The order of the answer is that of `wanted`.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    # Isotonic regression of what is left when every gap is taken out.
    blocks: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        total, count = wanted[index] - rank * gap, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            earlier = blocks.pop()
            total, count = total + earlier[0], count + earlier[1]
        blocks.append((total, count))
    level = [total / count for total, count in blocks for _ in range(count)]
    top = max(low, high - gap * (len(wanted) - 1))
    placed = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        placed[index] = min(top, max(low, level[rank])) + rank * gap
    return placed


def fitting(
    centres: Sequence[float], widths: Sequence[float], low: float, high: float, gap: float
) -> list[float | None]:
    """Left edges of words under an axis, inside low and high; None for words that would meet others.

    The last words always stay; of the others, the earlier ones.
    """
    edges: list[float | None] = [
        max(low, min(high - width, centre - width / 2)) for centre, width in zip(centres, widths, strict=True)
    ]
    taken = low - gap
    for at, edge in enumerate(edges[:-1]):
        if edge is None or edge < taken + gap or edge + widths[at] + gap > (edges[-1] or 0.0):
            edges[at] = None
        else:
            taken = edge + widths[at]
    return edges


def nice_step(span: Decimal) -> Decimal:
    """A step of 1, 2, 2.5 or 5 times a power of ten that needs at most five steps; no halves of counts."""
    raw = span / _MOST_STEPS
    power = Decimal(1).scaleb(raw.adjusted())
    for factor in ("1", "2", "2.5", "5", "10"):
        step = Decimal(factor) * power
        if step >= raw and (step == step.to_integral_value() or span < 1):
            return step
    return Decimal(10) * power
