"""The same figures in two places of one paper, and not the same.

A row under another row's figures: the figures of a measure are, in another table, those of another measure,
and this one has its own there. And a list of shares given twice that differs in one of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panel_app.domain.figures.linking import Series, stems
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import Figure, Unit
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import listed

_FEWEST_SHARES = 4
_LARGE = 100


def check_stated_twice(source: Source) -> Iterator[FigureCheck]:
    """Both kinds."""
    yield from _rows_of_another(source)
    yield from _lists(source)


@dataclass(frozen=True)
class _Row:
    """A row or column of a table with its figures, and the table's place among the tables."""

    series: Series
    values: frozenset[str]
    table: int


def _rows_of_another(source: Source) -> Iterator[FigureCheck]:
    rows = [
        _Row(series, values, at)
        for at, grid in enumerate(source.grids)
        for series in source.series_of(grid)
        if len(values := _telling(series)) >= 2
    ]
    by_table: dict[int, list[_Row]] = defaultdict(list)
    by_one_value: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row)
        by_one_value[min(row.values)].append(row)
    for row in rows:
        holding = [other for value in sorted(row.values) for other in by_one_value[value]]
        for other in holding:
            if (
                other.table == row.table
                or not other.values <= row.values
                or not _apart(other.series, row.series)
            ):
                continue
            own = _own_row(row, by_table[other.table])
            if own is not None:
                yield _wrong_row(source, row.series, other.series, own)
                break


def _telling(series: Series) -> frozenset[str]:
    """Its figures, if they are all too large to be the same by chance."""
    values = [abs(c.figure.value) for c in series.cells]
    return frozenset(f"{value:f}" for value in values) if min(values) >= _LARGE else frozenset()


def _apart(one: Series, other: Series) -> bool:
    """Whether each label has a word that the other lacks: neither is only a longer name."""
    a, b = stems(one.label), stems(other.label)
    return bool(a - b) and bool(b - a)


def _own_row(row: _Row, others: Sequence[_Row]) -> Series | None:
    """The only row of the other table whose name holds this one's; it must have figures of its own."""
    name = stems(row.series.label)
    found = [other for other in others if name and name <= stems(other.series.label)]
    return found[0].series if len(found) == 1 and not found[0].values & row.values else None


def _wrong_row(source: Source, series: Series, other: Series, own: Series) -> FigureCheck:
    figures = listed([c.figure.text.strip() for c in series.cells])
    line = (
        f"{figures} stand here for “{series.label}”; on {source.page_name(other.page)} they are those of "
        f"“{other.label}”, and “{own.label}” has {listed([c.figure.text.strip() for c in own.cells])}."
    )
    used = tuple(UsedValue(c.figure.text.strip(), c.page, c.where) for c in (*series.cells, *own.cells))
    quote = f"{series.label}: {', '.join(c.figure.text.strip() for c in series.cells)}"
    return FigureCheck(
        Rule.STATED_TWICE, Verdict.DISAGREES, series.page, quote, (line,), (), used, about=series.label
    )


@dataclass(frozen=True)
class _Share:
    figure: Figure
    of: Figure
    sentence: Sentence


def _lists(source: Source) -> Iterator[FigureCheck]:
    lists = [shares for shares in _shares_of_amounts(source) if len(shares) >= _FEWEST_SHARES]
    for at, later in enumerate(lists):
        for earlier in lists[:at]:
            if set(earlier) != set(later):
                continue
            differing = [k for k in later if later[k].figure.value != earlier[k].figure.value]
            if len(differing) == 1:
                key = differing[0]
                yield _differs(source, earlier[key], later[key], len(later) - 1)


def _shares_of_amounts(source: Source) -> Iterator[dict[str, _Share]]:
    """Lists of shares, each of an amount of money: in one sentence, or in bullets one after another."""
    running: dict[str, _Share] = {}
    place = -2
    for sentence in source.sentences:
        if "%" not in sentence.text or "£" not in sentence.text:
            continue
        pairs = dict(_pairs(sentence))
        if len(pairs) == 1 and sentence.passage == place + 1 and not set(pairs) & set(running):
            running.update(pairs)
        else:
            yield running
            running = pairs
        place = sentence.passage
    yield running


def _pairs(sentence: Sentence) -> Iterator[tuple[str, _Share]]:
    for match in re.finditer(r"\{P(?P<p>\d+)\}[^{}.;]{1,100}?\{M(?P<m>\d+)\}", sentence.shape):
        share, amount = sentence.figure(match, "p"), sentence.figure(match, "m")
        if share and amount and share.unit is Unit.PERCENT:
            yield f"{amount.value.normalize():f}", _Share(share, amount, sentence)


def _differs(source: Source, earlier: _Share, later: _Share, same: int) -> FigureCheck:
    line = (
        f"{source.page_name(earlier.sentence.page).capitalize()} gives {earlier.figure.text} "
        f"for {earlier.of.text} and "
        f"the same figures as here for the other {same}; here it is {later.figure.text}."
    )
    used = (
        UsedValue(earlier.figure.text, earlier.sentence.page, source.page_name(earlier.sentence.page)),
        UsedValue(later.figure.text, later.sentence.page, "this sentence"),
    )
    quote = later.sentence.quote(later.figure, later.of)
    return FigureCheck(
        Rule.STATED_TWICE,
        Verdict.DISAGREES,
        later.sentence.page,
        quote,
        (line,),
        (),
        used,
        box=later.sentence.box,
    )
