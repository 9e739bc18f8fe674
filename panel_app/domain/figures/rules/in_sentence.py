"""What the rules on sentences hand back: the claim's words and the figures of that sentence."""

from __future__ import annotations

from collections.abc import Sequence

from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import Figure
from panel_app.domain.figures.sentences import Sentence


def found(
    rule: Rule,
    verdict: Verdict,
    sentence: Sentence,
    figures: Sequence[Figure],
    line: str,
    explained: str = "",
    used: Sequence[UsedValue] | None = None,
) -> FigureCheck:
    """A check of a sentence; its quote holds all of `figures` and the words around them."""
    ordered = sorted(figures, key=lambda figure: figure.start)
    if used is None:
        used = [UsedValue(figure.text.strip(), sentence.page, "this sentence") for figure in figures]
    return FigureCheck(
        rule,
        verdict,
        sentence.page,
        sentence.quote(ordered[0], ordered[-1]),
        (line,),
        (explained,) if explained else (),
        tuple(used),
        box=sentence.box,
    )
