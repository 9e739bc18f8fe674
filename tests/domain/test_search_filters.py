"""What narrows a search, part by part."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import PaperKind
from panel_app.domain.search import EVERYTHING, SearchFilters, parts_in_use, without

days = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
filters = st.builds(
    SearchFilters,
    st.one_of(st.none(), st.sampled_from(list(PaperKind))),
    st.one_of(st.none(), st.just(MeetingId("m"))),
    days,
    days,
    st.booleans(),
)


def test_two_days_are_one_part() -> None:
    both = SearchFilters(PaperKind.MINUTES, since=date(2020, 1, 1), until=date(2020, 12, 31))
    assert parts_in_use(both) == ["kind", "dates"]
    assert without(both, "dates") == SearchFilters(PaperKind.MINUTES)


@given(filters)
def test_taking_every_part_away_leaves_everything(chosen: SearchFilters) -> None:
    left = chosen
    for part in parts_in_use(chosen):
        left = without(left, part)
        assert part not in parts_in_use(left)
    assert left == EVERYTHING
