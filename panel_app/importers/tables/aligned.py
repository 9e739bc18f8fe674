"""Tables without rules: columns of words that stand under each other over several lines.

Prose in two columns, contents, lists and addresses have aligned words too; so a table must have a column
of figures, and where that is not sure there is no table.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from panel_app.domain.papers import Box
from panel_app.importers.lines import HEAD_SHARE, Line
from panel_app.importers.tables.page_table import PageTable
from panel_app.importers.tables.words import Word, visual_rows

GAP = 1.1
"""A gap of so many heights of the type parts two cells."""
GAP_AT_FIGURES = 0.55
"""The same beside a figure that stands in a column of figures."""
_LEAST_ROWS = 3
_FIGURE = re.compile(
    r"[£$€+\-−–<>≤≥(]*\s?\d[\d.,]*\s?[%)]*(?:\s?(?:p|m|k|bn|million))?|n/?a|nil|[-–—]|\.\.", re.IGNORECASE
)
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")
_PLAIN_COUNT = re.compile(r"\d{1,4}")
_LIST_NUMBER = re.compile(r"\(?\d{1,3}[.)]|\(\d{1,2}\)")
"""A number before a paragraph: "12.", "5)", "(3)"."""
_DIGIT = re.compile(r"\d")
_MEASURED = re.compile(r"[£$€+\-−–(]*\d[\d,]*(?:[.,]\d+[%)]?|%)")
_SHARED_EDGE = 4
"""So many figures that end at the same x are a column, however close the next words stand."""
_LONGEST_CELL = 150
"""More characters in one line of a cell are prose."""


@dataclass(frozen=True)
class _Piece:
    """Words of one visual row that stand close together."""

    words: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        box = self.words[0].box
        for word in self.words[1:]:
            box = box.union(word.box)
        return box

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


_Row = list[_Piece]


def may_have_columns(lines: Sequence[Line]) -> bool:
    """Whether each word is worth a look: enough lines are parted by gaps, or stand side by side."""
    if sum(line.parted for line in lines) >= _LEAST_ROWS:
        return True
    ordered = sorted(lines, key=lambda line: line.box.y0)
    beside = 0
    for one, other in itertools.pairwise(ordered):
        overlap = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
        if overlap > 0.5 * min(one.box.height, other.box.height):
            beside += 1
    return beside >= _LEAST_ROWS


def aligned_tables(words: Sequence[Word], height: float) -> Iterator[PageTable]:
    """The tables without rules in words that no other table holds."""
    top, foot = height * HEAD_SHARE * 0.6, height * (1 - HEAD_SHARE * 0.6)
    body = [word for word in words if top < word.middle[1] < foot]
    edges = Counter(round(word.box.x1) for word in body if _MEASURED.fullmatch(word.text))
    rows = [_pieces(row, edges) for row in visual_rows(body)]
    for block in _blocks(rows):
        table = _table(block)
        if table is not None:
            yield table


def _pieces(row: Sequence[Word], edges: Counter[int]) -> _Row:
    """A row's words parted at its gaps; `edges` counts the figures that end at an x."""
    pieces: list[list[Word]] = []
    before = False
    for word in row:
        of_column = _MEASURED.fullmatch(word.text) is not None and _shared(edges, word.box.x1)
        if pieces:
            last = pieces[-1][-1].box
            room = GAP_AT_FIGURES if before or of_column else GAP
            before = of_column
            if word.box.x0 - last.x1 <= room * max(last.height, word.box.height, 6.0):
                pieces[-1].append(word)
                continue
        before = of_column
        pieces.append([word])
    return [_Piece(tuple(piece)) for piece in pieces]


def _shared(edges: Counter[int], x: float) -> bool:
    return sum(edges[round(x) + by] for by in (-1, 0, 1)) >= _SHARED_EDGE


