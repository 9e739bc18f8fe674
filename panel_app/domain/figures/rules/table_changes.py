"""Columns with the change in per cent from one column to another ("% change", "Change to Q2 19/20")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_app.domain.figures.grading import change_interval, change_of
from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.model import FigureCheck, Rule
from panel_app.domain.figures.numbers import Unit
from panel_app.domain.figures.rules.columns import Computed, Work, Worked, checks, shown
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import percent

_HEADER = re.compile(
    r"change|variance|difference|movement|variation|increase|decrease|growth|\+/-|% ?diff", re.IGNORECASE
)


def check_changes(source: Source) -> Iterator[FigureCheck]:
    """All such columns; believed when they come from the same two columns in nearly all rows."""
    for grid in source.grids:
        for column in grid.numeric:
            if grid.column_unit(column) is not Unit.PERCENT or not _HEADER.search(grid.headers[column]):
                continue
            found = _between(grid, column)
            if found is not None:
                yield from checks(source, Rule.TABLE_CHANGE, found)


def _between(grid: Grid, column: int) -> Computed | None:
    best = (0, 0)
    chosen: Computed | None = None
    others = [c for c in grid.numeric if c != column and grid.column_unit(c) is not Unit.PERCENT]
    for old in others:
        for new in others:
            computed = Computed(grid, column, _change(grid, column, old, new)) if old != new else None
            if computed is not None and computed.believed:
                key = (computed.score()[0], -abs(column - old) - abs(column - new))
                if chosen is None or key > best:
                    best, chosen = key, computed
    return chosen


def _change(grid: Grid, column: int, old: int, new: int) -> Work:
    def work(row: int) -> Worked | None:
        before, after, printed = (grid.figures[row][c] for c in (old, new, new))
        if before is None or after is None or printed is None or before.unit is not after.unit:
            return None
        value = change_of(before.value, after.value)
        allowed = change_interval(before.interval, after.interval)
        if value is None or allowed is None:
            return None
        return Worked(
            value,
            allowed,
            f"From {shown(before)} to {shown(after)} is {percent(value, grid.figures[row][column])}",
            ((grid.headers[old], before), (grid.headers[new], after)),
        )

    return work
