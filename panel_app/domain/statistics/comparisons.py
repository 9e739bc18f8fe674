"""A value beside the period before, the same period last year and the year to date; like with like only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from panel_app.domain.measures import Comparison, EventKind, Observation, Series, number_text
from panel_app.domain.periods import Period, PeriodKind, day_label, financial_year_label

REMARKABLE = 3
"""A z beyond this is worth a remark."""


class Against(StrEnum):
    """With what a value is compared; the value is stored and printed."""

    PREVIOUS = "previous period"
    LAST_YEAR = "same period last year"
    YEAR_TO_DATE = "year to date"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values of equal periods beside each other, or a sentence that says why they cannot be compared.

    `z` is that of two counts, None where they are none.
    """

    against: Against
    sentence: str
    comparison: Comparison | None = None
    z: Decimal | None = None

    @property
    def remarkable(self) -> bool:
        """Whether chance alone would rarely make a difference as large."""
        return self.z is not None and abs(self.z) > REMARKABLE


def z_of_counts(now: Decimal, before: Decimal) -> Decimal | None:
    """2(√now − √before) for counts of two equal periods (Wheeler); None unless both are whole and at least 0.

    It over-flags series that vary more than chance.
    """
    if any(v < 0 or v != v.to_integral_value() for v in (now, before)):
        return None
    return 2 * (now.sqrt() - before.sqrt())


def comparisons(series: Series, observation: Observation | None) -> tuple[Compared, ...]:
    """All comparisons that the series allows for one of its observations."""
    if observation is None or observation.value is None:
        return ()
    period, now = observation.period, observation.value
    found: list[Compared | None] = []
    previous = period.previous()
    if previous is not None:
        found.append(_with(series, Against.PREVIOUS, period, now, previous, series.value_at(previous)))
    year_before = period.same_period_last_year()
    if year_before != previous:
        found.append(_with(series, Against.LAST_YEAR, period, now, year_before, series.value_at(year_before)))
    found.append(_year_to_date(series, period))
    return tuple(one for one in found if one is not None)


def _with(
    series: Series, against: Against, period: Period, now: Decimal, other: Period, before: Decimal | None
) -> Compared | None:
    if before is None:
        return None
    broken = _definition_between(series, other, period)
    if broken:
        return Compared(against, broken)
    comparison = Comparison(now, before)
    measure = series.measure
    z = None if measure.is_share else z_of_counts(now, before)
    sentence = (
        f"{measure.in_words(now)} in {period.label}, against {measure.figure(before)} in {other.label}: "
        f"{comparison.in_words(measure)}.{_about_chance(z)}"
    )
    return Compared(against, sentence, comparison, z)


def _year_to_date(series: Series, period: Period) -> Compared | None:
    """The sum since April beside that of the same periods a year before; None unless each has a value."""
    if series.measure.is_share or period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
        return None
    so_far = period.place_in_year + 1
    if so_far == 1 or period.shifted(1 - so_far).start.month != 4:
        return None
    now, before = (
        [series.value_at(last.shifted(-n)) for n in range(so_far)]
        for last in (period, period.same_period_last_year())
    )
    if any(v is None for v in (*now, *before)):
        return None
    first = period.shifted(1 - so_far)
    broken = _definition_between(series, first.same_period_last_year(), period)
    if broken:
        return Compared(Against.YEAR_TO_DATE, broken)
    comparison = Comparison(
        sum((v for v in now if v is not None), Decimal(0)),
        sum((v for v in before if v is not None), Decimal(0)),
    )
    z = z_of_counts(comparison.now, comparison.before)
    year = financial_year_label(period.financial_year)
    sentence = (
        f"{series.measure.in_words(comparison.now)} so far in {year}, against "
        f"{series.measure.figure(comparison.before)} in the same {period.kind.plural} of the year before: "
        f"{comparison.in_words(series.measure)}.{_about_chance(z)}"
    )
    return Compared(Against.YEAR_TO_DATE, sentence, comparison, z)


def _definition_between(series: Series, before: Period, now: Period) -> str:
    """Why two periods are not compared; "" where what is counted did not change between their beginnings."""
    for event in series.events:
        if event.kind is EventKind.DEFINITION and before.start < event.day <= now.end:
            why = f" ({event.reason})" if event.reason else ""
            return (
                f"What is counted changed on {day_label(event.day)}{why}, so that the two are not compared."
            )
    return ""


def _about_chance(z: Decimal | None) -> str:
    if z is None or abs(z) <= REMARKABLE:
        return ""
    said = number_text(abs(z).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return f" Chance alone would rarely make two equal counts differ so much (z {said})."
