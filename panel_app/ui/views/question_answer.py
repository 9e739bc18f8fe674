"""The answer to a question: what was said, by whom and when, whether it answers, and what must be written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.domain.questions import Question, Satisfied
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.day_field import DayField, Reader
from panel_app.ui.widgets.fields import Field
from panel_app.ui.widgets.text import AutoTextEdit
from panel_app.ui.words import short_day

_SATISFIED = (
    ("Not said yet", None),
    ("Yes, it answers the question", Satisfied.YES),
    ("In part", Satisfied.PARTLY),
    ("No", Satisfied.NO),
)


class AnswerPart(QWidget):
    """Signals: `answered(text)`, `changed(dict)` with the other fields that were changed,
    `response_wanted()` to set the panel's period.
    """

    answered = Signal(str)
    changed = Signal(object)
    response_wanted = Signal()

    def __init__(self, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_edit = AutoTextEdit("Answer", placeholder="What was said, and where it is written")
        self.by_edit = AutoTextEdit("Answered by", minimum_lines=1)
        self.on_edit = DayField("Answered on", read)
        self.satisfied = Choice("Does it answer the question?")
        self.satisfied.set_options(_SATISFIED, None)
        self.response_button = Button("Require a written response", icon="clock", small=True)
        self.response_edit = DayField("Written response required by", read)
        self.response_field = Field("Written response required by", self.response_edit)
        for editor in (self.text_edit, self.by_edit):
            editor.setAcceptDrops(False)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.text_edit)
        self._box.addWidget(Field("By", self.by_edit))
        self._box.addWidget(Field("On", self.on_edit))
        self._box.addWidget(Field("Does it answer the question?", self.satisfied))
        self._box.addWidget(self.response_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(self.response_field)
        self.text_edit.settled.connect(self.answered)
        self.by_edit.settled.connect(lambda text: self.changed.emit({"answered_by": text.strip()}))
        self.on_edit.settled.connect(lambda _: self._on_day(self.on_edit, "answered_on"))
        self.response_edit.settled.connect(lambda _: self._on_day(self.response_edit, "response_due"))
        self.satisfied.currentIndexChanged.connect(self._on_satisfied)
        self.response_button.clicked.connect(self.response_wanted)
        follow_theme(self, self._restyle)

    def show_question(self, question: Question, *, anew: bool) -> None:
        """Show its answer; `anew` replaces everything, else what is being typed stays."""
        for editor, text in ((self.text_edit, question.answer), (self.by_edit, question.answered_by)):
            if anew or not (editor.hasFocus() or editor.has_unsettled_text()):
                editor.set_text(text)
        for field, day in ((self.on_edit, question.answered_on), (self.response_edit, question.response_due)):
            if anew:
                field.editor.set_text(_words(day))
            elif field.day() != day:
                field.set_words(_words(day))
        self.satisfied.set_options(_SATISFIED, question.satisfied)
        required = question.response_due is not None or self.response_edit.editor.hasFocus()
        self.response_field.setVisible(required)
        self.response_button.setVisible(not required)

    def focus_answer(self) -> None:
        """Put the keyboard where the answer is written."""
        self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Hand over what was typed."""
        for one in (self.text_edit, self.by_edit, self.on_edit, self.response_edit):
            one.flush()

    def _on_day(self, field: DayField, name: str) -> None:
        # Words that name no day are left standing, so that they can be put right.
        if field.day() is not None or not field.words():
            self.changed.emit({name: field.day()})

    def _on_satisfied(self) -> None:
        # Qt hands a text enum back as a text.
        value = self.satisfied.currentData()
        self.changed.emit({"satisfied": Satisfied(value) if value else None})

    def _restyle(self) -> None:
        self._box.setSpacing(current_theme().space(8))


def _words(day: date | None) -> str:
    return short_day(day) if day else ""
