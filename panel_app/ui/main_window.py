"""The window: all views in the shell, the way from one to another and back, and what is said at the top."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QTextEdit

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MarkId, MeasureId, PaperId, QuestionId
from panel_app.ui.dialogs.keys_sheet import offer_keys, show_keys
from panel_app.ui.dialogs.unsaved import UnsavedDialog
from panel_app.ui.history import Place, PlaceHistory
from panel_app.ui.import_flow import ImportFlow
from panel_app.ui.meeting.meeting_mode import MeetingMode
from panel_app.ui.shell import Shell
from panel_app.ui.task_strips import Strips
from panel_app.ui.theme import apply_theme, current_theme, load_theme, system_theme_name
from panel_app.ui.views.briefing_view import BriefingView
from panel_app.ui.views.calendar_view import CalendarView
from panel_app.ui.views.help_view import HelpView
from panel_app.ui.views.measures_view import MeasuresView
from panel_app.ui.views.next_meeting_view import NextMeetingView
from panel_app.ui.views.papers_view import PapersView
from panel_app.ui.views.questions_view import QuestionsView
from panel_app.ui.views.review_view import ReviewView
from panel_app.ui.views.search_view import SearchView
from panel_app.ui.views.settings_view import SettingsView
from panel_app.ui.widgets.strips import InfoStrip
from panel_app.ui.words import clock_words, short_day
from panel_app.ui.workspace import Workspace

FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """One window over one desk. `family` names a font for pictures that must look alike everywhere."""

    def __init__(self, workspace: Workspace, family: str = "") -> None:
        super().__init__()
        self.workspace = workspace
        self._family = family
        self._closed = False
        self.setWindowTitle("Panel Desk")
        self.setAcceptDrops(True)
        self.apply_look()
        self.shell = Shell()
        self.setCentralWidget(self.shell)
        self.strips = Strips(self.shell, workspace)
        self.importing = ImportFlow(workspace, self.strips, self)
        self._history = PlaceHistory(Place("next"))
        self._going_back = False
        self._add_views()
        self._connect()
        offer_keys(self)
        self.meeting = MeetingMode(workspace, self.shell, self.papers.reader)
        self.shell.set_back_enabled(False)
        self._show_look()
        self._say_saved(self._last_write())
        self._restore_geometry()
        workspace.placing.begin()
        # A file that falls on a field is imported too, instead of its name being typed.
        for kind in (QTextEdit, QPlainTextEdit, QLineEdit):
            for editor in self.findChildren(kind):
                editor.setAcceptDrops(False)

    def come_to_front(self) -> None:
        """Show the window before all others, for a second start of the program."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def apply_look(self) -> None:
        """Give the program the text size and colours that are set."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        settings = self.workspace.desk.settings
        name = settings.theme if settings.theme != "system" else system_theme_name(app)
        apply_theme(app, load_theme(name, settings.text_scale, self._family))

    def flush(self) -> bool:
        """Save everything that was typed anywhere; False where something could not be."""
        saved = [view.flush() for view in (self.questions, self.papers.reader, self.review, self.settings)]
        return all(saved)

    def show_place(self, key: str, topic: str = "") -> None:
        """Show a page by its key; the topic is "new" or a way of showing for questions, a part of the help,
        or a place of Papers.
        """
        if key == "papers" and topic:
            self._show_in_papers(lambda: self.papers.show_place(topic))
            return
        if key == "meeting":
            self.meeting.enter()
            return
        if key == "papers":
            if self.papers.shown_place is not None:
                self.papers.show_list()
        elif key == "measures" and self.measures.open_measure_id is not None:
            self.measures.show_scorecard()
        self.shell.show_page(key)
        if key == "questions" and topic == "new":
            self.questions.new_question()
        elif key == "questions" and topic:
            self.questions.show_as(topic)
        elif key == "help" and topic:
            self.help.show_topic(topic)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None and self.next_meeting.main_button is not None:
            self.next_meeting.main_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closed:
            event.accept()
            return
        if not self.flush() and not UnsavedDialog.may_close(self):
            event.ignore()
            return
        self.shut_down()
        event.accept()

    def shut_down(self) -> None:
        """Let go of everything that runs; safe to call again."""
        if self._closed:
            return
        self._closed = True
        self.flush()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        # Where the window stood is not worth a question when the disk is full.
        with contextlib.suppress(UserFacingError):
            self.workspace.desk.settings.set_window_geometry(geometry)
        self.papers.shutdown()
        self.review.shutdown()
        self.workspace.tasks.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event)
        if files:
            event.acceptProposedAction()
            self.importing.import_paths(files)

    def _add_views(self) -> None:
        workspace, shell = self.workspace, self.shell
        self.next_meeting = NextMeetingView(workspace)
        self.calendar = CalendarView(workspace)
        self.papers = PapersView(workspace)
        self.review = ReviewView(workspace)
        self.questions = QuestionsView(workspace)
        self.measures = MeasuresView(workspace)
        self.briefing = BriefingView(workspace)
        self.search = SearchView(workspace)
        self.settings = SettingsView(workspace)
        self.help = HelpView(workspace)
        shell.add_page("next", "calendar", "Next meeting", self.next_meeting)
        shell.add_page_under("calendar", "next", self.calendar)
        shell.add_page("papers", "papers", "Papers", self.papers)
        shell.add_page_under("review", "papers", self.review)
        shell.add_page("questions", "question", "Questions", self.questions)
        shell.add_page("measures", "chart", "Measures", self.measures)
        shell.add_page("briefing", "briefing", "Briefing", self.briefing)
        shell.add_page("search", "search", "Search", self.search, where="bottom")
        shell.set_page_visible("search", False)
        shell.add_page("settings", "settings", "Settings", self.settings, where="bottom")
        shell.add_page("help", "help", "Help", self.help, where="bottom")

    def _connect(self) -> None:
        workspace, shell = self.workspace, self.shell
        workspace.paper_wanted.connect(self._on_paper_wanted)
        workspace.review_wanted.connect(self._on_review_wanted)
        workspace.mark_wanted.connect(self._on_mark_wanted)
        workspace.question_wanted.connect(self._on_question_wanted)
        workspace.measure_wanted.connect(self._on_measure_wanted)
        workspace.page_wanted.connect(self._on_page_wanted)
        workspace.saved.connect(self._on_saved)
        workspace.save_failed.connect(shell.set_save_failed)
        shell.page_changed.connect(self._on_arrived)
        shell.rail.chosen.connect(self._on_rail_chosen)
        shell.back_requested.connect(self._on_back)
        shell.search_requested.connect(self._on_search_requested)
        shell.search_field.text_changed.connect(self._on_search_typed)
        shell.text_size_chosen.connect(self._on_text_size)
        shell.theme_chosen.connect(self._on_theme)
        self.papers.paper_shown.connect(self._on_arrived)
        self.review.paper_shown.connect(self._on_arrived)
        self.review.saved.connect(workspace.open_paper)
        self.review.left.connect(self._on_back)
        self.papers.import_wanted.connect(self.importing.import_paths)
        self.measures.place_changed.connect(self._on_arrived)
        self.next_meeting.add_papers_wanted.connect(self.papers.choose_files)
        for view in (self.next_meeting, self.settings):
            view.sample_wanted.connect(self.install_sample)
            view.sample_unwanted.connect(self.importing.remove_sample)
        self.settings.text_size_chosen.connect(self._on_text_size)
        self.settings.theme_chosen.connect(self._on_theme)
        self.settings.restore_wanted.connect(self._on_restore)
        self.help.keys_wanted.connect(lambda: show_keys(self))
        self.importing.sample_changed.connect(lambda: self.next_meeting.set_preparing(False))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_look)

    def install_sample(self) -> None:
        """Build the sample library, and say so on the start page while it is empty."""
        self.next_meeting.set_preparing(True)
        self.importing.install_sample()

    # From one view to another

    def _on_paper_wanted(self, paper: PaperId, page: int | None, words: str) -> None:
        # A view that is left saves what was typed into it; the reader opens only after that.
        self.questions.editor.flush()
        self._show_in_papers(lambda: self.papers.open(paper, page, words))

    def _show_in_papers(self, show: Callable[[], None]) -> None:
        """Go to Papers and show something there, as one step."""
        self._going_back = True
        try:
            # The list of papers would be read for nothing.
            self.papers.show_reader()
            self.shell.show_page("papers")
            show()
        finally:
            self._going_back = False
        self._on_arrived()

    def _on_review_wanted(self, papers: tuple[PaperId, ...]) -> None:
        self._going_back = True
        try:
            self.shell.show_page("review")
            self.review.open(papers)
        finally:
            self._going_back = False
        self._on_arrived()

    def _on_mark_wanted(self, mark: MarkId) -> None:
        found = self.workspace.desk.marks.get(mark)
        if found is not None:
            self._on_paper_wanted(found.paper, None, "")
            self.papers.reader.versions.show_mark(mark)

    def _on_question_wanted(self, question: QuestionId) -> None:
        self.shell.show_page("questions")
        self.questions.open_question(question)

    def _on_measure_wanted(self, measure: MeasureId) -> None:
        self._going_back = True
        try:
            self.shell.show_page("measures")
            self.measures.open_measure(measure)
        finally:
            self._going_back = False
        self._on_arrived()

    def _on_page_wanted(self, key: str) -> None:
        page, _, topic = key.partition(":")
        self.show_place(page, topic)

    def _on_rail_chosen(self, key: str) -> None:
        # The rail leads to the beginning of a place, also from inside it.
        self.show_place(key)

    def _on_arrived(self, _: object = None) -> None:
        if self._going_back:
            return
        self._history.arrive(self._place_now())
        self.shell.set_back_enabled(self._history.can_go_back)

    def _place_now(self) -> Place:
        key = self.shell.current_page()
        if key == "papers":
            return Place(key, self.papers.shown_place)
        if key == "measures":
            return Place(key, self.measures.open_measure_id)
        if key == "review":
            return Place(key, self.review.paper)
        return Place(key)

    def _on_back(self) -> None:
        place = self._history.back()
        if place is None:
            return
        self._going_back = True
        try:
            self._show_again(place)
        finally:
            self._going_back = False
        self.shell.set_back_enabled(self._history.can_go_back)

    def _show_again(self, place: Place) -> None:
        if place.page == "papers":
            if place.open_id != self.papers.shown_place:
                self.papers.show_place(place.open_id)
        elif place.page == "measures" and place.open_id != self.measures.open_measure_id:
            if place.open_id is None:
                self.measures.show_scorecard()
            else:
                self.measures.open_measure(MeasureId(place.open_id))
        elif place.page == "review" and place.open_id is not None:
            self.review.open([PaperId(place.open_id)])
        self.shell.show_page(place.page)
        self._focus_page()

    def _focus_page(self) -> None:
        """After Back the keyboard is on the page again, where the page has a place for it."""
        page = self.shell.page(self.shell.current_page())
        held = page.focusWidget()
        if held is not None and held.isVisible():
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_search_requested(self, words: str) -> None:
        if words:
            self.shell.show_page("search")
            self.search.search_now(words)

    def _on_search_typed(self, words: str) -> None:
        if words.strip():
            self.shell.show_page("search")
        self.search.set_words(words)

    # The look

    def _on_text_size(self, scale: float) -> None:
        self.workspace.announce(self.workspace.desk.settings.set_text_scale(scale))
        self._look_again()

    def _on_theme(self, name: str) -> None:
        self.workspace.announce(self.workspace.desk.settings.set_theme(name))
        self._look_again()

    def _on_system_look(self) -> None:
        if self.workspace.desk.settings.theme == "system":
            self._look_again()

    def _look_again(self) -> None:
        self.flush()
        self.apply_look()
        self._show_look()

    def _show_look(self) -> None:
        settings = self.workspace.desk.settings
        self.shell.set_choice(current_theme().scale, settings.theme)

    # Saved or not

    def _on_saved(self) -> None:
        # A small write may find room where a long note did not.
        waiting = (
            self.questions.saving,
            self.papers.reader.actions_.saving,
            self.settings.saving,
            self.review,
        )
        if any(saving.waiting for saving in waiting):
            return
        self.shell.clear_save_failed()
        self._say_saved(self.workspace.desk.clock())

    def _say_saved(self, at: datetime | None) -> None:
        if at is None:
            return
        today = self.workspace.desk.clock().date()
        when = clock_words(at) if at.date() == today else short_day(at.date())
        self.shell.set_saved(f"Everything saved, {when}")

    def _last_write(self) -> datetime | None:
        home = self.workspace.desk.home
        files = [home.notebook, home.notebook.with_name(home.notebook.name + "-wal")]
        times = [file.stat().st_mtime for file in files if file.exists()]
        return min(datetime.fromtimestamp(max(times)), self.workspace.desk.clock()) if times else None

    def _on_restore(self, source: Path) -> None:
        self.flush()
        desk = self.workspace.desk

        def work(_: ProgressCallback, __: CancelToken) -> Changes:
            return desk.care.restore(source)

        self.workspace.tasks.run("Bringing back the copy", work, on_success=self._on_restored)

    def _on_restored(self, changes: Changes) -> None:
        self.workspace.announce(changes)
        self._look_again()
        self.strips.add(InfoStrip("Your work is as it was in the copy.", closable=True))

    def _restore_geometry(self) -> None:
        saved = self.workspace.desk.settings.window_geometry
        if not (saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii")))):
            self.resize(*FIRST_SIZE)


def _files(event: QDropEvent | QDragMoveEvent | QDragEnterEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
