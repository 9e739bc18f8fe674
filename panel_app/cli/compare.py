"""`panel-desk compare`: what is different between two versions of a paper."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from panel_app.cli.values import print_json
from panel_app.domain.comparing import Step, StepKind
from panel_app.domain.papers import Passage
from panel_app.domain.word_diff import Difference
from panel_app.services.desk import Desk

_SIGNS = {Difference.SAME: "{}", Difference.REMOVED: "[-{}-]", Difference.ADDED: "{{+{}+}}"}


def add_compare_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", metavar="PAPER")
    parser.add_argument(
        "--earlier", type=int, metavar="NUMBER", help="the earlier version, counted from 1; else the last one"
    )


def run_compare(desk: Desk, options: argparse.Namespace) -> int:
    paper = desk.papers.find(options.paper)
    found = desk.versions.compare(paper.id, options.earlier)
    if options.json:
        print_json(
            {
                "paper": paper.id,
                "title": paper.title,
                "earlier": found.old.number,
                "revision": found.new.number,
                "steps": [_step_json(step, found.old_labels, found.new_labels) for step in found.steps],
            }
        )
        return 0
    print(f"{paper.title}: version {found.new.number} beside version {found.old.number}")
    for step in found.steps:
        where = _where(step.new, found.new_labels) or f"{_where(step.old, found.old_labels)} before"
        before = _where(step.old, found.old_labels)
        came = f", from {before}" if step.kind is StepKind.MOVED else ""
        number = ", a figure or a turning word differs" if step.telling else ""
        print(f"{where}: {step.kind}{came}{number}")
        print(f"    {_words(step)}")
    if not found.steps:
        print("The words are the same.")
    return 0


def _step_json(step: Step, old_labels: Sequence[str], new_labels: Sequence[str]) -> dict[str, Any]:
    return {
        "kind": step.kind.value,
        "old_text": _text(step.old),
        "new_text": _text(step.new),
        "old_page": step.old[0].page + 1 if step.old else None,
        "old_pack_page": old_labels[step.old[0].page] if step.old else None,
        "new_page": step.new[0].page + 1 if step.new else None,
        "new_pack_page": new_labels[step.new[0].page] if step.new else None,
        "telling": step.telling,
        "words": [{"kind": w.kind.value, "text": w.text, "telling": w.telling} for w in step.words],
    }


def _text(passages: Sequence[Passage]) -> str:
    return " ".join(passage.text for passage in passages)


def _where(passages: Sequence[Passage], labels: Sequence[str]) -> str:
    return f"page {labels[passages[0].page]}" if passages else ""


def _words(step: Step) -> str:
    if step.kind is StepKind.MOVED:
        return _text(step.new)
    return " ".join(_SIGNS[word.kind].format(word.text) for word in step.words)
