"""Sentences with their figures, and the shape that rules look for in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from panel_app.domain.figures.numbers import About, Figure, Unit, figures_in
from panel_app.domain.papers import Box, Passage, PassageKind, Table

_MARKS = {
    Unit.PERCENT: "P",
    Unit.POINTS: "T",
    Unit.COUNT: "N",
    Unit.MONEY: "M",
    Unit.OTHER: "O",
}
_END = re.compile(
    r"(?<=[.!?])(?<!\bno\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bapprox\.)(?<!\bc\.)\s+(?=[A-Z0-9“\"'‘(£])"
)
_SHARE = re.compile(r"\d ?(?:%|per ?cent|pp|ppt|pts?\b)")
_SHARE_IN_WORDS = re.compile(
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty) per ?cent",
    re.IGNORECASE,
)
_LEAD = 60
_CELL_OF_PROSE = 40
"""Characters from which a table's cell is read like a paragraph."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage or of a long cell: where it stands and what stands over it."""

    text: str
    page: int
    box: Box | None
    passage: int
    """The passage's place in the paper; the same for all sentences of one passage."""
    headings: tuple[str, ...] = ()
    """The headings over it, the nearest last."""
    around: str = ""
    """The whole passage."""

    @property
    def lead(self) -> str:
        """The few words in front of a passage that name what it is about ("Hate crime. Volumes …"), or ""."""
        first = _END.split(self.around, maxsplit=1)[0]
        return "" if first == self.around or len(first) > _LEAD or any(map(str.isdigit, first)) else first

    @cached_property
    def has_share(self) -> bool:
        """Whether it prints a percentage: a cheap look before the figures are read."""
        if _SHARE.search(self.text):
            return True
        return " per" in self.text and bool(_SHARE_IN_WORDS.search(self.text))

    @cached_property
    def figures(self) -> list[Figure]:
        return figures_in(self.text)

    @cached_property
    def shape(self) -> str:
        """The text in lower case, each figure as {P0} (per cent), {T1} (points), {N2} (count), {M3} (money)
        or {O4}; the number is its place in `figures`. Words that only say "about" are left out."""
        pieces, at = [], 0
        for number, figure in enumerate(self.figures):
            if figure.start < at:
                continue
            before = self.text[at : figure.start]
            if figure.about is not About.EXACT and not figure.in_words:
                before = _ABOUT_WORDS.sub(" ", before)
            pieces.append(before.replace("{", "(").replace("}", ")").lower())
            pieces.append("{" + _MARKS[figure.unit] + str(number) + "}")
            at = figure.end
        pieces.append(self.text[at:].replace("{", "(").replace("}", ")").lower())
        return re.sub(r"\s+", " ", "".join(pieces))

    def figure(self, match: re.Match[str], group: str) -> Figure | None:
        """The figure that a group of a match on `shape` holds the number of."""
        number = match[group]
        return None if number is None else self.figures[int(number)]

    def quote(self, first: Figure, last: Figure | None = None, limit: int = 240) -> str:
        """The words around a claim, cut at words where the sentence is very long; a piece of the passage."""
        if len(self.text) <= limit:
            return self.text.strip()
        start, end = first.start, (last or first).end
        room = max(0, limit - (end - start)) // 2
        left = 0 if start <= room else self.text.find(" ", start - room) + 1
        right = len(self.text) if len(self.text) - end <= room else self.text.rfind(" ", 0, end + room)
        left, right = min(left, start), max(right, end)
        begins = [m.end() for m in re.finditer(r"[.!?] +(?=[A-Z])", self.text[left:start])]
        ends = re.search(r"[.!?](?= +[A-Z]|$)", self.text[end:right])
        return self.text[left + (begins[-1] if begins else 0) : end + ends.end() if ends else right].strip()


_ABOUT_WORDS = re.compile(
    r"\b(?:about|around|approximately|approx\.?|circa|roughly|some|nearly|almost|close to|approaching"
    r"|just (?:over|under|above|below)|over|more than|at least|in excess of|fewer than|less than|up "
    r"to|better than)"
    r"\s*$|~\s*$",
    re.IGNORECASE,
)


def sentences(passages: Sequence[Passage], tables: Iterable[Table]) -> Iterator[Sentence]:
    """All sentences that hold a digit: of the passages, and of the tables' cells that are prose."""
    headings: list[tuple[int, str]] = []
    for number, passage in enumerate(passages):
        if passage.kind is PassageKind.HEADING:
            headings = [*headings, (number, passage.text)][-3:]
        if passage.kind is PassageKind.TABLE or not any(map(str.isdigit, passage.text)):
            continue
        over = tuple(text for at, text in headings if at != number)
        yield from split(passage.text, passage.page, passage.box, number, over)
    for table in tables:
        for row, cells in enumerate(table.rows):
            box = table.places[row].box if table.places else None
            for cell in cells:
                if len(cell) >= _CELL_OF_PROSE and any(map(str.isdigit, cell)) and " " in cell:
                    yield from split(cell, table.page_of_row(row), box, -1, (table.title,))


def split(
    text: str, page: int, box: Box | None = None, passage: int = -1, headings: tuple[str, ...] = ()
) -> Iterator[Sentence]:
    """The sentences of one text that hold a digit."""
    whole = re.sub(r"[ \t]*\n[ \t]*", " ", text)
    for piece in _END.split(whole):
        if any(map(str.isdigit, piece)):
            yield Sentence(piece, page, box, passage, headings, whole)
