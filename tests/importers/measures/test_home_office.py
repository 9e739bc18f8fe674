"""The Home Office's two layouts, on small tables of the same shape and on the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import RECORDED_CRIME, AreaKind, ObservationStatus, Series
from panel_app.domain.periods import PeriodKind, quarter
from panel_app.services.desk import Desk
from tests.conftest import SHARED

DATA = SHARED / "data"
QUARTERLY = "prc-pfa-quarterly-2017-18.csv"
ROLLING = "rec-crime-pfa-rolling-year-2003-2018.csv"
REVISED_APART = {
    *("British Transport Police", "Cheshire", "Derbyshire", "Humberside", "Leicestershire"),
    *("North Wales", "Sussex"),
}
"""Whose 2017/18 was revised between the releases that the two files are of."""
QUARTER_HEAD = (
    ",Financial_Year,Financial_Quarter,Force_Name,Offence_Description,Offence_Group,Offence_Subgroup,"
    "Offence_Code,Number_of_Offences,Policeuk_Cat\n"
)
ROLLING_HEAD = "12 months ending,PFA,Region,Offence,Rolling year total number of offences\n"


def quarters(desk: Desk, measure: str, area: str = "West Mercia") -> Series:
    return desk.measures.series(MeasureId(measure), area).of_kind(PeriodKind.QUARTER)


def of_quarter(number: int, force: str, group: str, subgroup: str, count: int) -> str:
    return f"0,2017/18,{number},{force},x,{group},{subgroup},1,{count},x\n"


def brought(desk: Desk, folder: Path, *texts: tuple[str, str]) -> None:
    for name, text in texts:
        (folder / name).write_text(text, "latin-1")
        desk.measures_import.import_file(folder / name)


QUARTERLY_TEXT = QUARTER_HEAD + "".join(
    of_quarter(n, '"London, City of"', "Robbery", f"Robbery of {kind} property", count)
    for n, counts in enumerate(((3, 1), (4, 1), (5, 1), (6, 1)), start=1)
    for kind, count in zip(("personal", "business"), counts, strict=True)
)
ROLLING_TEXT = ROLLING_HEAD + (
    '31-12-2016,"London, City of",London,Robbery,20\n'
    "31-03-2017,City of London,London,Robbery,20\n"
    "30-06-2017,City of London,London,Robbery,21\n30-09-2017,City of London,London,Robbery,22\n"
    "30-12-2017,City of London,London,Robbery,23\n31-03-2018,City of London,London,Robbery,22\n"
    "30-06-2018,City of London,London,Robbery,32\n30-09-2018,City of London,London,Robbery,-3\n"
)


@pytest.mark.parametrize("first", [0, 1])
def test_quarters_follow_from_both_tables_whichever_came_first(
    desk: Desk, tmp_path: Path, first: int
) -> None:
    """4, 5, 6, 7 are printed; 22 - 23 = 7 - 8 and 32 - 22 = 14 - 4; a year below 0 has a quarter below 0."""
    files = [("quarterly.csv", QUARTERLY_TEXT), ("rolling.csv", ROLLING_TEXT)]
    brought(desk, tmp_path, *(files[first:] + files[:first]))
    found = {o.period: (o.value, o.status) for o in quarters(desk, "robbery", "City of London").observations}
    printed, derived = ObservationStatus.PRINTED, ObservationStatus.DERIVED
    assert [found[quarter(2017, m)] for m in (4, 7, 10)] == [(4, printed), (5, printed), (6, printed)]
    assert found[quarter(2018, 1)] == (7, printed)
    assert found[quarter(2017, 1)] == (8, derived)
    assert found[quarter(2018, 4)] == (14, derived)
    assert found[quarter(2018, 7)] == (None, ObservationStatus.MISSING)


def test_an_offence_that_no_measure_counts_is_a_measure_of_its_own(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path, ("rolling.csv", f"{ROLLING_HEAD}31-03-2018,Kent,South East,New offence,7\n"))
    measure = desk.measures.get(MeasureId("new-offence"))
    assert (measure.name, measure.unit, measure.quality) == ("New offence", "offences", RECORDED_CRIME)
    (one,) = desk.measures.series(measure.id, "Kent").observations
    assert one.period.kind is PeriodKind.ROLLING_YEAR and one.value == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{ROLLING_HEAD}31-03-2018,Kent,SE,Robbery,many\n", "row 2, column “rolling year total"),
        (
            f"{ROLLING_HEAD}31-03-2018,Kent,SE,Robbery,7\n15-03-2018,Kent,SE,Robbery,7\n",
            "row 3, column “12 months",
        ),
        (f"{ROLLING_HEAD}31-03-2018,Kent\n", "row 2: the row is shorter than the headings"),
        (QUARTER_HEAD + of_quarter(5, "Kent", "Robbery", "x", 7), "row 2, column “Financial_Quarter”"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(desk: Desk, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "table.csv").write_text(text, "utf-8")
    with pytest.raises(UserFacingError, match=said):
        desk.measures_import.import_file(tmp_path / "table.csv")
    assert desk.measures.measures() == []


@pytest.fixture
def real(desk: Desk) -> Desk:
    if not DATA.exists():
        pytest.skip("the Home Office's files are not here")
    first, second = (desk.measures_import.import_file(DATA / name) for name in (ROLLING, QUARTERLY))
    assert first.remarks == ()
    assert all(area in second.remarks[0] for area in REVISED_APART)
    return desk


def test_the_real_files_agree(real: Desk) -> None:
    """West Mercia 2017/18, and its robberies; the derived quarters go on from the printed ones."""
    crime = quarters(real, "all-recorded-crime")
    year = [o for o in crime.observations if o.period.financial_year == 2017]
    assert [o.value for o in year] == [22194, 22254, 21025, 18877]
    assert {o.status for o in year} == {ObservationStatus.PRINTED}
    robbery = [o.value for o in quarters(real, "robbery").observations]
    # Printed as 125 elsewhere; the file's rolling years give 124: 551 - (125 + 177 + 125).
    assert robbery[-8:] == [124, 125, 177, 125, 123, 126, 167, 168]
    assert [a for a in real.measures.areas() if "City" in a] == ["City of London"]
    assert real.measures._measures.area("British Transport Police").kind is AreaKind.OTHER


def test_the_real_quarters_add_up_to_the_rolling_years_for_every_force_and_measure(real: Desk) -> None:
    """Where both tables print, four quarters are the rolling year: where not, the two were revised apart."""
    apart, compared = [], 0
    for area in real.measures.areas():
        for series in real.measures._measures.area_series(area):
            rolling = {
                o.period.end: o.value for o in series.observations if o.period.kind is PeriodKind.ROLLING_YEAR
            }
            of_quarters = series.of_kind(PeriodKind.QUARTER)
            values = [of_quarters.value_at(quarter(2017, 4).shifted(n)) for n in range(4)]
            total = rolling.get(quarter(2018, 1).end)
            if total is not None and None not in values:
                compared += 1
                if sum(v for v in values if v is not None) != total:
                    apart.append((area, series.measure.name))
    assert compared > 700
    assert {area for area, _ in apart} == REVISED_APART


def test_a_measure_that_ended_has_its_quarters_from_the_rolling_years_alone(real: Desk) -> None:
    old, new = quarters(real, "domestic-burglary"), quarters(real, "residential-burglary")
    assert old.observations[-1].period == quarter(2017, 1)
    assert [o.value for o in old.observations][-3:] == [821, 802, 842]
    assert new.observations[0].period == quarter(2017, 4)
    assert all(o.value for o in (*old.observations[4:], *new.observations))
