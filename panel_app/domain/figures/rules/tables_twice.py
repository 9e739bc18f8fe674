"""Two tables of one paper that give the same measures for the same periods, all but one alike.

Tables repeat each other when most of what they share is the same; where little is, they are of two areas or
two kinds, and nothing is said. Rows that every table has ("Actual", "Target") are no measures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from panel_app.domain.figures.linking import Cell, Series, period_key
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.source import Source

_ALIKE = 3
"""So many figures must be the same, and so many times more than differ."""
_EVERYWHERE = re.compile(
    r"^(?:actual|target|floor|total|rag|budget|number|percentage|result|performance|forecast)s?\b",
    re.IGNORECASE,
)
_MOST_TABLES = 12
"""A row that stands in more tables than this is in every table of its kind."""

_Key = tuple[str, str]


def check_tables_twice(source: Source) -> Iterator[FigureCheck]:
    """Every figure in which two such tables differ."""
    facts: dict[_Key, list[tuple[int, Series, Cell]]] = defaultdict(list)
    for at, grid in enumerate(source.grids):
        for series in source.series_of(grid):
            if not series.ordered or _EVERYWHERE.match(series.label):
                continue
            for cell in series.cells:
                if period_key(cell.name) is not None:
                    key = (series.label.lower(), f"{cell.name.lower()} {cell.figure.unit}")
                    facts[key].append((at, series, cell))
    alike: dict[tuple[int, int], int] = defaultdict(int)
    differing: dict[tuple[int, int], list[tuple[Series, Cell, Cell]]] = defaultdict(list)
    for several in facts.values():
        if not 1 < len(several) <= _MOST_TABLES:
            continue
        for (first, series, cell), (second, _, other) in combinations(several, 2):
            if first == second:
                continue
            if cell.figure.value == other.figure.value:
                alike[first, second] += 1
            else:
                differing[first, second].append((series, cell, other))
    for tables, rows in differing.items():
        if alike[tables] < _ALIKE * len(rows) or any(source.grids[at].leaves_out for at in tables):
            continue
        for series, cell, other in rows:
            yield _differs(source, series, cell, other)


def _differs(source: Source, series: Series, cell: Cell, other: Cell) -> FigureCheck:
    here, there = other.figure.text.strip(), cell.figure.text.strip()
    line = (
        f"{source.page_name(cell.page).capitalize()} has {there} for “{series.label}, {cell.name}”, "
        f"where this table "
        f"has {here}; their other figures are the same."
    )
    used = tuple(UsedValue(c.figure.text.strip(), c.page, c.where) for c in (cell, other))
    quote = f"{series.label}, {cell.name}: {here}"
    return FigureCheck(Rule.STATED_TWICE, Verdict.DISAGREES, other.page, quote, (line,), (), used)
