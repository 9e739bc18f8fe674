"""The figure signs beside the lines of the page, and the one card that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.figures.groups import FigureGroup, grouped
from panel_app.domain.figures.model import FigureCheck
from panel_app.domain.papers import Box
from panel_app.services.pdf_pages import PageLayout
from panel_app.ui.reader.figure_card import FigureCard
from panel_app.ui.reader.figure_places import boxes_of
from panel_app.ui.reader.geometry import GAP, slide_down
from panel_app.ui.reader.page_view import PageView
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.figure_sign import SIGN_SIZE, paint_figure_sign
from panel_app.ui.widgets.painted import PaintedButton


class SignButton(PaintedButton):
    """A sign beside its line; Enter or a click opens its card. Signals: `left()` for Escape."""

    left = Signal()

    def __init__(self, group: FigureGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self.figures = group
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{group.title}. {group.short}")
        self.setAccessibleDescription("Enter opens the arithmetic")
        self.setToolTip(group.title)

    def sizeHint(self) -> QSize:
        side = current_theme().px(SIGN_SIZE)
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        hidden = self.figures.first.hidden is not None
        paint_figure_sign(QPainter(self), QRectF(self.rect()), self.figures.verdict, quiet=hidden)


@dataclass(frozen=True, slots=True)
class Beside:
    """A card that wants to stand beside a line of a page; the hairline begins at `from_x`."""

    page: int
    box: Box
    card: FigureCard
    from_x: float


class FigureSigns(QObject):
    """Keeps a sign beside each line whose figures do not agree; the others only when asked for.

    Signals: `changed()` when the cards must be placed anew, `resized()` when that is so a moment later,
    `ask_wanted(FigureGroup)`,
    `hide_wanted(FigureGroup, reason)`, `show_wanted(FigureGroup)`, `left()` when the keyboard goes back to
    the page, `opened()` when a card was opened.
    """

    changed = Signal()
    resized = Signal()
    opened = Signal()
    ask_wanted = Signal(object)
    hide_wanted = Signal(object, str)
    show_wanted = Signal(object)
    left = Signal()

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._found: tuple[FoundCheck, ...] = ()
        self._groups: list[FigureGroup] = []
        self._show_all = False
        self._asked_for = ""
        self._open = ""
        self._buttons: dict[str, SignButton] = {}
        self._card: FigureCard | None = None
        self._boxes: dict[tuple[int, str], tuple[Box, ...]] = {}

    @property
    def groups(self) -> list[FigureGroup]:
        """What has a sign, down the pages."""
        return self._groups

    @property
    def card(self) -> FigureCard | None:
        """The open card, if its sign is in sight."""
        return self._card

    @property
    def is_open(self) -> bool:
        """Whether a card is open, also one that is out of sight."""
        return bool(self._open)

    def button(self, key: str) -> SignButton | None:
        """The sign of a group, if it is in sight."""
        return self._buttons.get(key)

    def buttons(self) -> list[SignButton]:
        """The signs in sight, downwards."""
        return sorted(self._buttons.values(), key=lambda button: button.y())

    def raised_on(self, page: int) -> int:
        """How many signs of a page say that figures do not agree."""
        return sum(group.first.check.page == page and group.first.raised for group in self._groups)

    def set_found(self, found: Sequence[FoundCheck], show_all: bool) -> None:
        """The checks of the open paper; with `show_all` those that agree and hidden ones have a sign too."""
        self._found, self._show_all = tuple(found), show_all
        self._sort_out()

    def clear(self) -> None:
        """Remove everything, for another paper."""
        self._asked_for = ""
        self._boxes.clear()
        self.set_found((), self._show_all)

    def choose(self, group: FigureGroup | None, *, keyboard: bool = False) -> None:
        """Open the card of a group, or close the one that is open; `keyboard` goes into the card."""
        self._drop_card()
        self._open = group.key if group else ""
        if group is not None:
            self.opened.emit()
        self.changed.emit()
        self._bring_into_sight()
        if keyboard and self._card is not None:
            self._card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_into_sight(self) -> None:
        """Scroll the open card into view, as far as its sign stays there."""
        button = self._buttons.get(self._open)
        if self._card is None or button is None:
            return
        below = self._card.geometry().bottom() + GAP - self._view.viewport().height()
        by = min(below, button.y() - GAP)
        if by > 0:
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + by)

    def show_quote(self, page: int, quote: str) -> bool:
        """Go to the check that quotes this, or the group that says it, and open its card.

        Also one that has no sign by itself. False where there is none.
        """
        plain = _plain(quote)
        wanted = [one for one in self._found if _plain(one.check.quote) == plain]
        wanted += [group.first for group in self._groups if group.short == quote]
        wanted.sort(key=lambda one: one.check.page != page)
        if not wanted:
            return False
        self._asked_for = wanted[0].check.fingerprint
        self._sort_out()
        group = next(g for g in self._groups if wanted[0].check in g.checks)
        self.go_to(group)
        self.choose(group)
        return True

    def step(self, back: bool = False) -> bool:
        """To the next sign of the paper, or the one before it, round the ends; False where there is none."""
        if not self._groups:
            return False
        held = next((b.figures.key for b in self._buttons.values() if b.hasFocus()), self._open)
        keys = [group.key for group in self._groups]
        if held in keys:
            at = (keys.index(held) + (-1 if back else 1)) % len(keys)
        else:
            page = self._view.place()[0]
            after = [i for i, group in enumerate(self._groups) if group.first.check.page >= page]
            at = (after[0] - 1 if back else after[0]) if after else (-1 if back else 0)
        group = self._groups[at]
        if self._open and group.key != self._open:
            self.choose(None)
        self.go_to(group)
        button = self._buttons.get(group.key)
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def go_to(self, group: FigureGroup) -> None:
        """Scroll to a group's line, a place that Back leads away from."""
        page = group.first.check.page
        self._view.go_to(page, self._line(self._view.layout_of(page), group))
        self.changed.emit()

    def place(self) -> list[Beside]:
        """Put the signs of the pages in sight beside their lines; the open card, for the margin to place."""
        view, theme = self._view, current_theme()
        pages, side = view.visible_pages(), theme.px(SIGN_SIZE)
        beside: list[Beside] = []
        lines: dict[int, tuple[Box, ...]] = {}
        kept: set[str] = set()
        for page in pages:
            layout = view.paper.renderer.layout(page) if view.paper else None
            here = [(self._line(layout, group), group) for group in self._on(page)]
            placed = sorted(
                ((box, group) for box, group in here if box is not None), key=lambda pair: pair[0].y0
            )
            wanted = [(view.view_rect(page, box).center().y() - side / 2, side) for box, _ in placed]
            # One edge for the whole page, so that a sign that slid down stands on no words either.
            edge = view.text_edge(page)
            for top, (box, group) in zip(slide_down(wanted, 2), placed, strict=True):
                button = self._button_for(group)
                left = min(edge, view.page_rect(page).right() - side - 4)
                button.setGeometry(QRect(round(left), top, side, side))
                button.show()
                kept.add(group.key)
                if group.key == self._open:
                    beside.append(Beside(page, box, self._card_for(group), left + side))
            if layout is not None:
                lines[page] = tuple(
                    box
                    for group in self._on(page)
                    for check in group.checks
                    for box in self._places(layout, check)
                )
        view.dotted = lines
        for gone in [key for key in self._buttons if key not in kept]:
            button = self._buttons.pop(gone)
            button.hide()
            button.deleteLater()
        if not beside:
            self._drop_card()
        return beside

    def _places(self, layout: PageLayout, check: FigureCheck) -> tuple[Box, ...]:
        """Found once, since the signs are placed anew at every step of the scroll bar."""
        key = (check.page, check.quote)
        if key not in self._boxes:
            self._boxes[key] = boxes_of(layout, check)
        return self._boxes[key]

    def _line(self, layout: PageLayout | None, group: FigureGroup) -> Box | None:
        """The line beside which a group's sign stands; None while that is not known."""
        check = group.first.check
        boxes = self._places(layout, check) if layout is not None else ()
        if boxes:
            return boxes[0]
        if check.box is not None or layout is None:
            return check.box
        return Box(0, 0, layout.width, SIGN_SIZE)

    def _on(self, page: int) -> list[FigureGroup]:
        return [group for group in self._groups if group.first.check.page == page]

    def _sort_out(self) -> None:
        shown = [
            one
            for one in self._found
            if one.raised or self._show_all or one.check.fingerprint == self._asked_for
        ]
        shown.sort(key=lambda one: (one.check.page, one.check.box.y0 if one.check.box else 0.0))
        # A sign stands for what is on its own page, and what is hidden is not put together with what is not.
        parts: dict[tuple[int, bool], list[FoundCheck]] = {}
        for one in shown:
            parts.setdefault((one.check.page, one.hidden is None), []).append(one)
        groups = [group for part in parts.values() for group in grouped(part)]
        groups.sort(key=lambda group: shown.index(group.first))
        self._groups = groups
        for button in self._buttons.values():
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        self._drop_card()
        if self._open not in {group.key for group in groups}:
            self._open = ""
        self.changed.emit()

    def _button_for(self, group: FigureGroup) -> SignButton:
        button = self._buttons.get(group.key)
        if button is None:
            button = SignButton(group, self._view.viewport())
            button.clicked.connect(lambda: self._on_pressed(group))
            button.left.connect(self._on_escape)
            self._buttons[group.key] = button
        return button

    def _card_for(self, group: FigureGroup) -> FigureCard:
        if self._card is None:
            card = FigureCard(group, self._view.viewport())
            card.ask_wanted.connect(lambda: self.ask_wanted.emit(group))
            card.hide_wanted.connect(lambda reason: self.hide_wanted.emit(group, reason))
            card.show_wanted.connect(lambda: self.show_wanted.emit(group))
            card.left.connect(self._on_card_left)
            card.resized.connect(self.resized)
            self._card = card
        return self._card

    def _drop_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    def _on_pressed(self, group: FigureGroup) -> None:
        if self._open == group.key:
            self.choose(None)
        else:
            self.choose(group, keyboard=True)

    def _on_escape(self) -> None:
        if self._open:
            self.choose(None)
        else:
            self.left.emit()

    def _on_card_left(self) -> None:
        button = self._buttons.get(self._open)
        self.choose(None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()


def _plain(quote: str) -> str:
    return " ".join(quote.split()).strip("“”")
