"""A delivery plan followed over the quarters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.following import Extract, Period, Sign, follow, parse_period, same_words, sign_of
from panel_app.domain.ids import PaperId
from panel_app.domain.records import Activity, Commitment


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Quarter 2 Update July to September 2020", Period(2020, 2)),
        ("January to March 2021", Period(2020, 4)),
        ("Q3 2023/24", Period(2023, 3)),
        ("2023-2024 Quarter 1", Period(2023, 1)),
        ("Quarter 2 2020", None),
        ("Q3 2023/27", None),
        ("Update", None),
    ],
)
def test_a_period_is_read_or_left(text: str, period: Period | None) -> None:
    assert parse_period(text) == period


@given(st.integers(2000, 2098), st.integers(1, 4))
def test_a_period_reads_back_as_it_is_written(year: int, quarter: int) -> None:
    assert parse_period(str(Period(year, quarter))) == Period(year, quarter)


@given(st.text(max_size=200), st.integers(0, 999))
def test_a_changed_figure_is_a_change(words: str, figure: int) -> None:
    assert same_words(f"{words} {figure}", f"{words}  {figure}")
    assert not same_words(f"{words} {figure}", f"{words} {figure + 1}")


@pytest.mark.parametrize(
    ("before", "now", "sign"),
    [
        ("Ten vans came.", "ten vans  came", Sign.SAME),
        ("A long and winding account of vans.", "A long and winding  account of vans.", Sign.SAME),
        (
            "The vans are here and in full use now.",
            "The vans are not here and in full use now.",
            Sign.CHANGED,
        ),
        ("Vans", "No further update.", Sign.NO_UPDATE),
        ("Vans", "Completed.", Sign.COMPLETED),
        ("Vans", "Complete review of vans to start", Sign.CHANGED),
        ("Vans", " ", Sign.NOT_PRINTED),
        (None, "Vans", Sign.NEW),
    ],
)
def test_the_sign_of_an_update(before: str | None, now: str, sign: Sign) -> None:
    assert sign_of(before, now) is sign


def _extract(quarter: int, *activities: tuple[str, str, str]) -> Extract:
    made = tuple(Activity(number, text, update, 0) for number, text, update in activities)
    commitment = Commitment("A1", "Safer streets", "A", "", 0, made)
    return Extract(PaperId(f"plan-{quarter}"), Period(2025, quarter), (commitment,))


def test_activities_are_followed_in_order_of_period_and_renumbering_is_said() -> None:
    rows = follow(
        [
            _extract(2, ("A1.1", "Buy cameras", "Bought 4"), ("A1.3", "Train every warden", "Begun")),
            _extract(1, ("A1.1", "Buy cameras", "Bought 3"), ("A1.2", "Train every warden", "Begun")),
            _extract(3, ("A1.1", "Buy cameras", "No further update"), ("A1.4", "Open a shop", "Open")),
        ]
    )
    assert [[u.sign for u in row.updates] for row in rows] == [
        [Sign.FIRST, Sign.CHANGED, Sign.NO_UPDATE],
        [Sign.FIRST, Sign.SAME, Sign.GONE],
        [Sign.NEW],
    ]
    assert [u.earlier_number for u in rows[1].updates] == ["", "A1.2", ""]


def test_the_same_number_with_another_text_is_another_activity() -> None:
    rows = follow(
        [_extract(1, ("A1.1", "Buy cameras", "x")), _extract(2, ("A1.1", "Hold youth forums", "y"))]
    )
    assert [row.updates[-1].sign for row in rows] == [Sign.GONE, Sign.NEW]


def test_what_is_reported_on_a_commitment_itself_is_followed_by_the_commitments_number() -> None:
    rows = follow([_extract(1, ("", "", "Begun")), _extract(2, ("", "", "Done"), ("A1.1", "Buy vans", "x"))])
    assert [[u.sign for u in row.updates] for row in rows] == [[Sign.FIRST, Sign.CHANGED], [Sign.NEW]]
