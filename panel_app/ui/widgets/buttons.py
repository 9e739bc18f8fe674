"""Things to press: buttons, icon buttons, a choice of one among few, and rows that are links."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from panel_app.ui.icons import icon_pixmap, paint_icon
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.layout_text import lay_out, text_width, widest_word
from panel_app.ui.widgets.painted import PaintedButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


def restyle_properties(widget: QWidget, **properties: object) -> None:
    """Set properties that rules of the style sheet depend on, and apply those rules."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


class Button(QPushButton):
    """A verb to press.

    `kind` is normal, primary (one on a screen), quiet (words in the accent) or flat (no border, in ink);
    `small` is for cards and rows; a `wide` one fills the width it is given.
    """

    def __init__(
        self,
        text: str,
        icon: str | None = None,
        kind: str = "normal",
        small: bool = False,
        wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._kind = kind
        self._small = small
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setAutoDefault(False)
        across = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._restyle)
        follow_theme(self, self._restyle)

    def set_icon(self, name: str | None) -> None:
        """Show another icon, or none."""
        self._icon_name = name
        self._restyle()

    def setMenu(self, menu: QMenu | None) -> None:
        super().setMenu(menu)  # type: ignore[arg-type]
        restyle_properties(self, hasMenu=menu is not None)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.isCheckable():
            # The chosen state is bold; room for it is kept, so that choosing moves nothing.
            theme, role = current_theme(), "small" if self._small else "body"
            wider = text_width(self.text(), theme.font(role, True)) - text_width(
                self.text(), theme.font(role, False)
            )
            hint.setWidth(hint.width() + max(0, wider))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
            return
        if self.property("seg") and Qt.Key(event.key()) in _STEPS:
            # The arrow keys belong to the whole choice.
            event.ignore()
            return
        super().keyPressEvent(event)

    def _icon_colour(self) -> str:
        if self._kind == "primary":
            return "on-accent"
        return "accent" if self._kind == "quiet" or self.isChecked() else "ink"

    def _restyle(self) -> None:
        if self._icon_name is None:
            self.setIcon(QIcon())
            return
        side = current_theme().px(16 if self._small and self.text() else 20)
        gap = current_theme().space(4) if self.text() else 0
        ratio = self.devicePixelRatioF()
        made = QIcon()
        for mode, colour in ((QIcon.Mode.Normal, self._icon_colour()), (QIcon.Mode.Disabled, "ink-3")):
            made.addPixmap(icon_pixmap(self._icon_name, colour, side, ratio, gap), mode)
        self.setIconSize(QSize(side + gap, side))
        self.setIcon(made)


