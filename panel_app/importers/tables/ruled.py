"""Ruled tables: the words of a page put into the cells of its grids."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from panel_app.domain.papers import Box
from panel_app.importers.tables.grid import Cell, Grid
from panel_app.importers.tables.page_table import PageTable
from panel_app.importers.tables.words import CharBox, Word, split_word, visual_rows

Lines = list[list[Word]]
"""The words of a cell, line by line."""
OVER = 2.0
"""Points by which a word may stand out of its cell before it is looked at letter by letter."""
_LONGEST_OF_TWO, _LONGEST_CELL = 1500, 5000
"""A cell with more characters, in two columns or in more, is a page's layout and not a table's."""
_LEAST_FILLED = 0.3
_NUMBER = re.compile(r"[£$€+\-−–<>(]*\d[\d.,]*[%)]?(?:p|m|k|bn)?|n/?a|-|–", re.IGNORECASE)


def ruled_table(grid: Grid, words: Sequence[Word], char_box: CharBox) -> PageTable | None:
    """The table in a grid, or None where what the rules enclose is none."""
    owners = _owners(grid)
    held: dict[Cell, list[Word]] = defaultdict(list)
    for word in words:
        for piece in _pieces(word, grid, owners, char_box):
            cell = _cell_at(piece.middle, grid, owners)
            if cell is not None:
                held[cell].append(piece)
    filled_columns = sorted({cell.column for cell in held})
    longest = _LONGEST_OF_TWO if len(filled_columns) == 2 else _LONGEST_CELL
    if any(sum(len(word.text) + 1 for word in inside) > longest for inside in held.values()):
        return None
    by_row: dict[int, list[Cell]] = defaultdict(list)
    for cell in held:
        by_row[cell.row].append(cell)
    if len(by_row) < 2 or len(filled_columns) < 2 or len(held) < _LEAST_FILLED * len(grid.cells):
        return None
    rows: list[tuple[str, ...]] = []
    boxes: list[Box] = []
    for row, cells in sorted(by_row.items()):
        lines = {cell.column: visual_rows(held[cell]) for cell in cells}
        bottom = max(cell.box.y1 for cell in cells)
        for upper, lower, part in _parted(lines, grid.ys[row], bottom):
            if any(_glued(inside) for inside in part.values()):
                return None
            rows.append(tuple(_text(part.get(column, ())) for column in filled_columns))
            boxes.append(Box(grid.xs[0], upper, grid.xs[-1], lower))
    used = frozenset(word.start for inside in held.values() for word in inside)
    edges = tuple(grid.xs[column] for column in filled_columns)
    return PageTable(grid.box, edges, tuple(rows), tuple(boxes), used)


def _owners(grid: Grid) -> dict[tuple[int, int], Cell]:
    """The cell of each place in the grid; a merged cell has several."""
    rows, columns = {y: at for at, y in enumerate(grid.ys)}, {x: at for at, x in enumerate(grid.xs)}
    return {
        (row, column): cell
        for cell in grid.cells
        for row in range(cell.row, rows[cell.box.y1])
        for column in range(cell.column, columns[cell.box.x1])
    }


def _cell_at(point: tuple[float, float], grid: Grid, owners: dict[tuple[int, int], Cell]) -> Cell | None:
    x, y = point
    return owners.get((bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1))


def _pieces(word: Word, grid: Grid, owners: dict[tuple[int, int], Cell], char_box: CharBox) -> Sequence[Word]:
    """The word, or its parts where it runs over the side of a cell."""
    if not grid.box.contains(*word.middle):
        return ()
    cell = _cell_at(word.middle, grid, owners)
    if cell is None or (word.box.x0 >= cell.box.x0 - OVER and word.box.x1 <= cell.box.x1 + OVER):
        return (word,)

    def in_other_cell(box: Box, one: Box) -> bool:
        before = _cell_at(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2), grid, owners)
        after = _cell_at(((one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2), grid, owners)
        return before is not after and after is not None

    return split_word(word, char_box, in_other_cell)


def _parted(
    cells: dict[int, Lines], top: float, bottom: float
) -> list[tuple[float, float, dict[int, Lines]]]:
    """A row, or the rows that stand in it without rules between them, as columns of figures show."""
    starts: list[float] = []
    for lines in cells.values():
        if len(lines) > max(1, len(starts)) and all(_is_number(line) for line in lines):
            starts = [line[0].box.y0 for line in lines]
    if len(starts) < 2 or sum(len(lines) == len(starts) for lines in cells.values()) < 2:
        return [(top, bottom, cells)]
    edges = [top, *(start - 3 for start in starts[1:]), bottom]
    parts: list[tuple[float, float, dict[int, Lines]]] = []
    for at, (upper, lower) in enumerate(itertools.pairwise(edges)):
        part = {
            column: [line for line in lines if bisect_right(edges[1:-1], line[0].middle[1]) == at]
            for column, lines in cells.items()
        }
        parts.append((upper, lower, part))
    return parts


def _text(lines: Lines | tuple[()]) -> str:
    return " ".join(word.text for line in lines for word in line)


def _glued(lines: Lines) -> bool:
    """Whether a cell holds a list of figures: rows or columns without rules, which only their places part."""
    if len(lines) >= 3 and sum(_is_number(line) for line in lines) >= 3:
        return True
    return any(
        len(line) >= 2
        and all(_NUMBER.fullmatch(word.text) and any(map(str.isdigit, word.text)) for word in line)
        and all(b.box.x0 - a.box.x1 > 1.1 * a.box.height for a, b in itertools.pairwise(line))
        for line in lines
    )


def _is_number(line: Sequence[Word]) -> bool:
    return len(line) == 1 and bool(_NUMBER.fullmatch(line[0].text))
