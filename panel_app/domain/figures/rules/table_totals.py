"""Do the rows of a table make its total row, and its columns the total column?

Which rows a total is of is not printed: several readings are tried (the rows since the last total, all
rows, the subtotals …), and one counts only when it makes other totals of the same table exactly. So a
total is doubted only in a table whose other totals prove how it adds up. Silent where the table says that
it leaves something out, for rates and averages, and where the difference is one row (a sub-row, perhaps).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from panel_app.domain.figures.grading import digit_slip
from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import Figure, Unit
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import added, amount, listed, number

_FEWEST_PARTS = 2
_MANY_PARTS = 6
_LARGE = 20
"""A sum that agrees by chance is small."""


@dataclass(frozen=True)
class _Line:
    """A printed total and its parts: a column under a total row, or a row beside a total column."""

    total: Figure
    parts: tuple[tuple[str, Figure], ...]
    name: str
    """“Grand Total, Mar-20”."""
    row: int

    @cached_property
    def sum(self) -> Decimal:
        return sum((figure.value for _, figure in self.parts), Decimal(0))

    @property
    def off(self) -> Decimal:
        return self.total.value - self.sum

    @property
    def exact(self) -> bool:
        return self.off == 0

    @property
    def telling(self) -> bool:
        """Exact in a way that is hardly chance."""
        several = len([1 for _, part in self.parts if part.value]) >= _FEWEST_PARTS
        return (
            self.exact
            and several
            and (abs(self.total.value / self.total.step) >= _LARGE or len(self.parts) > 3)
        )

    @property
    def beyond_chance(self) -> bool:
        """Exact with so many parts that it proves by itself how the total adds up."""
        several = len([1 for _, part in self.parts if part.value]) >= _MANY_PARTS
        return self.telling and several and abs(self.total.value / self.total.step) >= 100

    def rounded(self, money: bool) -> bool:
        """Whether the difference can come from rounding each part."""
        step = min([self.total.step, *(figure.step for _, figure in self.parts)])
        slack = (len(self.parts) + 1) * step / 2
        if step == 1 and self.total.unit is Unit.COUNT and not money:
            slack = min(slack, Decimal(2))
        return abs(self.off) <= slack


def check_totals(source: Source) -> Iterator[FigureCheck]:
    """All total rows and total columns of all tables."""
    for grid in source.grids:
        if len(grid.numeric) == 0:
            continue
        columns = list(_total_columns(source, grid))
        beside_proved = sum(one.verdict is Verdict.AGREES for one in columns) >= 3
        yield from columns
        for at, row in enumerate(grid.totals):
            yield from _total_row(source, grid, row, grid.totals[:at], beside_proved)


def _total_row(
    source: Source, grid: Grid, row: int, earlier: Sequence[int], beside_proved: bool
) -> Iterator[FigureCheck]:
    readings = [[*_column_lines(grid, row, rows)] for rows in _readings(grid, row, earlier)]
    readings = [lines for lines in readings if lines]
    if not readings:
        return
    lines = max(
        readings, key=lambda lines: (sum(one.exact for one in lines), -sum(abs(x.off) for x in lines))
    )
    proved = [one for one in lines if one.telling]
    agreeing = [one for one in lines if one.exact]
    if agreeing and proved:
        yield _agreeing(source, grid, row, agreeing)
    enough = len(proved) >= 2 or (len(proved) == 1 and (beside_proved or proved[0].beyond_chance))
    if not enough or grid.leaves_out:
        return
    for one in lines:
        if not one.exact:
            yield from _differing(source, grid, one, lines)


def _readings(grid: Grid, row: int, earlier: Sequence[int]) -> list[list[int]]:
    """What a total row may be the total of, the likeliest first."""
    plain = [r for r in range(grid.first, row) if r not in earlier]
    last = earlier[-1] if earlier else grid.first - 1
    since = [r for r in plain if r > last]
    group = _group_of(grid, row, since)
    found = [since, [last, *since] if earlier and since else [], plain, list(earlier)]
    found += [group, [*earlier, *since] if len(earlier) > 1 else []]
    if earlier and len(earlier) > 1:
        found.append([*earlier[-2:], *since])
    # A total may stand above its parts.
    below = [r for r in range(row + 1, len(grid.table.rows)) if r not in grid.totals]
    if not plain:
        found.append(below)
    return [rows for rows in found if len(rows) >= _FEWEST_PARTS]


def _group_of(grid: Grid, row: int, since: list[int]) -> list[int]:
    """The rows from the last one with words in the first column: a group under its name."""
    for r in reversed(since):
        if grid.text(r, 0) and grid.numeric and grid.numeric[0] > 1:
            return [one for one in since if one >= r]
    return []


def _column_lines(grid: Grid, row: int, rows: Sequence[int]) -> Iterator[_Line]:
    for column in grid.numeric:
        total = grid.figures[row][column]
        if total is None or grid.is_rate(column):
            continue
        parts = [(grid.label(r), grid.figures[r][column]) for r in rows]
        if any(grid.text(r, column) and grid.figures[r][column] is None for r in rows):
            continue
        figures = tuple((label, figure) for label, figure in parts if figure is not None)
        if len(figures) < _FEWEST_PARTS or any(f.unit is not total.unit and f.value for _, f in figures):
            continue
        header = grid.headers[column]
        yield _Line(total, figures, ", ".join(x for x in (grid.label(row), header) if x), row)


def _total_columns(source: Source, grid: Grid) -> Iterator[FigureCheck]:
    start = 0
    for column in grid.numeric:
        if not _is_total_header(grid.headers[column]) or grid.is_rate(column):
            continue
        parts = [c for c in grid.numeric if start <= c < column and not grid.is_rate(c)]
        start = column + 1
        if len(parts) < _FEWEST_PARTS:
            continue
        lines = list(_row_lines(grid, column, parts))
        proved = [one for one in lines if one.telling]
        if len(proved) < 2:
            continue
        for one in lines:
            if one.exact:
                yield _agreeing(source, grid, one.row, [one])
            elif one.row not in grid.totals and 3 * len(proved) >= 2 * len(lines) and not grid.leaves_out:
                yield from _differing(source, grid, one, lines)


def _is_total_header(header: str) -> bool:
    words = header.lower().replace("£", " ").replace("000s", " ").split()
    return (
        bool(words)
        and ("total" in (words[0], words[-1]) or words[:2] == ["grand", "total"])
        and len(words) < 5
    )


def _row_lines(grid: Grid, column: int, parts: Sequence[int]) -> Iterator[_Line]:
    for row in grid.rows:
        total = grid.figures[row][column]
        if total is None:
            continue
        figures = [(grid.headers[c], grid.figures[row][c]) for c in parts]
        if any(grid.text(row, c) and grid.figures[row][c] is None for c in parts):
            continue
        there = tuple((label, figure) for label, figure in figures if figure is not None)
        if len(there) < _FEWEST_PARTS or any(f.unit is not total.unit for _, f in there):
            continue
        yield _Line(total, there, f"{grid.label(row)}, {grid.headers[column]}".strip(", "), row)


def _differing(source: Source, grid: Grid, one: _Line, lines: Sequence[_Line]) -> Iterator[FigureCheck]:
    money = grid.in_money or one.total.unit is Unit.MONEY
    if one.rounded(money):
        yield _check(source, grid, one, Verdict.ROUNDING, ("rounding the parts explains the difference",))
        return
    values = [figure.value for _, figure in one.parts]
    if min(values) <= one.total.value <= max(values):
        return  # An average, a latest value or a highest one, perhaps.
    if one.total.value * one.sum <= 0 or not Decimal("0.5") <= one.total.value / one.sum <= 2:
        return
    left_out = _left_out(one, lines)
    if len(left_out) == 1 and not any(line.exact for line in lines if left_out[0] in dict(line.parts)):
        return  # One row is not counted anywhere: a sub-row.
    slip = digit_slip(one.total, one.sum)
    explained = []
    if left_out:
        explained.append(f"{amount(one.total.value, one.total)} is the sum without {listed(left_out)}")
    elif slip:
        explained.append(f"{slip} in one of the two")
    yield _check(source, grid, one, Verdict.DISAGREES, tuple(explained))


def _left_out(one: _Line, lines: Sequence[_Line]) -> list[str]:
    """The few rows without which the sum is as printed: one row, or rows that explain another total too."""
    found: list[list[str]] = []
    for size in (1, 2, 3):
        for chosen in combinations(one.parts, size) if len(one.parts) > size + 1 else ():
            if sum(figure.value for _, figure in chosen) == -one.off and all(f.value for _, f in chosen):
                found.append([label for label, _ in chosen])
    counts = [sum(_explains(line, labels) for line in lines if not line.exact) for labels in found]
    if not found or max(counts) < 2:
        alone = [labels for labels in found if len(labels) == 1]
        return alone[0] if len(alone) == 1 else []
    return found[counts.index(max(counts))]


def _explains(line: _Line, labels: Sequence[str]) -> bool:
    return sum(figure.value for label, figure in line.parts if label in labels) == -line.off


def _check(
    source: Source, grid: Grid, one: _Line, verdict: Verdict, explained: tuple[str, ...]
) -> FigureCheck:
    total = amount(one.total.value, one.total)
    parts = amount(one.sum, one.total)
    line = f"The {len(one.parts)} parts of “{one.name}” make {parts}; the table has {total}."
    size = abs(one.off)
    if verdict is Verdict.DISAGREES:
        line += f" That is {amount(size, one.total)} {'more' if one.off > 0 else 'less'} than its parts."
    return FigureCheck(
        Rule.TABLE_TOTAL,
        verdict,
        grid.page(one.row),
        f"{one.name}: {one.total.text.strip()}",
        (line,),
        explained,
        _values(source, grid, one),
        box=grid.box(one.row),
    )


def _agreeing(source: Source, grid: Grid, row: int, lines: Sequence[_Line]) -> FigureCheck:
    one = lines[0]
    parts = added([figure.text.strip() for _, figure in one.parts])
    line = f"{parts} = {number(one.sum)}, as printed."
    if len(lines) > 1:
        line += (
            " The other column agrees too."
            if len(lines) == 2
            else f" So do the other {len(lines) - 1} columns."
        )
    label = one.name if len(lines) == 1 else grid.label(row)
    printed = ", ".join(line.total.text.strip() for line in lines)
    return FigureCheck(
        Rule.TABLE_TOTAL,
        Verdict.AGREES,
        grid.page(row),
        f"{label}: {printed}",
        (line,),
        values=_values(source, grid, one),
        box=grid.box(row),
    )


def _values(source: Source, grid: Grid, one: _Line) -> tuple[UsedValue, ...]:
    page = grid.page(one.row)
    where = f"the table on {source.page_name(page)}"
    return tuple(
        UsedValue(figure.text.strip(), page, f"{where}, “{label}”" if label else where)
        for label, figure in one.parts
    )
