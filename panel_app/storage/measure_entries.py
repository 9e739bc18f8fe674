"""Printed values into the store: read as a stream, put there all at once or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
_KEY = "measure, area, period_kind, period_start, period_end"


def add_entries(store: Store, entries: Iterable[Entry], file: str) -> Added:
    """Add printings to the library in one transaction; what is there already from the same source stays.

    Nothing is held in memory but a batch. UserFacingError, which names the `file` (or paper), and nothing
    changed, where two entries give different values for one period, or a measure another unit.
    """
    with store.writing() as db:
        db.execute("DROP TABLE IF EXISTS temp.incoming")
        columns = COLUMNS.replace(", ", " TEXT, ")
        db.execute(f"CREATE TEMP TABLE incoming (measure TEXT, area TEXT, {columns} TEXT)")
        staged = _Staging(db)
        marks = ", ".join("?" * (2 + len(COLUMNS.split(", "))))
        for batch in _batches(entries):
            rows = [staged.row(entry) for entry in batch]
            db.conn.executemany(f"INSERT INTO incoming VALUES ({marks})", rows)
        _refuse_two_values(db, file)
        added = _move_over(db, staged.new_measures)
        for measure, target in staged.targets:
            db.execute(
                f"INSERT OR REPLACE INTO targets VALUES ({', '.join('?' * 9)})", target_row(measure, target)
            )
        db.execute("DROP TABLE temp.incoming")
    return added


class _Staging:
    """What of the entries is not an observation: measures and areas seen for the first time, targets."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._units: dict[MeasureId, str] = {}
        self._areas: set[Area] = set()
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
        if area not in self._areas:
            self._areas.add(area)
            self._db.execute(
                "INSERT OR IGNORE INTO areas (name, kind, within) VALUES (?, ?, ?)",
                [area.name, area.kind, area.within],
            )
        if entry.target is not None:
            self.targets[measure.id, entry.target] = None
        return (measure.id, area.name, *observation_row(entry.observation))

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


def _refuse_two_values(db: Database, file: str) -> None:
    """One source gives one value for a period; two that differ cannot both be meant."""
    for row in db.execute(
        f"SELECT {_KEY}, min(value), max(value), min(CAST(row AS INTEGER)), max(CAST(row AS INTEGER))"
        f" FROM incoming WHERE value IS NOT NULL GROUP BY {_KEY}"
        " HAVING count(*) > 1 AND min(CAST(value AS REAL)) <> max(CAST(value AS REAL)) LIMIT 1"
    ):
        measure, area, kind, start, end, low, high, first, last = row
        (name,) = db.execute("SELECT name FROM measures WHERE id = ?", [measure]).fetchone()
        where = f", rows {first} and {last}," if first is not None else ""
        period = period_of(kind, start, end).label
        said = f"{period} so far" if kind == PeriodKind.YEAR_TO_DATE else period
        raise UserFacingError(
            f"“{file}”{where} gives two values, {low} and {high}, for “{name}” in {area} in {said}. "
            "Take one of them out and import again; nothing was changed."
        )


def _move_over(db: Database, new_measures: int) -> Added:
    db.execute(
        "INSERT OR IGNORE INTO series (measure, area, area_kind) SELECT DISTINCT i.measure, i.area, a.kind"
        " FROM incoming i JOIN areas a ON a.name = i.area"
    )
    # A value before none: "-" and 12 for one period is 12.
    db.execute(
        "CREATE TEMP TABLE chosen AS SELECT s.id AS series, i.rowid AS place, EXISTS (SELECT 1 FROM"
        " observations o WHERE o.series = s.id AND o.period_start = i.period_start AND o.period_end ="
        " i.period_end AND o.period_kind = i.period_kind AND o.source = i.source AND o.paper IS i.paper"
        " AND o.printed = i.printed AND o.value IS i.value) AS there, EXISTS (SELECT 1 FROM observations o"
        " WHERE o.series = s.id AND o.period_start = i.period_start AND o.period_end = i.period_end"
        " AND o.period_kind = i.period_kind AND o.status <> 'derived' AND i.status <> 'derived'"
        " AND CAST(o.value AS REAL) <> CAST(i.value AS REAL)) AS differs"
        " FROM incoming i JOIN series s ON s.measure = i.measure AND s.area = i.area WHERE i.rowid IN"
        " (SELECT coalesce(min(CASE WHEN value IS NOT NULL THEN rowid END), min(rowid))"
        f" FROM incoming GROUP BY {_KEY})"
    )
    values, already, revised = db.execute(
        "SELECT coalesce(sum(NOT there), 0), coalesce(sum(there), 0),"
        " coalesce(sum(differs AND NOT there), 0) FROM chosen"
    ).fetchone()
    columns = ", ".join(f"i.{name}" for name in COLUMNS.split(", "))
    db.execute(
        f"INSERT INTO observations (series, {COLUMNS}) SELECT c.series, {columns} FROM chosen c"
        " JOIN incoming i ON i.rowid = c.place WHERE NOT c.there ORDER BY c.place"
    )
    db.execute("DROP TABLE temp.chosen")
    return Added(new_measures, values, already, revised)


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
                rolling[period_ending(PeriodKind.QUARTER, period.end.year, period.end.month)] = int(number)
                source, day = file, as_of
        found = quarters_from_rolling_years(rolling, known) if rolling else {}
        if found:
            as_of = date.fromisoformat(day) if day else None
            agrees = _agree(known, rolling)
            yield Derivable(measures[MeasureId(measure)], repository.area(area), found, source, as_of, agrees)


def _agree(quarters: dict[Period, int], rolling: dict[Period, int]) -> bool:
    for last, total in rolling.items():
        year = [quarters.get(last.shifted(-n)) for n in range(4)]
        if None not in year and sum(q for q in year if q is not None) != total:
            return False
    return True
