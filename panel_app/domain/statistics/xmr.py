"""XmR control limits and the four rules of NHS "Making Data Count", as in the R package NHSRplotthedots.

The centre is the mean of the values, the limits the mean plus and minus 2.66 times the mean moving range, and
the near limits lie two thirds of the way. Moving ranges that are 3.267 times their mean or more are left out
once before the limits are worked out (screening). Limits are not cut off at 0, and start anew only where a
person says so: each stretch between is a phase with its own limits, and no rule reaches beyond it.

Comparisons are made on whole numbers, so that a point exactly on the mean or on a limit is told from one
beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

LIMIT = Fraction(266, 100)
NEAR = LIMIT * 2 / 3
SCREEN = Fraction(3267, 1000)
RUN = 7
"""So many points in a row make a trend or a shift."""
FEW = 13
"""Limits from fewer points than this are on trial."""


class Rule(StrEnum):
    """Why a point is out of the ordinary; where several rules say so, the first. The value is stored."""

    OUTSIDE = "outside the limits"
    TREND = "trend"
    NEAR = "two of three near a limit"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a phase, what they rest on, and how many moving ranges were screened out."""

    moving_range: Decimal
    lower: Decimal
    upper: Decimal
    near_lower: Decimal
    near_upper: Decimal
    screened: int = 0


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of points, both ends included, with its mean; a single point has no limits."""

    first: int
    last: int
    mean: Decimal
    limits: Limits | None

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def on_trial(self) -> bool:
        """Whether it has fewer points than limits should rest on."""
        return self.count < FEW


@dataclass(frozen=True, slots=True)
class Point:
    """What the rules say of a value; `side` is 1 above the mean of its phase, -1 below, 0 on it."""

    value: Decimal
    side: int
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Xmr:
    """Phases and points, in order."""

    phases: tuple[Phase, ...]
    points: tuple[Point, ...]

    def phase_of(self, at: int) -> Phase:
        return next(phase for phase in self.phases if phase.first <= at <= phase.last)


def xmr(values: Sequence[Decimal], *, rebase_at: Collection[int] = (), screen: bool = True) -> Xmr:
    """Limits and rules for values in order; limits start anew at the places in `rebase_at`."""
    exponents = [e for v in values if isinstance(e := v.as_tuple().exponent, int)]
    places = max(0, -min(exponents, default=0))
    whole = [int(v.scaleb(places)) for v in values]
    starts = sorted({0, *(at for at in rebase_at if 0 < at < len(values))})
    phases: list[Phase] = []
    points: list[Point] = []
    for first, end in zip(starts, [*starts[1:], len(values)], strict=True):
        if first < end:
            phase, judged = _phase(whole[first:end], screen, Decimal(1).scaleb(-places), first)
            phases.append(phase)
            points += [Point(values[first + at], side, rule) for at, (side, rule) in enumerate(judged)]
    return Xmr(tuple(phases), tuple(points))


def _phase(
    values: Sequence[int], screen: bool, unit: Decimal, first: int
) -> tuple[Phase, list[tuple[int, Rule | None]]]:
    """The phase of whole numbers of `unit`, and the side and rule of each point."""
    mean = Fraction(sum(values), len(values))
    sides = _sides(values, mean)
    last = first + len(values) - 1
    if len(values) == 1:
        return Phase(first, last, _decimal(mean, unit), None), [(0, None)]
    moving, screened = _moving_range(values, screen)
    upper, lower = mean + LIMIT * moving, mean - LIMIT * moving
    near_upper, near_lower = mean + NEAR * moving, mean - NEAR * moving
    outside = _beyond(values, lower, upper)
    near = [
        close and not out for close, out in zip(_beyond(values, near_lower, near_upper), outside, strict=True)
    ]
    found = {
        Rule.OUTSIDE: {at for at, out in enumerate(outside) if out},
        Rule.TREND: _trends(values),
        Rule.NEAR: _two_of_three(near, sides),
        Rule.SHIFT: _runs(sides),
    }
    limits = Limits(
        _decimal(moving, unit),
        _decimal(lower, unit),
        _decimal(upper, unit),
        _decimal(near_lower, unit),
        _decimal(near_upper, unit),
        screened,
    )
    judged = [
        (side, next((rule for rule in Rule if at in found[rule]), None)) for at, side in enumerate(sides)
    ]
    return Phase(first, last, _decimal(mean, unit), limits), judged


def _moving_range(values: Sequence[int], screen: bool) -> tuple[Fraction, int]:
    """The mean moving range, and how many ranges screening left out. Equal points have a range of 0."""
    ranges = [abs(b - a) for a, b in pairwise(values)]
    mean = Fraction(sum(ranges), len(ranges))
    if not screen or mean == 0:
        return mean, 0
    most = SCREEN * mean
    kept = [r for r in ranges if r * most.denominator < most.numerator]
    # The smallest range is never more than the mean, so that some are always kept.
    return Fraction(sum(kept), len(kept)), len(ranges) - len(kept)


def _trends(values: Sequence[int]) -> set[int]:
    """Points of runs in which each value is above, or each below, the one before."""
    steps = [(b > a) - (b < a) for a, b in pairwise(values)]
    return {
        point
        for first, last in _stretches(steps)
        if last - first + 2 >= RUN
        for point in range(first, last + 2)
    }


def _runs(sides: Sequence[int]) -> set[int]:
    """Points of runs on one side of the mean."""
    return {
        point
        for first, last in _stretches(sides)
        if last - first + 1 >= RUN
        for point in range(first, last + 1)
    }


def _stretches(signs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last place of each longest run of one sign; a 0 belongs to none."""
    first = 0
    for at in range(1, len(signs) + 1):
        if at == len(signs) or signs[at] != signs[first]:
            if signs[first]:
                yield first, at - 1
            first = at


def _two_of_three(near: Sequence[bool], sides: Sequence[int]) -> set[int]:
    """Near points of three in a row on one side of the mean of which at least two are near."""
    found: set[int] = set()
    for at in range(len(near) - 2):
        three = range(at, at + 3)
        if abs(sum(sides[p] for p in three)) == 3 and sum(near[p] for p in three) >= 2:
            found.update(p for p in three if near[p])
    return found


def _sides(values: Sequence[int], mean: Fraction) -> list[int]:
    part, whole = mean.denominator, mean.numerator
    return [(v * part > whole) - (v * part < whole) for v in values]


def _beyond(values: Sequence[int], lower: Fraction, upper: Fraction) -> list[bool]:
    """Whether each value lies strictly outside two bounds."""
    low, low_part, high, high_part = lower.numerator, lower.denominator, upper.numerator, upper.denominator
    return [v * high_part > high or v * low_part < low for v in values]


def _decimal(value: Fraction, unit: Decimal) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator) * unit
