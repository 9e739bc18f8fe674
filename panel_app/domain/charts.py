"""The chart of a series with the force's own limits: what it says, its points, limits, axes and table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from panel_app.domain.chart_model import ChartBand, ChartModel, ChartPoint, EndLabel, Layer, TableRow, Tick
from panel_app.domain.measures import Comparison, Observation, ObservationStatus, Series, number_text
from panel_app.domain.periods import Period, PeriodKind
from panel_app.domain.scales import nice_step
from panel_app.domain.statistics.force_rule import (
    RULE_FORCE,
    ForceLimits,
    ForceVerdict,
    SdChoice,
    Verdict,
    force_limits,
    limit_text,
    limits_text,
    sd_choice,
    verdict_within,
)

_ZERO = Decimal(0)


def force_chart(series: Series, *, window: int | None = None, choice: SdChoice | None = None) -> ChartModel:
    """The chart of a series with the force's own limits of each financial year.

    Shows the last `window` periods; without it three financial years and the running one, 13 to 16 quarters.
    `choice` says which standard deviation (`infer_sd_kind`).
    """
    measure, latest = series.measure, series.latest
    if latest is None:
        title = f"{measure.name}: no figures for {series.area}"
        return ChartModel(
            title, measure.better.label + ".", summary=f"There are no figures for {series.area}."
        )
    shown = _window(series, latest, window)
    last = len(shown) - 1
    choice = choice or sd_choice(series)
    years = {o.period.financial_year for o in (*shown, latest)}
    limits_of = {year: force_limits(series, year, latest.period.kind, choice) for year in years}
    bands = _bands(shown, limits_of)
    verdict = verdict_within(series, latest, limits_of[latest.period.financial_year])
    points = tuple(_point(series, o, limits_of, _band_at(bands, at)) for at, o in enumerate(shown))
    values = [p.value for p in points if p.value is not None]
    edges = [edge for b in bands for edge in (b.lower, b.upper) if edge is not None]
    y_min, y_max, y_ticks = value_scale(values + edges, "%" if measure.is_share else "")
    statistic = _statistic(series, latest.period.kind)
    sample = "Sample. " if measure.sample else ""
    quality = f" {measure.quality}." if measure.quality else ""
    outside = any(p.verdict.is_outside for p in points)
    key = " Diamonds lie outside the force’s own limits." if outside else ""
    cut = " The scale does not begin at 0." if y_min > 0 else ""
    return ChartModel(
        title=finding(series, latest, verdict),
        subtitle=f"{sample}{statistic}. {measure.better.label}.{quality}{key}{cut}",
        points=points,
        bands=bands,
        y_min=y_min,
        y_max=y_max,
        y_ticks=y_ticks,
        x_ticks=_x_ticks(shown),
        end_labels=_end_labels(measure.figure(latest.value), points[last], bands[-1:], last),
        summary=_summary(series, latest, verdict, points, choice),
        headers=_headers(series, latest.period.kind),
        rows=tuple(_row(series, o, at, points[at], bands) for at, o in enumerate(shown)),
        source=_source(series, shown),
        force=verdict,
    )


def finding(series: Series, latest: Observation, verdict: ForceVerdict) -> str:
    """The one sentence that a chart says, without a full stop."""
    measure = series.measure
    were = "were" if measure.is_plural else "was"
    when = latest.period.label
    if verdict.verdict is Verdict.ABOVE:
        return f"{measure.name} {were} above the force’s own upper limit in {when}"
    if verdict.verdict is Verdict.BELOW:
        return f"{measure.name} {were} below the force’s own lower limit in {when}"
    if verdict.verdict is Verdict.WITHIN:
        return f"{measure.name} {were} within the force’s own limits in {when}"
    comparison = series.comparison(latest)
    said = f"{measure.name}: {measure.in_words(latest.value or _ZERO)} in {when}"
    return f"{said}, {_than_before(series, comparison)}" if comparison else said


def _window(series: Series, latest: Observation, window: int | None) -> list[Observation]:
    period = latest.period
    size = window or 3 * period.kind.in_year + period.place_in_year + 1
    if not period.kind.tiles:
        return [o for o in series.observations if o.period.kind is period.kind][-size:]
    first = next(
        o.period for o in series.observations if o.period.kind is period.kind and o.value is not None
    )
    periods = [period.shifted(-n) for n in reversed(range(size))]
    return [
        series.at(p) or Observation(p, "", None, ObservationStatus.MISSING) for p in periods if p >= first
    ]


def _bands(shown: list[Observation], limits_of: Mapping[int, ForceLimits | None]) -> tuple[ChartBand, ...]:
    years: dict[int, list[int]] = {}
    for at, observation in enumerate(shown):
        years.setdefault(observation.period.financial_year, []).append(at)
    made = []
    for year, places in years.items():
        limits = limits_of[year]
        if limits is not None:
            values = [shown[at].value for at in places]
            lower = limits.lower if limits.lower >= 0 else None
            low_text = "" if lower is None else limit_text(lower, *values)
            top_text = limit_text(limits.upper, *values)
            edges = (lower, limits.mean, limits.upper, low_text, top_text)
            made.append(ChartBand(limits.year_label, places[0], places[-1], *edges))
    return tuple(made)


def _band_at(bands: tuple[ChartBand, ...], at: int) -> ChartBand | None:
    return next((b for b in bands if b.first <= at <= b.last), None)


def _point(
    series: Series,
    observation: Observation,
    limits_of: Mapping[int, ForceLimits | None],
    band: ChartBand | None,
) -> ChartPoint:
    measure, period = series.measure, observation.period
    if observation.value is None:
        words = (f"{_sentence(period)}: no figure",)
        return ChartPoint(period, None, period.short_label, Verdict.NONE, words)
    verdict = verdict_within(series, observation, limits_of[period.financial_year])
    lines = [f"{_sentence(period)}: {measure.in_words(observation.value)}"]
    comparison = series.comparison(observation)
    if comparison:
        before = measure.figure(comparison.before)
        share = f" ({comparison.percentage_text})" if comparison.percentage_text else ""
        change = "the same" if not comparison.difference else f"{comparison.difference_text}{share}"
        lines.append(f"Same time last year: {before}; change {change}")
    lines.append(_position(verdict, band))
    if observation.status is ObservationStatus.DERIVED:
        lines.append("Worked out from yearly totals")
    return ChartPoint(period, observation.value, period.short_label, verdict.verdict, tuple(lines))


def _position(verdict: ForceVerdict, band: ChartBand | None) -> str:
    if band is None:
        return "No limits given"
    where = {"above": "Above", "below": "Below"}.get(verdict.verdict.value, "Within")
    return f"{where} the force’s own limits, {band.text}"


def value_scale(values: list[Decimal], suffix: str) -> tuple[Decimal, Decimal, tuple[Tick, ...]]:
    """From 0, unless everything lies in the top fifth; then from a round number below."""
    high, low = max(values), min(values)
    bottom = low if low < 0 or low > high * Decimal("0.8") else _ZERO
    if high == bottom:
        bottom, high = min(_ZERO, bottom), max(high, Decimal(1))
    step = nice_step(high - bottom)
    y_min = (bottom // step) * step if bottom >= 0 else -((-bottom + step) // step) * step
    y_max = y_min
    ticks = [Tick(y_min, number_text(y_min) + suffix)]
    while y_max < high:
        y_max += step
        ticks.append(Tick(y_max, number_text(y_max.normalize() + 0 if step < 1 else y_max) + suffix))
    return y_min, y_max, tuple(ticks)


def _x_ticks(shown: list[Observation]) -> tuple[Tick, ...]:
    """Each financial year's first period and the last one; a quarter has its year on a second line."""
    last = len(shown) - 1
    wanted = [at for at, o in enumerate(shown) if o.period.place_in_year == 0 or at == last]
    if wanted and wanted[0] > 2:
        wanted.insert(0, 0)
    two_lines = shown[0].period.kind is PeriodKind.QUARTER
    ticks = []
    for at in wanted:
        label = shown[at].period.short_label
        ticks.append(Tick(Decimal(at), "\n".join(label.rsplit(" ", 1)) if two_lines else label))
    return tuple(ticks)


