"""The scorecard's cells of the NHS signal, the target and the areas, and how much room they take."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPen

from panel_app.domain.statistics.signal import Assurance, Variation
from panel_app.services.measures import ScorecardRow
from panel_app.ui.charts.signal_icons import ICON, paint_assurance, paint_variation
from panel_app.ui.models.scorecard_words import signal_words, spread_words, target_words
from panel_app.ui.theme import Theme
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width, widest_word

_SPREAD = 72


def signal_size(row: ScorecardRow, theme: Theme) -> QSize:
    """The least room: the icon, and the words one beneath the other."""
    words = signal_words(row)
    icon = 0 if _variation(row) is Variation.NONE else theme.px(ICON) + theme.space(8)
    width = _two_lines(words, theme)
    return QSize(icon + width, _lay(words, width, theme).height)


def target_size(row: ScorecardRow, theme: Theme) -> QSize:
    """The least room of a target; a long one wraps."""
    icon = 0 if _assurance(row) is Assurance.NONE else theme.px(ICON) + theme.space(8)
    level, _, reach = target_words(row).partition("\n")
    # A printed target is a sentence at times: it wraps, a word a line at the narrowest.
    widths = [widest_word(level, theme.font("small", bold=True)), text_width(reach, theme.font("small"))]
    return QSize(icon + max(widths) + 2, 0)


def target_height(row: ScorecardRow, width: int, theme: Theme) -> int:
    """The height of a target in a cell so wide."""
    icon = 0 if _assurance(row) is Assurance.NONE else theme.px(ICON) + theme.space(8)
    level, _, reach = target_words(row).partition("\n")
    line = theme.line_height("small")
    return lay_out(level, theme.font("small", bold=True), width - icon, line).height + (line if reach else 0)


def spread_size(row: ScorecardRow, theme: Theme) -> QSize:
    """The least room of the dots with both ends beneath, or of the words."""
    if not row.spread:
        return QSize(text_width(spread_words(row), theme.font("small")), theme.line_height("small"))
    ends = sum(text_width(text, theme.font("small")) for text in _ends(row)) + theme.space(8)
    return QSize(max(theme.space(_SPREAD), ends), 2 * theme.line_height("small"))


def paint_signal(painter: QPainter, rect: QRect, row: ScorecardRow, theme: Theme) -> None:
    left = rect.left()
    if row.signal is not None and _variation(row) is not Variation.NONE:
        paint_variation(painter, _icon(rect, theme), row.signal, theme)
        left += theme.px(ICON) + theme.space(8)
    laid = _lay(signal_words(row), rect.right() - left + 1, theme)
    told = _variation(row) not in (Variation.COMMON, Variation.NONE)
    laid.draw(painter, left, _top(rect, laid.height), theme.color("ink" if told else "ink-2"))


def paint_target(painter: QPainter, rect: QRect, row: ScorecardRow, theme: Theme) -> None:
    left = rect.left()
    if _assurance(row) is not Assurance.NONE:
        paint_assurance(painter, _icon(rect, theme), _assurance(row), theme)
        left += theme.px(ICON) + theme.space(8)
    level, _, reach = target_words(row).partition("\n")
    line = theme.line_height("small")
    font = theme.font("small", bold=row.target is not None)
    first = lay_out(level, font, rect.right() - left + 1, line)
    top = _top(rect, first.height + (line if reach else 0))
    first.draw(painter, left, top, theme.color("ink" if row.target else "ink-2"))
    if reach:
        second = lay_out(reach, theme.font("small"), rect.right() - left + 1, line)
        second.draw(painter, left, top + first.height, theme.color("ink-2"))


def paint_spread(painter: QPainter, rect: QRect, row: ScorecardRow, theme: Theme) -> None:
    """Hollow dots on one line from the lowest to the highest, the own area's filled and larger."""
    line = theme.line_height("small")
    if not row.spread:
        laid = _lay(spread_words(row), rect.width(), theme)
        laid.draw(painter, rect.left(), _top(rect, laid.height), theme.color("ink-2"))
        return
    radius = theme.px(8) / 2
    top = _top(rect, 2 * line)
    y, left, right = top + line / 2, rect.left() + radius + 2, rect.right() - radius - 2
    low, high = row.spread[0][1], row.spread[-1][1]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("line-strong"), 1))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    for name, value in sorted(row.spread, key=lambda one: one[0] == row.area):
        share = float((value - low) / (high - low)) if high > low else 0.5
        own = name == row.area
        painter.setBrush(theme.color("c-main" if own else "surface"))
        painter.setPen(QPen(theme.color("surface" if own else "ink-2"), 1 if own else 1.5))
        size = radius * 1.4 if own else radius
        painter.drawEllipse(QPointF(left + (right - left) * share, y), size, size)
    painter.restore()
    first, last = _ends(row)
    font, ink = theme.font("small"), theme.color("ink-2")
    lay_out(first, font, rect.width(), line).draw(painter, rect.left(), top + line, ink)
    width = text_width(last, font)
    lay_out(last, font, width, line).draw(painter, rect.right() - width + 1, top + line, ink)


def _ends(row: ScorecardRow) -> tuple[str, str]:
    low, high = (row.measure.figure(row.spread[at][1]) for at in (0, -1))
    return low, high


def _variation(row: ScorecardRow) -> Variation:
    return row.signal.variation if row.signal else Variation.NONE


def _assurance(row: ScorecardRow) -> Assurance:
    return row.signal.assurance if row.signal else Assurance.NONE


def _two_lines(words: str, theme: Theme) -> int:
    parts = words.split()
    font = theme.font("small")
    splits = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts) + 1)]
    return min(max(text_width(a, font), text_width(b, font)) for a, b in splits) + 2


def _lay(words: str, width: int, theme: Theme) -> LaidText:
    return lay_out(words, theme.font("small"), width, theme.line_height("small"))


def _icon(rect: QRect, theme: Theme) -> QRectF:
    side = theme.px(ICON)
    return QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)


def _top(rect: QRect, height: float) -> float:
    return rect.top() + (rect.height() - height) / 2
