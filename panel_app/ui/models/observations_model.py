"""The table twin of a chart as a Qt model, the newest period first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from panel_app.domain.chart_model import ChartModel

_Index = QModelIndex | QPersistentModelIndex
_SIGNS = {"above": " ▲", "below": " ▼"}


class ObservationsModel(QAbstractTableModel):
    """The rows of a ChartModel; `point_at` and `row_of` tie a row to its point."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chart = ChartModel("", "")

    def set_chart(self, chart: ChartModel) -> None:
        """Show another chart's figures."""
        self.beginResetModel()
        self._chart = chart
        self.endResetModel()

    def point_at(self, row: int) -> int:
        """The index of the point that a row belongs to."""
        return self._chart.rows[len(self._chart.rows) - 1 - row].point

    def row_of(self, point: int) -> int:
        """The row of a point."""
        return len(self._chart.rows) - 1 - point

    def as_text(self) -> str:
        """The table with tabs, to paste into a letter or a sheet."""
        lines = ["\t".join(self._chart.headers)]
        lines += ["\t".join(row.cells) for row in reversed(self._chart.rows)]
        return "\n".join(lines)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._chart.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._chart.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._chart.headers):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._chart.headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section) | Qt.AlignmentFlag.AlignBottom
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._chart.rows):
            return None
        row = self._chart.rows[self.row_of(index.row())]
        cell = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell + _SIGNS.get(row.verdict.value, "") if index.column() == 1 else cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{self._chart.headers[index.column()]}: {cell or 'not known'}"
            outside = f", {row.verdict.label.lower()}" if row.verdict.is_outside else ""
            return said + (outside if index.column() == 1 else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column()) | Qt.AlignmentFlag.AlignVCenter
        return None


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
