"""A table that breaks down the number in the sentence above it: "a breakdown of the 995 responses".

Believed only where a column of shares of the rows' own sum shows that the rows are all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import HUNDRED, Figure, Unit
from panel_app.domain.figures.sentences import Sentence, split
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import added, number

_LEAD = re.compile(
    r"\b(?:break ?down|table below|following table|below table|table (?:shows|sets out))\b", re.IGNORECASE
)
_OF = re.compile(r"\b(?:from|of) (?:the|all|all the|these) \{N(?P<n>\d+)\} [a-z]")


def check_leads(source: Source) -> Iterator[FigureCheck]:
    """Every table under such a sentence."""
    for grid in source.grids:
        for passage in grid.lead[-2:]:
            for sentence in split(passage.text, passage.page, passage.box):
                match = _OF.search(sentence.shape) if _LEAD.search(sentence.text) else None
                total = sentence.figure(match, "n") if match else None
                if total is not None:
                    yield from _compared(source, grid, sentence, total)


def _compared(source: Source, grid: Grid, sentence: Sentence, total: Figure) -> Iterator[FigureCheck]:
    counts = [c for c in grid.numeric if grid.column_unit(c) is Unit.COUNT]
    shares = [c for c in grid.numeric if grid.column_unit(c) is Unit.PERCENT]
    if len(counts) != 1 or grid.totals or grid.leaves_out:
        return
    rows = [(grid.label(r), f) for r in grid.rows if (f := grid.figures[r][counts[0]]) is not None]
    value = sum((figure.value for _, figure in rows), Decimal(0))
    complete = len(shares) == 1 and _make_a_hundred(grid, shares[0])
    if value != total.value and not (complete and abs(value - total.value) * 10 < value):
        return
    verdict = Verdict.AGREES if value == total.value else Verdict.DISAGREES
    parts = [figure.text.strip() for _, figure in rows]
    line = f"{added(parts)} = {number(value)}, where the sentence above the table says {total.text}."
    where = f"the table on {source.page_name(grid.table.page)}"
    used = tuple(UsedValue(f.text.strip(), grid.table.page, f"{where}, “{label}”") for label, f in rows)
    quote = f"{sentence.text.strip()} {grid.headers[counts[0]]}: {', '.join(parts)}"
    yield FigureCheck(Rule.TABLE_TOTAL, verdict, sentence.page, quote, (line,), (), used, box=sentence.box)


def _make_a_hundred(grid: Grid, column: int) -> bool:
    figures = [f for r in grid.rows if (f := grid.figures[r][column]) is not None]
    total = sum((f.value for f in figures), Decimal(0))
    return len(figures) >= 3 and abs(total - HUNDRED) <= sum((f.step for f in figures), Decimal(0)) / 2
