"""A table of figures as entries for the store, by a mapping of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from panel_app.domain.column_mapping import ColumnMapping, Field, guessed, plain
from panel_app.domain.ids import MeasureId, slug
from panel_app.domain.measures import (
    Area,
    AreaKind,
    Better,
    Measure,
    MeasureTarget,
    Observation,
    ObservationStatus,
    PrintedLimits,
)
from panel_app.domain.period_words import read_period
from panel_app.domain.periods import Period, PeriodKind
from panel_app.domain.printed_values import PrintedValue, in_unit, read_value, told_unit
from panel_app.domain.printings import Entry
from panel_app.importers.measures.sheets import Row, Sheet

_E = TypeVar("_E", bound=StrEnum)
_HEAD = 30
"""The headings stand within so many rows."""
_HUNDRED = Decimal(100)
_PER_CENT = ("%", "per cent", "percent", "percentage", "rate %")
_BETTER = (
    dict.fromkeys(("fewer", "lower", "down", "decrease", "less", "low", "reduction"), Better.FEWER)
    | dict.fromkeys(("more", "higher", "up", "increase", "high"), Better.MORE)
    | dict.fromkeys(("neither", "neutral", "", "n/a", "none"), Better.NEITHER)
)


@dataclass(frozen=True)
class Table:
    """A sheet with the row of its headings and the mapping of its columns."""

    sheet: Sheet
    head_row: int
    headings: Row
    mapping: ColumnMapping


def find_table(sheet: Sheet, mapping: ColumnMapping | None = None) -> Table | None:
    """The table of a sheet: the first row that fits the mapping, or that reads as headings without one.

    Without either the first row of two cells and more, whose mapping is not complete; None for an empty one.
    """
    first: Table | None = None
    for number, row in sheet.rows():
        if number > _HEAD:
            break
        headings = tuple(cell.strip() for cell in row)
        if sum(map(bool, headings)) < 1:
            continue
        made = mapping or guessed(headings)
        if (mapping is None and not made.missing) or (mapping is not None and made.fits(headings)):
            return Table(sheet, number, headings, made)
        if first is None and (sum(map(bool, headings)) > 1 or mapping is not None):
            first = Table(sheet, number, headings, made)
    return first


@dataclass
class _Seen:
    """What the plain and the signed values of one measure look like, over the whole table."""

    unit: str = ""
    per_cent: bool = False
    """Whether a value has a % sign."""
    largest: Decimal = Decimal(0)
    row: int = 0
    """The first row with a value that has decimals and no % sign."""
    fraction: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value with what its row says of it."""

    row: int
    column: str
    text: str
    period: str
    cells: Row