def _end_labels(
    latest: str, point: ChartPoint, bands: tuple[ChartBand, ...], last: int
) -> tuple[EndLabel, ...]:
    labels = []
    for band in bands:
        if band.last == last:
            labels.append(EndLabel(band.upper, f"Upper {band.upper_text}", layer=Layer.FORCE))
            if band.lower is not None:
                labels.append(EndLabel(band.lower, f"Lower {band.lower_text}", layer=Layer.FORCE))
    if point.value is not None:
        labels.append(EndLabel(point.value, latest, strong=True))
    return tuple(labels)


def _headers(series: Series, kind: PeriodKind) -> tuple[str, ...]:
    unit = "Value" if series.measure.is_share else series.measure.unit.capitalize()
    return (kind.value.capitalize(), unit, "Year before", "Change", "Limits")


def _row(
    series: Series, observation: Observation, at: int, point: ChartPoint, bands: tuple[ChartBand, ...]
) -> TableRow:
    comparison = series.comparison(observation)
    band = _band_at(bands, at)
    cells = (
        point.label,
        series.measure.figure(observation.value) or "none",
        series.measure.figure(comparison.before) if comparison else "",
        comparison.difference_text if comparison else "",
        band.text if band else "none",
    )
    return TableRow(at, cells, point.verdict)


