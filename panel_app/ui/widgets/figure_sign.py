"""The figure sign: a square that says how a statement and the paper's own figures stand to each other."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from panel_app.domain.figures.model import Verdict
from panel_app.ui.theme import current_theme, follow_theme

SIGN_SIZE = 24
"""The side of a sign at 100 % text."""

SPOKEN = {
    Verdict.MATERIAL: "Do not agree, the other way round",
    Verdict.DISAGREES: "Do not agree",
    Verdict.ROUNDING: "Agree only with rounding",
    Verdict.AGREES: "Agree",
    Verdict.UNCHECKED: "Cannot be checked",
}
"""What a screen reader says of the sign."""


def paint_figure_sign(painter: QPainter, area: QRectF, verdict: Verdict, *, quiet: bool = False) -> None:
    """Draw =, ≈, ≠, ≠ on a filled square, or ? into a square; a `quiet` one was hidden by the member."""
    theme = current_theme()
    raised = verdict.raised and not quiet
    filled = verdict is Verdict.MATERIAL and not quiet
    ink = theme.color("surface" if filled else "warn" if raised else "ink-2")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("warn" if raised else "line-strong"), 2 if raised else 1))
    painter.setBrush(theme.color("warn" if filled else "warn-tint" if raised else "surface"))
    inset = 1 if raised else 0.5
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, max(1.5, area.width() / 12), c=Qt.PenCapStyle.RoundCap))
    if verdict is Verdict.UNCHECKED:
        font = theme.font("small", True)
        font.setPixelSize(round(area.height() * 0.66))
        painter.setFont(font)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "?")
    else:
        _paint_lines(painter, area, verdict)
    painter.restore()


def _paint_lines(painter: QPainter, area: QRectF, verdict: Verdict) -> None:
    side, middle = area.width(), area.center()
    left, right = middle.x() - side * 0.25, middle.x() + side * 0.25
    for y in (middle.y() - side * 0.11, middle.y() + side * 0.11):
        if verdict is Verdict.ROUNDING:
            wave = QPainterPath(QPointF(left, y))
            lift = side * 0.16
            wave.cubicTo(
                QPointF(left + side * 0.17, y - lift),
                QPointF(right - side * 0.17, y + lift),
                QPointF(right, y),
            )
            painter.drawPath(wave)
        else:
            painter.drawLine(QPointF(left, y), QPointF(right, y))
    if verdict.raised:
        painter.drawLine(
            QPointF(middle.x() - side * 0.13, middle.y() + side * 0.27),
            QPointF(middle.x() + side * 0.13, middle.y() - side * 0.27),
        )


class FigureSign(QWidget):
    """The sign before a line of words; it says its name to a screen reader."""

    def __init__(
        self, verdict: Verdict, size: int = 20, line_role: str = "dense", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._verdict = verdict
        self._size = size
        self._line_role = line_role
        self.setAccessibleName(SPOKEN[verdict])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self, self._restyle)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        side = theme.px(self._size)
        return QSize(side, max(side, theme.line_height(self._line_role)))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = current_theme().px(self._size)
        area = QRectF(0, (self.height() - side) / 2, side, side)
        paint_figure_sign(QPainter(self), area, self._verdict)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
