"""Text laid out with the line heights of the type scale, for widgets that paint themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_LETTERS = 20
_ENDLESS = re.compile(r"[\w=*./-]{31,}")
# Letters only: an emoji is several signs that must stay together.
_PIECES = re.compile(r".{1,12}")


@dataclass
class LaidText:
    """Lines ready to be drawn; `height` is a whole number of line heights, `width` that of the widest
    line.
    """

    layout: QTextLayout
    width: int
    height: int
    lines: int

    def draw(self, painter: QPainter, x: float, y: float, colour: QColor) -> None:
        """Draw the lines with their top left corner at x, y."""
        painter.setPen(colour)
        self.layout.draw(painter, QPointF(x, y))


def lay_out(
    text: str,
    font: QFont,
    width: float,
    line_height: int,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    formats: Sequence[QTextLayout.FormatRange] = (),
) -> LaidText:
    """Wrap `text` to `width` pixels, between words where possible and inside a word where not; never cut."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    if formats:
        layout.setFormats(list(formats))
    option = QTextOption(alignment)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top, widest, count = 0.0, 0.0, 0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, top + (line_height - line.height()) / 2))
        top += line_height
        count += 1
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    count = max(1, count)
    return LaidText(layout, math.ceil(widest), count * line_height, count)


def text_width(text: str, font: QFont) -> int:
    """The width of the longest line of `text`, unwrapped."""
    metrics = QFontMetricsF(font)
    return max((math.ceil(metrics.horizontalAdvance(part)) for part in text.split("\n")), default=0) + 1


def widest_word(text: str, font: QFont) -> int:
    """The width below which a word of `text` would be broken; one that is longer than any word asks for no
    more than that, since `lay_out` breaks it.
    """
    metrics = QFontMetricsF(font)
    widest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)
    return math.ceil(min(widest, metrics.horizontalAdvance("n") * _LETTERS)) + 1


def breakable(text: str) -> str:
    """The text with places to break a word that is longer than any word, where Qt itself would not."""
    return _ENDLESS.sub(lambda found: "\u200b".join(_PIECES.findall(found[0])), text)
