"""The same measure and period in two papers, or in a paper and the store of measures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from panel_app.domain.figures.elsewhere import FactIndex, check_elsewhere
from panel_app.domain.figures.facts import Told, area_of, facts_of, facts_of_measures, normalised
from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.domain.figures.source import Source
from panel_app.domain.ids import MeasureId, MeetingId
from panel_app.domain.measures import Better, Measure, Observation, ObservationStatus, Series
from panel_app.domain.periods import PeriodKind, period_ending, quarter
from tests.domain.figures.helpers import Rows, paper

AREA = "North Shire Police and Crime Panel"
JUNE, SEPTEMBER = date(2024, 6, 5), date(2024, 9, 5)
TABLE = [
    ["", "Q3 2023/24", "Q4 2023/24", "Target Q4 2023/24"],
    ["Bicycle theft", "300", "240", "200"],
    ["Hate crimes", "1,201", "1,150", "1,000"],
]


def told(
    *parts: str | Rows,
    title: str = "Performance",
    day: date | None = JUNE,
    area: str = AREA,
    meeting: str = "",
) -> Told:
    source = Source(*paper(*parts), day, ["7"])
    at = MeetingId(meeting) if meeting else None
    return Told(f"papers/{title}", title, day, at, area_of(area), facts_of(source))


def checks(own: Told, *others: Told) -> list[FigureCheck]:
    return list(check_elsewhere(own, FactIndex(others)))


def changed(table: Rows, old: str, new: str) -> Rows:
    return [[new if cell == old else cell for cell in row] for row in table]


def test_what_an_earlier_paper_gave_agrees() -> None:
    later = told("# Crime", TABLE, title="Report for September", day=SEPTEMBER)
    found = checks(later, told("# Crime", TABLE))
    assert [(check.rule, check.verdict) for check in found] == [(Rule.ELSEWHERE, Verdict.AGREES)] * 2
    assert found[0].line == (
        "300 and 240 stand for “Bicycle theft” in “Performance” of 5 June 2024, page 7 too."
    )
    places = [value.elsewhere for value in found[0].values]
    assert places[0] is None and places[1] is not None
    assert (places[1].paper, places[1].label) == ("papers/Performance", "7")


def test_a_later_paper_that_restates_is_told_and_not_doubted() -> None:
    later = told("# Crime", changed(TABLE, "240", "251"), title="Report for September", day=SEPTEMBER)
    check = next(c for c in checks(later, told("# Crime", TABLE)) if c.quote.startswith("Bicycle"))
    assert check.verdict is Verdict.UNCHECKED
    assert check.line == (
        "“Performance” of 5 June 2024, page 7, has 240 for “Bicycle theft”, where this paper has 251."
    )
    assert "often revised" in check.reason


@pytest.mark.parametrize("meeting", ["", "nspcp/2024-06-05"])
def test_two_papers_of_one_day_or_meeting_must_agree(meeting: str) -> None:
    day = None if meeting else JUNE
    first = told("# Crime", TABLE, day=day, meeting=meeting)
    second = told("# Crime", changed(TABLE, "240", "251"), title="Overview", day=day, meeting=meeting)
    found = checks(second, first)
    assert [(check.verdict, check.quote) for check in found] == [
        (Verdict.DISAGREES, "Bicycle theft, Q4 2023/24: 251")
    ]


def test_one_that_names_the_other_as_its_source_must_agree() -> None:
    note = "Source: the Quarterly Crime Report of June."
    first = told("# Crime", TABLE, title="Quarterly Crime Report")
    second = told("# Crime", changed(TABLE, "240", "251"), note, title="Overview", day=SEPTEMBER)
    assert Verdict.DISAGREES in {check.verdict for check in checks(second, first)}


@pytest.mark.parametrize(
    "other",
    [
        told("# Crime", TABLE, area="South Shire Police and Crime Panel"),
        told("# Crime in Eastham", TABLE),
        told("# Crime, year to date", TABLE),
        told("# Crime", changed(changed(TABLE, "Q3 2023/24", "Q1 2023/24"), "Q4 2023/24", "Q2 2023/24")),
        told("# Crime", changed(changed(TABLE, "Bicycle theft", "Theft"), "Hate crimes", "Hate incidents")),
        told("# Crime", TABLE, "# Crime", changed(changed(TABLE, "240", "120"), "1,150", "410")),
    ],
    ids=["area", "part of it", "year to date", "period", "measure", "two values in one paper"],
)
def test_another_area_period_or_measure_is_not_the_same(other: Told) -> None:
    table = changed(changed(TABLE, "240", "251"), "1,150", "1,163")
    own = told("# Crime", changed(changed(table, "300", "311"), "1,201", "1,222"), title="Overview")
    assert not checks(own, other)


def test_the_paper_itself_and_another_version_of_it_are_not_held_against_it() -> None:
    own = told("# Crime", TABLE)
    assert not checks(own, own, told("# Crime", changed(TABLE, "240", "251")))


def test_a_revised_paper_of_the_same_day_restates() -> None:
    revised = told("# Crime", changed(TABLE, "240", "251"), title="Performance (revised)")
    assert {check.verdict for check in checks(revised, told("# Crime", TABLE))} == {Verdict.UNCHECKED}


def test_printed_decimals_are_allowed_for() -> None:
    def share(printed: str, title: str, day: date) -> Told:
        table = [["", "Q3 2023/24", "Q4 2023/24"], ["Calls answered in time", "81%", printed]]
        return told("# Calls", table, title=title, day=day)

    assert checks(share("83.4%", "A", SEPTEMBER), share("83%", "B", JUNE))[0].verdict is Verdict.AGREES
    assert checks(share("83.6%", "A", SEPTEMBER), share("83%", "B", JUNE))[0].verdict is Verdict.UNCHECKED


def test_a_sentence_with_one_value_for_one_period_is_held_against_a_table() -> None:
    text = "In Q4 2023/24 there were {} bicycle thefts."
    first = told("# Crime", TABLE)
    minutes = told(text.format("240"), title="Minutes", day=SEPTEMBER)
    assert [c.verdict for c in checks(minutes, first)] == [Verdict.AGREES]
    minutes = told(text.format("204"), title="Minutes", day=SEPTEMBER)
    assert [c.verdict for c in checks(minutes, first)] == [Verdict.UNCHECKED]


def _stored(value: int, paper: str | None = None) -> Told:
    measure = Measure(MeasureId("bicycle-theft"), "Bicycle theft", "offences", Better.FEWER)
    period, printed = quarter(2024, 1), ObservationStatus.PRINTED
    one = Observation(period, f"{value:,}", Decimal(value), printed, "Open data", paper)
    facts = tuple(facts_of_measures([Series(measure, "North Shire", "force", (one,))]))
    return Told("", "North Shire", None, None, area_of("North Shire"), facts)


def test_the_store_of_measures_agrees_or_has_another_value_with_its_source() -> None:
    own = told("# Crime", TABLE)
    assert [check.verdict for check in checks(own, _stored(240))] == [Verdict.AGREES]
    (check,) = checks(own, _stored(247))
    assert check.verdict is Verdict.UNCHECKED
    assert check.line == ("The measures (Open data) have 247 for “Bicycle theft”, where this paper has 240.")


def test_what_the_store_has_from_the_paper_itself_bears_it_out_no_more() -> None:
    own = told("# Crime", TABLE)
    assert checks(own, _stored(240, own.paper)) == []
    assert [c.verdict for c in checks(own, _stored(240, "papers/another"))] == [Verdict.AGREES]


def test_twelve_months_of_a_rolling_series_are_a_year_to_a_paper() -> None:
    own = told("# Crime", [["", "2022/23", "2023/24"], ["Bicycle theft", "900", "950"]])
    measure = Measure(MeasureId("bicycle-theft"), "Bicycle theft", "offences", Better.FEWER)
    rolling = period_ending(PeriodKind.ROLLING_YEAR, 2024, 3)
    one = Observation(rolling, "950", Decimal(950), source="Open data")
    facts = tuple(facts_of_measures([Series(measure, "North Shire", "force", (one,))]))
    stored = Told("", "North Shire", None, None, area_of("North Shire"), facts)
    assert [c.verdict for c in checks(own, stored)] == [Verdict.AGREES]


def test_names_are_compared_without_plurals_and_small_words() -> None:
    assert normalised("Number of Bicycle Thefts") == normalised("Bicycle theft")
    assert normalised("Missing person reports") != normalised("Missing person incidents")
