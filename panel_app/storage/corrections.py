"""What was recognised in each paper, and what a person corrected of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Recognition
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.review import Correction, ReviewDraft
from panel_app.storage.database import Store

_DRAFT = "draft"


class CorrectionRepository:
    """Reads and writes corrections; writing joins the caller's transaction.

    They outlive their paper, so that one that is removed and added again is still corrected.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def recognition(self, paper: PaperId) -> Recognition | None:
        """What was recognised in the current revision; None for a paper from before this was kept."""
        row = self._store.db.execute("SELECT data FROM recognitions WHERE paper = ?", [paper]).fetchone()
        return from_plain(json.loads(row[0]), Recognition) if row else None

    def put_recognition(self, paper: PaperId, found: Recognition) -> None:
        self._store.db.execute(
            "INSERT OR REPLACE INTO recognitions (paper, data) VALUES (?, ?)",
            [paper, _json(to_plain(found))],
        )

    def corrections(self, paper: PaperId) -> tuple[Correction, ...]:
        """In the order in which they are to be applied."""
        rows = self._store.db.execute(
            "SELECT field, value, recognised FROM corrections WHERE paper = ? AND field != ? ORDER BY field",
            [paper, _DRAFT],
        )
        return tuple(Correction(name, json.loads(value), json.loads(was)) for name, value, was in rows)

    def put(self, paper: PaperId, corrections: Iterable[Correction], at: datetime) -> None:
        """Set all corrections of a paper; a draft of it is done with."""
        db = self._store.db
        when = at.isoformat(timespec="seconds")
        before = dict(db.execute("SELECT field, at FROM corrections WHERE paper = ?", [paper]).fetchall())
        kept = {c.field: c for c in self.corrections(paper)}
        db.execute("DELETE FROM corrections WHERE paper = ?", [paper])
        db.conn.executemany(
            "INSERT INTO corrections (paper, field, value, recognised, at) VALUES (?, ?, ?, ?, ?)",
            [
                (paper, c.field, _json(c.value), _json(c.recognised), before[c.field])
                if kept.get(c.field) == c
                else (paper, c.field, _json(c.value), _json(c.recognised), when)
                for c in corrections
            ],
        )

    def draft(self, paper: PaperId) -> ReviewDraft | None:
        """What was saved for later; None where nothing was."""
        row = self._store.db.execute(
            "SELECT value FROM corrections WHERE paper = ? AND field = ?", [paper, _DRAFT]
        ).fetchone()
        return from_plain(json.loads(row[0]), ReviewDraft) if row else None

    def put_draft(self, paper: PaperId, draft: ReviewDraft, at: datetime) -> None:
        self._store.db.execute(
            "INSERT OR REPLACE INTO corrections (paper, field, value, recognised, at) "
            "VALUES (?, ?, ?, 'null', ?)",
            [paper, _DRAFT, _json(to_plain(draft)), at.isoformat(timespec="seconds")],
        )

    def others_of_meeting(self, paper: PaperId) -> list[Recognition]:
        """What was recognised in the other papers of the same meeting."""
        rows = self._store.db.execute(
            "SELECT r.data FROM recognitions r JOIN papers o ON o.id = r.paper "
            "JOIN papers p ON p.meeting = o.meeting AND p.id != o.id WHERE p.id = ?",
            [paper],
        )
        return [from_plain(json.loads(row[0]), Recognition) for row in rows]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
