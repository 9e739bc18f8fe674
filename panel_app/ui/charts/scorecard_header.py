"""The head of the scorecard: words that wrap, level with the cells beneath, and the sign of the sorting."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from panel_app.ui.charts.scorecard_delegate import side_padding
from panel_app.ui.models.scorecard_model import ScorecardColumn
from panel_app.ui.theme import Theme, current_theme
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width

_ARROW = 10


class ScorecardHeader(QHeaderView):
    """Paints its sections; a click sorts, a second one turns the order, a third takes it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicatorShown(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def least_width(self, section: int, *, tight: bool = False) -> int:
        """The room for the words on two lines and the sign of the sorting; `tight`: a word a line."""
        theme = current_theme()
        font = theme.font("small", bold=True)
        words = self._words(section).split()
        splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)]
        width = min((max(text_width(a, font), text_width(b, font)) for a, b in splits), default=0)
        if tight:
            width = max(text_width(word, font) for word in words)
        return width + 2 * theme.space(side_padding(ScorecardColumn(section))) + theme.px(_ARROW + 2)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = current_theme()
        painter.save()
        painter.fillRect(rect, theme.color("sunken"))
        painter.setPen(QPen(theme.color("line-strong"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        side = theme.space(side_padding(ScorecardColumn(section)))
        laid = self._laid(section, rect.width(), theme)
        top = rect.bottom() - theme.space(8) - laid.height
        laid.draw(painter, rect.left() + side, top, theme.color("ink"))
        if self.sortIndicatorSection() == section:
            self._paint_arrow(painter, rect, section, laid, top, theme)
        painter.restore()

    def _paint_arrow(
        self, painter: QPainter, rect: QRect, section: int, laid: LaidText, top: float, theme: Theme
    ) -> None:
        arrow = theme.px(_ARROW)
        side = theme.space(side_padding(ScorecardColumn(section)))
        left = rect.left() + side + laid.width + theme.px(4)
        if self._is_right(section):
            left = rect.right() - side - laid.width - arrow - theme.px(4)
        middle = top + theme.line_height("small") / 2
        half = arrow / 2
        tip = -half if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else half
        corners = [
            QPointF(left, middle - tip / 2),
            QPointF(left + arrow, middle - tip / 2),
            QPointF(left + half, middle + tip / 2),
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ink"))
        painter.drawPolygon(QPolygonF(corners))

    def _height(self) -> int:
        theme = current_theme()
        shown = [s for s in range(self.count()) if not self.isSectionHidden(s)]
        lines = [self._laid(s, self.sectionSize(s), theme).height for s in shown]
        return max(lines, default=0) + 2 * theme.space(8) + 1

    def _laid(self, section: int, width: int, theme: Theme) -> LaidText:
        side = theme.space(side_padding(ScorecardColumn(section)))
        right = self._is_right(section)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        room = width - 2 * side
        return lay_out(
            self._words(section), theme.font("small", bold=True), room, theme.line_height("small"), align
        )

    def _words(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")

    def _is_right(self, section: int) -> bool:
        role = Qt.ItemDataRole.TextAlignmentRole
        return bool(
            self.model().headerData(section, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight
        )
