from __future__ import annotations

import pytest

from panel_app.domain.column_mapping import ColumnMapping, Field, guessed, signature
from panel_app.domain.periods import PeriodKind
from panel_app.domain.plain import from_plain, to_plain


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("measure", "area", "period", "value"), ("measure", "area", "period", "value")),
        (("Force_Name", "Offence", "MONTH", "Count"), ("Offence", "Force_Name", "MONTH", "Count")),
        (("LPA", "KPI", "Reporting period", "Volume"), ("KPI", "LPA", "Reporting period", "Volume")),
    ],
)
def test_common_headings_are_known(headings: tuple[str, ...], columns: tuple[str, ...]) -> None:
    mapping = guessed(headings)
    needed = (Field.MEASURE, Field.AREA, Field.PERIOD, Field.VALUE)
    assert tuple(mapping.columns[one] for one in needed) == columns
    assert mapping.missing == ()


def test_what_cannot_be_told_is_missing() -> None:
    assert guessed(("Station", "When", "measure")).missing == (Field.AREA, Field.PERIOD, Field.VALUE)
    given = ColumnMapping(
        {Field.PERIOD: "When", Field.VALUE: "n"}, {Field.AREA: "Kent", Field.MEASURE: "Visits"}
    )
    assert given.missing == ()


def test_a_column_called_month_holds_months_and_periods_side_by_side_are_across() -> None:
    assert guessed(("measure", "area", "month", "value")).dates is PeriodKind.MONTH
    assert guessed(("measure", "area", "period", "value")).dates is None
    across = guessed(("measure", "area", "Apr-20", "May-20", "Total"))
    assert across.across and across.missing == ()


def test_a_table_is_known_again_next_month() -> None:
    first, second = ("Station", "Apr-20", "May-20"), ("STATION ", "Jun-20", "Jul-20", "")
    assert signature(first) == signature(second) == "station"
    assert signature(("Station", "When")) != signature(first)


def test_a_mapping_comes_back_from_the_settings_as_it_was() -> None:
    mapping = ColumnMapping(
        {Field.VALUE: "How many"}, {Field.MEASURE: "Visits"}, across=True, dates=PeriodKind.ROLLING_YEAR
    )
    assert from_plain(to_plain(mapping), ColumnMapping) == mapping


def test_a_mapping_fits_where_all_its_columns_are() -> None:
    mapping = ColumnMapping({Field.AREA: "Station", Field.VALUE: "How many"})
    assert mapping.fits(("HOW_MANY", "station", "When"))
    assert not mapping.fits(("Station", "When"))
