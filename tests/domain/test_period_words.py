from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.period_words import read_period
from panel_app.domain.periods import Period, PeriodKind, as_at, month, period_ending, quarter, year_to_date

YEAR, ROLLING = PeriodKind.YEAR, PeriodKind.ROLLING_YEAR


@pytest.mark.parametrize(
    ("text", "kind", "period"),
    [
        ("2020-06", None, month(2020, 6)),
        ("Jun-20", None, month(2020, 6)),
        ("May-20", None, month(2020, 5)),
        ("June 2020", None, month(2020, 6)),
        ("06/2020", None, month(2020, 6)),
        ("2020-06-01", PeriodKind.MONTH, month(2020, 6)),
        ("2020-06-30 00:00:00", PeriodKind.MONTH, month(2020, 6)),
        ("Q1 20/21", None, quarter(2020, 4)),
        ("Qtr 4 2020/21", None, quarter(2021, 1)),
        ("2020/21 Q2", None, quarter(2020, 7)),
        ("2020-04-01", PeriodKind.QUARTER, quarter(2020, 4)),
        ("30/06/2020", PeriodKind.QUARTER, quarter(2020, 4)),
        ("Jun 2020", PeriodKind.QUARTER, quarter(2020, 4)),
        ("2020/21", None, period_ending(YEAR, 2021, 3)),
        ("31 March 2021", YEAR, period_ending(YEAR, 2021, 3)),
        ("2019", None, period_ending(YEAR, 2019, 12)),
        ("30-12-2017", ROLLING, period_ending(ROLLING, 2017, 12)),
        ("Mar 2018", ROLLING, period_ending(ROLLING, 2018, 3)),
        ("12 months to March 2018", None, period_ending(YEAR, 2018, 3)),
        ("YTD Sep 2020", None, year_to_date(date(2020, 9, 1))),
        ("2020-09-30", PeriodKind.YEAR_TO_DATE, year_to_date(date(2020, 9, 1))),
        ("as at 31 March 2020", None, as_at(date(2020, 3, 31))),
        ("30-12-2017", PeriodKind.AS_AT, as_at(date(2017, 12, 30))),
    ],
)
def test_periods_as_sheets_print_them(text: str, kind: PeriodKind | None, period: Period) -> None:
    assert read_period(text, kind) == period


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("", None, "no period"),
        ("hello", None, "not a period"),
        ("Q1 2020", None, "calendar or a financial year"),
        ("2020-06-30", None, "say whether the dates stand for"),
        ("2020-06-15", PeriodKind.QUARTER, "neither the first nor the last day"),
        ("31/02/2020", PeriodKind.MONTH, "no day of the calendar"),
        ("May 2020", PeriodKind.QUARTER, "a quarter is expected"),
        ("2020/13", None, "not a period"),
        ("2020/22", None, "not a period"),
        ("Q1 20/21", PeriodKind.MONTH, "a month is expected"),
    ],
)
def test_what_could_be_several_or_none_is_refused_with_its_reason(
    text: str, kind: PeriodKind | None, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        read_period(text, kind)


@given(st.dates(date(2002, 1, 1), date(2080, 1, 1)), st.sampled_from([k for k in PeriodKind if k.tiles]))
def test_a_period_s_last_day_and_its_own_words_name_it(day: date, kind: PeriodKind) -> None:
    period = period_ending(kind, day.year, day.month)
    assert read_period(period.end.isoformat(), kind) == period
    assert read_period(period.start.isoformat(), kind) == period
    assert read_period(period.label) == period
