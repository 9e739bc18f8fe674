"""Journey 9, by keyboard alone: in the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from panel_app.domain.ids import ItemId
from panel_app.domain.questions import QuestionStatus
from panel_app.services.desk import Desk
from panel_app.ui.meeting.question_pane import FOR_WHOLE, NO_QUESTIONS
from panel_app.ui.widgets.strips import Strip
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk

SHIFT = Qt.KeyboardModifier.ShiftModifier
ASK = "What does the fall in calls mean for our villages?"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def member(desk: Desk, qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as made:
        made.window.resize(1366, 768)
        yield made


def item_named(desk: Desk, subject: str) -> ItemId:
    return next(item.id for item in desk.meetings.items(MEETING) if item.subject.startswith(subject))


def go_in(member: Member) -> None:
    member.keys(Qt.Key.Key_F11)
    assert member.window.meeting.is_on
    member.waits(lambda: member.window.papers.reader.page_view.hasFocus())


def said_of_item(member: Member) -> str:
    return member.window.meeting.questions.item.plain_text()


def test_in_the_meeting_by_keyboard_alone(member: Member, desk: Desk) -> None:
    performance = item_named(desk, "Plan activity")
    question, _ = desk.questions.add(ASK, meeting=MEETING, item=performance)
    desk.questions.set_status(question.id, QuestionStatus.READY)
    desk.questions.add("Who chairs the next meeting?", meeting=MEETING)
    go_in(member)
    window, reader = member.window, member.window.papers.reader
    assert reader.paper == PACK and reader.contents.isVisible()
    assert not window.shell.rail.isVisible() and not reader.toolbar.isVisible()
    assert said_of_item(member) == "5 Minutes of 21 September"
    assert member.sees(NO_QUESTIONS) and member.sees(FOR_WHOLE)

    for _ in range(2):
        member.keys(Qt.Key.Key_I)
    assert said_of_item(member).startswith("7 Plan activity") and reader.page_view.page == 4
    assert member.sees(ASK) and not member.sees(NO_QUESTIONS)

    # "Turn to page 75": the question stays in sight.
    member.keys(Qt.Key.Key_G)
    member.types("75")
    member.keys(Qt.Key.Key_Return)
    assert reader.page_view.page == 5 and reader.page_view.hasFocus()
    assert window.meeting.bar.page.button.text() == "Pack page 75" and member.sees(ASK)

    member.keys(Qt.Key.Key_A)
    assert desk.questions.get(question.id).status is QuestionStatus.ASKED
    member.types("The chief constable will write by June, hiaq")
    member.keys(Qt.Key.Key_Escape)
    assert reader.page_view.hasFocus()
    answered = desk.questions.get(question.id)
    assert answered.answer == "The chief constable will write by June, hiaq"
    assert answered.status is QuestionStatus.ANSWERED

    member.keys(Qt.Key.Key_I, SHIFT)
    assert said_of_item(member).startswith("6 COVID-19") and reader.page_view.page == 2
    member.keys(Qt.Key.Key_F11)
    assert not window.meeting.is_on and window.shell.rail.isVisible() and reader.toolbar.isVisible()
    assert not window.meeting.bar.isVisible() and reader.page_view.page == 2
    # Outside, the letters of the meeting do nothing.
    member.keys(Qt.Key.Key_I)
    assert reader.page_view.page == 2


def test_an_item_without_a_paper_is_spoken_of_too(member: Member, desk: Desk) -> None:
    welcome = item_named(desk, "Welcome")
    desk.questions.add("Is there a new member?", meeting=MEETING, item=welcome)
    go_in(member)
    for _ in range(2):
        member.keys(Qt.Key.Key_I, SHIFT)
    assert said_of_item(member) == "1 Welcome" and member.sees("Is there a new member?")
    assert member.window.papers.reader.contents.delegate.current_row == 0
    member.keys(Qt.Key.Key_I, SHIFT)
    assert said_of_item(member) == "1 Welcome"
    assert not member.window.meeting.bar.previous_button.isEnabled()


def test_asked_by_mistake_is_taken_back(member: Member, desk: Desk) -> None:
    question, _ = desk.questions.add(ASK, meeting=MEETING, item=item_named(desk, "Minutes"))
    desk.questions.set_status(question.id, QuestionStatus.READY)
    go_in(member)
    member.keys(Qt.Key.Key_A)
    card = member.window.meeting.questions.card(question.id)
    assert card is not None and card.answer.hasFocus()
    member.keys(Qt.Key.Key_Tab)
    assert card.back_button.hasFocus()
    member.keys(Qt.Key.Key_Return)
    assert desk.questions.get(question.id).status is QuestionStatus.READY
    assert card.asked_button.isVisible() and not card.answer.isVisible()


def test_another_screen_ends_the_mode_and_an_answer_being_typed_is_saved(member: Member, desk: Desk) -> None:
    question, _ = desk.questions.add(ASK, meeting=MEETING, item=item_named(desk, "Minutes"))
    go_in(member)
    member.keys(Qt.Key.Key_A)
    member.types("Half an ans")
    member.keys(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert member.page() == "questions" and not member.window.meeting.is_on
    assert member.window.shell.rail.isVisible()
    assert desk.questions.get(question.id).answer == "Half an ans"


def test_without_papers_it_says_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    empty = make_desk(tmp_path)
    with at_the_window(empty, qtbot) as member:
        member.keys(Qt.Key.Key_F11)
        assert not member.window.meeting.is_on
        (strip,) = [x for x in member.window.shell.strips() if isinstance(x, Strip)]
        assert "Add its agenda pack first" in strip.sentence()
    empty.close()


def test_at_200_percent_on_a_small_laptop(member: Member, desk: Desk) -> None:
    desk.questions.add(ASK, meeting=MEETING, item=item_named(desk, "Minutes"))
    member.window.workspace.announce(desk.settings.set_text_scale(2.0))
    member.window._look_again()
    go_in(member)
    QApplication.processEvents()
    window, bar = member.window, member.window.meeting.bar
    assert window.width() == 1366 and window.height() == 768
    for widget in (bar.previous_button, bar.next_button, bar.page.button, bar.leave_button):
        assert bar.rect().contains(widget.mapTo(bar, widget.rect().bottomRight())), widget.accessibleName()
        assert widget.width() >= widget.sizeHint().width() - 1, widget.accessibleName()
    assert window.papers.reader.page_view.viewport().width() > 400
    pane = window.meeting.questions
    assert pane.horizontalScrollBar().maximum() == 0
    member.keys(Qt.Key.Key_A)
    (card,) = pane.cards()
    member.waits(
        lambda: (
            pane.viewport().rect().contains(card.answer.mapTo(pane.viewport(), card.answer.rect().center()))
        )
    )


def test_a_note_gives_its_room_to_the_page_and_opens_over_it(member: Member, desk: Desk) -> None:
    window, reader = member.window, member.window.papers.reader
    window.workspace.open_paper(PACK, 0)
    member.waits(lambda: reader.page_view.is_sharp(0))
    reader.page_view.setFocus()
    member.keys(Qt.Key.Key_N)
    member.types("Ask who chairs.")
    member.keys(Qt.Key.Key_Escape)
    view = reader.page_view

    def share() -> float:
        return view.page_rect(view.page).width() / view.viewport().width()

    (card,) = reader.margin.cards()
    beside = share()
    assert card.x() > view.page_rect(0).right()
    go_in(member)
    view.go_to(0)
    assert share() > beside and share() > 0.9
    assert reader.margin.cards() == []
    member.keys(Qt.Key.Key_J)
    member.waits(lambda: len(reader.margin.cards()) == 1)
    assert reader.margin.cards()[0].note.plain_text() == "Ask who chairs."
    member.keys(Qt.Key.Key_F11)
    assert share() == pytest.approx(beside)
