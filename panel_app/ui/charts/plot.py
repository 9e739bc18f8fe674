"""The plot of a chart in pyqtgraph. Importing this module imports pyqtgraph: do so only to show a chart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QPen, QWheelEvent
from PySide6.QtWidgets import QGraphicsLineItem, QGraphicsRectItem, QGraphicsSimpleTextItem, QWidget

from panel_app.domain.chart_model import ChartModel
from panel_app.domain.scales import fitting, spread
from panel_app.ui.theme import Theme


class MeasurePlot(pg.PlotWidget):
    """Draws a ChartModel; x is the index of a point, y its value.

    Signals: `point_hovered(int)` while the mouse is over the plot, `plot_moved()` after its place changed.
    """

    point_hovered = Signal(int)
    plot_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ChartModel("", "")
        self._ends: list[QGraphicsSimpleTextItem] = []
        self._x_words: list[list[QGraphicsSimpleTextItem]] = []
        self._x_marks: list[QGraphicsLineItem] = []
        self._y_words: list[QGraphicsSimpleTextItem] = []
        self._letters: list[QGraphicsSimpleTextItem] = []
        self._gap = 8.0
        self._cursor_items: list[Any] = []
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        # The words of the axes are ours: the library leaves out those that reach over an axis's end.
        item.hideAxis("left")
        item.hideAxis("bottom")
        item.setMouseEnabled(x=False, y=False)
        item.vb.setMenuEnabled(False)
        item.vb.setDefaultPadding(0)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(0, 0)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        item.vb.sigResized.connect(self._on_plot_resized)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls; a chart never zooms.
        event.ignore()

    def set_model(self, model: ChartModel, theme: Theme) -> None:
        """Draw another model, or the same in another theme."""
        self._model = model
        item = self.getPlotItem()
        item.clear()
        lines = [line for words in self._x_words for line in words]
        for old in (*self._ends, *self._letters, *lines, *self._y_words, *self._x_marks):
            self.scene().removeItem(old)
        self._cursor_items = []
        self.setBackground(theme.color("surface"))
        item.vb.setRange(
            xRange=(-0.5, max(1, len(model.points)) - 0.5),
            yRange=(float(model.y_min), float(model.y_max)),
            padding=0,
        )
        self._draw_words(theme)
        self._draw_bands(theme)
        self._draw_layers(theme)
        self._draw_points(theme)
        self._draw_cursor(theme)
        self._on_plot_resized()

    def set_cursor_index(self, index: int | None) -> None:
        """Put the upright line on a point, or take it away."""
        line, ring = self._cursor_items
        line.setVisible(index is not None)
        value = None if index is None else self._model.points[index].value
        ring.setVisible(value is not None)
        if index is not None:
            line.setValue(index)
        if index is not None and value is not None:
            ring.setData([index], [float(value)])

    def plot_rect(self) -> QRectF:
        """Where the plot lies in this widget."""
        box = self.getPlotItem().vb
        return QRectF(box.mapRectToScene(box.rect()))

    def position(self, index: int) -> QPointF:
        """Where a point lies in this widget; a gap is said to lie at the bottom."""
        value = self._model.points[index].value
        at = QPointF(index, float(self._model.y_min if value is None else value))
        return QPointF(self.getPlotItem().vb.mapViewToScene(at))

    def _draw_words(self, theme: Theme) -> None:
        model, item = self._model, self.getPlotItem()
        self._x_words = [[self._words(line, theme) for line in t.label.split("\n")] for t in model.x_ticks]
        self._x_marks = [self._mark(theme) for _ in model.x_ticks]
        self._y_words = [self._words(t.label, theme) for t in model.y_ticks]
        self._ends = [self._words(e.text, theme, strong=e.strong) for e in model.end_labels]
        self._gap = float(theme.space(8))
        left = max((w.boundingRect().width() for w in self._y_words), default=0.0)
        right = max((w.boundingRect().width() for w in self._ends), default=0.0)
        below = max((sum(w.boundingRect().height() for w in ws) for ws in self._x_words), default=0.0)
        above = max((w.boundingRect().height() for w in self._y_words), default=0.0) / 2
        gap = self._gap
        item.layout.setContentsMargins(left + 1.5 * gap, above, right + 2 * gap, below + 1.5 * gap)
        for tick in model.y_ticks:
            item.addItem(_segment(-0.5, len(model.points) - 0.5, tick.at, _pen(theme, "c-grid", 1)))

    def _mark(self, theme: Theme) -> QGraphicsLineItem:
        mark = QGraphicsLineItem(0, 0, 0, theme.px(5))
        mark.setPen(_pen(theme, "c-grey", 1))
        self.scene().addItem(mark)
        return mark

    def _words(self, text: str, theme: Theme, *, strong: bool = False) -> QGraphicsSimpleTextItem:
        words = QGraphicsSimpleTextItem(text)
        words.setFont(theme.font("small", bold=strong))
        words.setBrush(theme.color("ink" if strong else "ink-2"))
        self.scene().addItem(words)
        return words

    def _draw_bands(self, theme: Theme) -> None:
        item = self.getPlotItem()
        dashed = _pen(theme, "c-grey", 1.4)
        dashed.setDashPattern([5, 3])
        for band in self._model.bands:
            left, right = band.first - 0.5, band.last + 0.5
            low = self._model.y_min if band.lower is None else band.lower
            shade = QGraphicsRectItem(QRectF(left, float(low), right - left, float(band.upper - low)))
            shade.setBrush(QBrush(theme.color("c-band")))
            shade.setPen(QPen(Qt.PenStyle.NoPen))
            shade.setZValue(-20)
            item.addItem(shade)
            item.addItem(_segment(left, right, band.mean, _pen(theme, "c-grey", 1)))
            for edge in (band.lower, band.upper):
                if edge is not None:
                    item.addItem(_segment(left, right, edge, dashed))

    def _draw_layers(self, theme: Theme) -> None:
        """As the printed chart has them."""
        item, model = self.getPlotItem(), self._model
        dashed = _pen(theme, "c-neutral", 1.6)
        dashed.setDashPattern([9, 3])
        for one in model.signal_limits:
            left, right = one.first - 0.5, one.last + 0.5
            for edge in (one.lower, one.upper):
                if edge is not None:
                    item.addItem(_segment(left, right, edge, dashed))
            item.addItem(_segment(left, right, one.mean, _pen(theme, "c-neutral", 1)))
        if model.target is not None:
            right = len(model.points) - 0.5
            pen = _pen(theme, "ink", 1.8)
            item.addItem(_segment(model.target.first - 0.5, right, model.target.value, pen))
        dotted = _pen(theme, "c-grey", 1.4)
        dotted.setStyle(Qt.PenStyle.DotLine)
        for one_break in model.breaks:
            item.addItem(pg.InfiniteLine(one_break.at - 0.5, angle=90, movable=False, pen=dotted))
        self._letters = [self._words(b.letter, theme, strong=True) for b in model.breaks]

    def _place_letters(self, rect: QRectF) -> None:
        for words, one in zip(self._letters, self._model.breaks, strict=True):
            x = rect.left() + rect.width() * self._model.x_fraction(one.at - 0.5)
            words.setPos(x + self._gap / 2, rect.top())

    def _draw_points(self, theme: Theme) -> None:
        item, points = self.getPlotItem(), self._model.points
        xs = list(range(len(points)))
        ys = [float("nan") if p.value is None else float(p.value) for p in points]
        line = pg.PlotDataItem(xs, ys, connect="finite", pen=_pen(theme, "c-main", 2), antialias=True)
        item.addItem(line)
        shown = [(i, p) for i, p in enumerate(points) if p.value is not None]
        inside = [(i, p) for i, p in shown if not p.verdict.is_outside]
        outside = [(i, p) for i, p in shown if p.verdict.is_outside]
        flagged = [(i, p) for i, p in shown if p.flagged]
        ring = _pen(theme, "c-neutral", 1.6)
        item.addItem(_dots(flagged, "o", theme.px(16), QBrush(Qt.BrushStyle.NoBrush), ring))
        item.addItem(_dots(inside, "o", theme.px(7), theme.color("c-main"), QPen(Qt.PenStyle.NoPen)))
        item.addItem(_dots(outside, "d", theme.px(13), theme.color("c-concern"), _pen(theme, "ink", 1)))

    def _draw_cursor(self, theme: Theme) -> None:
        line = pg.InfiniteLine(0, angle=90, movable=False, pen=_pen(theme, "accent", 1.4))
        ring = pg.ScatterPlotItem(
            symbol="o", size=theme.px(15), brush=theme.color("surface"), pen=_pen(theme, "accent", 2)
        )
        line.setZValue(10)
        ring.setZValue(11)
        self._cursor_items = [line, ring]
        for cursor in self._cursor_items:
            cursor.setVisible(False)
            self.getPlotItem().addItem(cursor)

    def _on_plot_resized(self, *_: object) -> None:
        rect = self.plot_rect()
        self._place_ends(rect)
        for words, tick in zip(self._y_words, self._model.y_ticks, strict=True):
            box = words.boundingRect()
            y = rect.bottom() - rect.height() * self._model.y_fraction(tick.at)
            words.setPos(rect.left() - self._gap - box.width(), y - box.height() / 2)
        self._place_x_words(rect)
        self._place_letters(rect)
        self.plot_moved.emit()

    def _place_x_words(self, rect: QRectF) -> None:
        ticks = self._model.x_ticks
        widths = [max(line.boundingRect().width() for line in words) for words in self._x_words]
        centres = [rect.left() + rect.width() * self._model.x_fraction(float(t.at)) for t in ticks]
        edges = fitting(centres, widths, 0, self.width(), self._gap / 2)
        for mark, centre in zip(self._x_marks, centres, strict=True):
            mark.setPos(centre, rect.bottom())
        for words, width, edge in zip(self._x_words, widths, edges, strict=True):
            top = rect.bottom() + self._gap
            for line in words:
                box = line.boundingRect()
                line.setVisible(edge is not None)
                line.setPos((edge or 0) + (width - box.width()) / 2, top)
                top += box.height()

    def _place_ends(self, rect: QRectF) -> None:
        if not self._ends:
            return
        line = max(words.boundingRect().height() for words in self._ends)
        values = [end.value for end in self._model.end_labels]
        wanted = [rect.bottom() - rect.height() * self._model.y_fraction(v) for v in values]
        low, high = line / 2, max(line, self.height() - line / 2)
        for words, y in zip(self._ends, spread(wanted, line, low, high), strict=True):
            words.setPos(rect.right() + self._gap, y - words.boundingRect().height() / 2)

    def _on_mouse_moved(self, place: object) -> None:
        rect = self.plot_rect()
        if isinstance(place, QPointF) and self._model.points and rect.contains(place):
            self.point_hovered.emit(self._model.nearest((place.x() - rect.left()) / rect.width()))


def _pen(theme: Theme, token: str, width: float) -> QPen:
    pen = QPen(theme.color(token), width)
    pen.setCosmetic(True)
    return pen


def _segment(left: float, right: float, at: Decimal, pen: QPen) -> Any:
    segment = pg.PlotDataItem([left, right], [float(at), float(at)], pen=pen, antialias=True)
    segment.setZValue(-10)
    return segment


def _dots(points: list[Any], symbol: str, size: int, fill: Any, pen: QPen) -> Any:
    xs = [i for i, _ in points]
    ys = [float(p.value) for _, p in points]
    return pg.ScatterPlotItem(xs, ys, symbol=symbol, size=size, brush=fill, pen=pen, antialias=True)
