"""The words around what was searched for, with those words marked."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""How the index of the library parts words; `library_migrations.py` made it so."""
_WORDS = 24


def snippets(query: str, texts: Sequence[tuple[str, str]]) -> list[str]:
    """For each text and heading a snippet with «the words» of an FTS5 query, "" where it has none.

    They are made in a small index of their own: asked of the library's index for a few passages, FTS5 goes
    through all that hold the words once more.
    """
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE found USING fts5(text, heading, tokenize='{TOKENIZER}')")
        memory.execute("BEGIN")
        memory.executemany("INSERT INTO found (text, heading) VALUES (?, ?)", texts)
        memory.execute("COMMIT")
        made = memory.execute(
            f"SELECT rowid, snippet(found, 0, '«', '»', '…', {_WORDS}) FROM found WHERE found MATCH ?",
            [query],
        )
        by_row = dict(made.fetchall())
    return [by_row.get(at, "") for at in range(1, len(texts) + 1)]
