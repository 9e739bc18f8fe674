"""The XmR limits and rules against an independent restatement in floating point and by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel_app.domain.statistics.xmr import RUN, Rule, xmr

COUNTS = st.lists(st.integers(0, 12), min_size=2, max_size=30)
"""Small numbers, so that ties, runs and points on the mean come often."""
SERIES = st.lists(
    st.decimals(-1000, 1000, places=2, allow_nan=False, allow_infinity=False), min_size=2, max_size=40
)


def decimals(values: list[int]) -> list[Decimal]:
    return [Decimal(v) for v in values]


def rules(values: list[int] | list[Decimal], *, screen: bool = True) -> list[Rule | None]:
    return [p.rule for p in xmr([Decimal(v) for v in values], screen=screen).points]


def restated(values: list[Fraction], screen: bool) -> list[str | None]:
    """The rules as the reference package words them, point by point and window by window, on fractions."""
    n, centre = len(values), mean(values)
    ranges = [abs(values[i] - values[i - 1]) for i in range(1, n)]
    average = mean(ranges)
    if screen:
        kept = [r for r in ranges if r < Fraction("3.267") * average]
        average = mean(kept) if kept else average
    upper, lower = centre + Fraction("2.66") * average, centre - Fraction("2.66") * average
    close = 2 * (Fraction("2.66") / 3) * average
    outside = [v > upper or v < lower for v in values]
    near = [
        not o and (v > centre + close or v < centre - close) for v, o in zip(values, outside, strict=True)
    ]
    side = [(v > centre) - (v < centre) for v in values]

    def whole(i: int, test: object) -> bool:
        starts = range(max(0, i - 6), min(i, n - 7) + 1)
        return any(test(s) for s in starts)  # type: ignore[operator]

    def trend(s: int) -> bool:
        steps = [b - a for a, b in pairwise(values[s : s + 7])]
        return min(steps) > 0 or max(steps) < 0

    def shift(s: int) -> bool:
        return abs(sum(side[s : s + 7])) == 7

    def two(i: int) -> bool:
        starts = range(max(0, i - 2), min(i, n - 3) + 1)
        return near[i] and any(abs(sum(side[s : s + 3])) == 3 and sum(near[s : s + 3]) >= 2 for s in starts)

    found: list[str | None] = []
    for i in range(n):
        if outside[i]:
            found.append("outside the limits")
        elif whole(i, trend):
            found.append("trend")
        elif two(i):
            found.append("two of three near a limit")
        elif whole(i, shift):
            found.append("shift")
        else:
            found.append(None)
    return found


def test_the_reference_series() -> None:
    phase = xmr(decimals([3, 1, 4, 1, 5, 9, 2]), screen=False).phases[0]
    assert phase.limits is not None
    assert round(phase.mean, 4) == Decimal("3.5714")
    assert round(phase.limits.lower, 4) == Decimal("-6.6252")
    assert round(phase.limits.upper, 4) == Decimal("13.7681")
    assert round(phase.limits.near_lower, 4) == Decimal("-3.2263")
    assert round(phase.limits.near_upper, 4) == Decimal("10.3692")


@pytest.mark.parametrize("screen", [True, False])
@given(values=COUNTS)
@settings(max_examples=300)
def test_the_rules_are_those_of_the_restatement(screen: bool, values: list[int]) -> None:
    assert rules(values, screen=screen) == restated([Fraction(v) for v in values], screen)


@given(SERIES)
def test_the_rules_hold_for_decimals_too(values: list[Decimal]) -> None:
    assert rules(values) == restated([Fraction(v) for v in values], True)


@given(COUNTS, st.integers(-1000, 1000), st.sampled_from(["0.01", "0.5", "3", "1000"]))
def test_moving_and_stretching_the_series_changes_no_rule(values: list[int], by: int, factor: str) -> None:
    moved = [Decimal(v) * Decimal(factor) + by for v in values]
    assert rules(moved) == rules(values)
    before, after = xmr(decimals(values)).phases[0], xmr(moved).phases[0]
    assert before.limits is not None and after.limits is not None
    assert float(after.limits.upper) == pytest.approx(float(before.limits.upper * Decimal(factor) + by))
    assert after.limits.screened == before.limits.screened


@given(COUNTS)
def test_the_mirrored_series_has_the_same_rules_on_the_other_side(values: list[int]) -> None:
    mirrored = xmr([Decimal(-v) for v in values])
    assert [p.rule for p in mirrored.points] == rules(values)
    assert [-p.side for p in mirrored.points] == [p.side for p in xmr(decimals(values)).points]


@given(COUNTS, st.data())
def test_a_phase_is_a_series_of_its_own(values: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(values) - 1))
    whole = xmr(decimals(values), rebase_at=[at])
    parts = [xmr(decimals(values[:at])), xmr(decimals(values[at:]))]
    assert whole.points == (*parts[0].points, *parts[1].points)
    assert [p.limits for p in whole.phases] == [p.phases[0].limits for p in parts]
    assert [(p.first, p.last) for p in whole.phases] == [(0, at - 1), (at, len(values) - 1)]


def test_screening_drops_a_range_of_just_the_bound_and_only_once() -> None:
    """Ranges 1, …, 1, 9: the mean is 20/12, and 3.267 times it 5.445; without the 9 it is 1."""
    values = [0, 1] * 6 + [10]
    screened, plain = xmr(decimals(values)), xmr(decimals(values), screen=False)
    assert screened.phases[0].limits is not None and plain.phases[0].limits is not None
    assert screened.phases[0].limits.screened == 1
    assert screened.phases[0].limits.moving_range == 1
    assert round(plain.phases[0].limits.moving_range, 4) == Decimal("1.6667")
    assert screened.points[-1].rule is Rule.OUTSIDE


def test_one_point_has_a_mean_and_no_limits() -> None:
    found = xmr([Decimal(5)])
    assert found.phases[0].mean == 5
    assert found.phases[0].limits is None
    assert found.points[0].rule is None
    assert xmr([]).points == ()


@pytest.mark.parametrize("count", [2, 7, 30])
def test_equal_points_have_limits_on_the_mean_and_no_signal(count: int) -> None:
    found = xmr([Decimal("4.2")] * count)
    limits = found.phases[0].limits
    assert limits is not None
    assert limits.lower == limits.upper == found.phases[0].mean == Decimal("4.2")
    assert {p.rule for p in found.points} == {None}


def test_a_tie_breaks_a_trend_and_seven_points_make_one() -> None:
    noise = [10, 2, 9, 1, 10, 2, 9, 1]
    assert rules([*noise, 4, 3, 4, 5, 6, 7, 8, 9, 5])[8:] == [None, *[Rule.TREND] * RUN, None]
    assert Rule.TREND not in rules([*noise, 4, 3, 4, 5, 5, 6, 7, 8, 9, 5])


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    """Six above, one on the mean, two above, and as much below."""
    above = [6, 7, 6, 7, 6, 7, 5, 6, 7]
    below = [4, 3, 4, 3, 4, 3, 5, 4, 3]
    values = above + below
    assert sum(values) == 5 * len(values)
    assert Rule.SHIFT not in rules(values)
    assert Rule.SHIFT in rules([6, 7, 6, 7, 6, 7, 6, 4, 3, 4, 3, 4, 3, 4])


def test_a_point_just_on_a_limit_is_inside() -> None:
    """Mean 0 and a mean range of 100/3 · 3 make limits that a point can meet exactly."""
    values = [Decimal(0), Decimal(100), Decimal(-100), Decimal(0)]
    limits = xmr(values, screen=False).phases[0].limits
    assert limits is not None
    assert limits.upper == Decimal("2.66") * 400 / 3
    edge = [Decimal(v) for v in ("0", "1", "0", "1", "0", "1", "0", "1")]
    found = xmr(edge, screen=False)
    assert found.phases[0].limits is not None
    assert found.phases[0].limits.upper == Decimal("3.16")
    assert {p.rule for p in found.points} == {None}
