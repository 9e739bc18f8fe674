"""A count, its rate and the population in one passage: "41 homicides, 14.1 per million" of 2.9 million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from panel_app.domain.figures.grading import grade
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue
from panel_app.domain.figures.numbers import Interval
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount, number

_RATE = re.compile(
    r"\{N(?P<count>\d+)\}[^{}.;]{1,80}?\{N(?P<rate>\d+)\} (?:[a-z]+ )?per (?:(?P<word>million"
    r"|thousand)|\{N(?P<unit>\d+)\})"
)
_POPULATION = re.compile(r"\bpopulation (?:of|is|was|stands at)[^{}.;]{0,30}? ?\{N(?P<people>\d+)\}")


def check_rates(source: Source) -> Iterator[FigureCheck]:
    """Every passage that has all three."""
    whole = ""
    for sentence in source.sentences:
        if sentence.around == whole or "population" not in sentence.around or " per " not in sentence.around:
            continue
        whole = sentence.around
        passage = Sentence(whole, sentence.page, sentence.box, sentence.passage)
        rate, people = _RATE.search(passage.shape), _POPULATION.search(passage.shape)
        if rate and people:
            yield from _rate(passage, rate, people)


def _rate(passage: Sentence, rate: re.Match[str], people: re.Match[str]) -> Iterator[FigureCheck]:
    count, printed, population = (
        passage.figure(rate, "count"),
        passage.figure(rate, "rate"),
        passage.figure(people, "people"),
    )
    unit = passage.figure(rate, "unit")
    per = unit.value if unit else Decimal(1000000 if rate["word"] == "million" else 1000)
    if count is None or printed is None or population is None or population.loose.low <= 0:
        return
    value = count.value * per / population.value
    allowed = Interval(count.value * per / population.loose.high, count.value * per / population.loose.low)
    verdict, kind = grade(printed, value, allowed)
    line = (
        f"{number(count.value)} among {number(population.value)} people is {amount(value, printed)} per "
        f"{number(per)}, where the text says {printed.text}."
    )
    values = [UsedValue(f.text, passage.page, "this passage") for f in (count, population)]
    yield found(Rule.RATE, verdict, passage, (count, printed), line, kind, values)
