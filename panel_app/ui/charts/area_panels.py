"""The areas of a force side by side: one small chart each, all on one scale that begins at 0."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from panel_app.domain.measures import Series
from panel_app.domain.periods import Period
from panel_app.domain.scales import nice_step
from panel_app.ui.theme import Theme, current_theme, follow_theme
from panel_app.ui.widgets.layout_text import lay_out, text_width

_WIDTH, _PLOT = 200, 64


class AreaPanels(QWidget):
    """Paints the panels; its accessible description says every area's last value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: list[Series] = []
        self._periods: list[Period] = []
        self._own = ""
        self._top = Decimal(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("The areas")
        follow_theme(self, self._restyle)

    def set_series(self, series: list[Series], periods: list[Period], own: str) -> None:
        """Show these areas over these periods; `own` is drawn in bold and in the chart's colour."""
        self._series, self._periods, self._own = series, periods, own
        values = [v for one in series for p in periods if (v := one.value_at(p)) is not None]
        high = max(values, default=Decimal(1))
        step = nice_step(high) if high > 0 else Decimal(1)
        self._top = step
        while self._top < high:
            self._top += step
        said = [f"{one.area} {self._last(one) or 'no figure'}" for one in series]
        self.setAccessibleDescription("; ".join(said))
        self._restyle()

    @property
    def scale_top(self) -> Decimal:
        """The upper end of the one scale; the lower is 0."""
        return self._top

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(_WIDTH), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across = self._across(self.width())
        gap = theme.space(24)
        width = (self.width() - gap * (across - 1)) / across
        for at, one in enumerate(self._series):
            left = (at % across) * (width + gap)
            top = (at // across) * self._panel_height(theme)
            self._paint(painter, QRectF(left, top, width, self._panel_height(theme)), one, theme)

    def _paint(self, painter: QPainter, rect: QRectF, one: Series, theme: Theme) -> None:
        own = one.area == self._own
        line = theme.line_height("small")
        font, bold = theme.font("small"), theme.font("small", bold=True)
        last = self._last(one)
        wide = text_width(last, bold)
        name = lay_out(one.area, bold if own else font, rect.width() - wide - theme.space(8), line)
        name.draw(painter, rect.left(), rect.top(), theme.color("accent" if own else "ink"))
        lay_out(last, bold, wide, line).draw(painter, rect.right() - wide, rect.top(), theme.color("ink"))
        high, low = self._figure(one, self._top), self._figure(one, Decimal(0))
        right = rect.right() - max(text_width(high, font), text_width(low, font)) - theme.space(8)
        top = rect.top() + 2 * line + theme.space(8)
        plot = QRectF(rect.left(), top, right - rect.left(), theme.px(_PLOT))
        painter.setPen(QPen(theme.color("c-grid"), 1))
        for y in (plot.top(), plot.bottom()):
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        ink = theme.color("ink-2")
        for text, y in ((high, plot.top()), (low, plot.bottom())):
            lay_out(text, font, 10_000, line).draw(painter, plot.right() + theme.space(8), y - line / 2, ink)
        painter.setPen(QPen(theme.color("c-main" if own else "c-grey"), 2.4 if own else 1.6))
        run: list[QPointF] = []
        steps = max(1, len(self._periods) - 1)
        for at, period in enumerate(self._periods):
            value = one.value_at(period)
            if value is None:
                painter.drawPolyline(QPolygonF(run))
                run = []
                continue
            share = max(0.0, float(value / self._top))
            run.append(
                QPointF(plot.left() + plot.width() * at / steps, plot.bottom() - plot.height() * share)
            )
        painter.drawPolyline(QPolygonF(run))
        if run:
            painter.setBrush(theme.color("c-main" if own else "c-grey"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(run[-1], theme.px(4), theme.px(4))

    def _last(self, one: Series) -> str:
        return self._figure(one, one.value_at(self._periods[-1])) if self._periods else ""

    def _figure(self, one: Series, value: Decimal | None) -> str:
        return one.measure.figure(value)

    def _across(self, width: int) -> int:
        theme = current_theme()
        fit = int((width + theme.space(24)) / (theme.px(_WIDTH) + theme.space(24)))
        return max(1, min(len(self._series) or 1, fit))

    def _panel_height(self, theme: Theme) -> int:
        # Two lines for a long name, and half of one for the words of the lower end.
        return 3 * theme.line_height("small") + theme.px(_PLOT) + theme.space(24)

    def _restyle(self) -> None:
        down = -(-len(self._series) // self._across(self.width()))
        self.setFixedHeight(down * self._panel_height(current_theme()))
        self.update()
