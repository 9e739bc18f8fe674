from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import (
    Better,
    EventKind,
    Measure,
    MeasureEvent,
    MeasureTarget,
    Observation,
    Series,
)
from panel_app.domain.periods import PeriodKind, month, period_ending
from panel_app.domain.statistics.signal import Assurance, Variation, series_signal, values_signal
from panel_app.domain.statistics.xmr import Rule

CALLS = Measure(MeasureId("999"), "999 calls answered in 10 seconds", "%", Better.MORE)
STEADY = [50, 51, 49, 50, 52, 48, 51, 50, 49, 51, 50, 49, 50, 51, 49, 50, 52, 48, 51, 50, 49, 51, 50, 49]


def signal(values: list[int], better: Better = Better.FEWER, target: int | None = None):  # type: ignore[no-untyped-def]
    held = None if target is None else Decimal(target)
    return values_signal([Decimal(v) for v in values], better, "months", target=held)


def test_within_the_range_there_is_no_sign_of_a_real_change() -> None:
    found = signal(STEADY)
    assert found.variation is Variation.COMMON
    assert found.sentence == "Within the range of the last 24 months: no sign of a real change."
    assert not found.on_trial


@pytest.mark.parametrize(
    ("last", "better", "variation", "change"),
    [
        (80, Better.FEWER, Variation.CONCERN, "a real change for the worse"),
        (80, Better.MORE, Variation.IMPROVEMENT, "a real change for the better"),
        (20, Better.MORE, Variation.CONCERN, "a real change for the worse"),
        (80, Better.NEITHER, Variation.HIGH, "a real change"),
        (20, Better.NEITHER, Variation.LOW, "a real change"),
    ],
)
def test_the_last_point_and_the_better_direction_say_the_variation(
    last: int, better: Better, variation: Variation, change: str
) -> None:
    found = signal([*STEADY, last], better)
    assert found.variation is variation
    assert found.rule is Rule.OUTSIDE
    side = "Above" if last == 80 else "Below"
    assert found.sentence == f"{side} the range of the last 25 months: a sign of {change}."


def test_each_rule_has_its_own_words() -> None:
    assert "Up 6 times in a row" in signal([*STEADY[:18], 46, 47, 48, 49, 50, 51, 52]).sentence
    shift = signal([52, 50, 52, 50, 52, 50, 52, 50, 49, 47, 49, 47, 49, 47, 49, 47])
    assert shift.rule is Rule.SHIFT
    assert shift.sentence.startswith("Below the average for 8 months in a row: a sign")
    near = signal([*STEADY, 53, 54, 54])
    assert near.rule is Rule.NEAR
    assert near.sentence.startswith("Two of the last three months lie near the upper limit")


def test_an_earlier_signal_says_nothing_of_the_last_point() -> None:
    found = signal([*STEADY[:12], 58, *STEADY])
    assert found.variation is Variation.COMMON
    assert found.xmr.points[12].rule is Rule.OUTSIDE


def test_limits_from_under_thirteen_points_are_on_trial() -> None:
    found = signal(STEADY[:12])
    assert found.on_trial
    assert found.sentence.endswith("The limits are on trial, for they rest on 12 months only.")
    assert not signal(STEADY[:13]).on_trial


def test_one_figure_and_none_are_said_plainly() -> None:
    assert signal([5]).variation is Variation.NONE
    assert signal([5]).sentence == "There is one figure: limits take two months, and 13 to be trusted."
    assert signal([]).sentence == "There are no figures."


@pytest.mark.parametrize(
    ("target", "better", "assurance"),
    [
        (90, Better.MORE, Assurance.FAILS),
        (90, Better.FEWER, Assurance.PASSES),
        (10, Better.MORE, Assurance.PASSES),
        (10, Better.FEWER, Assurance.FAILS),
        (50, Better.MORE, Assurance.HIT_AND_MISS),
        (90, Better.NEITHER, Assurance.NONE),
        (None, Better.MORE, Assurance.NONE),
    ],
)
def test_the_target_is_held_against_the_latest_limits(
    target: int | None, better: Better, assurance: Assurance
) -> None:
    assert signal(STEADY, better, target).assurance is assurance


def test_a_target_on_a_limit_is_hit_and_miss() -> None:
    upper = signal(STEADY).xmr.phases[0].limits
    assert upper is not None
    edge = values_signal([Decimal(v) for v in STEADY], Better.MORE, target=upper.upper)
    assert edge.assurance is Assurance.HIT_AND_MISS


def series(values: list[int | None]) -> Series:
    first = month(2018, 4)
    return Series(
        CALLS,
        "West Mercia",
        "force",
        tuple(
            Observation(first.shifted(n), f"{v}%", None if v is None else Decimal(v))
            for n, v in enumerate(values)
        ),
    )


def test_limits_start_anew_only_where_a_person_says_so() -> None:
    stepped = series([*STEADY, *(v + 30 for v in STEADY)])
    assert len(series_signal(stepped).xmr.phases) == 1
    given = series_signal(stepped, rebase=[date(2020, 4, 1)])
    assert [(p.first, p.last) for p in given.xmr.phases] == [(0, 23), (24, 47)]
    assert given.variation is Variation.COMMON
    event = MeasureEvent(date(2020, 3, 15), EventKind.REBASE)
    assert series_signal(replace(stepped, events=(event,))).xmr == given.xmr
    other = MeasureEvent(date(2020, 3, 15), EventKind.DEFINITION)
    assert len(series_signal(replace(stepped, events=(other,))).xmr.phases) == 1


def test_a_series_is_held_against_its_own_target() -> None:
    early = MeasureTarget("90%", Decimal(90), valid_from=date(2018, 4, 1), valid_to=date(2019, 3, 31))
    late = MeasureTarget("20%", Decimal(20), valid_from=date(2019, 4, 1))
    own = MeasureTarget("95%", Decimal(95), "West Mercia", date(2019, 4, 1))
    steady = series(list(STEADY))
    found = series_signal(replace(steady, targets=(early, late)))
    assert found.assurance is Assurance.PASSES
    assert found.assurance_sentence == (
        "The target of 20% can be expected to be met each time, if nothing changes."
    )
    assert series_signal(replace(steady, targets=(early, late, own))).assurance is Assurance.FAILS


def test_months_without_a_figure_are_left_out() -> None:
    found = series_signal(series([50, None, 52, 49]))
    assert [o.value for o in found.observations] == [50, 52, 49]
    assert len(found.xmr.points) == 3


def test_what_lies_before_a_gap_does_not_count() -> None:
    found = series_signal(series([10, 11, 10, None, None, 50, 52, 49]))
    assert [o.value for o in found.observations] == [50, 52, 49]
    assert series_signal(series([50, *[None] * 11, 52])).variation is Variation.NONE


def test_totals_that_overlap_have_no_signal() -> None:
    totals = tuple(
        Observation(period_ending(PeriodKind.ROLLING_YEAR, 2020, m), "5", Decimal(5)) for m in range(1, 9)
    )
    found = series_signal(Series(CALLS, "X", "force", totals))
    assert found.variation is Variation.NONE
    assert found.sentence.startswith("No range: rolling years overlap")
    assert found.xmr.points == ()