class TableReader:
    """The rows of a table as entries; SheetRefusedError with the row and column of what is wrong."""

    def __init__(self, table: Table, as_of: date | None = None, source: str = "") -> None:
        self._table = table
        self._sheet, self._mapping = table.sheet, table.mapping
        self._as_of = as_of
        self._source = source or table.sheet.file
        self._at = self._columns()
        self._measures: dict[tuple[str, ...], Measure] = {}
        self._areas: dict[tuple[str, ...], Area] = {}
        self._seen: dict[str, _Seen] = {}
        self.remarks: list[str] = []

    def entries(self) -> Iterator[Entry]:
        """Every value of the table, read twice: what a plain 0.53 means shows only over all of it."""
        for cell in self._cells():
            self._look(cell)
        self._settle_shares()
        for cell in self._cells():
            yield self._entry(cell)

    def _columns(self) -> dict[Field, int]:
        by_name: dict[str, int] = {}
        for at, heading in enumerate(self._table.headings):
            by_name.setdefault(plain(heading), at)
        found: dict[Field, int] = {}
        for one, heading in self._mapping.columns.items():
            if plain(heading) not in by_name:
                raise self._sheet.refuse(f"there is no column “{heading}”", self._table.head_row)
            found[one] = by_name[plain(heading)]
        return found

    def _cells(self) -> Iterator[_Cell]:
        width = len(self._table.headings)
        across = self._across()
        for number, row in self._sheet.rows():
            if number <= self._table.head_row or not any(cell.strip() for cell in row):
                continue
            if any(cell.strip() for cell in row[width:]):
                why = (
                    f"there are {len(row)} cells where the headings are {width}: perhaps a comma within a "
                    "number, which needs quotation marks around it"
                )
                raise self._sheet.refuse(why, number)
            if self._mapping.across:
                for at, heading in across:
                    if at < len(row):
                        yield _Cell(number, heading, row[at], heading, row)
            else:
                period = self._text(row, Field.PERIOD)
                yield _Cell(number, self._heading(Field.VALUE), self._text(row, Field.VALUE), period, row)

    def _across(self) -> list[tuple[int, str]]:
        """The columns whose headings are periods."""
        taken = set(self._at.values())
        found = []
        for at, heading in enumerate(self._table.headings):
            if at not in taken and self._mapping.across:
                try:
                    read_period(heading, self._mapping.dates)
                except ValueError:
                    continue
                found.append((at, heading))
        return found

    def _text(self, row: Row, one: Field) -> str:
        at = self._at.get(one)
        if at is None:
            return self._mapping.fixed.get(one, "")
        return row[at].strip() if at < len(row) else ""

    def _heading(self, one: Field) -> str:
        return self._mapping.columns.get(one, one.value)

    def _value(self, cell: _Cell) -> PrintedValue:
        try:
            return read_value(cell.text)
        except ValueError as error:
            raise self._sheet.refuse(str(error), cell.row, cell.column) from error

    def _look(self, cell: _Cell) -> None:
        printed = self._value(cell)
        if printed.value is None:
            return
        name, unit = self._text(cell.cells, Field.MEASURE), self._text(cell.cells, Field.UNIT)
        seen = self._seen.setdefault(name, _Seen())
        unit = "%" if unit.casefold() in _PER_CENT else unit or told_unit(printed)
        if unit and seen.unit and unit != seen.unit:
            why = f"“{name}” is counted in {seen.unit} above, and in {unit} here"
            raise self._sheet.refuse(why, cell.row, self._heading(Field.UNIT))
        seen.unit = seen.unit or unit
        if printed.per_cent:
            seen.per_cent = True
            return
        seen.largest = max(seen.largest, abs(printed.value))
        if not seen.row and printed.value != printed.value.to_integral_value():
            seen.row = cell.row

    def _settle_shares(self) -> None:
        """0.53 is 53% where all values without a % sign lie between 0 and 1 and none has one."""
        for name, seen in self._seen.items():
            seen.fraction = seen.unit == "%" and bool(seen.row) and seen.largest <= 1
            if seen.fraction and seen.per_cent:
                why = "it could be a share of 1 or a percentage: write it with a % sign, as the others are"
                raise self._sheet.refuse(why, seen.row, self._heading(Field.VALUE))
            if seen.fraction:
                self.remarks.append(f"“{name}” is given as shares of 1: 0.53 was read as 53%.")

    def _entry(self, cell: _Cell) -> Entry:
        printed = self._value(cell)
        measure = self._measure(cell)
        seen = self._seen.get(self._text(cell.cells, Field.MEASURE), _Seen())
        value = self._in_unit(printed, measure.unit, seen, cell, cell.column)
        status = ObservationStatus.MISSING if value is None else ObservationStatus.PRINTED
        given = self._text(cell.cells, Field.STATUS)
        if given and value is not None:
            status = self._one_of(ObservationStatus, given, cell.row, Field.STATUS)
        period = self._period(cell)
        observation = Observation(
            period,
            cell.text.strip(),
            value,
            status,
            self._text(cell.cells, Field.SOURCE) or self._source,
            as_of=self._as_of,
            row=cell.row,
            limits=self._limits(cell, measure.unit, seen),
        )
        return Entry(measure, self._area(cell), observation, self._target(cell, measure.unit, seen, period))

    def _in_unit(
        self, printed: PrintedValue, unit: str, seen: _Seen, cell: _Cell, column: str
    ) -> Decimal | None:
        try:
            value = in_unit(printed, unit)
        except ValueError as error:
            raise self._sheet.refuse(str(error), cell.row, column) from error
        if value is not None and seen.fraction and not printed.per_cent:
            return value * _HUNDRED
        return value

    def _period(self, cell: _Cell) -> Period:
        kind = self._mapping.dates
        given = self._text(cell.cells, Field.PERIOD_KIND)
        if given:
            kind = self._one_of(PeriodKind, given, cell.row, Field.PERIOD_KIND)
        try:
            return read_period(cell.period, kind)
        except ValueError as error:
            raise self._sheet.refuse(str(error), cell.row, self._heading(Field.PERIOD)) from error

    def _measure(self, cell: _Cell) -> Measure:
        texts = tuple(
            self._text(cell.cells, one)
            for one in (Field.MEASURE, Field.UNIT, Field.BETTER, Field.THEME, Field.QUALITY)
        )
        if texts not in self._measures:
            name, unit, better, theme, quality = texts
            if not name:
                raise self._sheet.refuse("the measure has no name", cell.row, self._heading(Field.MEASURE))
            seen = self._seen.get(name)
            unit = seen.unit if seen else unit
            direction = _BETTER.get(better.casefold())
            if direction is None:
                why = f"“{better}” is not “fewer”, “more” or “neither”"
                raise self._sheet.refuse(why, cell.row, self._heading(Field.BETTER))
            source = self._source
            made = Measure(MeasureId(slug(name, 80)), name, unit, direction, theme, quality, source)
            self._measures[texts] = made
        return self._measures[texts]

    def _area(self, cell: _Cell) -> Area:
        texts = tuple(self._text(cell.cells, one) for one in (Field.AREA, Field.AREA_KIND, Field.WITHIN))
        if texts not in self._areas:
            name, kind, within = texts
            if not name:
                raise self._sheet.refuse("the area has no name", cell.row, self._heading(Field.AREA))
            known = self._one_of(AreaKind, kind, cell.row, Field.AREA_KIND) if kind else None
            default = AreaKind.LOCAL if within else AreaKind.FORCE
            self._areas[texts] = Area(name, known or default, within)
        return self._areas[texts]

    def _limits(self, cell: _Cell, unit: str, seen: _Seen) -> PrintedLimits | None:
        edges = []
        for one in (Field.LOWER, Field.UPPER):
            text = self._text(cell.cells, one)
            printed = self._side_value(text, cell, one)
            edges.append(self._in_unit(printed, unit, seen, cell, self._heading(one)))
        lower, upper = edges
        return None if lower is None or upper is None else PrintedLimits(lower, upper)

    def _target(self, cell: _Cell, unit: str, seen: _Seen, period: Period) -> MeasureTarget | None:
        """A target holds from the financial year of its row on."""
        text = self._text(cell.cells, Field.TARGET)
        if not text:
            return None
        printed = self._side_value(text, cell, Field.TARGET)
        value = self._in_unit(printed, unit, seen, cell, self._heading(Field.TARGET))
        area = self._text(cell.cells, Field.AREA)
        begins = date(period.financial_year, 4, 1)
        return None if value is None else MeasureTarget(text, value, area, begins, source=self._source)

    def _side_value(self, text: str, cell: _Cell, one: Field) -> PrintedValue:
        try:
            return read_value(text)
        except ValueError as error:
            raise self._sheet.refuse(str(error), cell.row, self._heading(one)) from error

    def _one_of(self, kind: type[_E], text: str, row: int, one: Field) -> _E:
        try:
            return kind(text.casefold())
        except ValueError as error:
            known = ", ".join(f"“{member.value}”" for member in kind)
            why = f"“{text}” is none of {known}"
            raise self._sheet.refuse(why, row, self._heading(one)) from error


def complete(tables: Sequence[Table]) -> Table | None:
    """The first table that can be read without asking."""
    return next((table for table in tables if not table.mapping.missing), None)
