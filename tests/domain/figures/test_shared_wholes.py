"""Shares with counts whose whole is said once, or in the sentence before."""

from __future__ import annotations

import pytest

from panel_app.domain.figures.model import Rule, Verdict
from tests.domain.figures.helpers import checks, raised, verdicts

LIST = [
    "# Who was stopped",
    "In the year there were 1,250 stops.",
    "40% of people were thought to be young (500).",
    "The most common reason was drugs (750 stops, 60%).",
    "In all 250 (20%) led to an arrest.",
    "Nothing was found in 52% (650).",
]


def test_most_shares_show_what_all_are_shares_of() -> None:
    (check,) = checks(*LIST, "A search was made in 7% (88).")
    assert (check.rule, check.verdict) == (Rule.PART, Verdict.AGREES)
    assert check.line == "500 of 1,250 is 40.0 %, as printed. So are the other 4 shares of 1,250."
    assert [value.where for value in check.values] == ["this sentence", "the same section"]


def test_a_share_that_the_whole_does_not_make_is_doubted() -> None:
    (doubted,) = raised(*LIST, "A search was made in 9% (88).")
    assert doubted.line == "88 of 1,250 is 7.0 %, where the text says 9%."


@pytest.mark.parametrize(
    "text",
    [
        "Of these, 9% (88) were appealed.",
        "Last year 9% (88) were women.",
        "A search was made in 44% (88).",
        "Stops went up by 9% (88).",
        "About 9% (88) were women.",
    ],
)
def test_a_share_of_something_else_is_left_alone(text: str) -> None:
    assert not raised(*LIST, text)


def test_shares_under_another_heading_have_their_own_whole() -> None:
    assert not raised(*LIST, "# Complaints", "A search was made in 9% (88).")


def test_a_few_shares_prove_no_whole() -> None:
    assert not raised("There were 1,250 stops.", "40% agreed (500).", "60% did not (850).")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 700 reviews. Of these, 630 (90%) were decided.", [Verdict.AGREES]),
        ("There were 700 reviews. Of these, 630 (80%) were decided.", [Verdict.DISAGREES]),
        ("There were 700 reviews and 40 appeals. Of these, 30 (75%) were decided.", [Verdict.AGREES]),
        ("There were 700 reviews and 40 appeals. Of these, 30 (85%) were decided.", []),
        ("There were 700 reviews. Of those decided, 63 (80%) were upheld.", []),
        ("Of the 700 in care at 31 March 2025, 630 (90%) were fostered.", [Verdict.AGREES]),
        ("Of the 700 in care at 31 March 2025, 630 (80%) were fostered.", [Verdict.DISAGREES]),
    ],
)
def test_a_part_of_what_was_counted_before(text: str, found: list[Verdict]) -> None:
    assert verdicts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It went to 90 fires. This total comprised 40 primary fires and 50 secondary fires.", ["agrees"]),
        ("It went to 92 fires. This total comprised 40 primary fires and 50 secondary fires.", ["disagrees"]),
        (
            "It went to 92 fires, compared with 99 last year. The total was made up of 40 primary fires and "
            "50 secondary fires.",
            ["disagrees"],
        ),
        ("The 90 homes consist of 40 flats and 50 houses.", ["agrees"]),
        ("The 95 homes consist of 40 flats and 50 houses.", ["disagrees"]),
        ("There are 90 homes (comprising 40 flats and 50 houses).", ["agrees"]),
        ("There are 95 homes (comprising 40 flats and 50 houses).", ["disagrees"]),
        ("The 95 homes consist of 40 flats, 50 houses and some others.", []),
        ("The 95 homes in 3 wards consist of 40 flats and 50 houses.", []),
        ("The panel comprises 12 councillors and 2 others.", []),
    ],
)
def test_a_total_and_what_it_is_made_up_of(text: str, found: list[str]) -> None:
    assert [verdict.value for verdict in verdicts(text)] == found
