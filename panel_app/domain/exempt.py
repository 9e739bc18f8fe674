"""What rests on papers from which the public is kept out."""

from __future__ import annotations

from collections.abc import Sequence

_ENOUGH = 4
"""Words in a row from which a note is taken to quote."""


def holds_any(texts: Sequence[str], quotes: Sequence[str]) -> bool:
    """Whether the member's own words hold one of these quotations whole, as long as it has four words."""
    text = _plain(" ".join(texts))
    wanted = (_plain(quote) for quote in quotes)
    return any(len(quote.split()) >= _ENOUGH and quote in text for quote in wanted)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
