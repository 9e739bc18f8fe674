"""Changes in per cent alone: which values they are linked to, and when nothing is said against them."""

from __future__ import annotations

import pytest

from panel_app.domain.figures.model import Rule, Verdict
from tests.domain.figures.helpers import checks, only, raised, verdicts

QUARTERS = [
    ["", "Qtr 2 23/24", "Qtr 1 24/25", "Qtr 2 24/25"],
    ["Bicycle Theft", "300", "200", "256"],
    ["Arson", "55", "40", "50"],
    ["Arson of vehicles", "20", "10", "30"],
]
YEARS = [["", "2022/23", "2023/24"], ["Complaints received", "1,250", "1,400"]]


@pytest.mark.parametrize(
    "text",
    [
        "There was a 28% increase in bicycle theft on the previous quarter.",
        "Bicycle theft rose by 28% compared to the previous quarter.",
        "Compared to the previous quarter, bicycle theft has risen by 28%.",
        "Bicycle theft is 28 per cent higher than in Q1 2024/25.",
        "Bicycle theft fell by 15% on the same quarter last year.",
        "In Quarter 2 2024/25 there were 256 bicycle thefts, 15% fewer than in the same quarter last year.",
        "Bicycle theft is up 28% on last quarter.",
    ],
)
def test_a_change_is_linked_by_name_and_period(text: str) -> None:
    check = only(QUARTERS, text)
    assert (check.rule, check.verdict) == (Rule.CHANGE, Verdict.AGREES)
    assert {"256"} < {value.text for value in check.values} <= {"256", "200", "300"}


def test_one_that_does_not_agree_shows_its_sum() -> None:
    check = only(QUARTERS, "There was a 38% increase in bicycle theft on the previous quarter.")
    assert check.verdict is Verdict.DISAGREES
    assert check.line == (
        "The table on page 7 gives 256 now and 200 for the previous quarter: 56 more, which is 28.0 %, where "
        "the text says 38 % more."
    )


def test_the_other_direction_is_material() -> None:
    check = only(QUARTERS, "There was a 28% decrease in bicycle theft on the previous quarter.")
    assert check.verdict is Verdict.MATERIAL


def test_the_year_before_is_found_under_its_name() -> None:
    assert verdicts(YEARS, "Complaints received were 12% higher than in 2022/23.") == [Verdict.AGREES]
    assert verdicts(YEARS, "Complaints received were 21% higher than in 2022/23.") == [Verdict.DISAGREES]


@pytest.mark.parametrize(
    "text",
    [
        "Bicycle theft in North Shire rose by 60% compared to the previous quarter.",
        "Theft of electric bicycles rose by 60% compared to the previous quarter.",
        "Shoplifting rose by 60% compared to the previous quarter.",
        "Arson rose by 60% compared to the 2019 baseline.",
        "In Quarter 3, arson rose by 60% compared to the previous quarter.",
        "Arson rose by 60% compared to the previous month.",
        "Arson has risen by 60% year to date compared to the same period last year.",
        "The average rate of arson rose by 35% compared to the previous quarter.",
        "There were 90 reports of arson, 60% more than in the previous quarter.",
    ],
)
def test_what_cannot_be_linked_for_sure_is_listed_with_its_reason(text: str) -> None:
    check = only(QUARTERS, text)
    assert check.verdict is Verdict.UNCHECKED
    assert check.reason


@pytest.mark.parametrize(
    "text",
    [
        "We aim at a 60% reduction in arson on the previous year.",
        "Arson is projected to rise by 60% on the previous quarter.",
        "Call handling remains just below an 85% standard.",
    ],
)
def test_an_aim_or_a_projection_is_no_change(text: str) -> None:
    assert not checks(QUARTERS, text)


def test_two_tables_that_differ_leave_it_open() -> None:
    other = [["", "Qtr 1 24/25", "Qtr 2 24/25"], ["Bicycle Theft", "100", "156"]]
    text = "There was a 28% increase in bicycle theft on the previous quarter."
    found = [check for check in checks(QUARTERS, other, text) if check.quote == text]
    assert [check.verdict for check in found] == [Verdict.UNCHECKED]


@pytest.mark.parametrize(
    "text",
    [
        "There were 256 thefts this quarter and 200 in the previous quarter. This is a {}% increase on the "
        "previous quarter.",
        "Thefts rose by {}% on the previous quarter. There were 256, compared with 200.",
    ],
)
def test_the_sentence_beside_may_give_both_values(text: str) -> None:
    assert verdicts(text.format(28)) == [Verdict.AGREES]
    assert verdicts(text.format(38)) == [Verdict.DISAGREES]


def test_the_sentence_beside_about_something_else_raises_nothing() -> None:
    text = "Arrests rose by 38% on the previous quarter. There were 256 thefts, compared with 200."
    assert not raised(text)


def test_provisional_figures_are_not_doubted() -> None:
    text = "Figures are provisional. There was a 38% increase in bicycle theft on the previous quarter."
    assert verdicts(QUARTERS, text) == [Verdict.UNCHECKED]


def test_no_percentage_is_worked_out_of_nothing() -> None:
    table = [["", "Qtr 1 24/25", "Qtr 2 24/25"], ["Arson", "0", "5"]]
    check = only(table, "Arson rose by 100% on the previous quarter.")
    assert (check.verdict, check.reason) == (Verdict.UNCHECKED, "There was nothing before.")


def test_which_of_several_is_meant_is_not_guessed() -> None:
    assert not checks(QUARTERS, "Arson and bicycle theft rose by 25% and 60% respectively on last quarter.")
