"""An area among the forces most similar to it: the unweighted mean of their rates, and its rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from panel_app.domain.measures import Better, Measure, SimilarGroup, number_text


@dataclass(frozen=True, slots=True)
class SimilarStanding:
    """The mean of a group's rates, its own included, and the rank of an area, 1 for the best.

    Where neither direction is better, 1 is the lowest. Equal rates share the better rank. `without` are the
    members that have no rate.
    """

    mean: Decimal
    rank: int
    of: int
    sentence: str
    without: tuple[str, ...] = ()


def similar_standing(
    rates: Mapping[str, Decimal], group: SimilarGroup, measure: Measure, when: str = ""
) -> SimilarStanding | None:
    """How an area stands among its group; None where it has no rate itself or no other member has one.

    Rates only: counts of forces of different size are not compared. `when` names the period in the sentence.
    """
    members = dict.fromkeys((group.area, *group.members))
    present = {name: rates[name] for name in members if name in rates}
    if group.area not in present or len(present) < 2:
        return None
    own = present[group.area]
    mean = sum(present.values(), Decimal(0)) / len(present)
    ahead = sum(v > own if measure.better is Better.MORE else v < own for v in present.values())
    without = tuple(name for name in members if name not in present)
    place = f"{_ordinal(ahead + 1)} of {len(present)}"
    first = "the lowest" if measure.better is Better.NEITHER else "the best"
    average = mean.quantize(Decimal("0.1"), ROUND_HALF_UP)
    compare = "the same as" if own == mean else "above" if own > mean else "below"
    said = f"{group.area} has {measure.figure(own)}{f' in {when}' if when else ''}"
    beside = f"{compare} the average of its most similar group, {number_text(average)}"
    unit = "%" if measure.is_share else ""
    sentence = f"{said}, {beside}{unit}: {place}, the first being {first}."
    if without:
        sentence += f" There is no figure for {', '.join(without)}."
    return SimilarStanding(mean, ahead + 1, len(present), sentence, without)


def _ordinal(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
