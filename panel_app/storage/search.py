"""Full-text search over the passages of the library."""

from __future__ import annotations

import re
import sqlite3

from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Box, PaperKind, SearchHit
from panel_app.storage.database import Store

_SQL = """
    SELECT p.id, p.title, p.kind, s.page, g.label, s.text, found.rank, s.x0, s.y0, s.x1, s.y1, found.snippet
    FROM (
        SELECT rowid, rank, snippet(passages_fts, 0, '«', '»', '…', 24) AS snippet FROM passages_fts
        WHERE passages_fts MATCH :query AND rank MATCH 'bm25(1.0, 2.0)' ORDER BY rank LIMIT :limit
    ) AS found
    JOIN passages s ON s.id = found.rowid
    JOIN revisions r ON r.id = s.revision
    JOIN papers p ON p.id = r.paper
    LEFT JOIN pages g ON g.revision = r.id AND g.page = s.page
    ORDER BY found.rank
"""
_TOKEN = re.compile(r'(-?)"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


class SearchRepository:
    """Finds passages in the current revisions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def search(self, words: str, limit: int) -> list[SearchHit]:
        """The best passages first; an empty list where there are no words to look for."""
        query = fts_query(words)
        if not query:
            return []
        try:
            rows = self._store.db.execute(_SQL, {"query": query, "limit": limit}).fetchall()
        except sqlite3.OperationalError:
            plain = " ".join(f'"{word}"' for word in _WORD.findall(words))
            if not plain:
                return []
            rows = self._store.db.execute(_SQL, {"query": plain, "limit": limit}).fetchall()
        return [
            SearchHit(
                paper=PaperId(row[0]),
                paper_title=row[1],
                kind=PaperKind(row[2]),
                page=row[3],
                label=row[4] or str(row[3] + 1),
                passage_text=row[5],
                score=round(row[6], 4),
                box=Box(*row[7:11]),
                snippet=row[11] or row[5][:160],
            )
            for row in rows
        ]


def fts_query(words: str) -> str:
    """An FTS5 query from what a person typed: words, "phrases", -without; the last word is a prefix."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TOKEN.findall(words):
        text = phrase or word
        without = bool(minus) or (not phrase and word.startswith("-") and len(word) > 1)
        parts = _WORD.findall(text)
        if parts:
            (unwanted if without else wanted).append('"' + " ".join(parts) + '"')
    if not wanted:
        return ""
    ends_open = bool(words) and not words.endswith((" ", '"')) and not words.split()[-1].startswith("-")
    if ends_open:
        wanted[-1] += "*"
    query = " AND ".join(wanted)
    if unwanted:
        query = f"({query}) NOT ({' OR '.join(unwanted)})"
    return query
