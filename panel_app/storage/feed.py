"""What was taken in from the panel's feed, and exempt papers as they lie here: encrypted."""

from __future__ import annotations

from dataclasses import dataclass

from panel_app.domain.ids import MeetingId, PaperId
from panel_app.storage.database import Store


@dataclass(frozen=True, slots=True)
class Sealed:
    """The exempt papers of a meeting, encrypted; `sealed_of` tells the officer what they were made of."""

    meeting: MeetingId
    sha256: str
    data: bytes
    sealed_of: str = ""


class FeedRepository:
    """Reads and writes the state of the feed; writing joins the caller's transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def bundles(self) -> dict[str, str]:
        """The SHA-256 of each bundle that was taken in, by its id."""
        return dict(self._store.db.execute("SELECT id, sha256 FROM feed_bundles").fetchall())

    def put_bundle(self, identity: str, sha256: str) -> None:
        self._store.db.execute(
            "INSERT OR REPLACE INTO feed_bundles (id, sha256) VALUES (?, ?)", [identity, sha256]
        )

    def paper(self, paper: PaperId) -> tuple[str, str]:
        """The SHA-256 of the PDF and of the reading that were taken in; empty where none was."""
        row = self._store.db.execute(
            "SELECT content, reading FROM feed_papers WHERE paper = ?", [paper]
        ).fetchone()
        return (str(row[0]), str(row[1])) if row else ("", "")

    def put_paper(self, paper: PaperId, content: str, reading: str) -> None:
        self._store.db.execute(
            "INSERT OR REPLACE INTO feed_papers (paper, content, reading) VALUES (?, ?, ?)",
            [paper, content, reading],
        )

    def sealed(self) -> list[Sealed]:
        """The exempt papers that are here, the newest meeting first."""
        rows = self._store.db.execute(
            "SELECT s.meeting, s.sha256, s.data, s.sealed_of FROM sealed s "
            "LEFT JOIN meetings m ON m.id = s.meeting ORDER BY m.date DESC, s.meeting"
        )
        return [Sealed(MeetingId(meeting), sha, bytes(data), of) for meeting, sha, data, of in rows]

    def put_sealed(self, sealed: Sealed) -> None:
        self._store.db.execute(
            "INSERT OR REPLACE INTO sealed (meeting, sha256, sealed_of, data) VALUES (?, ?, ?, ?)",
            [sealed.meeting, sealed.sha256, sealed.sealed_of, sealed.data],
        )

    def remove_sealed(self, meeting: MeetingId) -> bool:
        """Give a meeting's exempt papers back; False where none were here."""
        done = self._store.db.execute("DELETE FROM sealed WHERE meeting = ?", [meeting])
        return bool(done.rowcount)
