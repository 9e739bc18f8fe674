"""Searching the words of all papers."""

from __future__ import annotations

from panel_app.domain.papers import SearchHit
from panel_app.storage.search import SearchRepository


class SearchService:
    """Finds passages; the best first."""

    def __init__(self, search: SearchRepository) -> None:
        self._search = search

    def search(self, words: str, limit: int = 50) -> list[SearchHit]:
        """Passages that hold the words: stemmed, the last one as a prefix, "phrases" and -exclusions."""
        return self._search.search(words, limit)
