from __future__ import annotations

from datetime import date

import pytest

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeetingId, QuestionId
from panel_app.domain.questions import NATIONAL_THEMES, Evidence, EvidenceKind, QuestionStatus
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
    history = desk.questions.history(question.id)
    assert [(c.what, c.was, c.became) for c in history] == [
        ("status", "", "draft"),
        ("status", "draft", "ready"),
        ("text", "Why?", ""),
    ]
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


def test_the_first_words_of_an_answer_make_it_answered_and_date_it(desk: Desk) -> None:
    question, _ = desk.questions.add("Why?")
    desk.questions.set_status(question.id, QuestionStatus.ASKED)
    desk.questions.record_answer(question.id, "By December.")
    answered = desk.questions.get(question.id)
    assert (answered.status, answered.answered_on) == (QuestionStatus.ANSWERED, date(2020, 11, 22))
    desk.questions.set_status(question.id, QuestionStatus.CLOSED)
    desk.questions.record_answer(question.id, "By December, in writing.")
    assert desk.questions.get(question.id).status is QuestionStatus.CLOSED


def test_a_written_response_is_due_after_the_panels_period(desk: Desk) -> None:
    assert desk.questions.response_date(date(2020, 11, 27)) == date(2020, 12, 25)
    desk.settings.set_response_days(10)
    assert desk.questions.response_date() == date(2020, 12, 2)


def test_joined_questions_are_asked_as_one_and_part_again(desk: Desk) -> None:
    here, there = (Evidence(EvidenceKind.PASSAGE, words) for words in ("27%", "80%"))
    text = "When will response times be published again?"
    first, _ = desk.questions.add(text, evidence=(here,))
    second, _ = desk.questions.add(text, evidence=(there,))
    third, _ = desk.questions.add("Something else entirely, is it not?")
    ((one, other),) = desk.questions.likely_same()
    assert {one.id, other.id} == {first.id, second.id}
    desk.questions.join(first.id, second.id)
    assert desk.questions.likely_same() == []
    assert desk.questions.get(first.id).evidence == (here, there)
    assert desk.questions.joined_to(first.id) == [desk.questions.get(second.id)]
    desk.questions.join(third.id, first.id)
    assert {q.id for q in desk.questions.joined_to(third.id)} == {first.id, second.id}
    desk.questions.part(second.id)
    assert desk.questions.get(second.id).joined is None


def test_a_pair_that_is_kept_apart_is_not_shown_again(desk: Desk) -> None:
    text = "When will response times be published again?"
    first, second = desk.questions.add(text)[0], desk.questions.add(text)[0]
    desk.questions.keep_apart(second.id, first.id)
    assert desk.questions.likely_same() == []


def test_the_panels_own_themes_stand_after_the_national_ones(desk: Desk) -> None:
    desk.questions.add("One?", theme="Safer roads")
    desk.questions.add("Two?", theme="Access")
    assert desk.questions.themes() == [*NATIONAL_THEMES, "Access", "Safer roads"]
