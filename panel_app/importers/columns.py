"""The columns of a table that is typeset: how wide, which hold figures, and whether they fit at all."""

from __future__ import annotations

import re
from collections.abc import Sequence


def too_wide(rows: Sequence[tuple[str, ...]], columns: int, available: float) -> bool:
    """Whether many words would have to be broken for the table to fit on a page."""
    longest = [0] * columns
    for row in rows:
        for column, cell in enumerate(row):
            longest[column] = max([longest[column], *(min(len(word), 18) for word in cell.split())])
    return sum(word * 4.2 + 6 for word in longest) > 1.6 * available


def numeric_columns(rows: Sequence[tuple[str, ...]], columns: int) -> list[bool]:
    """Whether each column holds figures, which are set to the right."""
    flags = []
    for column in range(columns):
        cells = [row[column] for row in rows[1:] if column < len(row) and row[column].strip()]
        numeric = sum(bool(re.fullmatch(r"[£+\-−–<>≥≤]?\s*[\d.,]+\s*[%m]?", cell.strip())) for cell in cells)
        flags.append(bool(cells) and numeric >= len(cells) * 0.7)
    return flags


def column_widths(rows: Sequence[tuple[str, ...]], columns: int, available: float) -> list[float]:
    """Widths by what the cells hold: room for the longest word, the rest shared by length of text."""
    longest_word = [1] * columns
    longest_cell = [1] * columns
    for row in rows:
        for column, cell in enumerate(row[:columns]):
            longest_cell[column] = max(longest_cell[column], len(cell))
            longest_word[column] = max([longest_word[column], *(len(word) for word in cell.split())])
    needed = [min(word, 18) * 5.6 + 12 for word in longest_word]
    wished = [
        max(need, min(length, 60) * 5.2 + 12) for need, length in zip(needed, longest_cell, strict=True)
    ]
    if sum(wished) <= available:
        return wished
    if sum(needed) >= available:
        return [available * need / sum(needed) for need in needed]
    spare = available - sum(needed)
    extra = [wish - need for wish, need in zip(wished, needed, strict=True)]
    return [need + spare * more / sum(extra) for need, more in zip(needed, extra, strict=True)]
