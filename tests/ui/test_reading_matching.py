"""The words of the reading view found on the page, and marks found among the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.marks import Anchor
from panel_app.domain.papers import Box, Passage, PassageKind
from panel_app.ui.reading.flow import Grid, PageStart, Words, flow
from panel_app.ui.reading.matching import Letters, marked_range

BOX = Box(0, 0, 100, 10)


def passage(text: str, kind: PassageKind = PassageKind.PARAGRAPH, number: str = "") -> Passage:
    return Passage(3, BOX, kind, text, number)


@given(st.text(alphabet="ab \n\u00ad’'–-é1¹", max_size=60), st.data())
def test_letters_are_found_where_they_stood(text: str, data: st.DataObject) -> None:
    letters = Letters(text)
    assert len(letters.places) == len(letters.text)
    if not letters.text:
        return
    start = data.draw(st.integers(0, len(letters.text) - 1))
    end = data.draw(st.integers(start + 1, len(letters.text)))
    assert start in letters.find(letters.text[start:end])
    first, last = letters.span(start, end)
    assert Letters(text[first:last]).text == letters.text[start:end]


@pytest.mark.parametrize(
    ("exact", "prefix", "marked"),
    [
        ("burglary fell", "", "burglary fell"),
        ("bur\u00ad\r\nglary  fell", "", "burglary fell"),
        ("fell. In", "", "fell. In"),
        ("fell", "May it ", "fell"),
        ("before it. In April burglary", "", "In April burglary"),
        ("In May it fell. Then the next", "", "In May it fell."),
        (
            "all: In April burglary fell. In May it fell. And on",
            "",
            "In April burglary fell. In May it fell.",
        ),
    ],
)
def test_a_mark_in_a_passage(exact: str, prefix: str, marked: str) -> None:
    text = "In April burglary fell. In May it fell."
    found = marked_range(Anchor(0, exact=exact, prefix=prefix), text)
    assert found is not None and text[slice(*found)] == marked
    if prefix:
        assert found[0] == text.rindex("fell")


@pytest.mark.parametrize("exact", ["robbery rose", "", "x", "In. But no"])
def test_other_words_are_not_taken_for_it(exact: str) -> None:
    assert marked_range(Anchor(0, exact=exact), "In April burglary fell.") is None


def test_a_page_flows_as_it_is() -> None:
    pieces = flow(
        3,
        [
            passage("Calls", PassageKind.HEADING),
            passage("The van is shared.", PassageKind.BULLET),
            passage("Area\tMay\nNorth\t12", PassageKind.TABLE),
            passage("South\t9", PassageKind.TABLE),
            passage("A\tB\tC", PassageKind.TABLE),
            passage("It went on.", number="7."),
        ],
    )
    start, heading, bullet, first, second, last = pieces
    assert start == PageStart(3, empty=False)
    assert isinstance(heading, Words) and heading.text == "Calls"
    assert isinstance(bullet, Words) and bullet.text == "• The van is shared." and bullet.origin.lead == 2
    assert isinstance(first, Grid) and [[c.text for c in row] for row in first.rows] == [
        ["Area", "May"],
        ["North", "12"],
        ["South", "9"],
    ]
    assert first.headed and first.rows[1][1].origin.start == len("Area\tMay\nNorth\t")
    assert isinstance(second, Grid) and not second.headed
    assert isinstance(last, Words) and last.text == "7. It went on." and last.origin.lead == 3
    assert flow(4, []) == [PageStart(4, empty=True)]
