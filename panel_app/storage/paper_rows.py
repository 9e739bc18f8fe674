"""The rows that a revision of a paper consists of; written inside the caller's transaction."""

from __future__ import annotations

import json

from sqlite_utils import Database

from panel_app.domain.papers import PassageKind, StructuredPaper
from panel_app.domain.plain import to_plain
from panel_app.domain.records import Records


def add_structure(db: Database, revision: int, structure: StructuredPaper) -> None:
    """Write pages, contents, passages with their index, and tables of a revision."""
    many = db.conn.executemany
    many(
        "INSERT INTO pages (revision, page, width, height, label, text) VALUES (?, ?, ?, ?, ?, ?)",
        [(revision, p.index, p.width, p.height, p.label, p.text) for p in structure.pages],
    )
    many(
        "INSERT INTO thumbnails (revision, page, jpeg) VALUES (?, ?, ?)",
        [(revision, p.index, p.thumbnail) for p in structure.pages if p.thumbnail],
    )
    many(
        "INSERT INTO outline (revision, position, level, title, page) VALUES (?, ?, ?, ?, ?)",
        [(revision, at, e.level, e.title, e.page) for at, e in enumerate(structure.outline)],
    )
    many(
        "INSERT INTO passages (revision, position, page, kind, level, number, text, heading, x0, y0, x1, y1)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                revision,
                at,
                s.page,
                s.kind.value,
                s.level,
                s.number,
                s.text,
                s.text if s.kind is PassageKind.HEADING else "",
                s.box.x0,
                s.box.y0,
                s.box.x1,
                s.box.y1,
            )
            for at, s in enumerate(structure.passages)
        ],
    )
    db.execute(
        "INSERT INTO passages_fts (rowid, text, heading) SELECT id, text, heading FROM passages "
        "WHERE revision = ?",
        [revision],
    )
    many(
        "INSERT INTO tables (revision, position, page, title, rows, places) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                revision,
                at,
                t.page,
                t.title,
                json.dumps(t.rows, ensure_ascii=False),
                json.dumps([[p.page, p.box.x0, p.box.y0, p.box.x1, p.box.y1] for p in t.places]),
            )
            for at, t in enumerate(structure.tables)
        ],
    )


def add_records(db: Database, revision: int, records: Records) -> None:
    """Write what was recognised in a revision."""
    if not records:
        return
    db.conn.executemany(
        "INSERT INTO records (revision, kind, position, data) VALUES (?, ?, ?, ?)",
        [
            (revision, kind, at, json.dumps(data, ensure_ascii=False))
            for kind, several in to_plain(records).items()
            for at, data in enumerate(several)
        ],
    )
