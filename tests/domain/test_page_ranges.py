"""Pack pages as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.errors import UserFacingError
from panel_app.domain.page_ranges import pages_typed, ranges

LABELS = ["front 1", *map(str, range(70, 78)), "A-1", "A-2"]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("75", ["75"]),
        ("75-77", ["75", "76", "77"]),
        (" pages 70 – 71 , 075;77 ", ["70", "71", "75", "77"]),
        ("70 to 71 and 73", ["70", "71", "73"]),
        ("77-75", ["75", "76", "77"]),
        ("71, 70, 71", ["70", "71"]),
        ("Front 1", ["front 1"]),
        ("a-1", ["A-1"]),
        ("77-A-1", ["77", "A-1"]),
    ],
)
def test_pages_are_those_that_were_meant(typed: str, labels: list[str]) -> None:
    assert [LABELS[page] for page in pages_typed(typed, LABELS)] == labels


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the pack pages, such as 75-78, 80."),
        (" , ", "Type the pack pages, such as 75-78, 80."),
        ("75-300", "There is no pack page 300 here: this paper has pack pages front 1 to A-2."),
        ("the report", "“the report” is no pack page: type pages such as 75-78, 80."),
        ("75-", "There is no pack page 75- here: this paper has pack pages front 1 to A-2."),
    ],
)
def test_what_is_no_page_is_one_plain_sentence(typed: str, said: str) -> None:
    with pytest.raises(UserFacingError) as told:
        pages_typed(typed, LABELS)
    assert str(told.value) == said


@given(st.sets(st.integers(0, 30), min_size=1))
def test_pages_in_words_are_the_same_pages(pages: set[int]) -> None:
    labels = [str(70 + index) for index in range(31)]
    assert pages_typed(ranges(labels, sorted(pages)), labels) == tuple(sorted(pages))


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    try:
        assert pages_typed(typed, LABELS)
    except UserFacingError as error:
        assert str(error)
