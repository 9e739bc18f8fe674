"""Words of a page with their boxes: what cells are filled from."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from panel_app.domain.papers import Box
from panel_app.importers.tables.rules import ToDisplay

_WORD = re.compile(r"\S+")
CharBox = Callable[[int], Box | None]


class Word(NamedTuple):
    """A word: its text, its box, the line of the page it belongs to, and where its text begins."""

    text: str
    box: Box
    line: int
    start: int

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box.x0 + self.box.x1) / 2, (self.box.y0 + self.box.y1) / 2


def char_boxes(textpage: Any, to_display: ToDisplay) -> CharBox:
    """A function from a character's index to its box as it is drawn."""
    handle = textpage.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    get = pdfium_c.FPDFText_GetCharBox

    def box(index: int) -> Box | None:
        if not get(handle, index, left, right, bottom, top):
            return None
        return to_display(left.value, top.value, right.value, bottom.value)

    return box


def words_of(lines: Sequence[tuple[int, str]], char_box: CharBox) -> list[Word]:
    """The words of the lines of a page; a line is the index of its first character and its text."""
    words: list[Word] = []
    for number, (start, text) in enumerate(lines):
        for found in _WORD.finditer(text):
            first, last = start + found.start(), start + found.end() - 1
            a = char_box(first)
            b = char_box(last) if last > first else a
            if a is None or b is None:
                continue
            if _one_line(a, b):
                box = Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))
                words.append(Word(found.group(), box, number, first))
            else:
                words += split_word(Word(found.group(), a, number, first), char_box, _other_line)
    return words


def split_word(word: Word, char_box: CharBox, parts: Callable[[Box, Box], bool]) -> list[Word]:
    """A word parted wherever `parts(box so far, next box)` says so."""
    out: list[Word] = []
    text, box, start = "", None, word.start
    for offset, character in enumerate(word.text):
        one = char_box(word.start + offset)
        if one is None:
            one = box or word.box
        if box is not None and parts(box, one):
            out.append(Word(text, box, word.line, start))
            text, box, start = "", None, word.start + offset
        text += character
        box = box.union(one) if box else one
    if box is not None:
        out.append(Word(text, box, word.line, start))
    return out


def visual_rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words gathered into lines as the eye does, from the top, each line from the left."""
    words = list(words)
    if len(words) < 2:
        return [words] if words else []
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.y1):
        if rows and abs(word.box.y1 - _foot(rows[-1])) < 0.45 * max(word.box.height, 5.0):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.box.x0) for row in rows]


def _foot(row: Sequence[Word]) -> float:
    return sum(word.box.y1 for word in row) / len(row)


def _one_line(a: Box, b: Box) -> bool:
    return b.y0 <= a.y1 and a.y0 <= b.y1 and b.x1 >= a.x0


def _other_line(box: Box, following: Box) -> bool:
    return following.y0 > box.y1 or following.x1 < box.x0
