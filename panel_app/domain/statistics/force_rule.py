"""Control limits and what they say of a value: the force's own rule.

The rule is the one of West Mercia Police's performance report for July to September 2020 (Q2 2020/21): limits
are the mean plus and minus two standard deviations of the previous financial year's volumes and stay fixed
for the year; a volume above the upper limit is shown red, below the lower one green. The report does not say
which standard deviation, and that changes the colours: `infer_sd_kind` tells it from printed limits.

On a stable series this rule flags at least one of twelve months in about half of all years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from panel_app.domain.measures import Observation, Series, number_text
from panel_app.domain.periods import Period, PeriodKind, financial_year_label, year_periods

RULE_FORCE = "West Mercia"
"""Whose rule it is; on another force's figures a screen says so."""

WIDTH = 2
"""Standard deviations on each side of the mean."""

RULE_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER)
"""The rule is for the parts of a year."""

_WHOLE = Decimal(1)


class Verdict(StrEnum):
    """Where a value lies; the value is stored and printed, `label` is shown."""

    ABOVE = "above"
    BELOW = "below"
    WITHIN = "within"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            "above": "Above limit",
            "below": "Below limit",
            "within": "Within",
            "none": "No limits given",
        }[self.value]

    @property
    def is_outside(self) -> bool:
        return self in (Verdict.ABOVE, Verdict.BELOW)


class SdKind(StrEnum):
    """Divided by one fewer than the number of values (sample), or by the number (population)."""

    SAMPLE = "sample"
    POPULATION = "population"


@dataclass(frozen=True, slots=True)
class SdChoice:
    """Which standard deviation is used, and whether printed limits told it."""

    kind: SdKind = SdKind.SAMPLE
    inferred: bool = False

    @property
    def sentence(self) -> str:
        if self.inferred:
            return f"The printed limits show that the force uses the {self.kind} standard deviation."
        return (
            f"The force does not say which standard deviation it uses; the {self.kind} standard deviation is "
            "taken here."
        )


@dataclass(frozen=True, slots=True)
class ForceLimits:
    """The limits for one financial year, from the year before it; `printed` where the force prints them."""

    financial_year: int
    mean: Decimal
    sd: Decimal
    sd_choice: SdChoice = SdChoice()
    printed: bool = False

    @property
    def lower(self) -> Decimal:
        return self.mean - WIDTH * self.sd

    @property
    def upper(self) -> Decimal:
        return self.mean + WIDTH * self.sd

    @property
    def year_label(self) -> str:
        return financial_year_label(self.financial_year)

    @property
    def base_label(self) -> str:
        """The year that the limits come from."""
        return financial_year_label(self.financial_year - 1)

    def judge(self, value: Decimal) -> Verdict:
        """Above or below only when strictly outside."""
        if value > self.upper:
            return Verdict.ABOVE
        return Verdict.BELOW if value < self.lower else Verdict.WITHIN


@dataclass(frozen=True, slots=True)
class ForceVerdict:
    """What the force's rule says of one value; `limits` is None with Verdict.NONE and `sentence` says why."""

    verdict: Verdict
    limits: ForceLimits | None
    sentence: str


def mean_and_sd(values: Sequence[Decimal], kind: SdKind) -> tuple[Decimal, Decimal]:
    """The mean and standard deviation; at least two values."""
    if len(values) < 2:
        raise ValueError("a standard deviation needs at least two values")
    mean = sum(values, Decimal(0)) / len(values)
    squares = sum(((v - mean) ** 2 for v in values), Decimal(0))
    return mean, (squares / (len(values) - (kind is SdKind.SAMPLE))).sqrt()


def infer_sd_kind(values: Sequence[Decimal], lower: Decimal, upper: Decimal) -> SdChoice:
    """Which standard deviation gives the printed limits, each read as the interval its decimals allow.

    `values` are those of the year before. Sample, and not inferred, when neither or both would give them.
    """
    fitting = [kind for kind in SdKind if _gives(values, kind, lower, upper)]
    return SdChoice(fitting[0], inferred=True) if len(fitting) == 1 else SdChoice()


def sd_choice(series: Series) -> SdChoice:
    """Which standard deviation the limits that the force prints beside its newest values show."""
    for one in reversed(series.observations):
        if one.limits is not None and one.period.kind in RULE_KINDS:
            values = series.year_values(one.period.financial_year - 1, one.period.kind)
            present = [v for v in values if v is not None]
            if len(present) == len(values):
                return infer_sd_kind(present, one.limits.lower, one.limits.upper)
    return SdChoice()


