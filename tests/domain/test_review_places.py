"""Where on the pages stands what was read from them."""

from __future__ import annotations

from panel_app.domain.papers import Box, Passage, PassageKind, RowPlace, Table
from panel_app.domain.review import ReviewDraft, ReviewItem
from panel_app.domain.review_places import PaperPlaces, Place, lines_of, place_of_record, places_of, words_of

PARAGRAPH, HEADING, TABLE = PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.TABLE


def _box(y: float) -> Box:
    return Box(60, y, 500, y + 12)


def _passage(page: int, y: float, text: str, number: str = "", kind: PassageKind = PARAGRAPH) -> Passage:
    return Passage(page, _box(y), kind, text, number)


DRAFT = ReviewDraft(
    "North Shire Panel",
    "2026-06-05",
    "10.30 am",
    "Town Hall",
    (
        ReviewItem("1", "1", "Apologies"),
        ReviewItem("2", "2", "Minutes of the meeting held on 3 March 2026 and matters arising", "3", "5"),
        ReviewItem("a", "", "Appendix 1: Plan", "4", "5", level=2),
        ReviewItem("3", "3", "Questions"),
        ReviewItem("4", "4", "Something that is not listed"),
    ),
)
FRONT = [
    _passage(0, 80, "North Shire Panel", kind=HEADING),
    _passage(0, 100, "Friday, 5th June, 2026"),
    _passage(0, 120, "10.30 am, Town Hall"),
    _passage(0, 140, "Ask the clerk for a large print"),
    _passage(1, 100, "Apologies", "1."),
    _passage(1, 120, "Minutes of the meeting held on", "2."),
    _passage(1, 140, "Questions to the Commissioner and answers", ""),
    _passage(1, 160, "Questions", "3."),
]


def _places(front: list[Passage] = FRONT, first: list[Passage] | None = None) -> PaperPlaces:
    lines = lines_of(first or [], ())
    return places_of(DRAFT, lines_of(front, ()), {"2": lines, "a": lines})


def test_items_are_found_where_they_are_listed_in_their_order() -> None:
    listed = _places().listed
    assert {key: place.box.y0 for key, place in listed.items()} == {"1": 100, "2": 120, "3": 160}


def test_the_meeting_is_the_lines_that_name_it() -> None:
    meeting = _places().meeting
    assert meeting == Place(0, Box(60, 80, 500, 132))
    assert _places(FRONT[3:]).meeting is None


def test_a_paper_begins_at_its_heading_not_at_its_line_in_the_agenda() -> None:
    first = [
        *FRONT[4:6],
        _passage(2, 90, "Appendix 1: Plan"),
        _passage(2, 200, "Appendix 1: Plan", kind=HEADING),
    ]
    begins = _places(first=first).begins
    assert begins == {"a": Place(2, _box(200))}


def test_rows_of_a_table_are_lines_of_their_own() -> None:
    rows = (("Item", "Subject", "Page"), ("1", "Apologies", ""), ("2", "Questions", "3"))
    places = tuple(RowPlace(1, _box(y)) for y in (100, 120, 140))
    text = "\n".join("\t".join(row) for row in rows)
    passage = Passage(1, Box(60, 100, 500, 152), TABLE, text)
    lines = lines_of([passage], (Table(1, "", rows, places),))
    assert [(line.number, line.words, line.box.y0) for line in lines] == [
        ("Item", "subject-page", 100), ("1", "apologies", 120), ("2", "questions-3", 140),
    ]  # fmt: skip
    assert places_of(DRAFT, lines, {}).listed["1"].box.y0 == 120
    whole = lines_of([passage], (Table(1, "", rows),))
    assert len(whole) == 1


def test_a_record_stands_where_its_words_do() -> None:
    lines = lines_of([_passage(4, 90, "Send the plan"), _passage(4, 110, "A name, Ann Ash (Chair)")], ())
    assert place_of_record({"text": "Send the plan", "page": 4}, lines) == Place(4, _box(90))
    assert place_of_record({"name": "Ann Ash"}, lines) == Place(4, _box(110))
    assert place_of_record({"text": "Nothing like it"}, lines) is None
    assert place_of_record({"text": ""}, lines) is None


def test_words_are_compared_without_capitals_and_signs() -> None:
    assert words_of("Police & Crime: Plan") == "police-crime-plan"
    assert words_of(" … ") == ""
