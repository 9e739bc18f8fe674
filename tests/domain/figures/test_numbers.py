"""Printed numbers and the intervals they stand for."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.figures.grading import change_interval, digit_slip, grade
from panel_app.domain.figures.model import Verdict
from panel_app.domain.figures.numbers import About, Figure, Interval, Unit, cell_figure, figures_in, rounded

D = Decimal


def _read(text: str) -> list[tuple[str, str]]:
    return [(f"{f.value.normalize():f}", f.unit.value) for f in figures_in(text) if f.unit is not Unit.OTHER]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("rose by 39% (260)", [("39", "percent"), ("260", "count")]),
        ("a fall of nine offences (-13%)", [("9", "count"), ("-13", "percent")]),
        ("£0.401m (0.17%) over", [("401000", "money"), ("0.17", "percent")]),
        ("£475K of drugs and £1,250", [("475000", "money"), ("1250", "money")]),
        ("£1.5 million", [("1500000", "money")]),
        ("12 per cent, or 3 percentage points", [("12", "percent"), ("3", "percentage points")]),
        ("about a fifth more than 117", [("20", "percent"), ("117", "count")]),
        ("In 2019 there were 1,204 cases", [("1204", "count")]),
        ("the previous quarter (117)", [("117", "count")]),
    ],
)
def test_figures_are_read_with_their_units(text: str, read: list[tuple[str, str]]) -> None:
    assert _read(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "within 20 minutes",
        "on 31 December 2016",
        "2019/20",
        "0-10",
        "19% - 21%",
        "the 101 line",
        "999 calls",
        "page 75",
        "Outcome 16",
        "Q2 20/21",
        "under 18s",
        "at 11.00 am",
        "SPI/2020/285",
        "a 12 month average",
        "in the third quarter of 2020",
        "01905 844963",
    ],
)
def test_times_labels_and_ranges_are_no_figures(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("over 2,000 cars", About.OVER),
        ("around 58% of them", About.ABOUT),
        ("fewer than 40 cars", About.UNDER),
    ],
)
def test_what_is_only_about_so_much_is_known(text: str, about: About) -> None:
    assert figures_in(text)[0].about is about


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("(1.2)", "-1.2"),
        ("↓ 7%", "-7"),
        ("-0.954", "-0.954"),
        ("3,981", "3981"),
        ("£13.33", "13.33"),
        ("12*", "12"),
    ],
)
def test_cells_hold_one_number(cell: str, value: str) -> None:
    figure = cell_figure(cell)
    assert figure is not None and figure.value == D(value)


@pytest.mark.parametrize("cell", ["2019/20", "Mar-20", "-", "", "24420 19173", "Q2", "n/a", "1 - 8"])
def test_cells_of_anything_else_hold_none(cell: str) -> None:
    assert cell_figure(cell) is None


@given(
    st.decimals(0, 10_000, places=6),
    st.integers(0, 3),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_the_interval_holds_the_true_value_however_it_was_rounded(value: D, places: int, how: str) -> None:
    printed = rounded(value, D(1).scaleb(-places), how)
    figure = next(f for f in figures_in(f"It was {printed:,.{places}f}% then.") if f.unit is Unit.PERCENT)
    assert figure.value == printed
    assert figure.interval.contains(value)
    assert figure.prints(value)


@given(st.decimals(1, 5_000, places=3), st.decimals(1, 5_000, places=3))
def test_a_change_of_rounded_values_holds_the_true_change(old: D, new: D) -> None:
    def printed(value: D) -> Interval:
        figure = Figure("", rounded(value, D("0.1")), D("0.1"), Unit.MONEY)
        return figure.interval

    allowed = change_interval(printed(old), printed(new))
    assert allowed is not None and allowed.contains((new - old) * 100 / old)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_of_true_counts_agrees(part: int, more: int) -> None:
    whole = part + more
    value = D(part) * 100 / whole
    figure = Figure("", rounded(value, D(1)), D(1), Unit.PERCENT)
    assert grade(figure, value, Interval(value, value)) == (Verdict.AGREES, "")


def test_a_figure_that_is_cut_off_is_said_to_be() -> None:
    sixty_five = Figure("65%", D(65), D(1), Unit.PERCENT)
    value = D(654) * 100 / 996
    assert grade(sixty_five, value, Interval(value, value)) == (Verdict.ROUNDING, "cut off, not rounded")
    up = Figure("67%", D(67), D(1), Unit.PERCENT)
    assert grade(up, value, Interval(value, value))[0] is Verdict.DISAGREES


@pytest.mark.parametrize(
    ("printed", "right", "slip"),
    [
        (1254, 1524, "two digits are swapped"),
        (154, 1524, "a digit is missing"),
        (15524, 1524, "a digit is too many"),
        (1525, 1524, ""),
        (4521, 1524, ""),
    ],
)
def test_slips_of_a_digit_are_named(printed: int, right: int, slip: str) -> None:
    assert digit_slip(Figure(str(printed), D(printed), D(1)), D(right)) == slip


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a five per cent rise on 2019", [("5", "percent")]),
        ("Twenty-five per cent of 40 homes", [("25", "percent"), ("40", "count")]),
        ("up thirty percent to 12", [("30", "percent"), ("12", "count")]),
        ("one percentage point up, to 9%", [("1", "percentage points"), ("9", "percent")]),
    ],
)
def test_a_percentage_in_words_is_as_exact_as_one_in_figures(text: str, read: list[tuple[str, str]]) -> None:
    assert _read(text) == read
    assert figures_in(text)[0].about is About.EXACT


@pytest.mark.parametrize("text", ["78%1 of people", "78%12 of people", "78 per cent2 of people"])
def test_a_footnotes_digit_behind_a_percentage_is_left_out(text: str) -> None:
    (figure,) = figures_in(text)
    assert (figure.value, figure.unit) == (D(78), Unit.PERCENT)
    assert figure.text in ("78%", "78 per cent")
    assert text[figure.end :] == " of people"


def test_a_footnotes_digit_in_a_cell_is_left_out() -> None:
    figure = cell_figure("78.5%2")
    assert figure is not None and (figure.value, figure.step) == (D("78.5"), D("0.1"))