def force_limits(
    series: Series, financial_year: int, kind: PeriodKind, choice: SdChoice | None = None
) -> ForceLimits | None:
    """The limits for a year; None unless the force prints them or each period of the year before has a value.

    What can be worked out is, by the deviation that `choice` or the printed limits name.
    """
    if kind not in RULE_KINDS:
        return None
    values = [v for v in series.year_values(financial_year - 1, kind) if v is not None]
    if len(values) == kind.in_year:
        choice = choice or sd_choice(series)
        mean, sd = mean_and_sd(values, choice.kind)
        return ForceLimits(financial_year, mean, sd, choice)
    for period in year_periods(financial_year, kind):
        one = series.at(period)
        if one is not None and one.limits is not None:
            lower, upper = one.limits.lower, one.limits.upper
            mean, sd = (lower + upper) / 2, (upper - lower) / (2 * WIDTH)
            return ForceLimits(financial_year, mean, sd, printed=True)
    return None


def force_verdict(
    series: Series, observation: Observation | None, choice: SdChoice | None = None
) -> ForceVerdict:
    """What the force's rule says of an observation, in plain words."""
    limits = None
    if observation is not None and observation.value is not None:
        period = observation.period
        limits = force_limits(series, period.financial_year, period.kind, choice)
    return verdict_within(series, observation, limits)


def verdict_within(
    series: Series, observation: Observation | None, limits: ForceLimits | None
) -> ForceVerdict:
    """What the limits of its year say of an observation."""
    if observation is None or observation.value is None:
        return ForceVerdict(Verdict.NONE, None, "No limits: there is no figure to compare with them.")
    period, value = observation.period, observation.value
    if limits is None:
        return ForceVerdict(Verdict.NONE, None, _why_none(series, period))
    verdict = limits.judge(value)
    said = f"{series.measure.in_words(value)} in {period.label}"
    year = limits.year_label
    if verdict is Verdict.WITHIN:
        span = limits_text(limits, value)
        return ForceVerdict(verdict, limits, f"{said}: within the force’s own limits for {year}, {span}.")
    edge, limit = ("upper", limits.upper) if verdict is Verdict.ABOVE else ("lower", limits.lower)
    where = f"{verdict.value} the force’s own {edge} limit for {year}, {limit_text(limit, value)}"
    return ForceVerdict(verdict, limits, f"{said}: {where}.")


def limit_text(limit: Decimal, *values: Decimal | None) -> str:
    """A limit as a whole number, or with the decimals without which a value would seem on its other side."""
    rounded = limit
    for places in range(4):
        rounded = limit.quantize(_WHOLE.scaleb(-places), ROUND_HALF_UP) + 0
        if all(v is None or _side(v, rounded) == _side(v, limit) for v in values):
            break
    return number_text(rounded)


def limits_text(limits: ForceLimits, *values: Decimal | None) -> str:
    """ "85 to 190"; a lower limit under 0 is said as "up to", for no count can lie below it."""
    upper = limit_text(limits.upper, *values)
    return f"up to {upper}" if limits.lower < 0 else f"{limit_text(limits.lower, *values)} to {upper}"


def _side(value: Decimal, limit: Decimal) -> int:
    return (value > limit) - (value < limit)


def _gives(values: Sequence[Decimal], kind: SdKind, lower: Decimal, upper: Decimal) -> bool:
    mean, sd = mean_and_sd(values, kind)
    return _reads_as(mean - WIDTH * sd, lower) and _reads_as(mean + WIDTH * sd, upper)


def _reads_as(exact: Decimal, printed: Decimal) -> bool:
    exponent = printed.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    return abs(exact - printed) <= half


def _why_none(series: Series, period: Period) -> str:
    year = financial_year_label(period.financial_year - 1)
    if period.kind not in RULE_KINDS:
        return "No limits: the rule is for months and quarters."
    values = series.year_values(period.financial_year - 1, period.kind)
    present = sum(v is not None for v in values)
    if not present:
        return f"No limits: there are no figures for {year}, the year that they would come from."
    return (
        f"No limits: only {present} of the {len(values)} {period.kind.plural} of {year}, the year that they "
        "would come from, have figures."
    )
