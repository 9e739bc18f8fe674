from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.chart_model import ChartModel
from panel_app.domain.charts import force_chart
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import RECORDED_CRIME, Better, Measure, Observation, ObservationStatus, Series
from panel_app.domain.periods import PeriodKind, period_from
from panel_app.domain.scales import fitting, nice_step, spread
from panel_app.domain.statistics.force_rule import Verdict

ROBBERY = Measure(
    MeasureId("robbery"), "Robbery", "offences", Better.FEWER, quality=RECORDED_CRIME, source="Open data."
)
TWO_YEARS = (114, 179, 166, 124, 125, 177, 125, 123)


def chart(
    *values: int | None, area: str = "West Mercia", measure: Measure = ROBBERY, kind: str = "quarter"
) -> ChartModel:
    """Periods from April 2016."""
    first = period_from(PeriodKind(kind), date(2016, 4, 1))
    observations = tuple(
        Observation(
            first.shifted(n),
            "" if v is None else str(v),
            None if v is None else Decimal(v),
            ObservationStatus.DERIVED if n % 2 else ObservationStatus.PRINTED,
            "Page 3",
        )
        for n, v in enumerate(values)
    )
    return force_chart(Series(measure, area, "force", observations))


def test_the_title_is_the_finding() -> None:
    when = "April to June 2018"
    assert chart(*TWO_YEARS, 200).title == f"Robbery was above the force’s own upper limit in {when}"
    assert chart(*TWO_YEARS, 20).title == f"Robbery was below the force’s own lower limit in {when}"
    assert chart(*TWO_YEARS, 126).title == f"Robbery was within the force’s own limits in {when}"
    few = chart(10, 20, 10, None, 15)
    assert few.title == "Robbery: 15 offences in April to June 2017, 5 more than a year before"
    assert chart(10).title == "Robbery: 10 offences in April to June 2016"


def test_the_subtitle_says_the_statistic_and_its_quality() -> None:
    model = chart(*TWO_YEARS, 200)
    assert model.subtitle == (
        "Robbery recorded each quarter in West Mercia, number of offences. Fewer is better. "
        f"{RECORDED_CRIME}. Diamonds lie outside the force’s own limits."
    )


def test_each_year_has_the_limits_of_the_year_before() -> None:
    model = chart(*TWO_YEARS, 126, 167)
    assert [(b.year, b.first, b.last) for b in model.bands] == [("2017/18", 4, 7), ("2018/19", 8, 9)]
    assert model.bands[1].text == "85 to 190"
    assert [p.verdict for p in model.points[:4]] == [Verdict.NONE] * 4
    assert [e.text for e in model.end_labels] == ["Upper 190", "Lower 85", "167"]


def test_the_window_begins_with_a_financial_year() -> None:
    model = chart(*TWO_YEARS, *TWO_YEARS, 126, 167)
    assert len(model.points) == 14
    assert model.points[0].period.label == "April to June 2017"
    months = chart(*range(100, 140), kind="month")
    assert len(months.points) == 40
    assert "Apr 2016" in months.x_ticks[0].label


def test_a_gap_stays_a_gap() -> None:
    model = chart(100, None, 120, 110)
    assert model.points[1].value is None
    assert model.points[1].words == ("July to September 2016: no figure",)
    assert model.rows[1].cells[1] == "none"


def test_the_table_holds_every_point_and_both_counts() -> None:
    model = chart(*TWO_YEARS, 126)
    assert model.headers == ("Quarter", "Offences", "Year before", "Change", "Limits")
    assert len(model.rows) == len(model.points)
    assert model.rows[-1].cells == ("Apr–Jun 2018", "126", "125", "+1", "85 to 190")


def test_the_cursor_says_value_comparison_limits_and_that_it_is_derived() -> None:
    words = chart(*TWO_YEARS, 126, 167).points[-1].words
    assert words == (
        "July to September 2018: 167 offences",
        "Same time last year: 177; change −10 (−6%)",
        "Within the force’s own limits, 85 to 190",
        "Worked out from yearly totals",
    )


def test_the_summary_says_how_the_limits_are_made() -> None:
    summary = chart(*TWO_YEARS, 200).summary
    assert summary.startswith(
        "200 offences in April to June 2018, against 125 a year before: 75 more (+60%)."
    )
    assert "the average of 2017/18, 138, plus and minus two standard deviations of 26 each" in summary
    assert "the sample standard deviation is taken here" in summary
    assert "The rule is that of West Mercia" not in summary
    assert "The rule is that of West Mercia" in chart(*TWO_YEARS, 200, area="Norfolk").summary
    assert "fewer than 50" in chart(1, 2, 3, 4, 5).summary


def test_sources_are_counted() -> None:
    assert chart(1, 2).source == "Open data. Page 3 (2 quarters)."


def test_a_series_without_figures_says_so() -> None:
    model = chart(None)
    assert model.points == ()
    assert "no figures for West Mercia" in model.title
    assert model.force.verdict is Verdict.NONE


def test_a_scale_begins_at_zero_unless_all_lies_in_the_top_fifth() -> None:
    assert chart(100, 90, 95).y_min == 0 or "does not begin at 0" in chart(100, 90, 95).subtitle
    assert chart(100, 10).y_min == 0
    assert chart(0, 0).y_max > 0
    assert chart(7, 7).y_min == 0


@given(st.lists(st.one_of(st.none(), st.integers(0, 40_000)), min_size=1, max_size=40))
def test_every_value_and_limit_lies_on_the_scale(values: list[int | None]) -> None:
    model = chart(*values)
    for point in model.points:
        if point.value is not None:
            assert model.y_min <= point.value <= model.y_max
    for band in model.bands:
        assert band.upper <= model.y_max
    assert len(model.y_ticks) <= 8 or not model.points
    assert [t.at for t in model.y_ticks] == sorted({t.at for t in model.y_ticks})
    for at in range(len(model.points)):
        assert model.nearest(model.x_fraction(at)) == at


@given(st.decimals("1", "1e7", places=2))
def test_a_nice_step_is_whole_and_needs_at_most_five(span: Decimal) -> None:
    step = nice_step(span)
    assert step * 5 >= span
    assert step == int(step)


@given(st.lists(st.floats(0, 200), max_size=6))
def test_spread_labels_keep_their_gap_order_and_edges(wanted: list[float]) -> None:
    placed = spread(wanted, 12, 5, 195)
    ordered = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for lower, upper in pairwise(ordered):
        assert placed[upper] - placed[lower] >= 12 - 1e-6
    assert all(5 - 1e-6 <= p <= 195 + 1e-6 for p in placed)


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([50, 100], 12, 0, 200) == [50, 100]
    assert spread([100, 100], 12, 0, 200) == [94, 106]


def test_words_under_an_axis_never_meet_and_the_last_stays() -> None:
    assert fitting([10, 50, 60], [30, 30, 30], 0, 100, 3) == [0, None, 45]
    assert fitting([10, 60, 95], [30, 30, 30], 0, 100, 3) == [0, None, 70]
    assert fitting([], [], 0, 100, 3) == []
