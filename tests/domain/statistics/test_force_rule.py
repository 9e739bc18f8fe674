from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.charts import force_chart
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import Better, Measure, Observation, PrintedLimits, Series
from panel_app.domain.periods import PeriodKind, quarter, year_to_date
from panel_app.domain.statistics.force_rule import (
    ForceLimits,
    SdChoice,
    SdKind,
    Verdict,
    force_limits,
    force_verdict,
    infer_sd_kind,
    limit_text,
    limits_text,
    mean_and_sd,
    sd_choice,
)

ROBBERY = Measure(MeasureId("robbery"), "Robbery", "offences", Better.FEWER)
YEAR = [Decimal(v) for v in (125, 177, 125, 123)]
COUNTS = st.lists(st.integers(0, 30_000).map(Decimal), min_size=4, max_size=12)


def series(*values: int | None) -> Series:
    """Quarters from April 2017."""
    first = quarter(2017, 4)
    return Series(
        ROBBERY,
        "West Mercia",
        "force",
        tuple(
            Observation(first.shifted(n), str(v or ""), None if v is None else Decimal(v))
            for n, v in enumerate(values)
        ),
    )


def test_limits_by_hand() -> None:
    """Mean 137.5; squares 156.25 + 1560.25 + 156.25 + 210.25 = 2083; sample SD √(2083/3) = 26.350."""
    limits = force_limits(series(125, 177, 125, 123), 2018, PeriodKind.QUARTER)
    assert limits is not None
    assert limits.mean == Decimal("137.5")
    assert float(limits.sd) == pytest.approx(26.3502, abs=1e-4)
    assert float(limits.lower) == pytest.approx(84.7996, abs=1e-4)
    assert float(limits.upper) == pytest.approx(190.2004, abs=1e-4)
    assert float(mean_and_sd(YEAR, SdKind.POPULATION)[1]) == pytest.approx(22.8199, abs=1e-4)


@pytest.mark.parametrize(
    ("value", "verdict", "words"),
    [
        (191, Verdict.ABOVE, "above the force’s own upper limit for 2018/19, 190."),
        (190, Verdict.WITHIN, "within the force’s own limits for 2018/19, 85 to 190.2."),
        (84, Verdict.BELOW, "below the force’s own lower limit for 2018/19, 85."),
        (150, Verdict.WITHIN, "within the force’s own limits for 2018/19, 85 to 190."),
    ],
)
def test_the_verdict_and_its_sentence(value: int, verdict: Verdict, words: str) -> None:
    made = series(125, 177, 125, 123, value)
    found = force_verdict(made, made.latest)
    assert found.verdict is verdict
    assert found.sentence == f"{value} offences in April to June 2018: {words}"


def test_no_limits_without_the_whole_year_before() -> None:
    made = series(125, None, 125, 123, 150)
    found = force_verdict(made, made.latest)
    assert found.verdict is Verdict.NONE
    assert found.limits is None
    assert "only 3 of the 4 quarters of 2017/18" in found.sentence
    assert force_verdict(series(5), series(5).latest).sentence.startswith("No limits: there are no figures")
    assert force_verdict(series(None), None).sentence.startswith("No limits")
    assert found.verdict.value == "none"


def test_limits_are_fixed_for_the_year_whatever_comes_in_it() -> None:
    one, two = series(125, 177, 125, 123, 1, 2), series(125, 177, 125, 123, 999, 4)
    assert force_limits(one, 2018, PeriodKind.QUARTER) == force_limits(two, 2018, PeriodKind.QUARTER)


def test_a_lower_limit_under_zero_is_not_said() -> None:
    limits = ForceLimits(2018, Decimal(2), Decimal("1.5"))
    assert limits_text(limits) == "up to 5"


def test_a_limit_shows_the_side_a_value_is_on() -> None:
    assert limit_text(Decimal("116.9"), Decimal(117)) == "116.9"
    assert limit_text(Decimal("116.9"), Decimal(120)) == "117"
    assert limit_text(Decimal("116.999"), Decimal(117)) == "116.999"


def test_the_kind_of_deviation_is_read_from_printed_limits() -> None:
    assert infer_sd_kind(YEAR, Decimal(85), Decimal(190)).kind is SdKind.SAMPLE
    assert infer_sd_kind(YEAR, Decimal(85), Decimal(190)).inferred
    population = infer_sd_kind(YEAR, Decimal("91.9"), Decimal("183.1"))
    assert (population.kind, population.inferred) == (SdKind.POPULATION, True)
    unclear = infer_sd_kind(YEAR, Decimal(1), Decimal(2))
    assert (unclear.kind, unclear.inferred) == (SdKind.SAMPLE, False)
    assert "does not say" in unclear.sentence


