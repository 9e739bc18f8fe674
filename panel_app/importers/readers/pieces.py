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

    Rows and columns without a word are left out. A table of one column is a frame around what is in it, and
    one that only sets numbers beside what is told under each is no table either.
    """
    told = _numbered_parts(rows)
    if told:
        return told
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


_PART_NUMBER = re.compile(r"^(?:[A-Z]{2,5}\s)?(\d{1,4}(?:[./]\d{1,4})?)[.)]?$")
_ACTION_HEAD = re.compile(r"^actions?\b(?: by| owner)?$|^(?:lead|owner|by whom|who)$", re.IGNORECASE)
_PART_TITLE_LIMIT = 160


def _numbered_parts(rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """Minutes set as a table, a number beside each item and all that was said of it; [] for a real table.

    A third column is taken where its head says that it is for actions.
    """
    body = [row for row in rows if any(cell_text(cell.blocks) for cell in row)]
    head = [cell_text(cell.blocks) for cell in body[0]] if body else []
    widths = {len(row) for row in body}
    for_actions = len(head) == 3 and bool(_ACTION_HEAD.match(head[2]))
    if (
        not body
        or max(widths) > (3 if for_actions else 2)
        or any(c.rows > 1 or c.columns > 3 for r in body for c in r)
    ):
        return []
    numbered = [row for row in body if len(row) > 1 and _PART_NUMBER.match(cell_text(row[0].blocks))]
    titled = [row for row in numbered if _is_title(row[1].blocks)]
    several = [row for row in titled if len(row[1].blocks) > 1]
    if len(titled) < 3 or len(titled) < 0.7 * len(numbered) or len(several) * 2 < len(titled):
        return []
    if len(numbered) + 2 < 0.6 * len(body):
        return []
    parts: list[Block] = []
    for row in body:
        if row is body[0] and row not in numbered:
            continue
        number = _PART_NUMBER.match(cell_text(row[0].blocks))
        inside = (
            list(row[1].blocks) if number and len(row) > 1 else [b for cell in row[:2] for b in cell.blocks]
        )
        if number and inside:
            parts.append(Block(BlockKind.HEADING, inside[0].text, number.group(1), 3))
            inside = inside[1:]
        parts += inside
        action = cell_text(row[2].blocks) if for_actions and len(row) > 2 else ""
        if action:
            parts.append(Block(BlockKind.PARAGRAPH, f"Action: {action}"))
    return parts


def _is_title(blocks: Sequence[Block]) -> bool:
    """Whether what stands in a cell begins with a line that could head it."""
    if not blocks or blocks[0].kind in (BlockKind.TABLE, BlockKind.BULLET):
        return False
    title = blocks[0].text
    return len(title) <= _PART_TITLE_LIMIT and not (title.endswith((".", ";")) and len(title) > 80)
