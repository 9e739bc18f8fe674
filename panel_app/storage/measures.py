"""Measures, their series and observations, and the groups of similar forces in the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import (
    Better,
    Measure,
    Observation,
    ObservationStatus,
    Period,
    PeriodKind,
    Series,
)
from panel_app.storage.database import Store


@dataclass(frozen=True, slots=True)
class SimilarGroup:
    """The forces most similar to one, as printed; not symmetric, and dated."""

    area: str
    members: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    source: str = ""


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

    def areas(self) -> list[str]:
        """Areas that have a series, by name."""
        return [row[0] for row in self._store.db.execute("SELECT DISTINCT area FROM series ORDER BY area")]

    def state(self) -> str:
        """Another one after any write."""
        row = self._store.db.execute("SELECT count(*), max(id) FROM observations").fetchone()
        return f"{row[0]} {row[1]}"

    def series(self, measure: MeasureId, area: str) -> Series:
        """One measure for one area; without observations where there are none."""
        found = self._series("s.measure = ? AND s.area = ?", [measure, area], [self.measure(measure)])
        return found[0] if found else Series(self.measure(measure), area, "")

    def area_series(self, area: str) -> list[Series]:
        """Every measure that there is for an area, in the order of the measures."""
        return self._series("s.area = ?", [area], self.measures())

    def sample_series(self) -> list[Series]:
        """Everything that the sample library brought."""
        return self._series("m.sample = 1", [], [m for m in self.measures() if m.sample])

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
                db.conn.executemany(
                    "INSERT INTO observations (series, period_kind, period_start, period_end, printed, value,"
                    " status, source, paper, page) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [_observation_row(key, o) for o in one.observations],
                )

    def remove_sample(self) -> bool:
        """Remove what the sample library brought; False when there was nothing of it."""
        with self._store.writing() as db:
            removed = db.execute("DELETE FROM measures WHERE sample = 1").rowcount
            db.execute("DELETE FROM similar_groups WHERE area NOT IN (SELECT area FROM series)")
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

    def _series(self, where: str, values: list[Any], measures: list[Measure]) -> list[Series]:
        rows = self._store.db.execute(
            "SELECT s.measure, s.area, s.area_kind, o.period_kind, o.period_start, o.period_end, o.printed,"
            " o.value, o.status, o.source, o.paper, o.page"
            " FROM series s JOIN measures m ON m.id = s.measure LEFT JOIN observations o ON o.series = s.id"
            f" WHERE {where} ORDER BY m.position, m.name, s.id, o.period_start, o.id",
            values,
        )
        by_id = {m.id: m for m in measures}
        found: dict[tuple[str, str, str], list[Observation]] = {}
        for row in rows:
            observations = found.setdefault(tuple(row[:3]), [])
            if row[3] is not None:
                observations.append(_observation(row[3:]))
        return [
            Series(by_id[MeasureId(measure)], area, kind, tuple(observations))
            for (measure, area, kind), observations in found.items()
        ]


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


def _observation(row: tuple[Any, ...]) -> Observation:
    kind, start, end, printed, value, status, source, paper, page = row
    return Observation(
        period=Period(date.fromisoformat(start), date.fromisoformat(end), PeriodKind(kind)),
        printed=printed,
        value=Decimal(value) if value is not None else None,
        status=ObservationStatus(status or "printed"),
        source=source,
        paper=paper,
        page=page,
    )


def _observation_row(series: int, observation: Observation) -> tuple[Any, ...]:
    period = observation.period
    return (
        series,
        period.kind.value,
        period.start.isoformat(),
        period.end.isoformat(),
        observation.printed,
        None if observation.value is None else str(observation.value),
        observation.status.value,
        observation.source,
        observation.paper,
        observation.page,
    )
