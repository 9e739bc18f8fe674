"""Two values and their difference or change in one sentence, in the wordings of statistics and minutes."""

from __future__ import annotations

import pytest

from panel_app.domain.figures.model import Rule, Verdict
from tests.domain.figures.helpers import checks, only, raised, verdicts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("There were 324 visits, an increase of 8% from 300 in the year before.", Verdict.AGREES),
        ("There were 324 visits, an increase of 18% from 300 in the year before.", Verdict.DISAGREES),
        ("There were 324 visits, a decrease of 8% from 300 in the year before.", Verdict.MATERIAL),
        ("Visits stood at 4,120 in June, up 3% on the 4,000 of last June.", Verdict.AGREES),
        ("There were 961 forms, down 5.0% compared with the previous year (1,012).", Verdict.AGREES),
        ("There were 961 forms, a four per cent decrease on the previous year (1,012).", Verdict.DISAGREES),
        ("The charge is £206, an increase of £6 or 3% on the 2023-24 figure of £200.", Verdict.AGREES),
        ("The charge is £206, an increase of £6 or 5% on the 2023-24 figure of £200.", Verdict.DISAGREES),
        ("Theft had risen by 10% (500 offences to 550).", Verdict.AGREES),
        ("Theft had risen by 15% (500 offences to 550).", Verdict.DISAGREES),
        ("Open cases rose by 20% on the previous year, from 500 to 600 cases.", Verdict.AGREES),
        ("Open cases rose by 25% on the previous year, from 500 to 600 cases.", Verdict.DISAGREES),
        ("Trust fell over a long time (down 10%, from 300 to 270).", Verdict.AGREES),
        (
            "Theft fell from 400 to 300 - a 25 per cent drop, against a target of five per cent.",
            "agrees",
        ),
        ("The share fell by one percentage point, from 8% to 7%.", Verdict.AGREES),
        ("There were 75 deaths compared to 100 in the year before, a 25% decrease.", Verdict.AGREES),
        ("There were 75 deaths compared to 100 in the year before, a 35% decrease.", Verdict.DISAGREES),
        ("There were 412 births, compared with 400 in 2009 (a rise of 3.0 per cent).", Verdict.AGREES),
        ("There were 412 births, compared with 400 in 2009 (a rise of 3.4 per cent).", Verdict.DISAGREES),
    ],
)
def test_a_percentage_beside_its_two_values(text: str, verdict: str) -> None:
    check = only(text)
    assert check.verdict == verdict
    assert check.rule in (Rule.CHANGE, Rule.POINTS)


def test_one_value_may_be_held_against_two_earlier_ones() -> None:
    text = "The team took on 1,060 cases, up 6% from 1,000 on the previous quarter and up 2% from 1,040 on "
    text += "the same quarter of last year."
    assert verdicts(text) == [Verdict.AGREES, Verdict.AGREES]
    (doubted,) = raised(text.replace("2%", "5%"))
    assert "From 1,040 to 1,060 is 1.9 % more" in doubted.line


def test_years_in_words_between_a_change_and_its_value_are_no_figure() -> None:
    text = "There were 550 calls, a two per cent rise on last year (539) and a one per cent fall compared "
    text += "with five years ago (556)."
    assert verdicts(text) == [Verdict.AGREES, Verdict.AGREES]


def test_the_value_may_stand_in_the_sentence_before_and_then_is_not_doubted() -> None:
    text = "It had 5,500 referrals. This is an increase of 10% over the previous year, when there were 5,000."
    assert verdicts(text) == [Verdict.AGREES]
    assert not raised(text.replace("10%", "30%"))


