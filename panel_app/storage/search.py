"""Full-text search over the passages of the library."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection
from typing import Any

from panel_app.domain.glossary import Glossary, Term
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Box, PaperKind, SearchHit
from panel_app.domain.search import EVERYTHING, SearchFilters
from panel_app.storage.database import Store

_SQL = """
    SELECT p.id, p.title, p.kind, s.page, g.label, s.text, found.rank, s.x0, s.y0, s.x1, s.y1, found.snippet
    FROM (
        SELECT rowid, rank, snippet(passages_fts, 0, '«', '»', '…', 24) AS snippet FROM passages_fts
        WHERE passages_fts MATCH :query AND rank MATCH 'bm25(1.0, 2.0)' {narrowed} ORDER BY rank LIMIT :limit
    ) AS found
    JOIN passages s ON s.id = found.rowid
    JOIN revisions r ON r.id = s.revision
    JOIN papers p ON p.id = r.paper
    LEFT JOIN pages g ON g.revision = r.id AND g.page = s.page
    ORDER BY found.rank
"""
# The plus keeps SQLite from asking the index once for every passage that the filters leave.
_NARROWED = """
    AND +rowid IN (
        SELECT s.id FROM papers p JOIN revisions r ON r.paper = p.id JOIN passages s ON s.revision = r.id
        WHERE (:kind IS NULL OR p.kind = :kind) AND (:meeting IS NULL OR p.meeting = :meeting)
        AND (:since IS NULL OR p.date >= :since) AND (:until IS NULL OR p.date <= :until)
        AND (:marked IS NULL OR (p.id, s.page) IN (
            SELECT json_extract(m.value, '$[0]'), json_extract(m.value, '$[1]') FROM json_each(:marked) m
        ))
    )
"""
_TOKEN = re.compile(r'(-?)"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_MOST_WORDS = 60
"""As many words of a query count; FTS5 refuses an expression thousands deep."""
# fmt: off
STOP_WORDS = frozenset({
    "a", "about", "all", "an", "and", "any", "are", "as", "ask", "asked", "at", "be", "been", "but",
    "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "how", "i", "if",
    "in", "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "panel", "said", "say",
    "says", "so", "tell", "than", "that", "the", "their", "there", "they", "this", "to", "us", "was",
    "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you",
    "your",
})
# fmt: on
"""Words that a question is made of and that no paper is found by; "panel" stands in all of them."""


NO_GLOSSARY = Glossary()


class SearchRepository:
    """Finds passages in the current revisions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def search(
        self,
        words: str,
        limit: int,
        glossary: Glossary = NO_GLOSSARY,
        filters: SearchFilters = EVERYTHING,
        marked: Collection[tuple[PaperId, int]] = (),
    ) -> list[SearchHit]:
        """The best passages first; an empty list where there are no words to look for.

        `marked` are the pages (from 0) that carry marks; they count where the filters ask for them.
        """
        query = fts_query(words, glossary)
        if not query:
            return []
        try:
            return self._found(query, limit, filters, marked)
        except sqlite3.OperationalError:
            # What cannot be parsed is searched as plain words.
            plain = " ".join(f'"{word}"' for word in _WORD.findall(words)[:_MOST_WORDS])
            return self._found(plain, limit, filters, marked) if plain else []

    def search_any(
        self,
        words: str,
        limit: int,
        filters: SearchFilters = EVERYTHING,
        marked: Collection[tuple[PaperId, int]] = (),
    ) -> list[SearchHit]:
        """Passages with any of the words that say something, for a question typed as a sentence."""
        telling = [word for word in _WORD.findall(words) if word.lower() not in STOP_WORDS and len(word) > 1]
        if not telling:
            return []
        query = " OR ".join(f'"{word}"' for word in telling[:_MOST_WORDS])
        return self._found(query, limit, filters, marked)

    def defined_terms(self) -> list[Term]:
        """The short forms that the papers here define themselves."""
        rows = self._store.db.execute(
            "SELECT DISTINCT json_extract(k.data, '$.short'), json_extract(k.data, '$.long') FROM records k "
            "JOIN revisions r ON r.id = k.revision AND r.current = 1 WHERE k.kind = 'acronyms'"
        )
        return [Term(short, (long,)) for short, long in rows]

    def _found(
        self, query: str, limit: int, filters: SearchFilters, marked: Collection[tuple[PaperId, int]]
    ) -> list[SearchHit]:
        sql = _SQL.format(narrowed="" if filters == EVERYTHING else _NARROWED)
        values = {
            "query": query,
            "limit": limit,
            "kind": filters.kind.value if filters.kind else None,
            "meeting": filters.meeting,
            "since": filters.since.isoformat() if filters.since else None,
            "until": filters.until.isoformat() if filters.until else None,
            "marked": json.dumps(list(marked)) if filters.marked else None,
        }
        return [_hit(row) for row in self._store.db.execute(sql, values)]


def fts_query(words: str, glossary: Glossary = NO_GLOSSARY) -> str:
    """An FTS5 query from what a person typed: words, "phrases", -without; the last word is a prefix.

    Words with another form in the glossary find that too, a phrase in quotes only itself.
    """
    wanted, unwanted, plain = _parsed(words)
    if not wanted:
        return ""
    ends_open = not words.endswith((" ", '"')) and not words.split()[-1].startswith("-")
    if ends_open:
        wanted[-1] += "*"
    clauses: list[str] = []
    others = glossary.alternatives(plain)
    at = 0
    while at < len(wanted):
        span = next((span for span in others if span[0] == at), None)
        if span is None:
            clauses.append(wanted[at])
            at += 1
        else:
            typed = " AND ".join(wanted[span[0] : span[1]])
            clauses.append("(" + " OR ".join([f"({typed})", *_phrases(others[span])]) + ")")
            at = span[1]
    query = " AND ".join(clauses)
    left_out = [*unwanted]
    for word in unwanted:
        for alternatives in glossary.alternatives([word.strip('"')]).values():
            left_out += _phrases(alternatives)
    if left_out:
        query = f"({query}) NOT ({' OR '.join(left_out)})"
    return query


def also_searched(words: str, glossary: Glossary) -> tuple[str, ...]:
    """The other wordings that a search for these words finds too."""
    _, _, plain = _parsed(words)
    found = glossary.alternatives(plain)
    return tuple(dict.fromkeys(other for others in found.values() for other in others))


def _parsed(words: str) -> tuple[list[str], list[str], list[str]]:
    """The wanted and the unwanted terms in quotes; and for each wanted one its word, "" for a phrase."""
    wanted: list[str] = []
    unwanted: list[str] = []
    plain: list[str] = []
    for minus, phrase, word in _TOKEN.findall(words)[:_MOST_WORDS]:
        text = phrase or word
        without = bool(minus) or (not phrase and word.startswith("-") and len(word) > 1)
        parts = _WORD.findall(text)
        if not parts:
            continue
        term = '"' + " ".join(parts) + '"'
        if without:
            unwanted.append(term)
        else:
            wanted.append(term)
            plain.append("" if phrase else text.strip(".,;:?!()[]“”‘’\"'"))
    return wanted, unwanted, plain


def _phrases(texts: tuple[str, ...]) -> list[str]:
    return ['"' + " ".join(_WORD.findall(text)) + '"' for text in texts]


def _hit(row: tuple[Any, ...]) -> SearchHit:
    return SearchHit(
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
