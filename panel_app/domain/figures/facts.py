"""What a paper, or the store of measures, gives for a measure and a period, to be held against others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from panel_app.domain.figures.direction import EITHER
from panel_app.domain.figures.linking import COUNTED, Series, all_series, naming, stems
from panel_app.domain.figures.numbers import About, Figure, Unit, cell_figure
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.when import heading_period, periods_in
from panel_app.domain.ids import MeetingId
from panel_app.domain.measures import Observation, ObservationStatus
from panel_app.domain.measures import Series as MeasureSeries
from panel_app.domain.papers import Box, Table
from panel_app.domain.periods import Period, PeriodKind

Key = tuple[frozenset[str], Period, Unit]

_LEFT_OUT = frozenset(
    "the of in for and a an no number numbers total totals all volume volumes count recorded".split()  # noqa: SIM905
)
_EVERYWHERE = re.compile(
    r"^(?:actual|target|floor|total|rag|budget|number|percentage|result|performance|forecast|upper|lower"
    r"|tolerance|direction|average|mean|england|national)s?\b(?! (?:recorded )?crime)",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    r"\b(?:year[- ]to[- ]date|ytd|cumulative|rolling|forecast|projected|estimated?)\b", re.IGNORECASE
)
_HEADINGS = re.compile(
    r"\b(?:performance|summary|appendix|annex|table|figure|section|overview|reports?|annual|quarterly|monthly|data"
    r"|measures?|indicators?|scorecard|key|kpis?|crimed?|priorities|policing|trends?|results?)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:police|policing|crime|panel|commissioner|constabulary|force|council|county|committee|cabinet|holding"
    r"|account|meeting|office|board|performance|report|joint|and|the|of|for|to|accountability|governance)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a measure for a period: its names as printed, and where it stands (`page` is an index)."""

    key: Key
    label: str
    period: str
    figure: Figure
    page: int
    label_of_page: str
    where: str
    table: int
    """The table's place in its paper; -1 for a sentence or the store."""
    context: frozenset[str] = frozenset()
    """What else stands over it and may narrow it down to an area or a group."""
    notes: str = ""
    settled: bool = True
    box: Box | None = None
    printed_in: str = ""
    """The paper that the store has a value from, "" where from none."""


@dataclass(frozen=True)
class Told:
    """All facts of one paper, or of the store for one area (whose `paper` is "")."""

    paper: str
    title: str
    day: date | None
    meeting: MeetingId | None
    area: frozenset[str]
    facts: tuple[Fact, ...]

    @cached_property
    def twofold(self) -> frozenset[frozenset[str]]:
        """The measures of which it gives two values for one period, as of two areas: either may be meant."""
        values: dict[Key, Decimal] = {}
        found = set()
        for fact in self.facts:
            if values.setdefault(fact.key, fact.figure.value) != fact.figure.value:
                found.add(fact.key[0])
        return frozenset(found)


def area_of(name: str) -> frozenset[str]:
    """What is left of a body's or an area's name as the area: “West Mercia Police and Crime Panel”."""
    return stems(_BODY.sub(" ", name))


def may_hold_facts(table: Table) -> bool:
    """A cheap look: whether a table has a heading that names a period with its year."""
    heads = [cell for row in table.rows[:4] for cell in row]
    heads += [row[0] for row in table.rows[4:8] if row]
    return any(len(cell) < 40 and any(map(str.isdigit, cell)) and heading_period(cell) for cell in heads)


def facts_of(source: Source) -> tuple[Fact, ...]:
    """Those of a paper's tables and of the sentences that give one value for one period."""
    return (*_of_tables(source), *_of_sentences(source))


def _of_tables(source: Source) -> Iterator[Fact]:
    for at, grid in enumerate(source.grids):
        over = f"{grid.table.title} {' '.join(grid.headings[-1:])}"
        if not may_hold_facts(grid.table) or _SO_FAR.search(over):
            continue
        boxes = {grid.label(row): grid.box(row) for row in reversed(grid.rows)}
        context, settled = naming(_HEADINGS.sub(" ", over)), not grid.leaves_out
        for series in all_series(grid, source.page_name(grid.table.page), (*COUNTED, Unit.PERCENT)):
            for fact in _of_series(source, series, at, boxes.get(series.label)):
                yield replace(fact, context=context - stems(series.label), notes=grid.notes, settled=settled)


