"""All rules over one paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from panel_app.domain.figures.model import FigureCheck, worst_first
from panel_app.domain.figures.rules.changes import check_counted_changes
from panel_app.domain.figures.rules.table_changes import check_changes
from panel_app.domain.figures.rules.table_differences import check_differences
from panel_app.domain.figures.rules.table_shares import check_shares
from panel_app.domain.figures.rules.table_totals import check_totals
from panel_app.domain.figures.source import Source
from panel_app.domain.papers import Passage, Table

RULES: tuple[Callable[[Source], Iterator[FigureCheck]], ...] = (
    check_counted_changes,
    check_totals,
    check_differences,
    check_changes,
    check_shares,
)


def check_figures(
    passages: Sequence[Passage],
    tables: Sequence[Table],
    dated: date | None = None,
    labels: Sequence[str] = (),
) -> tuple[FigureCheck, ...]:
    """Every claim that is found in a paper and what its own figures say to it, the worst first."""
    source = Source(passages, tables, dated, labels)
    return tuple(sorted((check for rule in RULES for check in rule(source)), key=worst_first))
