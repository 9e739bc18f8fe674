"""All promises as they stand, and the actions and commitments of the papers that may be followed as such."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.domain.ids import PromiseId
from panel_app.domain.promises import FollowedPromise, Offer, PromiseState, Standing
from panel_app.ui.saving import Saving
from panel_app.ui.tasks import Task
from panel_app.ui.views.question_evidence import open_evidence
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.views.question_promises import (
    PromiseButtons,
    PromiseCard,
    standing_line,
    tone_of,
)
from panel_app.ui.widgets.buttons import Button, LinkRow
from panel_app.ui.widgets.cards import Card, ScrollPage
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Heading, Label, Rule
from panel_app.ui.words import short_day, shortened
from panel_app.ui.workspace import Workspace

FIRST_OFFERS = 8
FIRST_PROMISES = 8


class OfferCard(Card):
    """An action or commitment of a paper. Signals: `taken()`, `put_aside()`, `place_wanted()`."""

    taken = Signal()
    put_aside = Signal()
    place_wanted = Signal()

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__("", padding=12, gap=4, parent=parent)
        self.offer = offer
        self.setAccessibleName(offer.text)
        self.body.addWidget(Label(offer.text))
        about = [offer.by, offer.due_words, "nothing new in the last papers" if offer.silent else ""]
        said = ", ".join(part for part in about if part)
        if said:
            self.body.addWidget(Label(said, role="small", colour="ink-2"))
        self.place = LinkRow(offer.source.paper_title, f"page {offer.source.label}", dense=True)
        self.place.setAccessibleName(f"{self.place.accessibleName()}: {shortened(offer.text, 120)}")
        self.body.addWidget(self.place)
        self.follow = Button("Follow as a promise", small=True)
        self.aside = Button("Not this one", kind="quiet", small=True)
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for button in (self.follow, self.aside):
            button.setAccessibleName(f"{button.text()}: {shortened(offer.text, 120)}")
            flow.addWidget(button)
        self.body.addWidget(row)
        self.follow.clicked.connect(self.taken)
        self.aside.clicked.connect(self.put_aside)
        self.place.clicked.connect(self.place_wanted)


class PromiseSummary(Card):
    """A promise to read, with what may become of it. Signals: those of its `buttons`; `change_wanted()`."""

    change_wanted = Signal()

    def __init__(self, row: FollowedPromise, today: date, parent: QWidget | None = None) -> None:
        super().__init__(tone_of(row, today), padding=12, gap=4, parent=parent)
        promise = row.promise
        self.key = promise.id
        self.setAccessibleName(promise.text)
        self.body.addWidget(Label(standing_line(row, today), bold=True))
        self.body.addWidget(Label(promise.text or "(not yet written)"))
        due = short_day(promise.due) if promise.due else promise.due_words
        said = ", ".join(part for part in (promise.by, f"by {due}" if due else "") if part)
        for words in (said, promise.note):
            if words.strip():
                self.body.addWidget(Label(words, role="small", colour="ink-2"))
        self.buttons = PromiseButtons()
        self.buttons.set_row(row)
        self.change = Button("Change", icon="pencil", kind="quiet", small=True)
        self.change.setAccessibleName(f"Change: {promise.text}")
        self.change.clicked.connect(self.change_wanted)
        self.buttons.flow.addWidget(self.change)
        self.body.addWidget(self.buttons)


class PromisesPage(ScrollPage):
    """Signals: `undo_offered(sentence, undo)` after something was put aside or removed, `left()`."""

    undo_offered = Signal(str, object)
    left = Signal()

    def __init__(self, workspace: Workspace, saving: Saving, parent: QWidget | None = None) -> None:
        super().__init__(margin=4, gap=12, parent=parent)
        self._workspace = workspace
        self._saving = saving
        self.setAccessibleName("Promises")
        self._rows: list[FollowedPromise] | None = None
        self._offers: list[Offer] | None = None
        self._task: Task | None = None
        self._stale = True
        self._shown_offers = FIRST_OFFERS
        self._shown_promises = FIRST_PROMISES
        self._changing: PromiseId | None = None
        self.cards: list[PromiseSummary | PromiseCard] = []
        self.offer_cards: list[OfferCard] = []
        self.back_button = Button("Back to the questions", icon="back", kind="quiet")

    @property
    def coming_up(self) -> int:
        """How many the next meeting should hear of."""
        return sum(row.comes_up for row in self._rows or ())

    @property
    def busy(self) -> bool:
        """Whether the papers are still being looked through."""
        return self._task is not None

    def refresh(self) -> None:
        """Read the promises again; one that is being changed stays as it is."""
        rows = self._workspace.desk.promises.followed()
        if rows == self._rows:
            return
        self._rows = rows
        open_card = self._open_card()
        if open_card is not None and open_card.has_keyboard():
            found = {row.promise.id: row for row in rows}
            if open_card.key in found:
                open_card.set_row(found[open_card.key], self._workspace.desk.clock().date())
            return
        if self.isVisible():
            self._fill()
        else:
            self._stale = True

    def read_offers(self) -> None:
        """Look through the papers for what may be followed, in the background."""
        if self._task is not None:
            return
        desk = self._workspace.desk

        def work(_: ProgressCallback, __: CancelToken) -> list[Offer]:
            return desk.promises.offers()

        self._task = self._workspace.tasks.run(
            "Looking for actions in the papers", work, on_success=self._on_offers
        )
        self._task.ended.connect(self._on_ended)

    def flush(self) -> None:
        """Hand over what was typed."""
        card = self._open_card()
        if card is not None:
            card.flush()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        if self._stale:
            self._fill()
        if self._offers is None:
            self.read_offers()

    def _on_offers(self, offers: list[Offer]) -> None:
        if offers != self._offers:
            self._offers = offers
            self._fill()

    def _on_ended(self) -> None:
        self._task = None

    def _fill(self) -> None:
        self.flush()
        empty_box(self.body)
        self._stale = False
        self.cards, self.offer_cards = [], []
        rows = self._rows or []
        self.back_button = Button("Back to the questions", icon="back", kind="quiet")
        self.back_button.clicked.connect(self.left)
        self.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_promises("For the next meeting", [row for row in rows if row.comes_up])
        self._add_promises("Not due yet", [row for row in rows if row.standing is Standing.WAITING])
        self._add_promises("Kept or let go", [row for row in rows if row.standing is Standing.SETTLED])
        if not rows:
            self.body.addWidget(
                Label("None yet. Write a promise down with the answer in which it was made.", colour="ink-2")
            )
        self._add_offers()
        self.body.addStretch(1)

    def _add_promises(self, title: str, rows: Sequence[FollowedPromise]) -> None:
        if not rows:
            return
        self.body.addWidget(Heading(f"{title} ({len(rows)})", role="lead"))
        for row in rows[: self._shown_promises]:
            card = self._changing_card(row) if row.promise.id == self._changing else self._summary(row)
            self._add_place(card, row)
            self.body.addWidget(card)
            self.cards.append(card)
        self._add_more(len(rows) - self._shown_promises, self._on_more_promises)

    def _summary(self, row: FollowedPromise) -> PromiseSummary:
        card = PromiseSummary(row, self._workspace.desk.clock().date())
        card.buttons.state_chosen.connect(lambda state: self._on_settled(card.key, state))
        card.buttons.ask_wanted.connect(lambda: self._on_ask(card.key))
        card.change_wanted.connect(lambda: self._on_change(card.key))
        return card

    def _changing_card(self, row: FollowedPromise) -> PromiseCard:
        desk = self._workspace.desk
        card = PromiseCard(row.promise.id, desk.promises.day_named)
        card.set_row(row, desk.clock().date())
        card.written.connect(lambda: self._on_written(card))
        card.state_chosen.connect(lambda state: self._on_settled(card.key, state))
        card.ask_wanted.connect(lambda: self._on_ask(card.key))
        card.remove_wanted.connect(lambda: self._on_remove(card))
        return card

    def _open_card(self) -> PromiseCard | None:
        return next((card for card in self.cards if isinstance(card, PromiseCard)), None)

    def _add_more(self, number: int, then: Callable[[], None]) -> None:
        if number > 0:
            more = Button(f"Show more ({number})", kind="quiet")
            more.clicked.connect(then)
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_place(self, card: Card, row: FollowedPromise) -> None:
        """A link to the question or the paper in which it was made."""
        promise, workspace = row.promise, self._workspace
        question = promise.question
        if question is not None and workspace.desk.questions.exists(question):
            asked = LinkRow(shortened(workspace.desk.questions.get(question).text, 120), dense=True)
            asked.setAccessibleName(f"{asked.text()} Promised: {shortened(promise.text, 120)}")
            asked.clicked.connect(lambda: workspace.open_question(question))
            card.body.addWidget(asked)
        source = promise.source
        if source is not None and source.paper is not None and workspace.desk.papers.exists(source.paper):
            place = LinkRow(source.paper_title, f"page {source.label}", dense=True)
            place.setAccessibleName(f"{place.accessibleName()}: {shortened(promise.text, 120)}")
            place.clicked.connect(lambda: open_evidence(workspace, source))
            card.body.addWidget(place)

    def _add_offers(self) -> None:
        if self._offers is None:
            return
        self.body.addWidget(Rule())
        self.body.addWidget(Heading("Found in the papers", role="lead"))
        if not self._offers:
            self.body.addWidget(Label("No further actions or commitments were found.", colour="ink-2"))
        else:
            self.body.addWidget(
                Label("Actions and commitments that you may follow as promises.", colour="ink-2")
            )
        for offer in self._offers[: self._shown_offers]:
            card = OfferCard(offer)
            card.taken.connect(lambda offer=offer: self._on_taken(offer))
            card.put_aside.connect(lambda offer=offer: self._on_put_aside(offer))
            card.place_wanted.connect(lambda offer=offer: open_evidence(self._workspace, offer.source))
            self.body.addWidget(card)
            self.offer_cards.append(card)
        self._add_more(len(self._offers) - len(self.offer_cards), self._on_more_offers)

    def _on_more_offers(self) -> None:
        first = self._shown_offers
        self._shown_offers += 2 * FIRST_OFFERS
        self._fill()
        self.offer_cards[first].follow.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_more_promises(self) -> None:
        self._shown_promises += 4 * FIRST_PROMISES
        self._fill()
        self._focus_near(self._targets(), 0)

    def _on_change(self, promise: PromiseId) -> None:
        """Put the card to read into one to write in; there is one of them at a time."""
        self.flush()
        self._changing = promise
        self._fill()
        card = self._open_card()
        if card is not None:
            card.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _targets(self) -> list[QWidget]:
        return [card.what if isinstance(card, PromiseCard) else card.change for card in self.cards]

    def _on_written(self, card: PromiseCard) -> None:
        text, by, due = card.words()
        promises = self._workspace.desk.promises
        self._saving.save(
            (card.key, "promise"), lambda: promises.change(card.key, text=text, by=by, due_words=due)
        )

    def _on_settled(self, promise: PromiseId, state: PromiseState) -> None:
        self.flush()
        at = next(at for at, card in enumerate(self.cards) if card.key == promise)
        self._saving.save((promise, "state"), lambda: self._workspace.desk.promises.settle(promise, state))
        self._focus_near(self._targets(), at)

    def _on_ask(self, promise: PromiseId) -> None:
        self.flush()
        question, changes = self._workspace.desk.promises.ask_again(promise)
        self._workspace.announce(changes)
        self._workspace.open_question(question.id)

    def _on_remove(self, card: PromiseCard) -> None:
        card.flush()
        promises = self._workspace.desk.promises
        before, at = promises.get(card.key), self.cards.index(card)
        self._saving.save((before.id, "promise"), lambda: promises.delete(before.id))
        self._focus_near(self._targets(), at)
        self.undo_offered.emit(
            "The promise was removed.",
            lambda: self._saving.save((before.id, "promise"), lambda: promises.restore(before)),
        )

    def _on_taken(self, offer: Offer) -> None:
        at = self._forget(offer)
        promises = self._workspace.desk.promises
        self._saving.save((offer.origin, "offer"), lambda: promises.accept(offer)[1])
        self._focus_near([card.follow for card in self.offer_cards], at)

    def _on_put_aside(self, offer: Offer) -> None:
        promises = self._workspace.desk.promises
        at = self._forget(offer)
        self._saving.save((offer.origin, "offer"), lambda: promises.put_aside(offer))
        self._fill()
        self._focus_near([card.follow for card in self.offer_cards], at)

        def put_back() -> None:
            self._saving.save((offer.origin, "offer"), lambda: promises.offer_again(offer))
            self._offers = [*(self._offers or ())[:at], offer, *(self._offers or ())[at:]]
            self._fill()

        self.undo_offered.emit(f"Put aside: {shortened(offer.text, 80)}", put_back)

    def _forget(self, offer: Offer) -> int:
        offers = list(self._offers or ())
        at = offers.index(offer)
        self._offers = [*offers[:at], *offers[at + 1 :]]
        return at

    def _focus_near(self, widgets: Sequence[QWidget], at: int) -> None:
        """The keyboard stays where it was, though its card is gone or stands elsewhere now."""
        if widgets:
            widgets[min(at, len(widgets) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
