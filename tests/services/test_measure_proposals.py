"""What a paper gives reaches the store only once it is confirmed, with the paper and its pack page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeasureId, PaperId
from panel_app.domain.measures import RECORDED_CRIME, AreaKind, Observation, Series
from panel_app.domain.periods import month, quarter
from panel_app.domain.statistics.force_rule import Verdict
from panel_app.paths import Home
from panel_app.services.desk import Desk
from tests.conftest import NOW, SHARED

PACK = """+++
kind = "agenda pack"
title = "Agenda pack, 5 November 2020"
committee = "North Shire Police and Crime Panel"
date = 2020-11-05
+++

# Performance report

## All crime

|  | Qtr 2 20/21 | Qtr 2 19/20 | YTD % Change |
|---|---|---|---|
| Robbery | 120 | 150 | -20% |
| Rape | 12 | 15 | -20% |

## All crime again

|  | Qtr 2 20/21 | Qtr 2 19/20 | YTD % Change |
|---|---|---|---|
| Rape | 21 | 15 | -20% |
"""


@pytest.fixture
def paper(desk: Desk, tmp_path: Path) -> PaperId:
    (tmp_path / "pack.md").write_text(PACK, "utf-8")
    (imported,) = desk.importing.import_paths([tmp_path / "pack.md"]).imported
    return imported.id


def test_nothing_is_kept_before_it_is_confirmed(desk: Desk, paper: PaperId) -> None:
    tables = desk.measures_import.proposals(paper)
    assert [len(t.values) for t in tables] == [4, 1]
    assert desk.measures.measures() == []
    robbery = [v for v in tables[0].values if v.measure == "Robbery"]
    added = desk.measures_import.confirm(paper, robbery)
    assert (added.measures, added.values) == (1, 2)
    series = desk.measures.series(MeasureId("robbery"), "North Shire")
    assert [(o.value, o.paper, o.page, o.as_of) for o in series.observations] == [
        (150, paper, 0, date(2020, 11, 5)),
        (120, paper, 0, date(2020, 11, 5)),
    ]
    assert series.observations[-1].change_to_date == -20
    assert (series.measure.quality, series.measure.unit) == (RECORDED_CRIME, "offences")
    assert desk.measures_import.confirm(paper, robbery).already == 2


def test_two_values_for_one_thing_cannot_both_be_kept(desk: Desk, paper: PaperId) -> None:
    values = [v for t in desk.measures_import.proposals(paper) for v in t.values if v.measure == "Rape"]
    assert [v.at_odds for v in values] == [True, False, True]
    with pytest.raises(UserFacingError, match="gives two values, 12 and 21, for “Rape”"):
        desk.measures_import.confirm(paper, values)
    assert desk.measures.measures() == []
    desk.measures_import.confirm(paper, values[:2])
    assert desk.measures.series(MeasureId("rape"), "North Shire").value_at(quarter(2020, 7)) == 12


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, PaperId]]:
    """The pack of November 2020 with all its tables confirmed."""
    packs = sorted((SHARED / "seeds").glob("002_*.txt"))
    if not packs:
        pytest.skip("the published pack is not here")
    desk = Desk(Home(tmp_path_factory.mktemp("home")), clock=lambda: NOW)
    (pack,) = desk.importing.import_paths(packs).imported
    values = [v for t in desk.measures_import.proposals(pack.id) for v in t.values if not v.at_odds]
    desk.measures_import.confirm(pack.id, values)
    yield desk, pack.id
    desk.close()


def _series(desk: Desk, measure: str, area: str = "West Mercia") -> Series:
    return desk.measures.series(desk.measures.find(measure).id, area)


def _now(desk: Desk, measure: str) -> Observation:
    found = _series(desk, measure).at(quarter(2020, 7))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("measure", "now", "before", "lower", "upper", "change"),
    [
        ("Total Recorded Crime", 20754, 23316, 19173, 24420, -15),
        ("Violence With Injury", 2890, 3048, 2278, 3294, -13),
        ("Rape", 368, 328, 263, 351, -3),
        ("Residential Burglary Dwelling", 615, 984, 926, 1004, -30),
        ("Cyber", 1162, 863, 324, 1070, 47),
        ("Incidents", 82585, 81350, 66504, 84806, -1),
        ("Domestic Abuse", 7620, 7598, 6066, 7957, 3),
        ("Hate Crime", 572, 557, 307, 607, 3),
        ("Child At Risk", 5356, 5613, 5008, 5744, -9),
    ],
)
def test_the_scorecard_of_a_published_pack(
    real: tuple[Desk, PaperId], measure: str, now: int, before: int, lower: int, upper: int, change: int
) -> None:
    desk, pack = real
    found = _now(desk, measure)
    assert found.limits is not None
    assert (found.value, found.limits.lower, found.limits.upper) == (now, lower, upper)
    assert _series(desk, measure).value_at(quarter(2019, 7)) == before
    assert found.change_to_date == change
    assert (found.paper, found.source) == (pack, "Agenda pack, 27 November 2020")
    labels = [page.label for page in desk.papers.pages(pack)]
    assert found.page is not None and 84 <= int(labels[found.page]) <= 100


def test_the_force_s_own_rule_takes_the_limits_as_they_are_printed(real: tuple[Desk, PaperId]) -> None:
    rows = {row.measure.name: row for row in real[0].measures.scorecard("West Mercia")}
    assert rows["Total Recorded Crime"].force.verdict is Verdict.WITHIN
    assert rows["Rape"].force.verdict is Verdict.ABOVE
    assert rows["Business Robbery"].force.verdict is Verdict.BELOW
    target = rows["Total Recorded Crime"].target
    assert target is not None and target.printed.startswith("10% reduction")


def test_referral_rates_of_the_areas_by_month(real: tuple[Desk, PaperId]) -> None:
    desk = real[0]
    rates = {
        area: [_series(desk, "referral rate", area).value_at(month(2020, m)) for m in (7, 8, 9)]
        for area in ("South Worcestershire", "Telford & Wrekin", "West Mercia")
    }
    assert rates == {
        "South Worcestershire": [Decimal("20.2"), Decimal("13.0"), Decimal("11.9")],
        "Telford & Wrekin": [Decimal("15.1"), Decimal("9.4"), Decimal("12.2")],
        "West Mercia": [Decimal("18.0"), Decimal("10.1"), Decimal("13.1")],
    }
    assert desk.measures._measures.area("Shropshire").kind is AreaKind.LOCAL
    assert len(desk.measures._measures.parts_of("West Mercia")) == 5


def test_other_kinds_of_table_of_the_pack(real: tuple[Desk, PaperId]) -> None:
    desk = real[0]
    assert _series(desk, "ASB Nuisance").value_at(quarter(2020, 4)) == 15360
    assert _series(desk, "Abandoned").value_at(month(2020, 3)) == 35
    budget = _series(desk, "Budget: Local Policing, variance YTD").latest
    assert budget is not None and budget.value == Decimal("-1.712")
