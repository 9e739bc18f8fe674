"""The verdict of the force's rule as a chip: a shape, a word and a border; colour is the third sign."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from panel_app.domain.measures import Better
from panel_app.domain.statistics.force_rule import Verdict
from panel_app.ui.theme import Theme, current_theme, follow_theme
from panel_app.ui.widgets.layout_text import text_width

_TONES = {
    "bad": ("bad", "bad-tint", "bad"),
    "good": ("good", "good-tint", "good"),
    "neutral": ("c-neutral", "surface", "c-neutral"),
    "plain": ("line-strong", "surface", "ink-2"),
}


def verdict_tone(verdict: Verdict, better: Better) -> str:
    """bad, good, neutral (outside, where neither direction is better) or plain."""
    if not verdict.is_outside:
        return "plain"
    if better is Better.NEITHER:
        return "neutral"
    return "good" if (verdict is Verdict.BELOW) == (better is Better.FEWER) else "bad"


def verdict_size(verdict: Verdict, theme: Theme) -> QSize:
    """The room that the chip takes."""
    words = text_width(verdict.label, theme.font("small"))
    if verdict is Verdict.NONE:
        return QSize(words, theme.line_height("small"))
    width = words + theme.px(12) + 3 * theme.space(8)
    return QSize(width, theme.line_height("small") + theme.space(4))


def paint_verdict(
    painter: QPainter, left: float, middle: float, verdict: Verdict, better: Better, theme: Theme
) -> None:
    """Draw the chip from its left edge, centred on a height. No limits are words without a border."""
    size = verdict_size(verdict, theme)
    rect = QRectF(left, middle - size.height() / 2, size.width(), size.height())
    border, background, words = _TONES[verdict_tone(verdict, better)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("small"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    if verdict is Verdict.NONE:
        painter.setPen(theme.color("ink-2"))
        painter.drawText(rect.adjusted(0, 0, 2, 0), flags, verdict.label)
        painter.restore()
        return
    painter.setPen(QPen(theme.color(border), 1))
    painter.setBrush(theme.color(background))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    side = theme.px(12)
    shape = QRectF(rect.left() + theme.space(8), rect.center().y() - side / 2, side, side)
    _paint_shape(painter, shape, verdict, words, theme)
    painter.setPen(theme.color(words))
    painter.drawText(rect.adjusted(2 * theme.space(8) + side, 0, 0, 0), flags, verdict.label)
    painter.restore()


def _paint_shape(painter: QPainter, rect: QRectF, verdict: Verdict, token: str, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    inset = rect.height() * 0.12
    box = rect.adjusted(0, inset, 0, -inset)
    if verdict is Verdict.ABOVE:
        corners = [box.bottomLeft(), box.bottomRight(), QPointF(box.center().x(), box.top())]
        painter.drawPolygon(QPolygonF(corners))
    elif verdict is Verdict.BELOW:
        corners = [box.topLeft(), box.topRight(), QPointF(box.center().x(), box.bottom())]
        painter.drawPolygon(QPolygonF(corners))
    else:
        bar = max(1.5, theme.scale * 1.6)
        for share in (0.3, 0.7):
            y = rect.top() + rect.height() * share - bar / 2
            painter.drawRect(QRectF(rect.left(), y, rect.width(), bar))


class VerdictChip(QWidget):
    """The chip as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = Verdict.NONE
        self._better = Better.NEITHER
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self, self._restyle)

    def set_verdict(self, verdict: Verdict, better: Better) -> None:
        """State another verdict."""
        self._verdict, self._better = verdict, better
        self.setAccessibleName(verdict.label)
        self._restyle()

    def sizeHint(self) -> QSize:
        return verdict_size(self._verdict, current_theme())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_verdict(painter, 0, self.height() / 2, self._verdict, self._better, current_theme())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