def test_a_change_that_points_back_needs_no_other_base_than_the_sentence_before() -> None:
    text = "It recorded 900 crimes, compared with 1,000 in the same period last year. This is a 10% fall."
    assert Verdict.AGREES in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "There were 640 thefts in the north and burglary was up 5% from 530.",
        "It received 8,000 forms, down 2% on the same period in 2016 granted 6,500 licences.",
        "Calls from 40 homes were up 9% from 850 in May.",
        "The 620 homes had an increase of 9% from 250 to 272 in visits.",
        "The force dropped in rank, down 4% from 6 places to 8.",
        "A total of 500 people came, compared with 450 who had said so, and a 30% increase is expected.",
    ],
)
def test_a_value_of_something_else_is_not_taken(text: str) -> None:
    assert not raised(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Income of £3.50m is £0.50m above the £3.00m budget.", Verdict.AGREES),
        ("Income of £3.50m is £0.70m above the £3.00m budget.", Verdict.DISAGREES),
        ("Income of £3.50m is £0.50m below the £3.00m budget.", Verdict.MATERIAL),
        ("The return was 4.70%, or 0.20% below the average (one month) rate of 4.90%.", Verdict.AGREES),
        ("The return was 4.70%, or 0.30% below the average (one month) rate of 4.90%.", Verdict.DISAGREES),
        ("There were 80 deaths, down 30 from 110 in the previous year.", Verdict.AGREES),
        ("There were 80 deaths, down 40 from 110 in the previous year.", Verdict.DISAGREES),
        ("The cost was £950.20 compared with a budget of £900 which is £50.20 higher.", Verdict.AGREES),
        ("Thefts were down from 306 in 2023-24 to 255 - a reduction of 51 in all.", Verdict.AGREES),
        ("Thefts were down from 306 in 2023-24 to 255 - a reduction of 61 in all.", Verdict.DISAGREES),
        ("Thefts fell to 255, from 306 - a fall of 51 offences.", Verdict.AGREES),
        ("Fewer bicycles went missing with 37 fewer offences (158 to 121).", Verdict.AGREES),
        ("Fewer bicycles went missing with 47 fewer offences (158 to 121).", Verdict.DISAGREES),
        ("There were 370 fewer victims (5,607 last year to 5,234 this year).", Verdict.ROUNDING),
        ("There were 390 fewer victims (5,607 last year to 5,234 this year).", Verdict.DISAGREES),
        ("The cost was £950.20 compared with a budget of £900 which is £52.20 higher.", Verdict.DISAGREES),
    ],
)
def test_a_difference_beside_its_two_values(text: str, verdict: Verdict) -> None:
    assert only(text).verdict is verdict


@pytest.mark.parametrize(
    "text",
    [
        "Of the 80 deaths, 20 fewer than in May, 50 were of people who had 110 visits.",
        "There were 80 deaths, down 3 from 110 in the previous year.",
        "A return of 4.70%, 0.30% above about 4.50%, is expected.",
        "Satisfaction was 65%, which is 8% higher than the 60% of last year.",
    ],
)
def test_a_difference_that_may_be_of_something_else_raises_nothing(text: str) -> None:
    assert not raised(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The number has more than doubled, from 35 in 2011-12 to 78 this year.", Verdict.AGREES),
        ("The number has more than doubled, from 35 in 2011-12 to 58 this year.", Verdict.DISAGREES),
        ("The number has doubled from 35 to 78.", Verdict.AGREES),
        ("The rate almost doubled from 0.6 to 1.1 per 1,000 people.", Verdict.AGREES),
        ("The backlog halved from 120 to 60.", Verdict.AGREES),
        ("The backlog halved from 120 to 95.", Verdict.DISAGREES),
        ("The backlog halved from 120 to 195.", Verdict.MATERIAL),
    ],
)
def test_a_multiple_in_a_word(text: str, verdict: Verdict) -> None:
    assert [check.verdict for check in checks(text) if "time" in check.line] == [verdict]


def test_a_change_given_with_count_and_percentage_is_checked_once() -> None:
    text = "There were 330 visits, an increase of 30 ({}%) from 300."
    assert verdicts(text.format(10)) == [Verdict.AGREES]
    assert [check.arithmetic for check in raised(text.format(18))] == [
        ("30 of 300 is 10.0 %, where the text says 18 % more.",)
    ]
