"""The agenda as a meeting goes through it, and which questions belong to an item."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.ids import ItemId, MeetingId, PaperId, QuestionId
from panel_app.domain.in_meeting import on_table, whole_meeting
from panel_app.domain.papers import MeetingItem
from panel_app.domain.questions import Question, QuestionStatus

MEETING, PACK = MeetingId("m"), PaperId("m/pack")


def item(name: str, level: int = 1, first: int | None = None) -> MeetingItem:
    paper = None if first is None else PACK
    return MeetingItem(ItemId(name), MEETING, "1", name, level, paper, first, first)


def question(
    name: str, item: str | None, status: QuestionStatus = QuestionStatus.READY, meeting: MeetingId = MEETING
) -> Question:
    return Question(QuestionId(name), name, status, meeting, ItemId(item) if item else None)


def test_what_lies_beneath_an_item_is_part_of_it() -> None:
    first, second = on_table([item("a"), item("a1", 2, 4), item("a2", 2, 6), item("b", 1, 9)])
    assert [part.id for part in first.parts] == ["a", "a1", "a2"] and first.begin == (PACK, 4)
    assert second.at == 3 and second.begin == (PACK, 9)
    assert first.holds(PACK, 6) and not first.holds(PACK, 9)
    asked = [
        question("1", "a"),
        question("2", "a2"),
        question("3", "b"),
        question("4", "a", QuestionStatus.CLOSED),
    ]
    assert [one.id for one in first.questions(asked)] == ["1", "2"]


def test_questions_for_the_whole_meeting_belong_to_no_item() -> None:
    items = [item("a", 1, 0)]
    asked = [
        question("1", None),
        question("2", "a"),
        question("3", "gone"),
        question("4", None, meeting=MeetingId("other")),
    ]
    assert [one.id for one in whole_meeting(asked, MEETING, items)] == ["1", "3"]


@given(st.lists(st.integers(1, 3), max_size=20))
def test_every_item_is_gone_through_once(levels: list[int]) -> None:
    items = [item(str(at), level) for at, level in enumerate(levels)]
    seen = [part for one in on_table(items) for part in one.parts]
    assert seen == items
    assert [one.item.id for one in on_table(items)] == [str(one.at) for one in on_table(items)]
