"""Questions that may be the same, side by side: asked as one in the words of either, or kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from panel_app.domain.questions import Question
from panel_app.ui.theme import current_theme
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import Card, ScrollPage
from panel_app.ui.widgets.columns import Columns
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.words import count_words

Pair = tuple[Question, Question]


class PairCard(Card):
    """Two questions. Signals: `joined(question, other)` asked in the words of the first, `apart()`."""

    joined = Signal(object, object)
    apart = Signal()

    def __init__(self, pair: Pair, own_name: str) -> None:
        super().__init__("", padding=16, gap=12)
        columns = Columns((1, 1), narrowest=220)
        self.words_buttons: list[Button] = []
        for column, question, other in zip(columns.columns, pair, reversed(pair), strict=True):
            self._add(column, question, other, own_name)
        self.body.addWidget(columns)
        self.apart_button = Button("These are two questions", small=True)
        self.body.addWidget(self.apart_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.apart_button.clicked.connect(self.apart)

    def _add(self, column: QVBoxLayout, question: Question, other: Question, own_name: str) -> None:
        whose = question.author.name if question.author else own_name or "Yours"
        column.setSpacing(current_theme().space(8))
        column.addWidget(Label(whose, role="small", colour="ink-2"))
        column.addWidget(Label(question.text))
        if question.evidence:
            pieces = count_words(len(question.evidence), "piece of evidence", "pieces of evidence")
            column.addWidget(Label(pieces, role="small", colour="ink-2"))
        button = Button("Ask both in these words", small=True)
        button.setAccessibleName(f"Ask both in the words of {whose}")
        button.clicked.connect(lambda: self.joined.emit(question.id, other.id))
        column.addStretch(1)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.words_buttons.append(button)


class PairsPage(ScrollPage):
    """All pairs. Signals: `joined(question, other)`, `apart(question, other)`, `left()`."""

    joined = Signal(object, object)
    apart = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(margin=4, gap=16)
        self.setAccessibleName("Questions that may be the same")
        self.cards: list[PairCard] = []
        self.back_button = Button("Back to all questions", icon="back", kind="quiet")

    def set_pairs(self, pairs: Sequence[Pair], own_name: str) -> None:
        """Show these; the keyboard goes to the first."""
        held = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        empty_box(self.body)
        self.cards = []
        self.body.addWidget(Heading("Are these the same question?", role="lead"))
        self.body.addWidget(
            Label(
                "Nothing is lost: each stays its member’s own, and the answer goes to both.", colour="ink-2"
            )
        )
        for pair in pairs:
            card = PairCard(pair, own_name)
            one, other = pair
            card.joined.connect(self.joined)
            card.apart.connect(lambda one=one, other=other: self.apart.emit(one.id, other.id))
            self.body.addWidget(card)
            self.cards.append(card)
        if not pairs:
            self.body.addWidget(Label("No two questions look alike.", colour="ink-2"))
        self.back_button = Button("Back to all questions", icon="back", kind="quiet")
        self.back_button.clicked.connect(self.left)
        self.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        if held:
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first pair, or the way back."""
        first = self.cards[0].words_buttons[0] if self.cards else self.back_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)
