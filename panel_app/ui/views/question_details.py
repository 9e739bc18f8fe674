"""Where and how a question is asked: its meeting and item, its theme, how much it matters, who asks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.domain.questions import Importance, Question
from panel_app.services.desk import Desk
from panel_app.ui.models.question_words import item_choice, meeting_choice, meeting_of
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field
from panel_app.ui.widgets.text import AutoTextEdit

_ANOTHER = "another theme"


class DetailsPart(QWidget):
    """Signals: `changed(dict)` with the fields that were changed."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting_choice = Choice("Meeting")
        self.item_choice = Choice("Agenda item")
        self.theme_choice = Choice("Theme")
        self.theme_edit = AutoTextEdit("The panel’s own theme", minimum_lines=1)
        self.theme_edit.setAcceptDrops(False)
        self.theme_field = Field("The panel’s own theme", self.theme_edit)
        self.importance_choice = Choice("How much it matters")
        self.asker_edit = AutoTextEdit("Who asks", placeholder="The member who puts it", minimum_lines=1)
        self.asker_edit.setAcceptDrops(False)
        self.importance_choice.set_options([(one.label, one) for one in Importance], Importance.SHOULD)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for label, widget in (
            ("Meeting", self.meeting_choice),
            ("Agenda item", self.item_choice),
            ("Theme", self.theme_choice),
        ):
            self._box.addWidget(Field(label, widget))
        self._box.addWidget(self.theme_field)
        self._box.addWidget(Field("How much it matters", self.importance_choice))
        self._box.addWidget(Field("Who asks", self.asker_edit))
        self.theme_field.hide()
        self._connect()
        follow_theme(self, self._restyle)

    def show_question(self, desk: Desk, question: Question, *, anew: bool) -> None:
        """Show where it is asked; `anew` replaces everything, else what is being typed stays."""
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
        themes: list[tuple[str, object]] = [("No theme", "")]
        themes += [(theme, theme) for theme in desk.questions.themes()]
        if question.theme and question.theme not in [value for _, value in themes]:
            themes.append((question.theme, question.theme))
        themes.append(("Another theme…", _ANOTHER))
        writing = self.theme_edit.hasFocus() or self.theme_edit.has_unsettled_text()
        if anew or not writing:
            self.theme_choice.set_options(themes, question.theme)
            self.theme_edit.set_text("")
            self.theme_field.hide()
        self.importance_choice.set_options([(one.label, one) for one in Importance], question.importance)
        if anew or not (self.asker_edit.hasFocus() or self.asker_edit.has_unsettled_text()):
            self.asker_edit.set_text(question.asker)

    def flush(self) -> None:
        """Hand over what was typed."""
        self.asker_edit.flush()
        self.theme_edit.flush()

    def _connect(self) -> None:
        self.meeting_choice.currentIndexChanged.connect(
            lambda: self.changed.emit(
                {"meeting": meeting_of(self.meeting_choice.currentData()), "item": None}
            )
        )
        self.item_choice.currentIndexChanged.connect(
            lambda: self.changed.emit({"item": self.item_choice.currentData() or None})
        )
        self.theme_choice.currentIndexChanged.connect(self._on_theme)
        # Qt hands a text enum back as a text.
        self.importance_choice.currentIndexChanged.connect(
            lambda: self.changed.emit({"importance": Importance(self.importance_choice.currentData())})
        )
        self.asker_edit.settled.connect(lambda text: self.changed.emit({"asker": text.strip()}))
        self.theme_edit.settled.connect(self._on_own_theme)

    def _on_theme(self) -> None:
        chosen = self.theme_choice.currentData()
        if chosen == _ANOTHER:
            self.theme_field.show()
            self.theme_edit.setFocus()
            return
        self.theme_field.hide()
        self.changed.emit({"theme": chosen or ""})

    def _on_own_theme(self, text: str) -> None:
        if text.strip():
            self.changed.emit({"theme": " ".join(text.split())})

    def _restyle(self) -> None:
        self._box.setSpacing(current_theme().space(8))
