"""From a claim in a sentence to the row or column of a table that holds its values.

A link is by name (the words of the row's label stand in the sentence or its headings) and by size (two of
its values differ by just the count that the claim gives). Where the names of periods can be read, the pair
must hold the newest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from panel_app.domain.figures.direction import EITHER
from panel_app.domain.figures.grid import Grid, is_period
from panel_app.domain.figures.numbers import Figure, Unit
from panel_app.domain.figures.sentences import Sentence

if TYPE_CHECKING:
    from panel_app.domain.figures.source import Source

_SMALL = frozenset(
    """
    the a an of and in to for by on at with from is are was were be been has have had this that these
    those it its as or all which who whom our their there than but also not no per over under into total
    number volume volumes overall figures figure remains remain seen saw see quarter qtr qtrs year month
    last previous same period compared compares increase increased decrease decreased reduction rise
    fall higher lower more fewer less during crimed recorded reported vs against up down
    """.split()  # noqa: SIM905 - a list of literals would be three times as long
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def stems(text: str) -> frozenset[str]:
    """The words that name something, cut to their beginnings so that "fatals" and "fatalities" meet."""
    words = re.findall(r"[a-z]{2,}", text.lower())
    return frozenset(word[:5] for word in words if word not in _SMALL)


@dataclass(frozen=True)
class Cell:
    """A value of a series, what its period or column is called, and where it stands."""

    figure: Figure
    name: str
    page: int
    where: str


@dataclass(frozen=True)
class Series:
    """The values of one measure in a table: a row, two rows under one label, or a column."""

    label: str
    cells: tuple[Cell, ...]
    ordered: bool
    """Whether each value stands under the name of its own period."""
    grid: Grid
    page: int

    def newest(self) -> Cell | None:
        """The value of the latest period; None where the periods cannot be read or two are the latest."""
        if not self.ordered:
            return None
        dated = [(key, cell) for cell in self.cells if (key := period_key(cell.name)) is not None]
        if not dated:
            return None
        latest = max(key for key, _ in dated)
        found = [cell for key, cell in dated if key == latest]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Pair:
    """Two values of a series: before and after. `sure` says that their order in time is printed."""

    series: Series
    old: Cell
    new: Cell
    sure: bool

    @property
    def change(self) -> Decimal:
        return self.new.figure.value - self.old.figure.value


def series_near(source: Source, sentence: Sentence, subject: str) -> list[Series]:
    """The series near a sentence whose label's words all stand in `subject` or in what stands over it."""
    words = stems(subject)
    under = words | stems(f"{' '.join(sentence.headings[-1:])} {sentence.lead}")
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", subject.lower()))
    short = set(re.findall(r"\b[a-z]{3,6}\b", subject.lower()))
    found: list[tuple[int, Series]] = []
    for grid in source.near(sentence):
        for series in source.series_of(grid):
            label = frozenset(s for s in stems(series.label) if len(s) < 3 or s not in initials)
            # A label that is short forms only ("Total ASB") is named by the words it stands for.
            if (label <= under or _initials(series.label) in short) and stems(series.label):
                literal = re.search(rf"\b{re.escape(series.label.lower())}\b", subject)
                found.append((len(label & words) * 2 + len(label) + (10 if literal else 0), series))
    found.sort(key=lambda pair: -pair[0])
    return [series for _, series in found]


_FILLER = re.compile(
    rf"\b(?:{EITHER}|offences?|crimes?|crimed|incidents?|cases?|reports?|force|forcewide|recorded|reported|received"
    r"|registered|logged|made|had|did|do|does|there|here|we|our|however|although|while|whilst|represent(?:s|ed|ing)"
    r"|reflecting|equating|saw|shows?|showed|shown|experienced|witnessed|stood|stands|now|again|also|went|gone"
    r"|still|remains?|remained|further|slight(?:ly)?|small|sharp(?:ly)?|significant(?:ly)?|marked(?:ly)?"
    r"|notable|overall|just|around|about|approximately|nearly|almost|some|roughly|when|if|compared|comparison"
    r"|levels?|figures?|text|says|said|adds|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|quarters?|months?|weeks?|years?|periods?"
    r"|financial|time|latest|current|most|recent)\b",
    re.IGNORECASE,
)
"""Words that name no measure, area or group."""


def naming(text: str) -> frozenset[str]:
    """The stems of the words of a text that name a measure, an area or a group."""
    return stems(_FILLER.sub(" ", text))


def named_by(sentence: Sentence, subject: str, series: Series) -> bool:
    """Whether a series' name is all that a subject speaks of: no area, group or kind is named beside it."""
    said = naming(subject) - {_initials(series.label)[:5]}
    return said <= stems(series.label) | _over(sentence)


def speaks_of(sentence: Sentence, series: Series) -> bool:
    """Whether nothing around a subject says that it is about something else than the table.

    The rest of the sentence may name other rows of the table; names before it in the passage, and another
    heading than the table's, may be those of an area.
    """
    grid = series.grid
    rows = _over(sentence) | stems(" ".join(grid.label(row) for row in grid.rows))
    names = " ".join(_NAME.findall(sentence.around[: sentence.around.find(sentence.text)]))
    under_it = not grid.headings or grid.headings[-1:] == sentence.headings[-1:]
    return under_it and naming(sentence.text) | naming(names) <= rows | {_initials(series.label)[:5]}


