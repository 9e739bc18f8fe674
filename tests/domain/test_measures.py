from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import Better, Comparison, Measure, Observation, Series, number_text
from panel_app.domain.periods import Period, PeriodKind, financial_year_label, month, period_from, quarter
from panel_app.domain.statistics.rolling_years import quarters_from_rolling_years

TILING = st.sampled_from([kind for kind in PeriodKind if kind.tiles])
ROBBERY = Measure(MeasureId("robbery"), "Robbery", "offences", Better.FEWER)
CALLS = Measure(MeasureId("999"), "999 calls answered in 10 seconds", "%", Better.MORE)


def change(now: str, before: str) -> Comparison:
    return Comparison(Decimal(now), Decimal(before))


def test_periods_say_themselves() -> None:
    assert quarter(2018, 7).label == "July to September 2018"
    assert quarter(2018, 7).short_label == "Jul–Sep 2018"
    assert month(2020, 9).label == "September 2020"
    assert month(2020, 9).short_label == "Sep 2020"
    year = period_from(PeriodKind.YEAR, date(2017, 4, 1))
    assert (year.label, year.short_label) == ("year to March 2018", "year to Mar 2018")
    assert quarter(2017, 12).label == "December 2017 to February 2018"


def test_financial_years_run_from_april_to_march() -> None:
    assert quarter(2018, 1).financial_year == 2017
    assert quarter(2018, 4).financial_year == 2018
    assert quarter(2018, 1).place_in_year == 3
    assert month(2018, 4).place_in_year == 0
    assert financial_year_label(1999) == "1999/00"


def test_a_period_begins_on_the_first() -> None:
    with pytest.raises(ValueError, match="first of a month"):
        period_from(PeriodKind.MONTH, date(2018, 4, 2))


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), TILING, st.integers(-60, 60))
def test_shifting_there_and_back_is_nothing(day: date, kind: PeriodKind, by: int) -> None:
    period = period_from(kind, day.replace(day=1))
    assert period.shifted(by).shifted(-by) == period
    assert period.shifted(1).start > period.end
    assert period.same_period_last_year() == period.shifted(-kind.in_year)


def test_both_counts_and_a_percentage_that_the_base_can_bear() -> None:
    assert (change("168", "125").difference_text, change("168", "125").percentage_text) == ("+43", "+34%")
    assert (change("615", "984").difference_text, change("615", "984").percentage_text) == ("−369", "−38%")
    assert (change("4", "3").difference_text, change("4", "3").percentage_text) == ("+1", "")
    assert change("49", "49").percentage is None
    assert change("50", "50").percentage_text == "0%"
    assert change("7620", "7598").percentage_text == "+0.3%"
    assert change("100001", "100000").percentage_text == "under 0.1%"


def test_changes_are_said_in_words() -> None:
    assert change("168", "125").in_words(ROBBERY) == "43 more (+34%)"
    assert change("2", "3").in_words(ROBBERY) == "1 fewer"
    assert change("3", "3").in_words(ROBBERY) == "the same"
    assert change("83.5", "90").in_words(CALLS) == "6.5 points down"


def test_values_are_said_with_their_unit() -> None:
    assert ROBBERY.in_words(Decimal(1)) == "1 offence"
    assert ROBBERY.in_words(Decimal(22194)) == "22,194 offences"
    assert CALLS.in_words(Decimal(83)) == "83%"
    assert number_text(Decimal(-1200)) == "−1,200"


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("Vehicle offences", True),
        ("Possession of weapons", False),
        ("Theft from the person", False),
        ("999 calls answered in 10 seconds", True),
        ("Robbery", False),
    ],
)
def test_the_verb_follows_the_name(name: str, plural: bool) -> None:
    assert Measure(MeasureId("x"), name, "offences", Better.FEWER).is_plural is plural


def test_the_latest_is_the_last_with_a_value() -> None:
    some = Observation(quarter(2018, 4), "5", Decimal(5))
    none = Observation(quarter(2018, 7), "", None)
    series = Series(ROBBERY, "West Mercia", "force", (some, none))
    assert series.latest == some
    assert series.comparison(series.latest) is None


def test_quarters_of_west_mercia_robbery_from_its_rolling_years() -> None:
    """The Home Office's rolling years; 551 - (125 + 177 + 125) is 124 for January to March 2017."""
    ends = [quarter(2016, 10), quarter(2017, 1), quarter(2017, 4), quarter(2017, 7), quarter(2017, 10)]
    ends += [quarter(2018, 1), quarter(2018, 4), quarter(2018, 7), quarter(2018, 10)]
    rolling = dict(zip(ends, (573, 583, 594, 592, 551, 550, 551, 541, 584), strict=True))
    known = dict(zip(ends[2:6], (125, 177, 125, 123), strict=True))
    derived = quarters_from_rolling_years(rolling, known)
    later = [derived[quarter(2018, m)] for m in (4, 7, 10)]
    assert later == [126, 167, 168]
    assert derived[quarter(2017, 1)] == 124
    assert derived[quarter(2016, 10)] == 166


@given(st.lists(st.integers(0, 5000), min_size=12, max_size=40), st.data())
def test_quarters_come_back_from_their_rolling_years(counts: list[int], data: st.DataObject) -> None:
    first = quarter(2007, 1)
    periods: list[Period] = [first.shifted(n) for n in range(len(counts))]
    rolling = {periods[n]: sum(counts[n - 3 : n + 1]) for n in range(3, len(counts))}
    begin = data.draw(st.integers(3, len(counts) - 4))
    known = {periods[n]: counts[n] for n in range(begin, begin + 4)}
    derived = quarters_from_rolling_years(rolling, known)
    assert not derived.keys() & known.keys()
    for period, value in derived.items():
        assert value == counts[periods.index(period)]


def test_a_negative_quarter_is_missing_and_the_ones_before_it_are_not() -> None:
    at = quarter(2018, 1)
    rolling = {at: 20, at.shifted(-1): 12, at.shifted(-4): 10, at.shifted(-5): 20}
    derived = quarters_from_rolling_years(rolling, {at: 5})
    assert derived[at.shifted(-4)] is None
    assert derived[at.shifted(-8)] == 7
