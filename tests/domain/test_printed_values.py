from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.printed_values import in_unit, read_value, told_unit


@pytest.mark.parametrize(
    "text", ["", " ", "*", "-", "–", "n/a", "N/A", "c", "..", ":", "[x]", "not available"]
)
def test_what_publishers_print_for_no_value_is_none(text: str) -> None:
    assert read_value(text).value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,204", "1204"),
        ("22194.0", "22194.0"),
        ("(1,204)", "-1204"),
        ("-5", "-5"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("1e3", "1e3"),
        ("12.345678901234567", "12.345678901234567"),
        ("12*", "12"),
        ("£27,200", "27200"),
        ("53 %", "53"),
    ],
)
def test_numbers_as_they_are_printed(text: str, value: str) -> None:
    assert read_value(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["abc", "<5", "1,20", "1 234", "12 to 14", "TRUE", "#DIV/0!", "1,2,3"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_value(text)


def test_millions_go_by_the_unit_of_the_measure() -> None:
    printed = read_value("£27.2m")
    assert in_unit(printed, "£") == 27_200_000
    assert in_unit(printed, "£m") == Decimal("27.2")
    assert in_unit(read_value("27.2"), "£m") == Decimal("27.2")
    assert in_unit(read_value("£450k"), "£000") == 450
    assert told_unit(printed) == "£"


def test_a_percentage_is_no_count() -> None:
    assert in_unit(read_value("53%"), "%") == 53
    with pytest.raises(ValueError, match="percentage"):
        in_unit(read_value("53%"), "offences")


@given(st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_however_it_is_written(value: Decimal) -> None:
    assert read_value(f"{value:f}").value == value
    assert read_value(f"{value:,f}").value == value
    if value < 0:
        assert read_value(f"({-value:,f})").value == value
