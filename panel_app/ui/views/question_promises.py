"""What was promised in an answer: written while it is said, and what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.ids import PromiseId
from panel_app.domain.promises import FollowedPromise, PromiseState, Standing
from panel_app.ui.models.question_words import standing_words
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.cards import Card
from panel_app.ui.widgets.columns import Columns
from panel_app.ui.widgets.day_field import DayField, Reader
from panel_app.ui.widgets.fields import Field
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import AutoTextEdit, Label
from panel_app.ui.words import count_words


class PromiseButtons(QWidget):
    """What became of a promise. Signals: `state_chosen(PromiseState)`, `ask_wanted()`."""

    state_chosen = Signal(object)
    ask_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept = Button("Kept", small=True)
        self.not_kept = Button("Not kept", small=True)
        self.again = Button("Ask again", small=True)
        self.reopen = Button("Follow it again", small=True)
        self.let_go = Button("Follow no longer", kind="quiet", small=True)
        self.flow = FlowLayout(self, gap=8)
        for button in self._all():
            self.flow.addWidget(button)
        for button, state in (
            (self.kept, PromiseState.KEPT),
            (self.not_kept, PromiseState.NOT_KEPT),
            (self.let_go, PromiseState.LET_GO),
            (self.reopen, PromiseState.OPEN),
        ):
            button.clicked.connect(lambda _=False, state=state: self.state_chosen.emit(state))
        self.again.clicked.connect(self.ask_wanted)

    def set_row(self, row: FollowedPromise) -> None:
        """Offer what can become of it."""
        settled = row.standing is Standing.SETTLED
        broken = row.promise.state is PromiseState.NOT_KEPT
        self.kept.setVisible(not settled)
        self.not_kept.setVisible(not settled and not broken)
        self.again.setVisible(not settled)
        self.let_go.setVisible(not settled)
        self.reopen.setVisible(settled or broken)
        for button in self._all():
            button.setAccessibleName(f"{button.text()}: {row.promise.text}")

    def _all(self) -> tuple[Button, ...]:
        return self.kept, self.not_kept, self.again, self.reopen, self.let_go


def standing_line(row: FollowedPromise, today: date) -> str:
    """ "Overdue since 1 March. Asked 2 times"."""
    asked = f". Asked {count_words(row.asked, 'time')}" if row.asked > 1 else ""
    return f"{standing_words(row, today)[0]}{asked}"


def tone_of(row: FollowedPromise, today: date) -> str:
    """The tone of a promise's card."""
    if standing_words(row, today)[1]:
        return "warn"
    return "good" if row.promise.state is PromiseState.KEPT else ""


