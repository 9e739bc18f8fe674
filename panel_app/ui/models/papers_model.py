"""The list of papers: a heading for each meeting, and under it its papers with what has been read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import Paper, PaperKind
from panel_app.services.desk import Desk
from panel_app.services.news import News
from panel_app.ui.words import count_words

Index = QModelIndex | QPersistentModelIndex
OTHER_PAPERS = "Other papers"
KINDS = {
    PaperKind.AGENDA_PACK: "Agendas and packs",
    PaperKind.SUPPLEMENT: "Supplements",
    PaperKind.MINUTES: "Minutes",
    PaperKind.HOLDING_TO_ACCOUNT: "Holding-to-account notes",
    PaperKind.DELIVERY_PLAN: "Delivery plans",
    PaperKind.STATEMENT: "National priorities statements",
    PaperKind.PERFORMANCE: "Performance reports",
    PaperKind.WORK_PROGRAMME: "Work programmes",
    PaperKind.SURVEY: "Surveys",
    PaperKind.COMPLAINTS: "Complaints reports",
    PaperKind.INSPECTION: "Inspection reports",
    PaperKind.ACTION_LOG: "Action logs",
    PaperKind.REPORT: "Reports",
    PaperKind.OTHER: OTHER_PAPERS,
}
"""What the papers of a kind are headed by."""


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A meeting, or the papers without one."""

    title: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as the list shows it."""

    paper: Paper
    pack_pages: str
    read: str
    news: News | None = None
    check: str = ""
    """The words of the link that leads to checking what was recognised; "" where nothing was."""

    @property
    def chips(self) -> tuple[str, ...]:
        """What is stated of it in chips: its kind, and that it is a sample or exempt."""
        kind = self.paper.kind.value
        stated = [kind[0].upper() + kind[1:]]
        if self.news is News.REPLACED:
            stated.append(f"Replaced: version {self.paper.revision}")
        elif self.news is News.NEW:
            stated.append("New")
        elif self.paper.revision > 1:
            stated.append(f"Version {self.paper.revision}")
        if self.paper.sample:
            stated.append("Sample")
        if self.paper.withdrawn:
            stated.append("Withdrawn")
        if self.paper.exempt:
            stated.append("Exempt")
        return tuple(stated)

    @property
    def pages(self) -> str:
        return f"{self.paper.page_count} page" + ("" if self.paper.page_count == 1 else "s")

    @property
    def facts(self) -> str:
        """Pack pages and what was read, as one line."""
        return ", ".join(part for part in (self.pack_pages, self.read) if part)


Row = HeadingRow | PaperRow


def paper_rows(desk: Desk, *, by_kind: bool = False) -> list[Row]:
    """Meetings newest first, each with its papers, then the papers that belong to none; or kind by kind."""
    ranges, news = desk.papers.label_ranges(), desk.news.news()
    read, begun = desk.reading.read_counts(), desk.review.begun()
    papers = [
        PaperRow(
            paper,
            _pack_pages(ranges.get(paper.id)),
            _read(read.get(paper.id, 0), paper.page_count),
            news.get(paper.id),
            _check(begun.get(paper.id)),
        )
        for paper in desk.papers.all()
    ]
    return _by_kind(papers) if by_kind else _by_meeting(desk, papers)


def _by_kind(papers: Sequence[PaperRow]) -> list[Row]:
    rows: list[Row] = []
    for kind in PaperKind:
        of_kind = [row for row in papers if row.paper.kind is kind]
        if of_kind:
            rows += [HeadingRow(KINDS[kind], count_words(len(of_kind), "paper")), *of_kind]
    return rows


def _by_meeting(desk: Desk, found: Sequence[PaperRow]) -> list[Row]:
    by_meeting: dict[MeetingId | None, list[PaperRow]] = {}
    for row in found:
        by_meeting.setdefault(row.paper.meeting, []).append(row)
    rows: list[Row] = []
    for meeting in desk.meetings.all():
        papers = by_meeting.pop(meeting.id, [])
        if papers:
            rows += [HeadingRow(meeting.committee, day_in_full(meeting.date)), *papers]
    others = [row for papers in by_meeting.values() for row in papers]
    if others:
        rows += [HeadingRow(OTHER_PAPERS) if rows else HeadingRow("Papers without a meeting"), *others]
    return rows


def day_in_full(day: date) -> str:
    """ "Friday 27 November 2020"."""
    return f"{day.strftime('%A')} {day.day} {day.strftime('%B %Y')}"


def _pack_pages(labels: tuple[str, str] | None) -> str:
    if labels is None:
        return ""
    first, last = labels
    return f"pack page {first}" if first == last else f"pack pages {first} to {last}"


def _check(put_by: bool | None) -> str:
    if put_by is None:
        return ""
    return "Go on checking" if put_by else "Check what was recognised"


def _read(read: int, count: int) -> str:
    if not read:
        return "not opened"
    return "read" if read >= count else f"{read} of {count} read"


class PapersModel(QAbstractListModel):
    """The rows. `row_at(index)` is the row itself; headings cannot be selected."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; where only what was read changed, the list stays where it is."""
        new = list(rows)
        if new == self._rows:
            return
        if [_identity(row) for row in new] == [_identity(row) for row in self._rows]:
            self._rows = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if isinstance(row, HeadingRow):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if isinstance(row, HeadingRow) else row.paper.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, HeadingRow):
                return ", ".join(part for part in (row.title, row.when) if part)
            return ", ".join((row.paper.title, *row.chips, row.pages, row.facts))
        return None


def _identity(row: Row) -> tuple[object, ...]:
    return (row,) if isinstance(row, HeadingRow) else (row.paper.id, row.paper.title, row.chips)
