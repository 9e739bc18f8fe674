"""What the reading view shows of a page: its pack page, its passages, and its tables as grids. No Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.papers import Passage, PassageKind

_BULLETS = ("•", "-", "–")
_FIGURE = re.compile(r"[\s£€$(+\-–−]*\d[\d.,:/]*\s*(?:%|[kKmM]|bn)?\)?")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where shown words come from: a passage, by its number on its page, and how far into its text.

    `lead` counts the characters at the beginning that are not the passage's own: its number, a bullet.
    """

    page: int
    index: int
    passage: Passage
    start: int = 0
    lead: int = 0


@dataclass(frozen=True, slots=True)
class PageStart:
    """Here a page begins; `empty` where it has no passages."""

    page: int
    empty: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A heading, paragraph or bullet."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table, all with as many cells; `headed` where the first one names the columns."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def headed(self) -> bool:
        if len(self.rows) < 2:
            return False
        figures = [sum(bool(_FIGURE.fullmatch(cell.text)) for cell in row) for row in self.rows[:2]]
        return figures[0] == 0 or figures[0] < figures[1]


Piece = PageStart | Words | Grid


def flow(page: int, passages: Sequence[Passage]) -> list[Piece]:
    """The pieces of a page in reading order."""
    pieces: list[Piece] = [PageStart(page, not passages)]
    rows: list[tuple[Cell, ...]] = []
    for index, passage in enumerate(passages):
        if passage.kind is not PassageKind.TABLE:
            pieces += _grids(rows)
            rows = []
            pieces.append(_words(page, index, passage))
            continue
        start = 0
        for line in passage.text.split("\n"):
            rows.append(_cells(page, index, passage, line, start))
            start += len(line) + 1
    return pieces + _grids(rows)


def _words(page: int, index: int, passage: Passage) -> Words:
    lead = ""
    if passage.number and not passage.text.startswith(passage.number):
        lead = f"{passage.number} "
    elif passage.kind is PassageKind.BULLET and not passage.text.startswith(_BULLETS):
        lead = "• "
    return Words(Origin(page, index, passage, lead=len(lead)), lead + passage.text.replace("\n", "\u2028"))


def _cells(page: int, index: int, passage: Passage, line: str, start: int) -> tuple[Cell, ...]:
    cells = []
    for text in line.split("\t"):
        cells.append(Cell(Origin(page, index, passage, start), text))
        start += len(text) + 1
    return tuple(cells)


def _grids(rows: Sequence[tuple[Cell, ...]]) -> list[Piece]:
    """Rows of one width that follow each other make one grid."""
    grids: list[Piece] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and len(rows[end]) == len(rows[at]):
            end += 1
        grids.append(Grid(tuple(rows[at:end])))
        at = end
    return grids
