"""The member's questions in the notebook, their history, and what others sent of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from panel_app.domain.exchange import QuestionClash
from panel_app.domain.ids import ItemId, MarkId, MeasureId, MeetingId, PaperId, PromiseId, QuestionId
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.questions import (
    Evidence,
    EvidenceKind,
    Importance,
    Question,
    QuestionChange,
    QuestionStatus,
    Satisfied,
    Supplementary,
)
from panel_app.domain.sharing import ColleagueId, Sender
from panel_app.storage.database import Store

ONE_SITTING = timedelta(hours=1)
"""Changes of the same field within it are one line of the history, which keeps what was there before."""

_KEPT = (
    *("text", "answer", "asker", "theme", "meeting", "item", "importance"),
    *("answered_by", "answered_on", "satisfied", "response_due", "joined"),
)
"""Fields whose changes the history keeps."""


@dataclass(frozen=True, slots=True)
class ReceivedVersion:
    """A question as somebody else sent it."""

    sender: ColleagueId
    question: Question


class QuestionRepository:
    """Questions with their evidence and history. A deleted question stays in the file, out of sight."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def questions(self) -> list[Question]:
        """All questions in asking order."""
        db = self._store.db
        evidence: dict[str, list[Evidence]] = {}
        for row in db.query("SELECT * FROM question_evidence ORDER BY question, position"):
            evidence.setdefault(row["question"], []).append(_evidence(row))
        rows = db.query("SELECT * FROM questions WHERE deleted IS NULL ORDER BY position, created")
        return [_question(row, tuple(evidence.get(row["id"], ()))) for row in rows]

    def question(self, question: QuestionId) -> Question | None:
        return self._stored(question, "deleted IS NULL")

    def _stored(self, question: QuestionId, only: str = "1") -> Question | None:
        db = self._store.db
        rows = list(db.query(f"SELECT * FROM questions WHERE id = ? AND {only}", [question]))
        if not rows:
            return None
        pieces = db.query("SELECT * FROM question_evidence WHERE question = ? ORDER BY position", [question])
        return _question(rows[0], tuple(_evidence(piece) for piece in pieces))

    def save(self, question: Question) -> None:
        """Add or change a question; what became different is added to its history."""
        with self._store.writing() as db:
            before = self._stored(question.id)
            db.table("questions").upsert(_row(question), pk="id")
            db.execute("DELETE FROM question_evidence WHERE question = ?", [question.id])
            for position, piece in enumerate(question.evidence):
                db.table("question_evidence").insert(
                    {"question": question.id, "position": position, **_evidence_row(piece)}
                )
            if before is None or before.status is not question.status:
                self._remember(question, "status", before.status.value if before else "")
            if before is not None:
                for name in _KEPT:
                    was = getattr(before, name)
                    if was != getattr(question, name) and was:
                        self._remember(question, name, str(was))

    def together(self) -> AbstractContextManager[object]:
        """Several writes as one: all or none."""
        return self._store.writing()

    def delete(self, question: QuestionId, at: datetime) -> None:
        with self._store.writing() as db:
            db.execute("UPDATE questions SET deleted = ? WHERE id = ?", [at.isoformat(), question])

    def history(self, question: QuestionId) -> list[QuestionChange]:
        """What became different, oldest first."""
        rows = self._store.db.execute(
            "SELECT at, what, was, status FROM question_history WHERE question = ? ORDER BY at, rowid",
            [question],
        )
        return [
            QuestionChange(datetime.fromisoformat(at), what, was, status if what == "status" else "")
            for at, what, was, status in rows
        ]

    def reached(self, status: QuestionStatus) -> dict[QuestionId, datetime]:
        """When each question last came to a status."""
        rows = self._store.db.execute(
            "SELECT question, max(at) FROM question_history WHERE what = 'status' AND status = ? "
            "GROUP BY question",
            [status.value],
        )
        return {QuestionId(question): datetime.fromisoformat(at) for question, at in rows}

    def _remember(self, question: Question, what: str, was: str) -> None:
        db = self._store.db
        if what != "status":
            last = db.execute(
                "SELECT at FROM question_history WHERE question = ? AND what = ? ORDER BY at DESC LIMIT 1",
                [question.id, what],
            ).fetchone()
            if last and question.modified - datetime.fromisoformat(last[0]) < ONE_SITTING:
                return
        db.table("question_history").insert(
            {
                "question": question.id,
                "at": question.modified.isoformat(),
                "status": question.status.value,
                "what": what,
                "was": was,
            }
        )

    # What others sent

    def put_aside_version(self, question: Question, what: str, other: str, at: datetime) -> None:
        """Keep a version that was not taken, so that it can be read in the history."""
        with self._store.writing() as db:
            db.table("question_history").insert(
                {
                    "question": question.id,
                    "at": at.isoformat(),
                    "status": question.status.value,
                    "what": what,
                    "was": other,
                }
            )

    def received(self, question: QuestionId) -> ReceivedVersion | None:
        """The version that somebody else sent last."""
        row = self._store.db.execute(
            "SELECT sender, version FROM received WHERE id = ?", [question]
        ).fetchone()
        return ReceivedVersion(ColleagueId(row[0]), from_plain(json.loads(row[1]), Question)) if row else None

    def put_received(self, sender: Sender, questions: Sequence[Question], at: datetime) -> None:
        with self._store.writing() as db:
            db.conn.executemany(
                "INSERT INTO received (id, sender, version, at) VALUES (?, ?, ?, ?) ON CONFLICT (id) "
                "DO UPDATE SET sender = excluded.sender, version = excluded.version, at = excluded.at",
                [
                    (q.id, sender.id, json.dumps(to_plain(q), ensure_ascii=False), at.isoformat())
                    for q in questions
                ],
            )

    def clashes(self, question: QuestionId | None = None) -> list[QuestionClash]:
        """What both changed, of one question or of all that are here, the oldest first."""
        rows = self._store.db.execute(
            "SELECT c.question, c.field, c.theirs, c.sender_name, c.at FROM clashes c "
            "JOIN questions q ON q.id = c.question WHERE q.deleted IS NULL AND (? IS NULL OR q.id = ?) "
            "ORDER BY c.at, c.question, c.field",
            [question, question],
        )
        return [
            QuestionClash(QuestionId(q), field, json.loads(theirs), name, datetime.fromisoformat(at))
            for q, field, theirs, name, at in rows
        ]

    def put_clash(self, clash: QuestionClash) -> None:
        with self._store.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO clashes (question, field, theirs, sender_name, at) "
                "VALUES (?, ?, ?, ?, ?)",
                [clash.question, clash.field, _plain(clash.theirs), clash.sender_name, clash.at.isoformat()],
            )

    def remove_clash(self, clash: QuestionClash) -> None:
        with self._store.writing() as db:
            db.execute(
                "DELETE FROM clashes WHERE question = ? AND field = ? AND theirs = ?",
                [clash.question, clash.field, _plain(clash.theirs)],
            )

    def pairs_apart(self) -> set[tuple[QuestionId, QuestionId]]:
        """Pairs that a person has looked at: they are not the same."""
        rows = self._store.db.execute("SELECT one, other FROM pairs_apart")
        return {(QuestionId(one), QuestionId(other)) for one, other in rows}

    def put_pair_apart(self, one: QuestionId, other: QuestionId) -> None:
        with self._store.writing() as db:
            db.execute("INSERT OR IGNORE INTO pairs_apart (one, other) VALUES (?, ?)", sorted((one, other)))


