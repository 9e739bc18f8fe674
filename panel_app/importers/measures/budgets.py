"""Budget monitoring: a row a directorate or heading, columns for budget, actual, forecast and variance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_app.domain.papers import Table
from panel_app.domain.periods import Period, PeriodKind, year_periods, year_to_date
from panel_app.domain.proposals import ProposedValue
from panel_app.importers.measures.cells import Context, is_name, label_of, unit_of, value_of

_KINDS = re.compile(r"\b(budget|actuals?|forecast|outturn|variance|spend|expenditure)\b", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:ytd|year[- ]to[- ]date|to date)\b", re.IGNORECASE)
_MONEY = re.compile(r"\(?£ ?(?:m|k|000s?)?\)?", re.IGNORECASE)
_PERIOD = "The table does not name its period; it is taken to be that of the report: look whether it is."


def is_budget(table: Table) -> bool:
    """Whether the headings name a budget, and what became of it."""
    named = (
        {m[1].lower().rstrip("s") for cell in table.rows[0] for m in _KINDS.finditer(cell)}
        if table.rows
        else set()
    )
    return "budget" in named and len(named) >= 2


def budget_values(table: Table, context: Context) -> Iterator[ProposedValue]:
    """A measure for each cell, "Budget: Local Policing, actual YTD", of the year or the year to date."""
    reporting = context.reporting
    if reporting is None:
        return
    for at, row in enumerate(table.rows[1:], start=1):
        label = label_of(row[0])
        for column, text in enumerate(row):
            heading = label_of(table.rows[0][column]) if column < len(table.rows[0]) else ""
            printed = value_of(text.strip())
            if not (column and printed and text.strip() and is_name(label) and _KINDS.search(heading)):
                continue
            words = _MONEY.sub(" ", heading).split()
            name = " ".join(word if word.isupper() else word.lower() for word in words)
            yield ProposedValue(
                f"Budget: {label}, {name}",
                context.force,
                _period(heading, reporting),
                text.strip(),
                printed.value,
                unit_of(text, heading) or "£",
                table.page_of_row(at),
                at,
                column,
                doubt=_PERIOD,
            )


def _period(heading: str, reporting: Period) -> Period:
    if _SO_FAR.search(heading):
        return year_to_date(reporting.end)
    return year_periods(reporting.financial_year, PeriodKind.YEAR)[0]
