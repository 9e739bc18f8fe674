"""The board of questions: to ask, asked, waiting for an answer, answered, followed up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.ids import QuestionId
from panel_app.ui.keys import tell_keys
from panel_app.ui.models.question_words import (
    BOARD,
    CLOSED,
    BoardColumn,
    QuestionLine,
)
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import ClickableCard
from panel_app.ui.widgets.chips import Chip
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label, Rule
from panel_app.ui.words import shortened

MOST_CARDS = 50
"""Cards of one column; the table shows the others."""
_MOST_CHARACTERS = 240
_NARROWEST = 180
_BESIDE = len("Item 10")


class QuestionCard(ClickableCard):
    """One question: its words, where it stands, its item and how much evidence it has."""

    def __init__(self, line: QuestionLine, parent: QWidget | None = None) -> None:
        super().__init__(line.spoken, parent=parent)
        self._line = line
        self._words = Label("")
        self._chip = Chip("")
        self._beside = Label("", role="small", colour="ink-2", wrap=False)
        self._below = Label("", role="small", colour="ink-2")
        meta = QWidget()
        meta.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        flow = FlowLayout(meta, gap=8, row_gap=4)
        flow.addWidget(self._chip)
        flow.addWidget(self._beside)
        self.body.addWidget(self._words)
        self.body.addWidget(meta)
        self.body.addWidget(self._below)
        self._show()

    def line(self) -> QuestionLine:
        """What the card says."""
        return self._line

    def set_line(self, line: QuestionLine) -> None:
        """Say something else."""
        if line != self._line:
            self._line = line
            self._show()

    def _show(self) -> None:
        line = self._line
        words, kind, icon = line.chip
        self.setAccessibleName(line.spoken)
        self._words.set_text(shortened(line.text, _MOST_CHARACTERS))
        self._words.set_colour("ink" if line.question.text.strip() else "ink-3")
        self._chip.set_state(words, kind, icon)
        # A number stands beside the chip; a name needs a line that wraps.
        short = len(line.beside) <= _BESIDE
        below = line.below if short else ". ".join(x for x in (line.beside, line.below) if x)
        self._beside.set_text(line.beside if short else "")
        self._beside.setVisible(short and bool(line.beside))
        self._below.set_text(below)
        self._below.setVisible(bool(below))


class CardColumn(QWidget):
    """A column of cards with its title and count.

    Signals: `chosen(question)`, `answer_wanted(question)` on A, `table_wanted()`.
    """

    chosen = Signal(object)
    answer_wanted = Signal(object)
    table_wanted = Signal()

    def __init__(self, column: BoardColumn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self._cards: dict[QuestionId, QuestionCard] = {}
        self._order: list[QuestionId] = []
        self._title = Label(column.title, bold=True)
        self._count = Label("0", colour="ink-2", wrap=False)
        self._empty = Label(column.empty, colour="ink-2")
        self._more = Button("", kind="quiet")
        self._more.clicked.connect(self.table_wanted)
        head = QHBoxLayout()
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._stack = QVBoxLayout()
        self._box.addLayout(head)
        self._box.addWidget(Rule(strong=True))
        self._box.addWidget(self._empty)
        self._box.addLayout(self._stack)
        self._box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        follow_theme(self, self._restyle)

    def cards(self) -> list[QuestionCard]:
        """From the top."""
        return [self._cards[key] for key in self._order]

    def set_lines(self, lines: Sequence[QuestionLine]) -> None:
        """Show these; cards that stay are kept, so that the keyboard stays where it is."""
        shown = lines[:MOST_CARDS]
        wanted = [line.question.id for line in shown]
        for gone in set(self._cards) - set(wanted):
            card = self._cards.pop(gone)
            self._stack.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, line in enumerate(shown):
            card_here = self._cards.get(line.question.id)
            if card_here is None:
                card_here = QuestionCard(line)
                card_here.clicked.connect(self._on_clicked)
                self._cards[line.question.id] = card_here
                self._stack.insertWidget(place, card_here)
                card_here.show()
            else:
                card_here.set_line(line)
                if self._stack.indexOf(card_here) != place:
                    self._stack.removeWidget(card_here)
                    self._stack.insertWidget(place, card_here)
        self._order = wanted
        for before, after in zip(self.cards(), self.cards()[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._count.set_text(str(len(lines)))
        self._empty.setVisible(not lines)
        more = len(lines) - len(shown)
        self._more.setVisible(more > 0)
        self._more.setText(f"{more} more: show all in the table")

    def set_chosen(self, question: QuestionId | None) -> None:
        for key, card in self._cards.items():
            if card.is_chosen() != (key == question):
                card.set_chosen(key == question)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        cards = self.cards()
        held = next((at for at, card in enumerate(cards) if card.hasFocus()), None)
        if held is not None and event.key() == Qt.Key.Key_A and not event.modifiers():
            self.answer_wanted.emit(cards[held].line().question.id)
            return
        if step is None or held is None or not 0 <= held + step < len(cards):
            super().keyPressEvent(event)
            return
        cards[held + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, QuestionCard):
            self.chosen.emit(card.line().question.id)

    def _restyle(self) -> None:
        theme = current_theme()
        self._box.setSpacing(theme.space(8))
        self._stack.setSpacing(theme.space(16))
        self._stack.setContentsMargins(0, theme.space(8), 0, 0)


class QuestionBoard(QWidget):
    """A column for each stage, as many beside one another as have room, and behind a link the closed ones.

    Signals: `chosen(question)`, `answer_wanted(question)`, `table_wanted()`.
    """

    chosen = Signal(object)
    answer_wanted = Signal(object)
    table_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_keys(self, ("Up, Down", "To the card above or below"))
        self._chosen: QuestionId | None = None
        self._columns = QWidget()
        self._grid = QGridLayout(self._columns)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._beside = 0
        self._open = [CardColumn(column) for column in BOARD]
        self._closed = CardColumn(CLOSED)
        self._closed.hide()
        self.closed_link = Button("", kind="quiet")
        self.closed_link.clicked.connect(self._on_closed_link)
        for column in (*self._open, self._closed):
            column.chosen.connect(self.chosen)
            column.answer_wanted.connect(self.answer_wanted)
            column.table_wanted.connect(self.table_wanted)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._columns)
        self._box.addWidget(self._closed)
        self._box.addWidget(self.closed_link, 0, Qt.AlignmentFlag.AlignRight)
        self._box.addStretch(1)
        self._number_closed = 0
        self._show_link()
        follow_theme(self, self._restyle)

    def set_lines(self, lines: Sequence[QuestionLine]) -> None:
        """Show these questions, in this order."""
        for column in (*self._open, self._closed):
            column.set_lines([x for x in lines if x.question.stage is column.column.stage])
        self._number_closed = sum(not line.question.is_open for line in lines)
        if not self._number_closed and not self._closed.isHidden():
            self._show_closed(False)
        self._show_link()
        self.set_chosen(self._chosen)

    def set_chosen(self, question: QuestionId | None) -> None:
        """Mark the card of the question that is open beside the board."""
        self._chosen = question
        for column in (*self._open, self._closed):
            column.set_chosen(question)

    def column(self, key: str) -> CardColumn:
        """The column of a key: ask, asked, waiting, answered, followed or closed."""
        return next(c for c in (*self._open, self._closed) if c.column.key == key)

    def card(self, question: QuestionId) -> QuestionCard | None:
        """The card of a question, if it is on the board."""
        cards = (card for c in (*self._open, self._closed) for card in c.cards())
        return next((card for card in cards if card.line().question.id == question), None)

    def _on_closed_link(self) -> None:
        self._show_closed(self._closed.isHidden())

    def _show_closed(self, closed: bool) -> None:
        self._columns.setVisible(not closed)
        self._closed.setVisible(closed)
        self._show_link()

    def _show_link(self) -> None:
        showing = not self._closed.isHidden()
        self.closed_link.setText(
            "Back to the open questions" if showing else f"Closed questions ({self._number_closed})"
        )
        self.closed_link.setVisible(showing or self._number_closed > 0)

    def minimumSizeHint(self) -> QSize:
        # As narrow as one column: beside one another they need more, and then they stand in several rows.
        widest = max(column.minimumSizeHint().width() for column in self._open)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def _reflow(self) -> None:
        """As many columns beside one another as are wide enough for a question's words."""
        theme = current_theme()
        gap = theme.space(16)
        beside = max(1, min(len(self._open), (self.width() + gap) // (theme.px(_NARROWEST) + gap)))
        if beside == self._beside:
            return
        for column in self._open:
            self._grid.removeWidget(column)
        for at, column in enumerate(self._open):
            self._grid.addWidget(column, at // beside, at % beside, Qt.AlignmentFlag.AlignTop)
        for at in range(len(self._open)):
            self._grid.setColumnStretch(at, int(at < beside))
        self._beside = beside

    def _restyle(self) -> None:
        theme = current_theme()
        self._box.setSpacing(theme.space(16))
        self._grid.setHorizontalSpacing(theme.space(16))
        self._grid.setVerticalSpacing(theme.space(24))
        self._reflow()
