import pytest

from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import (
    Anchor,
    Mark,
    MarkKind,
    Place,
    PlacementState,
    Stroke,
    joined,
    kept,
    placed,
    put_aside,
    put_at,
    text_anchor,
)
from panel_app.domain.papers import Box

TEXT = "Crime fell by 9%. The panel asked why. Crime fell by 9% in Telford."


def test_an_anchor_keeps_the_words_and_what_stands_around_them() -> None:
    start = TEXT.index("The panel")
    anchor = text_anchor(3, TEXT, start, start + 9, ())
    assert anchor.exact == "The panel"
    assert anchor.prefix == "Crime fell by 9%. "
    assert anchor.suffix == " asked why. Crime fell by 9% in Telford."
    assert anchor.start == start


def test_a_range_outside_the_text_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not a range"):
        text_anchor(0, "short", 2, 99, ())


def test_words_over_pages_are_one_anchor() -> None:
    first = text_anchor(3, TEXT, TEXT.index("Crime fell by 9% in"), len(TEXT), (Box(1, 700, 9, 712),))
    second = text_anchor(4, "and in Ludlow. The end.", 0, 13, (Box(1, 60, 9, 72),))
    anchor = joined((first, second))
    assert anchor.exact == "Crime fell by 9% in Telford.\nand in Ludlow"
    assert (anchor.pages, anchor.boxes_on(4), anchor.boxes_on(5)) == ((3, 4), (Box(1, 60, 9, 72),), ())
    assert anchor.prefix.endswith("asked why. ") and anchor.suffix == ". The end."


MARK = Mark(MarkId("m"), PaperId("p"), "one", MarkKind.NOTE, Anchor(2, exact="9%"), note="Why?", label="12")
SECOND = Place("two", Anchor(4, exact="9%"), "14")
THIRD = Place("three", Anchor(5, exact="8%"), "15")


def test_a_placed_mark_remembers_where_the_member_put_it_over_several_revisions() -> None:
    second = placed(MARK, PlacementState.MOVED, SECOND, "two")
    assert second.place == SECOND and not second.confirmed and second.stands_on("two")
    third = placed(second, PlacementState.ATTACHED, THIRD, "three")
    assert third.before == MARK.place, "not the place that nobody confirmed"
    assert put_aside(third).place == MARK.place
    confirmed = kept(second)
    assert placed(confirmed, PlacementState.ATTACHED, THIRD, "three").before == SECOND


def test_similar_words_are_not_the_mark_s_until_the_member_says_so() -> None:
    asking = placed(MARK, PlacementState.CHANGED, THIRD, "three")
    assert asking.asks and asking.place == MARK.place and not asking.stands_on("three")
    agreed = kept(asking)
    assert agreed.place == THIRD and agreed.before == MARK.place and not agreed.asks
    assert put_aside(agreed).place == MARK.place
    refused = put_aside(asking)
    assert (refused.place, refused.state, refused.asks) == (MARK.place, PlacementState.UNPLACED, False)


def test_what_was_decided_is_not_asked_again_until_the_next_revision() -> None:
    for decided in (
        placed(MARK, PlacementState.UNPLACED, None, "two"),
        put_aside(placed(MARK, PlacementState.MOVED, SECOND, "two")),
        put_at(MARK, SECOND),
    ):
        assert not decided.waits_for("two") and decided.waits_for("three")
    assert MARK.waits_for("two") and not MARK.waits_for("one")


def test_the_shelf_is_not_the_page() -> None:
    shelved = put_aside(MARK)
    assert shelved.state is PlacementState.UNPLACED and not shelved.stands_on("one")
    assert put_aside(shelved) == kept(shelved) == shelved
    back = put_at(shelved, SECOND)
    assert back.stands_on("two") and back.before == MARK.place


def test_a_stroke_moves_with_its_words() -> None:
    assert Stroke(((1, 2), (3, 4)), 1.5).moved(10, -1) == Stroke(((11, 1), (13, 3)), 1.5)
