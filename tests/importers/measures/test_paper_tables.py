"""Tables of papers as proposals: every shape in which scorecards, periods, areas and budgets come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from panel_app.domain.figures.source import Source
from panel_app.domain.measures import Better
from panel_app.domain.papers import Box, Passage, PassageKind, Table
from panel_app.domain.periods import Period, PeriodKind, month, quarter, year_periods, year_to_date
from panel_app.domain.proposals import ProposedValue, TableKind, TableProposal
from panel_app.domain.records import Target
from panel_app.importers.measures.paper_tables import force_named, proposals

NOW, BEFORE = quarter(2020, 7), quarter(2019, 7)
HEAD = ("", "Qtr 2 20/21", "Qtr 2 19/20", "Trend Previous 12 Months", "YTD % Change")
WIDE = ("", *HEAD)


def read(
    *tables: Table | tuple[tuple[str, ...], ...],
    headings: tuple[str, ...] = (),
    targets: tuple[Target, ...] = (),
    areas: frozenset[str] = frozenset(),
) -> list[TableProposal]:
    made = [t if isinstance(t, Table) else Table(4, "", t) for t in tables]
    passages = [Passage(4, Box(0, 0, 1, 1), PassageKind.HEADING, text) for text in headings]
    for table in made:
        text = "\n".join("\t".join(row) for row in table.rows)
        passages.append(Passage(table.page, Box(0, 0, 1, 1), PassageKind.TABLE, text))
    return proposals(Source(passages, made), "North Shire", areas, targets)


def values(found: list[TableProposal]) -> dict[tuple[str, str, Period], str]:
    return {(v.measure, v.area, v.period): v.printed for t in found for v in t.values}


def of(found: list[TableProposal], measure: str, period: Period = NOW) -> ProposedValue:
    return next(v for t in found for v in t.values if (v.measure, v.period) == (measure, period))


@pytest.mark.parametrize(
    "rows",
    [
        (WIDE, ("Total crime", "24420 19173", "20754", "23316", "", "-15%")),
        (HEAD, ("Total crime", "24420 19173", "20754", "23316", "-15%")),
        (HEAD, ("Total crime", "24420", "20754", "", "-15%"), ("", "19173", "23316", "", "")),
        (WIDE, ("Total crime", "24420", "20754", "23316", "", "-15%"), ("", "19173", "", "", "", "")),
    ],
    ids=["a cell of its own", "a cell more than the headings", "columns shared", "a column of its own"],
)
def test_a_scorecard_however_its_limits_stand(rows: tuple[tuple[str, ...], ...]) -> None:
    found = read(rows)
    assert [t.kind for t in found] == [TableKind.SCORECARD]
    now, before = of(found, "Total crime"), of(found, "Total crime", BEFORE)
    assert (now.value, before.value) == (20754, 23316)
    assert now.limits is not None
    assert (now.limits.lower, now.limits.upper) == (19173, 24420)
    assert before.limits is None, "the limits are those of this year"
    assert now.change_to_date == -15
    assert (now.page, now.area) == (4, "North Shire")


def test_limits_that_share_columns_are_doubted_and_plain_rows_are_not() -> None:
    found = read(
        (
            HEAD,
            ("CSE", "214", "164", "", "-2%"),
            ("", "75", "168", "", ""),
            ("Disruptions", "52", "30", "", "58%"),
        )
    )
    assert of(found, "CSE").doubt.startswith("The limits share columns")
    plain = of(found, "Disruptions")
    assert (plain.value, plain.limits, plain.doubt) == (52, None, "")
    assert of(found, "Disruptions", BEFORE).value == 30


def test_a_scorecard_goes_on_over_the_page_without_its_headings() -> None:
    first = Table(4, "", (WIDE, ("Rape", "351 263", "368", "328", "", "-3%")))
    second = Table(5, "", (("Incidents", "84806 66504", "82585", "81350", "", "-1%"),))
    found = read(first, second)
    assert of(found, "Incidents").page == 5
    assert of(found, "Incidents").value == 82585


def test_years_to_date_of_a_scorecard() -> None:
    head = (
        "",
        "",
        "Qtr 2 20/21",
        "Qtr 2 19/20",
        "Trend",
        "Year To Date",
        "Year To Date Last Year",
        "YTD % Change",
    )
    found = read((head, ("Missing people", "1325", "932", "1187", "", "1604", "2448", "-34%")))
    assert values(found) == {
        ("Missing people", "North Shire", NOW): "932",
        ("Missing people", "North Shire", BEFORE): "1187",
        ("Missing people", "North Shire", year_to_date(date(2020, 9, 30))): "1604",
        ("Missing people", "North Shire", year_to_date(date(2019, 9, 30))): "2448",
    }
    assert of(found, "Missing people").limits is None, "one number alone is no pair of limits"


def test_what_good_looks_like_gives_the_direction_and_the_target() -> None:
    rows = (
        HEAD,
        ("Total Recorded Crime", "5", "6", "", "-1%"),
        ("KSI", "5", "6", "", "-1%"),
        ("Hate Crime", "1", "2", "", "5%"),
    )
    targets = (
        Target("Total Crime", "10% reduction", "4.2", 4),
        Target("Hate Crimes", "Increased reporting", "4.2", 4),
    )
    found = read(rows, targets=targets)
    assert (of(found, "Total Recorded Crime").better, of(found, "Total Recorded Crime").target) == (
        Better.FEWER,
        "10% reduction",
    )
    assert of(found, "Total Recorded Crime", BEFORE).target == "", "it was not set for the year before"
    assert of(found, "Hate Crime").better is Better.MORE
    assert (of(found, "KSI").better, of(found, "KSI").target) == (Better.NEITHER, "")


def test_a_table_of_areas_by_month_takes_its_name_from_what_stands_over_it() -> None:
    rows = (
        ("Qtr 2 20/21", "Jul 2020", "Aug 2020", "Sep 2020", "Trend Previous 12 Months", "Year To Date"),
        ("East", "20.2%", "13.0%", "11.9%", "", "14.7%"),
        ("West", "13.6%", "5.4%", "16.2%", "", "12.8%"),
        ("North Shire", "18.0%", "10.1%", "n/a", "", "13.8%"),
    )
    title = "Previous month’s referral rate: 13.1%"
    (table,) = read(Table(4, title, rows), headings=("Victims’ code", title))
    assert table.kind is TableKind.AREAS
    assert values([table])["Victims’ code: referral rate", "East", month(2020, 7)] == "20.2%"
    assert len(table.values) == 12
    assert {v.unit for v in table.values} == {"%"}
    assert of([table], "Victims’ code: referral rate", year_to_date(date(2020, 9, 30))).value == Decimal(
        "14.7"
    )
    none = next(v for v in table.values if v.printed == "n/a")
    assert none.value is None


def test_known_areas_are_areas_without_the_force_among_them() -> None:
    rows = (("Area", "Apr-20", "May-20"), ("East", "1", "2"), ("West", "3", "4"), ("Mid", "5", "6"))
    found = read(rows, headings=("Theft",), areas=frozenset({"East", "West", "Mid"}))
    assert found[0].kind is TableKind.AREAS
    assert values(found)["Theft", "Mid", month(2020, 5)] == "6"


def test_measures_by_month_and_their_totals() -> None:
    rows = (
        ("Month", "Feb-20", "Mar-20", "Total"),
        ("Abandoned", "33", "35", "68"),
        ("Total", "40", "41", "81"),
    )
    found = read(rows, headings=("Vehicle seizures",))
    assert values(found) == {
        ("Vehicle seizures: Abandoned", "North Shire", month(2020, 2)): "33",
        ("Vehicle seizures: Abandoned", "North Shire", month(2020, 3)): "35",
    }


def test_a_year_table_with_months_down_and_years_across() -> None:
    rows = (("", "2018/19", "2019/20"), ("April", "10", "11"), ("May", "12", "13"), ("March", "14", "15"))
    found = read(rows, headings=("Burglary",))
    assert values(found) == {
        ("Burglary", "North Shire", month(2018, 4)): "10",
        ("Burglary", "North Shire", month(2019, 4)): "11",
        ("Burglary", "North Shire", month(2018, 5)): "12",
        ("Burglary", "North Shire", month(2019, 5)): "13",
        ("Burglary", "North Shire", month(2019, 3)): "14",
        ("Burglary", "North Shire", month(2020, 3)): "15",
    }


def test_quarters_down_and_measures_across_without_shares_that_have_one_name() -> None:
    rows = (
        ("", "Personal", "% of all", "Nuisance", "% of all", "Change"),
        *((f"Qtr {n} 19/20", "5", "10%", "45", "90%", "1") for n in (1, 2, 3)),
    )
    found = read(rows)
    assert {v.measure for t in found for v in t.values} == {"Personal", "Nuisance"}
    assert len(values(found)) == 6


def test_a_table_by_area_of_one_period() -> None:
    rows = (("Area", "Cases"), ("East", "5"), ("West", "6"), ("North Shire", "11"))
    title = "Cases, September 2020"
    found = read(Table(4, title, rows), headings=(title,))
    assert values(found)["Cases", "East", month(2020, 9)] == "5"
    assert found[0].doubts
    assert read(Table(4, "Cases", rows), headings=("Cases",)) == [], "without a period it is none"


def test_budget_monitoring() -> None:
    names = ("Current Budget", "Budget YTD", "Actual YTD", "Variance YTD", "Forecast for Year")
    rows = (
        ("Directorate", *(f"{name} £m" for name in names)),
        ("Local Policing", "101.79", "50.373", "52.085", "(1.712)", "101.929"),
    )
    found = read(rows, (HEAD, ("Total crime", "5", "6", "", "1%")))
    budget = found[0]
    assert budget.kind is TableKind.BUDGET
    so_far, year = year_to_date(date(2020, 9, 30)), year_periods(2020, PeriodKind.YEAR)[0]
    assert {(v.measure, v.period, v.value, v.unit) for v in budget.values} == {
        ("Budget: Local Policing, current budget", year, Decimal("101.79"), "£m"),
        ("Budget: Local Policing, budget YTD", so_far, Decimal("50.373"), "£m"),
        ("Budget: Local Policing, actual YTD", so_far, Decimal("52.085"), "£m"),
        ("Budget: Local Policing, variance YTD", so_far, Decimal("-1.712"), "£m"),
        ("Budget: Local Policing, forecast for year", year, Decimal("101.929"), "£m"),
    }
    assert budget.doubts == (
        "The table does not name its period; it is taken to be that of the report: look whether it is.",
    )


def test_two_values_for_one_thing_are_at_odds_and_a_repeat_is_given_once() -> None:
    one = (HEAD, ("Rape", "368", "328", "", "-3%"))
    other = (HEAD, ("Rape", "386", "328", "", "-3%"))
    found = read(one, one, other)
    assert [len(t.values) for t in found] == [2, 1]
    assert [v.at_odds for t in found for v in t.values] == [True, False, True]


@pytest.mark.parametrize(
    "rows",
    [
        (("Name", "Role"), ("A Person", "Chair")),
        (("Item", "Subject", "Page"), ("5", "Minutes", "1 - 8")),
        (("Policing area", "Count", "Percent"), ("East", "654", "65"), ("West", "176", "18")),
        (("Band", "1.11%", "2.22%"), ("A", "£1.67", "£3.33")),
        (("", "Latest (May-Sep 20)", "Change", "Previous (May-Jun 20)"), ("Reassured", "79%", "↓ 7%", "86%")),
        (("Reporting period", "% change"), ("Q1 (Apr-Jun)", "-19%"), ("Q2 (Jul-Sep)", "-16%")),
        (("Meeting date", "Area of scrutiny"), ("November 2020", "Plan"), ("February 2021", "Precept")),
    ],
)
def test_other_tables_propose_nothing(rows: tuple[tuple[str, ...], ...]) -> None:
    assert read(rows) == []


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("West Mercia Police and Crime Panel", "West Mercia"),
        ("North Yorkshire Police, Fire and Crime Panel", "North Yorkshire"),
        ("Kent Police and Crime Panel", "Kent"),
        ("Cabinet", ""),
    ],
)
def test_the_force_is_in_the_panel_s_name(text: str, force: str) -> None:
    assert force_named(text) == force
