"""Changes with count and percentage: where their values are found, and when nothing is said."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from panel_app.domain.figures.model import Rule, Verdict
from tests.domain.figures.helpers import checks, only, raised, verdicts

TABLE = [
    ["", "Qtr 2 24/25", "Qtr 2 23/24", "YTD % Change"],
    ["Bicycle Theft", "240", "300", "-3%"],
    ["Arson", "55", "50", "8%"],
]


def test_the_table_beside_a_claim_says_whether_it_agrees() -> None:
    check = only(TABLE, "Bicycle theft fell by 20% (60) compared to the same quarter last year.")
    assert (check.rule, check.verdict) == (Rule.CHANGE, Verdict.AGREES)
    assert check.arithmetic == (
        "The table on page 7 gives 240 now and 300 for the same quarter last year: 60 fewer, which is "
        "20.0 %, where the text says 20 % less.",
    )
    assert [value.text for value in check.values] == ["300", "240"]
    assert "“Bicycle Theft”" in check.values[0].where


def test_another_base_explains_what_is_printed() -> None:
    text = "Bicycle theft is 50% (80) up on the previous quarter but 38% (60) lower than the same quarter "
    text += "last year."
    found = checks(TABLE, text)
    assert {c.verdict for c in found} == {Verdict.DISAGREES, Verdict.AGREES}
    doubted = next(c for c in found if c.verdict.raised)
    assert "20.0 %" in doubted.line and doubted.quote.startswith("38% (60)")
    assert doubted.explanations == ("38 % is 60 of the previous quarter’s 160",)


def test_a_swapped_direction_is_material_and_explained() -> None:
    text = "Bicycle theft saw a 9% (20) decrease on the previous quarter and a 20% (60) decrease on the same "
    text += "quarter last year."
    doubted = next(c for c in checks(TABLE, text) if c.quote.startswith("Bicycle"))
    assert doubted.verdict is Verdict.MATERIAL
    assert "9 % is right for an increase of 20, from 220" in doubted.explanations[0]


def test_a_direction_against_the_printed_periods_is_material() -> None:
    check = only(TABLE, "Bicycle theft rose by 20% (60) compared to the same quarter last year.")
    assert check.verdict is Verdict.MATERIAL


@pytest.mark.parametrize(
    "text",
    [
        "In the year 430 reports were received, an increase of 13 reports (3%) on the previous year.",
        "There was a reduction of 9.3% (-784) from the 8,462 checks in the previous quarter.",
        "Cases with a marker (47) have seen an increase of 327%, (36) compared to the previous quarter.",
    ],
)
def test_values_in_the_sentence_itself_are_enough(text: str) -> None:
    assert verdicts(text) == [Verdict.AGREES]


def test_a_base_in_the_sentence_is_held_against_the_claim() -> None:
    check = only("There was a reduction of 12% (-784) from the 8,462 checks in the previous quarter.")
    assert check.verdict is Verdict.DISAGREES
    assert "784 of 8,462 is 9.3 %" in check.line


def test_the_sentence_before_may_agree_but_cannot_be_used_to_doubt() -> None:
    before = "A total of 63 offences were recorded."
    assert verdicts(f"{before} This is a reduction of nine offences (-13%) on the previous quarter.") == [
        Verdict.AGREES
    ]
    assert verdicts(f"{before} This is a reduction of nine offences (-23%) on the previous quarter.") == [
        Verdict.UNCHECKED
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bicycle theft collisions saw a 12% (14) increase overall.",
        "Telford has seen a 56% (47) increase on the previous quarter.",
        "In July, 42% (539) of all victims were seen.",
    ],
)
def test_what_the_table_does_not_hold_raises_nothing(text: str) -> None:
    assert not raised(TABLE, text)


def test_another_subject_in_the_sentence_is_not_worked_back_from_the_first() -> None:
    text = (
        "Arson saw a 10% (5) increase on the same quarter last year; however, fires saw a 12% (14) increase."
    )
    assert sorted(v.value for v in verdicts(TABLE, text)) == ["agrees", "unchecked"]


def test_provisional_figures_are_not_doubted() -> None:
    text = (
        "Bicycle theft fell by 30% (60) compared to the same quarter last year; the figures are provisional."
    )
    assert verdicts(TABLE, text) == [Verdict.UNCHECKED]


def test_those_who_counted_are_not_what_was_counted() -> None:
    text = "The team of 120 officers closed cases, a 10% (25) increase on the previous quarter."
    assert verdicts(text) == [Verdict.UNCHECKED]


def test_two_links_that_differ_cannot_be_checked() -> None:
    table = [
        ["", "Qtr 2 24/25", "Qtr 2 23/24"],
        ["Theft", "240", "300"],
        ["Theft from Shops", "140", "200"],
    ]
    text = "Theft from shops fell by 30% (60) compared to the same quarter last year."
    assert verdicts(table, text) == [Verdict.UNCHECKED]


def test_limits_stacked_under_a_label_do_not_hide_the_values() -> None:
    table = [
        ["", "Qtr 2 24/25", "Qtr 2 23/24", "YTD % Change"],
        ["Hate Crime", "607", "572", "3%"],
        ["", "307", "557", ""],
    ]
    text = "Hate crimes saw a 21% (99) increase on the previous quarter and a 3% (15) increase on the "
    text += "same quarter last year."
    assert verdicts(table, text) == [Verdict.AGREES, Verdict.AGREES]


def test_the_row_of_that_very_name_is_held_against_a_change_no_two_of_its_values_make() -> None:
    text = "Against the same quarter last year cases fell by 20% (9); there was a 30% (3) increase in deaths."
    table = [["", "Qtr 2 24/25", "Qtr 2 23/24"], ["Deaths on Roads", "14", "14"], ["Injuries", "131", "137"]]
    doubted = raised(table, text)
    assert [c.quote for c in doubted] == ["there was a 30% (3) increase in deaths."]
    assert "no change" in doubted[0].line


@given(st.integers(20, 9_000), st.integers(20, 9_000))
def test_a_claim_made_of_true_values_is_never_doubted(old: int, new: int) -> None:
    count = abs(new - old)
    assume(count >= 3)
    share = (Decimal(count) * 100 / old).quantize(Decimal(1), ROUND_HALF_UP)
    word = "rose" if new > old else "fell"
    text = f"Bicycle theft {word} by {share}% ({count:,}) compared to the same quarter last year."
    table = [["", "Qtr 2 24/25", "Qtr 2 23/24"], ["Bicycle Theft", f"{new:,}", f"{old:,}"]]
    assert verdicts(table, text) == [Verdict.AGREES]
    swapped = [["", "Qtr 2 24/25", "Qtr 2 23/24"], ["Bicycle Theft", f"{old:,}", f"{new:,}"]]
    assert verdicts(swapped, text) == [Verdict.MATERIAL]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("There were 610 forms compared to 560 the year before, an increase of 50 (9%).", Verdict.AGREES),
        ("There were 610 forms compared to 560 the year before, an increase of 50 (7%).", Verdict.DISAGREES),
        ("There were 610 forms in May, rising to 671 in June - a rise of 61 (10%).", Verdict.AGREES),
    ],
)
def test_the_value_right_before_a_change_may_be_the_older_one(text: str, verdict: Verdict) -> None:
    assert only(text).verdict is verdict
