"""The scorecard as a Qt model: a row for each measure, its words and its sort keys."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from panel_app.domain.ids import MeasureId
from panel_app.domain.statistics.force_rule import Verdict
from panel_app.services.measures import ScorecardRow
from panel_app.ui.models.scorecard_words import (
    reach_order,
    signal_order,
    signal_words,
    spread_spoken,
    spread_words,
    target_spoken,
    target_words,
)

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
SORT_ROLE = Qt.ItemDataRole.UserRole + 2

_Index = QModelIndex | QPersistentModelIndex
_VERDICT_ORDER = (Verdict.ABOVE, Verdict.BELOW, Verdict.WITHIN, Verdict.NONE)
_LEAST = float("-inf")


class ScorecardColumn(IntEnum):
    """The columns, left to right."""

    MEASURE = 0
    RECENT = 1
    LATEST = 2
    BEFORE = 3
    CHANGE = 4
    FORCE = 5
    SIGNAL = 6
    TARGET = 7
    AREAS = 8


_HEADERS = {
    ScorecardColumn.MEASURE: "Measure",
    ScorecardColumn.RECENT: "The last two years",
    ScorecardColumn.LATEST: "Latest",
    ScorecardColumn.BEFORE: "Same time last year",
    ScorecardColumn.CHANGE: "Change",
    ScorecardColumn.FORCE: "The force’s own limits",
    ScorecardColumn.SIGNAL: "NHS signal, last period",
    ScorecardColumn.TARGET: "Target, and is it in reach?",
    ScorecardColumn.AREAS: "Areas, yours filled",
}
_RIGHT = {ScorecardColumn.LATEST, ScorecardColumn.BEFORE, ScorecardColumn.CHANGE}


class ScorecardModel(QAbstractTableModel):
    """ScorecardRows; `ROW_ROLE` gives the row itself, `SORT_ROLE` what a column is sorted by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ScorecardRow] = []
        self._themes: list[str] = []

    def set_rows(self, rows: list[ScorecardRow]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self._themes = list(dict.fromkeys(row.measure.theme for row in rows))
        self.endResetModel()

    def themes(self) -> list[str]:
        """In the order in which their measures come; "" for those without one."""
        return self._themes

    def row_of(self, measure: MeasureId) -> int | None:
        """The row of a measure."""
        return next((at for at, row in enumerate(self._rows) if row.measure.id == measure), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(ScorecardColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(ScorecardColumn):
            return None
        column = ScorecardColumn(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignBottom
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], ScorecardColumn(index.column())
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            return _sort_key(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADERS[column]}: {_spoken(row, column)}"
        if role == Qt.ItemDataRole.ToolTipRole and column >= ScorecardColumn.FORCE:
            return _spoken(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def cell_text(row: ScorecardRow, column: ScorecardColumn) -> str:
    """What a cell says."""
    measure, comparison = row.measure, row.comparison
    if column is ScorecardColumn.MEASURE:
        return measure.name
    if column is ScorecardColumn.LATEST:
        return measure.figure(row.latest.value if row.latest else None) or "no figure"
    if column is ScorecardColumn.BEFORE:
        return measure.figure(row.before.value if row.before else None) or "no figure"
    if column is ScorecardColumn.CHANGE and comparison:
        lines = (comparison.percentage_text if not measure.is_share else "", comparison.difference_text)
        return "\n".join(line for line in lines if line)
    if column is ScorecardColumn.FORCE:
        return row.force.verdict.label
    if column is ScorecardColumn.SIGNAL:
        return signal_words(row)
    if column is ScorecardColumn.TARGET:
        return target_words(row)
    if column is ScorecardColumn.AREAS:
        return spread_words(row)
    return ""


def _spoken(row: ScorecardRow, column: ScorecardColumn) -> str:
    if column is ScorecardColumn.MEASURE:
        period = f", {row.latest.period.label}" if row.latest else ""
        quality = f". {row.measure.quality}" if row.measure.quality else ""
        return f"{row.measure.name}{period}{quality}"
    if column is ScorecardColumn.RECENT:
        shown = ", ".join(row.measure.figure(p.value) or "no figure" for p in row.recent)
        return shown or "no figures"
    if column is ScorecardColumn.CHANGE:
        return row.comparison.in_words(row.measure) if row.comparison else "not known"
    if column is ScorecardColumn.FORCE:
        return row.force.sentence
    if column is ScorecardColumn.SIGNAL:
        return row.signal.sentence if row.signal else "There are no figures."
    if column is ScorecardColumn.TARGET:
        return target_spoken(row)
    if column is ScorecardColumn.AREAS:
        return spread_spoken(row)
    return cell_text(row, column)


def _sort_key(row: ScorecardRow, column: ScorecardColumn) -> Any:
    if column is ScorecardColumn.MEASURE:
        return row.measure.name
    if column is ScorecardColumn.LATEST:
        return _number(row.latest.value if row.latest else None)
    if column is ScorecardColumn.BEFORE:
        return _number(row.before.value if row.before else None)
    if column is ScorecardColumn.FORCE:
        return _VERDICT_ORDER.index(row.force.verdict)
    if column is ScorecardColumn.SIGNAL:
        return signal_order(row)
    if column is ScorecardColumn.TARGET:
        return reach_order(row)
    if column is ScorecardColumn.AREAS:
        return _number(row.spread[-1][1] - row.spread[0][1] if row.spread else None)
    if column is ScorecardColumn.CHANGE:
        share = row.comparison.percentage if row.comparison else None
        return _number(share)
    return row.measure.position


def _number(value: Any) -> float:
    return _LEAST if value is None else float(value)
