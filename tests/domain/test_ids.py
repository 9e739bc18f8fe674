from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.ids import MeetingId, item_id, meeting_id, slug


def test_a_meeting_id_is_the_committee_s_initials_and_the_day() -> None:
    assert meeting_id("West Mercia Police and Crime Panel", date(2020, 11, 27)) == "wmpcp/2020-11-27"


def test_a_committee_of_one_word_is_named_in_full() -> None:
    assert meeting_id("Cabinet", date(2025, 3, 13)) == "cabinet/2025-03-13"


def test_an_item_id_follows_its_meeting() -> None:
    assert item_id(MeetingId("wmpcp/2020-11-27"), "7 appendix 1") == "wmpcp/2020-11-27/item-7-appendix-1"


@given(st.text(max_size=300))
def test_a_slug_is_short_and_plain_whatever_the_text(text: str) -> None:
    made = slug(text)
    assert 0 < len(made) <= 60
    assert made.replace("-", "").isascii()
    assert made.replace("-", "").isalnum()
    assert not made.startswith("-")
    assert not made.endswith("-")
