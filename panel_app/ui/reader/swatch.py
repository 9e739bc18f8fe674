"""The little square that shows a highlighter's colour; its name always stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap

from panel_app.domain.marks import MarkColour
from panel_app.ui.theme import current_theme


def swatch_icon(colour: MarkColour, ratio: float = 2.0) -> QIcon:
    """A square filled with the colour, with an edge."""
    theme = current_theme()
    side = theme.px(18)
    pixmap = QPixmap(round((side + 4) * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(f"hl-{colour.value}-edge"), 1))
    painter.setBrush(theme.color(f"hl-{colour.value}"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), 2, 2)
    painter.end()
    return QIcon(pixmap)