class PromiseCard(Card):
    """One promise: what, by whom, by when, and buttons for what became of it.

    Signals: `written()` when something was typed, `state_chosen(PromiseState)`, `ask_wanted()`,
    `remove_wanted()`.
    """

    written = Signal()
    state_chosen = Signal(object)
    ask_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, key: PromiseId, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__("", padding=12, parent=parent)
        self.key = key
        self.row: FollowedPromise | None = None
        self.standing = Label("", bold=True)
        self.remove = IconButton("trash", "Remove this promise", kind="quiet", small=True)
        head = QHBoxLayout()
        head.addWidget(self.standing, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.what = AutoTextEdit("What was promised", placeholder="What was promised", minimum_lines=1)
        self.who = AutoTextEdit("Promised by", placeholder="PCC, chief constable", minimum_lines=1)
        self.when = DayField("Promised by when", read)
        self.body.addWidget(self.what)
        beside = Columns((1, 1), narrowest=150, gap=12, ruled=False)
        beside.columns[0].addWidget(Field("By whom", self.who))
        beside.columns[1].addWidget(Field("By when", self.when))
        for column in beside.columns:
            column.addStretch(1)
        self.body.addWidget(beside)
        for editor in (self.what, self.who):
            editor.setAcceptDrops(False)
            editor.settled.connect(self.written)
        self.when.settled.connect(self.written)
        self.buttons = PromiseButtons()
        self.body.addWidget(self.buttons)
        self.buttons.state_chosen.connect(self.state_chosen)
        self.buttons.ask_wanted.connect(self.ask_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.set_row(None)

    def set_row(self, row: FollowedPromise | None, today: date = date.min) -> None:
        """Show how it stands today; None: it is not written yet."""
        self.row = row
        self.buttons.setVisible(row is not None)
        if row is None:
            self.standing.set_text("A new promise")
            return
        promise = row.promise
        for editor, text in ((self.what, promise.text), (self.who, promise.by)):
            if not editor.hasFocus() and not editor.has_unsettled_text():
                editor.set_text(text)
        self.when.set_words(promise.due_words)
        self.standing.set_text(standing_line(row, today))
        self.set_tone(tone_of(row, today))
        self.buttons.set_row(row)
        self.remove.setAccessibleName(f"Remove: {promise.text}")

    def set_number(self, number: int) -> None:
        """Tell it apart from the others of its answer for who cannot see where it stands."""
        for editor, name in ((self.what, "What was promised"), (self.who, "Promised by")):
            editor.setAccessibleName(f"{name}, promise {number}")
        self.when.set_accessible_name(f"Promised by when, promise {number}")

    def flush(self) -> None:
        """Hand over what was typed."""
        for editor in (self.what, self.who, self.when):
            editor.flush()

    def words(self) -> tuple[str, str, str]:
        """What, by whom and by when, as typed."""
        return self.what.text().strip(), self.who.text().strip(), self.when.words()

    def has_keyboard(self) -> bool:
        return any(one.hasFocus() for one in (self.what, self.who, self.when.editor))


class PromiseList(QWidget):
    """The promises of an answer.

    Signals: `written(promise, text, by, due words)`, `settled(promise, state)`, `ask_wanted(promise)`,
    `removed(promise)`.
    """

    written = Signal(object, str, str, str)
    settled = Signal(object, object)
    ask_wanted = Signal(object)
    removed = Signal(object)

    def __init__(self, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.cards: list[PromiseCard] = []
        self.add_button = Button("Add a promise", icon="plus", kind="quiet")
        self.add_button.clicked.connect(self._on_add)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._stack = QVBoxLayout()
        self._box.addLayout(self._stack)
        self._box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        follow_theme(self, self._restyle)

    def set_rows(self, rows: Sequence[FollowedPromise], today: date) -> None:
        """Show these as they stand today; one that is being written stays though it is not saved yet."""
        found = {row.promise.id: row for row in rows}
        for card in list(self.cards):
            if card.key not in found and not (
                card.has_keyboard() or (card.row is None and any(card.words()))
            ):
                self._drop(card)
        for row in rows:
            here = next((card for card in self.cards if card.key == row.promise.id), None)
            (here or self._add(row.promise.id)).set_row(row, today)

    def clear(self) -> None:
        """Take all away without telling; call `flush` first where something was typed."""
        for card in list(self.cards):
            self._drop(card)

    def flush(self) -> None:
        """Hand over what was typed."""
        for card in list(self.cards):
            card.flush()

    def _add(self, key: PromiseId) -> PromiseCard:
        card = PromiseCard(key, self._read)
        card.written.connect(lambda: self._on_written(card))
        card.state_chosen.connect(lambda state: self.settled.emit(card.key, state))
        card.ask_wanted.connect(lambda: self.ask_wanted.emit(card.key))
        card.remove_wanted.connect(lambda: self._on_remove(card))
        self._stack.addWidget(card)
        card.show()
        self.cards.append(card)
        self._number()
        return card

    def _drop(self, card: PromiseCard) -> None:
        self.cards.remove(card)
        self._number()
        self._stack.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _number(self) -> None:
        for number, card in enumerate(self.cards, 1):
            card.set_number(number)

    def _on_add(self) -> None:
        self._add(PromiseId(str(uuid.uuid4()))).what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_written(self, card: PromiseCard) -> None:
        if card in self.cards and (card.row is not None or any(card.words())):
            self.written.emit(card.key, *card.words())

    def _on_remove(self, card: PromiseCard) -> None:
        key, stored = card.key, card.row is not None
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(card)
        if stored:
            self.removed.emit(key)

    def _restyle(self) -> None:
        theme = current_theme()
        self._box.setSpacing(theme.space(8))
        self._stack.setSpacing(theme.space(12))
