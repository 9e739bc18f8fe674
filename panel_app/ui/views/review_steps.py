"""The steps of adding papers, above what is checked: those that are done, and the one that is in hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from panel_app.ui.icons import paint_icon
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.layout_text import text_width


class Steps(QWidget):
    """Words in a row, each with its number or a tick; the step `now` is bold in the accent."""

    def __init__(self, steps: Sequence[str], now: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self._now = now
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Step {now + 1} of {len(steps)}: {steps[now]}")
        follow_theme(self, self._restyle)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        beside = theme.px(24) + 4 * theme.space(8) + theme.space(24)
        words = sum(text_width(step, theme.font("small", True)) + beside for step in self._steps)
        return QSize(words, theme.px(24) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, gap, left = theme.px(24), theme.space(8), 1
        for number, step in enumerate(self._steps):
            if number:
                painter.setPen(QPen(theme.color("line-strong"), 1))
                painter.drawLine(left, side // 2 + 1, left + theme.space(24), side // 2 + 1)
                left += theme.space(24) + gap
            circle = QRect(left, 1, side, side)
            is_now = number == self._now
            painter.setPen(QPen(theme.color("accent" if is_now else "line-strong"), 1))
            painter.setBrush(theme.color("accent" if is_now else "surface"))
            painter.drawEllipse(QRectF(circle))
            font = theme.font("small", is_now)
            painter.setFont(font)
            if number < self._now:
                inset = theme.px(4)
                paint_icon(painter, "check", "ink-2", circle.adjusted(inset, inset, -inset, -inset))
            else:
                painter.setPen(theme.color("on-accent" if is_now else "ink-2"))
                painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number + 1))
            left += side + gap
            painter.setPen(theme.color("accent" if is_now else "ink-2"))
            width = text_width(step, font)
            painter.drawText(QRect(left, 1, width, side), Qt.AlignmentFlag.AlignVCenter, step)
            left += width + gap

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
