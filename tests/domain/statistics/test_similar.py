from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import Better, Measure, SimilarGroup
from panel_app.domain.statistics.similar import similar_standing

GROUP = SimilarGroup("A", ("B", "C", "D"), date(2016, 2, 2))
RATE = Measure(MeasureId("rate"), "Drug offences", "per 1,000 people", Better.FEWER)


def rates(**values: str) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in values.items()}


def test_the_mean_is_unweighted_and_holds_the_force_itself() -> None:
    found = similar_standing(rates(A="4", B="2", C="6", D="3"), GROUP, RATE, "2019/20")
    assert found is not None
    assert found.mean == Decimal("3.75")
    assert (found.rank, found.of) == (3, 4)
    assert found.sentence == (
        "A has 4 in 2019/20, above the average of its most similar group, 3.8: 3rd of 4, "
        "the first being the best."
    )


@pytest.mark.parametrize(("better", "rank"), [(Better.FEWER, 2), (Better.MORE, 2), (Better.NEITHER, 2)])
def test_equal_rates_share_the_better_rank(better: Better, rank: int) -> None:
    measure = Measure(MeasureId("x"), "X", "%", better)
    values = rates(
        A="5", B="5", C="1" if better is not Better.MORE else "9", D="9" if better is not Better.MORE else "1"
    )
    found = similar_standing(values, GROUP, measure)
    assert found is not None and found.rank == rank


def test_members_without_a_rate_are_named() -> None:
    found = similar_standing(rates(A="4", B="2"), GROUP, RATE)
    assert found is not None
    assert found.without == ("C", "D")
    assert found.sentence.endswith("There is no figure for C, D.")
    assert similar_standing(rates(B="2", C="3"), GROUP, RATE) is None
    assert similar_standing(rates(A="2"), GROUP, RATE) is None
