"""The notes that colleagues sent, in the notebook and apart from the member's own."""

from __future__ import annotations

import json
from collections.abc import Sequence

from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Mark
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.sharing import Colleague, ColleagueId, ColleagueMark, Sender
from panel_app.storage.database import Store

_COLLEAGUES = """
    SELECT c.id, c.name, c.shown, (SELECT count(*) FROM colleague_marks WHERE colleague = c.id)
    FROM colleagues c
"""


class ColleagueRepository:
    """Colleagues and their marks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def colleagues(self) -> list[Colleague]:
        """By name."""
        rows = self._store.db.execute(_COLLEAGUES + " ORDER BY c.name, c.id")
        return [Colleague(ColleagueId(id_), name, bool(shown), notes) for id_, name, shown, notes in rows]

    def marks(self, paper: PaperId | None = None) -> list[ColleagueMark]:
        """Their marks on a paper, or on all papers, colleague by colleague and down the pages."""
        by_id = {colleague.id: colleague for colleague in self.colleagues()}
        rows = self._store.db.execute(
            "SELECT colleague, mark FROM colleague_marks WHERE ? IS NULL OR paper = ?", [paper, paper]
        )
        found = [
            ColleagueMark(by_id[ColleagueId(colleague)], from_plain(json.loads(mark), Mark))
            for colleague, mark in rows
        ]
        return sorted(found, key=_in_order)

    def known(self, colleague: ColleagueId) -> dict[MarkId, Mark]:
        """What has come from a colleague, by the marks' ids."""
        rows = self._store.db.execute("SELECT mark FROM colleague_marks WHERE colleague = ?", [colleague])
        marks = [from_plain(json.loads(mark), Mark) for (mark,) in rows]
        return {mark.id: mark for mark in marks}

    def put(self, sender: Sender, marks: Sequence[Mark]) -> None:
        """Add or change a colleague's marks, all or none; the name becomes the one that came last."""
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO colleagues (id, name) VALUES (?, ?) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                [sender.id, sender.name],
            )
            db.conn.executemany(
                "INSERT INTO colleague_marks (colleague, id, paper, mark) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (colleague, id) DO UPDATE SET paper = excluded.paper, mark = excluded.mark",
                [
                    (sender.id, mark.id, mark.paper, json.dumps(to_plain(mark), ensure_ascii=False))
                    for mark in marks
                ],
            )

    def remove_marks(self, colleague: ColleagueId, marks: Sequence[MarkId]) -> None:
        """Take some of a colleague's marks out; one of whom nothing is left is forgotten."""
        with self._store.writing() as db:
            db.conn.executemany(
                "DELETE FROM colleague_marks WHERE colleague = ? AND id = ?",
                [(colleague, mark) for mark in marks],
            )
            db.execute(
                "DELETE FROM colleagues WHERE id = ? AND id NOT IN (SELECT colleague FROM colleague_marks)",
                [colleague],
            )

    def set_shown(self, colleague: ColleagueId, shown: bool) -> None:
        with self._store.writing() as db:
            db.execute("UPDATE colleagues SET shown = ? WHERE id = ?", [int(shown), colleague])

    def remove(self, colleague: ColleagueId) -> None:
        """Take a colleague's notes out of the notebook."""
        with self._store.writing() as db:
            db.execute("DELETE FROM colleagues WHERE id = ?", [colleague])


def _in_order(one: ColleagueMark) -> tuple[str, str, str, int, float]:
    anchor = one.mark.anchor
    down = anchor.boxes[0].y0 if anchor.boxes else 0.0
    return one.colleague.name, one.colleague.id, one.mark.paper, anchor.page, down
