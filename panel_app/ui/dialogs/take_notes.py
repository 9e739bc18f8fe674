"""“Take notes out…”: which notes, in which form, and whether those on exempt papers go too."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from panel_app.domain.ids import MarkId, PaperId
from panel_app.services.chosen_notes import NoteChoice
from panel_app.services.desk import Desk
from panel_app.services.notes_out import NoteCounts, NoteForm
from panel_app.ui.dialogs.fitting import fit_to_words
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field, Tick
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.words import count_words

_FORMS = (
    ("Word document", NoteForm.WORD),
    ("Copy of the PDF with my marks", NoteForm.PDF),
    ("Text (Markdown)", NoteForm.MARKDOWN),
    ("File for a colleague, with my name", NoteForm.SHARED),
    ("File for another computer (Web Annotations)", NoteForm.JSON),
)
_WIDTH = 460


class TakeNotesDialog(QDialog):
    """Accepted with `choice` and `form`. The tick for exempt papers is clear whenever it opens.

    `listed` are the notes of a list of which not all are shown.
    """

    def __init__(
        self,
        desk: Desk,
        paper: PaperId | None,
        parent: QWidget | None = None,
        listed: frozenset[MarkId] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("Take notes out")
        self.which = Choice("Which notes")
        choices = _choices(desk, paper, listed)
        self.which.set_options(choices, choices[0][1])
        self.form_choice = Choice("As")
        self.name_edit = QLineEdit(desk.settings.member_name)
        self.name_edit.setMaxLength(120)
        self.name_field = Field("Your name, as the colleague will see it", self.name_edit)
        self.counts = Label("", colour="ink-2")
        self.exempt = Tick("Take notes on exempt papers too")
        self.save_button = Button("Save…", "save", kind="primary")
        self.save_button.setDefault(True)
        self.cancel_button = Button("Cancel")
        self._lay_out()
        self.which.currentIndexChanged.connect(self._offer_forms)
        self.form_choice.currentIndexChanged.connect(self._refresh)
        self.exempt.toggled.connect(self._refresh)
        self.name_edit.textChanged.connect(self._refresh)
        self.save_button.clicked.connect(self._on_save)
        self.cancel_button.clicked.connect(self.reject)
        self._offer_forms()
        self.which.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def choice(self) -> NoteChoice:
        """Which notes were chosen."""
        chosen: NoteChoice = self.which.currentData()
        return replace(chosen, exempt=self.exempt.isChecked())

    @property
    def form(self) -> NoteForm:
        """What they are to become."""
        # Qt hands a text back as a plain text.
        return NoteForm(self.form_choice.currentData())

    def _offer_forms(self) -> None:
        before = self.form_choice.currentData()
        one_paper = self.choice.paper is not None
        offered = [(words, form) for words, form in _FORMS if one_paper or form is not NoteForm.PDF]
        kept = before if before in [form for _, form in offered] else NoteForm.WORD
        self.form_choice.set_options(offered, kept)
        self._refresh()

    def _refresh(self) -> None:
        found = self._desk.notes_out.counts(self.choice)
        pdf, shared = self.form is NoteForm.PDF, self.form is NoteForm.SHARED
        taken = found.taken - found.without_place if pdf else found.taken
        self.counts.set_text(_sentence(found, taken, pdf=pdf))
        # Nothing exempt, nothing to ask; once ticked it stays in sight to be cleared.
        self.exempt.setVisible(bool(found.exempt) or found.blank_pages > 0 or self.exempt.isChecked())
        self.name_field.setVisible(shared)
        named = bool(self.name_edit.text().strip())
        self.save_button.setEnabled(taken > 0 and (named or not shared))
        fit_to_words(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)

    def _on_save(self) -> None:
        name = self.name_edit.text().strip()
        if self.form is NoteForm.SHARED and name != self._desk.settings.member_name:
            self._desk.settings.set_member_name(name)
        self.accept()

    def _lay_out(self) -> None:
        theme = current_theme()
        side = theme.space(24)
        box = QVBoxLayout(self)
        box.setContentsMargins(side, side, side, side)
        box.setSpacing(theme.space(12))
        box.addWidget(Heading("Take notes out"))
        for widget in (Field("Which notes", self.which), Field("As", self.form_choice), self.name_field):
            box.addWidget(widget)
        box.addWidget(self.counts)
        box.addWidget(self.exempt)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        box.addLayout(row)
        self.setMinimumWidth(theme.space(_WIDTH))


def _choices(
    desk: Desk, paper: PaperId | None, listed: frozenset[MarkId] | None
) -> list[tuple[str, NoteChoice]]:
    choices: list[tuple[str, NoteChoice]] = []
    if listed is not None:
        shown = "The one in the list" if len(listed) == 1 else f"The {len(listed):,} in the list"
        choices.append((shown, NoteChoice(paper=paper, marks=listed)))
    if paper is not None:
        choices.append(("On this paper", NoteChoice(paper=paper)))
        meeting = desk.papers.get(paper).meeting
        if meeting is not None:
            choices.append(("On all papers of this meeting", NoteChoice(meeting=meeting)))
    return [*choices, ("On all papers", NoteChoice())]


def _sentence(found: NoteCounts, taken: int, *, pdf: bool) -> str:
    said = [f"{count_words(taken, 'note')} with the citation of each." if taken else "No notes to take."]
    if found.exempt:
        be = "stays" if found.exempt == 1 else "stay"
        said.append(
            f"{count_words(found.exempt, 'note')} on exempt papers, or on papers that are no longer "
            f"here, {be} out."
        )
    if pdf and found.blank_pages:
        pages = count_words(found.blank_pages, "exempt page")
        said.append(f"{pages} {'is' if found.blank_pages == 1 else 'are'} blank in the copy.")
    if pdf and found.without_place:
        said.append(
            f"{count_words(found.without_place, 'note')} without a place in this version cannot be "
            "on its pages."
        )
    return " ".join(said)
