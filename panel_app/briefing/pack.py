"""How a pack is printed, and the finished pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PackOptions:
    """How the pack is printed. `both_sides` is for the printer and the count of sheets."""

    large_print: bool = False
    grey: bool = False
    lines: bool = True
    both_sides: bool = True
    notes: bool = True
    """Without it the member's own notes and marks stay out, for a pack that others may see."""
    cards: bool = False
    """Each agenda item on one page, with what is said first."""


@dataclass(frozen=True)
class PackResult:
    """A finished pack: the PDF's bytes, its pages, and on which page (from 1) each part begins."""

    data: bytes = field(repr=False)
    page_count: int
    first_pages: Mapping[str, int]
    left_out: str = ""

    @property
    def pages_of(self) -> dict[str, int]:
        """How many pages each part takes."""
        starts = [*self.first_pages.values(), self.page_count + 1]
        return {key: starts[number + 1] - starts[number] for number, key in enumerate(self.first_pages)}
