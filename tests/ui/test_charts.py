from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from panel_app.domain.chart_model import ChartModel
from panel_app.domain.ids import MeasureId
from panel_app.domain.statistics.force_rule import RULE_FORCE
from panel_app.paths import data_dir
from panel_app.services.desk import Desk
from panel_app.ui.charts.chart_view import ChartView
from panel_app.ui.charts.sparkline import paint_sparkline
from panel_app.ui.charts.verdict import verdict_tone
from panel_app.ui.theme import current_theme, load_theme, theme_holder


@pytest.fixture
def chart(desk: Desk) -> ChartModel:
    desk.measures.load_sample(data_dir())
    return desk.measures.chart(MeasureId("robbery"), RULE_FORCE)


@pytest.fixture
def view(qtbot: Any, chart: ChartModel) -> ChartView:
    made = ChartView()
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.set_model(chart)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def test_points_lie_where_the_model_and_the_printed_chart_have_them(
    view: ChartView, chart: ChartModel
) -> None:
    from panel_app.briefing.charts import plot_area

    assert view.plot is not None
    rect = view.plot.plot_rect()
    printed = plot_area(chart, 480, 160)
    for at, point in enumerate(chart.points):
        assert point.value is not None
        place = view.plot.position(at)
        across = (place.x() - rect.left()) / rect.width()
        up = (rect.bottom() - place.y()) / rect.height()
        # The view rounds its place to the pixels of the screen; a tenth of one is not seen.
        near = 0.1 / min(rect.width(), rect.height())
        assert across == pytest.approx(chart.x_fraction(at), abs=near)
        assert up == pytest.approx(chart.y_fraction(point.value), abs=near)
        x, y = printed.point(point, at)
        assert across == pytest.approx((x - printed.left) / printed.width, abs=near)
        assert up == pytest.approx((y - printed.bottom) / printed.height, abs=near)


def test_the_layers_lie_where_the_model_and_the_printed_chart_have_them(
    qtbot: Any, view: ChartView, chart: ChartModel
) -> None:
    import pyqtgraph as pg
    from reportlab.graphics.shapes import Line

    from panel_app.briefing.charts import chart_drawing, plot_area

    assert view.plot is not None
    assert chart.signal_limits
    lines = [i for i in view.plot.getPlotItem().items if isinstance(i, pg.PlotDataItem)]
    screen = {(tuple(x), tuple(y)) for x, y in (i.getData() for i in lines) if x is not None}
    printed = plot_area(chart, 480, 160)
    drawn = [s for s in chart_drawing(chart, 480, 160).contents if isinstance(s, Line)]
    for one in chart.signal_limits:
        for value in (one.lower, one.mean, one.upper):
            assert value is not None
            left, right = one.first - 0.5, one.last + 0.5
            assert ((left, right), (float(value), float(value))) in screen
            place = (printed.x(left), printed.y(value), printed.x(right), printed.y(value))
            assert any((s.x1, s.y1, s.x2, s.y2) == pytest.approx(place) for s in drawn)


def test_arrow_keys_move_the_cursor_and_say_where_it_is(
    qtbot: Any, view: ChartView, chart: ChartModel
) -> None:
    last = len(chart.points) - 1
    with qtbot.waitSignal(view.point_chosen) as told:
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert told.args == [last]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.index == last - 1
    assert view.accessibleDescription().startswith("July to September 2018: 167 offences.")
    assert "167 offences" in view.box.text()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.index == 0
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.index == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.index == last
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.index is None
    assert not view.box.isVisible()


def test_the_box_stays_inside_the_chart(view: ChartView, chart: ChartModel) -> None:
    for at in range(len(chart.points)):
        view.set_index(at)
        assert view.rect().contains(view.box.geometry())


def test_the_mouse_moves_the_cursor(qtbot: Any, view: ChartView) -> None:
    assert view.plot is not None
    place = view.plot.position(5)
    with qtbot.waitSignal(view.point_chosen) as told:
        view.plot._on_mouse_moved(place)
    assert told.args == [5]
    view.plot._on_mouse_moved(QPointF(0, 0))
    assert view.index == 5


def test_the_wheel_is_left_to_the_page(view: ChartView) -> None:
    assert view.plot is not None
    before = view.plot.getPlotItem().vb.viewRange()
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    view.plot.wheelEvent(event)
    assert not event.isAccepted()
    assert view.plot.getPlotItem().vb.viewRange() == before
    assert not view.plot.getPlotItem().menuEnabled()


def test_a_chart_changed_while_hidden_is_drawn_when_shown(view: ChartView, desk: Desk) -> None:
    view.hide()
    other = desk.measures.chart(MeasureId("homicide"), RULE_FORCE)
    view.set_model(other)
    view.show()
    assert view.plot is not None
    assert view.plot._model is other


def test_a_theme_is_followed_at_once(view: ChartView) -> None:
    before = view.grab().toImage()
    holder = theme_holder()
    old = holder.theme
    try:
        holder.set_theme(load_theme("dark", 1.5))
        assert view.grab().toImage() != before
    finally:
        holder.set_theme(old)


def test_a_chart_without_points_does_no_harm(qtbot: Any) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.set_model(ChartModel("No figures", ""))
    view.show()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.index is None


def test_the_plotting_library_is_not_loaded_with_the_views() -> None:
    code = "import sys, panel_app.ui.views.measures_view; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_sparkline_ends_with_a_diamond_outside_the_limits(qtbot: Any, desk: Desk) -> None:
    desk.measures.load_sample(data_dir())
    theme = current_theme()
    for row in desk.measures.scorecard(RULE_FORCE):
        image = QImage(96, 40, QImage.Format.Format_ARGB32)
        image.fill(theme.color("surface"))
        painter = QPainter(image)
        paint_sparkline(painter, image.rect().toRectF(), row.recent, row.bands, theme)
        painter.end()
        concern = theme.color("c-concern").rgb()
        found = any(image.pixel(x, y) == concern for x in range(96) for y in range(40))
        assert found == row.force.verdict.is_outside


def test_the_tone_follows_what_is_better() -> None:
    from panel_app.domain.measures import Better
    from panel_app.domain.statistics.force_rule import Verdict

    assert verdict_tone(Verdict.ABOVE, Better.FEWER) == "bad"
    assert verdict_tone(Verdict.BELOW, Better.FEWER) == "good"
    assert verdict_tone(Verdict.ABOVE, Better.MORE) == "good"
    assert verdict_tone(Verdict.BELOW, Better.MORE) == "bad"
    assert verdict_tone(Verdict.ABOVE, Better.NEITHER) == "neutral"
    assert verdict_tone(Verdict.WITHIN, Better.FEWER) == "plain"