def _over(sentence: Sentence) -> frozenset[str]:
    return stems(" ".join(sentence.headings[-1:]))


_NAME = re.compile(r"\b[A-Z][a-z]{2,}")


def _initials(label: str) -> str:
    """“cse” for “Child Sexual Exploitation”; "" for fewer than three words."""
    words = re.findall(r"[a-z]+", label.lower())
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


def pairs_with(series: Iterable[Series], count: Decimal, rising: bool | None) -> list[Pair]:
    """The pairs of values that differ by `count`, of each series those with its newest value only."""
    found: list[Pair] = []
    for one in series:
        newest = one.newest()
        for a, first in enumerate(one.cells):
            for second in one.cells[a + 1 :]:
                if abs(first.figure.value - second.figure.value) != count:
                    continue
                if newest is not None and newest not in (first, second):
                    continue
                pair = _in_order(one, first, second, rising)
                if pair is not None:
                    found.append(pair)
    return found


def _in_order(series: Series, first: Cell, second: Cell, rising: bool | None) -> Pair | None:
    keys = (period_key(first.name), period_key(second.name)) if series.ordered else (None, None)
    if keys[0] is not None and keys[1] is not None and keys[0] != keys[1]:
        old, new = (first, second) if keys[0] < keys[1] else (second, first)
        return Pair(series, old, new, True)
    if rising is None:
        return None
    low, high = sorted((first, second), key=lambda cell: cell.figure.value)
    return Pair(series, low, high, False) if rising else Pair(series, high, low, False)


COUNTED = (Unit.COUNT, Unit.MONEY)


def all_series(grid: Grid, page_name: str, units: Sequence[Unit] = COUNTED) -> list[Series]:
    """Every row of a table, and every column of one whose rows are periods; their values in these units."""
    found = []
    page = f"the table on {page_name}"
    columns = range(1, grid.width)
    for row in grid.rows:
        label = _row_label(grid, row)
        if not label:
            continue
        rows = [row]
        # A row without a label goes on with the one above it; a heading may hold figures of the first row.
        while rows[-1] + 1 < len(grid.table.rows) and not _row_label(grid, rows[-1] + 1):
            rows.append(rows[-1] + 1)
        stray = _figures_in_heading(grid, page) if row == grid.first else []
        cells = [
            Cell(figure, grid.headers[c], grid.page(r), f"{page}, “{label}”" + _under(grid.headers[c]))
            for r in rows
            for c in columns
            if (figure := grid.figures[r][c]) is not None and figure.unit in units
        ]
        ordered = len(rows) == 1 and not stray
        found.append(Series(label, (*stray, *cells), ordered, grid, grid.page(row)))
    if all(is_period(_row_label(grid, r)) for r in grid.rows):
        for column in grid.numeric:
            if grid.column_unit(column) is not Unit.COUNT or not grid.headers[column]:
                continue
            header = grid.headers[column]
            cells = [
                Cell(figure, name, grid.page(r), f"{page}, “{header}”{_under(name)}")
                for r in grid.rows
                if (figure := grid.figures[r][column]) is not None and (name := _row_label(grid, r))
            ]
            found.append(Series(header, tuple(cells), True, grid, grid.table.page))
    return [series for series in found if len(series.cells) > 1]


def _under(name: str) -> str:
    return f", “{name}”" if name else ""


def _row_label(grid: Grid, row: int) -> str:
    label = grid.label(row)
    return label if re.search(r"[A-Za-z]{2}", label) else ""


def _figures_in_heading(grid: Grid, page: str) -> list[Cell]:
    if grid.first == 0:
        return []
    return [
        Cell(figure, "", grid.table.page, page)
        for figure in grid.figures[grid.first - 1]
        if figure is not None and figure.unit is Unit.COUNT and not 1990 <= figure.value <= 2100
    ]


def period_key(name: str) -> tuple[int, int] | None:
    """A year and a quarter or month, for putting "Qtr 2 20/21", "Q3 2019/20" or "Mar-20" in order."""
    text = name.lower()
    quarter = re.search(r"\bq(?:tr|uarter)?\.? ?([1-4])\b", text)
    year = re.search(r"\b(?:20)?(\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b", text)
    if quarter and year and (int(year[1]) + 1) % 100 == int(year[2]):
        return int(year[1]), int(quarter[1])
    if year and not quarter and (int(year[1]) + 1) % 100 == int(year[2]) and "ytd" not in text:
        return int(year[1]), 0
    month = re.search(rf"\b({'|'.join(_MONTHS)})[a-z]*\W*(?:20)?(\d\d)\b", text)
    if month:
        return int(month[2]), _MONTHS.index(month[1]) + 1
    plain = re.fullmatch(r"\D*(?:19|20)(\d\d)\D*", text)
    return (int(plain[1]), 0) if plain else None
