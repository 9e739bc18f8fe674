from datetime import date

import pytest

from panel_app.importers.dates import find_date, find_month, find_time


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday, 27 November 2020, 11.00 am", date(2020, 11, 27)),
        ("held on 4th March 2025", date(2025, 3, 4)),
        ("Thursday, 13th March, 2025, at 3.00 pm", date(2025, 3, 13)),
        ("Cabinet, 13/03/2025 15:00", date(2025, 3, 13)),
        ("2020-11-27", date(2020, 11, 27)),
        ("31 February 2020, then 1 Mar 2020", date(2020, 3, 1)),
        ("in November 2020", None),
        ("", None),
    ],
)
def test_dates_are_read_as_britons_write_them(text: str, day: date | None) -> None:
    assert find_date(text) == day


def test_a_month_stands_for_its_first_day() -> None:
    assert find_month("Published May 2024") == date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("11.00 am", "11.00 am"),
        ("at 3.00 pm", "3.00 pm"),
        ("13/03/2025 15:00", "3.00 pm"),
        ("12.30 pm", "12.30 pm"),
        ("£5.28 million", ""),
    ],
)
def test_times_are_written_one_way(text: str, clock: str) -> None:
    assert find_time(text) == clock
