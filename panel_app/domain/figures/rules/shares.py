"""Shares that can only make 100: more, the same and fewer; some and "the remaining"; parts of a stated share.

That shares exclude each other must be said by the words, for many surveys let people give several answers.
Less than 100 is no alarm where someone may have had no answer, and rounding may give 99 or 101.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from panel_app.domain.figures.direction import direction_at
from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.domain.figures.numbers import HUNDRED, About, Figure, Unit
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount

_UP = re.compile(r"\b(?:increase[ds]?|more|rise|risen|higher|improved?|better)\b")
_SAME = re.compile(r"\b(?:no change|(?:about )?the same|unchanged|stayed the same|remained)\b")
_DOWN = re.compile(r"\b(?:decrease[ds]?|less|fewer|fall|fallen|reduction|lower|worse)\b")
_ASKED = re.compile(
    r"\b(?:perceiv\w*|think|thought|felt|feel|says?|said|believ\w+|respond\w*|residents|people|asked|answered|questions?|survey"
    r"|indicators|measures|areas|of (?:them|these|those))\b"
)
"""Words of a survey or a count of measures: there each is in one of the three groups."""
_REMAINING = re.compile(r"\b(?:remaining|remainder|rest)\b(?: of)?(?: [a-z]+)? ?\{P(?P<p>\d+)\}")
_NEAR = 15
"""Two shares that make 85 to 115 are of one whole; others may be of two."""
_NAMELY = re.compile(
    r"\{P(?P<p>\d+)\}(?:[^{}.;]){0,80}\b(?:namely|made up of|comprising|consisting of|these (?:are"
    r"|being))\b(?P<list>.*)"
)


def check_shares(source: Source) -> Iterator[FigureCheck]:
    """Every sentence with such shares."""
    for sentence in source.sentences:
        if sentence.text.count("%") + sentence.text.count("per cent") < 2:
            continue
        three_ways = list(_three_ways(sentence))
        yield from three_ways
        if not three_ways:
            yield from _remaining(sentence)
        yield from _namely(sentence)


def _three_ways(sentence: Sentence) -> Iterator[FigureCheck]:
    shares = [f for f in sentence.figures if f.unit is Unit.PERCENT]
    for at in range(len(shares) - 2):
        three = shares[at : at + 3]
        ends = [
            *[f.start for f in three[1:]],
            shares[at + 3].start if at + 3 < len(shares) else len(sentence.text),
        ]
        words = [sentence.text[f.end : end].lower() for f, end in zip(three, ends, strict=True)]
        kinds = [_kind(one) for one in words]
        if not _ASKED.search(sentence.shape) or any(_is_change(sentence, share) for share in three):
            continue
        if sorted(kinds) != ["down", "same", "up"]:
            continue
        total = sum((f.value for f in three), Decimal(0))
        slack = sum((f.step for f in three), Decimal(0)) / 2
        if total > HUNDRED + slack:
            sum_of_all = f"{_added(three)} make {amount(total, three[0])}"
            line = f"More, the same and fewer: {sum_of_all}, and cannot make more than 100 %."
            yield found(Rule.SHARES, Verdict.DISAGREES, sentence, three, line)
        elif total >= HUNDRED - slack:
            line = f"{_added(three)} make {amount(total, three[0])}."
            yield found(Rule.SHARES, Verdict.AGREES, sentence, three, line)


def _is_change(sentence: Sentence, share: Figure) -> bool:
    """Whether a percentage is itself a change: "a 70% increase in fraud"."""
    at = re.search(rf"\{{P{sentence.figures.index(share)}\}}", sentence.shape)
    return at is not None and direction_at(sentence.shape, at.start(), at.end()) is not None


def _kind(words: str) -> str:
    ways = [
        name for name, pattern in (("up", _UP), ("same", _SAME), ("down", _DOWN)) if pattern.search(words)
    ]
    return ways[0] if len(ways) == 1 else ""


def _remaining(sentence: Sentence) -> Iterator[FigureCheck]:
    match = _REMAINING.search(sentence.shape)
    last = sentence.figure(match, "p") if match else None
    if last is None:
        return
    before = [f for f in sentence.figures if f.unit is Unit.PERCENT and f.start < last.start]
    for count in range(1, min(len(before), 5) + 1):
        several = [*before[-count:], last]
        total = sum((f.value for f in several), Decimal(0))
        if abs(total - HUNDRED) <= sum((f.step for f in several), Decimal(0)) / 2:
            line = f"{_added(several)} make {amount(total, last)}."
            yield found(Rule.SHARES, Verdict.AGREES, sentence, several, line)
            return
    all_shares = [f for f in sentence.figures if f.unit is Unit.PERCENT]
    exact = all(f.about is About.EXACT for f in all_shares)
    if len(all_shares) == 2 and exact and not re.search(r"\bof (?:the|those|these) \{P", sentence.shape):
        total = sum((f.value for f in all_shares), Decimal(0))
        if abs(total - HUNDRED) > _NEAR or any(_is_change(sentence, share) for share in all_shares):
            return
        line = f"{_added(all_shares)} make {amount(total, last)}, where the rest would make 100 %."
        yield found(Rule.SHARES, Verdict.DISAGREES, sentence, all_shares, line)


def _namely(sentence: Sentence) -> Iterator[FigureCheck]:
    match = _NAMELY.search(sentence.shape)
    total = sentence.figure(match, "p") if match else None
    if match is None or total is None:
        return
    numbers = re.findall(r"\(\{P(\d+)\}\)", match["list"])
    parts = [sentence.figures[int(n)] for n in numbers]
    if len(parts) < 2 or len(re.findall(r"\{P", match["list"])) != len(parts):
        return
    value = sum((f.value for f in parts), Decimal(0))
    slack = (sum((f.step for f in parts), Decimal(0)) + total.step) / 2
    line = f"{_added(parts)} make {amount(value, total)}, where the text says {total.text.strip()}."
    if value == total.value:
        verdict = Verdict.AGREES
    else:
        verdict = Verdict.ROUNDING if abs(value - total.value) <= slack else Verdict.DISAGREES
    yield found(Rule.SHARES, verdict, sentence, [total, *parts], line)


def _added(figures: Sequence[Figure]) -> str:
    words = [figure.text.strip() for figure in figures]
    return f"{', '.join(words[:-1])} and {words[-1]}"
