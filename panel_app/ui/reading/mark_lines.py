"""The member's marks among the words: the marked words in their colour, and a line that says what they are.

The colour is never alone: the line names it, quotes the words and gives the note, for eyes and ears alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from panel_app.domain.marks import Mark, MarkKind
from panel_app.ui.reader.mark_card import colour_name
from panel_app.ui.reading.document import ReadingDocument, remove_into
from panel_app.ui.reading.flow import Origin
from panel_app.ui.reading.matching import marked_range
from panel_app.ui.theme import current_theme
from panel_app.ui.words import shortened

_QUOTE = 80
_KINDS = {
    MarkKind.HIGHLIGHT: "Highlight",
    MarkKind.UNDERLINE: "Underline",
    MarkKind.NOTE: "Note",
    MarkKind.BOOKMARK: "Bookmark",
    MarkKind.INK: "Ink",
}
MARK_LINE = -2
"""From this user state downwards blocks are the member's own: a line a mark."""


def mark_words(mark: Mark) -> str:
    """What a line says of a mark."""
    kind = _KINDS[mark.kind]
    if mark.kind is MarkKind.BOOKMARK:
        return "My bookmark on this page"
    said = f"My {kind.lower()}, {colour_name(mark.colour)}"
    if mark.anchor.exact.strip():
        said += f": “{shortened(' '.join(mark.anchor.exact.split()), _QUOTE)}”"
    return f"{said}. {mark.note.strip()}" if mark.note.strip() else said


class MarkLines:
    """Puts the marks of a paper into the pages that are in the document."""

    def __init__(self, document: ReadingDocument) -> None:
        self._held = document
        self._marks: list[Mark] = []
        self._ranges: dict[tuple[int, int], list[tuple[Mark, int, int]]] = {}
        self._shown: dict[int, list[Mark]] = {}
        self._written: list[Mark] = []

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show other marks."""
        self._marks = list(marks)
        self.show()

    def show(self) -> None:
        """Write the lines anew for the pages that are there."""
        self._find()
        cursor = QTextCursor(self._held.document)
        cursor.beginEditBlock()
        self._clear()
        self._written = []
        for block in list(self._held.blocks()):
            self._write_after(block)
        cursor.endEditBlock()

    def selections(self) -> list[QTextEdit.ExtraSelection]:
        """The marked words in their colours."""
        found = []
        for block in self._held.blocks():
            source = self._held.source(block)
            if source is None or source.origin is None:
                continue
            for mark, start, end in self._ranges.get((source.page, source.origin.index), ()):
                span = _in_block(block, source.origin, start, end)
                if span is not None:
                    found.append(selection(block, span, mark_style(mark)))
        return found

    def mark_at(self, block: QTextBlock, at: int) -> Mark | None:
        """The mark of a line, or the one whose words hold a character of a passage."""
        if block.userState() <= MARK_LINE:
            return self._written[MARK_LINE - block.userState()]
        source = self._held.source(block)
        if source is None or source.origin is None:
            return None
        for mark, start, end in self._ranges.get((source.page, source.origin.index), ()):
            span = _in_block(block, source.origin, start, end)
            if span is not None and span[0] <= at <= span[1]:
                return mark
        return None

    def _find(self) -> None:
        """Which characters of which passages are marked, and on which pages marks have no words."""
        self._ranges, self._shown = {}, {}
        paper = self._held.paper
        if paper is None:
            return
        for mark in self._marks:
            in_words = False
            for part in mark.anchor.parts:
                if not self._held.holds(part.page):
                    continue
                middles = [((b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2) for b in part.boxes]
                for index, passage in enumerate(paper.passages(part.page)):
                    if any(passage.box.contains(x, y) for x, y in middles):
                        span = marked_range(mark.anchor, passage.text)
                        if span is not None:
                            self._ranges.setdefault((part.page, index), []).append((mark, *span))
                            in_words = True
            if not in_words and self._held.holds(mark.anchor.page):
                self._shown.setdefault(mark.anchor.page, []).append(mark)

    def _clear(self) -> None:
        for block in list(self._held.blocks()):
            if block.userState() <= MARK_LINE:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() - 1)
                end = block.position() + block.length() - 1
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                remove_into(cursor, block.previous())

    def _write_after(self, block: QTextBlock) -> None:
        source = self._held.source(block)
        if source is None:
            return
        table = QTextCursor(block).currentTable()
        if table is not None:
            # The lines of a table's marks stand under the whole table.
            if QTextCursor(block).position() < table.lastCursorPosition().block().position():
                return
            marks = self._marks_in_rows(block, table.firstPosition())
            block = self._held.document.findBlock(table.lastPosition() + 1)
        elif source.origin is None:
            if block.length() == 1:
                return
            marks = self._shown.get(source.page, [])
        else:
            marks = [one[0] for one in self._ranges.get((source.page, source.origin.index), ())]
        new = [mark for mark in marks if mark not in self._written]
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        writer = self._held.writer
        for mark in new:
            look = writer.block(4, inset=16)
            look.setBackground(current_theme().color("sunken"))
            style = writer.characters("small", "ink")
            cursor.insertBlock(look, style)
            cursor.insertText(mark_words(mark), style)
            cursor.block().setUserState(MARK_LINE - len(self._written))
            self._written.append(mark)

    def _marks_in_rows(self, last: QTextBlock, first: int) -> list[Mark]:
        marks: dict[str, Mark] = {}
        block = self._held.document.findBlock(first)
        while block.isValid() and block.position() <= last.position():
            source = self._held.source(block)
            if source is not None and source.origin is not None:
                for one in self._ranges.get((source.page, source.origin.index), ()):
                    marks[one[0].id] = one[0]
            block = block.next()
        return list(marks.values())


def _in_block(block: QTextBlock, origin: Origin, start: int, end: int) -> tuple[int, int] | None:
    """The part of a passage's range that a block shows."""
    shift = origin.lead - origin.start
    first, last = max(origin.lead, start + shift), min(block.length() - 1, end + shift)
    return (first, last) if first < last else None


def selection(block: QTextBlock, span: tuple[int, int], style: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """Some characters of a block in another style."""
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + span[0])
    cursor.setPosition(block.position() + span[1], QTextCursor.MoveMode.KeepAnchor)
    made.cursor, made.format = cursor, style
    return made


def mark_style(mark: Mark) -> QTextCharFormat:
    """How marked words look: a highlight is filled and lined, an underline only lined."""
    theme, style = current_theme(), QTextCharFormat()
    if mark.kind is not MarkKind.UNDERLINE and theme.name != "contrast":
        style.setBackground(theme.color(f"hl-{mark.colour.value}"))
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    style.setUnderlineColor(theme.color(f"hl-{mark.colour.value}-edge"))
    return style
