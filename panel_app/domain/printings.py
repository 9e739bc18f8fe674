"""Which of several printed values of one period stands, and which are kept beside it.

A value never silently replaces another: every printing is kept with its paper. The newest one stands. What
somebody worked out stands only where nobody printed a value, and a value before none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from panel_app.domain.measures import Area, Measure, MeasureTarget, Observation, ObservationStatus
from panel_app.domain.periods import Period

Settled = tuple[tuple[Observation, ...], tuple[Observation, ...]]


def settled(printings: Iterable[Observation]) -> Settled:
    """The observation that stands for each period, and the earlier ones that differ; both oldest first.

    Printings of one day come in the order in which they were added. Where an earlier printed value differs,
    the one that stands is marked as revised.
    """
    by_period: dict[Period, list[Observation]] = {}
    for one in printings:
        by_period.setdefault(one.period, []).append(one)
    standing: list[Observation] = []
    earlier: list[Observation] = []
    for several in by_period.values():
        if len(several) == 1:
            standing.append(several[0])
            continue
        *before, now = sorted(several, key=_rank)
        others = [one for one in before if one.value is not None and one.value != now.value]
        earlier += others
        if now.status is ObservationStatus.PRINTED and any(
            one.status is not ObservationStatus.DERIVED for one in others
        ):
            now = replace(now, status=ObservationStatus.REVISED)
        standing.append(now)
    standing.sort(key=_when)
    earlier.sort(key=_when)
    return tuple(standing), tuple(earlier)


def _rank(one: Observation) -> tuple[bool, bool, date]:
    return one.value is not None, one.status is not ObservationStatus.DERIVED, one.as_of or date.min


def _when(one: Observation) -> tuple[date, date, str]:
    return one.period.start, one.period.end, one.period.kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One printing on its way into the store, under its measure and area."""

    measure: Measure
    area: Area
    observation: Observation
    target: MeasureTarget | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What came into the store: measures that were not there, values that were not, and those that were.

    `revised` counts the new values that differ from one that was printed before for the same period.
    """

    measures: int = 0
    values: int = 0
    already: int = 0
    revised: int = 0
