"""A chart as a vector drawing for print: black on white with one colour, shapes besides colour."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from panel_app import pdf_fonts
from panel_app.domain.chart_model import ChartModel, ChartPoint
from panel_app.domain.scales import fitting, spread
from panel_app.domain.statistics.force_rule import Verdict

_SIZE = 9.5
_LINE = 11.5
_GAP = 6.0
_DOT = 2.4
_DIAMOND = 4.4
_RING = 5.4


@dataclass(frozen=True, slots=True)
class _Inks:
    main: Color
    concern: Color
    edge: Color
    band: Color
    limit: Color
    mean: Color
    grid: Color
    words: Color
    strong: Color
    signal: Color


_COLOURS = _Inks(
    main=HexColor("#12436D"),
    concern=HexColor("#F46A25"),
    edge=HexColor("#1A1D20"),
    band=HexColor("#E9EDF1"),
    limit=HexColor("#5A6167"),
    mean=HexColor("#7F858B"),
    grid=HexColor("#DDDAD2"),
    words=HexColor("#454B51"),
    strong=HexColor("#1A1D20"),
    signal=HexColor("#801650"),
)
_GREYS = _Inks(
    main=HexColor("#1A1D20"),
    concern=HexColor("#FFFFFF"),
    edge=HexColor("#1A1D20"),
    band=HexColor("#ECECEC"),
    limit=HexColor("#5A5A5A"),
    mean=HexColor("#808080"),
    grid=HexColor("#D9D9D9"),
    words=HexColor("#454545"),
    strong=HexColor("#1A1A1A"),
    signal=HexColor("#3D3D3D"),
)


@dataclass(frozen=True, slots=True)
class Plot:
    """The place of the plot in a drawing, in points, and of each value in it."""

    model: ChartModel
    left: float
    bottom: float
    width: float
    height: float

    def x(self, at: float) -> float:
        return self.left + self.width * self.model.x_fraction(at)

    def y_of(self, fraction: float) -> float:
        return self.bottom + self.height * fraction

    def y(self, value: Decimal) -> float:
        return self.y_of(self.model.y_fraction(value))

    def point(self, point: ChartPoint, at: int) -> tuple[float, float]:
        """The centre of a point that has a value."""
        assert point.value is not None
        return self.x(at), self.y_of(self.model.y_fraction(point.value))


def plot_area(model: ChartModel, width: float, height: float) -> Plot:
    """The room that is left for the plot beside the words of its axes and limits."""
    pdf_fonts.register()
    left = max((_wide(t.label) for t in model.y_ticks), default=0.0) + _GAP
    right = max((_wide(e.text, e.strong) for e in model.end_labels), default=0.0) + 2 * _GAP
    lines = max((t.label.count("\n") + 1 for t in model.x_ticks), default=1)
    bottom = lines * _LINE + 8
    top = _SIZE / 2 + 2
    return Plot(model, left, bottom, max(20.0, width - left - right), max(20.0, height - bottom - top))


def chart_drawing(model: ChartModel, width: float, height: float, *, grey: bool = False) -> Drawing:
    """The plot of a model, `width` by `height` points; its title, subtitle and source are the page's to set.

    `grey` needs no colour printer: points outside the limits are hollow diamonds.
    """
    inks = _GREYS if grey else _COLOURS
    plot = plot_area(model, width, height)
    drawing = Drawing(width, height)
    if not model.points:
        drawing.add(_words(0, height / 2, model.summary, inks.words))
        return drawing
    _draw_bands(drawing, plot, inks)
    _draw_axes(drawing, plot, inks)
    _draw_limits(drawing, plot, inks)
    _draw_layers(drawing, plot, inks)
    _draw_points(drawing, plot, inks)
    _draw_end_labels(drawing, plot, inks)
    return drawing


def _draw_bands(drawing: Drawing, plot: Plot, inks: _Inks) -> None:
    for band in plot.model.bands:
        low = 0.0 if band.lower is None else plot.model.y_fraction(band.lower)
        left, right = plot.x(band.first - 0.5), plot.x(band.last + 0.5)
        bottom, top = plot.y_of(low), plot.y_of(plot.model.y_fraction(band.upper))
        drawing.add(Rect(left, bottom, right - left, top - bottom, fillColor=inks.band, strokeColor=None))


def _draw_axes(drawing: Drawing, plot: Plot, inks: _Inks) -> None:
    for tick in plot.model.y_ticks:
        y = plot.y_of(plot.model.y_fraction(tick.at))
        drawing.add(_line(plot.left, y, plot.left + plot.width, y, inks.grid, 0.6))
        drawing.add(_words(plot.left - _GAP, y - _SIZE * 0.33, tick.label, inks.words, anchor="end"))
    ticks = plot.model.x_ticks
    widths = [max(_wide(line) for line in tick.label.split("\n")) for tick in ticks]
    centres = [plot.x(float(tick.at)) for tick in ticks]
    for tick, x, width, left in zip(
        ticks, centres, widths, fitting(centres, widths, 0, drawing.width, 3), strict=True
    ):
        drawing.add(_line(x, plot.bottom, x, plot.bottom - 4, inks.mean, 0.7))
        if left is None:
            continue
        for row, line in enumerate(tick.label.split("\n")):
            y = plot.bottom - 6 - _SIZE - row * _LINE
            drawing.add(_words(left + width / 2, y, line, inks.words, anchor="middle"))


def _draw_limits(drawing: Drawing, plot: Plot, inks: _Inks) -> None:
    for band in plot.model.bands:
        left, right = plot.x(band.first - 0.5), plot.x(band.last + 0.5)
        mean = plot.y_of(plot.model.y_fraction(band.mean))
        drawing.add(_line(left, mean, right, mean, inks.mean, 0.8))
        for edge in (band.lower, band.upper):
            if edge is not None:
                y = plot.y_of(plot.model.y_fraction(edge))
                drawing.add(_line(left, y, right, y, inks.limit, 0.9, dashes=[4, 2.5]))


def _draw_layers(drawing: Drawing, plot: Plot, inks: _Inks) -> None:
    """NHS limits in long dashes, the target as a full line, breaks as dotted ones with their letter."""
    for one in plot.model.signal_limits:
        left, right = plot.x(one.first - 0.5), plot.x(one.last + 0.5)
        for edge in (one.lower, one.upper):
            if edge is not None:
                y = plot.y(edge)
                drawing.add(_line(left, y, right, y, inks.signal, 1.1, dashes=[8, 3]))
        y = plot.y(one.mean)
        drawing.add(_line(left, y, right, y, inks.signal, 0.7))
    target = plot.model.target
    if target is not None:
        y = plot.y(target.value)
        drawing.add(_line(plot.x(target.first - 0.5), y, plot.left + plot.width, y, inks.strong, 1.2))
    for one_break in plot.model.breaks:
        x, top = plot.x(one_break.at - 0.5), plot.bottom + plot.height
        drawing.add(_line(x, plot.bottom, x, top, inks.limit, 0.9, dashes=[1, 2]))
        drawing.add(_words(x + 2, top - _SIZE, one_break.letter, inks.strong, strong=True))


def _draw_points(drawing: Drawing, plot: Plot, inks: _Inks) -> None:
    run: list[float] = []
    for at, point in enumerate((*plot.model.points, None)):
        if point is not None and point.value is not None:
            run.extend(plot.point(point, at))
            continue
        if len(run) > 2:
            drawing.add(PolyLine(run, strokeColor=inks.main, strokeWidth=1.4, strokeLineJoin=1))
        run = []
    for at, point in enumerate(plot.model.points):
        if point.value is None:
            continue
        x, y = plot.point(point, at)
        if point.flagged:
            drawing.add(Circle(x, y, _RING, fillColor=None, strokeColor=inks.signal, strokeWidth=1.1))
        if point.verdict in (Verdict.ABOVE, Verdict.BELOW):
            d = _DIAMOND
            corners = [x, y + d, x + d, y, x, y - d, x - d, y]
            drawing.add(Polygon(corners, fillColor=inks.concern, strokeColor=inks.edge, strokeWidth=0.9))
        else:
            drawing.add(Circle(x, y, _DOT, fillColor=inks.main, strokeColor=None))


def _draw_end_labels(drawing: Drawing, plot: Plot, inks: _Inks) -> None:
    labels = plot.model.end_labels
    wanted = [plot.y_of(plot.model.y_fraction(label.value)) for label in labels]
    low, high = plot.bottom + _SIZE * 0.3, drawing.height - _SIZE * 0.7
    x = plot.left + plot.width + _GAP
    for label, y in zip(labels, spread(wanted, _LINE, low, high), strict=True):
        ink = inks.strong if label.strong else inks.words
        drawing.add(_words(x, y - _SIZE * 0.33, label.text, ink, strong=label.strong))


def _wide(text: str, strong: bool = False) -> float:
    return float(stringWidth(text, pdf_fonts.BOLD if strong else pdf_fonts.REGULAR, _SIZE))


def _line(
    x0: float, y0: float, x1: float, y1: float, ink: Color, width: float, dashes: list[float] | None = None
) -> Line:
    return Line(x0, y0, x1, y1, strokeColor=ink, strokeWidth=width, strokeDashArray=dashes)


def _words(
    x: float, y: float, text: str, ink: Color, *, anchor: str = "start", strong: bool = False
) -> String:
    font = pdf_fonts.BOLD if strong else pdf_fonts.REGULAR
    return String(x, y, text, fontName=font, fontSize=_SIZE, fillColor=ink, textAnchor=anchor)
