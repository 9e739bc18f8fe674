"""Printed values into the store: read as a stream, put there all at once or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, islice
from typing import Any

from sqlite_utils import Database

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import Area, Measure
from panel_app.domain.periods import Period, PeriodKind, period_ending
from panel_app.domain.printings import Added, Entry
from panel_app.domain.statistics.rolling_years import quarters_from_rolling_years
from panel_app.storage.database import Store
from panel_app.storage.measures import COLUMNS, MeasureRepository, observation_row, period_of, target_row

_BATCH = 5000
_KEY = "series, period_kind, period_start, period_end"


def add_entries(store: Store, entries: Iterable[Entry], file: str) -> Added:
    """Add printings to the library in one transaction; what is there already from the same source stays.

    Nothing is held in memory but a batch. UserFacingError, which names the `file` (or paper), and nothing
    changed, where two entries give different values for one period, or a measure another unit.
    """
    with store.writing() as db:
        db.execute("DROP TABLE IF EXISTS temp.incoming")
        db.execute(f"CREATE TEMP TABLE incoming (series INTEGER, {COLUMNS})")
        staged = _Staging(db)
        marks = ", ".join("?" * (1 + len(COLUMNS.split(", "))))
        for batch in _batches(entries):
            rows = [staged.row(entry) for entry in batch]
            db.conn.executemany(f"INSERT INTO incoming VALUES ({marks})", rows)
        _choose(db)
        _refuse_two_values(db, file)
        added = _move_over(db, staged.new_measures)
        for measure, target in staged.targets:
            db.execute(
                f"INSERT OR REPLACE INTO targets VALUES ({', '.join('?' * 9)})", target_row(measure, target)
            )
        db.execute("DROP TABLE temp.chosen")
        db.execute("DROP TABLE temp.incoming")
    return added


class _Staging:
    """What of the entries is not an observation: their measures, areas and series, and the targets."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._units: dict[MeasureId, str] = {}
        self._series: dict[tuple[MeasureId, str], int] = {}
        self.new_measures = 0
        self.targets: dict[tuple[MeasureId, Any], None] = {}

    def row(self, entry: Entry) -> tuple[Any, ...]:
        measure, area = entry.measure, entry.area
        if measure.id not in self._units:
            self._units[measure.id] = self._known_unit(measure)
        if measure.unit and self._units[measure.id] != measure.unit:
            raise UserFacingError(
                f"“{measure.name}” is here already, in {self._units[measure.id] or 'no unit'} and not in "
                f"{measure.unit}. Give one of them another name and import again."
            )
        series = self._series.get((measure.id, area.name))
        if series is None:
            series = self._series[measure.id, area.name] = self._known_series(measure.id, area)
        if entry.target is not None:
            self.targets[measure.id, entry.target] = None
        return (series, *observation_row(entry.observation))

    def _known_series(self, measure: MeasureId, area: Area) -> int:
        """The series of a measure in an area, put there if it is not."""
        self._db.execute(
            "INSERT OR IGNORE INTO areas (name, kind, within) VALUES (?, ?, ?)",
            [area.name, area.kind, area.within],
        )
        self._db.execute(
            "INSERT OR IGNORE INTO series (measure, area, area_kind) VALUES (?, ?, ?)",
            [measure, area.name, area.kind],
        )
        found = self._db.execute("SELECT id FROM series WHERE measure = ? AND area = ?", [measure, area.name])
        return int(found.fetchone()[0])

    def _known_unit(self, measure: Measure) -> str:
        """The unit of the measure in the store, put there if it is not. Real figures replace the sample's."""
        self._db.execute("DELETE FROM measures WHERE id = ? AND sample = 1", [measure.id])
        for row in self._db.execute("SELECT unit FROM measures WHERE id = ?", [measure.id]):
            return str(row[0])
        self.new_measures += 1
        self._db.execute(
            "INSERT INTO measures (id, name, unit, better, theme, quality, source, position, sample) VALUES"
            " (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM measures), 0)",
            [
                measure.id,
                measure.name,
                measure.unit,
                measure.better.value,
                measure.theme,
                measure.quality,
                measure.source,
            ],
        )
        return measure.unit


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    several = iter(entries)
    while batch := list(islice(several, _BATCH)):
        yield batch


def _choose(db: Database) -> None:
    """The entry that stands for each period: the first with a value, for "-" and 12 for one period is 12."""
    first = "coalesce(min(CASE WHEN value IS NOT NULL THEN rowid END), min(rowid)) AS place"
    ends = "min(CAST(value AS REAL)) AS low, max(CAST(value AS REAL)) AS high"
    db.execute(f"CREATE TEMP TABLE chosen AS SELECT {_KEY}, {first}, {ends} FROM incoming GROUP BY {_KEY}")


