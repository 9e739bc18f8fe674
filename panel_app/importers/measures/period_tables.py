"""Tables by month, quarter or year, across or down, of measures or of areas; and tables by area alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.when import periods_in
from panel_app.domain.papers import Table
from panel_app.domain.periods import Period, year_to_date
from panel_app.domain.proposals import ProposedValue, TableKind
from panel_app.importers.measures.cells import (
    Context,
    caption_of,
    cell_period,
    is_name,
    label_of,
    month_alone,
    month_of_year,
    unit_of,
    value_of,
)

_LEAST = 2
"""So many periods, across or down, make a table by period."""
_SO_FAR = re.compile(r"^(?:year[- ]to[- ]date|ytd)$", re.IGNORECASE)
_SUMS = re.compile(r"\b(?:total|average|mean|change|trend|share|% of|target|rag)\b", re.IGNORECASE)
_NAMED_AREAS = 3


@dataclass(frozen=True)
class _Column:
    at: int
    period: Period


def period_table_values(
    grid: Grid, context: Context, section: str
) -> tuple[TableKind, list[ProposedValue]] | None:
    """The values of a table by period or by area, and which it is; None for any other."""
    table = grid.table
    years = _years_across(table)
    if years:
        return TableKind.PERIODS, list(_months_by_years(table, context, years, _name(grid, section)))
    across = _across(table)
    if len(across) >= _LEAST:
        areas = _rows_are_areas(table, context)
        kind = TableKind.AREAS if areas else TableKind.PERIODS
        name = _name(grid, section) if areas else caption_of(grid)
        return kind, list(_across_values(table, context, across, name, areas))
    if _periods_down(table) >= _LEAST + 1:
        return TableKind.PERIODS, list(_down_values(table, context, grid))
    if _rows_are_areas(table, context):
        period = _one_period(grid)
        if period is not None:
            return TableKind.AREAS, list(_area_values(table, context, period))
    return None


def _across(table: Table) -> list[_Column]:
    """The columns after the first whose headings are periods that differ; the year to date at their end."""
    if not table.rows:
        return []
    found = [
        _Column(at, p) for at, cell in enumerate(table.rows[0]) if at and (p := cell_period(cell)) is not None
    ]
    if len({c.period for c in found}) != len(found) or len(found) < _LEAST:
        return []
    last = max((c.period for c in found), key=lambda p: p.end)
    so_far = [
        _Column(at, year_to_date(last.end))
        for at, cell in enumerate(table.rows[0])
        if _SO_FAR.match(cell.strip())
    ]
    return [*found, *so_far]


def _across_values(
    table: Table, context: Context, columns: Sequence[_Column], name: str, areas: bool
) -> Iterator[ProposedValue]:
    """Each cell: of the area of its row, or of the measure that its row is under the caption `name`."""
    for at, row in enumerate(table.rows[1:], start=1):
        label = label_of(row[0])
        if not is_name(label) or _SUMS.search(label):
            continue
        measure = name if areas else f"{name}: {label}" if name else label
        for column in columns:
            text = row[column.at].strip() if column.at < len(row) else ""
            printed = value_of(text)
            if printed is not None and text:
                yield ProposedValue(
                    measure,
                    label if areas else context.force,
                    column.period,
                    text,
                    printed.value,
                    unit_of(text, measure),
                    table.page_of_row(at),
                    at,
                    column.at,
                )


def _years_across(table: Table) -> list[_Column]:
    """Columns that are years, where the rows are months without one."""
    if not table.rows or sum(month_alone(row[0]) is not None for row in table.rows[1:]) < _LEAST + 1:
        return []
    return [
        _Column(at, p)
        for at, cell in enumerate(table.rows[0])
        if at and (p := cell_period(cell)) is not None and p.kind.tiles and p.kind.months == 12
    ]


def _months_by_years(
    table: Table, context: Context, years: Sequence[_Column], name: str
) -> Iterator[ProposedValue]:
    for at, row in enumerate(table.rows[1:], start=1):
        month = month_alone(row[0])
        for column in years if month is not None else ():
            text = row[column.at].strip() if column.at < len(row) else ""
            printed, period = value_of(text), month_of_year(month or 1, column.period)
            if printed is not None and period is not None and text:
                yield ProposedValue(
                    name,
                    context.force,
                    period,
                    text,
                    printed.value,
                    unit_of(text, name),
                    table.page_of_row(at),
                    at,
                    column.at,
                )


def _periods_down(table: Table) -> int:
    return sum(cell_period(row[0]) is not None for row in table.rows[1:] if row)


def _down_values(table: Table, context: Context, grid: Grid) -> Iterator[ProposedValue]:
    names = [label_of(cell) for cell in table.rows[0]]
    twice = {name for name, count in Counter(names).items() if count > 1}
    for at, row in enumerate(table.rows[1:], start=1):
        period = cell_period(row[0])
        for column, text in enumerate(row) if period is not None else ():
            name = names[column] if column < len(names) else ""
            printed = value_of(text.strip())
            if not column or printed is None or not text.strip() or name in twice or period is None:
                continue
            if not is_name(name) or re.search(r"\b(?:change|difference|share|% of)\b", name, re.IGNORECASE):
                continue
            yield ProposedValue(
                name,
                context.force,
                period,
                text.strip(),
                printed.value,
                unit_of(text, name),
                table.page_of_row(at),
                at,
                column,
            )


def _rows_are_areas(table: Table, context: Context) -> bool:
    """Whether the rows are areas: the force stands among them, or several areas that are known."""
    labels = {label_of(row[0]) for row in table.rows[1:] if row}
    named = labels & context.areas
    return (bool(context.force) and context.force in labels and len(labels) >= _NAMED_AREAS) or len(
        named
    ) >= _NAMED_AREAS


def _area_values(table: Table, context: Context, period: Period) -> Iterator[ProposedValue]:
    names = [label_of(cell) for cell in table.rows[0]]
    for at, row in enumerate(table.rows[1:], start=1):
        area = label_of(row[0])
        for column, text in enumerate(row):
            name = names[column] if column < len(names) else ""
            printed = value_of(text.strip())
            if column and printed is not None and text.strip() and is_name(name) and is_name(area):
                unit = unit_of(text, name)
                page = table.page_of_row(at)
                doubt = "The period is that of the heading above: look whether it holds for all columns."
                yield ProposedValue(
                    name, area, period, text.strip(), printed.value, unit, page, at, column, doubt=doubt
                )


def _one_period(grid: Grid) -> Period | None:
    """The only period that the headings above a table name."""
    said = {s.period for text in (grid.table.title, *grid.headings[-2:]) for s in periods_in(text)}
    return said.pop() if len(said) == 1 else None


def _name(grid: Grid, section: str) -> str:
    """The measure of a table whose rows are areas or months: its caption under its section."""
    caption = caption_of(grid)
    if not section or section.casefold() == caption.casefold():
        return caption
    return f"{section}: {caption[:1].lower()}{caption[1:]}" if caption else section
