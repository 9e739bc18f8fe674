from __future__ import annotations

import pytest

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeetingId, QuestionId
from panel_app.domain.questions import QuestionStatus
from panel_app.services.desk import Desk


def test_questions_stand_in_the_order_they_were_written(desk: Desk) -> None:
    for text in ("one", "two", "three"):
        desk.questions.add(text)
    assert [q.text for q in desk.questions.all()] == ["one", "two", "three"]


def test_a_question_moves_up_and_down_and_stops_at_the_ends(desk: Desk) -> None:
    made = [desk.questions.add(text)[0] for text in ("one", "two", "three")]
    desk.questions.move(made[2].id, -1)
    assert [q.text for q in desk.questions.all()] == ["one", "three", "two"]
    desk.questions.move(made[0].id, -5)
    assert not desk.questions.move(made[0].id, -1)
    desk.questions.move(made[0].id, 9)
    assert [q.text for q in desk.questions.all()] == ["three", "two", "one"]


def test_each_new_status_is_dated(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?", meeting=MeetingId("wmpcp/2020-11-27"))
    desk.questions.set_status(question.id, QuestionStatus.READY)
    desk.questions.change(question.id, text="Why not?")
    statuses = [status for _, status in desk.questions.history(question.id)]
    assert statuses == [QuestionStatus.DRAFT, QuestionStatus.READY]
    (kept,) = desk.questions.all()
    assert kept.text == "Why not?"


def test_nothing_changes_when_nothing_is_different(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?")
    assert not desk.questions.change(question.id, text="Why?")


def test_only_what_a_question_has_can_be_changed(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?")
    with pytest.raises(TypeError, match="position"):
        desk.questions.change(question.id, position=3)


def test_a_question_that_is_gone_is_said(desk: Desk) -> None:
    with pytest.raises(NothingFoundError):
        desk.questions.get(QuestionId("nowhere"))


def test_a_deleted_question_can_be_put_back(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?")
    desk.questions.delete(question.id)
    desk.questions.restore(question)
    assert desk.questions.all() == [question]
