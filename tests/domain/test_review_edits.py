"""Adding, removing, moving and indenting under review."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.corrections import applied, corrections_of
from panel_app.domain.review import ReviewDraft, ReviewItem, ReviewRecord
from panel_app.domain.review_edits import (
    indented_item,
    item_as_recognised,
    meeting_differs,
    moved_item,
    named,
    record_as_recognised,
    removed_items,
    removed_records,
    with_new_item,
    with_new_record,
    without_item,
    without_record,
)


def _item(name: str) -> ReviewItem:
    """ "3" is an item, "3a" an appendix."""
    level = 1 if name.isdecimal() else 2
    return ReviewItem(name, name if level == 1 else "", f"Subject {name}", level=level)


DRAFT = ReviewDraft(
    items=tuple(_item(name) for name in ("1", "2", "2a", "2b", "3", "3a", "4")),
    records=(
        ReviewRecord("members:ann", "members", {"name": "Ann"}),
        ReviewRecord("members:bo", "members", {"name": "Bo"}),
        ReviewRecord("actions:send", "actions", {"text": "Send"}),
    ),
)


def _keys(draft: ReviewDraft) -> str:
    return " ".join(item.key for item in draft.items)


def test_an_item_moves_with_its_appendices() -> None:
    assert _keys(moved_item(DRAFT, "2", -1)) == "2 2a 2b 1 3 3a 4"
    assert _keys(moved_item(DRAFT, "2", 1)) == "1 3 3a 2 2a 2b 4"
    assert _keys(moved_item(DRAFT, "1", 1)) == "2 2a 2b 1 3 3a 4"
    assert moved_item(DRAFT, "1", -1) == moved_item(DRAFT, "4", 1) == moved_item(DRAFT, "none", 1) == DRAFT


def test_an_appendix_moves_among_its_own_and_over_to_the_next_item() -> None:
    assert _keys(moved_item(DRAFT, "2b", -1)) == "1 2 2b 2a 3 3a 4"
    assert _keys(moved_item(DRAFT, "2b", 1)) == "1 2 2a 3 2b 3a 4"
    assert _keys(moved_item(DRAFT, "2a", -1)) == "1 2a 2 2b 3 3a 4"
    assert moved_item(replace(DRAFT, items=DRAFT.items[1:]), "2a", -1).items == DRAFT.items[1:]


@given(st.sampled_from([i.key for i in DRAFT.items]), st.sampled_from([-1, 1]))
def test_moving_loses_nothing(key: str, step: int) -> None:
    assert sorted(_keys(moved_item(DRAFT, key, step))) == sorted(_keys(DRAFT))


def test_indenting_takes_appendices_along_and_stops_at_one_step() -> None:
    made = indented_item(DRAFT, "3", 1)
    assert [(i.key, i.level) for i in made.items][4:6] == [("3", 2), ("3a", 3)]
    assert indented_item(made, "3", -1) == DRAFT
    assert indented_item(DRAFT, "1", 1) == indented_item(DRAFT, "2", -1) == DRAFT
    assert indented_item(DRAFT, "2a", -1).items[2].level == 1


def test_what_is_added_stands_behind_an_item_and_its_appendices() -> None:
    draft, key = with_new_item(DRAFT, "2")
    assert _keys(draft) == f"1 2 2a 2b {key} 3 3a 4"
    assert draft.items[4].level == 1
    assert with_new_item(DRAFT)[0].items[-1].subject == ""
    assert with_new_item(ReviewDraft())[0].items[0].level == 1
    again, other = with_new_item(draft, "2")
    assert other != key and len(again.items) == len(DRAFT.items) + 2


def test_what_was_taken_out_is_known_and_put_back_in_its_place() -> None:
    draft = without_item(without_item(DRAFT, "2a"), "3")
    assert [i.key for i in removed_items(draft, DRAFT)] == ["2a", "3"]
    back = item_as_recognised(item_as_recognised(draft, DRAFT, "3"), DRAFT, "2a")
    assert back == DRAFT
    changed = DRAFT.with_value("item:3.subject", "Else")
    assert item_as_recognised(changed, DRAFT, "3") == DRAFT
    assert item_as_recognised(DRAFT, DRAFT, "none") == DRAFT


def test_records_are_added_removed_and_put_back() -> None:
    draft, key = with_new_record(DRAFT, "members", {"name": "Cy"})
    assert [r.key for r in draft.of_kind("members")] == ["members:ann", "members:bo", key]
    assert [r.kind for r in with_new_record(DRAFT, "targets", {})[0].records][-1] == "targets"
    gone = without_record(DRAFT, "members:ann")
    assert [r.key for r in removed_records(gone, DRAFT, "members")] == ["members:ann"]
    assert record_as_recognised(gone, DRAFT, "members:ann") == DRAFT
    changed = DRAFT.with_record(ReviewRecord("members:bo", "members", {"name": "Bob"}))
    assert record_as_recognised(changed, DRAFT, "members:bo") == DRAFT


def test_what_was_added_gets_keys_of_its_words_and_is_kept() -> None:
    draft, key = with_new_item(DRAFT, "2")
    draft = draft.with_value(f"item:{key}.number", "9").with_value(
        f"item:{key}.subject", "Any other business"
    )
    draft, under = with_new_item(draft, "2b")
    draft = draft.with_value(f"item:{under}.subject", "Appendix 3: Map")
    draft, _ = with_new_record(draft, "members", {"name": "Cy Cedar"})
    made = named(draft)
    assert "+9:any-other-business" in _keys(made) and "+2/:appendix-3-map" in _keys(made)
    assert "+members:cy-cedar" in [r.key for r in made.records]
    assert named(made) == made
    assert applied(DRAFT, corrections_of(DRAFT, made)) == made


def test_fields_of_the_meeting_that_a_person_set() -> None:
    assert meeting_differs(replace(DRAFT, time="2.00 pm"), DRAFT) == ("time",)
