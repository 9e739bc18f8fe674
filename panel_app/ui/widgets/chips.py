"""Chips: an icon, a word and a border that state something. A chip is never a button."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from panel_app.ui.icons import paint_icon
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.layout_text import lay_out, text_width, widest_word

# kind: border, background, words
_KINDS = {
    "normal": ("line-strong", "surface", "ink"),
    "plain": ("line", "surface", "ink-2"),
    "warn": ("warn-line", "warn-tint", "warn"),
    "bad": ("bad", "bad-tint", "bad"),
    "good": ("good", "good-tint", "good"),
    "accent": ("accent", "accent-tint", "accent"),
}


class Chip(QWidget):
    """A statement of a few words; `kind` is normal, plain, warn, bad, good or accent."""

    def __init__(
        self, text: str, kind: str = "normal", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._kind = kind
        self._icon_name = icon
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_state(text, kind, icon)
        follow_theme(self, self._restyle)

    def text(self) -> str:
        """The words."""
        return self._text

    def kind(self) -> str:
        """Which of the kinds it is."""
        return self._kind

    def set_state(self, text: str, kind: str | None = None, icon: str | None = None) -> None:
        """State something else; the kind stays when none is given, the icon does not."""
        if kind is not None and kind not in _KINDS:
            raise ValueError(f"No chip is of the kind {kind!r}")
        self._text, self._kind, self._icon_name = text, kind or self._kind, icon
        self.setAccessibleName(text)
        self._restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        laid = lay_out(self._text, theme.font("small"), width - self._beside(), theme.line_height("small"))
        return laid.height + theme.space(4)

    def sizeHint(self) -> QSize:
        width = self._beside() + text_width(self._text, current_theme().font("small"))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        width = self._beside() + widest_word(self._text, theme.font("small"))
        return QSize(width, theme.line_height("small") + theme.space(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        border, background, words = _KINDS[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(border), 1))
        painter.setBrush(theme.color(background))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        left = theme.space(8)
        line = theme.line_height("small")
        top = theme.space(4) // 2
        if self._icon_name:
            side = theme.px(16)
            paint_icon(painter, self._icon_name, words, QRect(left, top + (line - side) // 2, side, side))
            left += side + theme.space(6)
        laid = lay_out(self._text, theme.font("small"), self.width() - self._beside(), line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        laid.draw(painter, left, top, theme.color(words))

    def _beside(self) -> int:
        theme = current_theme()
        icon = theme.px(16) + theme.space(6) if self._icon_name else 0
        return 2 * theme.space(8) + icon

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
