"""What was recognised in each paper, and what a person corrected of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from panel_app.domain.corrections import Correction
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import PaperKind, Recognition
from panel_app.domain.plain import from_plain, to_plain
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

    def has_recognised(self, paper: PaperId) -> bool | None:
        """Whether anything was recognised but kind, title and date; None for a paper from before this was
        kept. Read off the JSON itself: a pack's recognition takes a tenth of a second to build.
        """
        row = self._store.db.execute("SELECT data FROM recognitions WHERE paper = ?", [paper]).fetchone()
        if row is None:
            return None
        found = json.loads(row[0])
        records = found.get("records") or {}
        return bool(found.get("items") or found.get("members") or found.get("committee")) or any(
            records.values()
        )

    def put_recognition(self, paper: PaperId, found: Recognition) -> None:
        self._store.db.execute(
            "INSERT OR REPLACE INTO recognitions (paper, data) VALUES (?, ?)",
            [paper, _json(to_plain(found))],
        )

    def corrections(self, paper: PaperId) -> tuple[Correction, ...]:
        """What was saved."""
        rows = self._store.db.execute(
            "SELECT field, value, recognised FROM corrections WHERE paper = ? AND field != ? ORDER BY field",
            [paper, _DRAFT],
        )
        return tuple(Correction(name, json.loads(value), json.loads(was)) for name, value, was in rows)

    def put(self, paper: PaperId, corrections: Iterable[Correction], at: datetime) -> None:
        """Set all corrections of a paper; what is as it was keeps the time at which it was made."""
        db, when = self._store.db, at.isoformat(timespec="seconds")
        before = {c.field: c for c in self.corrections(paper)}
        made = dict(db.execute("SELECT field, at FROM corrections WHERE paper = ?", [paper]).fetchall())
        db.execute("DELETE FROM corrections WHERE paper = ? AND field != ?", [paper, _DRAFT])
        db.conn.executemany(
            "INSERT OR REPLACE INTO corrections (paper, field, value, recognised, at) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    paper,
                    c.field,
                    _json(c.value),
                    _json(c.recognised),
                    made[c.field] if before.get(c.field) == c else when,
                )
                for c in corrections
            ],
        )

    def draft(self, paper: PaperId) -> tuple[Correction, ...] | None:
        """The corrections that were put by to go on with later; None where there are none."""
        row = self._store.db.execute(
            "SELECT value FROM corrections WHERE paper = ? AND field = ?", [paper, _DRAFT]
        ).fetchone()
        return from_plain(json.loads(row[0]), tuple[Correction, ...]) if row else None

    def put_draft(self, paper: PaperId, corrections: Iterable[Correction] | None, at: datetime) -> None:
        """Put corrections by for later; None when they are done with."""
        self._store.db.execute("DELETE FROM corrections WHERE paper = ? AND field = ?", [paper, _DRAFT])
        if corrections is not None:
            self._store.db.execute(
                "INSERT INTO corrections (paper, field, value, recognised, at) VALUES (?, ?, ?, 'null', ?)",
                [paper, _DRAFT, _json(to_plain(tuple(corrections))), at.isoformat(timespec="seconds")],
            )

    def begun(self) -> dict[PaperId, bool]:
        """The papers of a meeting, with records or with corrections, and whether a draft is put by."""
        rows = self._store.db.execute(
            "SELECT p.id, EXISTS (SELECT 1 FROM corrections WHERE paper = p.id AND field = ?) FROM papers p "
            "WHERE p.meeting IS NOT NULL OR EXISTS (SELECT 1 FROM corrections WHERE paper = p.id) "
            "OR EXISTS (SELECT 1 FROM records k JOIN revisions r ON r.id = k.revision "
            "WHERE r.paper = p.id AND r.current)",
            [_DRAFT],
        )
        return {PaperId(paper): bool(draft) for paper, draft in rows}

    def of_meeting(self, meeting: MeetingId) -> dict[str, Any]:
        """What was corrected of a meeting itself ("time", "venue" …), the last correction of each."""
        rows = self._store.db.execute(
            "SELECT c.field, c.value FROM corrections c JOIN papers p ON p.id = c.paper "
            "WHERE p.meeting = ? AND c.field LIKE 'meeting.%' ORDER BY c.at",
            [meeting],
        )
        return {name.removeprefix("meeting."): json.loads(value) for name, value in rows}

    def moved(self, committee: str, day: date) -> list[tuple[PaperId, PaperKind, MeetingId]]:
        """The papers that say this committee and day and were put right by a person, with their meeting."""
        rows = self._store.db.execute(
            "SELECT DISTINCT p.id, p.kind, p.meeting FROM corrections c "
            "JOIN papers p ON p.id = c.paper JOIN recognitions r ON r.paper = p.id "
            "WHERE c.field IN ('meeting.committee', 'meeting.date') AND p.meeting IS NOT NULL "
            "AND json_extract(r.data, '$.committee') = ? AND json_extract(r.data, '$.date') = ?",
            [committee, day.isoformat()],
        )
        return [(PaperId(paper), PaperKind(kind), MeetingId(meeting)) for paper, kind, meeting in rows]

    def times_of_meeting(self, paper: PaperId) -> list[str]:
        """The times that the other papers of the same meeting print."""
        rows = self._store.db.execute(
            "SELECT DISTINCT json_extract(r.data, '$.time') FROM recognitions r "
            "JOIN papers o ON o.id = r.paper JOIN papers p ON p.meeting = o.meeting AND p.id != o.id "
            "WHERE p.id = ?",
            [paper],
        )
        return [str(row[0]) for row in rows if row[0]]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
