"""All rules over one paper."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from panel_app.domain.changes import CancelToken
from panel_app.domain.figures.model import FigureCheck, Rule, worst_first
from panel_app.domain.figures.rules.changes import check_counted_changes
from panel_app.domain.figures.rules.differences import check_stated_differences
from panel_app.domain.figures.rules.from_to import check_from_to
from panel_app.domain.figures.rules.multiples import check_multiples
from panel_app.domain.figures.rules.parts import check_parts
from panel_app.domain.figures.rules.periods import check_periods
from panel_app.domain.figures.rules.rates import check_rates
from panel_app.domain.figures.rules.shared_whole import check_shared_wholes
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
from panel_app.domain.papers import Passage, PassageKind, Table

RULES: tuple[Callable[[Source], Iterator[FigureCheck]], ...] = (
    check_counted_changes,
    check_uncounted_changes,
    check_from_to,
    check_multiples,
    check_stated_differences,
    check_parts,
    check_shared_wholes,
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
    cancel: CancelToken | None = None,
) -> tuple[FigureCheck, ...]:
    """Every claim that is found in a paper and what its own figures say to it, the worst first.

    CancelledError between two rules once the token was cancelled.
    """
    return check_source(Source(passages, tables, dated, labels), cancel)


def check_source(source: Source, cancel: CancelToken | None = None) -> tuple[FigureCheck, ...]:
    """The same for a paper that was made ready for the rules."""
    found: list[FigureCheck] = []
    for rule in RULES:
        if cancel is not None:
            cancel.check()
        found += rule(source)
    headings = _Headings(source.passages)
    named = (replace(one, about=one.about or _measured(one) or headings.over(one)) for one in found)
    return tuple(sorted(named, key=worst_first))


def _measured(check: FigureCheck) -> str:
    """The row of a table whose values a change was worked out from: closer than any heading."""
    where = check.values[0].where if check.rule is Rule.CHANGE and check.values else ""
    row = re.match(r"the table on [^,]+, “([^”]+)”", where)
    return row[1] if row and not any(map(str.isdigit, row[1])) else ""


class _Headings:
    """The headings of a paper in the order in which they stand."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        found = [p for p in passages if p.kind is PassageKind.HEADING and len(p.text) <= _LONGEST_HEADING]
        self._places = sorted((p.page, p.box.y0, at) for at, p in enumerate(found))
        self._texts = [_without_number(p.text) for p in found]

    def over(self, check: FigureCheck) -> str:
        """The nearest heading above a check, at most a page before it."""
        y = check.box.y0 if check.box else float("inf")
        at = bisect_right(self._places, (check.page, y, len(self._texts))) - 1
        if at < 0 or check.page - self._places[at][0] > 1:
            return ""
        return self._texts[self._places[at][2]]


_LONGEST_HEADING = 80
"""Characters; what is longer is a sentence in bold."""


def _without_number(heading: str) -> str:
    plain = re.sub(r"^(?:Appendix|Annex|Section|Table) \w+\s*[:.–-]\s+", "", " ".join(heading.split()))
    return re.sub(r"^(?:\(?[A-Z]?\d+(?:\.\d+)*[.)]*|\([a-z]+\))\s+", "", plain).rstrip(" :.")
