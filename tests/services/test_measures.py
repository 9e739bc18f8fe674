from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest

from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import RECORDED_CRIME, Better, Measure, Observation, ObservationStatus, Series
from panel_app.domain.periods import quarter
from panel_app.domain.statistics.force_rule import RULE_FORCE, Verdict
from panel_app.paths import data_dir
from panel_app.services.desk import Desk
from panel_app.services.measures import read_sample
from panel_app.storage.measures import MeasureRepository

ROBBERY = MeasureId("robbery")


@pytest.fixture
def loaded(desk: Desk) -> Desk:
    desk.measures.load_sample(data_dir())
    return desk


def values(desk: Desk, measure: str, area: str = RULE_FORCE) -> list[Decimal | None]:
    return [o.value for o in desk.measures.series(MeasureId(measure), area).observations]


def test_an_empty_library_has_no_measures(desk: Desk) -> None:
    assert desk.measures.areas() == []
    assert desk.measures.scorecard(RULE_FORCE) == []


def test_the_sample_is_loaded_once_and_removed_whole(desk: Desk) -> None:
    assert desk.measures.load_sample(data_dir()).measures
    assert not desk.measures.load_sample(data_dir())
    assert len(desk.measures.areas()) == 8
    assert desk.measures.remove_sample().measures
    assert desk.measures.measures() == []
    assert desk.measures.similar_group(RULE_FORCE, date(2018, 1, 1)) is None
    assert not desk.measures.remove_sample()


def test_a_measure_that_a_person_brought_is_left_alone(desk: Desk) -> None:
    own = Measure(ROBBERY, "Robbery, our count", "offences", Better.FEWER)
    MeasureRepository(desk.library).put(own, [Series(own, RULE_FORCE, "force")])
    desk.measures.load_sample(data_dir())
    assert desk.measures.get(ROBBERY) == own
    desk.measures.remove_sample()
    assert desk.measures.get(ROBBERY) == own


def test_west_mercia_as_the_home_office_prints_it(loaded: Desk) -> None:
    """2017/18 adds up to the rolling year; robbery's derived quarters follow from the rolling years."""
    series = loaded.measures.series(MeasureId("all-recorded-crime"), RULE_FORCE)
    year = [o for o in series.observations if o.period.financial_year == 2017]
    assert [o.value for o in year] == [22194, 22254, 21025, 18877]
    assert sum(o.value or 0 for o in year) == 84350
    assert {o.status for o in year} == {ObservationStatus.PRINTED}
    assert values(loaded, "robbery")[-8:] == [124, 125, 177, 125, 123, 126, 167, 168]
    assert series.observations[0].period == quarter(2007, 1)
    assert series.observations[-1].period == quarter(2018, 10)


def test_burglary_is_two_measures_with_no_zeros_beyond_their_time(loaded: Desk) -> None:
    for area in loaded.measures.areas():
        new = loaded.measures.series(MeasureId("residential-burglary"), area).observations
        old = loaded.measures.series(MeasureId("domestic-burglary"), area).observations
        assert new[0].period == quarter(2017, 4)
        assert old[-1].period == quarter(2017, 1)
        assert all(o.value for o in (*new, *old))


def test_every_measure_of_the_sample_carries_its_label_and_source(loaded: Desk) -> None:
    measures = loaded.measures.measures()
    assert 12 <= len(measures) <= 16
    assert {m.quality for m in measures} == {RECORDED_CRIME}
    assert all("Open Government Licence" in m.source and m.theme and m.sample for m in measures)


def test_the_data_are_whole_and_not_negative() -> None:
    with (data_dir() / "measures" / "recorded-crime.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({(r["measure"], r["area"], r["quarter_from"]) for r in rows}) == len(rows)
    assert all((r["value"] == "") == (r["status"] == "missing") for r in rows)
    assert all(int(r["value"]) >= 0 for r in rows if r["value"])
    assert all(s.observations for s in read_sample(data_dir() / "measures"))


def test_the_similar_group_is_dated(loaded: Desk) -> None:
    group = loaded.measures.similar_group(RULE_FORCE, date(2018, 12, 31))
    assert group is not None
    assert len(group.members) == 7
    assert {RULE_FORCE, *group.members} == set(loaded.measures.areas())
    assert loaded.measures.similar_group(RULE_FORCE, date(2015, 1, 1)) is None


def test_the_scorecard_has_both_counts_and_the_verdict(loaded: Desk) -> None:
    rows = {row.measure.id: row for row in loaded.measures.scorecard(RULE_FORCE)}
    robbery = rows[ROBBERY]
    assert robbery.latest is not None and robbery.latest.value == 168
    assert robbery.before is not None and robbery.before.value == 125
    assert robbery.comparison is not None and robbery.comparison.percentage_text == "+34%"
    assert robbery.force.verdict is Verdict.WITHIN
    assert len(robbery.recent) == 8
    assert rows[MeasureId("stalking-and-harassment")].force.verdict is Verdict.ABOVE
    homicide = rows[MeasureId("homicide")].comparison
    assert homicide is not None and homicide.percentage is None


def test_the_chart_and_the_scorecard_say_the_same(loaded: Desk) -> None:
    for row in loaded.measures.scorecard(RULE_FORCE):
        chart = loaded.measures.chart(row.measure.id, RULE_FORCE)
        assert chart.force == row.force
        assert chart.points[-1].value == (row.latest.value if row.latest else None)
        assert 7 <= len(chart.points) <= 16


def test_the_place_among_similar_forces_is_of_rates_only(loaded: Desk) -> None:
    assert loaded.measures.similar_standing(ROBBERY, RULE_FORCE) is None, "counts of forces of different size"
    repository = MeasureRepository(loaded.library)
    rate = Measure(MeasureId("rate"), "Drug offences", "per 1,000 people", Better.FEWER)
    rates = {RULE_FORCE: 4, "Norfolk": 2, "Suffolk": 6, "Kent": 1}
    several = [
        Series(rate, area, "force", (Observation(quarter(2018, 10), str(v), Decimal(v)),))
        for area, v in rates.items()
    ]
    repository.put(rate, several)
    standing = loaded.measures.similar_standing(rate.id, RULE_FORCE)
    assert standing is not None
    assert (standing.mean, standing.rank, standing.of) == (4, 2, 3), "Kent is not in the group"
    assert len(standing.without) == 5
    assert loaded.measures.similar_standing(rate.id, "Kent") is None, "no paper prints its group"
