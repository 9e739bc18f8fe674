"""A table as rows and columns of figures with their labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from panel_app.domain.figures.numbers import MONTH, Figure, Unit, cell_figure
from panel_app.domain.papers import Box, Passage, PassageKind, Table

_TOTAL = re.compile(
    r"^(?:grand |sub[- ]?|overall |net |gross |directorate |service )*totals?\b(?: \(?[£a-z0-9’' "
    r"]{0,30}\)?)?:?$"
    r"|\b(?:sub[- ]?)?totals?:?$",
    re.IGNORECASE,
)
_ROWS_LEFT_OUT = (
    r"removed|not (?:been )?(?:shown|listed|included|sum|add)|suppressed|omitted|selected|top \d+"
    r"|top (?:five|ten)|largest|main|only (?:the|those)|overlap|more than one|multiple|double[- ]count"
    r"|may not (?:sum|add)|do not (?:sum|add)|includes? (?:other|additional)|low volume"
)
_UNSETTLED = (
    r"excluded|excludes|excluding|cumulative|provisional|restated|revised figures|due to rounding"
    r"|subject to change"
)
_MAY_CHANGE = re.compile(rf"\b(?:{_UNSETTLED})\b", re.IGNORECASE)
_LEFT_OUT = re.compile(rf"\b(?:{_ROWS_LEFT_OUT}|{_UNSETTLED})\b", re.IGNORECASE)
_RATE = re.compile(
    r"%|\b(?:rate|rates|average|avg|mean|median|per|ratio|index|score|rank|ranking|days|time|hours"
    r"|percentage|per cent"
    r"|proportion|share|target|forecast change|price|cost per|age|no|ref|page|band|tolerance|upper"
    r"|lower|limit)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"^\W*(?:{MONTH}\W*)?(?:(?:19|20)?\d\d)?(?:\W?\d\d(?:\d\d)?)?\W*$|\b(?:q[1-4]|qtr|quarter|ytd|year)\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Grid:
    """A table read for its figures. Columns and rows are counted as in the table, `first` is the first row
    below the headings."""

    table: Table
    first: int
    figures: tuple[tuple[Figure | None, ...], ...]
    notes: str = ""
    """What stands right above and below the table."""
    lead: tuple[Passage, ...] = ()
    """The passages right above it, the nearest last."""
    headings: tuple[str, ...] = ()

    @property
    def rows(self) -> range:
        return range(self.first, len(self.table.rows))

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        """The columns that hold figures."""
        found = []
        for column in range(self.width):
            filled = [r for r in self.rows if self.text(r, column)]
            if filled and 2 * sum(self.figures[r][column] is not None for r in filled) > len(filled):
                found.append(column)
        # A label's column that happens to hold numbers (codes, years) comes before the first label.
        words = [c for c in range(self.width) if any(self._is_words(r, c) for r in self.rows)]
        first = min(words, default=-1)
        return tuple(c for c in found if c > first)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.table.rows), default=0)

    def text(self, row: int, column: int) -> str:
        cells = self.table.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def _is_words(self, row: int, column: int) -> bool:
        return bool(re.search(r"[A-Za-z]{2}", self.text(row, column))) and self.figures[row][column] is None

    def label(self, row: int) -> str:
        """What a row is called."""
        stop = self.numeric[0] if self.numeric else self.width
        texts = [self.text(row, c) for c in range(stop) if self.figures[row][c] is None]
        words = [t for t in texts if re.search(r"[A-Za-z]{2}", t)]
        return " ".join(words or [t for t in texts if t])

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """What each column is called."""
        return tuple(
            " ".join(t for row in range(self.first) if (t := self.text(row, column)))
            for column in range(self.width)
        )

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """Rows that are called a total."""
        return tuple(r for r in self.rows if self.is_total(r))

    def is_total(self, row: int) -> bool:
        stop = self.numeric[0] if self.numeric else self.width
        cells = [t for c in range(stop) if (t := self.text(row, c))]
        return any(_TOTAL.search(cell) for cell in cells[-2:]) or (
            bool(cells) and cells[0].lower().startswith("overall total")
        )

    def column_unit(self, column: int) -> Unit:
        """What most of a column's figures are; a heading with % makes plain numbers shares."""
        units = Counter(f.unit for r in self.rows if (f := self.figures[r][column]))
        unit = units.most_common(1)[0][0] if units else Unit.OTHER
        if unit is Unit.COUNT and re.search(r"%|per ?cent", self.headers[column], re.IGNORECASE):
            return Unit.PERCENT
        return unit

    def is_rate(self, column: int) -> bool:
        """Whether the column's figures are of a kind that nobody adds up."""
        return self.column_unit(column) is Unit.PERCENT or (
            bool(_RATE.search(self.headers[column])) and not is_period(self.headers[column])
        )

    @property
    def leaves_out(self) -> bool:
        """Whether the table says that it does not show all, or that its figures may change."""
        return bool(_LEFT_OUT.search(self._said))

    @property
    def may_change(self) -> bool:
        """Whether it says that its figures may change or leave something out: a row's own sum is not sure."""
        return bool(_MAY_CHANGE.search(self._said))

    @property
    def _said(self) -> str:
        return f"{self.notes} {self.table.title} {' '.join(self.headers)}"

    @property
    def in_money(self) -> bool:
        around = f"{self.table.title} {' '.join(self.headers)} {self.notes}"
        return bool(re.search(r"£|\b000s?\b|\bmillions?\b|\bbudget\b", around, re.IGNORECASE))

    def box(self, row: int) -> Box | None:
        return self.table.places[row].box if self.table.places else None

    def page(self, row: int) -> int:
        return self.table.page_of_row(row)


