"""The followed plan as a table with its filters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.following import Extract, Followed, Period, Sign, follow
from panel_app.domain.ids import PaperId
from panel_app.domain.plan_table import (
    PlanFilters,
    has_changed,
    missing,
    periods,
    plan_table,
    sections,
    silent_for,
)
from panel_app.domain.records import Activity, Commitment

Told = tuple[str, str, str]
"""Number, text and update of an activity."""


def extract(quarter: int, year: int = 2025, **commitments: list[Told]) -> Extract:
    """A plan with commitments A1=, B1= and so on; the letter is the section."""
    made = tuple(
        Commitment(
            number,
            f"Commitment {number}",
            f"Table {quarter}: Section {number[0]}",
            "",
            0,
            tuple(Activity(n, text, update, 0) for n, text, update in told),
        )
        for number, told in commitments.items()
    )
    return Extract(PaperId(f"plan-{year}-{quarter}"), Period(year, quarter), made)


def numbers(rows: list[Followed], filters: PlanFilters) -> list[str]:
    return [
        row.activity.number
        for section in plan_table(rows, filters)
        for commitment in section.commitments
        for row in commitment.activities
    ]


QUARTERS = [
    extract(
        1,
        A1=[("", "", "On course"), ("A1.1", "Buy cameras", "Three came"), ("A1.2", "Train wardens", "Begun")],
        B1=[("B1.1", "Hold forums for the young", "Two held"), ("B1.2", "Open the hub", "Completed.")],
    ),
    extract(
        2,
        A1=[("", "", "On course"), ("A1.1", "Buy cameras", "Four came"), ("A1.2", "Train wardens", "Begun")],
        B1=[("B1.1", "Hold forums for the young", ""), ("B1.2", "Open the hub", "Completed.")],
    ),
    extract(
        3,
        A1=[("", "", "Behind"), ("A1.1", "Buy cameras", "Four came"), ("A1.2", "Train wardens", "No update")],
        B1=[
            ("B1.1", "Hold forums for the young", "No further update"),
            ("B1.2", "Open the hub", "No further update"),
            ("B1.3", "Print a leaflet about drones", "Printed"),
        ],
    ),
]


def test_activities_stand_by_section_and_commitment_whatever_number_the_table_had() -> None:
    rows = follow(QUARTERS)
    assert sections(rows) == ["Section A", "Section B"]
    table = plan_table(rows)
    assert [(s.title, [c.commitment.number for c in s.commitments]) for s in table] == [
        ("Section A", ["A1"]),
        ("Section B", ["B1"]),
    ]
    own = table[0].commitments[0].own
    assert own is not None and [u.sign for u in own.updates] == [Sign.FIRST, Sign.SAME, Sign.CHANGED]
    assert numbers(rows, PlanFilters()) == ["A1.1", "A1.2", "B1.1", "B1.2", "B1.3"]


def test_only_what_the_last_quarter_says_anew() -> None:
    rows = follow(QUARTERS)
    table = plan_table(rows, PlanFilters(changed=True))
    assert numbers(rows, PlanFilters(changed=True)) == ["B1.3"]
    assert table[0].commitments[0].own is not None, "the commitment's own words changed"
    assert numbers(follow(QUARTERS[:1]), PlanFilters(changed=True)) == []


def test_only_what_has_no_news_for_two_quarters() -> None:
    rows = follow(QUARTERS)
    # A1.1 changed a quarter ago, and the hub is open: no word about it is no silence.
    assert numbers(rows, PlanFilters(silent=True)) == ["A1.2", "B1.1"]
    assert numbers(rows, PlanFilters(section="Section B", silent=True)) == ["B1.1"]


def test_what_is_gone_is_news_once() -> None:
    rows = follow([QUARTERS[0], extract(2, A1=[]), extract(3, A1=[])])
    there = periods(rows)
    assert all(row.updates[-1].sign is Sign.GONE and not has_changed(row, there) for row in rows)
    rows = follow([QUARTERS[0], extract(2, A1=[])])
    assert all(has_changed(row, periods(rows)) for row in rows)


def test_a_quarter_that_is_not_here_is_named() -> None:
    there = periods(follow([extract(4, 2024, A1=[("A1.1", "x", "y")]), extract(2, A1=[("A1.1", "x", "y")])]))
    assert [str(period) for period in missing(there)] == ["Q1 2025/26"]
    assert missing([]) == []


told = st.sampled_from(["", "Begun", "Begun.", "No further update", "Completed.", "Three came", "Four came"])
plans = st.lists(
    st.fixed_dictionaries(
        {
            "A1": st.lists(told, max_size=4).map(
                lambda updates: [(f"A1.{n}", f"Activity {n} of {n * 97}", u) for n, u in enumerate(updates)]
            )
        }
    ),
    min_size=1,
    max_size=6,
)


@given(plans, st.booleans(), st.booleans())
def test_filters_only_leave_out_and_keep_the_order(
    quarters: list[dict[str, list[Told]]], changed: bool, silent: bool
) -> None:
    rows = follow(extract(n % 4 + 1, 2020 + n // 4, **quarter) for n, quarter in enumerate(quarters))
    every = numbers(rows, PlanFilters())
    assert sorted(every) == sorted(row.activity.number for row in rows)
    left = numbers(rows, PlanFilters(changed=changed, silent=silent))
    assert [number for number in every if number in left] == left
    there = periods(rows)
    for row in rows:
        assert not (silent_for(row) and has_changed(row, there)), "news and silence exclude each other"
