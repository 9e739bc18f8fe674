from __future__ import annotations

from typing import Any

import pytest
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing, Polygon, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from panel_app.briefing.charts import chart_drawing, plot_area
from panel_app.domain.chart_model import ChartModel
from panel_app.domain.statistics.force_rule import RULE_FORCE
from panel_app.paths import data_dir
from panel_app.services.desk import Desk


@pytest.fixture
def charts(desk: Desk) -> list[ChartModel]:
    """The charts of every measure and area of the sample."""
    desk.measures.load_sample(data_dir())
    areas = desk.measures.areas()
    return [desk.measures.chart(m.id, area) for m in desk.measures.measures() for area in areas]


def marks(drawing: Drawing) -> list[tuple[float, float]]:
    """The centres of dots and diamonds."""
    found = []
    for shape in drawing.contents:
        if isinstance(shape, Circle) and shape.fillColor is not None:
            found.append((shape.cx, shape.cy))
        elif isinstance(shape, Polygon):
            found.append((shape.points[0], shape.points[3]))
    return sorted(found)


def boxes(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """Where words stand, as left, bottom, right, top of their letters."""
    found = []
    for shape in drawing.contents:
        if isinstance(shape, String):
            width = stringWidth(shape.text, shape.fontName, shape.fontSize)
            left = shape.x - {"start": 0, "middle": width / 2, "end": width}[shape.textAnchor]
            found.append((left, shape.y, left + width, shape.y + shape.fontSize * 0.7))
    return found


def test_points_are_drawn_where_the_model_has_them(charts: list[ChartModel]) -> None:
    for model in charts:
        plot = plot_area(model, 480, 160)
        wanted = [plot.point(p, at) for at, p in enumerate(model.points) if p.value is not None]
        drawn = marks(chart_drawing(model, 480, 160))
        assert [x for x, _ in drawn] == pytest.approx([x for x, _ in sorted(wanted)])
        assert [y for _, y in drawn] == pytest.approx([y for _, y in sorted(wanted)])


def test_a_ring_lies_around_each_point_that_the_nhs_rules_flag(charts: list[ChartModel]) -> None:
    seen = 0
    for model in charts:
        plot = plot_area(model, 480, 160)
        wanted = [plot.point(p, at) for at, p in enumerate(model.points) if p.flagged]
        shapes = chart_drawing(model, 480, 160).contents
        rings = [(s.cx, s.cy) for s in shapes if isinstance(s, Circle) and s.fillColor is None]
        assert rings == wanted
        seen += len(rings)
    assert seen


def test_points_outside_the_limits_have_another_shape(charts: list[ChartModel]) -> None:
    for model in charts:
        drawing = chart_drawing(model, 480, 160, grey=True)
        diamonds = [s for s in drawing.contents if isinstance(s, Polygon)]
        assert len(diamonds) == sum(p.verdict.is_outside for p in model.points)


@pytest.mark.parametrize(("width", "height"), [(480, 160), (300, 120), (230, 110)])
def test_words_neither_meet_nor_leave_the_page(charts: list[ChartModel], width: int, height: int) -> None:
    for model in charts:
        placed = boxes(chart_drawing(model, width, height))
        for left, bottom, right, top in placed:
            assert left >= -0.01 and bottom >= 0 and right <= width + 0.01 and top <= height
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                assert not _meet(one, other), (model.title, one, other)


def test_a_chart_without_figures_says_so() -> None:
    drawing = chart_drawing(ChartModel("Nothing", "", summary="There are no figures."), 200, 100)
    assert [s.text for s in drawing.contents if isinstance(s, String)] == ["There are no figures."]


def test_a_chart_is_vectors_in_our_own_font(desk: Desk) -> None:
    desk.measures.load_sample(data_dir())
    model = desk.measures.chart(desk.measures.measures()[0].id, RULE_FORCE)
    pdf = renderPDF.drawToString(chart_drawing(model, 480, 160))
    assert b"SourceSans" in pdf
    assert b"/Subtype /Image" not in pdf


def _meet(one: Any, other: Any) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart
