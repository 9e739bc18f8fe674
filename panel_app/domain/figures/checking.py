"""All rules over one paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from panel_app.domain.figures.model import FigureCheck, worst_first
from panel_app.domain.figures.rules.changes import check_counted_changes
from panel_app.domain.figures.rules.from_to import check_from_to
from panel_app.domain.figures.rules.parts import check_parts
from panel_app.domain.figures.rules.periods import check_periods
from panel_app.domain.figures.rules.rates import check_rates
from panel_app.domain.figures.rules.shares import check_shares
from panel_app.domain.figures.rules.stated_twice import check_stated_twice
from panel_app.domain.figures.rules.sums import check_sums
from panel_app.domain.figures.rules.table_changes import check_changes
from panel_app.domain.figures.rules.table_differences import check_differences
from panel_app.domain.figures.rules.table_lead import check_leads
from panel_app.domain.figures.rules.table_rows import check_rows
from panel_app.domain.figures.rules.table_shares import check_share_columns
from panel_app.domain.figures.rules.table_totals import check_totals
from panel_app.domain.figures.rules.tables_twice import check_tables_twice
from panel_app.domain.figures.rules.targets import check_targets
from panel_app.domain.figures.rules.uncounted_changes import check_uncounted_changes
from panel_app.domain.figures.rules.whole_numbers import check_whole_numbers
from panel_app.domain.figures.source import Source
from panel_app.domain.papers import Passage, Table

RULES: tuple[Callable[[Source], Iterator[FigureCheck]], ...] = (
    check_counted_changes,
    check_uncounted_changes,
    check_from_to,
    check_parts,
    check_shares,
    check_sums,
    check_targets,
    check_rates,
    check_whole_numbers,
    check_periods,
    check_stated_twice,
    check_tables_twice,
    check_totals,
    check_differences,
    check_changes,
    check_share_columns,
    check_leads,
    check_rows,
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
