from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import Better, EventKind, Measure, MeasureEvent, Observation, Series
from panel_app.domain.periods import Period, month, quarter, year_to_date
from panel_app.domain.statistics.comparisons import Against, Compared, comparisons, z_of_counts

THEFT = Measure(MeasureId("theft"), "Theft", "offences", Better.FEWER)


def series(first: Period, *values: int | None, measure: Measure = THEFT) -> Series:
    return Series(
        measure,
        "West Mercia",
        "force",
        tuple(
            Observation(first.shifted(n), "", None if v is None else Decimal(v)) for n, v in enumerate(values)
        ),
    )


def compared(of: Series) -> dict[Against, Compared]:
    return {one.against: one for one in comparisons(of, of.latest)}


def test_each_comparison_is_with_its_like() -> None:
    found = compared(series(quarter(2019, 4), 100, 110, 120, 130, 90, 140))
    assert {a: (c.comparison.now, c.comparison.before) for a, c in found.items() if c.comparison} == {
        Against.PREVIOUS: (140, 90),
        Against.LAST_YEAR: (140, 110),
        Against.YEAR_TO_DATE: (230, 210),
    }
    assert found[Against.LAST_YEAR].sentence == (
        "140 offences in July to September 2020, against 110 in July to September 2019: 30 more (+27%)."
    )
    assert found[Against.YEAR_TO_DATE].sentence == (
        "230 offences so far in 2020/21, against 210 in the same quarters of the year before: 20 more (+10%)."
    )
    assert found[Against.PREVIOUS].sentence.endswith("differ so much (z 4.7).")


def test_what_is_not_there_is_not_compared() -> None:
    found = compared(series(quarter(2019, 4), 100, None, 120, 130, 90, 140))
    assert set(found) == {Against.PREVIOUS}
    assert comparisons(series(month(2020, 4), None), None) == ()
    shares = replace(THEFT, unit="%")
    assert Against.YEAR_TO_DATE not in compared(series(quarter(2019, 4), 1, 2, 3, 4, 5, 6, measure=shares))


def test_a_quarter_that_begins_no_year_has_no_year_to_date() -> None:
    found = compared(series(quarter(2018, 6), *range(50, 60)))
    assert Against.YEAR_TO_DATE not in found


def test_a_printed_year_to_date_is_compared_with_that_of_the_year_before() -> None:
    now, before = year_to_date(date(2020, 9, 30)), year_to_date(date(2019, 9, 30))
    of = Series(
        THEFT, "X", "force", (Observation(before, "", Decimal(80)), Observation(now, "", Decimal(60)))
    )
    (one,) = comparisons(of, of.latest)
    assert one.against is Against.LAST_YEAR
    assert one.sentence.startswith("60 offences in April to September 2020, against 80 in April to September")


def test_like_is_compared_with_like() -> None:
    changed = MeasureEvent(date(2020, 4, 1), EventKind.DEFINITION, "sheds are counted too")
    of = replace(series(quarter(2019, 4), 100, 110, 120, 130, 90, 140), events=(changed,))
    found = compared(of)
    assert found[Against.LAST_YEAR].comparison is None
    assert found[Against.LAST_YEAR].sentence == (
        "What is counted changed on 1 April 2020 (sheds are counted too), so that the two are not compared."
    )
    assert found[Against.YEAR_TO_DATE].comparison is None
    assert found[Against.PREVIOUS].comparison is not None


def test_z_by_hand() -> None:
    assert z_of_counts(Decimal(144), Decimal(100)) == 4
    assert z_of_counts(Decimal(0), Decimal(0)) == 0
    assert z_of_counts(Decimal(-1), Decimal(4)) is None
    assert z_of_counts(Decimal("1.5"), Decimal(4)) is None


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_z_is_turned_round_with_its_counts(a: int, b: int) -> None:
    one, other = z_of_counts(Decimal(a), Decimal(b)), z_of_counts(Decimal(b), Decimal(a))
    assert one is not None and other is not None
    assert one == -other
    assert (one > 0) == (a > b)


@pytest.mark.parametrize(("now", "remarked"), [(132, False), (133, True), (72, True), (73, False)])
def test_beyond_three_is_worth_a_remark(now: int, remarked: bool) -> None:
    """2(√133 − 10) is 3.07 and 2(√132 − 10) is 2.98; 2(√72 − 10) is −3.03."""
    found = compared(series(month(2020, 5), 100, now))[Against.PREVIOUS]
    assert found.remarkable is remarked
    assert ("Chance alone" in found.sentence) is remarked
