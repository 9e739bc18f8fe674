"""Scorecards: a row a measure, a value beside that of the year before, and often the force's limits.

Limits stand in one cell above each other ("24420 19173"), in a column of their own, or share columns with the
values: then the upper one stands over the lower, and this year's value over last year's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from panel_app.domain.measures import PrintedLimits
from panel_app.domain.papers import Table
from panel_app.domain.periods import Period, PeriodKind, year_to_date
from panel_app.domain.proposals import ProposedValue
from panel_app.importers.measures.cells import (
    Context,
    cell_period,
    is_name,
    label_of,
    number_of,
    two_numbers,
    unit_of,
    value_of,
)

_SO_FAR = re.compile(r"^(?:year to date|ytd)$", re.IGNORECASE)
_CHANGE = re.compile(r"^(?:ytd|year to date) ?%? ?change$", re.IGNORECASE)
_SO_FAR_BEFORE = re.compile(r"^(?:year to date|ytd) (?:last|previous) year$", re.IGNORECASE)
_SHARED = "The limits share columns with the values here: look whether each number is what it is taken for."


@dataclass(frozen=True)
class Head:
    """The columns of a scorecard: this period's value, the year before's, and those of the year to date."""

    now: int
    before: int
    period: Period
    so_far: int | None = None
    so_far_before: int | None = None
    has_change: bool = False
    """Whether the last column is the change of the year to date in per cent."""

    @property
    def earlier(self) -> Period:
        return self.period.same_period_last_year()


@dataclass(frozen=True)
class _Line:
    """A row read: both values and the limits, each with its text and column."""

    now: tuple[str, int]
    before: tuple[str, int]
    limits: PrintedLimits | None = None
    doubt: str = ""
    rows: int = 1


def scorecard_head(table: Table) -> Head | None:
    """The columns by the first row: two headings are periods of one kind, a year apart."""
    row = table.rows[0] if table.rows else ()
    periods = [(at, p) for at, cell in enumerate(row) if at and (p := cell_period(cell))]
    for (at, period), (other_at, other) in pairwise(periods):
        if period.kind.tiles and other == period.same_period_last_year() and other_at == at + 1:
            so_far = next((n for n, cell in enumerate(row) if _SO_FAR.match(cell.strip())), None)
            earlier = next((n for n, cell in enumerate(row) if _SO_FAR_BEFORE.match(cell.strip())), None)
            return Head(at, other_at, period, so_far, earlier, bool(_CHANGE.match(row[-1].strip())))
    return None


def goes_on(table: Table, before: Table) -> bool:
    """Whether a table without headings goes on with the scorecard before it: rows of the same shape."""
    if table.page not in (before.page, before.page + 1) or not table.rows:
        return False
    row = table.rows[0]
    return len(row) == len(before.rows[0]) and is_name(row[0]) and two_numbers(row[1]) is not None


def scorecard_values(table: Table, head: Head, context: Context, first: int = 1) -> Iterator[ProposedValue]:
    """The values of each row that names a measure."""
    rows = table.rows
    at = first
    while at < len(rows):
        row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else ()
        line = _line(row, below, head) if is_name(row[0]) else None
        if line is not None:
            yield from _values(table, at, line, head, context)
        at += line.rows if line else 1


def _line(row: Sequence[str], below: Sequence[str], head: Head) -> _Line | None:
    cells = [cell.strip() for cell in row]
    under = [cell.strip() for cell in below] if below and not below[0].strip() else []
    limits_at = next((at for at in range(1, min(head.now + 1, len(cells))) if two_numbers(cells[at])), None)
    if limits_at is not None:
        pair = two_numbers(cells[limits_at])
        return _plain(cells, limits_at + 1, None if pair is None else _limits(*pair))
    stacked = [(at, number_of(cell)) for at, cell in enumerate(under) if number_of(cell) is not None]
    if head.now > 1 and len(stacked) == 1 and stacked[0][0] < head.now:
        upper = number_of(cells[stacked[0][0]])
        if upper is not None and stacked[0][1] is not None:
            return _plain(cells, head.now, _limits(upper, stacked[0][1]), rows=2)
    if [at for at, _ in stacked] == [head.now, head.before]:
        upper, lower, now = number_of(cells[head.now]), stacked[0][1], cells[head.before]
        if upper is not None and lower is not None and upper >= lower and number_of(now) is not None:
            before = under[head.before]
            places = (now, head.before), (before, head.before)
            return _Line(*places, _limits(upper, lower), _SHARED, 2)
    return _plain(cells, head.now, None)


def _plain(cells: Sequence[str], now: int, limits: PrintedLimits | None, rows: int = 1) -> _Line | None:
    if now + 1 >= len(cells) or number_of(cells[now]) is None:
        return None
    return _Line((cells[now], now), (cells[now + 1], now + 1), limits, "", rows)


def _limits(one: Decimal, other: Decimal) -> PrintedLimits:
    return PrintedLimits(min(one, other), max(one, other))


def _values(table: Table, at: int, line: _Line, head: Head, context: Context) -> Iterator[ProposedValue]:
    name = label_of(table.rows[at][0])
    last = value_of(table.rows[at][-1].strip()) if head.has_change else None
    change = last.value if last is not None and last.per_cent else None
    wanted = [(line.now, head.period, line.limits), (line.before, head.earlier, None)]
    for column, period in ((head.so_far, head.period), (head.so_far_before, head.earlier)):
        if column is not None and column < len(table.rows[at]):
            wanted.append(((table.rows[at][column].strip(), column), year_to_date(period.end), None))
    for (text, column), period, limits in wanted:
        value = number_of(text)
        if value is not None and period.kind is not PeriodKind.AS_AT:
            yield ProposedValue(
                name,
                context.force,
                period,
                text,
                value,
                unit_of(text),
                table.page_of_row(at),
                at,
                column,
                limits,
                doubt=line.doubt,
                change_to_date=change if period == head.period else None,
            )
