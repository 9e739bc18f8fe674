"""At the right in meeting mode: the item, and my questions for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from panel_app.domain.ids import QuestionId
from panel_app.domain.in_meeting import NOT_YET_ASKED
from panel_app.domain.questions import Question
from panel_app.ui.keys import tell_keys
from panel_app.ui.meeting.question_card import MeetingQuestionCard
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.text import Heading, Label

NO_QUESTIONS = "You have no question for this item. Select words in the paper and press Q to begin one."
FOR_WHOLE = "For the whole meeting"


class QuestionPane(ScrollPage):
    """Signals: `asked(question id)`, `taken_back(question id)`, `answered(question id, text)`, `left()`."""

    asked = Signal(object)
    taken_back = Signal(object)
    answered = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, gap=12, surface="surface", parent=parent)
        self.setAccessibleName("My questions for this item")
        tell_keys(self)
        self.item = Heading(role="section")
        self.nothing = Label(NO_QUESTIONS, colour="ink-2")
        self.whole = Heading(FOR_WHOLE, role="body")
        self._cards: dict[QuestionId, MeetingQuestionCard] = {}
        self._order: tuple[tuple[QuestionId, ...], tuple[QuestionId, ...]] = ((), ())
        self._of_item, self._of_meeting = QVBoxLayout(), QVBoxLayout()
        self.body.addWidget(self.item)
        self.body.addWidget(Label("My questions", role="small", colour="ink-2"))
        self.body.addWidget(self.nothing)
        self.body.addLayout(self._of_item)
        self.body.addWidget(self.whole)
        self.body.addLayout(self._of_meeting)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        follow_theme(self, self._space)

    def cards(self) -> list[MeetingQuestionCard]:
        """The cards, those of the item first."""
        return [self._cards[key] for part in self._order for key in part]

    def show_item(self, title: str, mine: Sequence[Question], whole: Sequence[Question]) -> None:
        """Show an item with its questions, and those for the whole meeting."""
        self.item.set_text(title)
        order = tuple(q.id for q in mine), tuple(q.id for q in whole)
        if order != self._order:
            self._order = order
            self._arrange([*mine, *whole])
        for question in (*mine, *whole):
            self._cards[question.id].show_question(question)
        self.nothing.setVisible(not mine)
        self.whole.setVisible(bool(whole))

    def next_card(self) -> MeetingQuestionCard | None:
        """The first question not yet asked, else the first without an answer, else the first."""
        cards = self.cards()
        waiting = [card for card in cards if card.question.status in NOT_YET_ASKED]
        silent = [card for card in cards if not card.question.answer]
        return next(iter([*waiting, *silent, *cards]), None)

    def card(self, question: QuestionId) -> MeetingQuestionCard | None:
        return self._cards.get(question)

    def _arrange(self, questions: Sequence[Question]) -> None:
        kept = {question.id for question in questions}
        for key in [key for key in self._cards if key not in kept]:
            gone = self._cards.pop(key)
            gone.answer.flush()
            gone.hide()
            gone.deleteLater()
        for layout in (self._of_item, self._of_meeting):
            while layout.takeAt(0) is not None:
                pass
        for layout, keys in zip((self._of_item, self._of_meeting), self._order, strict=True):
            for key in keys:
                card = self._card(next(q for q in questions if q.id == key))
                layout.addWidget(card)
                # At once: the key that comes next may give it the keyboard.
                card.show()

    def _card(self, question: Question) -> MeetingQuestionCard:
        card = self._cards.get(question.id)
        if card is None:
            card = self._cards[question.id] = MeetingQuestionCard(question)
            card.asked.connect(self.asked)
            card.taken_back.connect(self.taken_back)
            card.answered.connect(self.answered)
            card.left.connect(self.left)
        return card

    def _space(self) -> None:
        for layout in (self._of_item, self._of_meeting):
            layout.setSpacing(current_theme().space(12))
