"""What every reader of a format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from panel_app.domain.papers import Page, StructuredPaper


@dataclass(frozen=True)
class Sink:
    """Where a reader hands over what it makes on the way.

    `on_page(page, count)` gets each page with its thumbnail as soon as it is drawn; `on_pdf(pdf)` gets the
    typeset PDF of a file that was none, before its pages. Without `draws` the pages of a PDF have no
    thumbnails: they are drawn elsewhere.
    """

    on_page: Callable[[Page, int], None]
    on_pdf: Callable[[bytes], None]
    draws: bool = True


class Reader(Protocol):
    """One file format: says whether it accepts a file, then reads it."""

    @property
    def name(self) -> str:
        """What a person calls the format: "Word document"."""

    @property
    def endings(self) -> frozenset[str]:
        """The endings of its files' names, lower case, with the dot."""

    def accepts(self, data: bytes, ending: str) -> bool:
        """Whether the bytes, under a name with this ending, are of this format."""

    def read(self, data: bytes, name: str, sink: Sink) -> StructuredPaper:
        """Read a file; PaperRefusedError's words follow the file's name."""
