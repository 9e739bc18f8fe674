"""Columns with the share that each row, or each group of a row, has of the whole.

The whole is the printed total row, the rows' own sum, or a total column. Where the shares as printed make
just 100, one of them may have been set one up or down for that. Shares of answers of which each
person may give several have no such whole and so are never believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.model import FigureCheck, Rule
from panel_app.domain.figures.numbers import HUNDRED, Figure, Interval, Unit
from panel_app.domain.figures.rules.columns import Computed, Work, Worked, checks, shown
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import number, percent

_TO_A_HUNDRED = "set so that the column makes 100 %"


def check_share_columns(source: Source) -> Iterator[FigureCheck]:
    """All columns of shares, of a column's whole or of a row's."""
    for grid in source.grids:
        for column in grid.numeric:
            if grid.column_unit(column) is not Unit.PERCENT:
                continue
            found = next(
                (c for work in _works(grid, column) if (c := Computed(grid, column, work)).believed), None
            )
            if found is not None:
                yield from checks(source, Rule.TABLE_SHARE, found)


def _works(grid: Grid, column: int) -> Iterator[Work]:
    parts = [c for c in grid.numeric if c != column and grid.column_unit(c) in (Unit.COUNT, Unit.MONEY)]
    for part in sorted(parts, key=lambda c: (abs(column - c), c)):
        for whole, name in _wholes(grid, part):
            yield _share(grid, column, part, whole, name)
        for other in parts:
            if other != part:
                yield _share_of_row(grid, column, part, other)


def _wholes(grid: Grid, part: int) -> Iterator[tuple[Decimal, str]]:
    for row in reversed(grid.rows):
        figure = grid.figures[row][part]
        if figure is not None and (grid.is_total(row) or not grid.label(row)):
            yield figure.value, f"the total {shown(figure)}"
    rows = [f for r in grid.rows if not grid.is_total(r) and (f := grid.figures[r][part]) is not None]
    summed = sum((f.value for f in rows), Decimal(0))
    if len(rows) >= 3:
        yield summed, f"{number(summed)} (the sum of the rows)"


def _share(grid: Grid, column: int, part: int, whole: Decimal, name: str) -> Work:
    shares = [f for r in grid.rows if not grid.is_total(r) and (f := grid.figures[r][column]) is not None]
    makes_hundred = len(shares) > 2 and sum((f.value for f in shares), Decimal(0)) == HUNDRED

    def work(row: int) -> Worked | None:
        figure, printed = grid.figures[row][part], grid.figures[row][column]
        if figure is None or whole <= 0 or figure.value < 0 or figure.value > whole:
            return None
        worked = _worked(grid, figure, part, Interval(whole, whole), name, printed)
        if worked is None or printed is None or not makes_hundred:
            return worked
        low, high = worked.allowed.low - printed.step, worked.allowed.high + printed.step
        return replace(worked, allowed=Interval(low, high), why=_TO_A_HUNDRED)

    return work


def _share_of_row(grid: Grid, column: int, part: int, other: int) -> Work:
    def work(row: int) -> Worked | None:
        figure, whole = grid.figures[row][part], grid.figures[row][other]
        if figure is None or whole is None or not 0 < whole.value >= figure.value >= 0:
            return None
        return _worked(grid, figure, part, whole.interval, shown(whole), grid.figures[row][column])

    return work


def _worked(
    grid: Grid, figure: Figure, part: int, whole: Interval, name: str, printed: Figure | None
) -> Worked | None:
    allowed = figure.interval.share_of(whole)
    middle = (whole.low + whole.high) / 2
    if allowed is None:
        return None
    value = figure.value * HUNDRED / middle
    return Worked(
        value,
        allowed,
        f"{shown(figure)} of {name} is {percent(value, printed)}",
        ((grid.headers[part], figure),),
    )
