"""Meeting mode: agenda at the left, my questions at the right, large controls; F11 in and out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShortcut

from panel_app.domain.changes import Changes
from panel_app.domain.ids import MeetingId, PaperId, QuestionId
from panel_app.domain.in_meeting import NOT_YET_ASKED, ItemOnTable, on_table, whole_meeting
from panel_app.domain.papers import MeetingItem
from panel_app.domain.questions import QuestionStatus
from panel_app.ui.keys import add_key, name_screen
from panel_app.ui.meeting.meeting_bar import MeetingBar
from panel_app.ui.meeting.question_card import MeetingQuestionCard
from panel_app.ui.meeting.question_pane import QuestionPane
from panel_app.ui.reader.reader_view import ReaderView
from panel_app.ui.shell import Shell
from panel_app.ui.theme import current_theme
from panel_app.ui.workspace import Workspace

NO_MEETING = "There is no meeting with papers yet. Add its agenda pack first; then F11 opens meeting mode."
NO_AGENDA = "This paper has no agenda to go through."
_WIDEST_SHARE = 0.32


class MeetingMode(QObject):
    """Changes what stands around the paper, and puts it back; nothing of it is remembered.

    Signals: `changed(on)` after it was entered or left.
    """

    changed = Signal(bool)

    def __init__(self, workspace: Workspace, shell: Shell, reader: ReaderView) -> None:
        super().__init__(reader)
        self._workspace, self._shell, self._reader = workspace, shell, reader
        self._on = False
        self._meeting: MeetingId | None = None
        self._items: list[ItemOnTable] = []
        self._all: list[MeetingItem] = []
        self._at = 0
        self._pane_wanted: bool | None = None
        self.bar = MeetingBar()
        self.questions = QuestionPane()
        reader.add_meeting(self.bar, self.questions)
        reader.add_page_control(self.bar.page)
        self.bar.hide()
        self.questions.hide()
        self._keys: list[QShortcut] = [
            add_key(reader, "I", "To the next item of the agenda", lambda: self.step(1)),
            add_key(reader, "Shift+I", "To the item before", lambda: self.step(-1)),
            add_key(reader, "A", "Note that my question was asked, and write the answer", self.answer),
        ]
        entry = add_key(shell, "F11", "Meeting mode: in, and out again", self.toggle, anywhere=True)
        for key in (entry, *self._keys):
            name_screen(key, "In the meeting")
        for key in self._keys:
            key.setEnabled(False)
        self._connect()

    @property
    def is_on(self) -> bool:
        return self._on

    @property
    def item(self) -> ItemOnTable | None:
        """The item that is spoken of."""
        return self._items[self._at] if self._on and self._items else None

    def toggle(self) -> None:
        """In, or out again."""
        if self._on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Begin at the open paper's meeting where one is being read, else at the next one."""
        paper = self._reader.paper if self._shell.current_page() == "papers" else None
        desk = self._workspace.desk
        if paper is None:
            coming = desk.meetings.next_meeting()
            pack = desk.meetings.overview(coming.id).pack if coming else None
            if pack is None:
                self._workspace.error_met.emit(NO_MEETING)
                return
            self._workspace.open_paper(pack.id)
            paper = pack.id
        meeting = desk.papers.get(paper).meeting
        items = desk.meetings.items(meeting) if meeting is not None else []
        if meeting is None or not any(item.paper == paper for item in items):
            self._workspace.error_met.emit(NO_AGENDA)
            return
        self._meeting, self._all, self._items = meeting, items, on_table(items)
        self._on = True
        self._around(True)
        self._follow_page()
        self._reader.stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason)
        self.changed.emit(True)

    def leave(self) -> None:
        """Put back what stood around the paper; one stays where one reads."""
        if not self._on:
            return
        self._on = False
        self._around(False)
        self._reader.stage.take_keyboard()
        self.changed.emit(False)

    def step(self, by: int) -> None:
        """To the item after or before, and to its first page where it has one."""
        at = self._at + by
        if self._on and 0 <= at < len(self._items):
            self._go_to(at)

    def answer(self) -> None:
        """Note that the next question was asked, and write the answer; where it was asked, go on writing."""
        card = self.questions.next_card()
        if not self._on or card is None:
            return
        if card.question.status in NOT_YET_ASKED:
            self._set_asked(card.question.id)
        self._write_answer(card)

    # Inside

    def _connect(self) -> None:
        self.bar.previous_wanted.connect(lambda: self.step(-1))
        self.bar.next_wanted.connect(lambda: self.step(1))
        self.bar.leave_wanted.connect(self.leave)
        self.questions.asked.connect(self._on_asked)
        self.questions.taken_back.connect(self._on_taken_back)
        self.questions.answered.connect(self._on_answered)
        self.questions.left.connect(lambda: self._reader.stage.take_keyboard())
        self._reader.page_view.page_changed.connect(self._on_page_changed)
        self._reader.paper_opened.connect(self._on_paper_opened)
        self._reader.resized.connect(self._fit)
        contents = self._reader.contents
        contents.list.clicked.connect(self._on_row)
        contents.list.opened.connect(self._on_row)
        self._shell.page_changed.connect(self._on_screen_changed)
        self._workspace.changed.connect(self._on_changed)

    def _around(self, on: bool) -> None:
        reader, side = self._reader, self._reader.side
        for widget in (self._shell.rail, self._shell.rail_head, reader.toolbar):
            widget.setVisible(not on)
        reader.margin.fold(on)
        self.bar.setVisible(on)
        self.questions.setVisible(on)
        for key in self._keys:
            key.setEnabled(on)
        side.contents.set_large(on)
        if on:
            self._pane_wanted = side.wanted
        side.want(True if on else self._pane_wanted)
        self._fit()
        reader.fit_side()

    def _fit(self) -> None:
        if self._on:
            widest = round(self._reader.width() * _WIDEST_SHARE)
            self.questions.setFixedWidth(min(current_theme().px(340), widest))

    def _go_to(self, at: int) -> None:
        self._at = at
        begin = self._items[at].begin
        if begin is not None:
            self._reader.open(*begin)
        # The page that was opened may be the first of another item too.
        self._at = at
        self._show_item()

    def _follow_page(self) -> None:
        paper, page = self._reader.paper, self._reader.page_view.page
        if paper is None:
            return
        if self._items and not self._items[self._at].holds(paper, page):
            holding = [at for at, one in enumerate(self._items) if one.holds(paper, page)]
            self._at = holding[0] if holding else self._at
        self._show_item()

    def _show_item(self) -> None:
        item = self.item
        if item is None or self._meeting is None:
            return
        asked = self._workspace.desk.questions.all()
        title = f"{item.item.number} {item.item.subject}".strip()
        mine, whole = item.questions(asked), whole_meeting(asked, self._meeting, self._all)
        self.questions.show_item(title, mine, whole)
        self.bar.show_step(self._at == 0, self._at == len(self._items) - 1)
        if item.begin is None:
            self._reader.contents.show_row(item.at)

    def _set_asked(self, question: QuestionId) -> None:
        desk = self._workspace.desk
        self._reader.actions_.saving.save(
            (question, "status"), lambda: desk.questions.set_status(question, QuestionStatus.ASKED)
        )

    def _on_asked(self, question: QuestionId) -> None:
        self._set_asked(question)
        card = self.questions.card(question)
        if card is not None:
            self._write_answer(card)

    def _write_answer(self, card: MeetingQuestionCard) -> None:
        card.write_answer()
        # The card has grown, and has its place once it is laid out.
        QTimer.singleShot(0, card, lambda: self.questions.ensureWidgetVisible(card.answer))

    def _on_taken_back(self, question: QuestionId) -> None:
        questions = self._workspace.desk.questions
        before = [one.became for one in questions.history(question) if one.became in NOT_YET_ASKED]
        status = QuestionStatus(before[-1]) if before else QuestionStatus.READY
        self._reader.actions_.saving.save(
            (question, "status"), lambda: questions.set_status(question, status)
        )
        card = self.questions.card(question)
        if card is not None:
            card.asked_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_answered(self, question: QuestionId, text: str) -> None:
        questions = self._workspace.desk.questions
        status = QuestionStatus.ANSWERED if text.strip() else QuestionStatus.ASKED
        self._reader.actions_.saving.save(
            (question, "answer"), lambda: questions.change(question, answer=text, status=status)
        )

    def _on_page_changed(self, _: int) -> None:
        if self._on:
            self._follow_page()

    def _on_row(self, index: QModelIndex) -> None:
        """An item without a paper can be spoken of too."""
        if not self._on:
            return
        found = [at for at, one in enumerate(self._items) if one.at <= index.row()]
        if found and self._items[found[-1]].begin is None:
            self._go_to(found[-1])

    def _on_paper_opened(self, paper: PaperId) -> None:
        if self._on and self._workspace.desk.papers.get(paper).meeting != self._meeting:
            self.leave()

    def _on_screen_changed(self, key: str) -> None:
        if key != "papers":
            self.leave()

    def _on_changed(self, changes: Changes) -> None:
        if self._on and changes.papers:
            self.leave()
        elif self._on and changes.questions:
            self._show_item()
