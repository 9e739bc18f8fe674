"""The rules on single sentences, each with what it finds and what it must leave alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.figures.model import Rule, Verdict
from tests.domain.figures.helpers import checks, only, raised, verdicts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Calls rose by 60%, from an average of 10,000 calls a month to 16,000.", Verdict.AGREES),
        ("Calls rose by 40%, from 10,000 calls a month to 16,000.", Verdict.DISAGREES),
        ("Calls rose by 58%, from 10,000 calls a month to 16,000.", Verdict.ROUNDING),
        ("Complaints fell from 139 to 214.", Verdict.MATERIAL),
        (
            "Admissions stand at 165, which is a -13% decrease on the 2019 baseline which had 190.",
            Verdict.AGREES,
        ),
        ("Volumes (139) are about a fifth higher than the previous quarter (117).", Verdict.AGREES),
        ("Volumes (139) are about a third higher than the previous quarter (117).", Verdict.DISAGREES),
        ("The 139 cases are 19% fewer than the 117 of last year.", Verdict.MATERIAL),
        ("Satisfaction rose by 5%, from 60% to 65%.", Verdict.AGREES),
        ("Satisfaction rose by 8%, from 60% to 65%.", Verdict.AGREES),
        ("Satisfaction rose by 12%, from 60% to 65%.", Verdict.DISAGREES),
        ("Satisfaction rose by 8 percentage points, from 60% to 65%.", Verdict.DISAGREES),
        ("Returns were 14.9%, a reduction of 0.3% from the previous quarter (15.2%).", Verdict.AGREES),
        ("Returns were 14.9%, a reduction of 0.9% from the previous quarter (15.2%).", Verdict.DISAGREES),
        ("Returns were 15.9%, a reduction from the previous quarter (15.2%).", Verdict.MATERIAL),
        (
            "There were 6,357 referrals, an 8.3% increase compared to the previous quarter (5,869).",
            Verdict.AGREES,
        ),
        (
            "There were 6,357 referrals, a 3.8% increase compared to the previous quarter (5,869).",
            Verdict.DISAGREES,
        ),
        (
            "There were 6,357 referrals, an 8.3% decrease compared to the previous quarter (5,869).",
            Verdict.MATERIAL,
        ),
    ],
)
def test_two_values_and_the_change_between_them(text: str, verdict: Verdict) -> None:
    assert only(text).verdict is verdict


@pytest.mark.parametrize(
    "text",
    [
        "Earnings growth eased from 3.0% to 1.8%.",
        "The decline in trust improved from 60% to 70%.",
        "The force dropped in rank from 6 to 8.",
        "Scores ranged from 10 to 20, an increase.",
        "The average time fell from 10 minutes to 45 seconds.",
        "Of 300 calls 250 were answered, 5% more than promised.",
        "The force has 2,300 officers, 5% more than in 2019, and 200 community officers.",
        "Calls rose from 100 to 150, while complaints rose by 5%.",
        "Calls rose from 100 to 150, while satisfaction fell by 5%.",
        "In 45 schools attendance saw an 8.3% increase compared to the previous quarter (5,869).",
        "The fall in output from 2% to 3% was noted.",
    ],
)
def test_other_verbs_ranks_and_times_raise_nothing(text: str) -> None:
    assert not raised(text)


def test_the_newer_value_as_base_explains_a_percentage() -> None:
    check = only("Complaints rose by 36%, from 139 to 217.")
    assert check.explanations == ("36% is the change as a share of the newer 217",)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("These relate to 145 individuals, of which 134 (92%) were a victim once.", Verdict.AGREES),
        ("These relate to 145 individuals, of which 134 (90%) were a victim once.", Verdict.DISAGREES),
        ("In July, 42% (539) of all victims (1,289) were repeat victims.", Verdict.AGREES),
        ("In July, 24% (539) of all victims (1,289) were repeat victims.", Verdict.DISAGREES),
        ("In all 47 out of 48 indicators (98%) were green.", Verdict.AGREES),
        ("In all 47 of the 48 indicators (97%) were green.", Verdict.ROUNDING),
        ("Based on a year, 34% of plans (EHCPs) came in 20 weeks (813 out of 2,421).", Verdict.AGREES),
        ("There were 3,058 out of a possible 3,243 repaired, giving a rating of 94%.", Verdict.AGREES),
        ("It held 67,008 reviews, which represents 87% of those due (77,061).", Verdict.AGREES),
        (
            "There have been 57 residents who moved into a home, with 37 (74%) staying here.",
            Verdict.DISAGREES,
        ),
        ("Almost three quarters (72%) of offences were like that.", Verdict.AGREES),
        ("A third (48%) of offences were like that.", Verdict.DISAGREES),
    ],
)
def test_a_part_of_a_whole(text: str, verdict: Verdict) -> None:
    check = only(text)
    assert (check.rule, check.verdict) == (Rule.PART, verdict)


def test_parts_whose_shares_make_a_hundred_make_the_whole() -> None:
    text = "The grant is £5,728.2k, of which £4,376.2k (76%) is for capital and £1,382.0k (24%) for revenue."
    (doubted,) = raised(text)
    assert doubted.rule is Rule.SUM
    assert doubted.line == "£4,376.2k + £1,382.0k = £5,758.2k, where the text says £5,728.2k."
    assert not raised(text.replace("5,728.2", "5,758.2"))


@pytest.mark.parametrize(
    "text",
    [
        "More than 9 out of 10 (91%) were attended in time.",
        "In December 5% (203) of all identified victims were repeat victims.",
        "Outcome 14 (30%, +398 offences) and Outcome 18 (18%, +773 offences) have risen.",
        "Of the 200 complaints, 50 (25%) were upheld and 30 (60%) of these were appealed.",
        "There were 120 officers, with 30 (33%) more than last year.",
        "In 40 schools 5,000 pupils were tested, with 12 (30%) failing.",
    ],
)
def test_a_part_whose_whole_is_not_said_raises_nothing(text: str) -> None:
    assert not raised(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Of them 55% saw an increase, 32% saw no change and 35% saw a decrease.", Verdict.DISAGREES),
        ("Of them 54% saw no change, 38% saw a decrease and 8% saw an increase.", Verdict.AGREES),
        ("Some 54% disagree, with the remaining 46% agreeing.", Verdict.AGREES),
        ("In all 54% disagree, with the remaining 36% agreeing.", Verdict.DISAGREES),
        ("Three kinds are 80% of it, namely theft (46%), arson (19%) and fraud (15%).", Verdict.AGREES),
        ("Three kinds are 70% of it, namely theft (46%), arson (19%) and fraud (15%).", Verdict.DISAGREES),
    ],
)
def test_shares_that_can_only_make_a_hundred(text: str, verdict: Verdict) -> None:
    check = only(text)
    assert (check.rule, check.verdict) == (Rule.SHARES, verdict)


@pytest.mark.parametrize(
    "text",
    [
        "Officers want leaflets (75%), a card (59%) and a briefing (41%).",
        "Of them 68% saw an increase, 17% saw no change and 4% saw a decrease.",
        "Of the 71%, 32% would pay £10, 26% £20, 17% £5, 15% £2.50 and 9% £15.",
        "Around 68% agree and the remaining 33% do not.",
        "Of the 58% that said yes, 31% would pay more and the remaining 69% the same.",
        "Robbery saw a 70% increase, arson a 40% decrease and fraud 5% of cases no change.",
        "Spending fell by 5% and the remaining 20% of the grants were paid.",
    ],
)
def test_several_answers_missing_answers_and_rounding_raise_nothing(text: str) -> None:
    assert not raised(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            "It covers 99 parishes (3 in Hereford, 22 in Worcester, 40 in Salop and 34 in Telford).",
            Verdict.AGREES,
        ),
        (
            "It covers 97 parishes (3 in Hereford, 22 in Worcester, 40 in Salop and 34 in Telford).",
            Verdict.DISAGREES,
        ),
        ("There were 127 vacancies; 33 of these were filled, the remaining 94 were not.", Verdict.AGREES),
        ("There were 127 vacancies; 33 of these were filled, the remaining 84 were not.", Verdict.DISAGREES),
        (
            "In total 1395 came. Of the 1395, 399 were incomplete. As a result the report has 995 responses.",
            Verdict.DISAGREES,
        ),
        (
            "In total 1395 came. Of the 1395, 399 were incomplete. As a result the report has 996 responses.",
            Verdict.AGREES,
        ),
        (
            "There are 102 volunteers. There are also 107 drivers which brings the total to 209.",
            Verdict.AGREES,
        ),
    ],
)
def test_parts_and_their_total(text: str, verdict: Verdict) -> None:
    check = only(text)
    assert (check.rule, check.verdict) == (Rule.SUM, verdict)


@pytest.mark.parametrize(
    "text",
    [
        "There were 99 parishes (including 3 in Hereford, 22 in Worcester and 40 in Salop).",
        "Of the 10 deaths 3 were pedestrians and 2 passengers.",
        "There were 12 meetings (3 online and 4 others).",
        "A total of 7,713 crimes were recorded. Among these, 2,164 were trafficking and 1,191 possession.",
        "There are 102 volunteers. There are also 107 drivers which brings the total to 309.",
    ],
)
def test_lists_that_are_not_all_of_it_raise_nothing(text: str) -> None:
    assert not raised(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Confidence is at 82%, which is below the force’s target of 88%.", Verdict.AGREES),
        ("Confidence is at 82%, which is above the force’s target of 88%.", Verdict.MATERIAL),
    ],
)
def test_above_and_below_a_target(text: str, verdict: Verdict) -> None:
    check = only(text)
    assert (check.rule, check.verdict) == (Rule.TARGET, verdict)


def test_another_value_before_the_target_is_not_held_against_it() -> None:
    assert not checks("It is down from 85%, and below the target of 80%.")
    assert not checks("Attendance rose by 5%, and is now above the target of 80%.")
    assert not checks("There was a 5% rise, and it is now above the target of 80%.")


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [("14.1", Verdict.ROUNDING), ("14.0", Verdict.AGREES), ("41.1", Verdict.DISAGREES)],
)
def test_a_rate_and_the_population(rate: str, verdict: Verdict) -> None:
    text = f"There were 41 deaths, or {rate} per million, in a population of 2,920,000."
    assert only(text).verdict is verdict


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In the year 42% of the 41 cases were closed.", 1),
        ("In the year 41% of the 41 cases were closed.", 0),
        ("In the year about 42% of the 41 cases were closed.", 0),
        ("In the year 42% of the 41 cases were closed; not all respondents answered.", 0),
        ("In the year 43% of the 410 cases were closed.", 0),
        ("In the year 10% of the 25 tonnes were taken.", 0),
    ],
)
def test_a_percentage_that_no_whole_number_gives(text: str, found: int) -> None:
    assert len([c for c in checks(text) if c.rule is Rule.WHOLE_NUMBERS]) == found


@given(st.integers(10, 99), st.data())
def test_a_true_percentage_of_a_small_number_is_never_doubted(base: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    share = round(count * 100 / base)
    assert not raised(f"In the year {share}% of the {base} cases were closed.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A survey will begin in 2021-21.", 1),
        ("A survey will begin in 2021-22.", 0),
        ("Reference ABC/2020-20.", 0),
        ("The budget of 2012/12 was set.", 0),
        ("As of Q2 (Apr – Oct) it fell.", 1),
        ("As of Q2 (Jul – Sep 2020) it fell.", 0),
        ("As of Q2 (Apr to Sep) it fell.", 0),
        ("As of Q4 (Jan-Feb) it fell.", 0),
        ("As of Q3 (Jul-Sep) it fell.", 0),
        ("This report covers the period 1 October – 31 December 2016.", 1),
        ("This report covers the period 1 October – 31 December 2015.", 0),
        ("The plan covers the period 1 April 2013 – 31 March 2017.", 0),
    ],
)
def test_periods_that_cannot_be(text: str, found: int) -> None:
    doubted = [c for c in checks(text, dated=date(2016, 2, 2)) if c.rule is Rule.PERIOD]
    assert len(doubted) == found


def test_a_period_that_stands_in_many_tables_is_said_once() -> None:
    rows = [["Reporting period", "% change"], ["Q2 (Apr – Oct)", "-3%"]]
    check = only(rows, "Words.", rows)
    assert "It stands 2 times in the paper." in check.line


def test_plain_words_have_no_checks() -> None:
    assert not verdicts("The Chairman welcomed everyone on 3 May 2024 at 11.00 am.", "# 2. Apologies")
