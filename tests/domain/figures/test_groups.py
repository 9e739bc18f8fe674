"""A check's arithmetic as steps, its line on the start page, and checks with one cause put together."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from panel_app.domain.figures.found import FoundCheck, HiddenCheck
from panel_app.domain.figures.groups import TITLES, grouped
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.steps import short_line, working
from panel_app.domain.ids import PaperId
from panel_app.services.desk import Desk
from tests.domain.figures.helpers import only

PAPER = PaperId("paper")


def found(check: FigureCheck) -> FoundCheck:
    return FoundCheck(PAPER, "Pack", str(check.page + 1), check)


def total(name: str, makes: str, printed: str, page: int = 0) -> FigureCheck:
    return FigureCheck(
        Rule.TABLE_TOTAL,
        Verdict.DISAGREES,
        page,
        f"{name}: {printed}",
        (f"The 15 parts of “{name}” make {makes}; the table has {printed}. That is 57 less than its parts.",),
        about="Vehicle seizures",
    )


def test_a_change_is_told_step_by_step_with_what_is_printed_last() -> None:
    check = only(
        "# Residential burglary",
        [["", "Qtr 2 20/21", "Qtr 1 20/21", "Qtr 2 19/20"], ["Residential Burglary", "556", "398", "718"]],
        "Residential burglary is 41% (162) lower than the same quarter last year.",
    )
    steps = working(check)
    assert [(step.text, step.verdict) for step in steps.steps] == [
        (
            "The table on page 7 gives 556 now and 718 for the same quarter last year: 162 fewer",
            Verdict.AGREES,
        ),
        ("That is 22.6 %", Verdict.DISAGREES),
    ]
    assert (steps.printed, steps.worked) == ("41 % less", "22.6 %")
    assert short_line(check) == "Residential Burglary: 41 % less in the text; the figures make it 22.6 %"


@pytest.mark.parametrize(
    ("line", "steps", "printed"),
    [
        ("1,395 less 399 is 996, where the text says 995.", ["1,395 less 399 is 996"], "995"),
        (
            "3,961 now after a decrease of 377 means 4,338 before: 377 of 4,338 is 8.7 %, where the text "
            "says 11 % less.",
            ["3,961 now after a decrease of 377 means 4,338 before", "377 of 4,338 is 8.7 %"],
            "11 % less",
        ),
        ("55%, 32% and 35% make 122 %.", ["55%, 32% and 35% make 122 %."], ""),
        ("654 of 996 is 65.7 %, where the table has 65.", ["654 of 996 is 65.7 %"], "65"),
    ],
)
def test_the_sentences_of_the_rules_fall_into_steps(line: str, steps: list[str], printed: str) -> None:
    check = FigureCheck(Rule.SUM, Verdict.DISAGREES, 0, "words", (line,))
    assert ([step.text for step in working(check).steps], working(check).printed) == (steps, printed)


def test_every_check_of_the_sample_has_a_line_without_hard_words(desk: Desk) -> None:
    desk.sample.install()
    for paper in desk.papers.all():
        for one in desk.figures.in_paper(paper.id):
            said = f"{short_line(one.check)} {TITLES[one.check.verdict]} {working(one.check)}".lower()
            assert " wrong" not in said and "false" not in said
            assert working(one.check).steps


def test_the_totals_of_one_table_are_one_line() -> None:
    checks = [
        total("Grand Total, Mar-20", "591", "534"),
        total("Grand Total, Apr-20", "1,478", "1,452"),
        total("Grand Total, Mar-20", "591", "534", page=4),
    ]
    groups = grouped(map(found, checks))
    assert [len(group.found) for group in groups] == [2, 1]
    assert groups[0].title == "2 totals of this table do not agree"
    assert groups[0].short == "Vehicle seizures: 2 totals of a table do not agree"
    assert groups[0].line == "Mar-20: 591, printed 534; Apr-20: 1,478, printed 1,452."
    assert groups[1].short == "Vehicle seizures: Mar-20 adds up to 591; the table has 534"


def test_the_totals_of_rows_are_put_together_by_their_column() -> None:
    rows = [total("North, Total", "10", "11"), total("South, Total", "20", "22")]
    assert len(grouped(map(found, rows))) == 1


def test_only_what_does_not_agree_and_stands_for_the_same_is_put_together() -> None:
    one = total("Grand Total, Mar-20", "591", "534")
    agrees = replace(total("Grand Total, Apr-20", "5", "5"), verdict=Verdict.AGREES)
    other_paper = replace(found(total("Grand Total, May-20", "6", "7")), paper=PaperId("other"))
    groups = grouped([found(one), found(agrees), other_paper])
    assert [len(group.found) for group in groups] == [1, 1, 1]


def test_the_same_figures_in_two_places_are_one_line() -> None:
    used = (UsedValue("757", 0, "here"), UsedValue("556", 0, "here"))
    first = FigureCheck(Rule.STATED_TWICE, Verdict.DISAGREES, 0, "Burglary: 757, 556", ("757 stand here.",))
    checks = [
        replace(first, values=used, about="Burglary"),
        replace(first, page=9, quote="Burglary: 556, 757", values=used[::-1], about="Burglary"),
    ]
    (group,) = grouped(map(found, checks))
    assert group.short == "Burglary: the same figures stand in 2 places and do not agree"


def test_what_is_hidden_is_not_raised() -> None:
    one = found(total("Grand Total, Mar-20", "591", "534"))
    hidden = HiddenCheck(PAPER, one.check.fingerprint, "", datetime(2020, 11, 22))
    assert one.raised and not replace(one, hidden=hidden).raised


def test_a_check_is_about_the_heading_above_it_without_its_number() -> None:
    check = only(
        "# 4.2 Road safety:",
        "Asked about it, 55% perceived an increase, 32% perceived no change and 35% perceived a decrease.",
    )
    assert check.about == "Road safety"
