"""Papers, their revisions, pages, passages and files in the library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import (
    Box,
    OutlineEntry,
    Page,
    Paper,
    PaperKind,
    Passage,
    PassageKind,
    Revision,
    RowPlace,
    StructuredPaper,
    Table,
)
from panel_app.domain.plain import from_plain
from panel_app.domain.records import NO_RECORDS, Records
from panel_app.storage.database import Store
from panel_app.storage.paper_rows import add_records, add_structure

_PAPER_SQL = """
    SELECT p.*, r.id AS revision_id, r.number, r.page_count, r.has_text, r.pdf,
           (SELECT count(*) FROM revisions WHERE paper = p.id) AS revisions
    FROM papers p JOIN revisions r ON r.paper = p.id AND r.current = 1
"""
_ORDER = "ORDER BY p.date IS NULL, p.date DESC, p.kind != 'agenda pack', p.title"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file's bytes with the name it came under and its media type."""

    sha256: str
    name: str
    media_type: str
    data: bytes


class PaperRepository:
    """Reads and writes papers; writing joins the caller's transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def papers(self) -> list[Paper]:
        """All papers, newest date first; within a date packs first."""
        return [_paper(row) for row in self._store.db.query(_PAPER_SQL + _ORDER)]

    def papers_of(self, meeting: MeetingId) -> list[Paper]:
        """The papers of a meeting, packs first."""
        rows = self._store.db.query(f"{_PAPER_SQL} WHERE p.meeting = ? {_ORDER}", [meeting])
        return [_paper(row) for row in rows]

    def meetings_with(self, kind: PaperKind) -> set[MeetingId]:
        """The meetings that have a paper of a kind."""
        rows = self._store.db.execute(
            "SELECT DISTINCT meeting FROM papers WHERE kind = ? AND meeting IS NOT NULL", [kind.value]
        )
        return {MeetingId(meeting) for (meeting,) in rows}

    def newest_revisions(self) -> dict[PaperId, int]:
        """The number of each paper's current revision."""
        rows = self._store.db.execute("SELECT paper, number FROM revisions WHERE current = 1")
        return {PaperId(paper): number for paper, number in rows}

    def samples(self) -> set[PaperId]:
        """The papers that are samples."""
        return {PaperId(row[0]) for row in self._store.db.execute("SELECT id FROM papers WHERE sample")}

    def paper(self, paper: PaperId) -> Paper:
        """One paper; NothingFoundError when it is not here."""
        for row in self._store.db.query(_PAPER_SQL + " WHERE p.id = ?", [paper]):
            return _paper(row)
        raise NothingFoundError(f"There is no paper “{paper}” here. “panel-desk papers” lists them all.")

    def exists(self, paper: PaperId) -> bool:
        return bool(self._store.db.execute("SELECT 1 FROM papers WHERE id = ?", [paper]).fetchone())

    def paper_with_content(self, sha256: str) -> PaperId | None:
        """The paper that was imported from exactly these bytes, as any of its revisions."""
        row = self._store.db.execute(
            "SELECT paper FROM revisions WHERE original = ? OR pdf = ? LIMIT 1", [sha256, sha256]
        ).fetchone()
        return PaperId(row[0]) if row else None

    def papers_with_pages(self, texts: Sequence[str]) -> dict[PaperId, int]:
        """The papers of which a revision has pages with just these texts, and how many of them."""
        found: dict[PaperId, int] = {}
        for text in dict.fromkeys(texts):
            rows = self._store.db.execute(
                "SELECT DISTINCT r.paper FROM pages p JOIN revisions r ON r.id = p.revision WHERE p.text = ?",
                [text],
            )
            for (paper,) in rows:
                found[PaperId(paper)] = found.get(PaperId(paper), 0) + 1
        return found

    def pdf(self, paper: PaperId) -> StoredFile:
        """The PDF of the current revision."""
        row = self._store.db.execute(
            "SELECT f.sha256, f.name, f.media_type, f.data FROM files f "
            "JOIN revisions r ON r.pdf = f.sha256 WHERE r.paper = ? AND r.current = 1",
            [paper],
        ).fetchone()
        if row is None:
            raise NothingFoundError(f"There is no paper “{paper}” here. “panel-desk papers” lists them all.")
        return StoredFile(*row)

    def has_file(self, sha256: str) -> bool:
        """Whether a file is kept, for whatever paper."""
        return bool(self._store.db.execute("SELECT 1 FROM files WHERE sha256 = ?", [sha256]).fetchone())

    def content_of(self, paper: PaperId) -> str:
        """The SHA-256 of the current PDF."""
        row = self._store.db.execute(
            "SELECT pdf FROM revisions WHERE paper = ? AND current = 1", [paper]
        ).fetchone()
        return str(row[0]) if row else ""

    def contents(self) -> dict[PaperId, str]:
        """The SHA-256 of the current PDF of every paper."""
        rows = self._store.db.execute("SELECT paper, pdf FROM revisions WHERE current = 1")
        return {PaperId(paper): str(pdf) for paper, pdf in rows}

    def original_name(self, paper: PaperId) -> str:
        """The file name under which the current revision came."""
        row = self._store.db.execute(
            "SELECT f.name FROM files f JOIN revisions r ON r.original = f.sha256 "
            "WHERE r.paper = ? AND r.current = 1",
            [paper],
        ).fetchone()
        return str(row[0]) if row else ""

    def revisions(self, paper: PaperId) -> list[Revision]:
        """The revisions of a paper, the first one first."""
        rows = self._store.db.execute(
            "SELECT number, pdf, page_count, has_text, imported_at, current FROM revisions "
            "WHERE paper = ? ORDER BY number",
            [paper],
        )
        return [
            Revision(number, pdf, pages, bool(has_text), datetime.fromisoformat(at), bool(current))
            for number, pdf, pages, has_text, at, current in rows
        ]

    def pages(self, paper: PaperId, *, with_text: bool = False, revision: int | None = None) -> list[Page]:
        """The pages without thumbnails; the text only when asked for. Of the current revision, or of one by
        its number."""
        text = "text" if with_text else "''"
        rows = self._store.db.execute(
            f"SELECT page, width, height, label, {text} FROM pages WHERE revision = ? ORDER BY page",
            [self._revision(paper, revision)],
        )
        return [Page(*row) for row in rows]

    def label_ranges(self) -> dict[PaperId, tuple[str, str]]:
        """The first and last pack page of every paper."""
        rows = self._store.db.execute(
            "SELECT r.paper, a.label, z.label FROM revisions r "
            "JOIN pages a ON a.revision = r.id AND a.page = 0 "
            "JOIN pages z ON z.revision = r.id AND z.page = r.page_count - 1 WHERE r.current = 1"
        )
        return {PaperId(paper): (first, last) for paper, first, last in rows}

    def page_text(self, paper: PaperId, page: int) -> str:
        row = self._store.db.execute(
            "SELECT text FROM pages WHERE revision = ? AND page = ?", [self._revision(paper), page]
        ).fetchone()
        return str(row[0]) if row else ""

    def thumbnail(self, paper: PaperId, page: int) -> bytes:
        """JPEG bytes; empty when there is none."""
        row = self._store.db.execute(
            "SELECT jpeg FROM thumbnails WHERE revision = ? AND page = ?", [self._revision(paper), page]
        ).fetchone()
        return bytes(row[0]) if row else b""

    def outline(self, paper: PaperId) -> list[OutlineEntry]:
        rows = self._store.db.execute(
            "SELECT level, title, page FROM outline WHERE revision = ? ORDER BY position",
            [self._revision(paper)],
        )
        return [OutlineEntry(*row) for row in rows]

    def passages(
        self, paper: PaperId, page: int | None = None, *, revision: int | None = None
    ) -> list[Passage]:
        """In reading order; of one page when `page` is given; of the current revision, or of one by its
        number."""
        where, arguments = "revision = ?", [self._revision(paper, revision)]
        if page is not None:
            where += " AND page = ?"
            arguments.append(page)
        rows = self._store.db.query(f"SELECT * FROM passages WHERE {where} ORDER BY position", arguments)
        return [
            Passage(
                page=row["page"],
                box=Box(row["x0"], row["y0"], row["x1"], row["y1"]),
                kind=PassageKind(row["kind"]),
                text=row["text"],
                number=row["number"],
                level=row["level"],
            )
            for row in rows
        ]

    def tables(self, paper: PaperId) -> list[Table]:
        rows = self._store.db.execute(
            "SELECT page, title, rows, places FROM tables WHERE revision = ? ORDER BY position",
            [self._revision(paper)],
        )
        return [
            Table(
                page,
                title,
                tuple(tuple(cells) for cells in json.loads(text)),
                tuple(RowPlace(on, Box(*box)) for on, *box in json.loads(places)),
            )
            for page, title, text, places in rows
        ]

    def records(self, paper: PaperId) -> Records:
        """What was recognised in the current revision."""
        found: dict[str, list[Any]] = {}
        for kind, data in self._store.db.execute(
            "SELECT kind, data FROM records WHERE revision = ? ORDER BY kind, position",
            [self._revision(paper)],
        ):
            found.setdefault(kind, []).append(json.loads(data))
        return from_plain(found, Records)

    def papers_with(self, kind: str) -> list[PaperId]:
        """The papers whose current revision has records of a kind ("commitments"), the newest first."""
        rows = self._store.db.execute(
            "SELECT DISTINCT p.id, p.date FROM records k "
            "JOIN revisions r ON r.id = k.revision AND r.current = 1 JOIN papers p ON p.id = r.paper "
            "WHERE k.kind = ? ORDER BY p.date IS NULL, p.date DESC, p.id",
            [kind],
        )
        return [PaperId(row[0]) for row in rows]

    def add_file(self, sha256: str, name: str, media_type: str, data: bytes) -> None:
        """Keep a file once, whatever its name."""
        self._store.db.execute(
            "INSERT OR IGNORE INTO files (sha256, media_type, name, size, data) VALUES (?, ?, ?, ?, ?)",
            [sha256, media_type, name, len(data), data],
        )

    def add(
        self,
        paper: Paper,
        structure: StructuredPaper,
        *,
        records: Records = NO_RECORDS,
        original: str,
        pdf: str,
        confidence: float,
        imported_at: datetime,
    ) -> None:
        """A new paper, or a further revision of one that is here; call inside `store.writing()`."""
        db = self._store.db
        db.table("papers").upsert(
            {
                "id": paper.id,
                "kind": paper.kind.value,
                "title": paper.title,
                "date": paper.date.isoformat() if paper.date else None,
                "meeting": paper.meeting,
                "source": paper.source,
                "sample": int(paper.sample),
                "exempt": int(paper.exempt),
                "confidence": confidence,
                "withdrawn": 0,
            },
            pk="id",
        )
        self._retire_passages(db, paper.id)
        db.execute("UPDATE revisions SET current = 0 WHERE paper = ?", [paper.id])
        number = db.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM revisions WHERE paper = ?", [paper.id]
        ).fetchone()[0]
        cursor = db.execute(
            "INSERT INTO revisions (paper, number, original, pdf, page_count, has_text, imported_at, current)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
            [
                paper.id,
                number,
                original,
                pdf,
                len(structure.pages),
                int(structure.has_text),
                imported_at.isoformat(timespec="seconds"),
            ],
        )
        revision = int(cursor.lastrowid or 0)
        add_structure(db, revision, structure)
        add_records(db, revision, records)

    def put_records(self, paper: PaperId, records: Records) -> None:
        """Set the records of the current revision; call inside `store.writing()`."""
        revision = self._revision(paper)
        self._store.db.execute("DELETE FROM records WHERE revision = ?", [revision])
        add_records(self._store.db, revision, records)

    def put_reading(self, paper: Paper, structure: StructuredPaper, records: Records) -> None:
        """Set what a paper is and how its current revision reads, its pages being the same.

        Call inside `store.writing()`.
        """
        db, revision = self._store.db, self._revision(paper.id)
        db.execute(
            "UPDATE papers SET kind = ?, title = ?, date = ?, meeting = ?, source = ?, withdrawn = 0 "
            "WHERE id = ?",
            [
                paper.kind.value,
                paper.title,
                paper.date.isoformat() if paper.date else None,
                paper.meeting,
                paper.source,
                paper.id,
            ],
        )
        self._retire_passages(db, paper.id)
        for table in ("pages", "thumbnails", "outline", "passages", "tables"):
            db.execute(f"DELETE FROM {table} WHERE revision = ?", [revision])
        add_structure(db, revision, structure)
        self.put_records(paper.id, records)

    def put_withdrawn(self, paper: PaperId) -> bool:
        """Mark a paper as withdrawn; False where it is not here or was so already. Inside `writing()`."""
        marked = self._store.db.execute(
            "UPDATE papers SET withdrawn = 1 WHERE id = ? AND withdrawn = 0", [paper]
        )
        return bool(marked.rowcount)

    def put_meeting(self, paper: PaperId, meeting: MeetingId | None, day: date | None) -> None:
        """Set the meeting and the day of a paper; call inside `store.writing()`."""
        self._store.db.execute(
            "UPDATE papers SET meeting = ?, date = ? WHERE id = ?",
            [meeting, day.isoformat() if day else None, paper],
        )

    def put_labels(self, paper: PaperId, labels: Sequence[str]) -> None:
        """Set the pack page of each page of the current revision; call inside `store.writing()`."""
        self._store.db.conn.executemany(
            "UPDATE pages SET label = ? WHERE revision = ? AND page = ?",
            [(label, self._revision(paper), page) for page, label in enumerate(labels)],
        )

    def original_is_pdf(self, paper: PaperId) -> bool:
        """Whether the pages are those of the file that came, not set by the program."""
        row = self._store.db.execute(
            "SELECT original = pdf FROM revisions WHERE paper = ? AND current = 1", [paper]
        ).fetchone()
        return bool(row and row[0])

    def remove(self, paper: PaperId) -> None:
        """Remove a paper with its revisions and the files only it used."""
        db = self._store.db
        self._retire_passages(db, paper)
        db.execute("DELETE FROM papers WHERE id = ?", [paper])
        db.execute(
            "DELETE FROM files WHERE sha256 NOT IN "
            "(SELECT original FROM revisions UNION SELECT pdf FROM revisions)"
        )

    def erase(self, paper: PaperId) -> None:
        """Remove a paper so that none of its words stay in free pages of the file; inside `writing()`.

        The index of words is written anew, else it keeps what was deleted until some later merge.
        """
        db = self._store.db
        db.execute("PRAGMA secure_delete = ON")
        self.remove(paper)
        db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")

    def _revision(self, paper: PaperId, number: int | None = None) -> int:
        """The row of the current revision, or of the one with a number."""
        which, arguments = ("current = 1", []) if number is None else ("number = ?", [number])
        row = self._store.db.execute(
            f"SELECT id FROM revisions WHERE paper = ? AND {which}", [paper, *arguments]
        ).fetchone()
        if row is None:
            raise NothingFoundError(f"There is no paper “{paper}” here. “panel-desk papers” lists them all.")
        return int(row[0])

    @staticmethod
    def _retire_passages(db: Database, paper: PaperId) -> None:
        """Take the current revision out of the search index."""
        db.execute(
            "INSERT INTO passages_fts (passages_fts, rowid, text, heading) "
            "SELECT 'delete', s.id, s.text, s.heading FROM passages s "
            "JOIN revisions r ON r.id = s.revision WHERE r.paper = ? AND r.current = 1",
            [paper],
        )


def _paper(row: dict[str, Any]) -> Paper:
    return Paper(
        id=PaperId(row["id"]),
        kind=PaperKind(row["kind"]),
        title=row["title"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        meeting=MeetingId(row["meeting"]) if row["meeting"] else None,
        page_count=row["page_count"],
        revision=row["number"],
        revisions=row["revisions"],
        source=row["source"],
        sample=bool(row["sample"]),
        exempt=bool(row["exempt"]),
        has_text=bool(row["has_text"]),
        withdrawn=bool(row["withdrawn"]),
    )
