"""What is laid over the chart of the force's own limits: the NHS limits and signals, the target, and the days
from which limits start anew or something is counted otherwise. Each can be taken away; the scale stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from panel_app.domain.chart_model import (
    ChartBreak,
    ChartModel,
    ChartTarget,
    EndLabel,
    Layer,
    SignalLimits,
)
from panel_app.domain.charts import force_chart, value_scale
from panel_app.domain.measures import EventKind, Series
from panel_app.domain.periods import Period
from panel_app.domain.statistics.force_rule import limit_text
from panel_app.domain.statistics.signal import Signal, series_signal

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def measure_chart(series: Series) -> ChartModel:
    """The chart of a series with both rules, its target and its breaks."""
    chart = force_chart(series)
    if not chart.points:
        return chart
    signal = series_signal(series)
    places = {point.period: at for at, point in enumerate(chart.points)}
    limits = _limits(signal, places)
    target = _target(series, chart)
    breaks = _breaks(series, chart)
    y_min, y_max, y_ticks = value_scale(
        _values(chart, limits, target), "%" if series.measure.is_share else ""
    )
    flagged = {
        places[o.period]
        for o, point in zip(signal.observations, signal.xmr.points, strict=True)
        if point.rule is not None and o.period in places
    }
    points = tuple(
        replace(p, flagged=at in flagged, words=(*p.words, *_said(signal, p.period)))
        for at, p in enumerate(chart.points)
    )
    notes = [signal.sentence, signal.assurance_sentence if target else ""]
    notes += [f"{one.letter}: {one.text}" for one in breaks]
    ring = " Rings are NHS signals." if flagged else ""
    return replace(
        chart,
        subtitle=chart.subtitle + ring,
        points=points,
        signal=signal,
        signal_limits=limits,
        target=target,
        target_sentence=_target_sentence(series, signal),
        breaks=breaks,
        y_min=y_min,
        y_max=y_max,
        y_ticks=y_ticks,
        end_labels=(*chart.end_labels, *_labels(limits, target, len(points) - 1)),
        summary=" ".join([chart.summary, *filter(None, notes)]),
    )


def with_layers(chart: ChartModel, layers: frozenset[Layer]) -> ChartModel:
    """The chart with only these of its layers; points, axes and table stay as they are."""
    kept = tuple(label for label in chart.end_labels if label.layer is None or label.layer in layers)
    nhs = Layer.NHS in layers
    return replace(
        chart,
        bands=chart.bands if Layer.FORCE in layers else (),
        signal_limits=chart.signal_limits if nhs else (),
        points=chart.points if nhs else tuple(replace(p, flagged=False) for p in chart.points),
        target=chart.target if Layer.TARGET in layers else None,
        end_labels=kept,
    )


def layers_of(chart: ChartModel) -> frozenset[Layer]:
    """The layers that the chart has."""
    has = {Layer.FORCE: chart.bands, Layer.NHS: chart.signal_limits, Layer.TARGET: chart.target}
    return frozenset(layer for layer, there in has.items() if there)


def _limits(signal: Signal, places: Mapping[Period, int]) -> tuple[SignalLimits, ...]:
    """The limits of each phase, as far as its points are drawn."""
    made = []
    for phase in signal.xmr.phases:
        observations = signal.observations[phase.first : phase.last + 1]
        shown = [places[o.period] for o in observations if o.period in places]
        if phase.limits is None or not shown:
            continue
        values = [o.value for o in observations]
        lower = phase.limits.lower
        # No count lies below 0, and neither does a limit that is drawn, unless a value does.
        drawn = lower if lower >= 0 or any(v is not None and v < 0 for v in values) else None
        texts = "" if drawn is None else limit_text(lower, *values), limit_text(phase.limits.upper, *values)
        made.append(SignalLimits(shown[0], shown[-1], drawn, phase.mean, phase.limits.upper, *texts))
    return tuple(made)


def _target(series: Series, chart: ChartModel) -> ChartTarget | None:
    latest = series.latest
    target = series.target_on(latest.period.end) if latest else None
    if target is None or target.value is None:
        return None
    start = target.valid_from
    first = next(
        (at for at, p in enumerate(chart.points) if start is None or p.period.end >= start),
        len(chart.points) - 1,
    )
    return ChartTarget(first, target.value, f"Target {series.measure.figure(target.value)}")


def _target_sentence(series: Series, signal: Signal) -> str:
    latest = series.latest
    target = series.target_on(latest.period.end) if latest else None
    if target is None:
        return ""
    return signal.assurance_sentence if target.value is not None else f"{target.printed}."


def _breaks(series: Series, chart: ChartModel) -> tuple[ChartBreak, ...]:
    made: list[ChartBreak] = []
    for event in sorted(series.events, key=lambda e: e.day):
        at = next((n for n, p in enumerate(chart.points) if p.period.start >= event.day), 0)
        if at == 0 or len(made) == len(_LETTERS):
            continue
        anew = event.kind is EventKind.REBASE
        what = "the NHS limits start anew" if anew else "this is counted otherwise"
        reason = f" ({event.reason})" if event.reason else ""
        text = f"from {chart.points[at].period.label} on {what}{reason}."
        made.append(ChartBreak(at, _LETTERS[len(made)], text))
    return tuple(made)


def _values(chart: ChartModel, limits: tuple[SignalLimits, ...], target: ChartTarget | None) -> list[Decimal]:
    values = [p.value for p in chart.points if p.value is not None]
    spans = [(b.lower, b.upper) for b in chart.bands] + [(b.lower, b.upper) for b in limits]
    edges = [edge for span in spans for edge in span if edge is not None]
    return values + edges + ([target.value] if target else [])


def _said(signal: Signal, period: Period) -> tuple[str, ...]:
    for observation, point in zip(signal.observations, signal.xmr.points, strict=True):
        if observation.period == period and point.rule is not None:
            return (f"NHS signal: {point.rule.value}",)
    return ()


def _labels(limits: tuple[SignalLimits, ...], target: ChartTarget | None, last: int) -> tuple[EndLabel, ...]:
    made = []
    for one in limits:
        if one.last == last:
            made.append(EndLabel(one.upper, f"NHS {one.upper_text}", layer=Layer.NHS))
            if one.lower is not None:
                made.append(EndLabel(one.lower, f"NHS {one.lower_text}", layer=Layer.NHS))
    if target is not None:
        made.append(EndLabel(target.value, target.text, layer=Layer.TARGET))
    return tuple(made)
