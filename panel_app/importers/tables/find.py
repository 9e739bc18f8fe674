"""The tables of a page, and its lines with the rows of the tables in their place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from panel_app.domain.papers import Box
from panel_app.importers.lines import HEAD_SHARE, Line, is_page_number
from panel_app.importers.tables.aligned import aligned_tables, may_have_columns
from panel_app.importers.tables.grid import grids
from panel_app.importers.tables.page_table import PageTable
from panel_app.importers.tables.ruled import ruled_table
from panel_app.importers.tables.rules import Rules
from panel_app.importers.tables.words import CharBox, Word, words_of

_CAPTION = re.compile(r"^(?:table|figure|appendix|annex|schedule)\b", re.IGNORECASE)
_TITLE_LIMIT = 160
_TITLE_GAP = 36.0
"""Points between a table and the line that may be its title."""


def tables_of_page(
    lines: Sequence[Line], starts: Sequence[int], rules: Rules, height: float, char_box: CharBox
) -> tuple[list[Line], list[PageTable]]:
    """The page's lines, rows of tables among them, and its tables from the top down.

    `starts[i]` is the index in the page's text of the first character of `lines[i]`.
    """
    found = grids(rules)
    if not found and not may_have_columns(lines):
        return list(lines), []
    # A page number may be printed over the foot of a table; it is no part of it.
    texts = ["" if is_page_number(line, height) else line.text for line in lines]
    words = words_of(list(zip(starts, texts, strict=True)), char_box)
    tables: list[PageTable] = []
    for grid in sorted(found, key=lambda grid: -grid.box.width * grid.box.height):
        table = ruled_table(grid, words, char_box)
        if table is not None:
            tables.append(table)
            words = [word for word in words if word.start not in table.used]
    for table in aligned_tables(words, height):
        tables.append(table)
        words = [word for word in words if word.start not in table.used]
    if not tables:
        return list(lines), []
    tables.sort(key=lambda table: (table.box.y0, table.box.x0))
    return _merged(lines, starts, words, tables, height)


def _merged(
    lines: Sequence[Line],
    starts: Sequence[int],
    words: Sequence[Word],
    tables: Sequence[PageTable],
    height: float,
) -> tuple[list[Line], list[PageTable]]:
    """Rows stand where the first of their table's words stood; words outside of tables stay lines."""
    left: dict[int, list[Word]] = {}
    for word in words:
        left.setdefault(word.line, []).append(word)
    ends = [*starts[1:], 1 << 40]
    used = sorted((start, at) for at, table in enumerate(tables) for start in table.used)
    kept: list[Line] = []
    placed: set[int] = set()
    outside: list[Line] = []
    for number, line in enumerate(lines):
        inside = used[bisect_left(used, (starts[number], 0)) : bisect_left(used, (ends[number], 0))]
        if not inside:
            kept.append(line)
            outside.append(line)
            continue
        for at in sorted({at for _, at in inside} - placed):
            placed.add(at)
            kept += _row_lines(tables[at], line)
        rest = left.get(number, [])
        if rest:
            box = rest[0].box
            for word in rest[1:]:
                box = box.union(word.box)
            remnant = line._replace(text=" ".join(word.text for word in rest), box=box)
            kept.append(remnant)
            outside.append(remnant)
    return kept, [_titled(table, outside, tables, height) for table in tables]


def _row_lines(table: PageTable, like: Line) -> list[Line]:
    return [
        Line(like.page, "\t".join(row), box, like.size, row=True)
        for row, box in zip(table.rows, table.boxes, strict=True)
    ]


def _titled(
    table: PageTable, outside: Sequence[Line], tables: Sequence[PageTable], height: float
) -> PageTable:
    top, foot = height * HEAD_SHARE, height * (1 - HEAD_SHARE)
    others = [other.box for other in tables if other is not table]
    above = [line for line in outside if line.box.y1 <= table.box.y0 + 2 and line.box.y1 > top]
    below = [line for line in outside if line.box.y0 >= table.box.y1 - 2 and line.box.y0 < foot]
    return replace(
        table,
        title=_title(table.box, above),
        at_top=not above and not any(box.y1 <= table.box.y0 + 2 for box in others),
        at_foot=not below and not any(box.y0 >= table.box.y1 - 2 for box in others),
    )


def _title(box: Box, above: Sequence[Line]) -> str:
    near = [line for line in above if box.y0 - line.box.y1 < _TITLE_GAP and line.box.x0 < box.x1]
    if not near:
        return ""
    last = max(near, key=lambda line: line.box.y1)
    text = " ".join(last.text.split())
    captioned = _CAPTION.match(text) is not None
    heading = (last.bold or (text.endswith(":") and text[:1].isupper())) and not text.endswith((".", ";"))
    return text if len(text) <= _TITLE_LIMIT and (captioned or heading) else ""
