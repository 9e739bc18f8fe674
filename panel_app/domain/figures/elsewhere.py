"""The same measure and period in another paper or in the store of measures.

Two papers speak of the same when the measure has the same words, the period is named with its year, their
bodies are of one area, and the same stands over both; or when their tables repeat each other in most of
what they share. A later paper usually restates, so a difference is told and not doubted, except between
papers of one meeting or day, and where one names the other as its source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from panel_app.domain.figures.facts import Fact, Key, Told
from panel_app.domain.figures.linking import stems
from panel_app.domain.figures.model import Elsewhere, FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.wording import listed

OFTEN_REVISED = "Figures are often revised later, so the two need not be at odds."
_ALIKE = 3
"""So many figures that two tables share must be the same, and so many times more than differ."""
_RESTATES = re.compile(
    r"\b(?:revised|updated|corrected|amended|supplement\w*|restated|version)\b", re.IGNORECASE
)
_QUOTES = re.compile(
    r"\b(?:sources?|taken from|(?:reported|published|shown|given|set out|quoted|presented) in"
    r"|according to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FactIndex:
    """What all papers and the store give, to be found by measure and period."""

    told: tuple[Told, ...]

    @cached_property
    def by_key(self) -> dict[Key, list[tuple[int, Fact]]]:
        found: dict[Key, list[tuple[int, Fact]]] = defaultdict(list)
        for number, told in enumerate(self.told):
            for fact in told.facts:
                found[fact.key].append((number, fact))
        return found


@dataclass(frozen=True)
class _Met:
    """A fact of the paper and one of another for the same measure and period."""

    own: Fact
    other: Fact
    told: Told
    alike: bool
    """Whether their tables repeat each other."""


def check_elsewhere(own: Told, index: FactIndex) -> Iterator[FigureCheck]:
    """One check for each row of the paper that stands elsewhere too: what differs before what agrees."""
    pairs: dict[tuple[int, str], list[_Met]] = defaultdict(list)
    for met in _met_by(own, index):
        pairs[met.own.table, met.own.label].append(met)
    for several in pairs.values():
        check = _check(own, several)
        if check is not None:
            yield check


def _met_by(own: Told, index: FactIndex) -> Iterator[_Met]:
    found: list[tuple[Fact, Fact, int]] = []
    for fact in own.facts:
        for number, other in index.by_key.get(fact.key, ()):
            itself = own.paper and other.printed_in == own.paper
            if not (itself or _same_paper(own, index.told[number])):
                found.append((fact, other, number))
    same: dict[tuple[int, int, int], list[bool]] = defaultdict(list)
    for fact, other, number in found:
        same[fact.table, number, other.table].append(_agree(fact, other))
    for fact, other, number in found:
        told = index.told[number]
        shared = same[fact.table, number, other.table]
        alike = (
            fact.table >= 0 and other.table >= 0 and sum(shared) >= _ALIKE * max(1, len(shared) - sum(shared))
        )
        if alike or _about_the_same(own, fact, told, other):
            yield _Met(fact, other, told, alike)


def _same_paper(own: Told, other: Told) -> bool:
    """Whether it is the paper itself, or another version of it."""
    if own.paper and own.paper == other.paper:
        return True
    return bool(other.paper) and own.title == other.title and own.day == other.day


def _about_the_same(own: Told, fact: Fact, told: Told, other: Fact) -> bool:
    if not own.area or not told.area or not (own.area <= told.area or told.area <= own.area):
        return False
    if fact.key[0] in own.twofold | told.twofold:
        return False
    if not _agree(fact, other) and not Decimal("0.5") <= _ratio(fact, other) <= 2:
        return False  # Thousands and units, or quite another thing.
    return fact.context - own.area == other.context - told.area


def _ratio(fact: Fact, other: Fact) -> Decimal:
    return fact.figure.value / other.figure.value if other.figure.value else Decimal(0)


def _agree(fact: Fact, other: Fact) -> bool:
    """Whether the two are the same within their printed decimals."""
    a, b = fact.figure, other.figure
    return a.value == b.value if a.exact and b.exact else a.interval.overlaps(b.interval)


def _check(own: Told, several: Sequence[_Met]) -> FigureCheck | None:
    differing = [met for met in several if not _agree(met.own, met.other)]
    doubted = [met for met in differing if _must_agree(own, met)]
    if doubted:
        return _differs(own, _of_one(doubted, own.day), Verdict.DISAGREES)
    if differing:
        return _differs(own, _of_one(differing, own.day), Verdict.UNCHECKED)
    # That a pack holds the same table as the report in it says nothing.
    apart = [met for met in several if not _together(own, met.told)]
    return _agrees(_of_one(apart, own.day)) if apart else None


def _together(own: Told, told: Told) -> bool:
    """Whether two papers are of one meeting or one day."""
    same_day = own.day is not None and own.day == told.day
    return same_day or (own.meeting is not None and own.meeting == told.meeting)


def _must_agree(own: Told, met: _Met) -> bool:
    if not met.own.settled or not met.other.settled or not met.told.paper:
        return False
    if _RESTATES.search(f"{own.title} {met.told.title}"):
        return False
    return (
        _together(own, met.told)
        or _quotes(met.own.notes, met.told.title)
        or _quotes(met.other.notes, own.title)
    )


def _quotes(notes: str, title: str) -> bool:
    """Whether what stands around a table names a paper as its source."""
    return len(stems(title)) >= 2 and bool(_QUOTES.search(notes)) and stems(title) <= stems(notes)


def _of_one(several: Sequence[_Met], day: date | None) -> list[_Met]:
    """Those with one other paper, the nearest in time; papers before the store."""

    def far(met: _Met) -> tuple[bool, int, str]:
        apart = abs((met.told.day - day).days) if met.told.day and day else 10**6
        return not met.told.paper, apart, met.told.paper

    nearest = min(several, key=far).told
    found: dict[Key, _Met] = {}
    for met in several:
        if met.told is nearest:
            found.setdefault(met.own.key, met)
    return list(found.values())


def _agrees(several: Sequence[_Met]) -> FigureCheck:
    figures = listed([met.own.figure.text.strip() for met in several])
    verb = "stands" if len(several) == 1 else "stand"
    line = f"{figures} {verb} for “{several[0].other.label}” in {_place(several[0])} too."
    return _made(several, Verdict.AGREES, line)


def _differs(own: Told, several: Sequence[_Met], verdict: Verdict) -> FigureCheck:
    there = listed([_named(met.other.figure.text, met.own.period, several) for met in several])
    here = listed([_named(met.own.figure.text, met.own.period, several) for met in several])
    place, label = _place(several[0], capital=True), several[0].other.label
    has = "has" if several[0].told.paper else "have"
    line = f"{place} {has} {there} for “{label}”, where this paper has {here}."
    return _made(several, verdict, line, OFTEN_REVISED if verdict is Verdict.UNCHECKED else "")


def _named(figure: str, period: str, several: Sequence[_Met]) -> str:
    return f"{figure.strip()} ({period})" if period and len(several) > 1 else figure.strip()


def _place(met: _Met, *, capital: bool = False) -> str:
    told = met.told
    if not told.paper:
        return f"{'The' if capital else 'the'} measures ({met.other.where})"
    dated = f" of {told.day.day} {told.day:%B %Y}" if told.day else ""
    page = met.other.label_of_page
    return f"“{told.title}”{dated}, {page},"


def _made(several: Sequence[_Met], verdict: Verdict, line: str, reason: str = "") -> FigureCheck:
    first = several[0].own
    values = ", ".join(f"{met.own.period}: {met.own.figure.text.strip()}" for met in several)
    quote = f"{first.label}, {values}" if first.table >= 0 else first.label
    return FigureCheck(
        Rule.ELSEWHERE,
        verdict,
        first.page,
        quote,
        (line.replace(", too.", " too."),),
        (),
        tuple(_values(several)),
        reason,
        first.box,
        first.label if first.table >= 0 else "",
    )


def _values(several: Iterable[_Met]) -> Iterator[UsedValue]:
    for met in several:
        yield UsedValue(met.own.figure.text.strip(), met.own.page, met.own.where)
        page = met.other.label_of_page.removeprefix("page ")
        place = Elsewhere(met.told.paper, met.told.title, met.other.page, page)
        where = f"{_place(met).rstrip(',')}"
        yield UsedValue(met.other.figure.text.strip(), met.own.page, where, place)
