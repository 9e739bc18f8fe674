"""By when, in the words in which it is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.services.due import due_from

TODAY = date(2020, 11, 25)  # a Wednesday
MEETING = date(2021, 2, 5)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("30 November 2020", date(2020, 11, 30)),
        ("by 30 November", date(2020, 11, 30)),
        ("3rd of March", date(2021, 3, 3)),
        ("30/11", date(2020, 11, 30)),
        ("1.2", date(2021, 2, 1)),
        ("30/11/20", date(2020, 11, 30)),
        ("2020-12-01", date(2020, 12, 1)),
        ("in two weeks", date(2020, 12, 9)),
        ("28 days", date(2020, 12, 23)),
        ("within a month", date(2020, 12, 25)),
        ("in 3 months", date(2021, 2, 25)),
        ("Friday", date(2020, 11, 27)),
        ("on wednesday", date(2020, 12, 2)),
        ("tomorrow", date(2020, 11, 26)),
        ("by the next meeting", MEETING),
        ("July 2021", date(2021, 7, 31)),
        ("end of January", date(2021, 1, 31)),
        ("November", date(2020, 11, 30)),
        ("", None),
        ("soon", None),
        ("as it may", None),
        ("when the figures may be published", None),
        ("31/2", None),
        ("99/99", None),
    ],
)
def test_words_name_a_day(words: str, expected: date | None) -> None:
    assert due_from(words, TODAY, MEETING) == expected


def test_without_a_next_meeting_there_is_no_day() -> None:
    assert due_from("next meeting", TODAY, None) is None


@given(st.text(max_size=40), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_words_are_read_without_failing(words: str, today: date) -> None:
    due_from(words, today)
