"""Columns that are computed from others: what the rules on differences, changes and shares have in common.

That a column is computed from two others is not printed either. It is believed only when it holds in nearly
all rows, and then the rows in which it does not are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from panel_app.domain.figures.grading import CUT_OFF, ROUNDED_BEFORE
from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import Figure, Interval
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount

FEWEST_ROWS = 3
_BELIEVED = Decimal("0.75")


@dataclass(frozen=True)
class Worked:
    """What a row's figures give for a cell: the value, all it may be, and the sum in words."""

    value: Decimal
    allowed: Interval
    how: str
    used: tuple[tuple[str, Figure], ...]
    why: str = ROUNDED_BEFORE
    """What allows for more than the value."""


Work = Callable[[int], Worked | None]
"""From a row to what its column should hold; None where that cannot be worked out."""


@dataclass(frozen=True)
class Computed:
    """A column and how each of its rows is worked out."""

    grid: Grid
    column: int
    work: Work

    def rows(self) -> list[tuple[int, Figure, Worked]]:
        found = []
        for row in self.grid.rows:
            printed = self.grid.figures[row][self.column]
            worked = self.work(row) if printed is not None else None
            if printed is not None and worked is not None:
                found.append((row, printed, worked))
        return found

    def score(self) -> tuple[int, int]:
        """In how many rows it holds in a way that says something, and of how many."""
        rows = [(p, w) for _, p, w in self.rows() if p.value or w.value]
        return sum(_holds(p, w) for p, w in rows), len(rows)

    @property
    def believed(self) -> bool:
        holds, of = self.score()
        return holds >= FEWEST_ROWS and holds >= _BELIEVED * of


def _holds(printed: Figure, worked: Worked) -> bool:
    return _verdict(printed, worked)[0] in (Verdict.AGREES, Verdict.ROUNDING)


def checks(source: Source, rule: Rule, computed: Computed) -> Iterator[FigureCheck]:
    """One check for all rows in which a column agrees, and one for each in which it does not."""
    grid, header = computed.grid, computed.grid.headers[computed.column]
    agreeing: list[tuple[int, Figure, Worked]] = []
    for row, printed, worked in computed.rows():
        verdict, kind = _verdict(printed, worked)
        if verdict is Verdict.AGREES:
            agreeing.append((row, printed, worked))
            continue
        if verdict.raised and (grid.is_total(row) or _unsure(grid, rule)):
            continue
        name = ", ".join(x for x in (grid.label(row), header) if x)
        line = f"{worked.how}, where the table has {printed.text.strip()}."
        yield FigureCheck(
            rule,
            verdict,
            grid.page(row),
            f"{name}: {printed.text.strip()}",
            (line,),
            (kind,) if kind else (),
            _values(source, grid, row, worked),
            box=grid.box(row),
        )
    if agreeing:
        row, _, worked = agreeing[0]
        printed_values = ", ".join(printed.text.strip() for _, printed, _ in agreeing[:12])
        more = f" So do the other {len(agreeing) - 1} rows." if len(agreeing) > 2 else ""
        yield FigureCheck(
            rule,
            Verdict.AGREES,
            grid.page(row),
            f"{header or grid.table.title}: {printed_values}",
            (f"{worked.how}, as printed.{more}",),
            values=_values(source, grid, row, worked),
            box=grid.box(row),
        )


def _unsure(grid: Grid, rule: Rule) -> bool:
    """Rows that are not shown matter for a share of the whole only, not for a row's own sum."""
    return grid.leaves_out if rule is Rule.TABLE_SHARE else grid.may_change


def _verdict(printed: Figure, worked: Worked) -> tuple[Verdict, str]:
    if printed.prints(worked.value):
        return Verdict.AGREES, ""
    if abs(printed.value) == abs(worked.value) and printed.value:
        return Verdict.AGREES, ""  # Income and savings are often printed with the other sign.
    if printed.prints_cut_off(worked.value):
        return Verdict.ROUNDING, CUT_OFF
    if printed.interval.overlaps(worked.allowed):
        return Verdict.ROUNDING, worked.why
    return Verdict.DISAGREES, ""


def _values(source: Source, grid: Grid, row: int, worked: Worked) -> tuple[UsedValue, ...]:
    page = grid.page(row)
    where = f"the table on {source.page_name(page)}, “{grid.label(row)}”"
    return tuple(
        UsedValue(figure.text.strip(), page, f"{where}, “{name}”" if name else where)
        for name, figure in worked.used
    )


def shown(figure: Figure) -> str:
    """A cell's figure as it is read aloud."""
    return amount(figure.value, figure)
