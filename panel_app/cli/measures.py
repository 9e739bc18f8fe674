"""`measures` and `measure`."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from panel_app.cli.measure_values import (
    Labels,
    compared_json,
    force_rule_json,
    measure_json,
    observation_json,
    signal_json,
    similar_json,
    target_json,
)
from panel_app.cli.values import print_json, sample_word
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.measures import Better, MeasureTarget, Observation
from panel_app.domain.period_words import read_period
from panel_app.domain.periods import PeriodKind
from panel_app.domain.printed_values import read_value
from panel_app.domain.statistics.comparisons import comparisons
from panel_app.domain.statistics.force_rule import RULE_FORCE, ForceVerdict, Verdict, force_verdict
from panel_app.domain.statistics.signal import Signal, series_signal, values_signal
from panel_app.importers.measures.one_series import OneSeries, read_one_series
from panel_app.services.desk import Desk


def add_measure_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("measure", nargs="?", metavar="NAME", help="its id, its name or a part of it")
    command.add_argument("--csv", metavar="FILE.csv", help="a file with one column of values instead")
    command.add_argument("--area", metavar="AREA", help="the area; without it the panel's own force")
    command.add_argument(
        "--periods", choices=[kind.value for kind in PeriodKind], help="which of its kinds of period"
    )
    command.add_argument(
        "--rebase",
        action="append",
        default=[],
        metavar="DATE",
        help="where limits start anew; can be repeated",
    )
    command.add_argument("--target", metavar="VALUE", help="hold it against this target")
    command.add_argument("--better", choices=[b.value for b in Better], help="which direction is better")
    command.add_argument("--no-screening", action="store_true", help="keep extreme moving ranges")


def run_measures(desk: Desk, options: argparse.Namespace) -> int:
    area = options.area or own_area(desk)
    rows = desk.measures.scorecard(area)
    pack_page = _pack_pages(desk)
    if options.json:
        print_json(
            [
                measure_json(row.measure)
                | {
                    "area": row.area,
                    "sample": row.measure.sample,
                    "latest": observation_json(row.latest, area, pack_page) if row.latest else None,
                    "year_before": observation_json(row.before, area, pack_page) if row.before else None,
                    "compared": [compared_json(one) for one in row.compared],
                    "force_rule": force_rule_json(row.force, area),
                    "signal": signal_json(row.signal, area) if row.signal else None,
                    "target": target_json(row.target, pack_page) if row.target else None,
                }
                for row in rows
            ]
        )
        return 0
    if not rows:
        others = ", ".join(desk.measures.areas()[:8])
        known = (
            f" There are figures for {others}." if others else " “panel-desk measures-import FILE” adds some."
        )
        print(f"There are no measures for {area or 'any area'}.{known}")
    for row in rows:
        print(f"{row.measure.name}, {area}{sample_word(row.measure.sample)}")
        for sentence in (row.force.sentence, row.signal.sentence if row.signal else ""):
            print(f"  {sentence}")
    return 0


def run_measure(desk: Desk, options: argparse.Namespace) -> int:
    if options.csv:
        return _run_csv(options)
    if not options.measure:
        raise UserFacingError("Name a measure, or a file with --csv FILE. “panel-desk measures” lists them.")
    measure = desk.measures.find(options.measure)
    area = options.area or own_area(desk)
    whole = desk.measures.series(measure.id, area)
    if not whole.observations:
        having = [a for a in desk.measures.areas() if desk.measures.series(measure.id, a).observations]
        raise NothingFoundError(
            f"“{measure.name}” has no figures for {area}; it has for {', '.join(having)}."
        )
    series = whole.of_kind(PeriodKind(options.periods)) if options.periods else whole.main
    rebase = [day_named(text) for text in options.rebase]
    found = series_signal(
        series, rebase=rebase, screen=not options.no_screening, target=_target(options.target)
    )
    verdict = force_verdict(series, series.latest)
    compared = comparisons(series, series.latest)
    standing = desk.measures.similar_standing(measure.id, area)
    pack_page = _pack_pages(desk)
    if options.json:
        areas = [area] if options.area else desk.measures.areas()
        everywhere = [desk.measures.series(measure.id, name) for name in areas]
        print_json(
            measure_json(measure)
            | {
                "area": area,
                "observations": [
                    observation_json(o, one.area, pack_page) for one in everywhere for o in one.observations
                ],
                "earlier": [
                    observation_json(o, one.area, pack_page) for one in everywhere for o in one.earlier
                ],
                "targets": [target_json(one, pack_page) for one in series.targets],
                "events": [
                    {"day": e.day.isoformat(), "event": e.kind.value, "reason": e.reason, "area": e.area}
                    for e in series.events
                ],
                "compared": [compared_json(one) for one in compared],
                "similar": similar_json(standing) if standing else None,
                "force_rule": force_rule_json(verdict, area),
                "signal": signal_json(found, area, [o.period.label for o in found.observations]),
            }
        )
        return 0
    print(f"{measure.name}, {area}{sample_word(measure.sample)}. {measure.better.label}.")
    for one in series.observations:
        print(f"  {one.period.label}: {measure.figure(one.value) or 'no figure'} ({one.status.value})")
    for sentence in (verdict.sentence, *(c.sentence for c in compared)):
        print(sentence)
    if standing is not None:
        print(standing.sentence)
    _print_signal(found, [o.period.label for o in found.observations])
    return 0


def own_area(desk: Desk) -> str:
    """The area of the panel whose meetings are here; without one West Mercia or the first; "" for none."""
    areas = desk.measures.areas()
    committees = " ".join(meeting.committee for meeting in desk.meetings.all())
    named = [area for area in areas if area in committees]
    if not named and RULE_FORCE in areas:
        return RULE_FORCE
    return max(named, key=len, default=areas[0] if areas else "")


def _run_csv(options: argparse.Namespace) -> int:
    series = read_one_series(Path(options.csv))
    if not series.values:
        raise UserFacingError(f"“{options.csv}” has no values in it: give a file with a column of numbers.")
    better = Better(options.better or Better.NEITHER)
    starts = [_place(text, series) for text in options.rebase]
    found = values_signal(
        series.values, better, "points", starts, not options.no_screening, _target(options.target)
    )
    none = ForceVerdict(Verdict.NONE, None, "No limits: the rule needs the months or quarters of two years.")
    if options.json:
        print_json(
            {
                "name": series.name,
                "unit": series.unit,
                "better": better.value,
                "observations": [
                    {"period": label, "area": "", "value": _float(value), "source": Path(options.csv).name}
                    for label, value in zip(series.labels, series.values, strict=True)
                ],
                "missing": series.missing,
                "force_rule": force_rule_json(none, ""),
                "signal": signal_json(found, "", series.labels),
            }
        )
        return 0
    print(f"{series.name}: {len(series.values)} values.")
    if series.missing:
        print(f"{series.missing} rows without a value are left out.")
    _print_signal(found, series.labels)
    return 0


def _float(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _print_signal(found: Signal, labels: tuple[str, ...] | list[str]) -> None:
    print(found.sentence)
    print(found.assurance_sentence)
    phase = found.phase
    if phase is not None and phase.limits is not None:
        print(f"  mean {phase.mean:.4f}, limits {phase.limits.lower:.4f} to {phase.limits.upper:.4f}")
    for label, point in zip(labels, found.xmr.points, strict=True):
        if point.rule is not None:
            print(f"  {label}: {point.value} ({point.rule.value})")


def _pack_pages(desk: Desk) -> Labels:
    @cache
    def labels(paper: PaperId) -> list[str]:
        try:
            return [page.label for page in desk.papers.pages(paper)]
        except NothingFoundError:
            return []

    def pack_page(one: Observation | MeasureTarget) -> str | None:
        if one.paper is None or one.page is None:
            return None
        known = labels(PaperId(one.paper))
        return known[one.page] if one.page < len(known) else None

    return pack_page


def day_named(text: str) -> date:
    """A day, or the first one of a month or other period, as an option names it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return read_period(text).start
    except ValueError as error:
        raise UserFacingError(
            f"{error}: write a day such as 2020-04-01, or a month such as 2020-04."
        ) from error


def _place(text: str, series: OneSeries) -> int:
    """The place from 0 of a point that is named by its number or its period."""
    if text.isdigit() and 1 <= int(text) <= len(series.values):
        return int(text) - 1
    if text in series.labels:
        return series.labels.index(text)
    raise UserFacingError(
        f"--rebase {text}: name one of the points 1 to {len(series.values)} at which limits start anew."
    )


def _target(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return read_value(text).value
    except ValueError as error:
        raise UserFacingError(f"--target: {error}. Write one such as 90 or 90%.") from error
