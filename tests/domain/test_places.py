"""Where the words of a record stand in its paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.papers import Box, Passage, PassageKind
from panel_app.domain.places import opening_words, page_of, pages_of

PAGE = "7. The vans\r\ncame in  May and\nthe drivers’ course follows.\nMeasure Figure\nVans 14"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the drivers' course follows.", "the drivers' course follows."),
        ("the vans came in June and nobody knows why it was so late", "the vans came in"),
        ("12. Ships came in May to us", ""),
        ("7. The vans came in May", "7. The vans came in May"),
        ("9. The vans came in May", "The vans came in May"),
        ("Vans\t14", "Vans"),
        ("Ships\t14", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_longest_beginning_that_stands_on_the_page(text: str, words: str) -> None:
    assert opening_words(text, PAGE) == words


@given(st.text(max_size=80), st.text(max_size=200))
def test_what_is_looked_for_is_there(text: str, page: str) -> None:
    words = opening_words(text, page)
    assert words == "" or "".join(words.split()) in "".join(text.split())


def test_a_paragraph_is_found_on_the_page_where_it_stands() -> None:
    box = Box(0, 0, 1, 1)
    known = pages_of(
        [
            Passage(1, box, PassageKind.PARAGRAPH, "Work goes on.", "4."),
            Passage(3, box, PassageKind.PARAGRAPH, "Work goes on.", "9."),
        ]
    )
    assert page_of("Work goes on.", known, 0) == 1
    assert page_of("Work goes on.", known, 2) == 3
    assert page_of("9. Work goes on.", known, 0) == 3
    assert page_of("Nothing of the kind", known, 2) == 2
