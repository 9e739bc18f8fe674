"""Columns side by side that stand below one another where the window is narrow or the text large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.text import Rule


class Columns(QWidget):
    """Columns; `narrowest` is the least width of one in pixels at 100 % text, `ruled` draws hairlines."""

    def __init__(
        self,
        stretches: Sequence[int],
        narrowest: int = 260,
        gap: int = 24,
        ruled: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stretches = stretches
        self._narrowest = narrowest
        self._gap = gap
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._rules: list[Rule] = []
        self.columns: list[QVBoxLayout] = []
        for index, stretch in enumerate(stretches):
            if index and ruled:
                rule = Rule(vertical=True)
                self._rules.append(rule)
                self._row.addWidget(rule)
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            self.columns.append(column)
            self._row.addWidget(holder, stretch)
        follow_theme(self, self._restyle)

    def is_stacked(self) -> bool:
        """Whether the columns stand below one another."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        # As narrow as one column: side by side they need more, and then they are stacked.
        least = super().minimumSizeHint()
        widest = max(column.totalMinimumSize().width() for column in self.columns)
        return QSize(widest, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def _reflow(self) -> None:
        theme = current_theme()
        wanted = len(self._stretches) * theme.px(self._narrowest) + 2 * theme.space(self._gap) * len(
            self._rules
        )
        stacked = self.width() < wanted
        for rule in self._rules:
            rule.setVisible(not stacked)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self.updateGeometry()

    def _restyle(self) -> None:
        self._row.setSpacing(current_theme().space(self._gap))
        self._reflow()
