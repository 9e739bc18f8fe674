"""The tables of a paper that hold figures for the store, as proposals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from panel_app.domain.figures.facts import normalised
from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.source import Placed, Source
from panel_app.domain.measures import Better
from panel_app.domain.papers import PassageKind, Table
from panel_app.domain.periods import Period
from panel_app.domain.proposals import ProposedValue, TableKind, TableProposal
from panel_app.domain.records import Target
from panel_app.importers.measures.budgets import budget_values, is_budget
from panel_app.importers.measures.cells import Context, caption_of
from panel_app.importers.measures.period_tables import period_table_values
from panel_app.importers.measures.scorecards import Head, goes_on, scorecard_head, scorecard_values

_THEME = 60
"""A longer caption is a sentence and no theme."""
_AT_ODDS = "The paper gives another value for this elsewhere: choose one."
_FEWER = re.compile(r"\b(?:reduc\w*|decreas\w*|fewer|less|lower|below|fall\w*)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:increas\w*|improv\w*|more|higher|above|rise|rising)\b", re.IGNORECASE)
_BODY = re.compile(
    r"^(?P<force>.+?)\s+(?:police(?: and fire)?(?:,)? (?:and|&) crime|police|policing|constabulary)\b",
    re.IGNORECASE,
)


def force_named(text: str) -> str:
    """The force in the name of a panel or paper: "West Mercia Police and Crime Panel" is of West Mercia."""
    match = _BODY.match(" ".join(text.split()))
    return match["force"] if match and len(match["force"].split()) <= 4 else ""


def proposals(
    source: Source, force: str, areas: frozenset[str] = frozenset(), targets: Sequence[Target] = ()
) -> list[TableProposal]:
    """What each table of a paper gives; a value that a table only repeats is given once."""
    heads = _heads(source.tables)
    context = Context(force, areas, _reporting(heads))
    grids = _grids(source)
    found = []
    seen: set[tuple[object, ...]] = set()
    for at, table in enumerate(source.tables):
        placed = grids.get(at)
        section = _section(source, placed.at) if placed else ""
        read = _read(table, heads[at], placed.grid if placed else None, context, section)
        if read is None:
            continue
        kind, values = read[0], _with_one_unit(read[1])
        title = caption_of(placed.grid) if placed and table.title else section
        newest = max((value.period.end for value in values), default=None)
        fresh = []
        for value in values:
            key = (value.measure.casefold(), value.area, value.period, value.value)
            if key not in seen:
                seen.add(key)
                themed = replace(value, theme=title if len(title) <= _THEME else "")
                fresh.append(_with_target(themed, targets, holds=value.period.end == newest))
        if fresh:
            found.append(TableProposal(kind, title, table.page, at, tuple(fresh)))
    return _with_conflicts(found)


def _grids(source: Source) -> dict[int, Placed]:
    """Each table with figures by its place among all tables."""
    found: dict[int, Placed] = {}
    waiting = list(source.placed)
    for at, table in enumerate(source.tables):
        if waiting and _is_of(waiting[0].grid.table, table):
            found[at] = waiting.pop(0)
    return found


def _is_of(read: Table, table: Table) -> bool:
    return read.page == table.page and len(read.rows) == len(table.rows) and read.title == table.title


def _heads(tables: Sequence[Table]) -> list[tuple[Head, int] | None]:
    """For each table the columns of its scorecard and its first row below the headings."""
    found: list[tuple[Head, int] | None] = []
    for at, table in enumerate(tables):
        head = scorecard_head(table)
        before = found[-1] if found else None
        if head is not None:
            found.append((head, 1))
        elif before is not None and goes_on(table, tables[at - 1]):
            found.append((before[0], 0))
        else:
            found.append(None)
    return found


def _reporting(heads: Sequence[tuple[Head, int] | None]) -> Period | None:
    """The period that most scorecards of the paper are of."""
    counts = Counter(one[0].period for one in heads if one is not None)
    return counts.most_common(1)[0][0] if counts else None


def _read(
    table: Table, head: tuple[Head, int] | None, grid: Grid | None, context: Context, section: str
) -> tuple[TableKind, list[ProposedValue]] | None:
    if head is not None:
        return TableKind.SCORECARD, list(scorecard_values(table, head[0], context, head[1]))
    if is_budget(table):
        return TableKind.BUDGET, list(budget_values(table, context))
    return period_table_values(grid, context, section) if grid is not None else None


def _with_one_unit(values: Sequence[ProposedValue]) -> list[ProposedValue]:
    """A cell that shows no unit, such as "n/a", has that of its measure's other cells."""
    units = {value.measure: value.unit for value in reversed(values) if value.unit}
    return [replace(v, unit=v.unit or units.get(v.measure, "")) for v in values]


def _section(source: Source, at: int | None) -> str:
    """The nearest heading over a table that says no value, on its page or the one before."""
    if at is None:
        return ""
    page = source.passages[at].page
    for passage in reversed(source.passages[:at]):
        if passage.page < page - 1:
            break
        if (
            passage.kind is PassageKind.HEADING
            and ":" not in passage.text
            and not re.search(r"\d", passage.text)
        ):
            return " ".join(passage.text.split())
    return ""


def _with_target(value: ProposedValue, targets: Sequence[Target], holds: bool) -> ProposedValue:
    """With what the paper says good looks like for the measure of these words, where that `holds` for it."""
    name = normalised(value.measure)
    said = [t for t in targets if name and normalised(t.measure) == name]
    if not said:
        return value
    text = said[0].text
    fewer, more = bool(_FEWER.search(text)), bool(_MORE.search(text))
    better = Better.NEITHER if fewer == more else Better.FEWER if fewer else Better.MORE
    return replace(value, better=better, target=text if holds else "")


def _with_conflicts(found: Sequence[TableProposal]) -> list[TableProposal]:
    """With a doubt on each value for whose measure and period the paper gives another one elsewhere."""
    values: dict[tuple[object, ...], set[object]] = {}
    for value in _all(found):
        values.setdefault(_place(value), set()).add(value.value)
    return [
        replace(
            table,
            values=tuple(
                replace(v, doubt=_AT_ODDS, at_odds=True) if len(values[_place(v)]) > 1 else v
                for v in table.values
            ),
        )
        for table in found
    ]


def _all(found: Sequence[TableProposal]) -> Iterator[ProposedValue]:
    return (value for table in found for value in table.values)


def _place(value: ProposedValue) -> tuple[object, ...]:
    return value.measure.casefold(), value.area, value.period