def _of_series(source: Source, series: Series, at: int, box: Box | None) -> Iterator[Fact]:
    name = normalised(series.label)
    if not series.ordered or not name or _EVERYWHERE.match(series.label) or _SO_FAR.search(series.label):
        return
    for cell in series.cells:
        period = heading_period(cell.name)
        if period is not None:
            page = source.page_name(cell.page)
            key = (name, period, cell.figure.unit)
            yield Fact(key, series.label, cell.name, cell.figure, cell.page, page, cell.where, at, box=box)


_HINT = re.compile(r"\d\d ?[/–-] ?\d\d|\b(?:20\d\d|[A-Z][a-z]{2}[ -]\d\d)\b")
_NO_FACT = re.compile(
    rf"\b(?:{EITHER}|target|average|forecast|expected|will|should|per|of which|since|until|between|by"
    r"|estimate\w*)\b",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:there|were|was|is|are|had|has|have|been|be|we|it|force|reported|recorded|received|made|stood|stands?|at"
    r"|totall?ed|during|quarter|year|month|period|committed|by)\b",
    re.IGNORECASE,
)


def _of_sentences(source: Source) -> Iterator[Fact]:
    """Sentences like "In Q2 2024/25 there were 615 residential burglaries", and no longer ones."""
    for sentence in source.sentences:
        text = sentence.text
        if len(text) > 160 or not _HINT.search(text) or _NO_FACT.search(text):
            continue
        periods = periods_in(text)
        figures = [f for f in sentence.figures if f.unit is not Unit.OTHER]
        if len(periods) != 1 or len(figures) != 1:
            continue
        (said,), (figure,) = periods, figures
        if figure.about is not About.EXACT or figure.in_words or said.start <= figure.start < said.end:
            continue
        words = "".join(
            " " if said.start <= i < said.end or figure.start <= i < figure.end else letter
            for i, letter in enumerate(text)
        )
        name = normalised(_VERBS.sub(" ", words))
        if name:
            yield Fact(
                (name, said.period, figure.unit),
                text.strip(),
                "",
                figure,
                sentence.page,
                source.page_name(sentence.page),
                source.page_name(sentence.page),
                -1,
                box=sentence.box,
            )


def normalised(label: str) -> frozenset[str]:
    """A measure's name as its words without plurals and the words that every count has."""
    words = re.findall(r"[a-z]{2,}|\d+", label.lower().replace("&", "and"))
    return frozenset(_singular(word) for word in words if word not in _LEFT_OUT)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def facts_of_measures(several: Iterable[MeasureSeries]) -> Iterator[Fact]:
    """Those of the store of measures."""
    for series in several:
        for one in series.observations:
            figure = _printed(one)
            if figure is not None:
                unit = Unit.PERCENT if series.measure.is_share else figure.unit
                yield Fact(
                    (normalised(series.measure.name), _as_papers_say(one.period), unit),
                    series.measure.name,
                    one.period.label,
                    figure,
                    one.page or 0,
                    "",
                    one.source or series.measure.source,
                    -1,
                    settled=one.status is ObservationStatus.PRINTED,
                    printed_in=one.paper or "",
                )


def _as_papers_say(period: Period) -> Period:
    """Twelve months are a year to a paper, whether or not they are those of a series of rolling ones."""
    if period.kind is PeriodKind.ROLLING_YEAR:
        return Period(period.start, period.end, PeriodKind.YEAR)
    return period


def _printed(observation: Observation) -> Figure | None:
    if observation.value is None or observation.status is ObservationStatus.MISSING:
        return None
    return cell_figure(observation.printed) or cell_figure(f"{observation.value:f}")
