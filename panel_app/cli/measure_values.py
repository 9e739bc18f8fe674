"""Measures, observations, limits and signals as JSON values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from panel_app.domain.measures import Measure, MeasureTarget, Observation
from panel_app.domain.proposals import ProposedValue
from panel_app.domain.statistics.comparisons import Compared
from panel_app.domain.statistics.force_rule import ForceVerdict
from panel_app.domain.statistics.signal import Signal
from panel_app.domain.statistics.similar import SimilarStanding
from panel_app.domain.statistics.xmr import Phase

Labels = Callable[[Observation | MeasureTarget], str | None]
"""The pack page of what stands in a paper; None where it stands in none."""


def number(value: Decimal | None) -> int | float | None:
    """A JSON number, whole where it is."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def measure_json(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "name": measure.name,
        "unit": measure.unit,
        "better": measure.better.value,
        "theme": measure.theme,
        "quality": measure.quality,
    }


def observation_json(observation: Observation, area: str, pack_page: Labels) -> dict[str, Any]:
    limits, period = observation.limits, observation.period
    return {
        "period": period.label,
        "period_kind": period.kind.value,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "area": area,
        "value": number(observation.value),
        "printed": observation.printed,
        "status": observation.status.value,
        "lower": number(limits.lower) if limits else None,
        "upper": number(limits.upper) if limits else None,
        "change_to_date": number(observation.change_to_date),
        "source": observation.source,
        "as_of": observation.as_of.isoformat() if observation.as_of else None,
        "paper": observation.paper,
        "page": None if observation.page is None else observation.page + 1,
        "pack_page": pack_page(observation),
        "row": observation.row,
    }


def proposed_json(proposed: ProposedValue, labels: Sequence[str]) -> dict[str, Any]:
    limits, period = proposed.limits, proposed.period
    return {
        "measure": proposed.measure,
        "area": proposed.area,
        "period": period.label,
        "period_kind": period.kind.value,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "value": number(proposed.value),
        "printed": proposed.printed,
        "unit": proposed.unit,
        "better": proposed.better.value,
        "target": proposed.target,
        "lower": number(limits.lower) if limits else None,
        "upper": number(limits.upper) if limits else None,
        "change_to_date": number(proposed.change_to_date),
        "page": proposed.page + 1,
        "pack_page": labels[proposed.page],
        "row": proposed.row + 1,
        "column": proposed.column + 1,
        "doubt": proposed.doubt,
    }


def target_json(target: MeasureTarget, pack_page: Labels) -> dict[str, Any]:
    return {
        "printed": target.printed,
        "value": number(target.value),
        "area": target.area,
        "valid_from": target.valid_from.isoformat() if target.valid_from else None,
        "valid_to": target.valid_to.isoformat() if target.valid_to else None,
        "source": target.source,
        "paper": target.paper,
        "page": None if target.page is None else target.page + 1,
        "pack_page": pack_page(target),
    }


def compared_json(compared: Compared) -> dict[str, Any]:
    comparison = compared.comparison
    return {
        "against": compared.against.value,
        "sentence": compared.sentence,
        "now": number(comparison.now) if comparison else None,
        "before": number(comparison.before) if comparison else None,
        "difference": number(comparison.difference) if comparison else None,
        "per_cent": number(comparison.percentage) if comparison else None,
        "z": number(compared.z),
    }


def similar_json(standing: SimilarStanding) -> dict[str, Any]:
    return {
        "mean": number(standing.mean),
        "rank": standing.rank,
        "of": standing.of,
        "without": list(standing.without),
        "sentence": standing.sentence,
    }


def force_rule_json(verdict: ForceVerdict, area: str) -> dict[str, Any]:
    limits = verdict.limits
    return {
        "area": area,
        "verdict": verdict.verdict.value,
        "sentence": verdict.sentence,
        "financial_year": limits.year_label if limits else None,
        "mean": number(limits.mean) if limits else None,
        "sd": number(limits.sd) if limits else None,
        "sd_kind": limits.sd_choice.kind.value if limits and not limits.printed else None,
        "sd_inferred": limits.sd_choice.inferred if limits else None,
        "as_printed": limits.printed if limits else None,
        "lower": number(limits.lower) if limits else None,
        "upper": number(limits.upper) if limits else None,
    }


def signal_json(signal: Signal, area: str, labels: Sequence[str] = ()) -> dict[str, Any]:
    """With `labels`, the names of the points, also every point."""
    value = {
        "area": area,
        "variation": signal.variation.value,
        "rule": signal.rule.value if signal.rule else None,
        "sentence": signal.sentence,
        "assurance": signal.assurance.value,
        "assurance_sentence": signal.assurance_sentence,
        "target": number(signal.target),
        **_limits_json(signal.phase),
        "phases": [
            {"first": phase.first + 1, "last": phase.last + 1, **_limits_json(phase)}
            for phase in signal.xmr.phases
        ],
    }
    if labels:
        value["points"] = [
            {
                "period": label,
                "value": number(point.value),
                "side": point.side,
                "rule": point.rule.value if point.rule else None,
            }
            for label, point in zip(labels, signal.xmr.points, strict=True)
        ]
    return value


def _limits_json(phase: Phase | None) -> dict[str, Any]:
    limits = phase.limits if phase else None
    return {
        "count": phase.count if phase else 0,
        "trial": phase.on_trial if phase else None,
        "mean": number(phase.mean) if phase else None,
        "moving_range": number(limits.moving_range) if limits else None,
        "lower": number(limits.lower) if limits else None,
        "upper": number(limits.upper) if limits else None,
        "near_lower": number(limits.near_lower) if limits else None,
        "near_upper": number(limits.near_upper) if limits else None,
        "screened": limits.screened if limits else 0,
    }
