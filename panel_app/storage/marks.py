"""The member's marks in the notebook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import (
    Anchor,
    Mark,
    MarkColour,
    MarkKind,
    PagePart,
    Place,
    PlacementState,
    Stroke,
)
from panel_app.domain.papers import Box
from panel_app.domain.plain import from_plain, to_plain
from panel_app.storage.database import Store


class MarkRepository:
    """Marks on papers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def marks(self, papers: Iterable[PaperId] | None = None) -> list[Mark]:
        """Marks of these papers (all when None), in the order of the pages and down each page."""
        rows = self._store.db.query("SELECT * FROM marks ORDER BY paper, page, created")
        wanted = None if papers is None else set(papers)
        found = [_mark(row) for row in rows if wanted is None or row["paper"] in wanted]
        return sorted(
            found, key=lambda m: (m.paper, m.anchor.page, m.anchor.boxes[0].y0 if m.anchor.boxes else 0)
        )

    def mark(self, mark: MarkId) -> Mark | None:
        for row in self._store.db.query("SELECT * FROM marks WHERE id = ?", [mark]):
            return _mark(row)
        return None

    def save(self, mark: Mark) -> None:
        """Add or change a mark."""
        self.save_all([mark])

    def save_all(self, marks: Sequence[Mark]) -> None:
        """Add or change several marks, all or none."""
        self.change(marks, ())

    def change(self, saved: Sequence[Mark], deleted: Sequence[MarkId]) -> None:
        """Add or change some marks and delete others, all or none."""
        with self._store.writing() as db:
            db.table("marks").upsert_all((_row(mark) for mark in saved), pk="id")
            db.conn.executemany("DELETE FROM marks WHERE id = ?", [(mark,) for mark in deleted])


def _row(mark: Mark) -> dict[str, Any]:
    anchor = mark.anchor
    return {
        "id": mark.id,
        "paper": mark.paper,
        "content": mark.content,
        "kind": mark.kind.value,
        "colour": mark.colour.value,
        "page": anchor.page,
        "label": mark.label,
        "boxes": _json(_boxes(anchor.boxes)),
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "passage_number": anchor.passage_number,
        "start": anchor.start,
        "further": _json([[part.page, _boxes(part.boxes)] for part in anchor.further]),
        "note": mark.note,
        "created": mark.created.isoformat(),
        "modified": mark.modified.isoformat(),
        "tags": _json(mark.tags),
        "strokes": _json([[stroke.width, stroke.points] for stroke in mark.strokes]),
        "state": mark.state.value,
        "confirmed": int(mark.confirmed),
        "placed_on": mark.placed_on,
        "before": _json(to_plain(mark.before)) if mark.before else "",
        "proposed": _json(to_plain(mark.proposed)) if mark.proposed else "",
    }


def _mark(row: dict[str, Any]) -> Mark:
    return Mark(
        id=MarkId(row["id"]),
        paper=PaperId(row["paper"]),
        content=row["content"],
        kind=MarkKind(row["kind"]),
        anchor=Anchor(
            page=row["page"],
            boxes=tuple(Box(*box) for box in json.loads(row["boxes"])),
            exact=row["exact"],
            prefix=row["prefix"],
            suffix=row["suffix"],
            passage_number=row["passage_number"],
            start=row["start"],
            further=tuple(
                PagePart(page, tuple(Box(*box) for box in boxes))
                for page, boxes in json.loads(row["further"])
            ),
        ),
        colour=MarkColour(row["colour"]),
        note=row["note"],
        created=datetime.fromisoformat(row["created"]),
        modified=datetime.fromisoformat(row["modified"]),
        label=row["label"],
        tags=tuple(json.loads(row["tags"])),
        strokes=tuple(
            Stroke(tuple((x, y) for x, y in points), width) for width, points in json.loads(row["strokes"])
        ),
        state=PlacementState(row["state"]),
        confirmed=bool(row["confirmed"]),
        placed_on=row["placed_on"],
        before=_place(row["before"]),
        proposed=_place(row["proposed"]),
    )


def _place(text: str) -> Place | None:
    return from_plain(json.loads(text), Place) if text else None


def _boxes(boxes: Sequence[Box]) -> list[list[float]]:
    return [[box.x0, box.y0, box.x1, box.y1] for box in boxes]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
