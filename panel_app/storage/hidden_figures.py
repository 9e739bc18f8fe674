"""The figure checks that a member hid, in the notebook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from panel_app.domain.figures.found import HiddenCheck
from panel_app.domain.ids import PaperId
from panel_app.storage.database import Store


class HiddenFiguresRepository:
    """By paper and the check's fingerprint, which the same figures keep in a replaced paper."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_paper(self, paper: PaperId) -> dict[str, HiddenCheck]:
        """What is hidden of a paper, by fingerprint."""
        rows = self._store.db.execute(
            "SELECT fingerprint, reason, at FROM hidden_figures WHERE paper = ?", [paper]
        )
        return {
            fingerprint: HiddenCheck(paper, fingerprint, reason, datetime.fromisoformat(at))
            for fingerprint, reason, at in rows
        }

    def hide(self, checks: Iterable[HiddenCheck]) -> None:
        """Hide these; one that was hidden before gets the new reason."""
        with self._store.writing() as db:
            db.conn.executemany(
                "INSERT INTO hidden_figures (paper, fingerprint, reason, at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (paper, fingerprint) DO UPDATE SET reason = excluded.reason, at = excluded.at",
                [(one.paper, one.fingerprint, one.reason, one.at.isoformat()) for one in checks],
            )

    def show(self, checks: Iterable[tuple[PaperId, str]]) -> None:
        """Show these again, named by paper and fingerprint."""
        with self._store.writing() as db:
            db.conn.executemany(
                "DELETE FROM hidden_figures WHERE paper = ? AND fingerprint = ?", list(checks)
            )
