"""A value, another, and by how much they differ: "£3.39m is £0.97m above the £2.42m budgeted".

Only a sentence with just three such figures is doubted, and only where what is printed is near to what the
two make: further out, one of the three is taken to be of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from panel_app.domain.figures.direction import rising
from panel_app.domain.figures.grading import digit_slip, grade
from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.domain.figures.numbers import HUNDRED, About, Figure, Interval, Unit, unsigned
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount

_WORDS = r"(?:[^{}.;,()]|\{O\d+\}|\([^{}()]*\))"
_WAY = r"(?P<word>above|below|higher|lower|more|less|fewer|better)"
_NOUN = r"(?P<word>increase|rise|decrease|reduction|fall|drop)"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # £3.39m is £0.97m above the £2.42m; 4.64%, 0.09% below the benchmark (4.73%)
        r"\{(?P<unit>[NMP])(?P<new>\d+)\}(?: [a-z]+){0,2}(?:,? (?:or|which (?:is|was)|is|was)|,) "
        r"\{[NMPT](?P<size>\d+)\} "
        rf"(?:[a-z]+ )?{_WAY}\b(?: than)?{_WORDS}{{1,110}}?\(?\{{(?P=unit)(?P<old>\d+)\}}",
        # 77 deaths, down 33 from 110; £37.975m, a decrease of £0.279m compared to month 9 (£38.254m)
        r"\{(?P<unit>[NM])(?P<new>\d+)\}(?:[^{}.;]|\{O\d+\}){1,90}?(?: |\()"
        r"(?P<word>up|down|increase|decrease|reduction|rise|fall)(?: of| by)? \{(?P=unit)(?P<size>\d+)\}"
        rf"(?: [a-z]+){{0,2}} (?:from|on|over|compared (?:to|with)){_WORDS}{{1,60}}?"
        r"\(?\{(?P=unit)(?P<old>\d+)\}",
        # £11,195 compared with £9,292, which is £1,903 higher
        r"\{(?P<unit>[NM])(?P<new>\d+)\}(?: [a-z]+){0,2},? (?:compared (?:to|with)|against)"
        rf"{_WORDS}{{1,60}}?\{{(?P=unit)(?P<old>\d+)\}}(?: [a-z]+){{0,3}},? (?:which|this) is "
        rf"\{{(?P=unit)(?P<size>\d+)\}} (?:[a-z]+ )?{_WAY}\b",
    )
)
_FROM_TO = tuple(
    re.compile(pattern)
    for pattern in (
        # down from 106 in May to 95 in June - a fall of 11 offences; to 95, from 106 - a fall of 11
        r"\bfrom \{(?P<unit>[NM])(?P<old>\d+)\}(?:[^{}.;]|\{O\d+\}){0,50}?\bto \{(?P=unit)(?P<new>\d+)\}"
        rf"(?:[^{{}}.;]|\{{O\d+\}}){{0,50}}?(?:,| [–-]| \()(?: which is)?(?: ?an?)? {_NOUN} of "
        r"\{(?P=unit)(?P<size>\d+)\}",
        r"\bto \{(?P<unit>[NM])(?P<new>\d+)\},? (?:down |up )?from \{(?P=unit)(?P<old>\d+)\}"
        rf"(?:[^{{}}.;]|\{{O\d+\}}){{0,50}}?(?:,| [–-]| \()(?: which is)?(?: ?an?)? {_NOUN} of "
        r"\{(?P=unit)(?P<size>\d+)\}",
        # 37 fewer offences (158 to 121); 25 fewer victims (194 down to 169)
        r"\{(?P<unit>[NM])(?P<size>\d+)\} (?P<word>fewer|more|less)(?: [a-z]+){0,3} \( ?(?:from )?"
        r"\{(?P=unit)(?P<old>\d+)\}(?: [a-z]+){0,3} to \{(?P=unit)(?P<new>\d+)\}",
    )
)
_HINT = re.compile(
    r"\d\S*(?: [a-z]+){0,2} (?:above|below|higher|lower|more|less|fewer|better)\b"
    r"|\b(?:up|down|increase|decrease|reduction|rise|fall|drop)(?: of| by)? £?\d"
)
_NEAR = Decimal("0.5")
"""Of the difference that the two values make: so far may the printed one be out."""


def check_stated_differences(source: Source) -> Iterator[FigureCheck]:
    """Every such sentence."""
    for sentence in source.sentences:
        if not _HINT.search(sentence.text) or len(sentence.figures) < 3:
            continue
        seen: set[int] = set()
        for pattern in (*_FORMS, *_FROM_TO):
            for match in pattern.finditer(sentence.shape):
                new, old, size = (sentence.figure(match, group) for group in ("new", "old", "size"))
                if new and old and size and size.start not in seen:
                    seen.add(size.start)
                    yield from _check(sentence, match["word"], (new, old, size))


def _check(sentence: Sentence, word: str, figures: tuple[Figure, Figure, Figure]) -> Iterator[FigureCheck]:
    new, old, size = figures
    points = new.unit is Unit.PERCENT
    if not points and size.unit is not new.unit:
        return
    value = new.value - old.value
    slack = Decimal(0) if new.exact and old.exact else (new.step + old.step) / 2
    if size.exact and size.value >= HUNDRED and size.value % 10 == 0:
        slack = max(slack, size.loose.high - size.value, Decimal(5))  # 370 for 373
    allowed = Interval.around(abs(value), slack)
    verdict, kind = grade(unsigned(size), abs(value), allowed)
    up = (word == "better" and value > 0) or (word != "better" and rising(word))
    if verdict.raised or (value > 0) != up:
        alike = [f for f in sentence.figures if f.unit is new.unit or (points and f.unit is Unit.POINTS)]
        # "above the £3m" is as exact as £3m; only "about £3m" is not.
        exact = new.about is size.about is About.EXACT and old.about is not About.ABOUT
        out = abs(abs(value) - size.value)
        if len(alike) != 3 or not exact or value == 0 or out > _NEAR * abs(value):
            return
        if word == "better" or (points and (value > 0) == up and _of_the_first(size, old, value)):
            return
        kind = digit_slip(size, abs(value))
        kind = f"{kind} in one of the three" if kind else ""
        verdict = Verdict.DISAGREES if (value > 0) == up else Verdict.MATERIAL
    like = new if new.step <= old.step else old
    high, low = (new, old) if value > 0 else (old, new)
    result = (
        f"{amount(abs(value), like).removesuffix(' %')} percentage points"
        if points
        else amount(abs(value), like)
    )
    line = f"{amount(high.value, high)} less {amount(low.value, low)} is {result}"
    line += f", where the text says {size.text.strip()} {'more' if up else 'less'}."
    rule = Rule.POINTS if points else Rule.CHANGE
    yield found(rule, verdict, sentence, (new, old, size), line, kind)


def _of_the_first(size: Figure, old: Figure, value: Decimal) -> bool:
    """Whether a difference of two percentages is itself in per cent of the older: 65% is 8% more than 60%."""
    return old.value > 0 and size.prints(abs(value) * HUNDRED / old.value)
