"""The round icons of NHS "Making Data Count": variation as H or L with five dots or a wave, assurance as a
curve over, under or through a dashed line. They never stand without a word.

The places are those of a square of 32.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QPolygonF

from panel_app.domain.statistics.signal import Assurance, Signal, Variation
from panel_app.ui.theme import Theme

ICON = 32

_TOKENS = {
    Variation.IMPROVEMENT: "c-main",
    Variation.CONCERN: "c-concern",
    Variation.HIGH: "c-neutral",
    Variation.LOW: "c-neutral",
    Variation.COMMON: "c-grey",
}
_RISE = ((6.5, 22.5), (11.0, 22.5), (15.5, 21.0), (20.5, 16.0), (25.0, 11.5))
_FALL = tuple((x, 32 - y) for x, y in _RISE)
_WAVE = ((6.5, 18.0), (11.0, 13.5), (16.0, 17.5), (21.0, 13.0), (25.5, 17.0))


def is_high(signal: Signal) -> bool:
    """Whether the last point lies on the upper side: H instead of L."""
    return signal.variation is Variation.HIGH or (bool(signal.xmr.points) and signal.xmr.points[-1].side >= 0)


def paint_variation(painter: QPainter, place: QRectF, signal: Signal, theme: Theme) -> None:
    """Nothing where there are too few figures."""
    token = _TOKENS.get(signal.variation)
    if token is None:
        return
    _begin(painter, place, token, theme)
    common = signal.variation is Variation.COMMON
    high = is_high(signal)
    dots = [QPointF(x, y) for x, y in (_WAVE if common else _RISE if high else _FALL)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(token), 1.2))
    painter.drawPolyline(QPolygonF(dots))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    for dot in dots:
        painter.drawEllipse(dot, 1.9, 1.9)
    if not common:
        font = QFont(theme.font("small", bold=True))
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        letter = QRectF(4.5, 5.5 if high else 12.5, 14, 14)
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, "H" if high else "L")
    painter.restore()


def paint_assurance(painter: QPainter, place: QRectF, assurance: Assurance, theme: Theme) -> None:
    """Nothing where there is no target to hold the limits against."""
    if assurance is Assurance.NONE:
        return
    token = {Assurance.PASSES: "c-main", Assurance.FAILS: "c-concern"}.get(assurance, "c-grey")
    line, middle = {Assurance.PASSES: (20.5, 12.0), Assurance.FAILS: (11.5, 20.0)}.get(
        assurance, (16.0, 16.0)
    )
    _begin(painter, place, token, theme)
    dashed = QPen(theme.color("ink-2"), 1.3)
    dashed.setDashPattern([2.4, 1.6])
    painter.setPen(dashed)
    painter.drawLine(QPointF(5, line), QPointF(27, line))
    swing = 5.0 if assurance is Assurance.HIT_AND_MISS else 2.2
    curve = QPainterPath(QPointF(7, middle))
    curve.cubicTo(QPointF(10, middle - 2 * swing), QPointF(13, middle - 2 * swing), QPointF(16, middle))
    curve.cubicTo(QPointF(19, middle + 2 * swing), QPointF(22, middle + 2 * swing), QPointF(25, middle))
    painter.setPen(QPen(theme.color(token), 1.9))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(curve)
    painter.restore()


def _begin(painter: QPainter, place: QRectF, token: str, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / ICON, place.height() / ICON)
    painter.setPen(QPen(theme.color(token), 2.5))
    painter.setBrush(theme.color("surface"))
    painter.drawEllipse(QPointF(16, 16), 14, 14)
