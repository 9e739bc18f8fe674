"""The Home Office's open data tables of police recorded crime: by quarter, and by rolling year.

The tables give an offence in each row; a measure counts several of them, as its set says. An offence that
no measure of the set counts becomes a measure of its own: only what the set names is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from panel_app.domain.column_mapping import plain
from panel_app.domain.ids import MeasureId, slug
from panel_app.domain.measures import Area, AreaKind, Better, Measure, Observation, ObservationStatus
from panel_app.domain.period_words import read_period
from panel_app.domain.periods import Period, PeriodKind, quarter
from panel_app.domain.printings import Entry
from panel_app.domain.statistics.rolling_years import quarters_from_rolling_years
from panel_app.importers.measures.sheets import Row, Sheet

_QUARTERLY = ("financial year", "financial quarter", "force name", "offence group", "offence subgroup")
_ROLLING = ("12 months ending", "pfa", "offence")
_COUNT = {"number of offences", "rolling year total number of offences"}
_DERIVED = "Worked out from the rolling years of "
_Totals = dict[tuple[str, str, Period], int]


@dataclass(frozen=True)
class HomeOfficeTable:
    """A sheet that is one of the two tables; `at` holds the column of each heading, `head_row` theirs."""

    sheet: Sheet
    head_row: int
    at: Mapping[str, int]
    count: str
    rolling: bool


def home_office_table(sheet: Sheet) -> HomeOfficeTable | None:
    """The table by its headings; None for any other sheet."""
    for number, row in sheet.rows():
        at = {plain(cell): place for place, cell in enumerate(row)}
        count = next((name for name in at if name in _COUNT), None)
        for headings, rolling in ((_QUARTERLY, False), (_ROLLING, True)):
            if count is not None and all(name in at for name in headings):
                return HomeOfficeTable(sheet, number, at, count, rolling)
        if number >= 10:
            break
    return None


class HomeOfficeReader:
    """Adds up the offences of each measure. `settings` is the set of recorded crime."""

    def __init__(
        self, table: HomeOfficeTable, settings: Mapping[str, Any], as_of: date | None = None
    ) -> None:
        self._table = table
        self._settings = settings
        self._as_of = as_of
        self._records = {record["id"]: settings["defaults"] | record for record in settings["measures"]}
        self._ids: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._own: dict[str, str] = {}

    def entries(self) -> Iterator[Entry]:
        """The printed totals, and the quarters of what has ended, whose later quarters are known to be 0."""
        totals = self._totals()
        measures = {key: self._measure(key) for key in {key for key, _, _ in totals}}
        areas = {name: self._area(name) for name in {name for _, name, _ in totals}}
        order = {key: at for at, key in enumerate(self._records)}
        inwards = sorted(totals.items(), key=lambda one: order.get(one[0][0], len(order)))
        for (key, area, period), total in inwards:
            if self._is_counted(key, period):
                yield Entry(measures[key], areas[area], self._observation(period, total))
        if self._table.rolling:
            for key, area, period, value in self._ended(totals):
                yield Entry(measures[key], areas[area], self._derived(period, value))

    def _totals(self) -> _Totals:
        totals: _Totals = defaultdict(int)
        table = self._table
        area_at = table.at["pfa" if table.rolling else "force name"]
        count_at = table.at[table.count]
        same = self._settings["same_area"]
        for number, row in table.sheet.rows():
            if number <= table.head_row or not any(row):
                continue
            if len(row) <= max(count_at, area_at):
                raise table.sheet.refuse("the row is shorter than the headings", number)
            try:
                count = int(row[count_at].replace(",", ""))
            except ValueError as error:
                why = f"“{row[count_at][:40]}” is not a count"
                raise table.sheet.refuse(why, number, table.count) from error
            period = self._period(row, number)
            area = same.get(row[area_at].strip(), row[area_at].strip())
            for key in self._counted_in(row):
                totals[key, area, period] += count
        return totals

    def _period(self, row: Row, number: int) -> Period:
        table = self._table
        if table.rolling:
            text, kind = row[table.at["12 months ending"]], PeriodKind.ROLLING_YEAR
            column = "12 months ending"
        else:
            text = f"Q{row[table.at['financial quarter']]} {row[table.at['financial year']]}"
            column, kind = "Financial_Quarter", PeriodKind.QUARTER
        try:
            return read_period(text, kind)
        except ValueError as error:
            raise table.sheet.refuse(str(error), number, column) from error

    def _counted_in(self, row: Row) -> tuple[str, ...]:
        """The ids of the measures that count an offence."""
        at = self._table.at
        if self._table.rolling:
            names: tuple[str, ...] = (row[at["offence"]].strip(),)
        else:
            names = (row[at["offence group"]].strip(), row[at["offence subgroup"]].strip())
        if names not in self._ids:
            self._ids[names] = tuple(self._measures_of(names))
        return self._ids[names]

    def _measures_of(self, names: tuple[str, ...]) -> Iterator[str]:
        left_out = False
        counted = False
        for key, record in self._records.items():
            if "all_except" in record:
                left_out = names[0] in record["all_except"]
                if not left_out:
                    yield key
            elif self._counts(record, names):
                counted = True
                yield key
        if not (counted or left_out):
            key = slug(names[-1], 80)
            self._own[key] = names[-1]
            yield key

    def _counts(self, record: Mapping[str, Any], names: tuple[str, ...]) -> bool:
        if self._table.rolling:
            return names[0] in record.get("offences", ())
        return names[0] in record.get("groups", ()) or names[1] in record.get("subgroups", ())

    def _is_counted(self, key: str, period: Period) -> bool:
        """Whether a period lies within the time in which the measure was counted: a 0 outside is no count."""
        record = self._records.get(key, {})
        begins, ends = record.get("from"), record.get("to")
        return not (
            (begins and period.start < date.fromisoformat(begins))
            or (ends and period.end > date.fromisoformat(ends))
        )

    def _ended(self, totals: _Totals) -> Iterator[tuple[str, str, Period, int | None]]:
        rolling: dict[tuple[str, str], dict[Period, int]] = defaultdict(dict)
        for (key, area, period), total in totals.items():
            if self._records.get(key, {}).get("to"):
                rolling[key, area][quarter(period.end.year, period.end.month - 2)] = total
        for (key, area), years in rolling.items():
            last = date.fromisoformat(self._records[key]["to"])
            after = quarter(last.year, last.month - 2).shifted(1)
            known = {after.shifted(n): 0 for n in range(4)}
            for period, value in quarters_from_rolling_years(years, known).items():
                if period.end <= last:
                    yield key, area, period, value

    def _measure(self, key: str) -> Measure:
        defaults = self._settings["defaults"]
        record = self._records.get(key)
        if record is None:
            record = {"id": key, "name": self._own[key], "better": Better.NEITHER, "theme": "Other"}
            return measure_of(defaults | record)
        return measure_of(record)

    def _area(self, name: str) -> Area:
        other = name in self._settings["other_areas"]["names"]
        return Area(name, AreaKind.OTHER if other else AreaKind.FORCE)

    def _observation(self, period: Period, total: int) -> Observation:
        source = self._table.sheet.file
        return Observation(period, str(total), Decimal(total), source=source, as_of=self._as_of)

    def _derived(self, period: Period, value: int | None) -> Observation:
        return derived_quarter(period, value, self._table.sheet.file, self._as_of)


def derived_quarter(period: Period, value: int | None, file: str, as_of: date | None) -> Observation:
    """A quarter worked out from rolling years; one below 0 is missing."""
    if value is None:
        return Observation(period, "", None, ObservationStatus.MISSING, _DERIVED + file, as_of=as_of)
    return Observation(
        period, str(value), Decimal(value), ObservationStatus.DERIVED, _DERIVED + file, as_of=as_of
    )


def measure_of(record: Mapping[str, Any], *, position: int = 0, sample: bool = False) -> Measure:
    """A measure as its set defines it."""
    source = " ".join(part for part in (record["source"], record.get("note", "")) if part)
    return Measure(
        MeasureId(record["id"]),
        record["name"],
        record["unit"],
        Better(record["better"]),
        record["theme"],
        record["quality"],
        source,
        position,
        sample,
    )
