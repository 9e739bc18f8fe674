"""One open question: every field saves itself, and nothing that is being typed is ever replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import QuestionId
from panel_app.domain.questions import STATUS_TRACK, Evidence, EvidenceKind, Question, QuestionStatus
from panel_app.ui.models.question_words import (
    MOVES_ON,
    THEMES,
    item_choice,
    meeting_choice,
    meeting_of,
    reached_words,
)
from panel_app.ui.saving import Saving
from panel_app.ui.theme import current_theme
from panel_app.ui.views.question_parts import EvidenceList, StatusTrack, SupplementaryList
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import AutoTextEdit, Label, Rule
from panel_app.ui.workspace import Workspace


class QuestionEditor(ScrollPage):
    """The panel of an open question.

    Signals: `close_wanted()`, `deleted(Question)`, `evidence_removed(question, evidence)` with all it had.
    """

    close_wanted = Signal()
    deleted = Signal(object)
    evidence_removed = Signal(object, object)

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
        self.answer_edit.set_text(found.answer)
        self.supplementary.clear()
        self.supplementary.set_texts(found.supplementary)
        self._show_fields(found)
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
        for editor, text in ((self.text_edit, found.text), (self.answer_edit, found.answer)):
            if not editor.hasFocus() and not editor.has_unsettled_text():
                editor.set_text(text)
        self.supplementary.set_texts(found.supplementary)
        self._show_fields(found)
        return True

    def flush(self) -> None:
        """Hand over everything that was typed."""
        self.text_edit.flush()
        self.answer_edit.flush()
        self.supplementary.flush()

    def is_blank(self) -> bool:
        """Whether nothing was put into the question that is open."""
        q = self._question
        if q is None or self.text_edit.text().strip() or self.answer_edit.text().strip():
            return False
        return not (q.evidence or self.supplementary.texts()) and q.status is QuestionStatus.DRAFT

    def focus_text(self) -> None:
        """Put the keyboard into the words of the question, at their end."""
        self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.text_edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text_edit.setTextCursor(cursor)
        self.verticalScrollBar().setValue(0)

    def _make(self) -> None:
        self.context = Label("", role="small", colour="ink-2")
        self.close_button = IconButton("close", "Close this question", kind="quiet", small=True)
        head = QHBoxLayout()
        head.addWidget(self.context, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.text_edit = AutoTextEdit("Question", placeholder="What do you want to ask?", role="lead")
        self.body.addWidget(self.text_edit)
        self.track = StatusTrack()
        self.body.addWidget(self.track)
        self.back_button = Button("", small=True)
        self.on_button = Button("", small=True)
        self.up_button = Button("Ask earlier", icon="up", small=True)
        self.down_button = Button("Ask later", icon="down", small=True)
        self.body.addWidget(_flow(self.on_button, self.back_button))
        self.meeting_choice = Choice("Meeting")
        self.item_choice = Choice("Agenda item")
        self.theme_choice = Choice("Theme")
        self.body.addWidget(Rule())
        for label, choice in (
            ("Meeting", self.meeting_choice),
            ("Agenda item", self.item_choice),
            ("Theme", self.theme_choice),
        ):
            self.body.addWidget(Field(label, choice))
        self.evidence = EvidenceList()
        self._add_block("Evidence", self.evidence)
        self.supplementary = SupplementaryList()
        self._add_block("Supplementary questions", self.supplementary)
        self.answer_edit = AutoTextEdit("Answer", placeholder="What was said, and where it is written")
        self._add_block("Answer", self.answer_edit)
        self.delete_button = Button("Delete this question", icon="trash", small=True)
        self.body.addWidget(Rule())
        self.body.addWidget(_flow(self.up_button, self.down_button, self.delete_button))
        self.body.addStretch(1)
        for editor in (self.text_edit, self.answer_edit):
            # A file that is dropped on the window is imported, wherever it falls.
            editor.setAcceptDrops(False)

    def _add_block(self, title: str, widget: QWidget) -> None:
        block = QVBoxLayout()
        block.setSpacing(current_theme().space(4))
        block.addWidget(Label(title, role="small", colour="ink-2", bold=True))
        block.addWidget(widget)
        self.body.addWidget(Rule())
        self.body.addLayout(block)

    def _connect(self) -> None:
        self.text_edit.settled.connect(lambda text: self._change(text=text))
        self.answer_edit.settled.connect(lambda text: self._change(answer=text))
        self.supplementary.changed.connect(lambda texts: self._change(supplementary=texts))
        self.theme_choice.currentIndexChanged.connect(
            lambda: self._change(theme=self.theme_choice.currentData() or "")
        )
        self.meeting_choice.currentIndexChanged.connect(
            lambda: self._change(meeting=meeting_of(self.meeting_choice.currentData()), item=None)
        )
        self.item_choice.currentIndexChanged.connect(
            lambda: self._change(item=self.item_choice.currentData() or None)
        )
        self.close_button.clicked.connect(self.close_wanted)
        self.on_button.clicked.connect(lambda: self._step(1))
        self.back_button.clicked.connect(lambda: self._step(-1))
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.delete_button.clicked.connect(self._on_delete)
        self.evidence.opened.connect(self._on_evidence_opened)
        self.evidence.removed.connect(self._on_evidence_removed)

    def _show_fields(self, question: Question) -> None:
        desk = self._workspace.desk
        self.context.set_text(reached_words(desk, question))
        self.track.set_status(question.status)
        at = STATUS_TRACK.index(question.status)
        self.on_button.setVisible(question.status in MOVES_ON)
        self.on_button.setText(MOVES_ON.get(question.status, ""))
        self.back_button.setVisible(at > 0)
        self.back_button.setText(f"Back to {STATUS_TRACK[at - 1].label.lower()}" if at else "")
        meetings: list[tuple[str, object]] = [("No meeting", None)]
        meetings += [(meeting_choice(m), m.id) for m in desk.meetings.all()]
        if question.meeting and question.meeting not in [value for _, value in meetings]:
            meetings.append(("A meeting not in the library", question.meeting))
        self.meeting_choice.set_options(meetings, question.meeting)
        items: list[tuple[str, object]] = [("No item", None)]
        if question.meeting:
            items += [(item_choice(i), i.id) for i in desk.meetings.items(question.meeting)]
        if question.item and question.item not in [value for _, value in items]:
            items.append(("An item not in the library", question.item))
        self.item_choice.set_options(items, question.item)
        self.item_choice.setEnabled(len(items) > 1)
        themes: list[tuple[str, object]] = [("No theme", ""), *((theme, theme) for theme in THEMES)]
        if question.theme and question.theme not in THEMES:
            themes.append((question.theme, question.theme))
        self.theme_choice.set_options(themes, question.theme)
        self.evidence.set_evidence(question.evidence)

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
        # It changes places with its neighbour among those still to be asked, which is what the board shows.
        order = questions.all()
        at = next(i for i, q in enumerate(order) if q.id == key)
        beside = [i for i, q in enumerate(order) if q.status in _TO_ASK and (i - at) * by > 0]
        if beside:
            to = min(beside, key=lambda i: abs(i - at))
            self._saving.save((key, "move"), lambda: questions.move(key, to - at))

    def _on_delete(self) -> None:
        if self._question is None:
            return
        self.flush()
        desk = self._workspace.desk
        before = desk.questions.get(self._question.id)
        self._question = None
        if self._saving.save((before.id, "delete"), lambda: desk.questions.delete(before.id)):
            self.deleted.emit(before)

    def _on_evidence_opened(self, piece: Evidence) -> None:
        if piece.measure is not None:
            self._workspace.open_measure(piece.measure)
        elif piece.kind is EvidenceKind.FIGURES and piece.paper is not None and piece.page is not None:
            self._workspace.open_figure(piece.paper, piece.page, piece.quote)
        elif piece.paper is not None:
            self._workspace.open_paper(piece.paper, piece.page, piece.quote)

    def _on_evidence_removed(self, piece: Evidence) -> None:
        if self._question is None:
            return
        key, before = self._question.id, self._question.evidence
        after = tuple(one for one in before if one is not piece)
        self._change(evidence=after)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.evidence_removed.emit(key, before)


_TO_ASK = (QuestionStatus.DRAFT, QuestionStatus.READY)


def _flow(*buttons: Button) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, gap=8)
    for button in buttons:
        flow.addWidget(button)
    return row
