"""Shares with their counts, all of one whole: "7% (13)", "7% had one (13)", "13 calls (7%)".

What they are shares of is often said once, further up. A count under the same heading is believed to be that
whole when it makes nearly all the shares there, and only then are the others looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from panel_app.domain.figures.direction import direction_at
from panel_app.domain.figures.grading import digit_slip, grade
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import HUNDRED, About, Figure, Interval
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount, number, percent

_PAIRS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\{P(?P<p>\d+)\}(?: [^{}.;()]{1,80})? \(\{N(?P<n>\d+)\}(?: [a-z]+){0,2}\)",
        r"\{N(?P<n>\d+)\}(?: [a-z-]+){0,3} \(\{P(?P<p>\d+)\}\)",
        r"\(\{N(?P<n>\d+)\}(?: [a-z]+){0,2}[,;] \{P(?P<p>\d+)\}\)",
        r"\(\{P(?P<p>\d+)\}[,;] \{N(?P<n>\d+)\}(?: [a-z]+){0,2}\)",
    )
)
_ANOTHER_WHOLE = re.compile(
    r"\b(?:of (?:these|those|them|whom|which|the (?:remaining|other|latter))|previous|last|compared|earlier"
    r"|before|ago|from|respectively|per)\b"
)
_FEWEST, _DOUBTED_FROM = 3, 4
_SMALLEST = 20
_BELIEVED = Decimal("0.75")
_NEAR = 10
"""Points that a share may be out; further out it is taken to be of something else."""


@dataclass(frozen=True)
class _Pair:
    sentence: Sentence
    share: Figure
    count: Figure

    def of(self, whole: Decimal) -> Decimal:
        return self.count.value * HUNDRED / whole


def check_shared_wholes(source: Source) -> Iterator[FigureCheck]:
    """Under each heading of a page, the shares with counts of the whole that most of them have."""
    under: dict[tuple[int, tuple[str, ...]], list[Sentence]] = defaultdict(list)
    for sentence in source.sentences:
        if sentence.passage >= 0:
            under[sentence.page, sentence.headings].append(sentence)
    for sentences in under.values():
        if sum(sentence.has_share and "(" in sentence.text for sentence in sentences) == 0:
            continue
        pairs = [pair for sentence in sentences for pair in _pairs(sentence)]
        if len(pairs) >= _FEWEST:
            yield from _of_one_whole(pairs, sentences)


def _pairs(sentence: Sentence) -> Iterator[_Pair]:
    if not sentence.has_share or "(" not in sentence.text:
        return
    seen: set[str] = set()
    for pattern in _PAIRS:
        for match in pattern.finditer(sentence.shape):
            share, count = sentence.figure(match, "p"), sentence.figure(match, "n")
            if match["p"] in seen or share is None or count is None or not count.exact or share.in_words:
                continue
            seen.add(match["p"])
            if (
                direction_at(sentence.shape, match.start(), match.end()) is None
                and share.about is About.EXACT
            ):
                yield _Pair(sentence, share, count)


def _of_one_whole(pairs: Sequence[_Pair], sentences: Sequence[Sentence]) -> Iterator[FigureCheck]:
    counts = {
        figure.value: (sentence, figure)
        for sentence in reversed(sentences)
        for figure in sentence.figures
        if figure.exact and figure.value >= _SMALLEST and not figure.in_words
    }
    best: list[_Pair] = []
    chosen = Decimal(0)
    for whole in counts:
        smaller = [pair for pair in pairs if pair.count.value < whole]
        fitting = [pair for pair in smaller if pair.share.prints(pair.of(whole))]
        others = [p for p in smaller if p not in fitting and not _ANOTHER_WHOLE.search(p.sentence.shape)]
        if len(fitting) >= _BELIEVED * (len(fitting) + len(others)) and len(fitting) > len(best):
            best, chosen = fitting, whole
    if len({pair.count.value for pair in best if pair.share.value >= 3}) < _FEWEST:
        return
    where, whole_figure = counts[chosen]
    yield _agreeing(best, where, whole_figure)
    for pair in pairs:
        if pair in best or pair.count.value >= chosen or len(best) < _DOUBTED_FROM:
            continue
        if _ANOTHER_WHOLE.search(pair.sentence.shape):
            continue
        if any(whole > pair.count.value and pair.share.prints(pair.of(whole)) for whole in counts):
            continue
        yield from _differing(pair, where, whole_figure)


def _agreeing(pairs: Sequence[_Pair], where: Sentence, whole: Figure) -> FigureCheck:
    first = pairs[0]
    value, of = percent(first.of(whole.value), first.share), number(whole.value)
    line = f"{number(first.count.value)} of {of} is {value}, as printed. "
    line += f"So are the other {len(pairs) - 1} shares of {of}."
    return found(
        Rule.PART,
        Verdict.AGREES,
        first.sentence,
        (first.share, first.count),
        line,
        "",
        _used(first, where, whole),
    )


def _differing(pair: _Pair, where: Sentence, whole: Figure) -> Iterator[FigureCheck]:
    value = pair.of(whole.value)
    if abs(value - pair.share.value) > _NEAR:
        return
    verdict, kind = grade(pair.share, value, Interval(value, value))
    if verdict.raised:
        meant = (pair.share.value * whole.value / HUNDRED).quantize(Decimal(1))
        slip = digit_slip(pair.count, meant)
        kind = f"{slip} in one of the two" if slip else ""
    line = (
        f"{amount(pair.count.value, pair.count)} of {number(whole.value)} is {percent(value, pair.share)}, "
        f"where the text says {pair.share.text.strip()}."
    )
    yield found(
        Rule.PART, verdict, pair.sentence, (pair.share, pair.count), line, kind, _used(pair, where, whole)
    )


def _used(pair: _Pair, where: Sentence, whole: Figure) -> tuple[UsedValue, ...]:
    here = "this sentence"
    place = here if where is pair.sentence else "the same section"
    return (
        UsedValue(pair.count.text.strip(), pair.sentence.page, here),
        UsedValue(whole.text.strip(), where.page, place),
    )
