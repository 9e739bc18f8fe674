"""The rules on tables, each with what it finds and what it must leave alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.figures.model import Rule, Verdict
from tests.domain.figures.helpers import Rows, checks, raised

MONTHS: Rows = [
    ["Kind", "Jan-24", "Feb-24", "Mar-24", "Total"],
    ["Cars", "41", "35", "18", "94"],
    ["Vans", "24", "18", "25", "67"],
    ["Lorries", "33", "44", "31", "108"],
    ["Buses", "12", "15", "13", "40"],
    ["Grand Total", "110", "112", "87", "309"],
]


def _with(rows: Rows, row: int, column: int, text: str) -> Rows:
    changed = [list(cells) for cells in rows]
    changed[row][column] = text
    return changed


def test_rows_and_columns_that_make_their_totals_agree() -> None:
    found = checks(MONTHS)
    assert {c.verdict for c in found} == {Verdict.AGREES} and len(found) == 6


def test_a_total_that_its_rows_do_not_make_is_raised() -> None:
    one = raised(_with(MONTHS, 5, 1, "101"))
    assert [c.quote for c in one] == ["Grand Total, Jan-24: 101"]
    assert "make 110; the table has 101. That is 9 less than its parts." in one[0].line


def test_rows_that_several_totals_leave_out_are_named() -> None:
    columns = ["Jan-24", "Feb-24", "Mar-24", "Apr-24"]
    rows: Rows = [
        ["Kind", *columns],
        ["Abandoned", "33", "35", "18", "30"],
        ["Broken", "24", "18", "5", "12"],
    ]
    rows += [
        ["Stolen", "58", "69", "36", "27"],
        ["Other", "42", "16", "6", "14"],
        ["Racing", "9", "7", "8", "5"],
    ]
    rows += [["Total", "166", "145", "50", "46"]]
    found = raised(rows)
    assert [c.quote for c in found] == ["Total, Mar-24: 50", "Total, Apr-24: 46"]
    assert found[0].explanations == ("50 is the sum without Abandoned and Broken",)


def test_swapped_digits_are_named() -> None:
    one = next(c for c in raised(_with(MONTHS, 5, 2, "121")) if "Feb" in c.quote)
    assert one.explanations == ("two digits are swapped in one of the two",)


@pytest.mark.parametrize(
    "note",
    [
        "Low volume kinds have been removed.",
        "A vehicle may be in more than one kind.",
        "Figures are provisional.",
        "The largest kinds are shown.",
    ],
)
def test_a_table_that_says_it_leaves_out_is_not_doubted(note: str) -> None:
    assert not raised(_with(MONTHS, 5, 1, "101"), note)


def test_a_sub_row_is_not_counted_twice() -> None:
    rows = [
        ["Kind", "Jan-24", "Feb-24", "Mar-24"],
        ["Cars", "41", "35", "18"],
        ["of which electric", "11", "5", "8"],
        ["Vans", "24", "18", "25"],
        ["Lorries", "33", "44", "31"],
        ["Total", "98", "97", "74"],
    ]
    assert not raised(rows)


def test_rates_and_averages_are_not_added_up() -> None:
    rows = [
        ["Area", "Crimes", "Victims", "Rate per 1,000", "Average days"],
        ["North", "410", "300", "12", "31"],
        ["South", "350", "280", "10", "25"],
        ["West", "180", "120", "8", "28"],
        ["Total", "940", "700", "10", "28"],
    ]
    assert not raised(rows)


def test_subtotals_are_parts_of_a_total_too() -> None:
    rows = [
        ["Budget", "Plan £m", "Actual £m"],
        ["Crime", "27.1", "27.0"],
        ["Local", "37.5", "36.4"],
        ["Directorate Total", "64.6", "63.4"],
        ["Corporate", "7.0", "6.6"],
        ["Total", "71.6", "70.0"],
        ["Funding", "-71.6", "-71.6"],
        ["Total", "0.0", "-1.6"],
    ]
    found = checks(rows)
    assert found and {c.verdict for c in found} == {Verdict.AGREES}


def test_rounded_parts_agree_only_with_rounding() -> None:
    rows = [
        ["Fund", "March £m", "June £m", "Move £m"],
        ["Long", "280.1", "312.9", "32.8"],
        ["Short", "44.4", "56.7", "12.3"],
        ["Liquid", "128.9", "133.0", "4.1"],
        ["Total", "453.4", "502.6", "49.3"],
    ]
    found = checks(rows)
    assert not [c for c in found if c.verdict.raised]
    assert [c.quote for c in found if c.verdict is Verdict.ROUNDING]


def test_a_single_total_without_proof_is_left_alone() -> None:
    assert not raised([["Kind", "Count"], ["Cars", "41"], ["Vans", "24"], ["Buses", "12"], ["Total", "88"]])


VARIANCE: Rows = [
    ["Directorate", "Budget £m", "Actual £m", "Variance £m"],
    ["Crime", "13.629", "13.425", "0.204"],
    ["Operations", "18.598", "19.552", "-0.954"],
    ["Local", "50.373", "52.085", "-1.712"],
    ["Business", "20.093", "25.068", "-4.975"],
    ["Income", "-8.101", "-7.359", "0.742"],
]


def test_a_variance_is_budget_less_actual() -> None:
    found = [c for c in checks(VARIANCE) if c.rule is Rule.TABLE_DIFFERENCE]
    assert [c.verdict for c in found] == [Verdict.AGREES]
    doubted = raised(_with(VARIANCE, 2, 3, "-0.594"))
    assert [c.quote for c in doubted] == ["Operations, Variance £m: -0.594"]
    assert "18.598 less 19.552 is −0.954, where the table has -0.594." in doubted[0].line


def test_a_change_in_points_is_a_difference() -> None:
    rows = [
        ["", "Latest", "Change", "Previous"],
        ["Reassured", "79%", "↓ 7%", "86%"],
        ["Listened", "84%", "↑ 3%", "81%"],
        ["Fairly", "88%", "↑ 3%", "85%"],
    ]
    assert [(c.rule, c.verdict) for c in checks(rows)] == [(Rule.TABLE_DIFFERENCE, Verdict.AGREES)]


CHANGE: Rows = [
    ["", "2019/20 Q2", "2020/21 Q2", "Change"],
    ["Threats", "4", "8", "100%"],
    ["Harassment", "150", "167", "11%"],
    ["Stalking", "11", "134", "1118%"],
    ["Messages", "450", "576", "28%"],
    ["Control", "0", "2", "0%"],
]


def test_a_change_column_comes_from_two_others() -> None:
    assert [(c.rule, c.verdict) for c in checks(CHANGE)] == [(Rule.TABLE_CHANGE, Verdict.AGREES)]
    doubted = raised(_with(CHANGE, 2, 3, "17%"))
    assert [c.quote for c in doubted] == ["Harassment, Change: 17%"]
    assert "From 150 to 167 is 11.3 %" in doubted[0].line


def test_a_change_of_another_period_is_not_held_against_the_quarters() -> None:
    rows = [
        ["", "Qtr 2 24/25", "Qtr 2 23/24", "YTD % Change"],
        ["Cars", "240", "300", "-3%"],
        ["Vans", "55", "50", "8%"],
        ["Buses", "91", "70", "12%"],
    ]
    assert not checks(rows)


SHARES: Rows = [
    ["Area", "Count", "Percent %"],
    ["North", "654", "66"],
    ["South", "176", "18"],
    ["East", "78", "8"],
    ["West", "76", "8"],
    ["Other", "12", "1"],
]


def test_shares_are_of_the_sum_of_the_rows() -> None:
    assert [(c.rule, c.verdict) for c in checks(SHARES)] == [(Rule.TABLE_SHARE, Verdict.AGREES)]
    cut = checks(_with(SHARES, 1, 2, "65"))
    assert (cut[0].verdict, cut[0].explanations) == (Verdict.ROUNDING, ("cut off, not rounded",))
    assert [c.quote for c in raised(_with(SHARES, 1, 2, "56"))] == ["North, Percent %: 56"]


def test_several_answers_each_have_no_whole() -> None:
    rows = [["Having leaflets", "75%"], ["A card", "59%"], ["A briefing", "31%"], ["An email", "43%"]]
    assert not checks(rows)


def test_the_sentence_above_a_table_is_held_against_its_rows() -> None:
    lead = "The breakdown of the 995 responses can be seen in the table below."
    doubted = raised(lead, SHARES)
    assert len(doubted) == 1 and "= 996, where the sentence above the table says 995." in doubted[0].line
    assert not raised(lead.replace("995", "996"), SHARES)
    assert not raised(lead, [row[:2] for row in SHARES])


def test_a_sentence_that_gives_a_row_but_for_one_figure() -> None:
    table = [
        ["Directorate", "Budget £m", "Actual £m", "Forecast £m", "Over £m"],
        ["Crime", "27.169", "13.425", "27.015", "0.154"],
        ["Total", "234.225", "123.561", "234.625", "0.400"],
    ]
    text = "Spending was £123.116m, with a forecast of £234.625m against £234.225m. It is £0.401m over."
    found = [c for c in checks(table, text) if c.rule is Rule.TABLE_ROW]
    assert [(c.verdict, c.values[0].text) for c in found] == [
        (Verdict.DISAGREES, "123.561"),
        (Verdict.ROUNDING, "0.400"),
    ]
    before = "Last year £123.116m was spent; the forecast is £234.625m against a budget of £234.225m."
    assert not raised(table, before)
    other = "Income was £119.200m, with a forecast of £234.625m against a budget of £234.225m."
    assert not raised(table, other)


def test_a_row_with_the_figures_of_another_is_raised() -> None:
    whole = [
        ["", "Qtr 2 24/25", "Qtr 2 23/24"],
        ["Residential Burglary Dwelling", "615", "984"],
        ["Burglary Business", "556", "718"],
        ["Robbery", "144", "148"],
    ]
    part = [["", "Qtr 2 24/25", "Qtr 2 23/24"], ["Residential Burglary", "556", "718"]]
    doubted = raised(whole, "Words.", part)
    assert [c.rule for c in doubted] == [Rule.STATED_TWICE]
    assert "“Burglary Business”" in doubted[0].line and "615 and 984" in doubted[0].line
    same = [["", "Qtr 2 24/25", "Qtr 2 23/24"], ["Residential Burglary", "615", "984"]]
    assert not raised(whole, "Words.", same)


def test_two_tables_that_are_alike_but_for_one_figure() -> None:
    first = [
        ["", "Qtr 2 24/25", "Qtr 2 23/24"],
        ["Theft", "615", "984"],
        ["Arson", "55", "71"],
        ["Robbery", "144", "148"],
    ]
    doubted = raised(first, "Words.", _with(first, 2, 1, "65"))
    assert [c.quote for c in doubted] == ["Arson, Qtr 2 24/25: 65"]
    assert "has 55 for “Arson, Qtr 2 24/25”, where this table has 65" in doubted[0].line
    other_area = [first[0], ["Theft", "61", "84"], ["Arson", "5", "7"], ["Robbery", "14", "18"]]
    assert not raised(first, "Words.", other_area)
    assert not raised(first, "Words.", _with(first, 2, 1, "65"), "The figures are provisional.")


def test_a_list_of_shares_given_twice_differs_in_one() -> None:
    first = "Of them 31% would pay £20, 27% £10, 23% £5, 11% £2.50 and 8% £15."
    second = "Around 31% would pay £20, followed by 27% for £10, 23% for £5, 12% for £2.50 and 8% for £15."
    doubted = raised(first, second)
    assert [c.rule for c in doubted] == [Rule.STATED_TWICE]
    assert "gives 11% for £2.50" in doubted[0].line and "12%" in doubted[0].line
    elsewhere = "In the north 43% would pay £20, 21% £10, 20% £5, 11% £2.50 and 4% £15."
    assert not raised(first, elsewhere)


@given(st.lists(st.lists(st.integers(1, 900), min_size=3, max_size=3), min_size=3, max_size=8))
def test_true_totals_are_never_doubted(numbers: list[list[int]]) -> None:
    rows: Rows = [["Kind", "Jan-24", "Feb-24", "Mar-24", "Total"]]
    rows += [[f"Kind {chr(65 + at)}", *map(str, line), str(sum(line))] for at, line in enumerate(numbers)]
    sums = [sum(line[column] for line in numbers) for column in range(3)]
    rows.append(["Total", *map(str, sums), str(sum(sums))])
    assert not [c for c in checks(rows) if c.verdict is not Verdict.AGREES]


@given(
    st.lists(
        st.tuples(st.decimals(-50, 50, places=4), st.decimals(-50, 50, places=4)), min_size=3, max_size=8
    )
)
def test_rounded_differences_are_never_doubted(pairs: list[tuple[Decimal, Decimal]]) -> None:
    rows: Rows = [["Fund", "Budget £m", "Actual £m", "Variance £m"]]
    rows += [
        [f"Fund {chr(65 + at)}", f"{a:.1f}", f"{b:.1f}", f"{a - b:.1f}"] for at, (a, b) in enumerate(pairs)
    ]
    assert not raised(rows)


INCOME = [
    ["Type", "Amount", "% of total"],
    ["Precept", "£313,000", "96.7%"],
    ["Halls", "£6,900", "2.1%"],
    ["Library", "£2,500", "0.8%"],
    ["Events", "£1,280", "{}"],
    ["Total", "£323,680", "100%"],
]


@pytest.mark.parametrize(("printed", "verdict"), [("0.4%", Verdict.AGREES), ("0.5%", Verdict.DISAGREES)])
def test_a_share_is_held_against_its_row(printed: str, verdict: Verdict) -> None:
    rows = [[cell.format(printed) for cell in row] for row in INCOME]
    found = [check for check in checks(rows) if check.rule is Rule.TABLE_SHARE]
    assert found[0].verdict is verdict
    assert "0.40 %" in found[0].line or verdict is Verdict.AGREES


def test_a_share_may_be_set_so_that_the_column_makes_a_hundred() -> None:
    rows = [
        ["Type", "Amount", "%"],
        ["A", "3,333", "33.3%"],
        ["B", "3,333", "33.3%"],
        ["C", "3,333", "33.4%"],
    ]
    (check,) = [check for check in checks([*rows, ["D", "1", "0.0%"]]) if "33.4%" in check.quote]
    assert check.verdict is Verdict.ROUNDING
    assert check.explanations == ("set so that the column makes 100 %",)


@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("The ten largest areas are shown.", 1),
        ("Low volume types were removed.", 1),
        ("These figures are provisional.", 0),
        ("The change is given excluding transfers.", 0),
    ],
)
def test_rows_that_are_not_shown_do_not_matter_for_a_rows_own_change(note: str, doubted: int) -> None:
    rows = [["", "2023", "2024", "% change"], ["North", "200", "250", "25%"], ["South", "300", "330", "10%"]]
    rows += [["East", "400", "380", "-5%"], ["West", "500", "600", "20%"], ["Middle", "588", "1,176", "120%"]]
    assert len(raised(note, rows)) == doubted
