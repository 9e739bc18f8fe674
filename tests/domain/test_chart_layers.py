from __future__ import annotations

from datetime import date
from decimal import Decimal

from panel_app.domain.chart_layers import layers_of, measure_chart, with_layers
from panel_app.domain.chart_model import Layer
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import (
    Better,
    EventKind,
    Measure,
    MeasureEvent,
    MeasureTarget,
    Observation,
    Series,
)
from panel_app.domain.periods import month

MEASURE = Measure(MeasureId("calls"), "999 calls answered in 10 seconds", "%", Better.MORE)
VALUES = [88, 90, 87, 91, 89, 88, 90, 86, 89, 91, 88, 90, 70, 71, 70, 72, 71, 70]


def series(*values: int, target: bool = True) -> Series:
    observations = tuple(
        Observation(month(2019 + (3 + at) // 12, (3 + at) % 12 + 1), str(v), Decimal(v))
        for at, v in enumerate(values)
    )
    targets = (MeasureTarget("90%", Decimal(90)),) if target else ()
    events = (MeasureEvent(date(2020, 4, 1), EventKind.REBASE, "New telephones"),)
    return Series(MEASURE, "West Mercia", "force", observations, targets=targets, events=events)


def test_nhs_limits_start_anew_where_a_person_says_so() -> None:
    chart = measure_chart(series(*VALUES))
    assert [(one.first, one.last) for one in chart.signal_limits] == [(0, 11), (12, 17)]
    assert chart.signal is not None
    for one, phase in zip(chart.signal_limits, chart.signal.xmr.phases, strict=True):
        assert phase.limits is not None
        assert (one.lower, one.mean, one.upper) == (phase.limits.lower, phase.mean, phase.limits.upper)
    (broken,) = chart.breaks
    assert (broken.at, broken.letter) == (12, "A")
    assert "A: from April 2020 on the NHS limits start anew (New telephones)." in chart.summary


def test_everything_that_is_drawn_is_on_the_scale() -> None:
    chart = measure_chart(series(*VALUES))
    assert chart.target is not None
    drawn = [chart.target.value, *(e for one in chart.signal_limits for e in (one.lower, one.upper) if e)]
    assert all(chart.y_min <= value <= chart.y_max for value in drawn)


def test_a_layer_that_is_taken_away_takes_its_words_along_and_leaves_the_scale() -> None:
    chart = measure_chart(series(*VALUES))
    assert layers_of(chart) == {Layer.FORCE, Layer.NHS, Layer.TARGET}
    bare = with_layers(chart, frozenset())
    assert (bare.bands, bare.signal_limits, bare.target) == ((), (), None)
    assert [label.text for label in bare.end_labels] == ["70%"]
    assert not any(point.flagged for point in bare.points)
    assert (bare.y_min, bare.y_max, bare.rows) == (chart.y_min, chart.y_max, chart.rows)
    assert layers_of(with_layers(chart, frozenset({Layer.NHS}))) == {Layer.NHS}


def test_flagged_points_are_those_that_a_rule_flags_and_say_which() -> None:
    chart = measure_chart(series(90, 80, 91, 79, 90, 80, 91, 79, 90, 80, 91, 10))
    assert [at for at, p in enumerate(chart.points) if p.flagged] == [11]
    assert "NHS signal: outside the limits" in chart.points[11].words
    assert "Rings are NHS signals." in chart.subtitle


def test_without_figures_or_target_nothing_is_made_up() -> None:
    chart = measure_chart(series(*VALUES, target=False))
    assert chart.target is None
    assert chart.target_sentence == ""
    assert measure_chart(Series(MEASURE, "West Mercia", "force")).signal_limits == ()
