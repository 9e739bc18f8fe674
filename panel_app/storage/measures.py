"""Measures, their series and observations, and the groups of similar forces in the library."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import (
    Area,
    AreaKind,
    Better,
    EventKind,
    Measure,
    MeasureEvent,
    MeasureTarget,
    Observation,
    ObservationStatus,
    PrintedLimits,
    Series,
    SimilarGroup,
)
from panel_app.domain.periods import Period, PeriodKind
from panel_app.domain.printings import settled
from panel_app.storage.database import Store


class MeasureRepository:
    """Reads and writes measures; each write is one transaction or joins the caller's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def measures(self) -> list[Measure]:
        """In the order of their set."""
        rows = self._store.db.query("SELECT * FROM measures ORDER BY position, name")
        return [_measure(row) for row in rows]

    def measure(self, measure: MeasureId) -> Measure:
        """One measure; NothingFoundError when it is not here."""
        for row in self._store.db.query("SELECT * FROM measures WHERE id = ?", [measure]):
            return _measure(row)
        raise NothingFoundError(
            f"There is no measure “{measure}” here. “panel-desk measures” lists those that are."
        )

    def find(self, name: str) -> Measure:
        """The measure of this id or name, or the one whose name holds these words; NothingFoundError else."""
        several = self.measures()
        wanted = name.casefold()
        exact = [m for m in several if wanted in (m.id, m.name.casefold())]
        alike = exact or [m for m in several if wanted in m.name.casefold()]
        if len(alike) != 1:
            which = " or ".join(f"“{m.name}”" for m in alike[:3])
            told = f"“{name}” could be {which}: write more of it." if alike else ""
            raise NothingFoundError(
                told or f"There is no measure “{name}” here. “panel-desk measures” lists those that are."
            )
        return alike[0]

    def areas(self) -> list[str]:
        """Areas that have a series, by name."""
        return [row[0] for row in self._store.db.execute("SELECT DISTINCT area FROM series ORDER BY area")]

    def area(self, name: str) -> Area:
        """What is known of an area; a force where nothing is."""
        for row in self._store.db.execute("SELECT kind, within FROM areas WHERE name = ?", [name]):
            return Area(name, AreaKind(row[0]), row[1])
        return Area(name)

    def put_area(self, area: Area) -> None:
        """Set what is known of an area."""
        with self._store.writing() as db:
            db.execute("INSERT OR REPLACE INTO areas VALUES (?, ?, ?)", [area.name, area.kind, area.within])

    def parts_of(self, force: str) -> list[str]:
        """The local policing areas of a force, by name."""
        rows = self._store.db.execute("SELECT name FROM areas WHERE within = ? ORDER BY name", [force])
        return [row[0] for row in rows]

    def state(self) -> str:
        """Another one after any write."""
        row = self._store.db.execute(
            "SELECT (SELECT count(*) FROM observations), (SELECT max(id) FROM observations),"
            " (SELECT count(*) FROM targets), (SELECT count(*) FROM measure_events),"
            " (SELECT group_concat(id) FROM measures)"
        ).fetchone()
        return " ".join(map(str, row))

    def series(self, measure: MeasureId, area: str) -> Series:
        """One measure for one area; without observations where there are none."""
        found = self._series("s.measure = ? AND s.area = ?", [measure, area], [self.measure(measure)])
        return found[0] if found else Series(self.measure(measure), area, "")

    def area_series(self, area: str) -> list[Series]:
        """Every measure that there is for an area, in the order of the measures."""
        return self._series("s.area = ?", [area], self.measures())

    def rates_of(self, areas: list[str]) -> list[Series]:
        """The series of these areas whose measure is a rate, which areas of different size share."""
        rates = [m for m in self.measures() if m.is_rate]
        if not areas or not rates:
            return []
        where = f"s.area IN ({_marks(areas)}) AND s.measure IN ({_marks(rates)})"
        return self._series(where, [*areas, *(m.id for m in rates)], rates)

    def sample_series(self) -> list[Series]:
        """Everything that the sample library brought."""
        return self._series("m.sample = 1", [], [m for m in self.measures() if m.sample])

    def published_series(self) -> list[Series]:
        """Everything but the sample, each series with all its printings as they were added."""
        found = self._series("m.sample = 0", [], [m for m in self.measures() if not m.sample])
        return [replace(one, observations=tuple(self._all_printings(one)), earlier=()) for one in found]

    def put(self, measure: Measure, series: list[Series]) -> None:
        """Set a measure and all its series to exactly these."""
        with self._store.writing() as db:
            db.execute("DELETE FROM measures WHERE id = ?", [measure.id])
            db.execute(
                "INSERT INTO measures (id, name, unit, better, theme, quality, source, position, sample)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    measure.id,
                    measure.name,
                    measure.unit,
                    measure.better.value,
                    measure.theme,
                    measure.quality,
                    measure.source,
                    measure.position,
                    int(measure.sample),
                ],
            )
            for one in series:
                key = db.execute(
                    "INSERT INTO series (measure, area, area_kind) VALUES (?, ?, ?) RETURNING id",
                    [measure.id, one.area, one.area_kind],
                ).fetchone()[0]
                db.execute(
                    "INSERT OR IGNORE INTO areas (name, kind) VALUES (?, ?)",
                    [one.area, one.area_kind or AreaKind.FORCE],
                )
                db.conn.executemany(
                    f"INSERT INTO observations (series, {COLUMNS}) VALUES (?{', ?' * 14})",
                    [(key, *observation_row(o)) for o in one.observations],
                )

    def remove_sample(self) -> bool:
        """Remove what the sample library brought; False when there was nothing of it."""
        with self._store.writing() as db:
            removed = db.execute("DELETE FROM measures WHERE sample = 1").rowcount
            db.execute("DELETE FROM similar_groups WHERE area NOT IN (SELECT area FROM series)")
            db.execute("DELETE FROM areas WHERE name NOT IN (SELECT area FROM series)")
        return bool(removed)

    def similar_group(self, area: str, on_date: date) -> SimilarGroup | None:
        """The group printed for an area that held on a day; None when no paper gives one for then."""
        day = on_date.isoformat()
        rows = self._store.db.execute(
            "SELECT member, valid_from, valid_to, source FROM similar_groups WHERE area = ? AND valid_from ="
            " (SELECT max(valid_from) FROM similar_groups WHERE area = ? AND valid_from <= ?"
            " AND (valid_to IS NULL OR valid_to >= ?)) ORDER BY member",
            [area, area, day, day],
        ).fetchall()
        if not rows:
            return None
        _, start, end, source = rows[0]
        return SimilarGroup(
            area,
            tuple(row[0] for row in rows),
            date.fromisoformat(start),
            date.fromisoformat(end) if end else None,
            source,
        )

    def put_similar_group(self, group: SimilarGroup) -> None:
        """Set the group that an area has from a day."""
        begins = group.valid_from.isoformat()
        with self._store.writing() as db:
            db.execute("DELETE FROM similar_groups WHERE area = ? AND valid_from = ?", [group.area, begins])
            ends = group.valid_to.isoformat() if group.valid_to else None
            db.conn.executemany(
                "INSERT INTO similar_groups (area, member, valid_from, valid_to, source)"
                " VALUES (?, ?, ?, ?, ?)",
                [(group.area, member, begins, ends, group.source) for member in group.members],
            )

    def put_target(self, measure: MeasureId, target: MeasureTarget) -> None:
        """Keep a target; one of the same words from the same day takes the place of the earlier one."""
        with self._store.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO targets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                target_row(measure, target),
            )

    def put_event(self, measure: MeasureId, event: MeasureEvent) -> None:
        """Keep a day from which limits start anew or what is counted changed."""
        with self._store.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO measure_events VALUES (?, ?, ?, ?, ?)",
                [measure, event.area, event.day.isoformat(), event.kind, event.reason],
            )

    def remove_event(self, measure: MeasureId, event: MeasureEvent) -> None:
        """Forget such a day again."""
        with self._store.writing() as db:
            db.execute(
                "DELETE FROM measure_events WHERE measure = ? AND area = ? AND day = ? AND kind = ?",
                [measure, event.area, event.day.isoformat(), event.kind],
            )

    def printings(self, measure: MeasureId, area: str, period: Period) -> list[Observation]:
        """Everything that was ever printed for a period, in the order in which it was added."""
        rows = self._store.db.execute(
            f"SELECT {COLUMNS} FROM observations WHERE series = (SELECT id FROM series WHERE measure = ?"
            " AND area = ?) AND period_kind = ? AND period_start = ? AND period_end = ? ORDER BY id",
            [measure, area, period.kind, period.start.isoformat(), period.end.isoformat()],
        )
        return [_observation(row) for row in rows]

    def _all_printings(self, series: Series) -> list[Observation]:
        rows = self._store.db.execute(
            f"SELECT {COLUMNS} FROM observations WHERE series = (SELECT id FROM series WHERE measure = ?"
            " AND area = ?) ORDER BY id",
            [series.measure.id, series.area],
        )
        return [_observation(row) for row in rows]

    def _series(self, where: str, values: list[Any], measures: list[Measure]) -> list[Series]:
        columns = ", ".join(f"o.{name}" for name in COLUMNS.split(", "))
        rows = self._store.db.execute(
            f"SELECT s.measure, s.area, s.area_kind, {columns}"
            " FROM series s JOIN measures m ON m.id = s.measure LEFT JOIN observations o ON o.series = s.id"
            f" WHERE {where} ORDER BY m.position, m.name, s.id, o.period_start, o.id",
            values,
        )
        by_id = {m.id: m for m in measures}
        targets, events = self._targets(), self._events()
        found: dict[tuple[str, str, str], list[Observation]] = {}
        for row in rows:
            observations = found.setdefault(tuple(row[:3]), [])
            if row[3] is not None:
                observations.append(_observation(row[3:]))
        made = []
        for (measure, area, kind), printings in found.items():
            standing, earlier = settled(printings)
            theirs = tuple(t for t in targets[measure] if t.area in ("", area))
            days = tuple(e for e in events[measure] if e.area in ("", area))
            made.append(Series(by_id[MeasureId(measure)], area, kind, standing, earlier, theirs, days))
        return made

    def _targets(self) -> dict[str, list[MeasureTarget]]:
        found: dict[str, list[MeasureTarget]] = defaultdict(list)
        for row in self._store.db.execute("SELECT * FROM targets ORDER BY valid_from"):
            measure, area, printed, value, start, end, source, paper, page = row
            number = Decimal(value) if value is not None else None
            found[measure].append(
                MeasureTarget(printed, number, area, _day(start), _day(end), source, paper, page)
            )
        return found

    def _events(self) -> dict[str, list[MeasureEvent]]:
        found: dict[str, list[MeasureEvent]] = defaultdict(list)
        rows = self._store.db.execute(
            "SELECT measure, area, day, kind, reason FROM measure_events ORDER BY day"
        )
        for measure, area, day, kind, reason in rows:
            found[measure].append(MeasureEvent(date.fromisoformat(day), EventKind(kind), reason, area))
        return found


