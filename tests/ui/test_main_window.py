"""The window: from place to place and back, files dropped, what is saved, what failed, one window only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.services.desk import Desk
from panel_app.services.importing import ImportReport
from panel_app.ui.dialogs.bug_report import BugHook, BugReportDialog, report_text
from panel_app.ui.dialogs.unsaved import UnsavedDialog
from panel_app.ui.history import Place, PlaceHistory
from panel_app.ui.main_window import MainWindow
from panel_app.ui.single_instance import SingleInstance, server_name
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.strips import ProgressStrip
from panel_app.ui.workspace import Workspace
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk

ROOT = Path(__file__).resolve().parents[2]


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


def test_back_leads_through_the_places_that_were_left() -> None:
    history = PlaceHistory(Place("next"))
    for place in (Place("next"), Place("papers", "a"), Place("papers", "a"), Place("questions")):
        history.arrive(place)
    assert [history.back(), history.back(), history.back()] == [Place("papers", "a"), Place("next"), None]
    assert not history.can_go_back


def test_the_keyboard_begins_on_the_one_button(member: Member) -> None:
    assert QApplication.focusWidget() is member.window.next_meeting.main_button
    assert not member.window.shell.back_button.isEnabled()


def test_back_returns_to_the_paper_and_to_the_start(member: Member) -> None:
    window = member.window
    member.press("Open the pack")
    assert window.papers.shown_paper == PACK
    member.press("Questions")
    assert member.page() == "questions"
    member.press("Back")
    assert (member.page(), window.papers.shown_paper) == ("papers", PACK)
    member.press("Back")
    assert member.page() == "next"
    assert not window.shell.back_button.isEnabled()


def test_the_rail_leads_to_the_list_of_papers(member: Member) -> None:
    member.press("Open the pack")
    member.press("Papers")
    assert member.window.papers.shown_paper is None
    member.press("Back")
    assert member.window.papers.shown_paper == PACK


def test_alt_left_is_back_outside_the_reader(member: Member) -> None:
    member.press("Settings")
    member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert member.page() == "next"


def test_alt_left_in_the_reader_goes_back_over_a_jump_then_to_where_one_was(member: Member) -> None:
    member.press("Open the pack")
    reader = member.window.papers.reader
    reader.go_to_typed("75")
    assert reader.page_view.page == 5
    member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reader.page_view.page == 0
    assert member.page() == "papers"
    member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert member.page() == "next"


def test_search_from_anywhere_and_back(member: Member) -> None:
    member.press("Settings")
    member.keys(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    member.types("burglary")
    assert member.page() == "search"
    member.waits(lambda: bool(member.window.search.rows))
    member.keys(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is member.window.search.rows[0]
    member.keys(Qt.Key.Key_Return)
    assert member.window.papers.shown_paper == PACK
    member.press("Back")
    assert member.page() == "search"
    member.press("Back")
    assert member.page() == "settings"


def test_text_size_and_colours_hold_at_once_and_next_time(member: Member, desk: Desk) -> None:
    member.window.shell.text_size_chosen.emit(2.0)
    member.window.shell.theme_chosen.emit("dark")
    assert (current_theme().scale, current_theme().name) == (2.0, "dark")
    assert (desk.settings.text_scale, desk.settings.theme) == (2.0, "dark")
    assert member.window.settings.size_choice.currentData() == 2.0


def test_the_saved_sign_says_when(member: Member, desk: Desk) -> None:
    member.window.workspace.announce(desk.questions.add("Why?", meeting=MEETING)[1])
    assert member.window.shell.top_bar.saved_sign.text() == "Everything saved, 7.30 pm"
    member.window.workspace.save_failed.emit("The disk is full.")
    assert member.window.shell.save_failed_text() == "The disk is full."
    member.window.workspace.saved.emit()
    assert member.window.shell.save_failed_text() == ""


def test_a_dropped_file_is_added_and_can_be_opened(member: Member, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes on the budget\n\nThe reserve stands at four million pounds this year.\n")
    _drop(member.window, [notes])
    member.waits(lambda: any(text.startswith("Added: “") for text in member.strips()), 30_000)
    member.press("Open")
    assert member.window.papers.shown_paper is not None
    _drop(member.window, [notes])
    member.waits(lambda: any("here already" in text for text in member.strips()), 30_000)


def test_a_file_that_is_no_paper_is_refused_in_one_sentence(
    member: Member, tmp_path: Path, desk: Desk
) -> None:
    before = len(desk.papers.all())
    wrong = tmp_path / "photo.pdf"
    wrong.write_bytes(b"not a pdf at all")
    member.window.importing.import_paths([wrong])
    member.waits(lambda: any(text.startswith("“photo.pdf” ") for text in member.strips()), 30_000)
    member.waits(lambda: len(member.strips()) == 1)
    assert len(desk.papers.all()) == before
    member.press("Close this message")
    assert member.strips() == []


def test_dropping_onto_a_field_imports_too(member: Member) -> None:
    assert not member.window.questions.editor.text_edit.acceptDrops()
    assert not member.window.shell.search_field.editor.acceptDrops()


def test_long_work_shows_after_half_a_second_and_can_be_stopped(member: Member) -> None:
    def work(progress: ProgressCallback, cancel: CancelToken) -> None:
        while True:
            progress(Progress("Reading page 40 of 150", 40, 150))
            cancel.check()

    member.window.workspace.tasks.run("Reading", work)
    assert member.strips() == []
    member.waits(lambda: member.strips() == ["Reading page 40 of 150"])
    strip = member.window.shell.strips()[0]
    assert isinstance(strip, ProgressStrip)
    member.press("Cancel")
    member.waits(lambda: member.strips() == [])


def test_failed_work_that_nobody_asked_about_is_said(member: Member) -> None:
    def work(progress: ProgressCallback, cancel: CancelToken) -> None:
        raise UserFacingError("It could not be copied: choose another folder.")

    member.window.workspace.tasks.run("Copying", work)
    member.waits(lambda: member.strips() == ["It could not be copied: choose another folder."])
    heard: list[BaseException] = []
    member.window.workspace.tasks.run("Copying", work, on_failure=heard.append)
    member.waits(lambda: bool(heard))
    assert len(member.strips()) == 1


def test_the_window_comes_back_where_it_was(desk: Desk, qtbot: QtBot) -> None:
    with at_the_window(desk, qtbot) as one:
        one.window.resize(700, 640)
    assert desk.settings.window_geometry
    with at_the_window(desk, qtbot) as again:
        assert (again.window.width(), again.window.height()) == (700, 640)


def test_closing_saves_what_is_being_typed(desk: Desk, qtbot: QtBot) -> None:
    with at_the_window(desk, qtbot) as one:
        one.press("Questions")
        one.press("New question")
        one.types("Half a sentence")
        one.window.close()
    assert desk.questions.all()[0].text == "Half a sentence"


def test_closing_over_unsaved_words_asks(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Changes:
        raise UserFacingError("The disk is full, so nothing was changed. Free some space and try again.")

    answers = [False, True]
    monkeypatch.setattr(UnsavedDialog, "may_close", lambda parent: answers.pop(0))
    with at_the_window(desk, qtbot) as one:
        one.press("Questions")
        one.press("New question")
        with monkeypatch.context() as broken:
            broken.setattr(desk.questions, "change", fail)
            one.types("Not lost")
            assert not one.window.close()
            assert one.window.isVisible()
            assert "disk is full" in one.window.shell.save_failed_text()
        one.waits(lambda: desk.questions.all()[0].text == "Not lost")
        assert one.window.shell.save_failed_text() == ""
    assert answers == [True]


def test_a_note_typed_while_the_disk_is_full_is_not_lost(
    member: Member, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits, wherever the member goes, and is written when there is room again."""
    member.window.workspace.open_paper(PACK, 5, "Fewer 101 calls")
    view = member.window.papers.reader.page_view
    member.waits(lambda: view.layout_of(5) is not None)
    member.keys(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    member.keys(Qt.Key.Key_N)
    member.waits(lambda: QApplication.focusWidget() is not view)
    pages = desk.notebook.db.execute("PRAGMA page_count").fetchone()[0]
    desk.notebook.db.execute(f"PRAGMA max_page_count = {pages}")
    words = "Why so few? " * 8000
    QApplication.focusWidget().insertPlainText(words)
    member.press("Next meeting")
    assert "disk is full" in member.window.shell.save_failed_text()
    desk.notebook.db.execute("PRAGMA max_page_count = 1000000")
    member.waits(lambda: [m.note for m in desk.marks.all()] == [words])
    member.waits(lambda: member.window.shell.save_failed_text() == "")


def test_a_restored_copy_is_shown_at_once(member: Member, desk: Desk, tmp_path: Path) -> None:
    desk.questions.add("In the copy", meeting=MEETING)
    copy = desk.care.backup(tmp_path / "copy.db")
    question = desk.questions.all()[0]
    desk.questions.change(question.id, text="Changed since")
    member.press("Questions")
    member.window.settings.restore_wanted.emit(copy)
    member.waits(lambda: "Your work is as it was in the copy." in member.strips())
    assert member.window.questions.board.column("ask").cards()[0].line().text == "In the copy"


def test_a_bug_is_shown_in_plain_words_without_words_of_papers(member: Member) -> None:
    hook = BugHook(member.window)
    try:
        try:
            raise KeyError("secret words of a paper")
        except KeyError as error:
            report = report_text(KeyError, error, error.__traceback__)
            hook(KeyError, error, error.__traceback__)
        assert "secret" not in report
        assert "KeyError" in report and "test_main_window.py" in report
        assert str(Path.home()) not in report
        dialog = hook.dialog
        assert isinstance(dialog, BugReportDialog)
        assert member.sees("Something went wrong in Panel Desk", dialog)
        dialog.copy_button.click()
        assert QApplication.clipboard().text() == report
        dialog.close_button.click()
        assert hook.dialog is None
    finally:
        hook.uninstall()


def test_the_bug_hook_goes_as_it_came() -> None:
    before = sys.excepthook
    hook = BugHook(None)
    hook.install()
    assert sys.excepthook is hook
    hook.uninstall()
    assert sys.excepthook is before


def test_a_second_start_brings_the_first_to_the_front(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.show_wanted):
        assert not second.claim()
    other = SingleInstance(tmp_path / "other")
    assert other.claim()
    other.release()
    first.release()
    assert second.claim()
    second.release()


def test_a_socket_left_by_a_crash_is_no_hindrance(tmp_path: Path) -> None:
    stale = QLocalServer()
    assert stale.listen(server_name(tmp_path))
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    instance.release()
    stale.close()


def test_a_crashed_programs_lock_is_no_hindrance(tmp_path: Path) -> None:
    crash = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from panel_app.ui.single_instance import SingleInstance\n"
        "app = QCoreApplication([])\n"
        "one = SingleInstance(Path(sys.argv[1]))\n"
        "assert one.claim()\n"
        "os._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", crash, str(tmp_path)], cwd=ROOT, check=False)
    assert ended.returncode == 9
    assert (tmp_path / "window.lock").exists()
    instance = SingleInstance(tmp_path)
    assert instance.claim()
    instance.release()


def test_the_window_can_be_closed_twice(desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(Workspace(desk))
    qtbot.addWidget(window)
    window.shut_down()
    window.shut_down()
    assert window.close()


def _drop(window: MainWindow, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, drop)


def test_many_refusals_do_not_fill_the_window(member: Member) -> None:
    problems = tuple(f"“{n}.pdf” is empty (0 bytes): ask for the file again." for n in range(85))
    member.window.importing._on_imported(ImportReport(problems=problems))
    assert len(member.strips()) == 4
    assert member.sees("“0.pdf” is empty")
    assert member.sees("82 more files had trouble too")
