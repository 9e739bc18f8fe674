"""The member's reading place and settings in the notebook."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from panel_app.domain.ids import MeetingId, PaperId
from panel_app.storage.database import Store


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where a member stopped: page index, how far down it (0 to 1), and the zoom as the reader names it."""

    page: int
    offset: float
    zoom: str
    opened_at: datetime


class ReadingRepository:
    """Where the member stopped reading, and which pages they have seen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def place(self, paper: PaperId) -> ReadingPlace | None:
        row = self._store.db.execute(
            "SELECT page, offset, zoom, opened_at FROM reading_places WHERE paper = ?", [paper]
        ).fetchone()
        return ReadingPlace(row[0], row[1], row[2], datetime.fromisoformat(row[3])) if row else None

    def last_opened(self) -> PaperId | None:
        row = self._store.db.execute(
            "SELECT paper FROM reading_places ORDER BY opened_at DESC LIMIT 1"
        ).fetchone()
        return PaperId(row[0]) if row else None

    def save_place(self, paper: PaperId, place: ReadingPlace) -> None:
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO reading_places (paper, page, offset, zoom, opened_at) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (paper) DO UPDATE SET page = excluded.page, offset = excluded.offset, "
                "zoom = excluded.zoom, opened_at = excluded.opened_at",
                [paper, place.page, place.offset, place.zoom, place.opened_at.isoformat()],
            )

    def add_read(self, paper: PaperId, pages: Iterable[int], at: datetime) -> None:
        with self._store.writing() as db:
            db.conn.executemany(
                "INSERT OR IGNORE INTO pages_read (paper, page, at) VALUES (?, ?, ?)",
                [(paper, page, at.isoformat()) for page in pages],
            )

    def read_counts(self) -> dict[PaperId, int]:
        """How many pages of each paper the member has seen."""
        rows = self._store.db.execute("SELECT paper, count(*) FROM pages_read GROUP BY paper")
        return {PaperId(paper): count for paper, count in rows}

    def read(self, paper: PaperId) -> set[int]:
        """The page indexes the member has seen."""
        return {
            row[0] for row in self._store.db.execute("SELECT page FROM pages_read WHERE paper = ?", [paper])
        }


class SeenRepository:
    """Which revision of each paper the member has been shown."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def seen(self) -> dict[PaperId, int]:
        """The last revision seen of each paper."""
        rows = self._store.db.execute("SELECT paper, revision FROM papers_seen")
        return {PaperId(paper): revision for paper, revision in rows}

    def put(self, revisions: dict[PaperId, int], at: datetime) -> None:
        """Remember that these revisions were seen."""
        with self._store.writing() as db:
            db.conn.executemany(
                "INSERT INTO papers_seen (paper, revision, at) VALUES (?, ?, ?) "
                "ON CONFLICT (paper) DO UPDATE SET revision = excluded.revision, at = excluded.at",
                [
                    (paper, revision, at.isoformat(timespec="seconds"))
                    for paper, revision in revisions.items()
                ],
            )


class SettingsRepository:
    """Settings, and what a member chose for each briefing pack."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str, default: Any = None) -> Any:
        row = self._store.db.execute("SELECT value FROM settings WHERE name = ?", [name]).fetchone()
        return json.loads(row[0]) if row else default

    def put(self, name: str, value: Any) -> None:
        with self._store.writing() as db:
            db.table("settings").upsert({"name": name, "value": json.dumps(value)}, pk="name")

    def briefing_choices(self, meeting: MeetingId) -> dict[str, bool]:
        rows = self._store.db.execute(
            "SELECT part, chosen FROM briefing_choices WHERE meeting = ?", [meeting]
        )
        return {part: bool(chosen) for part, chosen in rows}

    def put_briefing_choices(self, meeting: MeetingId, choices: dict[str, bool]) -> None:
        with self._store.writing() as db:
            db.conn.executemany(
                "INSERT INTO briefing_choices (meeting, part, chosen) VALUES (?, ?, ?) "
                "ON CONFLICT (meeting, part) DO UPDATE SET chosen = excluded.chosen",
                [(meeting, part, int(chosen)) for part, chosen in choices.items()],
            )
