"""What a person does with measures: the scorecard, one measure's chart, and the sample's figures."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from panel_app.domain.changes import CancelToken, Changes
from panel_app.domain.chart_layers import measure_chart
from panel_app.domain.chart_model import ChartBand, ChartModel, ChartPoint
from panel_app.domain.charts import force_chart
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import (
    Comparison,
    Measure,
    MeasureTarget,
    Observation,
    ObservationStatus,
    Series,
    SimilarGroup,
)
from panel_app.domain.periods import Period, PeriodKind, period_from
from panel_app.domain.statistics.comparisons import Compared, comparisons
from panel_app.domain.statistics.force_rule import ForceVerdict
from panel_app.domain.statistics.signal import Signal, series_signal
from panel_app.domain.statistics.similar import SimilarStanding, similar_standing
from panel_app.importers.measures.home_office import measure_of
from panel_app.paths import resources_dir
from panel_app.storage.measures import MeasureRepository

_TWO_YEARS = 2


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """A line of the scorecard: the last value, the year before, the verdict, and two years drawn small."""

    measure: Measure
    area: str
    latest: Observation | None
    before: Observation | None
    comparison: Comparison | None
    force: ForceVerdict
    recent: tuple[ChartPoint, ...] = ()
    bands: tuple[ChartBand, ...] = ()
    signal: Signal | None = None
    compared: tuple[Compared, ...] = ()
    target: MeasureTarget | None = None
    spread: tuple[tuple[str, Decimal], ...] = ()
    """Local policing areas that belong together with their last figures, the lowest first; rates only."""


class MeasuresService:
    """Measures as the scorecard, the measure page, the briefing pack and the command line need them."""

    def __init__(self, measures: MeasureRepository) -> None:
        self._measures = measures
        self._scorecards: dict[str, tuple[str, list[ScorecardRow]]] = {}

    def areas(self) -> list[str]:
        """Areas that have figures, by name."""
        return self._measures.areas()

    def measures(self) -> list[Measure]:
        """In the order of their set."""
        return self._measures.measures()

    def get(self, measure: MeasureId) -> Measure:
        """NothingFoundError when it is not here."""
        return self._measures.measure(measure)

    def series(self, measure: MeasureId, area: str) -> Series:
        """Without observations when the area has none of this measure."""
        return self._measures.series(measure, area)

    def chart(self, measure: MeasureId, area: str) -> ChartModel:
        """The chart of a measure with both rules, in its main kind of period."""
        return measure_chart(self.series(measure, area).main)

    def scorecard(self, area: str, cancel: CancelToken | None = None) -> list[ScorecardRow]:
        """A row for each measure that the area has, in the order of the measures."""
        ready = self.ready_scorecard(area)
        if ready is not None:
            return ready
        state = self._measures.state()
        beside = self._beside(area)
        rows = []
        for one in self._measures.area_series(area):
            if cancel is not None:
                cancel.check()
            rows.append(_row(one, beside.get(one.measure.id, {})))
        self._scorecards[area] = state, rows
        return rows

    def ready_scorecard(self, area: str) -> list[ScorecardRow] | None:
        """The scorecard as it was last put together; None when there was none, or figures changed since."""
        state, rows = self._scorecards.get(area, ("", []))
        return rows if state == self._measures.state() else None

    def _beside(self, area: str) -> dict[MeasureId, dict[str, Series]]:
        """The rates of a force's local policing areas, or of those beside one, by measure and area."""
        force = self._measures.area(area).within or area
        found: dict[MeasureId, dict[str, Series]] = defaultdict(dict)
        for series in self._measures.rates_of(self._measures.parts_of(force)):
            found[series.measure.id][series.area] = series.main
        return found

    def beside(self, measure: MeasureId, area: str) -> list[Series]:
        """The local policing areas of a force, or those beside one, where the measure is a rate; by name."""
        return sorted(self._beside(area).get(measure, {}).values(), key=lambda one: one.area)

    def find(self, name: str) -> Measure:
        """A measure by its id, its name or a part of its name; NothingFoundError otherwise."""
        return self._measures.find(name)

    def printings(self, measure: MeasureId, area: str, period: Period) -> list[Observation]:
        """Everywhere that a value was printed for a period, also those that no longer stand."""
        return self._measures.printings(measure, area, period)

    def similar_standing(self, measure: MeasureId, area: str) -> SimilarStanding | None:
        """How an area stands among the forces most similar to it in its last period.

        None for counts, which forces of different size do not share, and where no paper prints its group.
        """
        series = self.series(measure, area).main
        latest = series.latest
        group = self.similar_group(area, latest.period.end) if latest else None
        if latest is None or group is None or not series.measure.is_rate:
            return None
        rates = {
            name: value
            for name in (area, *group.members)
            if (value := self.series(measure, name).value_at(latest.period)) is not None
        }
        return similar_standing(rates, group, series.measure, latest.period.label)

    def similar_group(self, area: str, on_date: date) -> SimilarGroup | None:
        """The forces most similar to an area on a day, as a paper printed them; None when none does."""
        return self._measures.similar_group(area, on_date)

    def load_sample(self, data_dir: Path) -> Changes:
        """Put the measures of `data/measures` into the library; nothing changes when they are already there.

        A measure of the same id that a person imported stays.
        """
        loaded = read_sample(data_dir / "measures")
        taken = {m.id for m in self._measures.measures() if not m.sample}
        loaded = [s for s in loaded if s.measure.id not in taken]
        for group in read_similar_groups(data_dir / "measures"):
            self._measures.put_similar_group(group)
        present: dict[tuple[str, str], Series] = {
            (s.measure.id, s.area): s for s in self._measures.sample_series()
        }
        by_measure: dict[MeasureId, list[Series]] = defaultdict(list)
        for series in loaded:
            by_measure[series.measure.id].append(series)
        changed = False
        for series_of_one in by_measure.values():
            if any(present.get((s.measure.id, s.area)) != s for s in series_of_one):
                self._measures.put(series_of_one[0].measure, series_of_one)
                changed = True
        return Changes(measures=changed)

    def remove_sample(self) -> Changes:
        """Take the sample's measures out again."""
        return Changes(measures=self._measures.remove_sample())