_WHEN = {
    PeriodKind.YEAR_TO_DATE: "so far in the financial year",
    PeriodKind.ROLLING_YEAR: "in the twelve months to each date",
    PeriodKind.AS_AT: "on each date",
}


def _statistic(series: Series, kind: PeriodKind) -> str:
    measure, when = series.measure, _WHEN.get(kind, f"each {kind}")
    if measure.is_recorded_crime:
        return f"{measure.name} recorded {when} in {series.area}, number of {measure.unit}"
    unit = "per cent" if measure.is_share else measure.unit
    return ", ".join(filter(None, (f"{measure.name} {when} in {series.area}", unit)))


def _than_before(series: Series, comparison: Comparison) -> str:
    words = comparison.in_words(series.measure)
    joint = "as" if not comparison.difference else "from" if series.measure.is_share else "than"
    return f"{words} {joint} a year before"


def _summary(
    series: Series,
    latest: Observation,
    verdict: ForceVerdict,
    points: tuple[ChartPoint, ...],
    choice: SdChoice,
) -> str:
    measure, when = series.measure, latest.period.label
    comparison = series.comparison(latest)
    said = f"{measure.in_words(latest.value or _ZERO)} in {when}"
    sentences = [f"{said}, {_against(series, comparison)}." if comparison else f"{said}."]
    if comparison and comparison.percentage is None and comparison.difference and not measure.is_share:
        sentences.append("No percentage is given, because it would rest on fewer than 50 a year before.")
    limits = verdict.limits
    if limits is None:
        sentences.append(verdict.sentence)
        return " ".join(sentences)
    sentences.append(_about_limits(limits, latest.value))
    outside = [sum(p.verdict is v for p in points) for v in (Verdict.ABOVE, Verdict.BELOW)]
    judged = sum(p.verdict is not Verdict.NONE for p in points)
    kinds = latest.period.kind.plural
    sentences.append(
        f"Of the {judged} {kinds} drawn that have limits, {_how_many(outside[0])} above and "
        f"{_how_many(outside[1])} below those of their year."
    )
    if not limits.printed:
        sentences.append(choice.sentence)
    if series.area != RULE_FORCE:
        sentences.append(f"The rule is that of {RULE_FORCE}, used here on the figures of {series.area}.")
    return " ".join(sentences)


def _how_many(count: int) -> str:
    return f"{count or 'none'} {'lies' if count == 1 else 'lie'}"


def _against(series: Series, comparison: Comparison) -> str:
    before = series.measure.figure(comparison.before)
    return f"against {before} a year before: {comparison.in_words(series.measure)}"


def _about_limits(limits: ForceLimits, value: Decimal | None) -> str:
    if limits.printed:
        return f"The force prints its own limits for {limits.year_label}: {limits_text(limits, value)}."
    mean, sd = _rounded(limits.mean), _rounded(limits.sd)
    below = " No count can lie below the lower limit, which is under 0." if limits.lower < 0 else ""
    return (
        f"The force’s own limits for {limits.year_label} are {limits_text(limits, value)}: the average of "
        f"{limits.base_label}, {mean}, plus and minus two standard deviations of {sd} each.{below}"
    )


def _rounded(value: Decimal) -> str:
    return number_text(value.quantize(Decimal("0.1") if value < 20 else Decimal(1), ROUND_HALF_UP))


def _source(series: Series, shown: list[Observation]) -> str:
    counts: dict[str, int] = {}
    for observation in shown:
        if observation.value is not None and observation.source:
            counts[observation.source] = counts.get(observation.source, 0) + 1
    kind = shown[0].period.kind
    parts = [f"{source} ({n} {kind if n == 1 else kind.plural})." for source, n in counts.items()]
    return " ".join([series.measure.source, *parts]).strip()


def _sentence(period: Period) -> str:
    return period.label[:1].upper() + period.label[1:]
