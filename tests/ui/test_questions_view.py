"""Questions on the board, in the table and in the editor; what is typed is never lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from panel_app.domain.changes import Changes
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import QuestionId
from panel_app.domain.questions import Evidence, EvidenceKind, QuestionStatus, Supplementary
from panel_app.services.desk import Desk
from panel_app.ui.models.question_table import SORT_ROLE, QuestionColumn, QuestionTableModel
from panel_app.ui.models.question_words import question_lines
from panel_app.ui.views.question_board import MOST_CARDS
from panel_app.ui.views.questions_view import QuestionsView
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk

QUOTE = "Fewer 101 calls were answered within 30 seconds"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> Iterator[QuestionsView]:
    made = QuestionsView(Workspace(desk))
    qtbot.addWidget(made)
    made.resize(1192, 736)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.flush()


def add(
    desk: Desk, text: str, status: QuestionStatus = QuestionStatus.DRAFT, evidence: int = 0
) -> QuestionId:
    pieces = tuple(
        Evidence(EvidenceKind.PASSAGE, f"{QUOTE} {n}", PACK, "Agenda pack", 5, "75") for n in range(evidence)
    )
    question, _ = desk.questions.add(text, meeting=MEETING, evidence=pieces)
    desk.questions.set_status(question.id, status)
    return question.id


def text_of(desk: Desk, question: QuestionId) -> str:
    return desk.questions.get(question).text


def test_each_question_stands_in_its_column(view: QuestionsView, desk: Desk) -> None:
    for status in QuestionStatus:
        add(desk, f"A {status.value} question?", status, evidence=2)
    view.refresh()
    columns = {
        key: [card.line().text for card in view.board.column(key).cards()]
        for key in ("ask", "asked", "waiting", "answered", "followed", "closed")
    }
    assert columns == {
        "ask": ["A draft question?", "A ready question?", "A submitted question?"],
        "asked": ["A asked question?"],
        "waiting": [],
        "answered": ["A answered question?"],
        "followed": ["A followed up question?"],
        "closed": ["A closed question?"],
    }
    card = view.board.column("ask").cards()[1]
    assert card.accessibleName() == "A ready question?. Ready. 2 pieces of evidence"
    assert not view.board.column("closed").isVisible()
    assert view.board.closed_link.text() == "Closed questions (1)"
    view.board.closed_link.click()
    assert view.board.column("closed").isVisible()
    view.board.closed_link.click()
    assert not view.board.column("closed").isVisible()


def test_a_new_question_is_typed_and_saved_without_a_button(
    view: QuestionsView, desk: Desk, qtbot: QtBot
) -> None:
    view.new_button.click()
    assert QApplication.focusWidget() is view.editor.text_edit
    qtbot.keyClicks(view.editor.text_edit, "How many calls?")
    qtbot.waitUntil(lambda: desk.questions.all()[0].text == "How many calls?")
    saved = desk.questions.all()[0]
    assert saved.meeting == MEETING
    assert view.board.column("ask").cards()[0].line().text == "How many calls?"


def test_opening_another_question_keeps_what_was_typed(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    first, second = add(desk, "First"), add(desk, "Second")
    view.refresh()
    view.open_question(first)
    qtbot.keyClicks(view.editor.text_edit, " and more")
    view.open_question(second)
    assert text_of(desk, first) == "First and more"
    assert text_of(desk, second) == "Second"
    assert view.editor.text_edit.text() == "Second"


def test_a_refresh_does_not_touch_what_is_being_typed(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    question = add(desk, "Why")
    view.refresh()
    view.open_question(question)
    qtbot.keyClicks(view.editor.text_edit, " not")
    desk.questions.change(question, text="Something else", answer="Because")
    view._workspace.announce(Changes(questions=True))
    assert view.editor.text_edit.text() == "Why not"
    assert view.editor.answer.text_edit.text() == "Because"
    view.editor.answer.text_edit.setFocus()
    assert text_of(desk, question) == "Why not"


def test_hiding_the_view_saves_at_once(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    question = add(desk, "")
    view.open_question(question)
    qtbot.keyClicks(view.editor.text_edit, "Half a sen")
    view.hide()
    assert text_of(desk, question) == "Half a sen"


def test_switching_to_the_table_saves_too(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    question = add(desk, "")
    view.open_question(question)
    qtbot.keyClicks(view.editor.text_edit, "Typed")
    qtbot.mouseClick(view.board_or_table._group.button(1), Qt.MouseButton.LeftButton)
    assert text_of(desk, question) == "Typed"
    assert view.table.isVisible()


def test_what_cannot_be_written_is_kept_and_written_later(
    view: QuestionsView, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = add(desk, "First"), add(desk, "Second")
    view.refresh()
    view.open_question(first)
    real = desk.questions.change
    full = True

    def change(question: QuestionId, **fields: object) -> Changes:
        if full:
            raise UserFacingError("The disk is full, so nothing was changed. Free some space and try again.")
        return real(question, **fields)

    monkeypatch.setattr(desk.questions, "change", change)
    qtbot.keyClicks(view.editor.text_edit, " kept")
    with qtbot.waitSignal(view._workspace.save_failed) as failed:
        view.editor.flush()
    assert "disk is full" in failed.args[0]
    view.open_question(second)
    view.refresh()
    view.open_question(first)
    assert view.editor.text_edit.text() == "First kept"
    assert not view.flush()
    full = False
    assert view.flush()
    assert text_of(desk, first) == "First kept"


def test_a_question_without_anything_goes_away(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    view.new_button.click()
    qtbot.keyClick(view.editor.text_edit, Qt.Key.Key_Escape)
    assert desk.questions.all() == []
    assert not view.editor.isVisible()
    assert QApplication.focusWidget() is view.new_button


def test_a_question_walks_through_its_states_and_back(view: QuestionsView, desk: Desk) -> None:
    question = add(desk, "Why?")
    view.open_question(question)
    seen = []
    while view.editor.on_button.isVisible():
        seen.append(view.editor.on_button.text())
        view.editor.on_button.click()
    assert seen == [
        "Mark as ready",
        "Mark as sent",
        "Mark as asked",
        "Mark as answered",
        "Mark as followed up",
        "Close it",
    ]
    assert desk.questions.get(question).status is QuestionStatus.CLOSED
    assert view.editor.track.accessibleName() == "Status: Closed, step 7 of 7"
    view.editor.back_button.click()
    assert desk.questions.get(question).status is QuestionStatus.FOLLOWED_UP


def test_meeting_item_and_theme_are_chosen(view: QuestionsView, desk: Desk) -> None:
    question = add(desk, "Why?")
    view.open_question(question)
    items = view.editor.details.item_choice
    items.setCurrentIndex(next(i for i in range(items.count()) if items.itemText(i).startswith("7.")))
    assert desk.questions.get(question).item == f"{MEETING}/item-7"
    assert view.board.column("ask").cards()[0].line().item == "Item 7"
    view.editor.details.theme_choice.setCurrentIndex(2)
    assert desk.questions.get(question).theme == "Reduce serious violence"
    view.editor.details.meeting_choice.setCurrentIndex(0)
    changed = desk.questions.get(question)
    assert (changed.meeting, changed.item) == (None, None)
    assert not view.editor.details.item_choice.isEnabled()


def test_evidence_opens_at_its_words_and_can_be_removed_and_brought_back(
    view: QuestionsView, desk: Desk, qtbot: QtBot
) -> None:
    question = add(desk, "Why?", evidence=2)
    view.open_question(question)
    row = view.editor.evidence.rows[0]
    assert row.trailing() == "page 75"
    with qtbot.waitSignal(view._workspace.paper_wanted) as asked:
        row.click()
    assert asked.args == [PACK, 5, f"{QUOTE} 0"]
    view.editor.evidence.remove_buttons[0].click()
    assert [e.quote for e in desk.questions.get(question).evidence] == [f"{QUOTE} 1"]
    strip = view.undo_strip()
    assert strip is not None and strip.action_button is not None
    strip.action_button.click()
    assert len(desk.questions.get(question).evidence) == 2
    assert len(view.editor.evidence.rows) == 2


def test_supplementary_questions_come_and_go(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    question = add(desk, "Why?")
    view.open_question(question)
    part = view.editor.supplementary
    for words in ("And where?", "And when?"):
        part.add_button.click()
        qtbot.keyClicks(QApplication.focusWidget(), words)
    view.editor.flush()
    qtbot.keyClicks(part.rows[1].after, "Not yet")
    view.editor.flush()
    assert desk.questions.get(question).supplementary == (
        Supplementary("And where?"),
        Supplementary("And when?", "Not yet"),
    )
    part.rows[0].remove.click()
    assert desk.questions.get(question).supplementary == (Supplementary("And when?", "Not yet"),)


def test_the_order_of_asking_is_changed(view: QuestionsView, desk: Desk) -> None:
    first, _, third = add(desk, "One"), add(desk, "Two", QuestionStatus.ASKED), add(desk, "Three")
    view.refresh()
    view.open_question(third)
    view.editor.up_button.click()
    assert [card.line().question.id for card in view.board.column("ask").cards()] == [third, first]
    view.editor.up_button.click()
    view.editor.down_button.click()
    assert [card.line().question.id for card in view.board.column("ask").cards()] == [first, third]


def test_a_deleted_question_comes_back_whole(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    question = add(desk, "Why?", evidence=1)
    view.open_question(question)
    qtbot.keyClicks(view.editor.text_edit, " And how?")
    view.editor.delete_button.click()
    assert desk.questions.all() == []
    assert not view.editor.isVisible()
    strip = view.undo_strip()
    assert strip is not None and strip.action_button is not None
    assert strip.sentence() == "The question was deleted."
    strip.action_button.click()
    back = desk.questions.get(question)
    assert back.text == "Why? And how?"
    assert len(back.evidence) == 1
    assert view.editor.question_id() == question


def test_a_question_that_is_gone_is_said_so(view: QuestionsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view._workspace.error_met) as said:
        view.open_question(QuestionId("gone"))
    assert "not here any more" in said.args[0]
    assert not view.editor.isVisible()


def test_the_board_is_walked_with_the_keyboard(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    first, second = add(desk, "One"), add(desk, "Two")
    view.refresh()
    cards = view.board.column("ask").cards()
    cards[0].setFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is cards[1]
    qtbot.keyClick(cards[1], Qt.Key.Key_Return)
    assert view.editor.question_id() == second
    qtbot.keyClick(view.editor.text_edit, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is cards[1]
    assert first != second


def test_the_open_question_takes_the_room_where_there_is_little(
    view: QuestionsView, desk: Desk, qtbot: QtBot
) -> None:
    question = add(desk, "Why?")
    view.resize(700, 600)
    view.open_question(question)
    assert not view.left.isVisible()
    view.editor.close_button.click()
    assert view.left.isVisible()


def test_three_hundred_questions_stay_quick(view: QuestionsView, desk: Desk, qtbot: QtBot) -> None:
    with desk.notebook.writing():
        ids = [add(desk, f"Question number {n}, and what of it?") for n in range(300)]
    start = time.perf_counter()
    view.refresh()
    QApplication.processEvents()
    assert time.perf_counter() - start < 3
    assert len(view.board.column("ask").cards()) == MOST_CARDS
    view.open_question(ids[0])
    start = time.perf_counter()
    qtbot.keyClicks(view.editor.text_edit, "abc")
    view.editor.flush()
    QApplication.processEvents()
    assert time.perf_counter() - start < 1
    view.board.table_wanted.emit()
    assert view.table.isVisible()
    assert view.table.model().rowCount() == 300


def test_the_table_model_keeps_qts_contract(desk: Desk) -> None:
    model = QuestionTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = [add(desk, f"Question {n}", evidence=n % 3) for n in range(5)]
    model.set_lines(question_lines(desk))
    desk.questions.set_status(ids[2], QuestionStatus.READY)
    model.set_lines(question_lines(desk))
    assert model.index(model.row_of(ids[2]), QuestionColumn.STATUS).data() == "Ready"
    desk.questions.delete(ids[0])
    model.set_lines(question_lines(desk))
    assert model.rowCount() == 4
    assert model.row_of(ids[0]) == -1
    assert tester.model() is model


@pytest.mark.parametrize("column", list(QuestionColumn))
def test_the_table_sorts_by_every_column(desk: Desk, column: QuestionColumn) -> None:
    for n, status in enumerate(QuestionStatus):
        add(desk, f"{9 - n} question", status, evidence=n)
    model = QuestionTableModel()
    model.set_lines(question_lines(desk))
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setSortRole(SORT_ROLE)
    proxy.sort(column, Qt.SortOrder.DescendingOrder)
    keys = [proxy.index(row, column).data(SORT_ROLE) for row in range(proxy.rowCount())]
    assert keys == sorted(keys, reverse=True)


def test_very_long_words_and_any_script_scroll_nothing_sideways(
    view: QuestionsView, desk: Desk, qtbot: QtBot
) -> None:
    for text in ("W" * 400, "为什么警察局没有回答" * 30, "👩🏽‍🚒" * 60, "https://example.org/" + "a/" * 200):
        question = add(desk, text, QuestionStatus.ANSWERED)
        desk.questions.change(question, theme=text[:90], answer=text)
        desk.promises.add(text, text, text, question=question)
    view.refresh()
    qtbot.wait(50)
    for key in ("board", "themes", "promises"):
        view.show_as(key)
        qtbot.wait(50)
        area = view._pages.currentWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0, key
    view.open_question(question)
    qtbot.wait(50)
    assert view.editor.horizontalScrollBar().maximum() == 0
    assert view.editor.text_edit.text() == "https://example.org/" + "a/" * 200
