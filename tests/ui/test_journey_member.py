"""A member's evening, from the icon to the question: what they do, and what they see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from panel_app.domain.questions import QuestionStatus
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.ui.start import begin
from panel_app.ui.views.next_meeting_view import SAMPLE_SENTENCE
from panel_app.ui.widgets.buttons import LinkRow
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "home")
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def member(desk: Desk, qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as one:
        yield one


def test_first_start_brings_the_sample_and_it_can_be_removed(tmp_path: Path, qtbot: QtBot) -> None:
    """Journey 1: no account, no wizard; the next meeting is named with its date."""
    desk = Desk(Home(tmp_path / "new"), clock=lambda: datetime(2020, 11, 22, 14, 2))
    with at_the_window(desk, qtbot) as one:
        assert one.sees("No papers yet")
        begin(one.window)
        assert one.sees("Getting the sample papers ready")
        one.waits(lambda: one.sees("The panel meets in five days"), 60_000)
        one.waits(lambda: not one.window.workspace.tasks.busy)
        assert one.sees("Friday 27 November at 11.00 am, online. Eight items on")
        assert one.sees("West Mercia Police and Crime Panel")
        assert one.sees(SAMPLE_SENTENCE)
        assert one.sees("Sample papers")
        assert list(desk.home.backups.glob("notebook-*-start.db"))
        one.press("Remove the sample")
        one.press("Remove")
        one.waits(lambda: one.sees("No papers yet"))
        one.waits(lambda: not one.window.workspace.tasks.busy)
    assert not desk.sample.wanted()
    with at_the_window(desk, qtbot) as again:
        begin(again.window)
        again.waits(lambda: not again.window.workspace.tasks.busy)
        assert again.sees("Show the sample library")
    desk.close()


def test_one_click_to_the_pack_and_one_click_back_to_the_page(desk: Desk, qtbot: QtBot) -> None:
    """Journey 2: the next evening one click brings them to the page where they stopped."""
    with at_the_window(desk, qtbot) as one:
        one.press("Open the pack")
        assert one.window.papers.reader.page_view.page == 0
        one.window.papers.reader.go_to_typed("75")
    with at_the_window(desk, qtbot) as next_evening:
        next_evening.press("Carry on reading at page 75")
        assert next_evening.window.papers.reader.page_view.page == 5


def test_a_question_about_a_sentence_from_the_paper_to_the_answer(member: Member, desk: Desk) -> None:
    """Journeys 4 and 9: Q with words selected, only type; in the meeting the answer is noted."""
    window = member.window
    window.workspace.open_paper(PACK, 5, "Fewer 101 calls")
    view = window.papers.reader.page_view
    member.waits(lambda: view.layout_of(5) is not None)
    for _ in range(3):
        member.keys(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_text()
    member.keys(Qt.Key.Key_Q)
    assert member.page() == "questions"
    assert QApplication.focusWidget() is window.questions.editor.text_edit
    member.types("How will it get to 80%?")
    question = desk.questions.all()[0]
    member.waits(lambda: desk.questions.get(question.id).text == "How will it get to 80%?")
    saved = desk.questions.get(question.id)
    assert saved.meeting == MEETING
    assert saved.evidence[0].label == "75"
    assert member.sees("page 75")
    row = window.questions.editor.evidence.rows[0]
    member.bot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert (window.papers.shown_paper, view.page) == (PACK, 5)
    member.press("Back")
    assert member.page() == "questions"
    for verb in ("Mark as ready", "Mark as sent", "Mark as asked", "Mark as answered"):
        member.press(verb)
    window.questions.editor.answer_button.click()
    member.types("By December, in writing.")
    member.press("Next meeting")
    answered = desk.questions.get(question.id)
    assert (answered.status, answered.answer) == (QuestionStatus.ANSWERED, "By December, in writing.")
    assert member.sees("Answered")


def test_typing_survives_every_way_out(member: Member, desk: Desk) -> None:
    """The words are there whatever the member does next, before any pause has passed."""
    ways_out = [
        lambda: member.press("Papers"),
        lambda: member.press("Table"),
        lambda: member.keys(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier),
        lambda: member.keys(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
        lambda: member.keys(Qt.Key.Key_Escape),
        lambda: member.press("New question"),
        lambda: member.window.workspace.open_paper(PACK, 2),
        lambda: member.window.shell.theme_chosen.emit("dark"),
        lambda: member.window.flush(),
    ]
    for number, leave in enumerate(ways_out):
        member.press("Questions")
        member.window.questions.show_as("board")
        member.press("New question")
        words = f"Typed before way out number {number}"
        member.types(words)
        leave()
        if number == 7:
            member.window.flush()
        assert words in [question.text for question in desk.questions.all()]


def test_the_whole_start_page_is_walked_without_a_mouse(member: Member, desk: Desk) -> None:
    """Journey 12: every line can be reached with Tab and says what it is."""
    page = member.window.next_meeting
    rows = [row for row in page.findChildren(LinkRow) if row.isVisible()]
    reached: set[QWidget] = set()
    for _ in range(60):
        held = QApplication.focusWidget()
        if held is not None:
            reached.add(held)
            assert held.accessibleName() or getattr(held, "text", str)(), held
        member.keys(Qt.Key.Key_Tab)
    assert set(rows) <= reached
    assert all(row.accessibleName() for row in rows)


@pytest.mark.parametrize("key", ["next", "questions", "search", "settings", "help"])
@pytest.mark.parametrize("size", [(1280, 800), (800, 600)])
def test_nothing_is_cut_off_at_twice_the_size(
    member: Member, desk: Desk, key: str, size: tuple[int, int]
) -> None:
    """At 200 % a page scrolls down, never sideways."""
    window = member.window
    window.shell.text_size_chosen.emit(2.0)
    window.resize(*size)
    window.show_place(key)
    QApplication.processEvents()
    QApplication.processEvents()
    page = window.shell.page(key)
    scrolls = [area for area in (page, page.parent().parent()) if isinstance(area, QScrollArea)]
    for area in scrolls:
        assert area.horizontalScrollBar().maximum() == 0, (key, area)
