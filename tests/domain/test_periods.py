from __future__ import annotations

from datetime import date

import pytest

from panel_app.domain.periods import PeriodKind, as_at, month, period_ending, year_periods, year_to_date


def test_a_total_so_far_begins_in_april_and_is_like_the_one_of_the_year_before() -> None:
    so_far = year_to_date(date(2020, 9, 3))
    assert (so_far.label, so_far.short_label) == ("April to September 2020", "Apr–Sep 2020")
    assert year_to_date(date(2021, 2, 1)).label == "April 2020 to February 2021"
    assert year_to_date(date(2020, 4, 30)).label == "April 2020"
    assert so_far.same_period_last_year() == year_to_date(date(2019, 9, 30))
    assert year_to_date(date(2020, 2, 29)).same_period_last_year() == year_to_date(date(2019, 2, 28))


def test_a_day_is_like_the_day_a_year_before() -> None:
    assert as_at(date(2020, 3, 31)).label == "31 March 2020"
    assert as_at(date(2020, 2, 29)).same_period_last_year() == as_at(date(2019, 2, 28))
    assert as_at(date(2021, 2, 28)).same_period_last_year() == as_at(date(2020, 2, 29))


def test_only_what_tiles_the_calendar_has_a_period_before_it() -> None:
    assert month(2020, 4).previous() == month(2020, 3)
    for period in (as_at(date(2020, 3, 31)), year_to_date(date(2020, 9, 1))):
        assert period.previous() is None
        with pytest.raises(ValueError, match="no next period"):
            period.shifted(1)
    rolling = period_ending(PeriodKind.ROLLING_YEAR, 2018, 12)
    assert rolling.same_period_last_year() == period_ending(PeriodKind.ROLLING_YEAR, 2017, 12)


def test_a_financial_year_s_periods_are_in_order() -> None:
    quarters = year_periods(2018, PeriodKind.QUARTER)
    assert [p.short_label for p in quarters] == [
        "Apr–Jun 2018",
        "Jul–Sep 2018",
        "Oct–Dec 2018",
        "Jan–Mar 2019",
    ]
    assert len(year_periods(2018, PeriodKind.MONTH)) == 12