def _marks(values: list[Any]) -> str:
    return ", ".join("?" for _ in values)


def _measure(row: dict[str, Any]) -> Measure:
    return Measure(
        id=MeasureId(row["id"]),
        name=row["name"],
        unit=row["unit"],
        better=Better(row["better"]),
        theme=row["theme"],
        quality=row["quality"],
        source=row["source"],
        position=row["position"],
        sample=bool(row["sample"]),
    )


COLUMNS = ", ".join(
    (
        *(
            "period_kind",
            "period_start",
            "period_end",
            "printed",
            "value",
            "status",
            "source",
            "paper",
            "page",
        ),
        *("as_of", "row", "lower", "upper", "change_to_date"),
    )
)
"""The columns of an observation in the order of its row."""


def observation_row(observation: Observation) -> tuple[Any, ...]:
    """The values under `COLUMNS`."""
    period, limits = observation.period, observation.limits
    return (
        period.kind.value,
        period.start.isoformat(),
        period.end.isoformat(),
        observation.printed,
        None if observation.value is None else str(observation.value),
        observation.status.value,
        observation.source,
        observation.paper,
        observation.page,
        observation.as_of.isoformat() if observation.as_of else None,
        observation.row,
        str(limits.lower) if limits else None,
        str(limits.upper) if limits else None,
        None if observation.change_to_date is None else str(observation.change_to_date),
    )


def target_row(measure: MeasureId, target: MeasureTarget) -> list[Any]:
    """The values of a row of the table of targets."""
    return [
        measure,
        target.area,
        target.printed,
        None if target.value is None else str(target.value),
        target.valid_from.isoformat() if target.valid_from else "",
        target.valid_to.isoformat() if target.valid_to else None,
        target.source,
        target.paper,
        target.page,
    ]


def _observation(row: tuple[Any, ...]) -> Observation:
    kind, start, end, printed, value, status, source, paper, page, as_of, sheet_row, *beside = row
    lower, upper, change = beside
    return Observation(
        period_of(kind, start, end),
        printed,
        Decimal(value) if value is not None else None,
        _STATUS[status or "printed"],
        source,
        paper,
        page,
        _day(as_of),
        sheet_row,
        PrintedLimits(Decimal(lower), Decimal(upper)) if lower is not None else None,
        Decimal(change) if change is not None else None,
    )


_STATUS = {status.value: status for status in ObservationStatus}


@lru_cache(maxsize=4096)
def period_of(kind: str, start: str, end: str) -> Period:
    """A period of the table of observations."""
    return Period(date.fromisoformat(start), date.fromisoformat(end), PeriodKind(kind))


@lru_cache(maxsize=1024)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
