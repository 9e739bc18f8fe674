"""A sentence that gives the figures of a table's row, all but one.

The row is known by two figures of at least four digits that stand in it just as in the sentence; another
figure of the passage that comes within a hundredth of one of the row's, and stands nowhere in the table, is
held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import Figure, Unit
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import number

_CLOSE = Decimal("0.01")
_ANOTHER_TIME = re.compile(
    r"\b(?:last year|previous|prior|compared|than|from|original|revised|earlier|20\d\d[/-]\d\d)\b",
    re.IGNORECASE,
)
"""Words beside a figure that may be of another time than the row's."""
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def check_rows(source: Source) -> Iterator[FigureCheck]:
    """Every passage with two figures of a row of a table near it."""
    several: dict[int, list[Sentence]] = {}
    for sentence in source.sentences:
        if sentence.passage >= 0 and "£" in sentence.text:
            several.setdefault(sentence.passage, []).append(sentence)
    for sentences in several.values():
        for grid in source.near(sentences[0]):
            yield from _in_table(source, grid, sentences)


def _in_table(source: Source, grid: Grid, sentences: list[Sentence]) -> Iterator[FigureCheck]:
    all_cells = {_digits(f) for row in grid.rows for f in grid.figures[row] if f is not None}
    for row in grid.rows:
        cells = {_digits(f): (f, c) for c, f in enumerate(grid.figures[row]) if f is not None}
        for sentence in sentences:
            money = [f for f in sentence.figures if f.unit is Unit.MONEY]
            shared = {d for f in money if (d := _digits(f)) in cells and len(d.replace(".", "")) >= 4}
            if len(shared) < 2:
                continue
            for other in sentences:
                for figure in other.figures:
                    digits = _digits(figure)
                    if (
                        figure.unit is not Unit.MONEY
                        or digits in all_cells
                        or len(digits.replace(".", "")) < 4
                    ):
                        continue
                    around = other.text[max(0, figure.start - 45) : figure.end + 30]
                    if _ANOTHER_TIME.search(around):
                        continue
                    yield from _near_miss(source, grid, row, other, figure, cells)
            return


def _near_miss(
    source: Source,
    grid: Grid,
    row: int,
    sentence: Sentence,
    figure: Figure,
    cells: dict[str, tuple[Figure, int]],
) -> Iterator[FigureCheck]:
    said = Decimal(_digits(figure))
    places = -int(said.as_tuple().exponent)
    close = [
        (Decimal(digits), cell, column)
        for digits, (cell, column) in cells.items()
        if -int(Decimal(digits).as_tuple().exponent) == places
        and said and abs(Decimal(digits) - said) <= _CLOSE * said
    ]  # fmt: skip
    if len(close) != 1 or grid.leaves_out:
        return
    value, cell, column = close[0]
    last_place = Decimal(1).scaleb(-places)
    verdict = Verdict.ROUNDING if abs(value - said) <= last_place and places else Verdict.DISAGREES
    name = ", ".join(x for x in (grid.label(row), grid.headers[column]) if x)
    page = grid.page(row)
    line = (
        f"The table on {source.page_name(page)} has {number(value, places)} for “{name}”, "
        f"where the text says {figure.text}."
    )
    explained = "one in the last place, as rounding leaves it" if verdict is Verdict.ROUNDING else ""
    values = [UsedValue(cell.text.strip(), page, f"the table on {source.page_name(page)}, “{name}”")]
    yield found(Rule.TABLE_ROW, verdict, sentence, [figure], line, explained, values)


def _digits(figure: Figure) -> str:
    match = _DIGITS.search(figure.text)
    return match.group().replace(",", "") if match else ""
