"""Columns that are the difference of two others: a variance, a movement, a change in points.

Believed when it holds in three quarters of the rows, at least three; the same sum with the other sign is
taken as agreeing, for income is printed so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.model import FigureCheck, Rule
from panel_app.domain.figures.numbers import Interval, Unit
from panel_app.domain.figures.rules.columns import Computed, Work, Worked, checks, shown
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount

_HEADER = re.compile(
    r"\b(?:variance|difference|movement|change|variation|increase|decrease|over ?/? ?\(?under"
    r"|under ?/? ?\(?over"
    r"|surplus|deficit|\+/-)\b",
    re.IGNORECASE,
)


def check_differences(source: Source) -> Iterator[FigureCheck]:
    """All columns named so whose figures are of the kind of the two columns they come from."""
    for grid in source.grids:
        taken: set[int] = set()
        for column in grid.numeric:
            if not _HEADER.search(grid.headers[column]):
                continue
            found = _from_two(grid, column, taken)
            if found is not None:
                yield from checks(source, Rule.TABLE_DIFFERENCE, found)


def _from_two(grid: Grid, column: int, taken: set[int]) -> Computed | None:
    best: tuple[int, int, int] | None = None
    chosen: Computed | None = None
    others = [c for c in grid.numeric if c != column and grid.column_unit(c) is grid.column_unit(column)]
    for a in others:
        for b in others:
            if a == b:
                continue
            computed = Computed(grid, column, _difference(grid, a, b))
            if computed.believed:
                key = (computed.score()[0], -abs(column - a) - abs(column - b), int(a < b))
                if best is None or key > best:
                    best, chosen = key, computed
    return chosen


def _difference(grid: Grid, a: int, b: int) -> Work:
    def work(row: int) -> Worked | None:
        first, second = grid.figures[row][a], grid.figures[row][b]
        if first is None or second is None or first.unit is not second.unit:
            return None
        value = first.value - second.value
        slack = Decimal(0) if first.exact and second.exact else (first.step + second.step) / 2
        like = first if first.step <= second.step else second
        result = amount(value, like)
        if like.unit is Unit.PERCENT:
            result = f"{result.removesuffix(' %')} percentage points"
        return Worked(
            value,
            Interval.around(value, slack),
            f"{shown(first)} less {shown(second)} is {result}",
            ((grid.headers[a], first), (grid.headers[b], second)),
        )

    return work
