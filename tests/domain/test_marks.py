import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.anchors import place_again
from panel_app.domain.marks import Anchor, text_anchor

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


PAGES = ["Front.", "In September 83% of 999 calls were answered. Crime fell.", "Crime fell in Telford."]


def _anchor(words: str, page: int = 1) -> Anchor:
    start = PAGES[page].index(words)
    return text_anchor(page, PAGES[page], start, start + len(words), ())


def test_words_that_moved_to_another_page_are_placed_there() -> None:
    place = place_again(_anchor("83% of 999 calls"), ["Front.", "A new page.", PAGES[1], PAGES[2]])
    assert place is not None
    assert place[0] == 2


def test_a_changed_number_is_never_placed() -> None:
    assert place_again(_anchor("83% of 999 calls"), [PAGES[1].replace("83%", "84%")] * 2) is None


def test_words_that_stand_in_several_places_are_not_guessed() -> None:
    anchor = Anchor(1, exact="Crime fell", prefix="gone ", suffix=" gone")
    assert place_again(anchor, PAGES) is None
    assert place_again(_anchor("Crime fell"), PAGES) == (1, 45, 55)


@given(st.lists(st.text(alphabet="ab 1", max_size=12), min_size=1, max_size=5), st.data())
def test_a_placed_mark_always_stands_on_its_own_words(pages: list[str], data: st.DataObject) -> None:
    anchor = Anchor(
        data.draw(st.integers(0, 4)),
        exact=data.draw(st.text(alphabet="ab 1", max_size=4)),
        prefix=data.draw(st.text(alphabet="ab", max_size=2)),
    )
    place = place_again(anchor, pages)
    if place is not None:
        page, start, end = place
        assert pages[page][start:end] == anchor.exact != ""
