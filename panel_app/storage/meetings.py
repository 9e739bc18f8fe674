"""Meetings, their agenda items and members in the library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import ItemId, MeetingId, PaperId, item_id, slug
from panel_app.domain.papers import AgendaItem, Meeting, MeetingItem, Member, PaperKind
from panel_app.storage.database import Store

_ITEM_SQL = """
    SELECT i.*, a.label AS first_label, z.label AS last_label FROM agenda_items i
    LEFT JOIN revisions r ON r.paper = i.paper AND r.current = 1
    LEFT JOIN pages a ON a.revision = r.id AND a.page = i.first_page
    LEFT JOIN pages z ON z.revision = r.id AND z.page = i.last_page
"""


_BENEATH = {PaperKind.SUPPLEMENT: "supplement", PaperKind.REPORT: "report", PaperKind.MINUTES: "minutes"}
"""How the id of a paper beneath an item ends; any other kind is "paper"."""


class MeetingRepository:
    """Reads and writes meetings; writing joins the caller's transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def meetings(self) -> list[Meeting]:
        """All meetings, newest first."""
        return [_meeting(row) for row in self._store.db.query("SELECT * FROM meetings ORDER BY date DESC")]

    def meeting(self, meeting: MeetingId) -> Meeting:
        """One meeting; NothingFoundError when it is not here."""
        for row in self._store.db.query("SELECT * FROM meetings WHERE id = ?", [meeting]):
            return _meeting(row)
        raise NothingFoundError(
            f"There is no meeting “{meeting}” here. “panel-desk papers” lists the meetings."
        )

    def id_for(self, committee: str, day: date) -> MeetingId:
        """The id of a committee's meeting; two committees with the same initials stay apart.

        A meeting whose date or committee was corrected keeps its id: the meeting itself is looked for first.
        """
        from panel_app.domain.ids import meeting_id

        on_the_day = self._store.db.execute(
            "SELECT id, committee FROM meetings WHERE date = ? ORDER BY id", [day.isoformat()]
        )
        for identity, name in on_the_day:
            if slug(name, 200) == slug(committee, 200):
                return MeetingId(identity)
        short = meeting_id(committee, day)
        row = self._store.db.execute("SELECT committee FROM meetings WHERE id = ?", [short]).fetchone()
        if row is None or slug(row[0], 200) == slug(committee, 200):
            return short
        return MeetingId(f"{slug(committee)}/{day.isoformat()}")

    def items(self, meeting: MeetingId) -> list[MeetingItem]:
        """The agenda in order."""
        rows = self._store.db.query(_ITEM_SQL + " WHERE i.meeting = ? ORDER BY i.position", [meeting])
        return [_item(row) for row in rows]

    def items_of_paper(self, paper: PaperId) -> list[MeetingItem]:
        """The agenda items whose pages are in this paper, in order."""
        rows = self._store.db.query(_ITEM_SQL + " WHERE i.paper = ? ORDER BY i.position", [paper])
        return [_item(row) for row in rows]

    def members(self, meeting: MeetingId) -> list[Member]:
        rows = self._store.db.execute(
            "SELECT name, role, council FROM members WHERE meeting = ? ORDER BY position", [meeting]
        )
        return [Member(*row) for row in rows]

    def put(self, meeting: Meeting) -> None:
        """Add a meeting, or fill in what is not yet known of one that is here."""
        self._store.db.execute(
            "INSERT INTO meetings (id, committee, date, time, venue, sample) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET time = iif(excluded.time = '', time, excluded.time), "
            "venue = iif(excluded.venue = '', venue, excluded.venue), sample = min(sample, excluded.sample)",
            [
                meeting.id,
                meeting.committee,
                meeting.date.isoformat(),
                meeting.time,
                meeting.venue,
                int(meeting.sample),
            ],
        )

    def correct(self, meeting: Meeting) -> None:
        """Set what a person corrected of a meeting that is here; its id stays. Call inside `writing()`."""
        self._store.db.execute(
            "UPDATE meetings SET committee = ?, date = ?, time = ?, venue = ? WHERE id = ?",
            [meeting.committee, meeting.date.isoformat(), meeting.time, meeting.venue, meeting.id],
        )

    def leave(self, meeting: MeetingId, paper: PaperId) -> None:
        """Take a paper's items out of a meeting, and the meeting when no paper belongs to it any more."""
        db = self._store.db
        db.execute("DELETE FROM agenda_items WHERE meeting = ? AND paper = ?", [meeting, paper])
        db.execute(
            "DELETE FROM meetings WHERE id = ? AND id NOT IN "
            "(SELECT meeting FROM papers WHERE meeting IS NOT NULL)",
            [meeting],
        )

    def put_agenda(
        self, meeting: MeetingId, paper: PaperId, items: tuple[AgendaItem, ...], members: tuple[Member, ...]
    ) -> None:
        """Set the agenda of a meeting as its pack gives it."""
        db = self._store.db
        supplements = self._supplements(meeting, paper)
        db.execute("DELETE FROM agenda_items WHERE meeting = ?", [meeting])
        used: set[str] = set()
        parent = ""
        for position, item in enumerate(items):
            if item.level == 1:
                parent = item.number
            # An appendix has no number of its own: "item-7-appendix-1".
            name = item.name or item.number or f"{parent} {item.subject.split(':')[0]}"
            wanted = identity = item_id(meeting, name)
            count = 2
            while identity in used:
                identity = ItemId(f"{wanted}-{count}")
                count += 1
            used.add(identity)
            self._insert(meeting, identity, position, item, paper)
        if members:
            self._put_members(meeting, members)

        for supplement, its_items in supplements.items():
            self.put_beneath(meeting, supplement, PaperKind.SUPPLEMENT, its_items)

    def put_published(
        self, meeting: Meeting, items: Sequence[MeetingItem], members: Sequence[Member]
    ) -> None:
        """Set a meeting, its agenda and its members to exactly these. Call inside `store.writing()`."""
        self.put(meeting)
        self.correct(meeting)
        self._store.db.execute("DELETE FROM agenda_items WHERE meeting = ?", [meeting.id])
        for position, item in enumerate(items):
            pages = item.first_page, item.last_page
            row = AgendaItem(item.number, item.subject, *pages, item.level, item.kind, item.exempt)
            self._insert(meeting.id, item.id, position, row, item.paper)
        self._put_members(meeting.id, members)

    def put_beneath(
        self, meeting: MeetingId, paper: PaperId, kind: PaperKind, items: tuple[AgendaItem, ...]
    ) -> None:
        """Put the pages of a paper that came apart from the pack under the items they belong to.

        An item that the meeting does not have yet is added without a paper of its own, until its pack comes.
        Call inside `store.writing()`.
        """
        db = self._store.db
        db.execute("DELETE FROM agenda_items WHERE meeting = ? AND paper = ?", [meeting, paper])
        for item in items:
            rows = self.items(meeting)
            at = next((n for n, row in enumerate(rows) if row.level == 1 and row.number == item.number), None)
            if at is None:
                position, parent = self._after(rows, len(rows)), item_id(meeting, item.number)
                subject = "" if kind is not PaperKind.SUPPLEMENT else item.subject
                self._insert(meeting, parent, position, AgendaItem(item.number, subject), None)
            else:
                end = next((n for n in range(at + 1, len(rows)) if rows[n].level == 1), len(rows))
                position, parent = self._after(rows, end) - 1, rows[at].id
            db.execute(
                "UPDATE agenda_items SET position = position + 1 WHERE meeting = ? AND position > ?",
                [meeting, position],
            )
            wanted = identity = ItemId(f"{parent}-{_BENEATH.get(kind, 'paper')}")
            count = 2
            while db.execute("SELECT 1 FROM agenda_items WHERE id = ?", [identity]).fetchone():
                identity = ItemId(f"{wanted}-{count}")
                count += 1
            subject = item.subject or (rows[at].subject if at is not None else "")
            if kind is PaperKind.SUPPLEMENT:
                subject = f"Supplement: {subject}" if subject else "Supplement"
            beneath = AgendaItem(item.number, subject, item.first_page, item.last_page, 2, kind, item.exempt)
            self._insert(meeting, identity, position + 1, beneath, paper)

    def _put_members(self, meeting: MeetingId, members: Sequence[Member]) -> None:
        db = self._store.db
        db.execute("DELETE FROM members WHERE meeting = ?", [meeting])
        db.conn.executemany(
            "INSERT INTO members (meeting, position, name, role, council) VALUES (?, ?, ?, ?, ?)",
            [(meeting, at, m.name, m.role, m.council) for at, m in enumerate(members)],
        )

    def _after(self, rows: list[MeetingItem], end: int) -> int:
        """The position for a row after the first `end` rows."""
        if not rows or end == 0:
            return 0
        found = self._store.db.execute(
            "SELECT position FROM agenda_items WHERE id = ?", [rows[end - 1].id]
        ).fetchone()
        return int(found[0]) + 1

    def _supplements(self, meeting: MeetingId, but: PaperId) -> dict[PaperId, tuple[AgendaItem, ...]]:
        """The pages that other papers add to this meeting's items, to be put back under a new agenda."""
        kept: dict[PaperId, tuple[AgendaItem, ...]] = {}
        for row in self.items(meeting):
            if row.kind is PaperKind.SUPPLEMENT and row.paper is not None and row.paper != but:
                subject = row.subject.removeprefix("Supplement").removeprefix(": ")
                item = AgendaItem(row.number, subject, row.first_page, row.last_page, exempt=row.exempt)
                kept[row.paper] = (*kept.get(row.paper, ()), item)
        return kept

    def _insert(
        self, meeting: MeetingId, identity: ItemId, position: int, item: AgendaItem, paper: PaperId | None
    ) -> None:
        self._store.db.execute(
            "INSERT INTO agenda_items (id, meeting, position, number, subject, level, paper, first_page,"
            " last_page, kind, exempt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                identity,
                meeting,
                position,
                item.number,
                item.subject,
                item.level,
                paper,
                item.first_page,
                item.last_page,
                item.kind.value if item.kind else None,
                int(item.exempt),
            ],
        )

    def remove_empty(self, *, sample: bool) -> None:
        """Remove meetings that no paper belongs to any more."""
        self._store.db.execute(
            "DELETE FROM meetings WHERE sample = ? AND id NOT IN "
            "(SELECT meeting FROM papers WHERE meeting IS NOT NULL)",
            [int(sample)],
        )


def _meeting(row: dict[str, Any]) -> Meeting:
    return Meeting(
        id=MeetingId(row["id"]),
        committee=row["committee"],
        date=date.fromisoformat(row["date"]),
        time=row["time"],
        venue=row["venue"],
        sample=bool(row["sample"]),
    )


def _item(row: dict[str, Any]) -> MeetingItem:
    return MeetingItem(
        id=ItemId(row["id"]),
        meeting=MeetingId(row["meeting"]),
        number=row["number"],
        subject=row["subject"],
        level=row["level"],
        paper=PaperId(row["paper"]) if row["paper"] else None,
        first_page=row["first_page"],
        last_page=row["last_page"],
        first_label=row["first_label"] or "",
        last_label=row["last_label"] or "",
        kind=PaperKind(row["kind"]) if row["kind"] else None,
        exempt=bool(row["exempt"]),
    )
