"""“Save questions…”: of which meeting, in which form, and whether what rests on exempt papers goes too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from panel_app.domain.ids import MeetingId
from panel_app.services.desk import Desk
from panel_app.services.questions_out import ListForm
from panel_app.ui.dialogs.fitting import fit_to_words
from panel_app.ui.models.question_words import meeting_choice
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field, Tick
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.words import count_words

FORMS = (
    ("My questions, for the officer (one file)", ListForm.MINE),
    ("The list as a Word document", ListForm.WORD),
    ("The list as a PDF", ListForm.PDF),
    ("The list for a spreadsheet (CSV)", ListForm.CSV),
    ("The list with its answers, for members (one file)", ListForm.MEMBERS),
)
_WIDTH = 460


class SendQuestionsDialog(QDialog):
    """Accepted with `meeting`, `form` and `with_exempt`. The tick for exempt papers is clear at first."""

    def __init__(self, desk: Desk, form: ListForm = ListForm.MINE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("Save questions")
        self.meeting_choice = Choice("Meeting")
        coming = desk.meetings.next_meeting()
        options = [(meeting_choice(m), m.id) for m in desk.meetings.all()]
        self.meeting_choice.set_options(options, coming.id if coming else None)
        self.form_choice = Choice("As")
        self.form_choice.set_options(FORMS, form)
        self.name_edit = QLineEdit(desk.settings.member_name)
        self.name_edit.setMaxLength(120)
        self.name_field = Field("Your name, as it stands in the file", self.name_edit)
        self.counts = Label("", colour="ink-2")
        self.exempt = Tick("Take what rests on exempt papers too")
        self.save_button = Button("Save…", "save", kind="primary")
        self.save_button.setDefault(True)
        self.cancel_button = Button("Cancel")
        self._lay_out()
        for choice in (self.meeting_choice, self.form_choice):
            choice.currentIndexChanged.connect(self._refresh)
        self.exempt.toggled.connect(self._refresh)
        self.name_edit.textChanged.connect(self._refresh)
        self.save_button.clicked.connect(self._on_save)
        self.cancel_button.clicked.connect(self.reject)
        self._refresh()
        self.form_choice.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def meeting(self) -> MeetingId | None:
        """Of which meeting; None where none is known."""
        chosen = self.meeting_choice.currentData()
        return MeetingId(chosen) if chosen else None

    @property
    def form(self) -> ListForm:
        # Qt hands a text enum back as a text.
        return ListForm(self.form_choice.currentData())

    @property
    def with_exempt(self) -> bool:
        return self.exempt.isChecked()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)

    def _refresh(self) -> None:
        form, meeting = self.form, self.meeting
        taken, left_out = (0, 0)
        if meeting is not None:
            taken, left_out = self._desk.questions_out.counts(meeting, form, self.with_exempt)
        self.counts.set_text(_sentence(form, taken, left_out))
        self.exempt.setVisible(bool(left_out) or self.with_exempt)
        signed = form in (ListForm.MINE, ListForm.MEMBERS)
        self.name_field.setVisible(signed)
        self.save_button.setEnabled(taken > 0 and (not signed or bool(self.name_edit.text().strip())))
        fit_to_words(self)

    def _on_save(self) -> None:
        name = self.name_edit.text().strip()
        if self.form in (ListForm.MINE, ListForm.MEMBERS) and name != self._desk.settings.member_name:
            self._desk.settings.set_member_name(name)
        self.accept()

    def _lay_out(self) -> None:
        theme = current_theme()
        side = theme.space(24)
        box = QVBoxLayout(self)
        box.setContentsMargins(side, side, side, side)
        box.setSpacing(theme.space(12))
        box.addWidget(Heading("Save questions"))
        box.addWidget(Field("Meeting", self.meeting_choice))
        box.addWidget(Field("As", self.form_choice))
        box.addWidget(self.name_field)
        box.addWidget(self.counts)
        box.addWidget(self.exempt)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        box.addLayout(row)
        self.setMinimumWidth(theme.space(_WIDTH))


def _sentence(form: ListForm, taken: int, left_out: int) -> str:
    if not taken:
        said = ["No question for this meeting is marked as ready."]
    elif form is ListForm.MINE:
        said = [f"{count_words(taken, 'question')} of yours; drafts stay here. They count as sent then."]
    else:
        said = [f"{count_words(taken, 'question')} under their themes; drafts stay here."]
    if left_out:
        parts, stay = ("1 part", "stays") if left_out == 1 else (f"{left_out} parts", "stay")
        said.append(f"{parts} on exempt papers, or on papers that are no longer here, {stay} out.")
    return " ".join(said)