def _blocks(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Runs of rows of several pieces, with up to two wrapped lines between them."""
    block: list[_Row] = []
    single = 0
    for row in rows:
        if block and _far(block[-1], row):
            yield _trimmed(block)
            block, single = [], 0
        if len(row) >= 2:
            block.append(row)
            single = 0
        elif block:
            single += 1
            block.append(row)
            if single > 2:
                yield _trimmed(block)
                block, single = [], 0
    if block:
        yield _trimmed(block)


def _trimmed(block: list[_Row]) -> list[_Row]:
    while block and len(block[-1]) < 2:
        block = block[:-1]
    return block


def _far(above: _Row, below: _Row) -> bool:
    gap = min(piece.box.y0 for piece in below) - max(piece.box.y1 for piece in above)
    return gap > 3.0 * max(max(piece.box.height for piece in below), 7.0)


def _table(block: Sequence[_Row]) -> PageTable | None:
    full = [row for row in block if len(row) >= 2]
    if len(full) < _LEAST_ROWS:
        return None
    spans = _columns([row for row in full if any(_FIGURE.fullmatch(piece.text) for piece in row)] or full)
    if len(spans) < 2:
        return None
    placed = [_placed(row, spans) for row in block]
    if any(cells is None for cells in placed):
        return None
    grid = [cells for cells in placed if cells is not None]
    if not _is_table(grid):
        return None
    rows, boxes = _joined_rows(grid, block)
    used = frozenset(word.start for row in block for piece in row for word in piece.words)
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    return PageTable(whole, tuple(x0 for x0, _ in spans), tuple(rows), tuple(boxes), used)


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """The spans of x of the columns: figures first, then words that stand over none of those."""
    pieces = [piece for row in rows for piece in row]
    figures = _merged(
        [(piece.box.x0, piece.box.x1) for piece in pieces if _FIGURE.fullmatch(piece.text)], 0.0
    )
    words = _merged(
        [
            (piece.box.x0, piece.box.x1)
            for piece in pieces
            if not any(x0 < piece.box.x1 and piece.box.x0 < x1 for x0, x1 in figures)
        ],
        2.0,
    )
    return sorted([*figures, *words])


def _merged(spans: Sequence[tuple[float, float]], near: float) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if out and x0 <= out[-1][1] + near:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def _placed(row: _Row, spans: Sequence[tuple[float, float]]) -> list[str] | None:
    """The row's texts by column; None where figures would come together in one cell."""
    cells = [""] * len(spans)
    with_figures: set[int] = set()
    for piece in row:
        box = piece.box
        over = [column for column, (x0, x1) in enumerate(spans) if min(box.x1, x1) - max(box.x0, x0) > 0]
        if not over:
            over = [min(range(len(spans)), key=lambda c: abs(sum(spans[c]) - box.x0 - box.x1))]
        column = over[0]
        figure = _FIGURE.fullmatch(piece.text) is not None
        if figure and (len(over) > 1 or column in with_figures):
            return None
        if figure:
            with_figures.add(column)
        cells[column] = f"{cells[column]} {piece.text}".strip()
    return cells


def _is_table(grid: Sequence[Sequence[str]]) -> bool:
    columns = list(zip(*grid, strict=True))
    if any(_LEADERS.search(cell) for column in columns for cell in column):
        return False
    if any(len(cell) > _LONGEST_CELL for column in columns for cell in column):
        return False
    # The first column may hold the numbers of paragraphs.
    if not any(_of_figures(column) for column in columns[1:]):
        return False
    if len(columns) == 2:
        return not _is_contents(columns[1])
    return True


def _of_figures(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    figures = [cell for cell in filled if _FIGURE.fullmatch(cell)]
    telling = [cell for cell in figures if _DIGIT.search(cell) and not _LIST_NUMBER.fullmatch(cell)]
    return len(telling) >= _LEAST_ROWS - 1 and len(figures) >= 0.6 * len(filled)


def _is_contents(column: Sequence[str]) -> bool:
    """Plain counts that only rise are the pages of a list of contents."""
    numbers = [int(cell) for cell in column if _PLAIN_COUNT.fullmatch(cell)]
    filled = sum(bool(cell) for cell in column)
    return len(numbers) >= 0.8 * filled and numbers == sorted(numbers)


def _joined_rows(
    grid: Sequence[Sequence[str]], block: Sequence[_Row]
) -> tuple[list[tuple[str, ...]], list[Box]]:
    """A wrapped line joins the row it is nearer to; lines before the first figures are one head."""
    tops = [min(piece.box.y0 for piece in row) for row in block]
    feet = [max(piece.box.y1 for piece in row) for row in block]
    lefts = min(piece.box.x0 for row in block for piece in row)
    rights = max(piece.box.x1 for row in block for piece in row)
    rows: list[list[str]] = []
    boxes: list[Box] = []
    begun = [any(_FIGURE.fullmatch(cell) for cell in cells[1:]) for cells in grid]
    waiting: list[str] | None = None
    waiting_top = 0.0
    for at, cells in enumerate(grid):
        texts, top = list(cells), tops[at]
        if waiting is not None:
            texts, top = _together(waiting, texts), waiting_top
            waiting = None
        alone = sum(bool(cell) for cell in cells) == 1
        if alone and 0 < at < len(grid) - 1 and not begun[at]:
            if tops[at] - feet[at - 1] <= tops[at + 1] - feet[at] or not begun[at + 1]:
                rows[-1] = _together(rows[-1], texts)
                boxes[-1] = boxes[-1].union(Box(lefts, tops[at], rights, feet[at]))
            else:
                waiting, waiting_top = texts, top
            continue
        if at and not any(begun[: at + 1]) and tops[at] - feet[at - 1] < 0.8 * (feet[at] - tops[at]):
            rows[-1] = _together(rows[-1], texts)
            boxes[-1] = boxes[-1].union(Box(lefts, top, rights, feet[at]))
            continue
        rows.append(texts)
        boxes.append(Box(lefts, top, rights, feet[at]))
    return [tuple(row) for row in rows], boxes


def _together(above: Sequence[str], below: Sequence[str]) -> list[str]:
    return [f"{a} {b}".strip() for a, b in zip(above, below, strict=True)]
