from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.measures import Observation, ObservationStatus
from panel_app.domain.periods import month
from panel_app.domain.printings import settled

PRINTED, DERIVED = ObservationStatus.PRINTED, ObservationStatus.DERIVED


def printing(value: int | None, day: int, status: ObservationStatus = PRINTED, at: int = 4) -> Observation:
    number = None if value is None else Decimal(value)
    return Observation(month(2020, at), str(value), number, status, f"paper {day}", as_of=date(2020, 11, day))


def test_a_revised_value_stands_and_the_old_one_is_kept_with_its_paper() -> None:
    standing, earlier = settled([printing(120, 20), printing(118, 10)])
    assert [(o.value, o.status, o.source) for o in standing] == [(120, ObservationStatus.REVISED, "paper 20")]
    assert [(o.value, o.status, o.source) for o in earlier] == [(118, PRINTED, "paper 10")]


def test_the_same_value_printed_again_is_no_revision() -> None:
    standing, earlier = settled([printing(118, 10), printing(118, 20)])
    assert [(o.status, o.source) for o in standing] == [(PRINTED, "paper 20")]
    assert earlier == ()


def test_a_printed_value_stands_before_one_that_was_worked_out_whenever_that_was() -> None:
    standing, earlier = settled([printing(118, 10), printing(121, 20, DERIVED)])
    assert [(o.value, o.status) for o in standing] == [(118, PRINTED)]
    assert [o.value for o in earlier] == [121]
    standing, _ = settled([printing(118, 20), printing(121, 10, DERIVED)])
    assert standing[0].status is PRINTED, "what was worked out is no earlier printing"


def test_none_does_not_take_a_value_away_and_provisional_stays_provisional() -> None:
    standing, earlier = settled([printing(118, 10), printing(None, 20, ObservationStatus.MISSING)])
    assert standing[0].value == 118 and earlier == ()
    standing, _ = settled([printing(118, 10), printing(119, 20, ObservationStatus.PROVISIONAL)])
    assert standing[0].status is ObservationStatus.PROVISIONAL


VALUES = st.tuples(
    st.one_of(st.none(), st.integers(0, 3)),
    st.integers(1, 5),
    st.sampled_from([PRINTED, DERIVED]),
    st.integers(1, 3),
)


@given(st.lists(VALUES))
def test_no_value_is_lost_and_each_period_has_one_that_stands(
    printings: list[tuple[int | None, int, ObservationStatus, int]],
) -> None:
    several = [printing(*one) for one in printings]
    standing, earlier = settled(several)
    assert [o.period for o in standing] == sorted({o.period for o in several})
    kept = {(o.period, o.value) for o in (*standing, *earlier)}
    assert {(o.period, o.value) for o in several if o.value is not None} <= kept
    by_period = {o.period: o for o in standing}
    for one in several:
        now = by_period[one.period]
        assert not (one.value is not None and now.value is None)
        if one.value is not None and one.status is not DERIVED:
            assert now.status is not DERIVED
            assert (now.as_of or date.min) >= (one.as_of or date.min)
