"""The questions as a table: one row each, in asking order, sortable by every column."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from panel_app.domain.ids import QuestionId
from panel_app.domain.questions import STATUS_TRACK
from panel_app.ui.models.question_words import QuestionLine
from panel_app.ui.words import short_day

_Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
ID_ROLE = Qt.ItemDataRole.UserRole + 1


class QuestionColumn(IntEnum):
    """The columns from left to right."""

    ORDER = 0
    QUESTION = 1
    STATUS = 2
    ITEM = 3
    THEME = 4
    ASKER = 5
    MEETING = 6
    EVIDENCE = 7
    CHANGED = 8


_TITLES = (
    *("Order", "Question", "Status", "Item", "Theme", "Who asks"),
    *("Meeting", "Evidence", "Changed"),
)


class QuestionTableModel(QAbstractTableModel):
    """Rows of QuestionLine. `SORT_ROLE` gives what a column sorts by, `ID_ROLE` the question's id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[QuestionLine] = []

    def set_lines(self, lines: Sequence[QuestionLine]) -> None:
        """Show these; where they are the same questions in the same order only the changed rows are told."""
        new = list(lines)
        if [line.question.id for line in new] != [line.question.id for line in self._lines]:
            self.beginResetModel()
            self._lines = new
            self.endResetModel()
            return
        for row, (before, after) in enumerate(zip(self._lines, new, strict=True)):
            if before != after:
                self._lines[row] = after
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(_TITLES) - 1))

    def row_of(self, question: QuestionId) -> int:
        """The row of a question; -1 when it is not here."""
        return next((row for row, line in enumerate(self._lines) if line.question.id == question), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(_TITLES):
            if role == Qt.ItemDataRole.DisplayRole:
                return _TITLES[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, index.row(), index.column())
        if role == SORT_ROLE:
            return self._sorted_by(line, index.row(), index.column())
        if role == ID_ROLE:
            return line.question.id
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return None

    def _shown(self, line: QuestionLine, row: int, column: int) -> str:
        question = line.question
        texts = {
            QuestionColumn.ORDER: str(row + 1),
            QuestionColumn.QUESTION: line.text,
            QuestionColumn.STATUS: line.chip[0],
            QuestionColumn.MEETING: line.meeting,
            QuestionColumn.ITEM: line.item,
            QuestionColumn.THEME: question.theme,
            QuestionColumn.ASKER: line.asker,
            QuestionColumn.EVIDENCE: str(len(question.evidence)) if question.evidence else "",
            QuestionColumn.CHANGED: short_day(question.modified.date()),
        }
        return texts[QuestionColumn(column)]

    def _sorted_by(self, line: QuestionLine, row: int, column: int) -> Any:
        question = line.question
        keys: dict[QuestionColumn, Any] = {
            QuestionColumn.ORDER: row,
            QuestionColumn.QUESTION: line.text.casefold(),
            QuestionColumn.STATUS: STATUS_TRACK.index(question.status),
            # A meeting's id ends with its date.
            QuestionColumn.MEETING: (question.meeting or "").rpartition("/")[2],
            QuestionColumn.ITEM: line.item.rjust(12),
            QuestionColumn.THEME: question.theme.casefold(),
            QuestionColumn.ASKER: line.asker.casefold(),
            QuestionColumn.EVIDENCE: len(question.evidence),
            QuestionColumn.CHANGED: question.modified.isoformat(),
        }
        return keys[QuestionColumn(column)]
