"""One open question: every field saves itself, and nothing that is being typed is ever replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.exchange import QuestionClash
from panel_app.domain.ids import PromiseId, QuestionId
from panel_app.domain.promises import PromiseState
from panel_app.domain.questions import NOT_ASKED, STATUS_TRACK, Evidence, Question, QuestionStatus
from panel_app.domain.remarks import remark_on
from panel_app.ui.models.question_evidence import evidence_gone
from panel_app.ui.models.question_words import MOVES_ON, reached_words
from panel_app.ui.saving import Saving
from panel_app.ui.theme import current_theme
from panel_app.ui.views.question_answer import AnswerPart
from panel_app.ui.views.question_details import DetailsPart
from panel_app.ui.views.question_evidence import choose_evidence, open_evidence
from panel_app.ui.views.question_parts import EvidenceList, StatusTrack
from panel_app.ui.views.question_promises import PromiseList
from panel_app.ui.views.question_supplementary import SupplementaryList
from panel_app.ui.views.question_versions import ClashList, HistoryPart
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import AutoTextEdit, Label, Rule
from panel_app.ui.words import shortened
from panel_app.ui.workspace import Workspace


class QuestionEditor(ScrollPage):
    """The panel of an open question.

    Signals: `close_wanted()`, `deleted(Question)`, `evidence_removed(question, evidence)` with all it had,
    `promise_removed(Promise)`.
    """

    close_wanted = Signal()
    deleted = Signal(object)
    evidence_removed = Signal(object, object)
    promise_removed = Signal(object)

    def __init__(self, workspace: Workspace, saving: Saving, parent: QWidget | None = None) -> None:
        super().__init__(margin=32, gap=12, surface="surface", parent=parent)
        self._workspace = workspace
        self._saving = saving
        self._question: Question | None = None
        self._unsaved: dict[tuple[QuestionId, str], Any] = {}
        self.setAccessibleName("Open question")
        self._make()
        self._connect()

    def question_id(self) -> QuestionId | None:
        """The question that is open; None when none is."""
        return self._question.id if self._question else None

    def show_question(self, question: QuestionId) -> None:
        """Open a question; what was typed into the one before is saved first."""
        self.flush()
        found = self._with_unsaved(self._workspace.desk.questions.get(question))
        self._question = found
        self.text_edit.set_text(found.text)
        self.supplementary.clear()
        self.promises.clear()
        self.history.close_again()
        self._show_fields(found, anew=True)
        self.verticalScrollBar().setValue(0)

    def show_nothing(self) -> None:
        """Save what was typed and let the question go."""
        self.flush()
        self._question = None

    def refresh(self) -> bool:
        """Show what has changed elsewhere, except in a field with the keyboard in it.

        False when the question is not there any more.
        """
        if self._question is None:
            return True
        try:
            found = self._with_unsaved(self._workspace.desk.questions.get(self._question.id))
        except NothingFoundError:
            self._question = None
            return False
        self._question = found
        if not self.text_edit.hasFocus() and not self.text_edit.has_unsettled_text():
            self.text_edit.set_text(found.text)
        self._show_fields(found, anew=False)
        return True

    def flush(self) -> None:
        """Hand over everything that was typed."""
        self.text_edit.flush()
        self.supplementary.flush()
        self.answer.flush()
        self.promises.flush()
        self.details.flush()

    def is_blank(self) -> bool:
        """Whether nothing was put into the question that is open."""
        q = self._question
        if q is None or self.text_edit.text().strip() or self.answer.text_edit.text().strip():
            return False
        filled = q.evidence or self.supplementary.values() or self.promises.cards or q.asker
        return not filled and q.status is QuestionStatus.DRAFT

    def focus_text(self) -> None:
        """Put the keyboard into the words of the question, at their end."""
        self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.text_edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text_edit.setTextCursor(cursor)
        self.verticalScrollBar().setValue(0)

    def focus_answer(self) -> None:
        """Put the keyboard where the answer is written, in sight."""
        self.answer.focus_answer()
        self._scroll_to_answer()
        # A question that was just opened has its places only once it is laid out.
        QTimer.singleShot(0, self, self._scroll_to_answer)

    def _scroll_to_answer(self) -> None:
        inner = self.widget()
        if inner is not None and self.answer.text_edit.hasFocus():
            top = self.answer.mapTo(inner, self.answer.rect().topLeft()).y()
            self.verticalScrollBar().setValue(top - current_theme().space(40))

    def _make(self) -> None:
        desk = self._workspace.desk
        self.context = Label("", role="small", colour="ink-2")
        self.close_button = IconButton("close", "Close this question", kind="quiet", small=True)
        head = QHBoxLayout()
        head.addWidget(self.context, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.text_edit = AutoTextEdit("Question", placeholder="What do you want to ask?", role="lead")
        self.text_edit.setAcceptDrops(False)
        self.body.addWidget(self.text_edit)
        self.remark = Label("", role="small", colour="ink-2")
        self.body.addWidget(self.remark)
        self.clashes = ClashList()
        self.body.addWidget(self.clashes)
        self.track = StatusTrack()
        self.body.addWidget(self.track)
        self.back_button = Button("", small=True)
        self.on_button = Button("", small=True)
        self.answer_button = Button("Record the answer", icon="pencil", small=True)
        self.body.addWidget(_flow(self.on_button, self.answer_button, self.back_button))
        self.joined = Label("", colour="ink-2")
        self.joined_open = Button("Open it", kind="quiet", small=True)
        self.joined_part = Button("Ask it by itself", kind="quiet", small=True)
        self.joined_buttons = _flow(self.joined_open, self.joined_part)
        self.body.addWidget(self.joined)
        self.body.addWidget(self.joined_buttons)
        self.evidence = EvidenceList()
        self.evidence_button = Button("Add evidence…", icon="plus", kind="quiet")
        self._add_block("Evidence", self.evidence, self.evidence_button)
        self.supplementary = SupplementaryList()
        self._add_block("Supplementary questions", self.supplementary)
        self.answer = AnswerPart(desk.promises.day_named)
        self._add_block("Answer", self.answer)
        self.promises = PromiseList(desk.promises.day_named)
        self._add_block("Promised", self.promises)
        self.details = DetailsPart()
        self._add_block("Asking it", self.details)
        self.history = HistoryPart()
        self.up_button = Button("Ask earlier", icon="up", small=True)
        self.down_button = Button("Ask later", icon="down", small=True)
        self.delete_button = Button("Delete this question", icon="trash", small=True)
        self.body.addWidget(Rule())
        self.body.addWidget(self.history)
        self.body.addWidget(_flow(self.up_button, self.down_button, self.delete_button))
        self.body.addStretch(1)

    def _add_block(self, title: str, *widgets: QWidget) -> None:
        block = QVBoxLayout()
        block.setSpacing(current_theme().space(4))
        block.addWidget(Label(title, role="small", colour="ink-2", bold=True))
        for widget in widgets:
            if isinstance(widget, Button):
                block.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                block.addWidget(widget)
        self.body.addWidget(Rule())
        self.body.addLayout(block)

    def _connect(self) -> None:
        self.text_edit.settled.connect(lambda text: self._change(text=text))
        self.text_edit.textChanged.connect(self._show_remark)
        self.supplementary.changed.connect(lambda values: self._change(supplementary=values))
        self.answer.answered.connect(self._on_answered)
        self.answer.changed.connect(lambda fields: self._change(**fields))
        self.answer.response_wanted.connect(self._on_response_wanted)
        self.details.changed.connect(lambda fields: self._change(**fields))
        self.promises.written.connect(self._on_promise_written)
        self.promises.settled.connect(self._on_promise_settled)
        self.promises.ask_wanted.connect(self._on_ask_again)
        self.promises.removed.connect(self._on_promise_removed)
        self.close_button.clicked.connect(self.close_wanted)
        self.on_button.clicked.connect(lambda: self._step(1))
        self.back_button.clicked.connect(lambda: self._step(-1))
        self.answer_button.clicked.connect(self.focus_answer)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.delete_button.clicked.connect(self._on_delete)
        self.evidence.opened.connect(lambda piece: open_evidence(self._workspace, piece))
        self.evidence.removed.connect(self._on_evidence_removed)
        self.evidence_button.clicked.connect(self._on_add_evidence)
        self.clashes.chosen.connect(self._on_clash_chosen)
        self.joined_open.clicked.connect(self._on_joined_open)
        self.joined_part.clicked.connect(self._on_joined_part)
        self.history.wanted.connect(self._show_history)

    def _show_fields(self, question: Question, *, anew: bool) -> None:
        desk = self._workspace.desk
        self.context.set_text(reached_words(desk, question))
        self.track.set_status(question.status)
        at = STATUS_TRACK.index(question.status)
        self.on_button.setVisible(question.status in MOVES_ON)
        self.on_button.setText(MOVES_ON.get(question.status, ""))
        self.back_button.setVisible(at > 0)
        self.back_button.setText(f"Back to {STATUS_TRACK[at - 1].label.lower()}" if at else "")
        self.answer_button.setVisible(not question.answer.strip())
        self.evidence.set_evidence(question.evidence, evidence_gone(desk, question.evidence))
        self.supplementary.set_values(question.supplementary)
        self.answer.show_question(question, anew=anew)
        self.promises.set_rows(desk.promises.of_question(question.id), desk.clock().date())
        self.details.show_question(desk, question, anew=anew)
        self.clashes.set_clashes(question, desk.questions_in.clashes(question.id))
        self._show_joined(question)
        self._show_remark()
        if self.history.is_open:
            self._show_history()

    def _show_remark(self) -> None:
        """One quiet line about what weakens the question; nothing once it was asked."""
        question = self._question
        remark = None
        if question is not None and question.status in NOT_ASKED:
            remark = remark_on(self.text_edit.text(), has_evidence=bool(question.evidence))
        self.remark.set_text(remark.value if remark else "")
        self.remark.setVisible(remark is not None)

    def _show_joined(self, question: Question) -> None:
        questions = self._workspace.desk.questions
        said = ""
        if question.joined and questions.exists(question.joined):
            said = f"Asked together with: {shortened(questions.get(question.joined).text, 200)}"
        also = questions.joined_to(question.id)
        if also:
            who = [f"{q.author.name if q.author else 'You'}: {shortened(q.text, 120)}" for q in also]
            said = "\n".join(filter(None, (said, "Asked together with this: " + "; ".join(who))))
        self.joined.set_text(said)
        self.joined.setVisible(bool(said))
        self.joined_buttons.setVisible(question.joined is not None)

    def _show_history(self) -> None:
        if self._question is not None:
            self.history.set_changes(self._workspace.desk.questions.history(self._question.id))

    def _change(self, **fields: Any) -> None:
        if self._question is None:
            return
        key = self._question.id
        # Held until it is on the disk, so that a refresh cannot bring the words from before it back.
        self._unsaved.update({(key, name): value for name, value in fields.items()})
        self._saving.save(
            (key, *sorted(fields)), lambda: self._workspace.desk.questions.change(key, **fields)
        )

    def _with_unsaved(self, question: Question) -> Question:
        """The question with what could not be written yet."""
        if not self._saving.waiting:
            self._unsaved.clear()
        mine = {name: value for (key, name), value in self._unsaved.items() if key == question.id}
        return replace(question, **mine)

    def _on_answered(self, text: str) -> None:
        if self._question is not None:
            key = self._question.id
            self._unsaved[key, "answer"] = text
            self._saving.save(
                (key, "answer"), lambda: self._workspace.desk.questions.record_answer(key, text)
            )

    def _on_response_wanted(self) -> None:
        """The panel's period from the day of the meeting at which it is asked."""
        if self._question is None:
            return
        desk, meeting = self._workspace.desk, self._question.meeting
        known = [m.date for m in desk.meetings.all() if m.id == meeting]
        self._change(response_due=desk.questions.response_date(known[0] if known else None))
        self.answer.response_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_promise_written(self, promise: PromiseId, text: str, by: str, due: str) -> None:
        if self._question is None:
            return
        key, promises = self._question.id, self._workspace.desk.promises
        self._saving.save((promise, "promise"), lambda: promises.note(promise, text, by, due, question=key))

    def _on_promise_settled(self, promise: PromiseId, state: PromiseState) -> None:
        promises = self._workspace.desk.promises
        self.promises.flush()
        self._saving.save((promise, "state"), lambda: promises.settle(promise, state))

    def _on_ask_again(self, promise: PromiseId) -> None:
        self.flush()
        question, changes = self._workspace.desk.promises.ask_again(promise)
        self._workspace.announce(changes)
        self._workspace.open_question(question.id)

    def _on_promise_removed(self, promise: PromiseId) -> None:
        promises = self._workspace.desk.promises
        before = promises.get(promise)
        if self._saving.save((promise, "promise"), lambda: promises.delete(promise)):
            self.promise_removed.emit(before)

    def _on_clash_chosen(self, clash: QuestionClash, mine: bool) -> None:
        # What is being typed is the version that is kept or goes into the history.
        self.flush()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        service = self._workspace.desk.questions_in
        choose = service.keep_mine if mine else service.take_theirs
        self._saving.save((clash.question, "clash", clash.field), lambda: choose(clash))

    def _on_joined_open(self) -> None:
        if self._question is not None and self._question.joined is not None:
            self._workspace.open_question(self._question.joined)

    def _on_joined_part(self) -> None:
        if self._question is not None:
            key = self._question.id
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._saving.save((key, "joined"), lambda: self._workspace.desk.questions.part(key))

    def _step(self, by: int) -> None:
        if self._question is None:
            return
        self.flush()
        at = STATUS_TRACK.index(self._question.status) + by
        if 0 <= at < len(STATUS_TRACK):
            self._change(status=STATUS_TRACK[at])

    def _move(self, by: int) -> None:
        if self._question is None:
            return
        self.flush()
        key, questions = self._question.id, self._workspace.desk.questions
        self._saving.save((key, "move"), lambda: questions.move_among(key, by))

    def _on_delete(self) -> None:
        if self._question is None:
            return
        self.flush()
        desk = self._workspace.desk
        before = desk.questions.get(self._question.id)
        self._question = None
        if self._saving.save((before.id, "delete"), lambda: desk.questions.delete(before.id)):
            self.deleted.emit(before)

    def _on_add_evidence(self) -> None:
        if self._question is None:
            return
        self.flush()
        piece = choose_evidence(self._workspace, self._question, self)
        if piece is not None and self._question is not None:
            self._change(evidence=(*self._question.evidence, piece))

    def _on_evidence_removed(self, piece: Evidence) -> None:
        if self._question is None:
            return
        key, before = self._question.id, self._question.evidence
        after = tuple(one for one in before if one is not piece)
        self._change(evidence=after)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.evidence_removed.emit(key, before)


def _flow(*buttons: Button) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, gap=8)
    for button in buttons:
        flow.addWidget(button)
    return row
