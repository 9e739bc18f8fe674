"""The same words on the page and in the reading view, each found in the other. No Qt.

A page's text has line breaks, hyphens that part words, and raised digits of footnotes where the passage has
none of them or others; so both are compared letter by letter with all white space left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.marks import Anchor
from panel_app.services.pdf_pages import chars_in
from panel_app.ui.reader.open_paper import QUOTES
from panel_app.ui.reader.selection import LayoutOf, Place, Selection
from panel_app.ui.reading.flow import Origin

_LEFT_OUT = frozenset("\u00ad\ufffe\x02")
_FOLDED = QUOTES | str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ENDS = 24
"""So many letters find the beginning or the end of words that run on over a page."""

_SURE = 4
"""Fewer letters that a mark and a passage have in common at their ends may be chance."""


class Letters:
    """A text without its white space, on request in small letters; `places[i]` is where letter `i` stood."""

    def __init__(self, text: str, small: bool = False) -> None:
        self.places = [at for at, c in enumerate(text) if not c.isspace() and c not in _LEFT_OUT]
        self.text = "".join(text[at] for at in self.places).translate(_FOLDED)
        if small:
            # A letter whose small form is two would move all that follows.
            self.text = "".join(low if len(low := c.lower()) == 1 else c for c in self.text)

    def find(self, letters: str) -> list[int]:
        """Where letters begin, counted in letters."""
        found, at = [], self.text.find(letters) if letters else -1
        while at >= 0:
            found.append(at)
            at = self.text.find(letters, at + 1)
        return found

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text that holds the letters `start` to `end`."""
        return self.places[start], self.places[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Words selected in one block of the reading view, and where in their passage's text they begin."""

    origin: Origin
    start: int
    words: str


def selection_of(pieces: Sequence[Piece], layout_of: LayoutOf) -> Selection | None:
    """Where the selected words stand on the pages; None where they are not there."""
    starts = (_place(piece, layout_of, end=False) for piece in pieces)
    ends = (_place(piece, layout_of, end=True) for piece in reversed(pieces))
    start = next((place for place in starts if place), None)
    end = next((place for place in ends if place), None)
    return Selection(start, end) if start and end and start < end else None


def _place(piece: Piece, layout_of: LayoutOf, *, end: bool) -> Place | None:
    """Where a piece begins or ends; its passage may run on over the next page."""
    letters = Letters(piece.words).text
    some = letters[-_ENDS:] if end else letters[:_ENDS]
    for wanted in dict.fromkeys((letters, some)):
        for page in (piece.origin.page, piece.origin.page + 1):
            layout = layout_of(page)
            if layout is None:
                continue
            on_page = Letters(layout.text)
            found = [on_page.span(at, at + len(wanted)) for at in on_page.find(wanted)]
            inside = chars_in(layout, piece.origin.passage.box) if page == piece.origin.page else (0, 0)
            if not found or inside is None:
                continue
            near = inside[0] + piece.start
            best = min(found, key=lambda span: (not inside[0] <= span[0] < inside[1], abs(span[0] - near)))
            return Place(page, best[1] if end else best[0])
    return None


def marked_range(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Which characters of a passage's text a mark covers that touches the passage; None for none.

    The mark may lie in the passage, hold it whole, or begin or end in it.
    """
    shown, exact = Letters(text), Letters(anchor.exact).text
    if not shown.text or not exact:
        return None
    found = shown.find(exact)
    if found:
        before = Letters(anchor.prefix).text
        best = max(found, key=lambda at: _common_end(shown.text[:at], before))
        return shown.span(best, best + len(exact))
    whole = len(shown.text)
    if shown.text in exact:
        return shown.span(0, whole)
    for length in range(min(whole, len(exact)) - 1, _SURE - 1, -1):
        if shown.text.endswith(exact[:length]):
            return shown.span(whole - length, whole)
        if exact.endswith(shown.text[:length]):
            return shown.span(0, length)
    return None


def _common_end(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length
