"""Where the words of a record stand in its paper, so that a line of a list opens there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from panel_app.domain.papers import Passage

_MOST, _FEWER = 10, (6, 4, 3)
"""How many words are looked for; a text that wraps in a narrow column has few together."""
_WORD = re.compile(r"\S+")
_QUOTES = str.maketrans("‘’“”–—", "''\"\"--")


def pages_of(passages: Iterable[Passage]) -> dict[str, list[int]]:
    """The pages on which each text stands, with and without its printed number."""
    found: dict[str, list[int]] = {}
    for passage in passages:
        for text in {passage.text, f"{passage.number} {passage.text}".strip()}:
            found.setdefault(text, []).append(passage.page)
    return found


def page_of(text: str, known: dict[str, list[int]], first: int) -> int:
    """The page of a paragraph that stands on page `first` or after it; `first` where it is not found."""
    return next((page for page in known.get(text, ()) if page >= first), first)


def opening_words(text: str, page_text: str) -> str:
    """The longest beginning of a text, up to ten words, that stands on the page; "" where none does.

    A row of a table (cells with tabs between them) is looked for by its first cell that has words.
    """
    page = _plain(page_text)
    for part in _parts(text):
        words = _WORD.findall(part)
        for count in (min(len(words), _MOST), *_FEWER):
            beginning = " ".join(words[:count])
            if count <= len(words) and len(beginning) > 3 and _plain(beginning) in page:
                return beginning
    return ""


def _parts(text: str) -> Sequence[str]:
    """The text, else its cells; a printed number before it may stand apart on the page."""
    cells = [cell for cell in re.split(r"[\t\n]", text) if cell.strip()]
    unnumbered = re.sub(r"^\s*(?:\d{1,3}|[A-Z]?\d[\d.]*)[.)]?\s+", "", cells[0]) if cells else ""
    return [part for part in (*cells[:1], unnumbered, *cells[1:2]) if part]


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())
