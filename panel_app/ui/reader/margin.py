"""The right margin: a card beside each mark's line, tied to it by a hairline; no card covers another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from panel_app.domain.ids import MarkId
from panel_app.domain.ink import seen_boxes
from panel_app.domain.marks import Mark, MarkKind
from panel_app.domain.papers import Box
from panel_app.domain.sharing import ColleagueMark
from panel_app.services.placing import ToConfirm
from panel_app.ui.reader.colleague_card import ColleagueCard
from panel_app.ui.reader.figure_card import FigureCard
from panel_app.ui.reader.figure_signs import FigureSigns
from panel_app.ui.reader.geometry import GAP, slide_down
from panel_app.ui.reader.leaders import Leader
from panel_app.ui.reader.mark_card import MarkCard
from panel_app.ui.reader.page_view import PageView
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.text import Label

_FIRST_LINE = 22
"""From a card's top to the middle of its first line, at 100 % text."""
_WIDEST_SHARE = 0.32
_FARTHEST_ELBOW = 28
_ROOMY = 720
"""From this width of the desk on, at 100 % text, the margin is kept free even without a note."""
_NARROWEST = 224


@dataclass(frozen=True, slots=True)
class _Beside:
    """A card that is tied to a line of a page by a hairline from `from_x`; without a box it has no line."""

    page: int
    box: Box | None
    card: MarkCard | FigureCard | ColleagueCard
    from_x: float


def _beside_mark(view: PageView, mark: Mark, card: MarkCard) -> _Beside:
    page = mark.anchor.page
    box = next(iter(seen_boxes(mark, page)), None)
    return _Beside(page, box, card, view.text_edge(page, box) if box is not None else 0.0)