def _refuse_two_values(db: Database, file: str) -> None:
    """One source gives one value for a period; two that differ cannot both be meant."""
    for series, kind, start, end in db.execute(f"SELECT {_KEY} FROM chosen WHERE low <> high LIMIT 1"):
        several = db.execute(
            "SELECT value, row FROM incoming WHERE series = ? AND period_kind = ? AND period_start = ?"
            " AND period_end = ? AND value IS NOT NULL ORDER BY rowid",
            [series, kind, start, end],
        ).fetchall()
        (one, first), (other, last) = several[0], next(v for v in several if v[0] != several[0][0])
        (name, area) = db.execute(
            "SELECT m.name, s.area FROM series s JOIN measures m ON m.id = s.measure WHERE s.id = ?", [series]
        ).fetchone()
        where = f", rows {first} and {last}," if first is not None else ""
        period = period_of(kind, start, end).label
        said = f"{period} so far" if kind == PeriodKind.YEAR_TO_DATE else period
        raise UserFacingError(
            f"“{file}”{where} gives two values, {one} and {other}, for “{name}” in {area} in {said}. "
            "Take one of them out and import again; nothing was changed."
        )


def _move_over(db: Database, new_measures: int) -> Added:
    same_period = (
        "o.series = i.series AND o.period_start = i.period_start AND o.period_end = i.period_end"
        " AND o.period_kind = i.period_kind"
    )
    there = (
        f"EXISTS (SELECT 1 FROM observations o WHERE {same_period} AND o.source = i.source"
        " AND o.paper IS i.paper AND o.printed = i.printed AND o.value IS i.value)"
    )
    differs = (
        f"i.status <> 'derived' AND EXISTS (SELECT 1 FROM observations o WHERE {same_period}"
        " AND o.status <> 'derived' AND CAST(o.value AS REAL) <> CAST(i.value AS REAL))"
    )
    chosen = "FROM chosen c JOIN incoming i ON i.rowid = c.place"
    (revised,) = db.execute(f"SELECT count(*) {chosen} WHERE {differs} AND NOT {there}").fetchone()
    (all_of_them,) = db.execute("SELECT count(*) FROM chosen").fetchone()
    columns = ", ".join(f"i.{name}" for name in COLUMNS.split(", "))
    values = db.execute(
        f"INSERT INTO observations (series, {COLUMNS}) SELECT i.series, {columns} {chosen}"
        f" WHERE NOT {there} ORDER BY c.place"
    ).rowcount
    return Added(new_measures, values, all_of_them - values, revised)


@dataclass(frozen=True, slots=True)
class Derivable:
    """A series with printed quarters and rolling years, and the quarters that follow from the two.

    `source` and `as_of` are of the rolling years. `agrees` is whether the printed quarters of each whole year
    add up to it: they do not where the two were printed before and after a revision.
    """

    measure: Measure
    area: Area
    quarters: dict[Period, int | None]
    source: str
    as_of: date | None
    agrees: bool


def derivable(store: Store) -> Iterator[Derivable]:
    """All series of the library from which quarters follow."""
    rows = store.db.execute(
        "SELECT s.measure, s.area, o.period_kind, o.period_start, o.period_end, o.value, o.source, o.as_of"
        " FROM observations o JOIN series s ON s.id = o.series WHERE o.value IS NOT NULL AND o.status <>"
        " 'derived' AND o.period_kind IN ('quarter', 'rolling year') AND s.id IN (SELECT series FROM"
        " observations WHERE period_kind = 'quarter' AND status <> 'derived') ORDER BY s.id, o.as_of, o.id"
    )
    repository = MeasureRepository(store)
    measures = {measure.id: measure for measure in repository.measures()}
    for (measure, area), several in groupby(rows, key=lambda row: (row[0], row[1])):
        known: dict[Period, int] = {}
        rolling: dict[Period, int] = {}
        source, day = "", None
        for _, _, kind, start, end, value, file, as_of in several:
            period = period_of(kind, start, end)
            number = Decimal(value)
            if number != number.to_integral_value():
                continue
            if kind == PeriodKind.QUARTER:
                known[period] = int(number)
            else:
                rolling[_last_quarter(period)] = int(number)
                source, day = file, as_of
        found = quarters_from_rolling_years(rolling, known) if rolling else {}
        if found:
            as_of = date.fromisoformat(day) if day else None
            agrees = _agree(known, rolling)
            yield Derivable(measures[MeasureId(measure)], repository.area(area), found, source, as_of, agrees)


@lru_cache(maxsize=1024)
def _last_quarter(year: Period) -> Period:
    return period_ending(PeriodKind.QUARTER, year.end.year, year.end.month)


def _agree(quarters: dict[Period, int], rolling: dict[Period, int]) -> bool:
    for last in quarters:
        year = [quarters.get(last.shifted(-n)) for n in range(4)]
        if last in rolling and None not in year and sum(q for q in year if q is not None) != rolling[last]:
            return False
    return True
