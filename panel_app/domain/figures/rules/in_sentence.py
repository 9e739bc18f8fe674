"""What the rules on sentences hand back: the claim's words and the figures of that sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import Figure
from panel_app.domain.figures.sentences import Sentence

PLAUSIBLE = Decimal(30)
"""Points by which a percentage may be out before the values are taken to be of something else."""


class StatedChange(Protocol):
    """A change as a sentence states it, with its own piece of the sentence."""

    @property
    def sentence(self) -> Sentence: ...

    @property
    def quote(self) -> str: ...


def change_check(
    claim: StatedChange, verdict: Verdict, line: str, explained: Sequence[str], used: Sequence[UsedValue]
) -> FigureCheck:
    """The check of a change whose values were found."""
    sentence, lines = claim.sentence, (line,)
    told, values = tuple(explained), tuple(used)
    return FigureCheck(
        Rule.CHANGE, verdict, sentence.page, claim.quote, lines, told, values, box=sentence.box
    )


def unchecked(claim: StatedChange, reason: str) -> FigureCheck:
    """The check of a change that could not be worked out, and why."""
    sentence = claim.sentence
    return FigureCheck(
        Rule.CHANGE, Verdict.UNCHECKED, sentence.page, claim.quote, reason=reason, box=sentence.box
    )


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
