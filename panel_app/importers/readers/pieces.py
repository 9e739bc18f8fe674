"""Blocks from what every word processor and web page has: paragraphs, list items and grids of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panel_app.importers.blocks import Block, BlockKind
from panel_app.importers.passages import BULLET, split_number

_HEADING_LIMIT = 120
_LETTERS = re.compile(r"[A-Za-z]{3}")
MAX_COLUMNS = 200
MAX_ROWS = 20_000


def plain(text: str) -> str:
    """The words in one line, without soft hyphens and characters that are only for the screen."""
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "").split())


def paragraph(text: str, *, number: str = "", heading: int = 0, bold: bool = False) -> list[Block]:
    """The blocks of a paragraph: one for each line that was broken by hand, a heading always one.

    A short bold paragraph alone is a heading, as on a page. A number that was typed is taken as the number.
    """
    words = plain(text)
    if not words:
        return []
    short = len(words) <= _HEADING_LIMIT and not words.endswith((".", ";", ","))
    if not heading and bold and short and _LETTERS.search(words):
        heading = 3
    if heading:
        if not number:
            number, words = split_number(words)
        return [Block(BlockKind.HEADING, words, number, min(heading, 6))]
    blocks = []
    for line in filter(None, map(plain, text.split("\n"))):
        own, rest = (number, line) if number else split_number(line)
        number = ""
        if not own and BULLET.match(rest):
            blocks.append(Block(BlockKind.BULLET, BULLET.sub("", rest)))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, rest, own, bold=bold))
    return blocks


def bullet(text: str, depth: int = 1, *, bold: bool = False) -> list[Block]:
    """A bullet of a list, `depth` 1 for the outermost."""
    words = plain(text)
    return [Block(BlockKind.BULLET, words, level=depth, bold=bold)] if words else []


def cell_text(blocks: Iterable[Block]) -> str:
    """The words of a cell in one line, with its numbers and a sign before each bullet."""
    parts = []
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            parts += [" ".join(cell for cell in row if cell) for row in block.rows]
        elif block.kind is BlockKind.BULLET:
            parts.append(f"• {block.text}")
        else:
            parts.append(f"{block.number} {block.text}".strip())
    return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and how many columns and rows it reaches over."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


def table(rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """A table of cells laid out: a cell over several has its words in the first, the others are empty.

    Rows and columns without a word are left out. A table of one column is a frame around what is in it.
    """
    laid: list[dict[int, str]] = []
    reaching: dict[int, int] = {}
    filled: list[tuple[Block, ...]] = []
    for cells in rows[:MAX_ROWS]:
        line: dict[int, str] = {}
        column = 0
        below: dict[int, int] = {}
        for cell in cells:
            while reaching.get(column, 0):
                column += 1
            if column >= MAX_COLUMNS:
                break
            wide = max(1, min(cell.columns, MAX_COLUMNS - column))
            words = cell_text(cell.blocks)
            if words:
                filled.append(cell.blocks)
            line[column] = words
            for covered in range(column, column + wide):
                below[covered] = max(1, cell.rows)
            column += wide
        for covered, left in reaching.items():
            if left and covered not in below:
                below[covered] = left
        reaching = {covered: left - 1 for covered, left in below.items() if left > 1}
        laid.append(line)
    used = sorted({column for line in laid for column, words in line.items() if words})
    if len(used) == 1:
        return [block for blocks in filled for block in blocks]
    grid = tuple(tuple(line.get(column, "") for column in used) for line in laid if any(line.values()))
    return [Block(BlockKind.TABLE, rows=grid)] if grid else []
