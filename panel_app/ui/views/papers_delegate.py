"""Draws the rows of the list of papers: headings, titles that wrap, chips and facts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from panel_app.ui.models.papers_model import HeadingRow, Index, PaperRow, PapersModel
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width


class PapersDelegate(QStyledItemDelegate):
    """A heading is one bold line with its day at the right; a paper is its title, its chips and its facts."""

    def __init__(self, view: QListView, model: PapersModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, width = self._model.row_at(index), self._view.viewport().width()
        if isinstance(row, HeadingRow):
            title, when = self._heading(row, width)
            return QSize(
                width, max(title.height, when.height) + self._above(index) + current_theme().space(8)
            )
        if isinstance(row, PaperRow):
            title, _, facts = self._paper(row, width)
            return QSize(width, title.height + self._second(row, facts, width) + self._padding())
        return QSize(width, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row_at(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, HeadingRow):
            self._paint_heading(painter, option.rect, row, index)
        elif isinstance(row, PaperRow):
            self._paint_paper(painter, option, row, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, row: HeadingRow, index: Index) -> None:
        theme = current_theme()
        title, when = self._heading(row, area.width())
        top = area.top() + self._above(index)
        title.draw(painter, area.left(), top, theme.color("ink"))
        baseline = top + title.height - theme.line_height("section") + theme.px(3)
        when.draw(painter, area.right() - when.width, baseline, theme.color("ink-2"))
        painter.fillRect(QRect(area.left(), area.bottom() - 1, area.width(), 2), theme.color("ink"))

    def _paint_paper(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PaperRow, index: Index
    ) -> None:
        theme, area = current_theme(), option.rect
        state = option.state
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("accent-tint"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("line"))
        title, pages, facts = self._paper(row, area.width())
        top = area.top() + self._padding() // 2
        title.draw(painter, area.left() + theme.space(8), top, theme.color("accent"))
        pages.draw(painter, area.right() - theme.space(8) - pages.width, top, theme.color("ink-2"))
        top += title.height + theme.space(4)
        left = area.left() + theme.space(8)
        for words in row.chips:
            left += self._paint_chip(painter, words, left, top) + theme.space(8)
        shift = (self._chip_height() - theme.line_height("small")) // 2
        if self._beside(row, facts, area.width()):
            facts.draw(painter, left, top + shift, theme.color("ink-2"))
        else:
            facts.draw(painter, area.left() + theme.space(8), top + self._chip_height(), theme.color("ink-2"))
        if row.check:
            link = self._check(row)
            place = self.check_rect(row, area)
            link.draw(painter, place.left(), place.top() + shift, theme.color("accent"))
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -2), 4, 4)

    def _paint_chip(self, painter: QPainter, words: str, left: int, top: int) -> int:
        theme = current_theme()
        width, height = self._chip_width(words), self._chip_height()
        painter.setPen(QPen(theme.color("line-strong"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(left + 0.5, top + 0.5, width - 1, height - 1), 4, 4)
        laid = lay_out(words, theme.font("small"), width, theme.line_height("small"))
        inset = (height - laid.height) / 2
        laid.draw(painter, left + theme.space(8), top + inset, theme.color("ink"))
        return width

    def check_rect(self, row: PaperRow, area: QRect) -> QRect:
        """Where a row has its link to what was recognised; empty where it has none."""
        if not row.check:
            return QRect()
        link = self._check(row)
        left = area.right() - current_theme().space(8) - link.width
        bottom = area.bottom() - self._padding() // 2
        return QRect(left, bottom - self._chip_height(), link.width + 2, self._chip_height())

    @staticmethod
    def _check(row: PaperRow) -> LaidText:
        theme = current_theme()
        font = theme.font("small")
        return lay_out(row.check, font, text_width(row.check, font) + 2, theme.line_height("small"))

    def _heading(self, row: HeadingRow, width: int) -> tuple[LaidText, LaidText]:
        theme = current_theme()
        when = lay_out(row.when, theme.font("body"), width // 2, theme.line_height("body"))
        room = width - when.width - theme.space(16)
        return lay_out(row.title, theme.font("section"), room, theme.line_height("section")), when

    def _paper(self, row: PaperRow, width: int) -> tuple[LaidText, LaidText, LaidText]:
        theme = current_theme()
        inside = width - 2 * theme.space(8)
        line = theme.line_height("body")
        pages = lay_out(row.pages, theme.font("body"), inside // 2, line)
        title = lay_out(row.paper.title, theme.font("body"), inside - pages.width - theme.space(16), line)
        facts_width = min(inside, text_width(row.facts, theme.font("small")) + 2)
        return title, pages, lay_out(row.facts, theme.font("small"), facts_width, theme.line_height("small"))

    def _second(self, row: PaperRow, facts: LaidText, width: int) -> int:
        """The height of the chips and facts."""
        beside = self._beside(row, facts, width)
        below = 0 if beside else facts.height
        if self._check_needs_a_line(row, facts, width):
            below += self._chip_height()
        return current_theme().space(4) + self._chip_height() + below

    def _check_needs_a_line(self, row: PaperRow, facts: LaidText, width: int) -> bool:
        """Whether the link has no room at the end of the last line."""
        if not row.check:
            return False
        theme = current_theme()
        last = facts.width
        if self._beside(row, facts, width):
            last += sum(self._chip_width(words) + theme.space(8) for words in row.chips)
        return last + theme.space(16) + self._check(row).width > width - 2 * theme.space(8)

    def _beside(self, row: PaperRow, facts: LaidText, width: int) -> bool:
        theme = current_theme()
        chips = sum(self._chip_width(words) + theme.space(8) for words in row.chips)
        return chips + facts.width <= width - 2 * theme.space(8)

    @staticmethod
    def _chip_width(words: str) -> int:
        theme = current_theme()
        return text_width(words, theme.font("small")) + 2 * theme.space(8)

    @staticmethod
    def _chip_height() -> int:
        return current_theme().height(24)

    @staticmethod
    def _padding() -> int:
        return 2 * current_theme().space(8)

    @staticmethod
    def _above(index: Index) -> int:
        return current_theme().space(24) if index.row() else 0
