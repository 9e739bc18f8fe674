"""The words of the scorecard's verdicts: short ones for the cell, whole sentences to be heard."""

from __future__ import annotations

from panel_app.domain.statistics.signal import Assurance, Variation
from panel_app.services.measures import ScorecardRow

_ASSURANCE = {
    Assurance.PASSES: "passing",
    Assurance.FAILS: "missing",
    Assurance.HIT_AND_MISS: "hit and miss",
}
_VARIATION = {
    Variation.COMMON: "No change",
    Variation.IMPROVEMENT: "Better",
    Variation.CONCERN: "Worse",
    Variation.HIGH: "Higher, not good or bad",
    Variation.LOW: "Lower, not good or bad",
    Variation.NONE: "No signal to give",
}


def signal_words(row: ScorecardRow) -> str:
    """What the cell of the NHS signal says."""
    return _VARIATION[row.signal.variation if row.signal else Variation.NONE]


def target_words(row: ScorecardRow) -> str:
    """The target, and beneath it whether it is in reach."""
    if row.target is None:
        return "No target"
    level = row.measure.figure(row.target.value) or row.target.printed
    reach = _ASSURANCE.get(row.signal.assurance) if row.signal else None
    return f"{level}\n{reach}" if reach else level


def target_spoken(row: ScorecardRow) -> str:
    """The target with its sentence."""
    if row.target is None:
        return "No target"
    said = f"{row.target.printed or row.measure.figure(row.target.value)}"
    sentence = row.signal.assurance_sentence if row.signal else ""
    return f"{said}. {sentence}".rstrip() if row.target.value is not None else said


def spread_words(row: ScorecardRow) -> str:
    """What stands where no areas can be drawn."""
    if row.spread:
        return ""
    return "Force only" if row.measure.is_rate else "Not a rate"


def spread_spoken(row: ScorecardRow) -> str:
    """Every area with its figure, the lowest first."""
    if row.spread:
        return ", ".join(f"{name} {row.measure.figure(value)}" for name, value in row.spread)
    if row.measure.is_rate:
        return "There are no figures of smaller areas"
    return "Counts of areas of different size are not held beside each other"


def reach_order(row: ScorecardRow) -> int:
    """Targets that are missed first, no target last."""
    order = (Assurance.FAILS, Assurance.HIT_AND_MISS, Assurance.PASSES, Assurance.NONE)
    return order.index(row.signal.assurance if row.signal else Assurance.NONE)


def signal_order(row: ScorecardRow) -> int:
    """Changes for the worse first, those without a signal last."""
    order = (
        Variation.CONCERN,
        Variation.HIGH,
        Variation.LOW,
        Variation.IMPROVEMENT,
        Variation.COMMON,
        Variation.NONE,
    )
    return order.index(row.signal.variation if row.signal else Variation.NONE)