class Margin(QObject):
    """Keeps the cards of the marks in sight beside their lines.

    Signals: `chosen(mark id)` when a card was opened, empty when it was left;
    `note_settled(mark id, text)`, `tags_settled(mark id, tags)`,
    `colour_chosen(mark id, MarkColour)`, `delete_wanted(mark id)`,
    `kept(mark id)` and `put_aside(mark id)` for one that a new version of the paper asks about,
    `left()` when the keyboard goes back to the page.
    """

    chosen = Signal(str)
    note_settled = Signal(str, str)
    tags_settled = Signal(str, object)
    colour_chosen = Signal(str, object)
    delete_wanted = Signal(str)
    kept = Signal(str)
    put_aside = Signal(str)
    left = Signal()

    def __init__(
        self,
        view: PageView,
        clock: Callable[[], datetime],
        known_tags: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__(view)
        self._view = view
        self.signs = FigureSigns(view)
        self._clock = clock
        self._known_tags = known_tags
        self._marks: list[Mark] = []
        self._asked: Mapping[MarkId, ToConfirm] = {}
        self._cards: dict[MarkId, MarkCard] = {}
        self._theirs: list[ColleagueCard] = []
        self._summaries: dict[int, Label] = {}
        self._chosen = ""
        self._placing = False
        self._folded = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.place)
        view.view_moved.connect(self.place)
        self.signs.changed.connect(self.place)
        self.signs.resized.connect(self._later.start)
        follow_theme(self, self._restyle)  # type: ignore[arg-type]

    @property
    def chosen_mark(self) -> str:
        """The mark whose card is open; empty for none."""
        return self._chosen

    def card(self, mark: str) -> MarkCard | None:
        """The card of a mark, if it is in sight."""
        return self._cards.get(MarkId(mark))

    def cards(self) -> list[MarkCard]:
        """The cards in sight, downwards."""
        return sorted((c for c in self._cards.values() if c.isVisibleTo(self._view)), key=lambda c: c.y())

    def theirs(self) -> list[ColleagueCard]:
        """The cards of colleagues' notes on this paper."""
        return list(self._theirs)

    def set_marks(self, marks: Sequence[Mark], asked: Mapping[MarkId, ToConfirm] | None = None) -> None:
        """The marks on this paper; cards of marks that are gone are removed.

        `asked` says what changed in those about which the member is asked.
        """
        self._asked = asked or {}
        self._marks = [m for m in marks if m.kind is not MarkKind.BOOKMARK or m.asks]
        there = {m.id for m in self._marks}
        for gone in [mark for mark in self._cards if mark not in there]:
            self._remove(gone)
        if self._chosen and self._chosen not in there:
            self._chosen = ""
        for mark in self._marks:
            if mark.id in self._cards:
                self._cards[mark.id].set_mark_shown(mark, self._clock(), self._asked.get(mark.id))
        self.place()

    def set_colleagues(self, marks: Sequence[ColleagueMark]) -> None:
        """The colleagues' notes on this paper, each with a card of its own."""
        if [card.shown for card in self._theirs] == list(marks):
            return
        for card in self._theirs:
            card.hide()
            card.deleteLater()
        viewport = self._view.viewport()
        self._view.set_theirs(marks)
        self._theirs = [ColleagueCard(one, viewport) for one in marks if one.mark.anchor.boxes]
        self.place()

    def choose(self, mark: str, edit: bool = False) -> None:
        """Open the card of a mark, or none; `edit` puts the keyboard into its note."""
        if mark != self._chosen:
            self._chosen = mark
            for card in self._cards.values():
                card.set_open(card.mark.id == mark)
            self.place()
            self.chosen.emit(mark)
        opened = self.card(mark)
        if edit and opened is not None:
            opened.edit()
            self._later.start()

    def flush(self) -> None:
        """Hand over every note and tag that is still being typed."""
        for card in self._cards.values():
            card.flush()

    def clear(self) -> None:
        """Remove everything, for another paper."""
        self.flush()
        self._chosen = ""
        self.signs.clear()
        self.set_marks([])
        self.set_colleagues([])

    def fold(self, folded: bool) -> None:
        """Leave the page its whole width: a card opens over it, for the mark that is chosen or asks."""
        self._folded = folded
        self.place()

    def place(self) -> None:
        """Put the cards of what is in sight beside their lines."""
        if self._placing or self._view.paper is None:
            return
        self._placing = True
        try:
            self._place()
        finally:
            self._placing = False

    def width(self) -> int:
        """How wide a card is."""
        wanted = current_theme().space(264)
        return max(
            current_theme().space(_NARROWEST),
            min(wanted, round(self._view.viewport().width() * _WIDEST_SHARE)),
        )

    def _place(self) -> None:
        view, theme = self._view, current_theme()
        width = self.width()
        # In large type the page needs the room as long as there is no note to show beside it.
        narrow = view.viewport().width() < theme.px(_ROOMY)
        noted = any(self._has_card(mark) for mark in self._marks)
        empty = narrow and not (self.signs.is_open or self._theirs or noted)
        view.set_margin(GAP if empty or self._folded else width + GAP + 12)
        left = view.viewport().width() - width - 12
        pages = view.visible_pages()
        shown = [m for m in self._marks if m.anchor.page in pages and self._has_card(m)]
        if self._folded:
            shown = [mark for mark in shown if mark.asks or mark.id == self._chosen]
        beside = [_beside_mark(view, m, self._card_for(m)) for m in shown]
        beside += [_Beside(one.page, one.box, one.card, one.from_x) for one in self.signs.place()]
        for theirs in self._theirs:
            page, box = theirs.shown.mark.anchor.page, theirs.shown.mark.anchor.boxes[0]
            in_sight = page in pages and not self._folded
            theirs.setVisible(in_sight)
            if in_sight:
                named = view.name_rect(theirs.shown)
                beside.append(_Beside(page, box, theirs, named.right() if named else 0.0))
        beside.sort(key=lambda one: (one.page, (one.box.y0, one.box.x0) if one.box else (0.0, 0.0)))
        wanted: list[tuple[float, int]] = []
        things: list[tuple[QWidget, float, _Beside | None]] = []
        for page in pages:
            summary = None if self._folded else self._summary(page, width)
            if summary is not None:
                wanted.append((view.page_rect(page).top() + 8, summary.height()))
                things.append((summary, 0.0, None))
            for one in [one for one in beside if one.page == page]:
                if one.box is None:
                    wanted.append((view.page_rect(page).top() + 8, one.card.height_at(width)))
                    things.append((one.card, 0.0, None))
                    continue
                middle = view.view_rect(page, one.box).center().y()
                wanted.append((middle - theme.px(_FIRST_LINE), one.card.height_at(width)))
                things.append((one.card, middle, one))
        if view.two_pages:
            # Of two side by side both have their cards here, at the height of their lines.
            order = sorted(range(len(wanted)), key=lambda at: wanted[at][0])
            wanted, things = [wanted[at] for at in order], [things[at] for at in order]
        leaders: list[Leader] = []
        for top, (_, height), (widget, line, tied) in zip(
            slide_down(wanted, theme.space(12)), wanted, things, strict=True
        ):
            widget.setGeometry(left, top, width, height)
            widget.show()
            # From a left-hand page a hairline would cross the words of the page beside it.
            if not self._folded and tied is not None and tied.page == view.stack.row(tied.page)[-1]:
                edge = view.page_rect(tied.page).right()
                card_y = top + min(theme.px(_FIRST_LINE), height / 2)
                # A card that slid far crosses the lines below it: those turn one step further left.
                last = leaders[-1] if leaders else None
                crossed = last is not None and line < last.card_y
                elbow = max(left - _FARTHEST_ELBOW, last.elbow - 4) if last and crossed else left - 4
                leaders.append(Leader(tied.from_x, edge, elbow, line, left, card_y))
        kept = {mark.id for mark in shown}
        for gone in [mark for mark in self._cards if mark not in kept]:
            card = self._cards[gone]
            if not card.is_editing:
                self._remove(gone)
            else:
                # The keyboard stays in a note that is scrolled away.
                card.move(left, -2 * card.height())
        for page in [p for p in self._summaries if self._folded or p not in pages]:
            self._drop_summary(page)
        view.leaders = leaders
        view.viewport().update()

    def _has_card(self, mark: Mark) -> bool:
        outlined = current_theme().name == "contrast"
        if mark.asks or mark.has_moved:
            return True
        return bool(mark.note) or mark.id == self._chosen or mark.kind is MarkKind.NOTE or outlined

    def _card_for(self, mark: Mark) -> MarkCard:
        card = self._cards.get(mark.id)
        if card is None:
            card = MarkCard(mark, self._clock(), self._view.viewport(), self._known_tags)
            card.set_mark_shown(mark, self._clock(), self._asked.get(mark.id))
            card.pressed.connect(self._on_pressed)
            card.note_settled.connect(self.note_settled)
            card.tags_settled.connect(self.tags_settled)
            card.colour_chosen.connect(self.colour_chosen)
            card.delete_wanted.connect(self.delete_wanted)
            card.kept.connect(self.kept)
            card.put_aside.connect(self.put_aside)
            card.left.connect(self._on_left)
            card.resized.connect(self._later.start)
            card.set_open(mark.id == self._chosen)
            self._cards[mark.id] = card
        return card

    def _remove(self, mark: MarkId) -> None:
        card = self._cards.pop(mark)
        card.flush()
        card.hide()
        card.deleteLater()

    def _summary(self, page: int, width: int) -> Label | None:
        """The sentence at the top of a page's margin: what of mine is on it."""
        text = self._summary_text(page)
        label = self._summaries.get(page)
        if not text:
            if label is not None:
                self._drop_summary(page)
            return None
        if label is None:
            label = Label(role="small", colour="ink-2", parent=self._view.viewport())
            self._summaries[page] = label
        label.set_text(text)
        label.resize(width, label.heightForWidth(width))
        return label

    def _drop_summary(self, page: int) -> None:
        label = self._summaries.pop(page)
        label.hide()
        label.deleteLater()

    def _summary_text(self, page: int) -> str:
        on_page = self._view.marks_on(page)
        asking = count_words(sum(m.asks for m in on_page), "mark")
        marks = [m for m in on_page if not m.asks]
        notes = sum(bool(m.note) or m.kind is MarkKind.NOTE for m in marks)
        others = sum(not m.note and m.kind in {MarkKind.HIGHLIGHT, MarkKind.UNDERLINE} for m in marks)
        drawings = sum(not m.note and m.kind is MarkKind.INK for m in marks)
        bookmarked = any(m.kind is MarkKind.BOOKMARK for m in marks)
        parts = [
            count_words(notes, "note"),
            count_words(others, "mark"),
            count_words(drawings, "drawing"),
            count_words(self.signs.raised_on(page), "figure check"),
            "bookmarked" if bookmarked else "",
            f"{asking} to confirm" if asking else "",
        ]
        said = ", ".join(part for part in parts if part)
        paper, alone = self._view.paper, len(self._view.stack.row(page)) == 1
        where = "this page" if alone or paper is None else f"pack page {paper.labels[page]}"
        return f"On {where}: {said}" if said else ""

    def _on_pressed(self, mark: str) -> None:
        self.choose(mark, edit=True)

    def _on_left(self, mark: str) -> None:
        self.left.emit()

    def _restyle(self) -> None:
        self._later.start()


def count_words(number: int, noun: str) -> str:
    """ "2 marks", "1 mark", nothing for none."""
    return "" if not number else f"{number} {noun}" if number == 1 else f"{number} {noun}s"
