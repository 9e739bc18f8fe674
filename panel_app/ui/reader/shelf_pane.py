"""The shelf beside the page: marks without a place in this version, with their words and notes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panel_app.domain.ids import MarkId
from panel_app.domain.marks import Mark, MarkKind
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.cards import NoteCard
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label
from panel_app.ui.words import count_words, shortened

WHAT_IT_IS = (
    "These marks have no place in this version. They stay here until you delete them, or select words in the "
    "paper and press “Put it here”."
)
EMPTY = "Nothing is on the shelf."
MOST_CARDS = 40


class ShelfCard(NoteCard):
    """One mark on the shelf. Signals: `put_wanted(mark id)`, `delete_wanted(mark id)`, `entered(mark id)`."""

    put_wanted = Signal(str)
    delete_wanted = Signal(str)
    entered = Signal(str)

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(mark.colour.value, parent=parent)
        self.mark = mark
        quote = words_of(mark)
        self.setAccessibleName(f"On the shelf: {quote}")
        self.body.addWidget(Label(quote, role="dense"))
        if mark.note:
            self.body.addWidget(Label(mark.note, role="dense", bold=True))
        self.body.addWidget(Label(f"Was on page {mark.label}", role="small", colour="ink-2"))
        self.put_button = Button("Put it here", small=True)
        self.put_button.setToolTip("To the words that are selected in the paper (P)")
        self.put_button.setAccessibleName(f"Put it here: {quote}")
        self.delete_button = IconButton("trash", f"Delete: {quote}", kind="quiet", small=True)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=8)
        row.addWidget(self.put_button)
        row.add_break_right()
        row.addWidget(self.delete_button)
        self.body.addWidget(buttons)
        for button in (self.put_button, self.delete_button):
            button.installEventFilter(self)
        self.put_button.clicked.connect(lambda: self.put_wanted.emit(mark.id))
        self.delete_button.clicked.connect(lambda: self.delete_wanted.emit(mark.id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.entered.emit(self.mark.id)
        return super().eventFilter(watched, event)


class ShelfPane(QFrame):
    """The shelf of the open paper.

    Signals: `put_wanted(mark id)` to the selection, `delete_wanted(mark id)`, `closed()`.
    """

    put_wanted = Signal(str)
    delete_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Shelf")
        self._marks: list[Mark] = []
        self._current = ""
        self.cards: list[ShelfCard] = []
        self.heading = Label("Shelf", bold=True)
        self.close_button = IconButton("close", "Close the shelf", kind="flat", small=True)
        self.sentence = Label(WHAT_IT_IS, role="small", colour="ink-2")
        self.more = Label("", role="small", colour="ink-2")
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading, 1)
        self._head.addWidget(self.close_button)
        self._inner = QWidget()
        self._inner.setProperty("surface", "surface")
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._list = QVBoxLayout(self._inner)
        self._list.addWidget(self.sentence)
        self._list.addWidget(self.more)
        self._list.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.area, 1)
        self.close_button.clicked.connect(self.closed)
        follow_theme(self, self._restyle)
        self.hide()

    @property
    def current(self) -> Mark | None:
        """The mark whose card has, or last had, the keyboard; else the first."""
        return next(
            (m for m in self._marks if m.id == self._current), self._marks[0] if self._marks else None
        )

    def mark(self, mark: str) -> Mark | None:
        return next((m for m in self._marks if m.id == mark), None)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """The marks on the shelf; cards stay where nothing changed, so that the keyboard stays too."""
        if list(marks) == self._marks and self.cards:
            return
        had_keyboard = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._marks = list(marks)
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for at, mark in enumerate(self._marks[:MOST_CARDS]):
            card = ShelfCard(mark)
            card.put_wanted.connect(self.put_wanted)
            card.delete_wanted.connect(self.delete_wanted)
            card.entered.connect(self._on_entered)
            self._list.insertWidget(1 + at, card)
            # At once, or the keyboard could not go to it yet.
            card.show()
            self.cards.append(card)
        left = len(self._marks) - MOST_CARDS
        self.more.set_text(
            f"{count_words(left, 'more mark')} follow when these are placed." if left > 0 else ""
        )
        self.more.setVisible(left > 0)
        self.sentence.set_text(WHAT_IT_IS if self._marks else EMPTY)
        if had_keyboard:
            self.take_keyboard()

    def take_keyboard(self, mark: MarkId | None = None) -> None:
        """Put the keyboard on a card, by default on the first."""
        card = next((c for c in self.cards if mark in (None, c.mark.id)), None)
        held = card.put_button if card is not None else self.close_button
        held.setFocus(Qt.FocusReason.OtherFocusReason)
        if card is not None:
            self._current = card.mark.id
            self.area.ensureWidgetVisible(held)

    def minimumSizeHint(self) -> QSize:
        # It scrolls; in large type the tools above must keep their height.
        return QSize(super().minimumSizeHint().width(), 0)

    def _on_entered(self, mark: str) -> None:
        self._current = mark
        held = self.focusWidget()
        if held is not None:
            self.area.ensureWidgetVisible(held)

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(16)
        self._head.setContentsMargins(side, theme.space(12), theme.space(8), theme.space(4))
        self._list.setContentsMargins(side, theme.space(4), side, side)
        self._list.setSpacing(theme.space(12))


def words_of(mark: Mark) -> str:
    """The words a mark stood on, or what kind of mark it is."""
    words = shortened(mark.anchor.exact, 240)
    return (
        f"“{words}”" if words else "Bookmark" if mark.kind is MarkKind.BOOKMARK else "Drawing beside no words"
    )
