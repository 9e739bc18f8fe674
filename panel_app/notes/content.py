"""The notes that are taken out, and the words that every form of them uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from panel_app.domain.citations import Citation
from panel_app.domain.marks import COLOUR_MEANINGS, Mark, MarkKind

_KINDS = {
    MarkKind.UNDERLINE: "Underlined",
    MarkKind.NOTE: "Note",
    MarkKind.BOOKMARK: "Bookmark",
    MarkKind.INK: "Drawn by hand",
}


@dataclass(frozen=True, slots=True)
class CitedMark:
    """A mark with its citation, and the title of its paper."""

    mark: Mark
    citation: Citation

    @property
    def quote(self) -> str:
        """The marked words on one line."""
        return " ".join(self.mark.anchor.exact.split())

    @property
    def sign(self) -> str:
        """What kind of mark it is, in words; of a highlight what its colour means, and the tags."""
        mark = self.mark
        kind = _KINDS.get(mark.kind) or COLOUR_MEANINGS[mark.colour].capitalize()
        return ", ".join([kind, *mark.tags])


@dataclass(frozen=True)
class TakenNotes:
    """What is written out: the marks in order, what the whole is called, and when it was made."""

    title: str
    marks: Sequence[CitedMark]
    made: datetime

    @property
    def by_paper(self) -> list[tuple[str, list[CitedMark]]]:
        """The marks under the title of each paper, in the order given."""
        grouped = groupby(self.marks, key=lambda one: (one.mark.paper, one.citation.heading))
        return [(heading, list(several)) for (_, heading), several in grouped]
