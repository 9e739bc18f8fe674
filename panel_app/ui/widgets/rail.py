"""The rail at the left of the window: where one is, and where one can go."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from panel_app.ui.icons import paint_icon
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.layout_text import lay_out, text_width, widest_word
from panel_app.ui.widgets.painted import PaintedButton

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class RailButton(PaintedButton):
    """One place of the rail: an icon over one or two words. The chosen one is tinted, bold, and has a 4 px
    bar.

    Signals: `step_wanted(int)` with -1 or 1 for an arrow key, besides those of QAbstractButton.
    """

    step_wanted = Signal(int)

    def __init__(self, icon: str, label: str, low: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._low = low
        self._rail_width = 0
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self, self._restyle)

    def wanted_width(self) -> int:
        """The width at which no word is broken, with the chosen one's bold letters."""
        theme = current_theme()
        return widest_word(self.text(), theme.font("small", True)) + 2 * theme.space(8)

    def set_rail_width(self, width: int) -> None:
        """Lay the words out for a rail of this width."""
        self._rail_width = width
        self._restyle()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = max(self._rail_width, theme.space(theme.size("rail")), self.wanted_width())
        laid = lay_out(self.text(), theme.font("small", True), width - 2 * theme.space(8), self._line())
        wanted = theme.px(24) + theme.space(4) + laid.height + 2 * theme.space(6 if self._low else 8)
        least = 64 if self._low else theme.size("rail-item")
        return QSize(width, max(theme.space(least), wanted))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.step_wanted.emit(step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        chosen = self.isChecked()
        if chosen or self.hovered or self.isDown():
            painter.fillRect(self.rect(), theme.color("accent-tint"))
        if chosen:
            painter.fillRect(QRect(0, 0, 4, self.height()), theme.color("accent"))
        colour = "accent" if chosen else "ink-2"
        side, inset = theme.px(24), theme.space(8)
        words = lay_out(
            self.text(),
            theme.font("small", chosen),
            self.width() - 2 * inset,
            self._line(),
            Qt.AlignmentFlag.AlignHCenter,
        )
        top = (self.height() - side - theme.space(4) - words.height) // 2
        paint_icon(painter, self._icon_name, colour, QRect((self.width() - side) // 2, top, side, side))
        words.draw(painter, inset, top + side + theme.space(4), theme.color(colour))

    def _line(self) -> int:
        return current_theme().px(18)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class BackButton(PaintedButton):
    """Back, at the head of the rail: a chevron and the word on one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("Back")
        self.setAccessibleName("Back")
        self.setToolTip("Back (Alt+Left)")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        follow_theme(self, self._restyle)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = text_width(self.text(), theme.font("small"))
        width = theme.px(20) + theme.space(2) + words + 2 * theme.space(8)
        return QSize(width, theme.line_height("small") + 2 * theme.space(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        if self.isEnabled() and (self.hovered or self.isDown()):
            painter.fillRect(self.rect(), theme.color("accent-tint"))
        colour = "ink-2" if self.isEnabled() else "ink-3"
        side, gap = theme.px(20), theme.space(2)
        words = lay_out(self.text(), theme.font("small"), self.width(), theme.line_height("small"))
        left = (self.width() - side - gap - words.width - theme.space(8)) // 2
        paint_icon(painter, "back", colour, QRect(left, (self.height() - side) // 2, side, side))
        words.draw(painter, left + side + gap, (self.height() - words.height) // 2, theme.color(colour))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class Rail(QFrame):
    """The list of places, which scrolls when the window is low; one choice, moved with the arrow keys.

    Signals: `chosen(str)` with the key of the place the person chose.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Places")
        self._keys: list[str] = []
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("railItems")
        items = QVBoxLayout(inner)
        items.setContentsMargins(0, 0, 0, 0)
        items.setSpacing(0)
        self._top = QVBoxLayout()
        self._bottom = QVBoxLayout()
        for part in (self._top, self._bottom):
            part.setSpacing(0)
        items.addLayout(self._top)
        items.addStretch(1)
        items.addLayout(self._bottom)
        self._scroll.setWidget(inner)
        column.addWidget(self._scroll)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        follow_theme(self, self._restyle)

    def add_place(self, key: str, icon: str, label: str, where: str = "top") -> RailButton:
        """Add a place at the end of the top or the bottom group."""
        button = RailButton(icon, label, low=where == "bottom")
        self._keys.append(key)
        self._buttons[key] = button
        self._group.addButton(button)
        (self._bottom if where == "bottom" else self._top).addWidget(button)
        button.clicked.connect(self._on_clicked)
        button.step_wanted.connect(self._on_step_wanted)
        self._restyle()
        return button

    def button(self, key: str) -> RailButton:
        """The button of a place."""
        return self._buttons[key]

    def choose(self, key: str) -> None:
        """Mark a place as the one shown, without a signal."""
        self._buttons[key].setChecked(True)
        self._scroll.ensureWidgetVisible(self._buttons[key], 0, 0)

    def _on_step_wanted(self, step: int) -> None:
        shown = [key for key in self._keys_in_order() if not self._buttons[key].isHidden()]
        held = next((key for key in shown if self._buttons[key].hasFocus()), None)
        if held is None:
            return
        target = self._buttons[shown[(shown.index(held) + step) % len(shown)]]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(target, 0, 0)

    def _keys_in_order(self) -> list[str]:
        low = [key for key in self._keys if self._bottom.indexOf(self._buttons[key]) >= 0]
        return [key for key in self._keys if key not in low] + low

    def _on_range_changed(self) -> None:
        self._restyle()

    def _on_clicked(self) -> None:
        pressed = self.sender()
        for key, button in self._buttons.items():
            if button is pressed:
                self.chosen.emit(key)

    def _restyle(self) -> None:
        theme = current_theme()
        widest = max((button.wanted_width() for button in self._buttons.values()), default=0)
        width = max(theme.space(theme.size("rail")), widest + 1)
        bar = self._scroll.verticalScrollBar()
        # The bar stands beside the words, never over them.
        self.setFixedWidth(width + (bar.sizeHint().width() if bar.maximum() > 0 else 0))
        for button in self._buttons.values():
            button.set_rail_width(width - 1)
