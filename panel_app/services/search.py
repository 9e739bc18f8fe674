"""Searching the words of all papers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from panel_app.domain.changes import CancelToken
from panel_app.domain.glossary import Glossary, Term
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import SearchHit
from panel_app.domain.search import EVERYTHING, SearchFilters
from panel_app.services.standing import standing
from panel_app.storage.marks import MarkRepository
from panel_app.storage.papers import PaperRepository
from panel_app.storage.search import Scope, SearchRepository, also_searched


@dataclass(frozen=True)
class Search:
    """What a search found, and what it looked for besides the words."""

    hits: tuple[SearchHit, ...]
    also: tuple[str, ...] = ()
    """Other wordings that count as found: "most similar group" for "MSG"."""
    any_word: bool = False
    """True where no passage has all the words, and those with any of them are shown."""
    more: bool = False
    """True where further passages hold the words."""


class SearchService:
    """Finds passages; the best first."""

    def __init__(
        self, search: SearchRepository, marks: MarkRepository, papers: PaperRepository, glossary: Path
    ) -> None:
        self._search = search
        self._marks = marks
        self._papers = papers
        self._file = glossary
        self._published: Glossary | None = None
        self._known: tuple[object, Glossary] | None = None

    def search(self, words: str, limit: int = 50) -> list[SearchHit]:
        """Passages that hold the words: stemmed, the last one as a prefix, "phrases" and -exclusions."""
        return list(self.find(words, limit).hits)

    def find(
        self,
        words: str,
        limit: int = 50,
        filters: SearchFilters = EVERYTHING,
        *,
        most_of_paper: int | None = None,
        cancel: CancelToken | None = None,
    ) -> Search:
        """Passages that hold all the words or what they stand for; with any of them where none holds all.

        No more than `most_of_paper` are of one paper. Raises CancelledError soon after `cancel`.
        """
        glossary = self.glossary()
        marked = self._marked_pages() if filters.marked else frozenset()
        scope = Scope(limit, most_of_paper, filters, marked, cancel or CancelToken())
        found = self._search.search(words, scope, glossary)
        also = also_searched(words, glossary)
        asked = words.split()
        if found.hits or '"' in words or len(asked) < 2 or any(word.startswith("-") for word in asked):
            return Search(found.hits, also, more=found.more)
        some = self._search.search_any(words, scope)
        return Search(some.hits, (), any_word=bool(some.hits), more=some.more)

    def _marked_pages(self) -> frozenset[tuple[PaperId, int]]:
        shown = standing(self._marks, self._papers)
        return frozenset((mark.paper, page) for mark in shown for page in mark.anchor.pages)

    def glossary(self) -> Glossary:
        """The glossary that comes with the program, and what the papers define themselves."""
        state = self._search.state()
        if self._known is None or self._known[0] != state:
            if self._published is None:
                self._published = load_glossary(self._file)
            self._known = state, self._published.with_more(self._search.defined_terms())
        return self._known[1]


def load_glossary(file: Path) -> Glossary:
    """The terms of a glossary file; a body's earlier name and its name now find each other."""
    entries = tomllib.loads(file.read_text("utf-8"))["term"]
    earlier = {entry["now"]: entry["short"] for entry in entries if "now" in entry}
    return Glossary(
        tuple(
            Term(
                entry["short"],
                (
                    entry["long"],
                    *entry.get("also", ()),
                    *((entry["now"],) if "now" in entry else ()),
                    *((earlier[entry["short"]],) if entry["short"] in earlier else ()),
                ),
            )
            for entry in entries
        )
    )