def is_period(header: str) -> bool:
    """Whether a heading names a month, a quarter or a year."""
    return bool(header) and any(map(str.isdigit, header)) and bool(_PERIOD.search(header))


def read_grid(table: Table, passages: Sequence[Passage] = (), at: int | None = None) -> Grid | None:
    """A table with figures in it; None for one without. `at` is the table's place among the passages."""
    figures = tuple(tuple(cell_figure(cell) for cell in row) for row in _squared(table))
    table = Table(table.page, table.title, _squared(table), table.places)
    first = _first_row(table, figures)
    if first >= len(table.rows) or sum(f is not None for row in figures for f in row) < 2:
        return None
    lead: tuple[Passage, ...] = ()
    notes = ""
    headings: tuple[str, ...] = ()
    if at is not None:
        before = [p for p in passages[max(0, at - 3) : at] if p.kind is not PassageKind.TABLE]
        after_at = at
        while after_at < len(passages) and passages[after_at].kind is PassageKind.TABLE:
            after_at += 1
        lead = tuple(before)
        notes = " ".join(p.text for p in [*before[-2:], *passages[after_at : after_at + 2]])
        over = [p.text for p in passages[max(0, at - 40) : at] if p.kind is PassageKind.HEADING]
        headings = tuple(over[-2:])
    return Grid(table, first, figures, notes, lead, headings)


def _squared(table: Table) -> tuple[tuple[str, ...], ...]:
    width = max((len(row) for row in table.rows), default=0)
    return tuple(tuple(row) + ("",) * (width - len(row)) for row in table.rows)


def _first_row(table: Table, figures: Sequence[Sequence[Figure | None]]) -> int:
    """The first row that holds figures and not only years or periods."""
    for row, cells in enumerate(figures):
        several = [f for f in cells[1:] if f is not None]
        years = [f for f in several if f.step == 1 and 1990 <= f.value <= 2100 and "," not in f.text]
        if several and len(years) < len(several):
            texts = [c for c in table.rows[row] if re.search(r"[A-Za-z]{3}", c)]
            last = max(at for at, f in enumerate(cells) if f is not None)
            if (
                not table.rows[row][0]
                and texts
                and not any(re.search(r"[A-Za-z]{3}", c) for c in table.rows[row][:last])
            ):
                continue  # Names of columns after figures that belong to the row below.
            # A heading with a stray figure among words is still a heading.
            if len(texts) < 3 or len(several) >= len(texts):
                return row
    return len(figures)
