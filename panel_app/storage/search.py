"""Full-text search over the passages of the library."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from panel_app.domain.changes import CancelToken
from panel_app.domain.glossary import Glossary, Term
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Box, PaperKind, SearchHit
from panel_app.domain.search import EVERYTHING, FILLERS, SearchFilters
from panel_app.storage.database import Store
from panel_app.storage.snippets import snippets

MOST_RANKED = 6_000
"""Where more passages hold the words, about the newest half as many are ranked: ranking reads each of them,
and words that so many passages hold hardly tell one from another."""
MOST_NARROWED = 2_000
"""The same within filters, where what they leave out must be passed over too."""
_LOOKED_AT = 5
"""So many times the wanted passages are looked at where a paper may have only some of them."""

_COUNT = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ? AND rowid > ?"
_NEWEST = """
    SELECT rowid FROM passages_fts WHERE passages_fts MATCH :query AND rowid BETWEEN :first AND :last
    ORDER BY rowid DESC
"""
# Not `ORDER BY rank`: that ranks what the filters leave out too. The plus keeps SQLite from asking the index
# once for every passage that they leave.
_RANKED = """
    SELECT p.id, p.title, p.kind, s.page, g.label, s.text, s.heading, found.score, s.x0, s.y0, s.x1, s.y1
    FROM (
        SELECT rowid, bm25(passages_fts, 1.0, 2.0) AS score FROM passages_fts
        WHERE passages_fts MATCH :query AND rowid BETWEEN :first AND :last {narrowed}
        ORDER BY score, rowid LIMIT :limit
    ) AS found
    JOIN passages s ON s.id = found.rowid
    JOIN revisions r ON r.id = s.revision
    JOIN papers p ON p.id = r.paper
    LEFT JOIN pages g ON g.revision = r.id AND g.page = s.page
    ORDER BY found.score, found.rowid
"""
_NARROWED = "AND +rowid IN (SELECT value FROM json_each(:among))"
# The passages of a revision are written in one go, so they lie side by side.
_SPANS = """
    SELECT (SELECT id FROM passages WHERE revision = r.id ORDER BY position LIMIT 1) AS first,
        (SELECT id FROM passages WHERE revision = r.id ORDER BY position DESC LIMIT 1) AS last
    FROM papers p JOIN revisions r ON r.paper = p.id AND r.current = 1
    WHERE first IS NOT NULL
"""
_MARKED_SPANS = """
    SELECT s.id, s.id FROM papers p JOIN revisions r ON r.paper = p.id AND r.current = 1
    JOIN passages s ON s.revision = r.id
    WHERE p.id IN (SELECT json_extract(m.value, '$[0]') FROM json_each(:marked) m) AND (p.id, s.page) IN (
        SELECT json_extract(m.value, '$[0]'), json_extract(m.value, '$[1]') FROM json_each(:marked) m
    )
"""
_FILTERED = """
    AND (:kind IS NULL OR p.kind = :kind) AND (:meeting IS NULL OR p.meeting = :meeting)
    AND (:since IS NULL OR p.date >= :since) AND (:until IS NULL OR p.date <= :until)
"""
_TOKEN = re.compile(r'(-?)"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_SINGLE = re.compile(r'[ "]."$')
_LONG_LAST = re.compile(r"[^\W_]{4,}$")
"""A last word beyond the beginnings of two and three letters that are indexed."""
_LAST = 2**63 - 1
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
"""Words that a question is made of and that no paper is found by; "panel" stands in all of them."""
# fmt: on

NO_GLOSSARY = Glossary()


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages first; `more` where others hold the words too."""

    hits: tuple[SearchHit, ...] = ()
    more: bool = False


NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search may find: `limit` passages at most, `most_of_paper` of one paper, within the filters.

    `marked` are the pages (from 0) that carry marks; they count where the filters ask for them.
    """

    limit: int
    most_of_paper: int | None = None
    filters: SearchFilters = EVERYTHING
    marked: Collection[tuple[PaperId, int]] = ()
    cancel: CancelToken = field(default_factory=CancelToken)


class SearchRepository:
    """Finds passages in the current revisions; CancelledError soon after a scope's `cancel`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def search(self, words: str, scope: Scope, glossary: Glossary = NO_GLOSSARY) -> Found:
        """The passages that hold all the words; none where there are no words to look for."""
        with self._store.until(scope.cancel):
            # What begins with a word that so many passages hold would add nothing but time.
            common = _LONG_LAST.search(words)
            if common and self._about(f'"{common.group()}"') > MOST_RANKED:
                words += " "
            query = fts_query(words, glossary)
            if not query:
                return NOTHING
            try:
                return self._found(query, scope)
            except sqlite3.OperationalError:
                scope.cancel.check()
                # What cannot be parsed is searched as plain words.
                plain = " ".join(f'"{word}"' for word in _WORD.findall(words)[:_MOST_WORDS])
                return self._found(plain, scope) if plain else NOTHING

    def search_any(self, words: str, scope: Scope) -> Found:
        """Passages with any of the words that say something, for a question typed as a sentence."""
        telling = [word for word in _WORD.findall(words) if word.lower() not in STOP_WORDS and len(word) > 1]
        with self._store.until(scope.cancel):
            rarest = self._rarest(dict.fromkeys(telling[:_MOST_WORDS]))
            return self._found(" OR ".join(rarest), scope) if rarest else NOTHING

    def state(self) -> tuple[int, int, str]:
        """Another one whenever papers came or went."""
        row = self._store.db.execute("SELECT count(*), max(id), max(imported_at) FROM revisions").fetchone()
        return (row[0], row[1] or 0, row[2] or "")

    def defined_terms(self) -> list[Term]:
        """The short forms that the papers here define themselves."""
        rows = self._store.db.execute(
            "SELECT DISTINCT json_extract(k.data, '$.short'), json_extract(k.data, '$.long') FROM records k "
            "JOIN revisions r ON r.id = k.revision AND r.current = 1 WHERE k.kind = 'acronyms'"
        )
        return [Term(short, (long,)) for short, long in rows]

    def _found(self, query: str, scope: Scope) -> Found:
        looked_at = _LOOKED_AT * scope.limit if scope.most_of_paper else scope.limit + 1
        values = {"query": query, "limit": looked_at}
        if scope.filters == EVERYTHING:
            sql = _RANKED.format(narrowed="")
            values |= {"first": self._first_to_rank(query), "last": _LAST}
        else:
            among = self._newest_among(query, self._spans(scope))
            if not among:
                return NOTHING
            sql = _RANKED.format(narrowed=_NARROWED)
            values |= {"first": among[-1], "last": among[0], "among": json.dumps(among)}
        rows = self._store.db.execute(sql, values).fetchall()
        of_paper: Counter[str] = Counter()
        shown: list[tuple[Any, ...]] = []
        for row in rows:
            of_paper[row[0]] += 1
            if len(shown) < scope.limit and of_paper[row[0]] <= (scope.most_of_paper or scope.limit):
                shown.append(row)
        around = snippets(query, [row[5:7] for row in shown])
        hits = tuple(_hit(row, snippet) for row, snippet in zip(shown, around, strict=True))
        return Found(hits, len(rows) > len(hits))

    def _first_to_rank(self, query: str) -> int:
        """The id of the first passage to rank; 0 for all of them."""
        about, last = self._about(query), self._last()
        return last - last * MOST_RANKED // (2 * about) if about > MOST_RANKED else 0

    def _about(self, query: str) -> int:
        """About how many passages a query finds, told from the newest tenth of the library.

        To count them all would cost as much as to rank them.
        """
        last = self._last()
        return 10 * int(self._store.db.execute(_COUNT, [query, last - last // 10]).fetchone()[0])

    def _last(self) -> int:
        return int(self._store.db.execute("SELECT max(id) FROM passages").fetchone()[0] or 0)

    def _newest_among(self, query: str, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The ids of the passages to rank within the spans, the newest first."""
        if not spans:
            return []
        first, last = min(a for a, _ in spans), max(b for _, b in spans)
        within = bytearray(last - first + 1)
        for a, b in spans:
            within[a - first : b - first + 1] = b"\1" * (b - a + 1)
        newest: list[int] = []
        rows = self._store.db.execute(_NEWEST, {"query": query, "first": first, "last": last})
        while len(newest) < MOST_NARROWED and (some := rows.fetchmany(MOST_NARROWED)):
            newest += [passage for (passage,) in some if within[passage - first]]
        return newest[:MOST_NARROWED]

    def _spans(self, scope: Scope) -> list[tuple[int, int]]:
        """The first and last passage of each stretch that the filters leave."""
        filters = scope.filters
        values = {
            "kind": filters.kind.value if filters.kind else None,
            "meeting": filters.meeting,
            "since": filters.since.isoformat() if filters.since else None,
            "until": filters.until.isoformat() if filters.until else None,
            "marked": json.dumps(list(scope.marked)),
        }
        sql = _MARKED_SPANS if filters.marked else _SPANS
        return self._store.db.execute(sql + _FILTERED, values).fetchall()

    def _rarest(self, words: Iterable[str]) -> list[str]:
        """The rarest of the words, as many as can be ranked together; at least one."""
        count = "SELECT count(*) FROM (SELECT 1 FROM passages_fts WHERE passages_fts MATCH ? LIMIT ?)"
        held: dict[str, int] = {}
        for word in words:
            term = f'"{word}"'
            held[term] = self._store.db.execute(count, [term, MOST_RANKED]).fetchone()[0]
        rarest: list[str] = []
        together = 0
        for term in sorted(held, key=held.__getitem__):
            together += held[term]
            if rarest and together > MOST_RANKED:
                break
            rarest.append(term)
        return rarest


def fts_query(words: str, glossary: Glossary = NO_GLOSSARY) -> str:
    """An FTS5 query from what a person typed: words, "phrases", -without; the last word is a prefix.

    Words with another form in the glossary find that too, a phrase in quotes only itself.
    """
    wanted, unwanted, plain = _parsed(words)
    if not wanted:
        return ""
    ends_open = not words.endswith((" ", '"')) and not words.split()[-1].startswith("-")
    # A single letter or figure stands for itself ("Appendix A"): most passages have a word beginning with it.
    if ends_open and not _SINGLE.search(wanted[-1]):
        wanted[-1] += "*"
    clauses: list[str] = []
    fillers: list[str] = []
    others = glossary.alternatives(plain)
    at = 0
    while at < len(wanted):
        span = next((span for span in others if span[0] == at), None)
        if span is None:
            (fillers if plain[at] in FILLERS else clauses).append(wanted[at])
            at += 1
        else:
            typed = " AND ".join(wanted[span[0] : span[1]])
            clauses.append("(" + " OR ".join([f"({typed})", *_phrases(others[span])]) + ")")
            at = span[1]
    query = " AND ".join(clauses or fillers)
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


def _hit(row: tuple[Any, ...], snippet: str) -> SearchHit:
    return SearchHit(
        paper=PaperId(row[0]),
        paper_title=row[1],
        kind=PaperKind(row[2]),
        page=row[3],
        label=row[4] or str(row[3] + 1),
        passage_text=row[5],
        score=round(row[7], 4),
        box=Box(*row[8:12]),
        snippet=snippet or row[5][:160],
    )
