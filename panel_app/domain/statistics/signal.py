"""The NHS "Making Data Count" signal of a series: variation of its last point and assurance of its target,
each with its sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from panel_app.domain.measures import Better, EventKind, Observation, Series, number_text
from panel_app.domain.periods import PeriodKind
from panel_app.domain.statistics.xmr import FEW, Phase, Point, Rule, Xmr, xmr

_T = TypeVar("_T")
_OVERLAPPING = (PeriodKind.YEAR_TO_DATE, PeriodKind.ROLLING_YEAR)
"""Their values are not separate from one another, as limits from moving ranges ask for."""


class Variation(StrEnum):
    """What the last point says; the value is stored and printed."""

    COMMON = "common cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            "common cause": "No sign of a real change",
            "improvement": "A real change for the better",
            "concern": "A real change for the worse",
            "high": "A real change, upwards",
            "low": "A real change, downwards",
            "none": "Too few figures",
        }[self.value]


class Assurance(StrEnum):
    """What the limits say of the target; the value is stored and printed."""

    PASSES = "consistently passes"
    FAILS = "consistently fails"
    HIT_AND_MISS = "hit and miss"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            "consistently passes": "Expected to meet its target",
            "consistently fails": "Expected to miss its target",
            "hit and miss": "May meet its target or miss it",
            "none": "No target to hold it against",
        }[self.value]


@dataclass(frozen=True)
class Signal:
    """The signal of a series. `observations` are those with a value, one for each point of `xmr`."""

    variation: Variation
    assurance: Assurance
    rule: Rule | None
    sentence: str
    assurance_sentence: str
    xmr: Xmr
    observations: tuple[Observation, ...] = ()
    target: Decimal | None = None

    @property
    def phase(self) -> Phase | None:
        """The last phase, whose limits hold now."""
        return self.xmr.phases[-1] if self.xmr.phases else None

    @property
    def on_trial(self) -> bool:
        return self.phase is not None and self.phase.limits is not None and self.phase.on_trial


def series_signal(
    series: Series, *, rebase: Collection[date] = (), screen: bool = True, target: Decimal | None = None
) -> Signal:
    """The signal of a series of one kind of period.

    Periods without a value are left out; what lies before two of them in a row does not count. Limits start
    anew at the first period that begins on or after each day of `rebase`, and at those that the series says
    itself. Without `target` it is held against its own at the end of its last period.
    """
    kind = series.main_kind
    if kind in _OVERLAPPING:
        return _none(f"No range: {kind.plural} overlap or add up, so that each holds part of the one before.")
    shown = _unbroken(series)
    days = {*rebase, *(e.day for e in series.events if e.kind is EventKind.REBASE)}
    starts = {
        at for day in days if (at := next((n for n, o in enumerate(shown) if o.period.start >= day), None))
    }
    if target is None and shown:
        own = series.target_on(shown[-1].period.end)
        target = own.value if own else None
    plural = shown[-1].period.kind.plural if shown else "periods"
    values = [o.value for o in shown if o.value is not None]
    return values_signal(
        values, series.measure.better, plural, starts, screen, target, series.measure.figure, shown
    )


def _unbroken(series: Series) -> tuple[Observation, ...]:
    """The observations with a value since the last time that two periods in a row had none."""
    shown = [o for o in series.observations if o.value is not None]
    first = 0
    for at in range(1, len(shown)):
        before, now = shown[at - 1].period, shown[at].period
        if now.kind.tiles and now.shifted(-2) > before:
            first = at
    return tuple(shown[first:])


def values_signal(
    values: Sequence[Decimal],
    better: Better,
    plural: str = "points",
    rebase_at: Collection[int] = (),
    screen: bool = True,
    target: Decimal | None = None,
    figure: Callable[[Decimal], str] = number_text,
    observations: tuple[Observation, ...] = (),
) -> Signal:
    """The signal of values in order; `plural` is what its sentences call them."""
    found = xmr(values, rebase_at=rebase_at, screen=screen)
    if not values:
        return _none("There are no figures.")
    phase, last = found.phases[-1], found.points[-1]
    if phase.limits is None:
        sentence = f"There is one figure: limits take two {plural}, and {FEW} to be trusted."
        return Signal(Variation.NONE, Assurance.NONE, None, sentence, "", found, observations, target)
    variation = _variation(last, better)
    sentence = _sentence(found, phase, variation, plural)
    assurance = _assurance(phase, better, target)
    held = _assurance_sentence(assurance, target, figure, better)
    return Signal(variation, assurance, last.rule, sentence, held, found, observations, target)


def _none(sentence: str) -> Signal:
    return Signal(Variation.NONE, Assurance.NONE, None, sentence, "", Xmr((), ()))


def _variation(last: Point, better: Better) -> Variation:
    """By the side of the mean that the point lies on, whatever the rule; a point on it counts as a concern,
    as in the reference package."""
    if last.rule is None:
        return Variation.COMMON
    if better is Better.NEITHER:
        return Variation.HIGH if last.side >= 0 else Variation.LOW
    wanted = 1 if better is Better.MORE else -1
    return Variation.IMPROVEMENT if last.side == wanted else Variation.CONCERN


def _assurance(phase: Phase, better: Better, target: Decimal | None) -> Assurance:
    if target is None or better is Better.NEITHER or phase.limits is None:
        return Assurance.NONE
    if target > phase.limits.upper:
        return Assurance.FAILS if better is Better.MORE else Assurance.PASSES
    if target < phase.limits.lower:
        return Assurance.PASSES if better is Better.MORE else Assurance.FAILS
    return Assurance.HIT_AND_MISS


def _sentence(found: Xmr, phase: Phase, variation: Variation, plural: str) -> str:
    last = found.points[-1]
    points = found.points[phase.first :]
    said = _what_is_seen(points, last, phase, plural)
    if variation is Variation.COMMON:
        told = f"{said}: no sign of a real change."
    else:
        change = {
            Variation.IMPROVEMENT: "a real change for the better",
            Variation.CONCERN: "a real change for the worse",
        }.get(variation, "a real change")
        told = f"{said}: a sign of {change}."
    if phase.on_trial:
        told += f" The limits are on trial, for they rest on {phase.count} {plural} only."
    return told


def _what_is_seen(points: Sequence[Point], last: Point, phase: Phase, plural: str) -> str:
    side = "Above" if last.side > 0 else "Below"
    if last.rule is Rule.OUTSIDE:
        return f"{side} the range of the last {phase.count} {plural}"
    if last.rule is Rule.TREND:
        steps = [b.value > a.value for a, b in pairwise(points)]
        rising = points[-1].value > points[-2].value
        return f"{'Up' if rising else 'Down'} {_run(steps, rising)} times in a row"
    if last.rule is Rule.NEAR:
        edge = "upper" if last.side > 0 else "lower"
        return f"Two of the last three {plural} lie near the {edge} limit"
    if last.rule is Rule.SHIFT:
        run = _run([p.side for p in points], last.side)
        return f"{side} the average for {run} {plural} in a row"
    return f"Within the range of the last {phase.count} {plural}"


def _run(several: Sequence[_T], like: _T) -> int:
    """How many at the end are like this one."""
    return next((n for n, one in enumerate(reversed(several)) if one != like), len(several))


def _assurance_sentence(
    assurance: Assurance, target: Decimal | None, figure: Callable[[Decimal], str], better: Better
) -> str:
    if target is None:
        return "There is no target to hold it against."
    if better is Better.NEITHER:
        return "It is not held against a target, for neither more nor fewer is better in itself."
    said = figure(target)
    return {
        Assurance.PASSES: f"The target of {said} can be expected to be met each time, if nothing changes.",
        Assurance.FAILS: f"The target of {said} can be expected to be missed each time, if nothing changes.",
        Assurance.HIT_AND_MISS: f"The target of {said} lies within the range: it will be met at some times "
        "and missed at others, if nothing changes.",
    }[assurance]
