"""Paints the cells of the scorecard: names with their period, small lines, figures, chips."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from panel_app.services.measures import ScorecardRow
from panel_app.ui.charts.scorecard_cells import (
    paint_signal,
    paint_spread,
    paint_target,
    signal_size,
    spread_size,
    target_height,
    target_size,
)
from panel_app.ui.charts.sparkline import paint_sparkline
from panel_app.ui.charts.verdict import paint_verdict, verdict_size
from panel_app.ui.models.scorecard_model import ROW_ROLE, ScorecardColumn, cell_text
from panel_app.ui.models.scorecard_order import GROUP_ROLE
from panel_app.ui.models.scorecard_words import target_words
from panel_app.ui.theme import Theme, current_theme
from panel_app.ui.widgets.layout_text import lay_out, text_width, widest_word

_SPARK_WIDTH = 72


class ScorecardDelegate(QStyledItemDelegate):
    """Draws each column in its own way, from the ScorecardRow of the index."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = current_theme()
        row: ScorecardRow = index.data(ROW_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and _has_keyboard(option)
        chosen = selected or bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect = QRect(option.rect)
        painter.save()
        group = index.data(GROUP_ROLE)
        if group:
            rect = _paint_group(painter, rect, group, _left_of_all(option, rect), theme)
        painter.fillRect(rect, theme.color("accent-tint" if chosen else "surface"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("accent"))
        side = theme.space(side_padding(ScorecardColumn(index.column())))
        inner = rect.adjusted(side, 0, -side, -1)
        column = ScorecardColumn(index.column())
        if column is ScorecardColumn.MEASURE:
            _paint_name(painter, inner, row, theme)
        elif column is ScorecardColumn.RECENT:
            height = min(inner.height(), theme.px(40))
            top = inner.top() + (inner.height() - height) / 2
            paint_sparkline(
                painter, QRectF(inner.left(), top, inner.width(), height), row.recent, row.bands, theme
            )
        elif column is ScorecardColumn.FORCE:
            middle = inner.center().y()
            paint_verdict(painter, inner.left(), middle, row.force.verdict, row.measure.better, theme)
        elif column is ScorecardColumn.SIGNAL:
            paint_signal(painter, inner, row, theme)
        elif column is ScorecardColumn.TARGET:
            paint_target(painter, inner, row, theme)
        elif column is ScorecardColumn.AREAS:
            paint_spread(painter, inner, row, theme)
        else:
            _paint_figures(painter, inner, str(index.data()), column, theme)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The least width of a cell, and the height that its name needs at the column's width."""
        theme = current_theme()
        column = ScorecardColumn(index.column())
        row: ScorecardRow = index.data(ROW_ROLE)
        padding = 2 * theme.space(side_padding(column))
        least = row_height(theme)
        if column is ScorecardColumn.MEASURE:
            width = widest_word(row.measure.name, theme.font("body", bold=True)) + _sign_room(row, theme)
            room = option.rect.width() - padding
            if room > 0:
                least = max(least, _name_height(row, room, theme) + theme.space(12))
        elif column is ScorecardColumn.RECENT:
            width = theme.space(_SPARK_WIDTH)
        elif column is ScorecardColumn.FORCE:
            width = verdict_size(row.force.verdict, theme).width()
        elif column is ScorecardColumn.SIGNAL:
            size = signal_size(row, theme)
            width, least = size.width(), max(least, size.height() + theme.space(12))
        elif column is ScorecardColumn.TARGET:
            width = target_size(row, theme).width()
            room = option.rect.width() - padding
            if room > 0:
                least = max(least, target_height(row, room, theme) + theme.space(12))
        elif column is ScorecardColumn.AREAS:
            width = spread_size(row, theme).width()
        else:
            width = text_width(str(index.data()), theme.font("body", bold=True))
        return QSize(width + padding, least + (_group_height(theme) if index.data(GROUP_ROLE) else 0))


def size_key(row: ScorecardRow, column: ScorecardColumn) -> Hashable:
    """Rows with the same key need the same room in a column; of tabular figures only the signs count."""
    if column is ScorecardColumn.MEASURE:
        return row.measure.name, _period(row), row.measure.is_recorded_crime
    if column is ScorecardColumn.RECENT:
        return None
    if column is ScorecardColumn.FORCE:
        return row.force.verdict
    if column is ScorecardColumn.SIGNAL:
        return row.signal.variation if row.signal else None
    if column is ScorecardColumn.TARGET:
        return target_words(row)
    if column is ScorecardColumn.AREAS:
        return tuple(row.measure.figure(row.spread[at][1]) for at in (0, -1)) if row.spread else ()
    text = cell_text(row, column)
    return sum(letter.isdigit() for letter in text), len(text)


def name_width(row: ScorecardRow, theme: Theme) -> int:
    """The width that a name needs to stay on one line, with its sign and padding."""
    words = text_width(row.measure.name, theme.font("body", bold=True))
    period = text_width(_period(row), theme.font("small"))
    padding = 2 * theme.space(side_padding(ScorecardColumn.MEASURE))
    return max(words + _sign_room(row, theme), period) + padding


def row_height(theme: Theme) -> int:
    """56 pixels at 100 %: a line of body, a small one, and the padding."""
    return theme.line_height("body") + theme.line_height("small") + theme.space(12)


def paint_recorded_sign(painter: QPainter, centre: QPointF, theme: Theme) -> None:
    """The R in a circle that marks police recorded crime."""
    radius = theme.px(18) / 2 - 0.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("line-strong"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    font = theme.font("small")
    font.setPixelSize(theme.px(12))
    painter.setFont(font)
    painter.setPen(theme.color("ink-2"))
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "R")
    painter.restore()


def _group_height(theme: Theme) -> int:
    return theme.line_height("small") + theme.space(12)


def _left_of_all(option: QStyleOptionViewItem, rect: QRect) -> int:
    widget = option.widget
    return widget.columnViewportPosition(0) if isinstance(widget, QTableView) else rect.left()


def _paint_group(painter: QPainter, rect: QRect, words: str, first: int, theme: Theme) -> QRect:
    """The strip above the first row of a theme. Each cell draws its part of the name, which may be wider than
    the first one."""
    strip = QRect(rect.left(), rect.top(), rect.width(), _group_height(theme))
    painter.fillRect(strip, theme.color("sunken"))
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(strip.bottomLeft(), strip.bottomRight())
    left = first + theme.space(side_padding(ScorecardColumn.MEASURE))
    painter.setClipRect(strip)
    laid = lay_out(words, theme.font("small", bold=True), 10_000, theme.line_height("small"))
    laid.draw(painter, left, strip.top() + theme.space(6), theme.color("ink-2"))
    painter.setClipping(False)
    return rect.adjusted(0, strip.height(), 0, 0)


def _has_keyboard(option: QStyleOptionViewItem) -> bool:
    widget = option.widget
    return widget is None or bool(widget.hasFocus())


def side_padding(column: ScorecardColumn) -> int:
    """The empty pixels at both sides of a cell, at 100 %."""
    return 16 if column is ScorecardColumn.MEASURE else 8


def _sign_room(row: ScorecardRow, theme: Theme) -> int:
    return theme.px(18) + theme.space(8) if row.measure.is_recorded_crime else 0


def _name_height(row: ScorecardRow, width: int, theme: Theme) -> int:
    bold, small = theme.font("body", bold=True), theme.font("small")
    name = lay_out(row.measure.name, bold, width - _sign_room(row, theme), theme.line_height("body"))
    return name.height + lay_out(_period(row), small, width, theme.line_height("small")).height


def _period(row: ScorecardRow) -> str:
    return row.latest.period.label if row.latest else "No figures"


def _paint_name(painter: QPainter, rect: QRect, row: ScorecardRow, theme: Theme) -> None:
    line = theme.line_height("body")
    room = rect.width() - _sign_room(row, theme)
    name = lay_out(row.measure.name, theme.font("body", bold=True), room, line)
    period = lay_out(_period(row), theme.font("small"), rect.width(), theme.line_height("small"))
    top = rect.top() + (rect.height() - name.height - period.height) / 2
    name.draw(painter, rect.left(), top, theme.color("accent"))
    if row.measure.is_recorded_crime:
        left = rect.left() + min(name.width, room) + theme.space(8) + theme.px(9)
        paint_recorded_sign(painter, QPointF(left, top + line / 2), theme)
    period.draw(painter, rect.left(), top + name.height, theme.color("ink-2"))


def _paint_figures(painter: QPainter, rect: QRect, text: str, column: ScorecardColumn, theme: Theme) -> None:
    lines = text.split("\n")
    latest = column is ScorecardColumn.LATEST
    words = not any(letter.isdigit() for letter in text)
    heights = [theme.line_height("body"), theme.line_height("small")][: len(lines)]
    top = rect.top() + (rect.height() - sum(heights)) / 2
    for number, (line, height) in enumerate(zip(lines, heights, strict=True)):
        small = words or number == 1
        painter.setFont(theme.font("small" if small else "body", bold=latest and not words))
        painter.setPen(theme.color("ink" if not small else "ink-2"))
        box = QRectF(rect.left(), top, rect.width(), height)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line)
        top += height
