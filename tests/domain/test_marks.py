import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.marks import find_anchor, text_anchor

TEXT = "Crime fell by 9%. The panel asked why. Crime fell by 9% in Telford."


def test_an_anchor_keeps_the_words_and_what_stands_around_them() -> None:
    start = TEXT.index("The panel")
    anchor = text_anchor(3, TEXT, start, start + 9, ())
    assert anchor.exact == "The panel"
    assert anchor.prefix == "Crime fell by 9%. "
    assert anchor.suffix == " asked why. Crime fell by 9% in "


def test_words_that_stand_twice_are_found_by_their_surroundings() -> None:
    second = TEXT.rindex("Crime fell by 9%")
    anchor = text_anchor(0, TEXT, second, second + 16, ())
    assert find_anchor(anchor, "New first line. " + TEXT) == (second + 16, second + 32)


def test_words_that_are_gone_are_not_found() -> None:
    anchor = text_anchor(0, TEXT, 0, 16, ())
    assert find_anchor(anchor, "Crime fell by 8%. The panel asked why.") is None


def test_a_range_outside_the_text_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not a range"):
        text_anchor(0, "short", 2, 99, ())


@given(st.text(min_size=1, max_size=200), st.data())
def test_an_anchor_is_found_again_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = find_anchor(text_anchor(0, text, start, end, ()), text)
    assert found is not None
    assert text[found[0] : found[1]] == text[start:end]
