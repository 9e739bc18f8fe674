"""The records of one list under review: a row each, with its pack page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from panel_app.domain.review import ReviewRecord
from panel_app.ui.models.review_words import record_page, record_words

Index = QModelIndex | QPersistentModelIndex
WORDS, PAGE = 0, 1


class ReviewRecordsModel(QAbstractTableModel):
    """The words of each record and its pack page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str, str]] = []

    def show(self, records: Sequence[ReviewRecord], labels: Sequence[str]) -> None:
        """Show these records."""
        rows = [(one.key, record_words(one), record_page(one, labels)) for one in records]
        if rows == self._rows:
            return
        if [row[0] for row in rows] == [row[0] for row in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, PAGE))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def key_at(self, row: int) -> str:
        """The key of a row's record; "" where there is no such row."""
        return self._rows[row][0] if 0 <= row < len(self._rows) else ""

    def row_of(self, key: str) -> int:
        """The row of a record; -1 where it is not here."""
        return next((n for n, row in enumerate(self._rows) if row[0] == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "Pack page" if section == PAGE else "What was recognised"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        _, words, page = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return page if index.column() == PAGE else words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}, pack page {page}" if page else words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
