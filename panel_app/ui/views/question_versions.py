"""What both changed of a question, each version beside the other, and the dated history of its changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.domain.exchange import QuestionClash
from panel_app.domain.questions import Question, QuestionChange
from panel_app.ui.models.question_words import field_words, history_words
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import Card
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label


class ClashCard(Card):
    """A field in two versions. Signals: `mine_chosen()`, `theirs_chosen()`."""

    mine_chosen = Signal()
    theirs_chosen = Signal()

    def __init__(self, clash: QuestionClash, mine: str, parent: QWidget | None = None) -> None:
        super().__init__("warn", padding=12, parent=parent)
        what = field_words(clash.field)
        sentence = f"{what}: changed by you and by {clash.sender_name}."
        self.setAccessibleName(sentence)
        self.body.addWidget(Label(sentence, bold=True))
        for whose, text in (("Yours", mine), (clash.sender_name, str(clash.theirs))):
            self.body.addWidget(Label(whose, role="small", colour="ink-2"))
            self.body.addWidget(Label(text or "(empty)"))
        self.mine_button = Button("Keep mine", small=True)
        self.theirs_button = Button("Take theirs", small=True)
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for button in (self.mine_button, self.theirs_button):
            button.setAccessibleName(f"{button.text()}: {what}")
            flow.addWidget(button)
        self.body.addWidget(row)
        self.body.addWidget(Label("The other one stays in the history.", role="small", colour="ink-2"))
        self.mine_button.clicked.connect(self.mine_chosen)
        self.theirs_button.clicked.connect(self.theirs_chosen)


class ClashList(QWidget):
    """The fields in two versions; hidden where there are none. Signals: `chosen(clash, mine)`."""

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self.cards: list[ClashCard] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()
        follow_theme(self, self._restyle)

    def set_clashes(self, question: Question, clashes: Sequence[QuestionClash]) -> None:
        """Show these beside what stands in the question."""
        wanted = tuple((clash, str(getattr(question, clash.field) or "")) for clash in clashes)
        if wanted == self._shown:
            return
        self._shown = wanted
        empty_box(self._box)
        self.cards = []
        for clash, mine in wanted:
            card = ClashCard(clash, mine)
            card.mine_chosen.connect(lambda clash=clash: self.chosen.emit(clash, True))
            card.theirs_chosen.connect(lambda clash=clash: self.chosen.emit(clash, False))
            self._box.addWidget(card)
            card.show()
            self.cards.append(card)
        self.setVisible(bool(self.cards))

    def _restyle(self) -> None:
        self._box.setSpacing(current_theme().space(12))


class HistoryPart(QWidget):
    """The dated history behind a link. Signals: `wanted()` when it is opened."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggle = Button("Show the history", icon="clock", kind="quiet", small=True)
        self._lines = QVBoxLayout()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addLayout(self._lines)
        self.is_open = False
        self.toggle.clicked.connect(self._on_toggled)
        follow_theme(self, self._restyle)

    def set_changes(self, changes: Sequence[QuestionChange]) -> None:
        """Show these, the newest first."""
        empty_box(self._lines)
        for change in reversed(changes):
            self._lines.addWidget(Label(history_words(change), role="small", colour="ink-2"))

    def close_again(self) -> None:
        """As it is when a question is opened."""
        if self.is_open:
            self._on_toggled()

    def _on_toggled(self) -> None:
        self.is_open = not self.is_open
        self.toggle.setText("Hide the history" if self.is_open else "Show the history")
        if self.is_open:
            self.wanted.emit()
        else:
            empty_box(self._lines)

    def _restyle(self) -> None:
        theme = current_theme()
        self._box.setSpacing(theme.space(8))
        self._lines.setSpacing(theme.space(6))
