"""The words, the fields and the frames of a review, without a window."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from panel_app.domain.doubts import Doubt
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Box, Paper, PaperKind
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.records import Activity, Records
from panel_app.domain.review import MEMBERS, ReviewDraft, ReviewItem, ReviewRecord
from panel_app.domain.review_places import PaperPlaces, Place
from panel_app.ui.models.record_fields import Entry, blank, field_specs, record_type, typed_lines
from panel_app.ui.models.review_frames import Frame, first_page, frames, page_listed
from panel_app.ui.models.review_words import (
    KINDS,
    also_found,
    headline,
    item_tag,
    kind_options,
    record_words,
    shown_day,
    typed_pages,
)

LABELS = ("front 1", "1", "2", "A-3", "4")


@pytest.mark.parametrize(
    ("errors", "looks", "said"),
    [
        (0, 0, "Nothing has to be put right."),
        (1, 0, "One thing must be put right."),
        (0, 1, "One thing is worth a look."),
        (1, 1, "One thing must be put right, one is worth a look."),
        (2, 3, "Two things must be put right, three are worth a look."),
    ],
)
def test_the_headline_counts_in_words(errors: int, looks: int, said: str) -> None:
    doubts = [Doubt(str(n), "", error=n < errors) for n in range(errors + looks)]
    paper = Paper(PaperId("p"), PaperKind.AGENDA_PACK, "Agenda pack", None, None, 150, 2, 2)
    said = f"Agenda pack, version 2, 150 pages. {said} Click any entry to change it."
    assert headline(paper, doubts) == said


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("1 to 4", ["1", "4"]), ("1-4", ["1", "4"]), ("1 – 4", ["1", "4"]), ("2", ["2", "2"]),
        ("FRONT 1 to 2", ["front 1", "2"]), ("a-3", ["A-3", "A-3"]), ("", []), ("no paper", []),
        ("99", ["99", "99"]), ("-", ["-", "-"]),
    ],
)  # fmt: skip
def test_pages_as_they_are_typed(typed: str, pages: list[str]) -> None:
    assert typed_pages(typed, LABELS) == pages


def test_every_list_of_records_has_a_name_and_a_form() -> None:
    assert set(KINDS) == {MEMBERS, *(f.name for f in fields(Records))}
    for kind in KINDS:
        of = record_type(kind)
        made = blank(of, 2)
        assert to_plain(from_plain(made, of)) == made
        assert [spec.name for spec in field_specs(of)] == list(made)
        assert record_words(ReviewRecord("x", kind, made))


def test_fields_are_asked_for_as_what_they_hold() -> None:
    entries = {spec.name: spec.entry for spec in field_specs(record_type("commitments"))}
    assert entries["text"] is Entry.TEXT and entries["page"] is Entry.PAGE
    assert entries["activities"] is Entry.PARTS and entries["section"] is Entry.LINE
    assert field_specs(record_type("commitments"))[-1].of is Activity
    assert {spec.name: spec.entry for spec in field_specs(record_type("minutes"))}["points"] is Entry.LINES
    presence = next(s for s in field_specs(record_type("people")) if s.name == "presence")
    assert presence.options[0] == ("Chair", "chair")
    assert typed_lines(" One \n\n two  words ") == ["One", "two words"]


def test_words_of_records_items_and_days() -> None:
    action = ReviewRecord("a", "actions", {"text": "Send the plan", "owner": "Clerk", "due": "May"})
    assert record_words(action) == "Send the plan (Clerk, May)"
    assert len(record_words(ReviewRecord("a", "actions", {"text": "word " * 200}))) <= 221
    assert shown_day("2020-11-27") == "27 November 2020" and shown_day("soon") == "soon"
    assert item_tag(ReviewItem("k", "", "Appendix 3: Performance", level=2)) == "Appendix 3"
    assert PaperKind.AGENDA_PACK not in dict(kind_options()).values()
    draft = ReviewDraft(records=(action, ReviewRecord("m", MEMBERS, {"name": "Ann"})))
    assert also_found(draft) == [("members", "1 member"), ("actions", "1 action")]


def test_frames_are_numbered_like_the_rows_and_say_what_is_wrong() -> None:
    box = Box(0, 0, 10, 10)
    item = ReviewItem("k", "8", "Work programme", "2", "4")
    draft = ReviewDraft(items=(item, ReviewItem("n", "9", "Nowhere")))
    places = PaperPlaces(Place(0, box), {"k": Place(1, box)}, {"k": Place(2, box)})
    wrong = Doubt("overlap:k", "", item="k", error=True)
    made = frames(places, draft, [wrong])
    assert [(f.tag, f.page, f.error) for f in made] == [("Meeting", 0, False), ("8", 1, True), ("8", 2, True)]
    assert frames(places, replace(draft, items=()), []) == (Frame("meeting", "Meeting", 0, box),)
    assert page_listed("k", places, draft, LABELS) == 1 and first_page("k", draft, LABELS) == 2
    assert page_listed("k", PaperPlaces(), draft, LABELS) == 2
    assert page_listed("n", places, draft, LABELS) is None
