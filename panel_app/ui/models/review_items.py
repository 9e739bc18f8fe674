"""The table of a review: a row for each agenda item, and a row beneath it for each doubt about it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from panel_app.domain.doubts import Doubt
from panel_app.domain.review import ReviewDraft, ReviewItem
from panel_app.ui.icons import icon
from panel_app.ui.models.review_words import kind_words, shown_pages, typed_pages

Index = QModelIndex | QPersistentModelIndex
WRONG_ROLE = Qt.ItemDataRole.UserRole
"""Whether a cell is what must be put right."""
LEVEL_ROLE = Qt.ItemDataRole.UserRole + 1
"""How deep an entry stands: 1 is an item, 2 an appendix."""


class Column(IntEnum):
    """The columns from the left."""

    STATE = 0
    ITEM = 1
    SUBJECT = 2
    PAGES = 3
    KIND = 4
    EXEMPT = 5
    MORE = 6


_HEADS = ("", "Item", "Subject", "Pack pages", "What it is", "Exempt", "")
_FIELDS = {Column.ITEM: "number", Column.SUBJECT: "subject", Column.PAGES: "pages", Column.KIND: "kind"}


class ReviewItemsModel(QAbstractTableModel):
    """Rows of items and doubts. Signals: `edited(key, field, value)` for a cell that a person changed."""

    edited = Signal(str, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ReviewItem | Doubt] = []
        self._beneath: dict[str, list[Doubt]] = {}
        self._corrected: set[str] = set()
        self._labels: Sequence[str] = ()

    def show(
        self, draft: ReviewDraft, doubts: Sequence[Doubt], recognised: ReviewDraft, labels: Sequence[str]
    ) -> bool:
        """Show a draft with its doubts; whether other rows are there than before."""
        self._labels = labels
        rows: list[ReviewItem | Doubt] = []
        self._beneath = {}
        for item in draft.items:
            rows.append(item)
            beneath = [one for one in doubts if one.item == item.key]
            if beneath:
                self._beneath[item.key] = beneath
            rows += beneath
        self._corrected = {item.key for item in draft.items if recognised.item(item.key) != item}
        if [_identity(row) for row in rows] == [_identity(row) for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def item_at(self, row: int) -> ReviewItem | None:
        """The item of a row; that of a doubt's row is the one above it."""
        for one in reversed(self._rows[: row + 1]):
            if isinstance(one, ReviewItem):
                return one
        return None

    def doubt_at(self, row: int) -> Doubt | None:
        """The doubt of a row; None in an item's."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, Doubt) else None

    def row_of(self, key: str) -> int:
        """The row of an item; -1 where it is not here."""
        at = (n for n, one in enumerate(self._rows) if isinstance(one, ReviewItem) and one.key == key)
        return next(at, -1)

    def is_corrected(self, key: str) -> bool:
        """Whether a person set anything of an item otherwise than it was recognised."""
        return key in self._corrected

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_HEADS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self._rows[index.row()], Column(index.column())
        if isinstance(one, Doubt):
            return one.sentence if role == Qt.ItemDataRole.AccessibleTextRole else None
        if column is Column.STATE:
            return self._state(one, role)
        if column is Column.EXEMPT:
            return _exempt(one, role)
        if column is Column.MORE:
            if role == Qt.ItemDataRole.DecorationRole:
                return icon("more", "ink-2")
            named = role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
            return "More to do with this entry" if named else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(one, column)
        if role == Qt.ItemDataRole.EditRole:
            return one.kind if column is Column.KIND else _typed(one, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = "Subject of an appendix" if column is Column.SUBJECT and one.level > 1 else _HEADS[column]
            return f"{head}: {_shown(one, column) or 'nothing'}"
        if role == LEVEL_ROLE:
            return one.level
        if role == WRONG_ROLE:
            return any(_column_of(doubt) is column for doubt in self._beneath.get(one.key, ()) if doubt.error)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        one, column = self._rows[index.row()], Column(index.column())
        if isinstance(one, Doubt):
            return False
        if column is Column.EXEMPT and role == Qt.ItemDataRole.CheckStateRole:
            self.edited.emit(one.key, "exempt", Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        field = _FIELDS.get(column)
        if role != Qt.ItemDataRole.EditRole or field is None:
            return False
        new: object
        if field == "kind":
            new = str(value) if value else None
        elif field == "pages":
            new = typed_pages(str(value), self._labels)
        else:
            new = " ".join(str(value).split())
        self.edited.emit(one.key, field, new)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if isinstance(self._rows[index.row()], Doubt):
            return flags
        if index.column() in _FIELDS:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.EXEMPT else flags

    def _state(self, item: ReviewItem, role: int) -> Any:
        beneath = self._beneath.get(item.key, [])
        error = any(one.error for one in beneath)
        if role == Qt.ItemDataRole.DecorationRole:
            if beneath:
                return icon("alert", "bad") if error else icon("help", "warn")
            return icon("pencil", "accent") if item.key in self._corrected else icon("check", "good")
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            if beneath:
                return "To put right" if error else "Worth a look"
            return "Corrected by you" if item.key in self._corrected else "Nothing to do"
        return None


def _exempt(item: ReviewItem, role: int) -> Any:
    if role == Qt.ItemDataRole.CheckStateRole:
        return Qt.CheckState.Checked if item.exempt else Qt.CheckState.Unchecked
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return "Exempt: the public is kept out" if item.exempt else "Not exempt"
    if role == Qt.ItemDataRole.ToolTipRole:
        return "Exempt: the public is kept out of this item"
    return None


def _shown(item: ReviewItem, column: Column) -> str:
    if column is Column.PAGES:
        return shown_pages(item)
    if column is Column.KIND:
        return kind_words(item.kind)
    if column is Column.SUBJECT:
        return item.subject
    return item.number


def _typed(item: ReviewItem, column: Column) -> str:
    if column is Column.PAGES:
        return shown_pages(item) if item.first else ""
    return item.subject if column is Column.SUBJECT else item.number


def _column_of(doubt: Doubt) -> Column:
    """The cell that must be put right."""
    return Column.SUBJECT if doubt.key.startswith("subject:") else Column.PAGES


def _identity(row: ReviewItem | Doubt) -> object:
    return row.key if isinstance(row, ReviewItem) else row