class IconButton(Button):
    """An icon alone: only for back, next, close, plus and minus. It says its name to a screen reader and
    on hover.
    """

    def __init__(
        self,
        icon: str,
        accessible_name: str,
        kind: str = "normal",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", icon, kind, small, parent=parent)
        self.setProperty("iconOnly", True)
        self.setAccessibleName(accessible_name)
        self.setToolTip(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Segmented(QWidget):
    """A choice of one among a few words. One stop of the Tab key; the arrow keys change the choice.

    `options` are pairs of key and word. Signals: `chosen(str)` with the key, when the person chose.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        accessible_name: str,
        current: str | None = None,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self._keys = [key for key, _ in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (_, word) in enumerate(options):
            button = Button(word, small=small, parent=self)
            button.setCheckable(True)
            button.setAccessibleName(f"{accessible_name}: {word}")
            only = len(options) == 1
            place = "only" if only else {0: "first", len(options) - 1: "last"}.get(index, "middle")
            button.setProperty("seg", place)
            self._group.addButton(button, index)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._on_clicked)
        self.set_current(current if current is not None else self._keys[0])

    def current(self) -> str:
        """The key of the chosen word."""
        return self._keys[self._group.checkedId()]

    def set_current(self, key: str) -> None:
        """Choose without a signal."""
        self._group.button(self._keys.index(key)).setChecked(True)
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._move(step)

    def _move(self, step: int) -> None:
        index = (self._group.checkedId() + step) % len(self._keys)
        button = self._group.button(index)
        button.setChecked(True)
        self._mark()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(self._keys[index])

    def _on_clicked(self, index: int) -> None:
        self._mark()
        self.chosen.emit(self._keys[index])

    def _mark(self) -> None:
        chosen = self._group.checkedId()
        for index in range(len(self._keys)):
            button = self._group.button(index)
            policy = Qt.FocusPolicy.StrongFocus if index == chosen else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
            restyle_properties(button, afterChosen=index == chosen + 1)


class LinkRow(PaintedButton):
    """A row that is a link: words in the accent, a second fact at the right, a second line below; it wraps.

    Enter, Space and a click anywhere in the row send `clicked`.
    """

    def __init__(
        self,
        text: str,
        trailing: str = "",
        sub: str = "",
        icon: str | None = None,
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._trailing = trailing
        self._sub = sub
        self._icon_name = icon
        self._role = "dense" if dense else "body"
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()
        follow_theme(self, self._restyle)

    def set_texts(self, text: str, trailing: str = "", sub: str = "") -> None:
        """Show other words."""
        self.setText(text)
        self._trailing, self._sub = trailing, sub
        self._name()
        self._restyle()

    def trailing(self) -> str:
        """The fact at the right."""
        return self._trailing

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        text_left, text_right, _ = self._columns(width)
        words = lay_out(self.text(), theme.font(self._role), text_right - text_left, self._line())
        height = words.height
        if self._sub:
            sub = lay_out(self._sub, theme.font("small"), text_right - text_left, theme.line_height("small"))
            height += sub.height
        return height + 2 * theme.space(5)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = text_width(self.text(), theme.font(self._role)) + self._beside()
        width = min(width, theme.px(480))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        width = widest_word(self.text(), theme.font(self._role)) + self._beside()
        return QSize(width, theme.line_height(self._role) + 2 * theme.space(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        if self.hovered or self.isDown():
            painter.fillRect(self.rect(), theme.color("accent-tint"))
        colour = theme.color("accent" if self.isEnabled() else "ink-3")
        left, right, trailing_left = self._columns(self.width())
        top = theme.space(5)
        if self._icon_name:
            side = theme.px(20)
            paint_icon(
                painter, self._icon_name, "ink-2", QRect(0, top + (self._line() - side) // 2, side, side)
            )
        words = lay_out(self.text(), theme.font(self._role), right - left, self._line())
        words.draw(painter, left, top, colour)
        if self.hovered and self.isEnabled() and theme.name == "contrast":
            painter.drawLine(left, top + words.height, left + words.width, top + words.height)
        if self._trailing:
            fact = lay_out(
                self._trailing,
                theme.font(self._role),
                self.width() - trailing_left,
                self._line(),
                Qt.AlignmentFlag.AlignRight,
            )
            fact.draw(painter, trailing_left, top, theme.color("ink-2"))
        if self._sub:
            sub = lay_out(self._sub, theme.font("small"), right - left, theme.line_height("small"))
            sub.draw(painter, left, top + words.height, theme.color("ink-2"))

    def _line(self) -> int:
        # Rows of links stand at 22 px: closer than reading text, so that two lines are seen as one row.
        theme = current_theme()
        return theme.px(22) if self._role == "body" else theme.line_height(self._role)

    def _trailing_width(self) -> int:
        return text_width(self._trailing, current_theme().font(self._role)) if self._trailing else 0

    def _beside(self) -> int:
        theme = current_theme()
        icon = theme.px(20) + theme.space(8) if self._icon_name else 0
        trailing = self._trailing_width()
        return icon + (trailing + theme.space(16) if trailing else 0)

    def _columns(self, width: int) -> tuple[int, int, int]:
        """Where the words begin and end, and where the trailing fact begins."""
        theme = current_theme()
        left = theme.px(20) + theme.space(8) if self._icon_name else 0
        trailing = min(self._trailing_width(), max(0, (width - left) // 2))
        if not trailing:
            return left, max(left + 1, width), width
        trailing_left = width - trailing
        return left, max(left + 1, trailing_left - theme.space(16)), trailing_left

    def _name(self) -> None:
        self.setAccessibleName(", ".join(part for part in (self.text(), self._trailing) if part))
        self.setAccessibleDescription(self._sub)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
