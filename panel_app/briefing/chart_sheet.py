"""A chart with its title, subtitle and source on a white sheet of its own: as PDF, and as SVG."""

from __future__ import annotations

from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing, Group, String
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit

from panel_app import pdf_fonts
from panel_app.briefing.charts import chart_drawing
from panel_app.domain.chart_model import ChartModel

WIDTH, PLOT_HEIGHT = 720.0, 330.0
_EDGE = 24.0
_INK, _INK_2 = HexColor("#1A1D20"), HexColor("#454B51")


def chart_sheet(model: ChartModel) -> Drawing:
    """In points; as high as its words need."""
    pdf_fonts.register()
    room = WIDTH - 2 * _EDGE
    titles = simpleSplit(model.title, pdf_fonts.BOLD, 16, room)
    subtitles = simpleSplit(model.subtitle, pdf_fonts.REGULAR, 10.5, room)
    words = " ".join([model.summary, model.source]).strip()
    notes = simpleSplit(words, pdf_fonts.REGULAR, 9.5, room)
    height = 2 * _EDGE + len(titles) * 21 + len(subtitles) * 14 + 10 + PLOT_HEIGHT + 12 + len(notes) * 13
    sheet = Drawing(WIDTH, height)
    y = height - _EDGE
    for line in titles:
        y -= 21
        sheet.add(String(_EDGE, y + 5, line, fontName=pdf_fonts.BOLD, fontSize=16, fillColor=_INK))
    for line in subtitles:
        y -= 14
        sheet.add(String(_EDGE, y + 3, line, fontName=pdf_fonts.REGULAR, fontSize=10.5, fillColor=_INK_2))
    y -= 10 + PLOT_HEIGHT
    plot = Group(*chart_drawing(model, room, PLOT_HEIGHT).contents)
    plot.translate(_EDGE, y)
    sheet.add(plot)
    y -= 12
    for line in notes:
        y -= 13
        sheet.add(String(_EDGE, y + 3, line, fontName=pdf_fonts.REGULAR, fontSize=9.5, fillColor=_INK_2))
    return sheet


def sheet_pdf(model: ChartModel) -> bytes:
    """The sheet as a PDF of one page."""
    return bytes(renderPDF.drawToString(chart_sheet(model), model.title))


def sheet_svg(model: ChartModel) -> bytes:
    """The sheet as SVG."""
    return str(renderSVG.drawToString(chart_sheet(model))).encode("utf-8")