@given(COUNTS)
def test_the_mean_lies_between_the_limits(values: list[Decimal]) -> None:
    for kind in SdKind:
        mean, sd = mean_and_sd(values, kind)
        limits = ForceLimits(2018, mean, sd)
        assert limits.lower <= limits.mean <= limits.upper
        assert limits.judge(limits.upper) is Verdict.WITHIN
        assert limits.judge(limits.lower) is Verdict.WITHIN
        assert limits.judge(limits.upper + 1) is Verdict.ABOVE
        assert limits.judge(limits.lower - 1) is Verdict.BELOW


@given(COUNTS)
def test_the_sample_deviation_is_never_the_smaller(values: list[Decimal]) -> None:
    assert mean_and_sd(values, SdKind.SAMPLE)[1] >= mean_and_sd(values, SdKind.POPULATION)[1]


@given(COUNTS, st.integers(-500, 500))
def test_adding_the_same_to_all_moves_the_limits_by_it(values: list[Decimal], by: int) -> None:
    mean, sd = mean_and_sd(values, SdKind.SAMPLE)
    moved_mean, moved_sd = mean_and_sd([v + by for v in values], SdKind.SAMPLE)
    assert float(moved_mean - mean) == pytest.approx(by)
    assert float(moved_sd) == pytest.approx(float(sd))


@given(COUNTS, st.sampled_from(SdKind))
def test_printed_limits_are_never_read_as_the_other_kind(values: list[Decimal], kind: SdKind) -> None:
    mean, sd = mean_and_sd(values, kind)
    printed = [(mean + s * 2 * sd).quantize(Decimal("0.1")) for s in (-1, 1)]
    choice = infer_sd_kind(values, printed[0], printed[1])
    assert not choice.inferred or choice.kind is kind


def test_two_values_are_the_least() -> None:
    with pytest.raises(ValueError, match="at least two"):
        mean_and_sd([Decimal(1)], SdKind.SAMPLE)


def with_limits(made: Series, lower: int, upper: int) -> Series:
    *others, last = made.observations
    limits = PrintedLimits(Decimal(lower), Decimal(upper))
    return replace(made, observations=(*others, replace(last, limits=limits)))


def test_printed_limits_tell_the_deviation_that_is_then_used() -> None:
    made = series(125, 177, 125, 123, 150)
    assert sd_choice(made) == SdChoice()
    sample = with_limits(made, 85, 190)
    assert sd_choice(sample) == SdChoice(SdKind.SAMPLE, inferred=True)
    population = with_limits(made, 92, 183)
    assert sd_choice(population) == SdChoice(SdKind.POPULATION, inferred=True)
    limits = force_limits(population, 2018, PeriodKind.QUARTER)
    assert limits is not None and not limits.printed
    assert float(limits.sd) == pytest.approx(22.8199, abs=1e-4)
    assert limits.sd_choice.sentence == (
        "The printed limits show that the force uses the population standard deviation."
    )


def test_limits_are_taken_as_printed_where_the_year_before_is_not_here() -> None:
    made = with_limits(series(None, None, None, None, 300), 100, 200)
    limits = force_limits(made, 2018, PeriodKind.QUARTER)
    assert limits is not None and limits.printed
    assert (limits.lower, limits.mean, limits.upper) == (100, 150, 200)
    found = force_verdict(made, made.latest)
    assert found.verdict is Verdict.ABOVE
    assert found.sentence.endswith("above the force’s own upper limit for 2018/19, 200.")
    assert "The force prints its own limits for 2018/19: 100 to 200." in force_chart(made).summary


def test_totals_so_far_have_no_limits_by_a_rule_for_parts_of_a_year() -> None:
    so_far = Series(
        ROBBERY, "West Mercia", "force", (Observation(year_to_date(date(2020, 9, 1)), "5", Decimal(5)),)
    )
    found = force_verdict(so_far, so_far.latest)
    assert found.verdict is Verdict.NONE
    assert found.sentence == "No limits: the rule is for months and quarters."
    assert force_chart(so_far).subtitle.startswith(
        "Robbery so far in the financial year in West Mercia, offences."
    )
