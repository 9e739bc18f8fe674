"""One question in the meeting: note that it was asked, and what was answered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from panel_app.domain.in_meeting import NOT_YET_ASKED
from panel_app.domain.questions import Question
from panel_app.ui.models.question_words import NO_WORDS, STATUS_CHIPS
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import Card
from panel_app.ui.widgets.chips import Chip
from panel_app.ui.widgets.text import AutoTextEdit, Label
from panel_app.ui.words import shortened

_NAME = 120


class MeetingQuestionCard(Card):
    """The words of a question, where it is, and once it was asked the answer to write.

    Signals: `asked(question id)`, `taken_back(question id)`, `answered(question id, text)` while one types,
    `left()` for Escape.
    """

    asked = Signal(object)
    taken_back = Signal(object)
    answered = Signal(object, str)
    left = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(padding=12, gap=8, parent=parent)
        self.question = question
        self.words = Label(role="lead")
        self.chip = Chip("")
        self.asked_button = Button("Note as asked", "check", wide=True)
        self.back_button = Button("Not asked after all", kind="quiet", small=True)
        self.answer_label = Label("The answer", role="small", colour="ink-2")
        self.answer = AutoTextEdit("The answer", question.answer, minimum_lines=3)
        self.body.addWidget(self.words)
        self.body.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.asked_button, self.answer_label, self.answer):
            self.body.addWidget(widget)
        self.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.asked_button.clicked.connect(lambda: self.asked.emit(self.question.id))
        self.back_button.clicked.connect(lambda: self.taken_back.emit(self.question.id))
        self.answer.settled.connect(lambda text: self.answered.emit(self.question.id, text))
        self.show_question(question)

    def show_question(self, question: Question) -> None:
        """Show the question as it is now; an answer that is being written stays."""
        self.question = question
        said = question.text.strip() or NO_WORDS
        self.words.set_text(said)
        self.chip.set_state(question.status.label, *STATUS_CHIPS[question.status])
        was_asked = question.status not in NOT_YET_ASKED
        short = shortened(said, _NAME)
        self.setAccessibleName(f"{short}. {question.status.label}")
        self.asked_button.setAccessibleName(f"Note as asked: {short}")
        self.back_button.setAccessibleName(f"Not asked after all: {short}")
        self.answer.setAccessibleName(f"The answer to: {short}")
        if not self.answer.hasFocus() and not self.answer.has_unsettled_text():
            self.answer.set_text(question.answer)
        self.asked_button.setVisible(not was_asked)
        self.answer_label.setVisible(was_asked)
        self.answer.setVisible(was_asked)
        self.back_button.setVisible(was_asked and not question.answer)

    def write_answer(self) -> None:
        """Put the keyboard into the answer."""
        self.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.answer.flush()
            self.left.emit()
            return
        super().keyPressEvent(event)