def read_sample(folder: Path) -> list[Series]:
    """The series of a folder with `recorded-crime.csv`, by measure."""
    settings = recorded_crime()
    measures = {
        one["id"]: measure_of(settings["defaults"] | one, position=position, sample=True)
        for position, one in enumerate(settings["measures"])
    }
    observations: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    with (folder / "recorded-crime.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            period = period_from(PeriodKind.QUARTER, date.fromisoformat(row["quarter_from"]))
            observations[row["measure"], row["area"]].append(
                Observation(
                    period=period,
                    printed=row["value"],
                    value=Decimal(row["value"]) if row["value"] else None,
                    status=ObservationStatus(row["status"]),
                    source=settings["sources"].get(row["status"], ""),
                )
            )
    return [
        Series(measures[measure], area, "force", tuple(sorted(found, key=lambda o: o.period)))
        for (measure, area), found in observations.items()
    ]


def recorded_crime() -> dict[str, Any]:
    """The set of recorded-crime measures, and which offences of the Home Office's tables each counts."""
    path = resources_dir() / "measure_sets" / "recorded-crime.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_similar_groups(folder: Path) -> list[SimilarGroup]:
    """The dated groups of `similar-groups.toml`."""
    groups = tomllib.loads((folder / "similar-groups.toml").read_text(encoding="utf-8"))["groups"]
    return [
        SimilarGroup(g["area"], tuple(g["members"]), g["valid_from"], g.get("valid_to"), g["source"])
        for g in groups
    ]


def _row(whole: Series, beside: dict[str, Series]) -> ScorecardRow:
    series = whole.main
    latest = series.latest
    count = _TWO_YEARS * latest.period.kind.in_year if latest else None
    chart = force_chart(series, window=count)
    return ScorecardRow(
        measure=series.measure,
        area=series.area,
        latest=latest,
        before=series.year_before(latest) if latest else None,
        comparison=series.comparison(latest),
        force=chart.force,
        recent=chart.points,
        bands=chart.bands,
        signal=series_signal(series),
        compared=comparisons(series, latest),
        target=series.target_on(latest.period.end) if latest else None,
        spread=_spread(beside, latest.period) if latest else (),
    )


def _spread(beside: dict[str, Series], period: Period) -> tuple[tuple[str, Decimal], ...]:
    values = [(name, value) for name, one in beside.items() if (value := one.value_at(period)) is not None]
    return tuple(sorted(values, key=lambda one: one[1])) if len(values) > 1 else ()
