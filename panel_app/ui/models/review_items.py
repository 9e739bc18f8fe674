"""The table of a review: a row for each agenda item, and a row beneath it for each doubt about it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from panel_app.domain.doubts import Doubt, pages_words
from panel_app.domain.review import ReviewDraft, ReviewItem
from panel_app.ui.icons import icon
from panel_app.ui.models.review_words import kind_words, typed_pages

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns from the left."""

    STATE = 0
    ITEM = 1
    SUBJECT = 2
    PAGES = 3
    KIND = 4


_HEADS = ("", "Item", "Subject", "Pack pages", "What it is")
_FIELDS = {Column.ITEM: "number", Column.SUBJECT: "subject", Column.PAGES: "pages", Column.KIND: "kind"}


class ReviewItemsModel(QAbstractTableModel):
    """Rows of items and doubts. Signals: `edited(key, field, value)` for a cell that a person changed."""

    edited = Signal(str, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ReviewItem | Doubt] = []
        self._doubtful: dict[str, bool] = {}

    def show(self, draft: ReviewDraft, doubts: Sequence[Doubt]) -> None:
        """Show a draft with its doubts."""
        self.beginResetModel()
        self._rows, self._doubtful = [], {}
        for item in draft.items:
            self._rows.append(item)
            beneath = [one for one in doubts if one.item == item.key]
            if beneath:
                self._doubtful[item.key] = any(one.error for one in beneath)
            self._rows += beneath
        self.endResetModel()

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

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._rows[index.row()]
        if isinstance(one, Doubt):
            return one.sentence if role == Qt.ItemDataRole.AccessibleTextRole else None
        column = Column(index.column())
        if column is Column.STATE:
            return self._state(one, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(one, column)
        if role == Qt.ItemDataRole.EditRole:
            return one.kind if column is Column.KIND else _typed(one, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADS[column]}: {_shown(one, column).strip() or 'nothing'}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        one = self._rows[index.row()]
        field = _FIELDS.get(Column(index.column()))
        if role != Qt.ItemDataRole.EditRole or field is None or isinstance(one, Doubt):
            return False
        if field == "kind":
            new = value.value if value else None
        elif field == "pages":
            new = typed_pages(str(value))
        else:
            new = " ".join(str(value).split())
        self.edited.emit(one.key, field, new)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_item = isinstance(self._rows[index.row()], ReviewItem)
        return flags | Qt.ItemFlag.ItemIsEditable if is_item and index.column() in _FIELDS else flags

    def _state(self, item: ReviewItem, role: int) -> Any:
        error = self._doubtful.get(item.key)
        if role == Qt.ItemDataRole.DecorationRole:
            if error is None:
                return icon("check", "good")
            return icon("alert", "bad") if error else icon("help", "warn")
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return "Nothing to do" if error is None else "To put right" if error else "Worth a look"
        return None


def _shown(item: ReviewItem, column: Column) -> str:
    if column is Column.PAGES:
        return pages_words(item.first, item.last) if item.first else "no paper"
    if column is Column.KIND:
        return f"{kind_words(item.kind)}, exempt" if item.exempt else kind_words(item.kind)
    if column is Column.SUBJECT:
        return item.subject if item.level == 1 else f"\u2003{item.subject}"
    return item.number if item.level == 1 else ""


def _typed(item: ReviewItem, column: Column) -> str:
    if column is Column.PAGES:
        return pages_words(item.first, item.last) if item.first else ""
    return item.subject if column is Column.SUBJECT else item.number
