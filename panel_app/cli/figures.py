"""`panel-desk figures`: do the paper's own figures agree?"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from panel_app.cli.values import print_json
from panel_app.domain.errors import NothingFoundError
from panel_app.domain.figures.model import FigureCheck, UsedValue, Verdict
from panel_app.services.desk import Desk
from panel_app.services.figures import PaperFigures

_WORDS = {
    Verdict.MATERIAL: "These figures do not agree, and it matters which way",
    Verdict.DISAGREES: "These figures do not agree",
    Verdict.ROUNDING: "Agree only with rounding",
}


def run_figures(desk: Desk, options: argparse.Namespace) -> int:
    found = _find(desk, options.paper)
    if options.json:
        print_json([_check_json(check, found.labels) for check in found.checks])
        return 0
    for check in found.checks:
        if check.verdict in _WORDS:
            print(f"Page {found.labels[check.page]}. {_WORDS[check.verdict]}: “{check.quote}”")
            print(f"    {check.line}")
    counts = Counter(check.verdict for check in found.checks)
    raised = counts[Verdict.MATERIAL] + counts[Verdict.DISAGREES]
    print(
        f"{len(found.checks)} statements found: {raised} do not agree, {counts[Verdict.ROUNDING]} "
        f"agree only with "
        f"rounding, {counts[Verdict.UNCHECKED]} could not be checked, {counts[Verdict.AGREES]} agree."
    )
    return 0


def _find(desk: Desk, words: str) -> PaperFigures:
    """A paper of the library, and else a file."""
    try:
        return desk.figures.of_paper(desk.papers.find(words).id)
    except NothingFoundError:
        path = Path(words)
        if not path.exists():
            raise
        return desk.figures.of_file(path)


def _check_json(check: FigureCheck, labels: tuple[str, ...]) -> dict[str, Any]:
    return {
        "page": check.page + 1,
        "pack_page": labels[check.page],
        "quote": check.quote,
        "rule": check.rule.value,
        "verdict": check.verdict.value,
        "arithmetic": check.line,
        "values": [_value_json(value, labels) for value in check.values],
        "explanations": list(check.explanations),
        "reason": check.reason,
    }


def _value_json(value: UsedValue, labels: tuple[str, ...]) -> dict[str, Any]:
    place = value.elsewhere
    stored = place is not None and not place.paper
    return {
        "text": value.text,
        "page": None if stored else (place.page if place else value.page) + 1,
        "pack_page": place.label if place else labels[value.page],
        "paper": place.paper if place else None,
        "where": value.where,
    }
