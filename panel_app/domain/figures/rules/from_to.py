"""Two values in one sentence: "rose from 10,000 to 16,000, a 60 % increase", "139 are a fifth more than 117".

The direction word is held against the values, and a percentage against their change. Of two percentages
the change may be given in points, which is often written "%"; only what is neither is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from panel_app.domain.figures.direction import DOWN, EITHER, UP, direction_at, rising
from panel_app.domain.figures.grading import change_interval, change_of, grade
from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.domain.figures.numbers import Figure, Interval, Unit, unsigned
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount, percent

_FROM_TO = re.compile(
    rf"\b(?P<word>{UP}|{DOWN})\b(?P<mid>[^{{}}.;]{{0,60}}?(?:\{{[PT]\d+\}}[^{{}}.;]{{0,12}}?)?)\bfrom "
    rf"(?:an? |the )?(?:[a-z]+ ){{0,4}}?"
    r"\{(?P<unit>[PNM])(?P<a>\d+)\}(?:[^{}.;]|\{O\d+\}){0,60}?\bto (?:an? |the )?(?:[a-z]+ ){0,3}?\{"
    r"(?P=unit)(?P<b>\d+)\}"
)
_TWO_VALUES = re.compile(
    rf"\{{N(?P<new>\d+)\}}(?:[^{{}}.;]|\{{O\d+\}}){{1,110}}?\(?\{{P(?P<p>\d+)\}}\)? (?P<word>{UP}|{DOWN})\b"
    r"(?:[^{}.;]|\{O\d+\}){0,20}?\b(?:on|than|compared (?:to|with)|from|over)\b(?:[^{}.;]"
    r"|\{O\d+\}){1,70}?\{N(?P<old>\d+)\}"
)
_GOVERNS = re.compile(
    r" (?:(?:significantly|slightly|further|again|steadily|sharply|markedly|by \{[PT]\d+\}(?: points)?) ?)*"
    rf"(?:in (?!.*\b(?:{EITHER}|\w+ed)\b)[a-z0-9 -]{{1,40}})?,? ?"
)
"""What may stand between the word of direction and "from"; in "growth eased from" it says nothing."""
_WEAK = frozenset(["more", "less", "higher", "lower", "above", "below", "fewer"])
_RANKED = re.compile(r"\b(?:rank|ranked|ranking|position|place|target|range|ranging|scale|scored?|rated)\b")


def check_from_to(source: Source) -> Iterator[FigureCheck]:
    """Every "from … to …" with a direction, and every pair of values with the percentage between them."""
    for sentence in source.sentences:
        text = sentence.text
        if " from " in text and " to " in text:
            yield from _from_to(sentence)
        if "%" in text or "per cent" in text or "fifth" in text or "third" in text or "quarter" in text:
            yield from _two_values(sentence)


def _from_to(sentence: Sentence) -> Iterator[FigureCheck]:
    shape = sentence.shape
    for match in _FROM_TO.finditer(shape):
        old, new = sentence.figure(match, "a"), sentence.figure(match, "b")
        word = match["word"]
        if old is None or new is None or word in _WEAK or not _GOVERNS.fullmatch(match["mid"]):
            continue
        if _RANKED.search(shape) or old.value == new.value or min(old.value, new.value) < 0:
            continue
        up = rising(word)
        if (new.value > old.value) != up:
            line = (
                f"{amount(new.value, new)} is {'less' if up else 'more'} than {amount(old.value, old)}, "
                f"where the text says “{word}”."
            )
            yield _check(sentence, Verdict.MATERIAL, line, "", (old, new))
            continue
        stated = _stated_change(sentence, (old, new))
        if stated is None:
            continue
        if old.unit is Unit.PERCENT:
            yield from _of_percentages(sentence, stated, old, new)
        elif stated.unit is Unit.PERCENT:
            yield from _graded(sentence, stated, old, new)


def _stated_change(sentence: Sentence, values: tuple[Figure, Figure]) -> Figure | None:
    """The one other figure that is a change in per cent or points; None where there are several."""
    stated = [
        figure
        for figure in sentence.figures
        if figure.unit in (Unit.PERCENT, Unit.POINTS) and figure not in values
    ]
    others = [f for f in sentence.figures if f.unit is values[0].unit and f not in (*values, *stated)]
    if len(stated) != 1 or others:
        return None
    number = sentence.figures.index(stated[0])
    at = re.search(rf"\{{[PT]{number}\}}", sentence.shape)
    return stated[0] if at and direction_at(sentence.shape, at.start(), at.end()) else None


def _of_percentages(sentence: Sentence, stated: Figure, old: Figure, new: Figure) -> Iterator[FigureCheck]:
    points = abs(new.value - old.value)
    relative = change_of(old.value, new.value)
    allowed = Interval.around(points, old.step / 2 + new.step / 2)
    if relative is None:
        return
    as_points, kind = grade(unsigned(stated), points, allowed)
    of_old = change_interval(old.interval, new.interval)
    line = (
        f"From {amount(old.value, old)} to {amount(new.value, new)} "
        f"is {amount(points, new).removesuffix(' %')} "
        f"percentage points, or {percent(abs(relative), stated)} of the first."
    )
    if not as_points.raised:
        yield _check(sentence, as_points, line, kind, (old, new))
    elif of_old is not None and unsigned(stated).interval.overlaps(_positive(of_old)):
        if stated.unit is Unit.POINTS:
            yield _check(
                sentence, Verdict.DISAGREES, line, "the text calls per cent percentage points", (old, new)
            )
        else:
            yield _check(sentence, Verdict.AGREES, line, "", (old, new))
    else:
        yield _check(
            sentence, Verdict.DISAGREES, f"{line} The text says {stated.text.strip()}.", "", (old, new)
        )


def _two_values(sentence: Sentence) -> Iterator[FigureCheck]:
    counts = [f for f in sentence.figures if f.unit is Unit.COUNT]
    shares = [f for f in sentence.figures if f.unit is Unit.PERCENT]
    if len(counts) != 2 or len(shares) != 1:
        return
    match = _TWO_VALUES.search(sentence.shape)
    if match is None:
        return
    new, old, stated = (sentence.figure(match, group) for group in ("new", "old", "p"))
    if new is None or old is None or stated is None or old.value <= 0:
        return
    if new.value != old.value and (new.value > old.value) != rising(match["word"]):
        line = (
            f"{amount(new.value, new)} is {'more' if new.value > old.value else 'less'} than "
            f"{amount(old.value, old)}, where the text says “{match['word']}”."
        )
        yield _check(sentence, Verdict.MATERIAL, line, "", (old, new))
        return
    yield from _graded(sentence, stated, old, new)


def _graded(sentence: Sentence, stated: Figure, old: Figure, new: Figure) -> Iterator[FigureCheck]:
    value, allowed = change_of(old.value, new.value), change_interval(old.loose, new.loose)
    if value is None or allowed is None:
        return
    verdict, kind = grade(unsigned(stated), abs(value), _positive(allowed))
    line = (
        f"From {amount(old.value, old)} to {amount(new.value, new)} is {percent(abs(value), stated)} "
        f"{'more' if value > 0 else 'less'}, where the text says {_bare(stated)}."
    )
    if verdict.raised:
        backwards = change_of(new.value, old.value)
        if backwards is not None and unsigned(stated).prints(abs(backwards)):
            kind = f"{_bare(stated)} is the change as a share of the newer {amount(new.value, new)}"
    yield _check(sentence, verdict, line, kind, (old, new))


def _positive(interval: Interval) -> Interval:
    if interval.low >= 0:
        return interval
    if interval.high <= 0:
        return Interval(-interval.high, -interval.low)
    return Interval(Decimal(0), max(-interval.low, interval.high))


def _bare(figure: Figure) -> str:
    return figure.text.strip().lstrip("+-−–")


def _check(
    sentence: Sentence, verdict: Verdict, line: str, kind: str, values: tuple[Figure, Figure]
) -> FigureCheck:
    points = values[0].unit is Unit.PERCENT and verdict is not Verdict.MATERIAL
    return found(Rule.POINTS if points else Rule.CHANGE, verdict, sentence, values, line, kind)
