"""Which measures of the scorecard are shown, and in which order: sorted, narrowed, grouped by theme."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from panel_app.domain.statistics.signal import Assurance, Variation
from panel_app.services.measures import ScorecardRow
from panel_app.ui.models.scorecard_model import ROW_ROLE, SORT_ROLE, ScorecardColumn

GROUP_ROLE = Qt.ItemDataRole.UserRole + 3

_Index = QModelIndex | QPersistentModelIndex
_REAL = (Variation.CONCERN, Variation.IMPROVEMENT, Variation.HIGH, Variation.LOW)

EVERYTHING, SIGNALS, OUTSIDE, IN_DOUBT = "all", "signal", "outside", "doubt"
FILTERS = (
    ("All measures", EVERYTHING),
    ("With a sign of a real change", SIGNALS),
    ("Outside the force’s own limits", OUTSIDE),
    ("Not sure to meet their target", IN_DOUBT),
)
"""What the list can be narrowed to besides a theme: words and value."""


class ScorecardOrder(QSortFilterProxyModel):
    """`GROUP_ROLE` gives the theme to the first row of each group, and nothing to the others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = EVERYTHING
        self._grouped = False
        self.setSortRole(SORT_ROLE)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def set_filter(self, value: str) -> None:
        """Show the measures of one of FILTERS, or of a theme."""
        self._filter = value
        self.invalidate()

    def set_grouped(self, grouped: bool) -> None:
        """Keep the measures of a theme together, the themes in the order of their measures."""
        self._grouped = grouped
        column, order = self.sortColumn(), self.sortOrder()
        self.sort(-1 if column == ScorecardColumn.RECENT else column, order)
        self.invalidate()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        # Without a column the order is that of the source, which knows no groups.
        super().sort(int(ScorecardColumn.RECENT) if self._grouped and column < 0 else column, order)

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        row: ScorecardRow = self.sourceModel().index(source_row, 0, source_parent).data(ROW_ROLE)
        if self._filter == EVERYTHING:
            return True
        if self._filter == SIGNALS:
            return row.signal is not None and row.signal.variation in _REAL
        if self._filter == OUTSIDE:
            return row.force.verdict.is_outside
        if self._filter == IN_DOUBT:
            return row.signal is not None and row.signal.assurance in (
                Assurance.FAILS,
                Assurance.HIT_AND_MISS,
            )
        return row.measure.theme == self._filter

    def lessThan(self, left: _Index, right: _Index) -> bool:
        if self._grouped:
            one, other = (self._place(i) for i in (left, right))
            if one != other:
                return (one < other) == (self.sortOrder() == Qt.SortOrder.AscendingOrder)
        return super().lessThan(left, right)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == GROUP_ROLE:
            return self._group(index)
        said = super().data(index, role)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0 and self._grouped:
            return f"{said}. Theme: {super().data(index, ROW_ROLE).measure.theme or 'none'}"
        return said

    def _group(self, index: _Index) -> str:
        if not self._grouped:
            return ""
        theme = super().data(index, ROW_ROLE).measure.theme
        above = index.row() - 1
        if above >= 0 and super().data(self.index(above, 0), ROW_ROLE).measure.theme == theme:
            return ""
        return theme or "Without a theme"

    def _place(self, index: _Index) -> int:
        themes = self.sourceModel().themes()  # type: ignore[attr-defined]
        return int(themes.index(index.data(ROW_ROLE).measure.theme))
