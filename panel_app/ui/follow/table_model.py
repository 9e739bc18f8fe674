"""A table of what was said at several times: names down the side, papers or quarters across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from panel_app.domain.ids import PaperId
from panel_app.ui.words import shortened

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
CELL_ROLE = Qt.ItemDataRole.UserRole + 2
SHORT = 150
"""Letters of a text that are shown until whole texts are asked for."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """What was said: a word for its sign, the text, and the page where it stands (an index, from 0)."""

    sign: str = ""
    text: str = ""
    label: str = ""
    paper: PaperId | None = None
    page: int | None = None
    tone: str = "ink-2"
    """The colour token of the sign."""

    @property
    def spoken(self) -> str:
        page = f"page {self.label}" if self.label else ""
        return ". ".join(part.rstrip(".") for part in (self.sign, self.text, page) if part)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A heading across the table; `outer` ones hold the others."""

    title: str
    outer: bool = True


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the table; a cell is None where nothing is to be said.

    `said` names it to a screen reader; `goes_on` is true where the next line belongs to this one.
    """

    title: str
    cells: tuple[Cell | None, ...]
    number: str = ""
    sub: str = ""
    said: str = ""
    goes_on: bool = False


Row = GroupRow | LineRow


@dataclass(frozen=True, slots=True)
class FollowTable:
    """A whole table: what stands over the first column and over the others, and the rows."""

    corner: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    newest_last: bool = True
    """Whether the last columns are shown first where not all fit."""


class FollowTableModel(QAbstractTableModel):
    """The rows; `ROW_ROLE` gives the row, `CELL_ROLE` the cell. Texts are short until `set_whole(True)`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = FollowTable("", (), ())
        self.whole = False

    def set_table(self, table: FollowTable) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def set_whole(self, whole: bool) -> None:
        """Show texts whole or short; the rows stay, only their words and heights change."""
        self.whole = whole
        if self._table.rows:
            last = self.index(len(self._table.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def rows(self) -> Sequence[Row]:
        return self._table.rows

    def short(self, text: str) -> str:
        """A text as it is shown; the lines of a table stay lines."""
        if self.whole or len(text) <= SHORT:
            return text
        return text[:SHORT].rsplit(None, 1)[0].rstrip(",;:.") + "…"

    @property
    def has_long_texts(self) -> bool:
        """Whether anything is shown shortened until whole texts are asked for."""
        for row in self._table.rows:
            if isinstance(row, LineRow):
                texts = [row.title, *(cell.text for cell in row.cells if cell)]
                if any(len(text) > SHORT for text in texts):
                    return True
        return False

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.heads) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        heads = (self._table.corner, *self._table.heads)
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return heads[section] if shown and 0 <= section < len(heads) else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._table.rows[index.row()], GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._table.rows):
            return None
        row = self._table.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, GroupRow):
            return row.title if index.column() == 0 and role in _WORDS else None
        cell = row.cells[index.column() - 1] if index.column() else None
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, cell, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, cell, index.column())
        return None

    def _shown(self, row: LineRow, cell: Cell | None, column: int) -> str:
        if column == 0:
            return " ".join(part for part in (row.number, self.short(row.title)) if part)
        return "\n".join(part for part in (cell.sign, self.short(cell.text)) if part) if cell else ""

    def _spoken(self, row: LineRow, cell: Cell | None, column: int) -> str:
        name = row.said or " ".join(part for part in (row.number, row.title) if part)
        if column == 0:
            return ", ".join(part for part in (name, row.sub) if part)
        head = self._table.heads[column - 1].replace("\n", ", ")
        return f"{shortened(name, SHORT)}, {head}: {cell.spoken if cell else 'nothing'}"


_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
