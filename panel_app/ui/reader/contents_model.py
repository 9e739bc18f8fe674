"""The left pane's rows: the agenda with what the member did on each item, or the paper's contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from panel_app.domain.ids import PaperId
from panel_app.services.desk import Desk
from panel_app.services.meetings import ItemLine
from panel_app.ui.reader.margin import count_words
from panel_app.ui.reader.open_paper import OpenPaper

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A line of the pane; `page` is None where it has no page, `last_page` is included."""

    number: str
    title: str
    label: str
    sub: str
    level: int
    paper: PaperId | None
    page: int | None
    last_page: int | None = None

    def holds(self, paper: PaperId, page: int) -> bool:
        """Whether a page belongs to this row."""
        if self.paper != paper or self.page is None:
            return False
        return self.page <= page <= (self.page if self.last_page is None else self.last_page)


def contents_rows(desk: Desk, paper: OpenPaper) -> tuple[str, list[ContentsRow]]:
    """The pane's heading and rows: the agenda, else the outline, else nothing."""
    meeting = paper.paper.meeting
    lines = desk.meetings.item_lines(meeting) if meeting is not None else []
    if any(line.item.paper == paper.id for line in lines):
        return "Agenda", [_agenda_row(line) for line in lines]
    outline = desk.papers.outline(paper.id)
    rows = []
    for at, entry in enumerate(outline):
        following = next((e.page for e in outline[at + 1 :] if e.level <= entry.level), len(paper.pages))
        last = max(entry.page, following - 1)
        rows.append(
            ContentsRow("", entry.title, paper.label(entry.page), "", entry.level, paper.id, entry.page, last)
        )
    return "Contents", rows


def _agenda_row(line: ItemLine) -> ContentsRow:
    item = line.item
    done = [count_words(line.marks, "mark"), count_words(line.questions, "question")]
    sub = ", ".join(part for part in done if part)
    if not sub and line.page_count and not line.pages_read:
        sub = "Not opened"
    has_pages = item.first_page is not None
    return ContentsRow(
        # A paper beneath an item has the item's number, which stands above it already.
        item.number if item.level == 1 else "",
        item.subject,
        item.first_label if has_pages else "",
        sub,
        item.level,
        item.paper,
        item.first_page,
        item.last_page,
    )


class ContentsModel(QAbstractListModel):
    """Rows of the pane as a list. `row_at(index)` is the row itself."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ContentsRow] = []

    def set_rows(self, rows: Sequence[ContentsRow]) -> None:
        """Show other rows; where only what was done changed, the list stays where it is."""
        new = list(rows)
        if new == self._rows:
            return
        same = [(r.title, r.page, r.level) for r in new] == [(r.title, r.page, r.level) for r in self._rows]
        if same:
            self._rows = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    @property
    def rows(self) -> list[ContentsRow]:
        return list(self._rows)

    def row_at(self, index: Index) -> ContentsRow | None:
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def row_of(self, paper: PaperId, page: int) -> int | None:
        """The row that holds a page and begins the nearest before it; of several the first, as one reads."""
        holding = [(r.page or 0, -at) for at, r in enumerate(self._rows) if r.holds(paper, page)]
        return -max(holding)[1] if holding else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        reachable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return reachable | Qt.ItemFlag.ItemIsSelectable if row.page is not None else reachable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            page = f"pack page {row.label}" if row.page is not None else "no page"
            return ", ".join(part for part in (f"{row.number} {row.title}".strip(), page, row.sub) if part)
        return None
