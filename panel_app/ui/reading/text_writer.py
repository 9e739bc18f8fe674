"""Writes the pieces of pages into a text document, in the sizes and spaces that the reader chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from panel_app.domain.papers import PassageKind
from panel_app.domain.reading_style import ReadingStyle
from panel_app.ui.reading.flow import Grid, Origin, PageStart, Piece, Words
from panel_app.ui.theme import current_theme

_ROLES = {1: "section", 2: "section"}


@dataclass(frozen=True, slots=True)
class Source:
    """What a block of the document shows: words of a passage, or (without one) the beginning of a page."""

    page: int
    origin: Origin | None = None


def make_slim(cursor: QTextCursor) -> None:
    """Give the block that the cursor is in no height that is seen."""
    slim = QTextBlockFormat()
    slim.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.setBlockFormat(slim)


class TextWriter:
    """Writes at a cursor; each block's user state is the number under which `sources` knows it."""

    def __init__(self, style: ReadingStyle) -> None:
        theme = current_theme()
        self._style = style
        self._theme = theme
        self.sources: dict[int, Source] = {}
        self.words = self.characters("lead")
        self.small = self.characters("small", "ink-2")

    def characters(self, role: str, colour: str = "ink", bold: bool | None = None) -> QTextCharFormat:
        """Letters of a role of the type scale at the reader's size."""
        made = QTextCharFormat()
        made.setFont(self.font(role, bold))
        made.setForeground(self._theme.color(colour))
        return made

    def font(self, role: str, bold: bool | None = None) -> QFont:
        font = self._theme.font(role, bold)
        font.setPixelSize(max(1, round(font.pixelSize() * self._style.size / 100)))
        return font

    def block(self, above: int, level: int = 0, inset: int = 0) -> QTextBlockFormat:
        """A block with room above it and the chosen line spacing; `level` makes it a heading."""
        made = QTextBlockFormat()
        made.setTopMargin(round(self._theme.space(above) * self._style.size / 100))
        made.setLineHeight(self._style.spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        made.setLeftMargin(self._theme.space(inset))
        made.setHeadingLevel(level)
        return made

    def write(self, cursor: QTextCursor, pieces: Iterable[Piece], labels: list[str]) -> None:
        """Add pieces after the block the cursor is in, and leave it at their end."""
        for piece in pieces:
            if isinstance(piece, PageStart):
                words = f"Pack page {labels[piece.page]}"
                if piece.empty:
                    words += ". There are no words on this page."
                look = self.block(28)
                # A line across, as between the pages of a book.
                whole = QTextLength(QTextLength.Type.PercentageLength, 100)
                look.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth, whole)
                self._add(cursor, words, self.small, look, Source(piece.page))
            elif isinstance(piece, Words):
                self._passage(cursor, piece)
            else:
                self._grid(cursor, piece)

    def _passage(self, cursor: QTextCursor, words: Words) -> None:
        passage = words.origin.passage
        style, block = self.words, self.block(10)
        if passage.kind is PassageKind.HEADING:
            # The paper's title is level 1 for who listens; the view's own headings begin below it.
            level = min(6, max(1, passage.level))
            style = self.characters(_ROLES.get(level, "lead"), bold=True)
            block = self.block(20, level)
        elif passage.kind is PassageKind.BULLET:
            block = self.block(6, inset=16)
        self._add(cursor, words.text, style, block, Source(words.origin.page, words.origin))

    def _grid(self, cursor: QTextCursor, grid: Grid) -> None:
        theme, columns = self._theme, len(grid.rows[0])
        look = QTextTableFormat()
        look.setCellPadding(theme.space(6))
        look.setCellSpacing(0)
        look.setBorder(1)
        look.setBorderCollapse(True)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderBrush(theme.color("line-strong"))
        look.setTopMargin(theme.space(10))
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        look.setHeaderRowCount(1 if grid.headed else 0)
        table = cursor.insertTable(len(grid.rows), columns, look)
        plain, bold = self.characters("body"), self.characters("body", bold=True)
        for at, row in enumerate(grid.rows):
            style = bold if at == 0 and grid.headed else plain
            for column, cell in enumerate(row):
                inside = table.cellAt(at, column).firstCursorPosition()
                inside.setBlockCharFormat(style)
                inside.insertText(cell.text, style)
                self.know(inside.block(), Source(cell.origin.page, cell.origin))
        cursor.setPosition(table.lastPosition() + 1)
        # The block that Qt puts after a table is no line of the paper's.
        make_slim(cursor)
        self.know(cursor.block(), Source(grid.rows[-1][0].origin.page))

    def _add(
        self, cursor: QTextCursor, text: str, style: QTextCharFormat, block: QTextBlockFormat, source: Source
    ) -> None:
        cursor.insertBlock(block, style)
        cursor.insertText(text, style)
        self.know(cursor.block(), source)

    def know(self, block: QTextBlock, source: Source) -> None:
        """Remember what a block shows."""
        number = len(self.sources)
        self.sources[number] = source
        block.setUserState(number)
