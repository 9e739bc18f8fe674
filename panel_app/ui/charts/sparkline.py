"""Two years drawn small, for a cell of the scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from panel_app.domain.chart_model import ChartBand, ChartPoint
from panel_app.ui.theme import Theme


def paint_sparkline(
    painter: QPainter, rect: QRectF, points: Sequence[ChartPoint], bands: Sequence[ChartBand], theme: Theme
) -> None:
    """Draw the values as a line, the limits of each year as a band, and the last value as a dot.

    The last value is a diamond when it lies outside the limits. The scale is the cell's own.
    """
    values = [p.value for p in points if p.value is not None]
    if not values:
        return
    edges = [edge for b in bands for edge in (b.lower, b.upper) if edge is not None]
    low, high = min(values + edges), max(values + edges)
    inner = rect.adjusted(2, 5, -5, -5)

    def x(at: float) -> float:
        return inner.left() + inner.width() * (at + 0.5) / len(points)

    def y(value: Decimal) -> float:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        return inner.bottom() - inner.height() * float(share)

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for band in bands:
        bottom = inner.bottom() if band.lower is None else y(band.lower)
        left, right = x(band.first - 0.5), x(band.last + 0.5)
        painter.fillRect(
            QRectF(left, y(band.upper), right - left, bottom - y(band.upper)), theme.color("c-band")
        )
    painter.setPen(QPen(theme.color("c-grey"), 1.6 * theme.scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    run: list[QPointF] = []
    for at, point in enumerate((*points, None)):
        if point is not None and point.value is not None:
            run.append(QPointF(x(at), y(point.value)))
            continue
        if len(run) > 1:
            painter.drawPolyline(QPolygonF(run))
        run = []
    last = len(points) - 1
    end, value = points[last], points[last].value
    if value is not None:
        _paint_end(painter, QPointF(x(last), y(value)), end.verdict.is_outside, theme)
    painter.restore()


def _paint_end(painter: QPainter, at: QPointF, outside: bool, theme: Theme) -> None:
    radius = theme.scale * (5.5 if outside else 3.5)
    painter.setPen(QPen(theme.color("ink"), 1) if outside else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.color("c-concern" if outside else "c-grey"))
    if outside:
        corners = [QPointF(0, -radius), QPointF(radius, 0), QPointF(0, radius), QPointF(-radius, 0)]
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    else:
        painter.drawEllipse(at, radius, radius)
