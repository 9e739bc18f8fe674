"""The promises that are followed, in the notebook."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from panel_app.domain.ids import MeetingId, PromiseId, QuestionId
from panel_app.domain.plain import from_plain
from panel_app.domain.promises import Promise, PromiseState
from panel_app.domain.questions import Evidence
from panel_app.storage.database import Store
from panel_app.storage.questions import day_of, evidence_json


class PromiseRepository:
    """Promises, and which offers were put aside. A deleted promise stays in the file, out of sight."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def promises(self) -> list[Promise]:
        """The oldest first."""
        rows = self._store.db.query("SELECT * FROM promises WHERE deleted IS NULL ORDER BY created, id")
        return [_promise(row) for row in rows]

    def promise(self, promise: PromiseId) -> Promise | None:
        rows = self._store.db.query("SELECT * FROM promises WHERE id = ? AND deleted IS NULL", [promise])
        return next((_promise(row) for row in rows), None)

    def save(self, promise: Promise) -> None:
        """Add or change a promise."""
        with self._store.writing() as db:
            db.table("promises").upsert(
                {
                    "id": promise.id,
                    "text": promise.text,
                    "by_whom": promise.by,
                    "due": promise.due.isoformat() if promise.due else None,
                    "due_words": promise.due_words,
                    "made": promise.made.isoformat() if promise.made else None,
                    "meeting": promise.meeting,
                    "question": promise.question,
                    "source": evidence_json(promise.source),
                    "origin": promise.origin,
                    "state": promise.state.value,
                    "settled": promise.settled.isoformat() if promise.settled else None,
                    "note": promise.note,
                    "created": promise.created.isoformat(),
                    "modified": promise.modified.isoformat(),
                    "deleted": None,
                },
                pk="id",
            )

    def delete(self, promise: PromiseId, at: datetime) -> None:
        with self._store.writing() as db:
            db.execute("UPDATE promises SET deleted = ? WHERE id = ?", [at.isoformat(), promise])

    def put_aside(self, origin: str, at: datetime) -> None:
        """Offer this action no more."""
        with self._store.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO offers_put_aside (origin, at) VALUES (?, ?)", [origin, at.isoformat()]
            )

    def offer_again(self, origin: str) -> None:
        with self._store.writing() as db:
            db.execute("DELETE FROM offers_put_aside WHERE origin = ?", [origin])

    def known_origins(self) -> set[str]:
        """Offers that are followed or were put aside."""
        rows = self._store.db.execute(
            "SELECT origin FROM offers_put_aside UNION SELECT origin FROM promises WHERE deleted IS NULL"
        )
        return {row[0] for row in rows}


def _promise(row: dict[str, Any]) -> Promise:
    return Promise(
        id=PromiseId(row["id"]),
        text=row["text"],
        by=row["by_whom"],
        due=day_of(row["due"]),
        due_words=row["due_words"],
        made=day_of(row["made"]),
        meeting=MeetingId(row["meeting"]) if row["meeting"] else None,
        question=QuestionId(row["question"]) if row["question"] else None,
        source=from_plain(json.loads(row["source"]), Evidence) if row["source"] else None,
        origin=row["origin"],
        state=PromiseState(row["state"]),
        settled=day_of(row["settled"]),
        note=row["note"],
        created=datetime.fromisoformat(row["created"]),
        modified=datetime.fromisoformat(row["modified"]),
    )
