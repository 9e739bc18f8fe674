"""The part of a paper that is in the reading view's document: some pages around the one being read.

A pack of hundreds of pages would take seconds to lay out whenever the window's width changes; these few
pages take a moment. Pages come in and go out at both ends while one reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from panel_app.domain.reading_style import ReadingStyle
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reading.flow import flow
from panel_app.ui.reading.text_writer import Source, TextWriter, make_slim

PART = 4
"""Pages that come and go together."""
KEPT = 3
"""Parts kept before and after the one being read, at most; one each is always there."""


class ReadingDocument:
    """Fills a text document with the parts of a paper. Parts and pages count from 0."""

    def __init__(self, document: QTextDocument) -> None:
        self.document = document
        document.setUndoRedoEnabled(False)
        self.paper: OpenPaper | None = None
        self.writer = TextWriter(ReadingStyle())
        self._first = 0
        self._after = 0

    @property
    def page_count(self) -> int:
        return len(self.paper.pages) if self.paper else 0

    @property
    def parts(self) -> range:
        """The parts that are there."""
        return range(self._first, self._after)

    def show(self, paper: OpenPaper | None) -> None:
        """Take another paper, or none; nothing of it is there yet."""
        self.paper = paper
        self._first = self._after = 0
        self.document.clear()

    def begin(self, page: int, style: ReadingStyle) -> None:
        """Empty the document and show the part that holds a page."""
        self.writer = TextWriter(style)
        self.document.clear()
        # Pages that come in at the beginning are put behind this block, so it stays empty.
        make_slim(QTextCursor(self.document))
        self._first = self._after = page // PART
        self.append()

    def append(self) -> bool:
        """One part more at the end; False at the paper's end."""
        if self.paper is None or self._after * PART >= self.page_count:
            return False
        cursor = QTextCursor(self.document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._write(cursor, self._after)
        self._after += 1
        return True

    def prepend(self) -> bool:
        """One part more at the beginning; False at the paper's beginning."""
        if self._first == 0:
            return False
        self._first -= 1
        self._write(QTextCursor(self.document), self._first)
        return True

    def drop_first(self) -> None:
        """Take the first part out."""
        self._first += 1
        end = next(block for block in self.blocks() if self._page(block) >= self._first * PART)
        cursor = QTextCursor(self.document)
        cursor.setPosition(end.position() - 1, QTextCursor.MoveMode.KeepAnchor)
        remove_into(cursor, self.document.begin())

    def drop_last(self) -> None:
        """Take the last part out."""
        self._after -= 1
        begin = next(block for block in self.blocks() if self._page(block) >= self._after * PART)
        cursor = QTextCursor(self.document)
        cursor.setPosition(begin.position() - 1)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        remove_into(cursor, begin.previous())

    def holds(self, page: int) -> bool:
        """Whether a page is in the document."""
        return self._first * PART <= page < self._after * PART

    def source(self, block: QTextBlock) -> Source | None:
        """What a block shows; None for the member's own marks between the passages."""
        return self.writer.sources.get(block.userState())

    def blocks(self) -> Iterator[QTextBlock]:
        """All blocks, down the document."""
        block = self.document.begin()
        while block.isValid():
            yield block
            block = block.next()

    def block_of(self, page: int, y: float | None) -> QTextBlock | None:
        """The first block of the passage that stands at or below a height (points) of a page; without a
        height, where the page begins.
        """
        found = None
        for block in self.blocks():
            source = self.source(block)
            if source is None or source.page < page:
                continue
            if source.page > page:
                return block
            if y is None:
                return block
            found = found or block
            if source.origin is not None and source.origin.passage.box.y1 > y:
                return block
        return found

    def _page(self, block: QTextBlock) -> int:
        source = self.source(block)
        return source.page if source else -1

    def _write(self, cursor: QTextCursor, part: int) -> None:
        assert self.paper is not None
        cursor.beginEditBlock()
        for page in range(part * PART, min((part + 1) * PART, self.page_count)):
            self.writer.write(cursor, flow(page, self.paper.passages(page)), self.paper.labels)
        cursor.endEditBlock()


def remove_into(cursor: QTextCursor, above: QTextBlock) -> None:
    """Remove what a cursor selects, from the end of the block `above`, which stays what it is.

    Of two blocks that become one, Qt may keep what the second one was.
    """
    state, look = above.userState(), above.blockFormat()
    cursor.removeSelectedText()
    cursor.setBlockFormat(look)
    cursor.block().setUserState(state)
