"""A file with one column of values, or one of periods and one of values: a series without a store."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from panel_app.domain.period_words import read_period
from panel_app.domain.printed_values import read_value
from panel_app.importers.measures.sheets import Row, Sheet, sheets_of


@dataclass(frozen=True, slots=True)
class OneSeries:
    """Values in the order of the file; `labels` are their periods as printed, or their places from 1."""

    name: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    missing: int = 0
    """How many rows have no value; they are left out."""


def read_one_series(path: Path) -> OneSeries:
    """The series of a CSV or XLSX file. SheetRefusedError, with row and column, for what is no such file."""
    sheet = sheets_of(path)[0]
    name, unit, missing = path.stem, "", 0
    labels: list[str] = []
    values: list[Decimal] = []
    width = 0
    for number, row in sheet.rows():
        cells = tuple(cell.strip() for cell in row)
        if not any(cells):
            missing += bool(values)
            continue
        if not width:
            width = len(cells)
            if width > 2:
                raise sheet.refuse("there is more than a column of periods and one of values", number)
            if _is_heading(cells):
                name = cells[-1] or name
                continue
        try:
            printed = read_value(cells[-1] if len(cells) == width else "?")
        except ValueError as error:
            raise sheet.refuse(str(error), number, name) from error
        if printed.value is None:
            missing += 1
            continue
        unit = "%" if printed.per_cent else unit
        labels.append(_label(sheet, cells[0], number) if width == 2 else str(len(values) + 1))
        values.append(printed.value)
    return OneSeries(name, unit, tuple(labels), tuple(values), missing)


def _is_heading(cells: Row) -> bool:
    try:
        return read_value(cells[-1]).value is None and bool(cells[-1])
    except ValueError:
        return True


def _label(sheet: Sheet, text: str, row: int) -> str:
    """What a point is called: its period, or any words. A number would be half of one with a comma in it."""
    try:
        return read_period(text).label
    except ValueError:
        if text and not text.replace(" ", "").isdigit():
            return text
        why = "there is no period beside the value, or a comma within it that needs quotation marks around it"
        raise sheet.refuse(why, row) from None
