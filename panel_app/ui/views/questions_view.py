"""The member's questions as a board or a table, with the open one beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from panel_app.domain.changes import Changes
from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeetingId, QuestionId
from panel_app.domain.promises import Promise
from panel_app.domain.questions import Evidence, Question
from panel_app.ui.keys import name_screen, tell_keys
from panel_app.ui.models.question_table import QuestionTableModel
from panel_app.ui.models.question_words import question_lines
from panel_app.ui.saving import Saving
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.question_board import QuestionBoard
from panel_app.ui.views.question_editor import QuestionEditor
from panel_app.ui.views.question_files import QuestionFiles
from panel_app.ui.views.question_pairs import PairsPage
from panel_app.ui.views.question_promises_page import PromisesPage
from panel_app.ui.views.question_table_view import QuestionTable
from panel_app.ui.views.question_themes import ThemesPage
from panel_app.ui.widgets.buttons import Button, Segmented
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.strips import InfoStrip
from panel_app.ui.widgets.text import Heading, Label, Rule
from panel_app.ui.words import count_words
from panel_app.ui.workspace import Workspace

_ALIKE_MS = 1000


class QuestionsView(QWidget):
    """Questions: write, rest on evidence, order, follow. Signals: `question_opened(question)`."""

    question_opened = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_screen(self, "In Questions")
        tell_keys(self, ("Esc", "Close the open question"))
        self._workspace = workspace
        self._stale = True
        self._undo: InfoStrip | None = None
        self.saving = Saving(workspace, self)
        self._alike_later = QTimer(self)
        self._alike_later.setSingleShot(True)
        self._alike_later.setInterval(_ALIKE_MS)
        self._alike_later.timeout.connect(self._show_alike)
        self._make()
        self._connect()
        follow_theme(self, self._restyle)
        self.refresh()

    def open_question(self, question: QuestionId) -> None:
        """Open a question beside the board, the keyboard in its words."""
        if self.editor.question_id() != question:
            try:
                self._leave_open_question()
                self.editor.show_question(question)
            except NothingFoundError as gone:
                self._workspace.error_met.emit(str(gone))
                self._close()
                return
        self._set_editor_shown(True)
        self.board.set_chosen(question)
        self.table.choose(question)
        self.editor.focus_text()
        self.question_opened.emit(question)

    def new_question(self, meeting: MeetingId | None = None) -> None:
        """Begin a question for the next meeting; it is a draft as soon as it is there."""
        desk = self._workspace.desk
        if meeting is None:
            coming = desk.meetings.next_meeting()
            meeting = coming.id if coming else None
        made: list[QuestionId] = []

        def write() -> Changes:
            question, changes = desk.questions.add(meeting=meeting)
            made.append(question.id)
            return changes

        if self.saving.save("new", write):
            self.open_question(made[-1])

    def record_answer(self, question: QuestionId) -> None:
        """Open a question with the keyboard where its answer is written."""
        self.open_question(question)
        if self.editor.question_id() == question:
            self.editor.focus_answer()

    def heightForWidth(self, width: int) -> int:
        # The least that is needed: the board, the table and the editor scroll by themselves.
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    def show_as(self, key: str) -> None:
        """Show the questions as a board or a table, by theme, or the promises."""
        if key != "promises":
            self.board_or_table.set_current(key)
        self._on_shown_as(key)

    def close_question(self) -> None:
        """Save the open question and close it; one into which nothing was put is taken away."""
        self._leave_open_question()
        self._close()

    def flush(self) -> bool:
        """Save everything that was typed; False where it could not be."""
        self.editor.flush()
        self.promises.flush()
        return self.saving.flush()

    def refresh(self) -> None:
        """Read the questions again; a field with the keyboard in it stays as it is."""
        self._stale = False
        lines = question_lines(self._workspace.desk)
        self.board.set_lines(lines)
        self.model.set_lines(lines)
        if self._pages.currentWidget() is self.themes:
            self.themes.set_lines(lines)
        self.promises.refresh()
        coming = self.promises.coming_up
        self.promises_button.setText(f"Promises ({coming} due)" if coming else "Promises")
        # Every question is held against every other, which is not for each pause in typing.
        self._alike_later.start()
        if not self.editor.refresh():
            self._close()

    def _make(self) -> None:
        self.board_or_table = Segmented(
            (("board", "Board"), ("table", "Table"), ("themes", "Themes")), "Show as"
        )
        self.new_button = Button("New question", icon="add", kind="primary")
        self.promises_button = Button("Promises", icon="flag", kind="quiet")
        self.files_button = Button("Send and receive")
        self.left = QWidget()
        self._left_box = QVBoxLayout(self.left)
        head = QWidget()
        flow = FlowLayout(head, gap=16, row_gap=8)
        flow.addWidget(Heading("Questions", role="heading"))
        flow.add_break_right()
        flow.addWidget(self.promises_button)
        flow.addWidget(self.board_or_table)
        flow.addWidget(self.files_button)
        flow.addWidget(self.new_button)
        self._left_box.addWidget(head)
        self._sentence = Label(
            "Your own, on this computer, seen by no one else until you send them.", colour="ink-2"
        )
        self._left_box.addWidget(self._sentence)
        self._strip_place = QVBoxLayout()
        self._left_box.addLayout(self._strip_place)
        self.said_strip = InfoStrip("", closable=True)
        self.alike_strip = InfoStrip("", "Look at them")
        for strip in (self.said_strip, self.alike_strip):
            strip.hide()
            self._left_box.addWidget(strip)
        self.board = QuestionBoard()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._board_page = QWidget()
        page = QVBoxLayout(self._board_page)
        # Room for the focus ring of the outermost cards.
        page.setContentsMargins(4, 4, 16, 4)
        page.addWidget(self.board)
        scroll.setWidget(self._board_page)
        self.model = QuestionTableModel(self)
        self.table = QuestionTable(self.model)
        self._pages = QStackedWidget()
        self._pages.addWidget(scroll)
        self._pages.addWidget(self.table)
        self.themes = ThemesPage()
        self.promises = PromisesPage(self._workspace, self.saving)
        self.pairs = PairsPage()
        for page_ in (self.themes, self.promises, self.pairs):
            self._pages.addWidget(page_)
        self._left_box.addWidget(self._pages, 1)
        self._edge = Rule(vertical=True)
        self.editor = QuestionEditor(self._workspace, self.saving)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left, 1)
        row.addWidget(self._edge)
        row.addWidget(self.editor)
        self._edge.hide()
        self.editor.hide()
        self.files = QuestionFiles(self._workspace, self.files_button, self.flush, self)

    def _connect(self) -> None:
        self.new_button.clicked.connect(lambda: self.new_question())
        self.board_or_table.chosen.connect(self._on_shown_as)
        self.promises_button.clicked.connect(lambda: self.show_as("promises"))
        self.promises.left.connect(lambda: self.show_as(self.board_or_table.current()))
        self.board.chosen.connect(self.open_question)
        self.board.answer_wanted.connect(self.record_answer)
        self.board.table_wanted.connect(self._on_table_wanted)
        self.themes.chosen.connect(self.open_question)
        self.table.answer_wanted.connect(self.record_answer)
        self.promises.undo_offered.connect(self._offer_undo)
        self.files.said.connect(self._on_said)
        self.said_strip.closed.connect(self.said_strip.hide)
        self.alike_strip.action_chosen.connect(self._on_alike)
        self.pairs.joined.connect(self._on_joined)
        self.pairs.apart.connect(self._on_apart)
        self.pairs.left.connect(lambda: self.show_as(self.board_or_table.current()))
        self.table.chosen.connect(self.open_question)
        self.editor.close_wanted.connect(self._on_close_wanted)
        self.editor.deleted.connect(self._on_deleted)
        self.editor.evidence_removed.connect(self._on_evidence_removed)
        self.editor.promise_removed.connect(self._on_promise_removed)
        self._workspace.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if not (changes.questions or changes.papers):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self.refresh()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.editor.flush()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.editor.isVisible():
            self._on_close_wanted()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _on_shown_as(self, key: str) -> None:
        self._pages.setCurrentIndex(("board", "table", "themes", "promises").index(key))
        self.table.choose(self.editor.question_id())
        self.board_or_table.setVisible(key != "promises")
        self.refresh()

    def _on_table_wanted(self) -> None:
        self.show_as("table")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_close_wanted(self) -> None:
        question = self.editor.question_id()
        self.close_question()
        card = self.board.card(question) if question else None
        if self._pages.currentWidget() is self.table:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_open_question(self) -> None:
        """Save the open question; one into which nothing was ever put is taken away again."""
        self.editor.flush()
        question = self.editor.question_id()
        blank = self.editor.is_blank()
        self.editor.show_nothing()
        if blank and question is not None:
            questions = self._workspace.desk.questions
            self.saving.save((question, "delete"), lambda: questions.delete(question))

    def _close(self) -> None:
        self.editor.show_nothing()
        self._set_editor_shown(False)
        self.board.set_chosen(None)
        self.table.choose(None)

    def _on_deleted(self, question: Question) -> None:
        self._close()
        self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)
        questions = self._workspace.desk.questions

        def put_back() -> None:
            if self.saving.save((question.id, "restore"), lambda: questions.restore(question)):
                self.open_question(question.id)

        self._offer_undo("The question was deleted.", put_back)

    def _on_evidence_removed(self, question: QuestionId, before: tuple[Evidence, ...]) -> None:
        questions = self._workspace.desk.questions
        self._offer_undo(
            "The evidence was removed from the question.",
            lambda: self.saving.save(
                (question, "evidence"), lambda: questions.change(question, evidence=before)
            ),
        )

    def _on_promise_removed(self, promise: Promise) -> None:
        promises = self._workspace.desk.promises
        self._offer_undo(
            "The promise was removed.",
            lambda: self.saving.save((promise.id, "promise"), lambda: promises.restore(promise)),
        )

    def _on_said(self, sentence: str) -> None:
        self.said_strip.set_sentence(sentence)
        self.said_strip.show()

    def _show_alike(self) -> None:
        """Say how many pairs may be the same question, and keep the page of them as it is now."""
        pairs = self._workspace.desk.questions.likely_same()
        alike = count_words(len(pairs), "pair of questions", "pairs of questions")
        self.alike_strip.set_sentence(f"{alike} may be the same.")
        shown = self._pages.currentWidget() is self.pairs
        self.alike_strip.setVisible(bool(pairs) and not shown)
        if shown:
            self.pairs.set_pairs(pairs, self._workspace.desk.settings.member_name)

    def _on_alike(self) -> None:
        self._pages.setCurrentWidget(self.pairs)
        self.board_or_table.hide()
        self._show_alike()
        self.pairs.take_keyboard()

    def _on_joined(self, question: QuestionId, other: QuestionId) -> None:
        questions = self._workspace.desk.questions
        self.saving.save((question, "join", other), lambda: questions.join(question, other))
        self._show_alike()

        def part_again() -> None:
            self.saving.save((other, "joined"), lambda: questions.part(other))
            self._show_alike()

        self._offer_undo("The two are asked as one.", part_again)

    def _on_apart(self, question: QuestionId, other: QuestionId) -> None:
        questions = self._workspace.desk.questions
        self.saving.save((question, "apart", other), lambda: questions.keep_apart(question, other))
        self._show_alike()

    def _offer_undo(self, sentence: str, undo: Callable[[], object]) -> None:
        self._drop_undo()
        strip = InfoStrip(sentence, "Undo", closable=True)

        def take_back() -> None:
            self._drop_undo()
            undo()

        strip.action_chosen.connect(take_back)
        strip.closed.connect(self._drop_undo)
        self._strip_place.addWidget(strip)
        self._undo = strip

    def undo_strip(self) -> InfoStrip | None:
        """The strip that offers to take the last deletion back."""
        return self._undo

    def _drop_undo(self) -> None:
        if self._undo is not None:
            self._strip_place.removeWidget(self._undo)
            self._undo.hide()
            self._undo.deleteLater()
            self._undo = None

    def _set_editor_shown(self, shown: bool) -> None:
        self.editor.setVisible(shown)
        self._share_room()

    def _share_room(self) -> None:
        """Board and open question side by side, or only the question where there is no room for both."""
        theme = current_theme()
        shown = not self.editor.isHidden()
        wide = self.width() >= theme.px(420) + theme.px(448)
        self.left.setVisible(wide or not shown)
        self._edge.setVisible(wide and shown)
        if wide:
            self.editor.setMinimumWidth(theme.px(448))
            self.editor.setMaximumWidth(theme.px(448))
        else:
            self.editor.setMinimumWidth(0)
            self.editor.setMaximumWidth(16777215)

    def _restyle(self) -> None:
        theme = current_theme()
        self._left_box.setContentsMargins(theme.space(40), theme.space(24), theme.space(24), theme.space(16))
        self._left_box.setSpacing(theme.space(12))
        # In large text the questions need the height.
        self._sentence.setVisible(theme.scale < 1.5)
        self._share_room()
