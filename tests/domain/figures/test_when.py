"""Periods as papers print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.figures.when import heading_period, periods_in
from panel_app.domain.periods import Period, PeriodKind, month, period_from, quarter

YEAR = period_from(PeriodKind.YEAR, date(2019, 4, 1))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Qtr 2 20/21", quarter(2020, 7)),
        ("in Quarter 3, 2023/24", quarter(2023, 10)),
        ("2020/21 Q4", quarter(2021, 1)),
        ("Q3 of 22/23", quarter(2022, 10)),
        ("Apr–Jun 2020", quarter(2020, 4)),
        ("November 2019 to January 2020", quarter(2019, 11)),
        ("Nov to Jan 20", quarter(2019, 11)),
        ("Mar-20", month(2020, 3)),
        ("Sept 2024", month(2024, 9)),
        ("2019/20", YEAR),
        ("2019-20", YEAR),
        ("April 2019 to March 2020", YEAR),
        ("year to March 2020", YEAR),
        ("the 12 months to December 2024", period_from(PeriodKind.YEAR, date(2024, 1, 1))),
    ],
)
def test_a_period_is_read(text: str, period: Period) -> None:
    assert [said.period for said in periods_in(text)] == [period]


@pytest.mark.parametrize(
    "text",
    [
        *("31 March 2020", "31st March 2020", "31-Mar-24", "01/04/20", "30/09/2024", "2021-21"),
        *(
            "Q3 2020",
            "2019",
            "we may 20 times",
            "April to September 2020",
            "24/7 cover",
            "decreased 49 times",
        ),
    ],
)
def test_a_day_a_bare_year_and_what_is_no_quarter_are_no_periods(text: str) -> None:
    assert not periods_in(text)


def test_two_periods_stand_where_their_words_do() -> None:
    text = "from Q1 2020/21 to Q2 2020/21"
    assert [text[said.start : said.end] for said in periods_in(text)] == ["Q1 2020/21", "Q2 2020/21"]


@pytest.mark.parametrize(
    ("header", "of_a_period"),
    [
        ("Q2 2020/21 actual", True),
        ("2019/20 £m", True),
        ("Target 2019/20", False),
        ("% change 2019/20", False),
    ],
)
def test_a_column_of_a_period_says_nothing_else(header: str, of_a_period: bool) -> None:
    assert (heading_period(header) is not None) == of_a_period


@given(st.integers(2000, 2060), st.integers(1, 4), st.sampled_from(["Q{q} {y}/{z}", "Qtr {q} {a}/{z}"]))
def test_any_quarter_comes_back(year: int, number: int, form: str) -> None:
    text = form.format(q=number, y=year, a=f"{year % 100:02}", z=f"{(year + 1) % 100:02}")
    (said,) = periods_in(text)
    assert (said.period.financial_year, said.period.place_in_year) == (year, number - 1)
