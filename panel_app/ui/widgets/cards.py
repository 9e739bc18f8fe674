"""Cards: a surface with a hairline round it; a note with its mark's colour; a card that can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import restyle_properties
from panel_app.ui.widgets.painted import PaintedButton

MARK_COLOURS = ("yellow", "green", "blue", "pink")


class Card(QFrame):
    """A surface with a 1 px line. `tone` is empty, warn, bad, good or accent. Fill it through `body`."""

    def __init__(
        self, tone: str = "", padding: int = 16, gap: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._padding = padding
        self._gap = gap
        self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        follow_theme(self, self._restyle)

    def set_tone(self, tone: str) -> None:
        """Change what the card's colour says."""
        restyle_properties(self, tone=tone)

    def _restyle(self) -> None:
        theme = current_theme()
        pad = theme.space(self._padding)
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.space(self._gap))


class NoteCard(Card):
    """A card with a 4 px left edge in the colour of a mark (yellow, green, blue, pink) or of a token
    (`warn`).
    """

    def __init__(
        self, mark: str = "yellow", padding: int = 12, gap: int = 4, parent: QWidget | None = None
    ) -> None:
        self._mark = mark
        super().__init__("", padding, gap, parent)

    def set_mark(self, mark: str) -> None:
        """Take the colour of another mark."""
        self._mark = mark
        self.update()

    def _restyle(self) -> None:
        super()._restyle()
        margins = self.body.contentsMargins()
        margins.setLeft(margins.left() + 4)
        self.body.setContentsMargins(margins)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        token = f"hl-{self._mark}-edge" if self._mark in MARK_COLOURS else self._mark
        QPainter(self).fillRect(QRect(0, 0, 4, self.height()), theme.color(token))


class ClickableCard(PaintedButton):
    """A card that is one target: Enter, Space or a click sends `clicked`; `chosen` cards have a 2 px accent
    border.

    What is put into `body` must not take clicks of its own.
    """

    def __init__(
        self, accessible_name: str, padding: int = 12, gap: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._padding = padding
        self._gap = gap
        self.setAccessibleName(accessible_name)
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chosen = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.body = QVBoxLayout(self)
        follow_theme(self, self._restyle)

    def is_chosen(self) -> bool:
        """Whether this is the card that is open beside the list."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Show that this card is the one that is open."""
        self._chosen = chosen
        self.setAccessibleDescription("Chosen" if chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        return self.body.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return self.body.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.sizeHint().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        marked = self._chosen or self.hovered or self.isDown()
        width = 2 if self._chosen else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if self._chosen or self.isDown() else "line"), width))
        painter.setBrush(theme.color("accent-tint" if marked else "surface"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)

    def _restyle(self) -> None:
        theme = current_theme()
        pad = theme.space(self._padding) + 1
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.space(self._gap))
        self.update()


class ScrollPage(QScrollArea):
    """A page that scrolls downwards, with the page margin round its `body`."""

    def __init__(
        self, margin: int = 40, gap: int = 16, surface: str = "canvas", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._margin = margin
        self._gap = gap
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("surface", surface)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(inner)
        self.setWidget(inner)
        follow_theme(self, self._restyle)

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(self._margin)
        self.body.setContentsMargins(side, theme.space(24), side, theme.space(24))
        self.body.setSpacing(theme.space(self._gap))