def plain_value(value: Any) -> Any:
    """A field's value as the clashes keep it."""
    return to_plain(value) if value is not None else None


def _plain(value: Any) -> str:
    return json.dumps(plain_value(value), ensure_ascii=False, sort_keys=True)


def evidence_json(piece: Evidence | None) -> str | None:
    return json.dumps(to_plain(piece), ensure_ascii=False) if piece else None


def _row(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "status": question.status.value,
        "meeting": question.meeting,
        "item": question.item,
        "theme": question.theme,
        "supplementary": json.dumps(to_plain(question.supplementary), ensure_ascii=False),
        "answer": question.answer,
        "position": question.position,
        "created": question.created.isoformat(),
        "modified": question.modified.isoformat(),
        "importance": question.importance.value,
        "asker": question.asker,
        "author": question.author.id if question.author else None,
        "author_name": question.author.name if question.author else "",
        "answered_by": question.answered_by,
        "answered_on": question.answered_on.isoformat() if question.answered_on else None,
        "satisfied": question.satisfied.value if question.satisfied else None,
        "response_due": question.response_due.isoformat() if question.response_due else None,
        "follows": question.follows,
        "joined": question.joined,
        "deleted": None,
    }


def _evidence_row(piece: Evidence) -> dict[str, Any]:
    return {
        "kind": piece.kind.value,
        "quote": piece.quote,
        "paper": piece.paper,
        "paper_title": piece.paper_title,
        "page": piece.page,
        "label": piece.label,
        "mark": piece.mark,
        "measure": piece.measure,
        "arithmetic": piece.arithmetic,
        "question_of": piece.question,
    }


def _evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(
        kind=EvidenceKind(row["kind"]),
        quote=row["quote"],
        paper=PaperId(row["paper"]) if row["paper"] else None,
        paper_title=row["paper_title"],
        page=row["page"],
        label=row["label"],
        mark=MarkId(row["mark"]) if row["mark"] else None,
        measure=MeasureId(row["measure"]) if row["measure"] else None,
        arithmetic=row["arithmetic"],
        question=QuestionId(row["question_of"]) if row["question_of"] else None,
    )


def day_of(text: str | None) -> date | None:
    """A day as the tables keep it."""
    return date.fromisoformat(text) if text else None


def _question(row: dict[str, Any], evidence: tuple[Evidence, ...]) -> Question:
    author = Sender(ColleagueId(row["author"]), row["author_name"]) if row["author"] else None
    return Question(
        id=QuestionId(row["id"]),
        text=row["text"],
        status=QuestionStatus(row["status"]),
        meeting=MeetingId(row["meeting"]) if row["meeting"] else None,
        item=ItemId(row["item"]) if row["item"] else None,
        theme=row["theme"],
        evidence=evidence,
        supplementary=tuple(
            Supplementary(one["text"], one["after"]) for one in json.loads(row["supplementary"])
        ),
        answer=row["answer"],
        position=row["position"],
        created=datetime.fromisoformat(row["created"]),
        modified=datetime.fromisoformat(row["modified"]),
        importance=Importance(row["importance"]),
        asker=row["asker"],
        author=author,
        answered_by=row["answered_by"],
        answered_on=day_of(row["answered_on"]),
        satisfied=Satisfied(row["satisfied"]) if row["satisfied"] else None,
        response_due=day_of(row["response_due"]),
        follows=PromiseId(row["follows"]) if row["follows"] else None,
        joined=QuestionId(row["joined"]) if row["joined"] else None,
    )
