"""The words of a paper flowed at any text size, for eyes and for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from panel_app.domain.marks import Mark
from panel_app.domain.reading_style import ReadingStyle
from panel_app.ui.keys import tell_keys
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reading.document import KEPT, PART, ReadingDocument
from panel_app.ui.reading.mark_lines import MarkLines, selection
from panel_app.ui.reading.matching import Letters, Piece
from panel_app.ui.reading.still import Still
from panel_app.ui.reading.text_keys import KEYS, handle_key
from panel_app.ui.reading.text_writer import Source
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.focus import NO_RING

_TOP = 16
"""So far below the top of the view, in pixels, is the line that counts as being read."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found place: its page, which of the page's places it is, and its words."""

    page: int
    number: int
    words: str


class TextView(QTextEdit):
    """The passages of a paper one under another, each page named where it begins.

    Signals: `page_changed(page)` when another page is being read, `moved()` after every scroll,
    `copy_wanted()`, `size_step_wanted(larger)` and `usual_size_wanted()` for the keys of the text size,
    `jumped()` before a jump to the paper's beginning or end.
    """

    page_changed = Signal(int)
    moved = Signal()
    copy_wanted = Signal()
    size_step_wanted = Signal(bool)
    usual_size_wanted = Signal()
    jumped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = ReadingDocument(self.document())
        self._lines = MarkLines(self._held)
        self._style = ReadingStyle()
        self._page = -1
        self._hit_words = ""
        self._ring = False
        self.setProperty(NO_RING, True)
        self.setStyleSheet("QTextEdit { border: none; border-radius: 0; padding: 0; }")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName("The words of the paper")
        self.setAccessibleDescription(
            "Arrow keys read, Shift with them selects, E explains the short forms, Escape lets go"
        )
        tell_keys(self, *KEYS)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        follow_theme(self, self._restyle)

    # What is shown

    def set_paper(self, paper: OpenPaper | None) -> None:
        """Show the words of a paper, or none; `set_place` says where to begin."""
        self._held.show(paper)
        self._lines.set_marks(())
        self._page = -1
        self._hit_words = ""
        if paper is not None:
            self.setAccessibleName(f"The words of {paper.paper.title}")

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show the marks among the words."""
        with Still(self):
            self._lines.set_marks(marks)
        self._colour()

    def set_style(self, style: ReadingStyle) -> None:
        """Set the words in another way, staying at the passage."""
        if style != self._style:
            self._style = style
            self._again()

    def set_hit(self, hit: Hit | None) -> None:
        """Show the places that have the words of a find, and select the current one; None for no find."""
        self._hit_words = hit.words if hit else ""
        if hit is not None and not self._select_hit(hit):
            self.set_place(hit.page)
        self._colour()

    # Where

    @property
    def page(self) -> int:
        """The page being read."""
        return max(0, self._page)

    def place(self) -> tuple[int, float | None]:
        """The page being read and the height (points) of the passage being read on it, None for its start."""
        source = self._source_at_top()
        if source is None:
            return self.page, None
        return source.page, source.origin.passage.box.y0 if source.origin else None

    def set_place(self, page: int, y: float | None = None) -> None:
        """Read on at a page, or at the passage at a height (points) of it, with the caret there."""
        if self._held.paper is None:
            return
        self._bring(page)
        block = self._held.block_of(page, y)
        if block is not None:
            self._put_caret(block)
            self._scroll_to(block)
        self._note_page()
        self._later.start()

    def selected_pieces(self) -> list[Piece]:
        """The selected words, block by block; the program's own words are none."""
        cursor = self.textCursor()
        return self._pieces(cursor.selectionStart(), cursor.selectionEnd())

    def passage_pieces(self) -> list[Piece]:
        """The passage that holds the caret, or where that is out of sight the one at the top."""
        caret = self.textCursor()
        seen = self.viewport().rect().intersects(self.cursorRect(caret))
        block = caret.block() if seen else self.block_at_top()
        while block.isValid():
            pieces = self._pieces(block.position(), block.position() + block.length() - 1)
            if pieces:
                return pieces
            block = block.next()
        return []

    def reading_text(self) -> str:
        """The selected words, else those in sight."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return cursor.selection().toPlainText()
        first = self.cursorForPosition(QPoint(0, 0)).block()
        last = self.cursorForPosition(self.viewport().rect().bottomRight()).block()
        words = []
        while first.isValid() and first.position() <= last.position():
            words.append(first.text())
            first = first.next()
        return "\n".join(words)

    def text_at(self, point: QPoint) -> tuple[str, int]:
        """The text of the block at a point of the viewport, and which character stands there."""
        cursor = self.cursorForPosition(point)
        at = cursor.positionInBlock()
        # The caret's nearest place may be behind the letter that is pointed at.
        if at and self.cursorRect(cursor).left() > point.x():
            at -= 1
        return cursor.block().text(), at

    def mark_at_caret(self) -> Mark | None:
        """The mark on whose line, or in whose words, the caret is."""
        cursor = self.textCursor()
        return self._lines.mark_at(cursor.block(), cursor.positionInBlock())

    # Inside

    def _bring(self, page: int) -> None:
        part = page // PART
        parts = self._held.parts
        if not parts or not parts.start - 1 <= part <= parts.stop:
            self._held.begin(page, self._style)
            self._lines.show()
            self._fit()
            self._colour()
        elif part < parts.start:
            self._prepend()
        elif part == parts.stop:
            self._append()

    def _fill(self) -> None:
        """Bring in what is read next, one part at a time, and let go of what is far away."""
        parts, now = self._held.parts, self._part_at_top()
        if now is None:
            return
        caret = self._held.source(self.textCursor().block())
        kept = {now} if caret is None else {now, caret.page // PART}
        if (parts.stop <= now + 1 and self._append()) or (parts.start >= now and self._prepend()):
            self._later.start()
        elif min(kept) - parts.start > KEPT:
            with Still(self):
                self._held.drop_first()
            self._later.start()
        elif parts.stop - 1 - max(kept) > KEPT:
            self._held.drop_last()
            self._later.start()

    def _append(self) -> bool:
        with Still(self):
            added = self._held.append()
            if added:
                self._lines.show()
        self._colour()
        return added

    def _prepend(self) -> bool:
        with Still(self):
            added = self._held.prepend()
            if added:
                self._lines.show()
        self._colour()
        return added

    def _again(self) -> None:
        """Write the same passages anew."""
        if self._held.paper is None or not self._held.parts:
            return
        page, y = self.place()
        self._held.begin(page, self._style)
        self._lines.show()
        self._fit()
        self._colour()
        self.set_place(page, y)

    def _part_at_top(self) -> int | None:
        source = self._source_at_top()
        return source.page // PART if source else None

    def _source_at_top(self) -> Source | None:
        block = self.block_at_top()
        while block.isValid():
            source = self._held.source(block)
            if source is not None:
                return source
            block = block.next()
        return None

    def block_at_top(self) -> QTextBlock:
        """The block whose line is being read."""
        return self.cursorForPosition(QPoint(self.viewport().width() // 2, _TOP)).block()

    def top_of(self, block: QTextBlock) -> int:
        """Where a block begins, in pixels from the document's beginning."""
        return round(self.document().documentLayout().blockBoundingRect(block).top())

    def _scroll_to(self, block: QTextBlock) -> None:
        # A little room between the edge and the letters.
        self.verticalScrollBar().setValue(self.top_of(block) - _TOP // 2)

    def _put_caret(self, block: QTextBlock) -> None:
        self.setTextCursor(QTextCursor(block))

    def _select_hit(self, hit: Hit) -> bool:
        """Select the place of a find; where the view has fewer of them on the page, the last of them."""
        self._bring(hit.page)
        letters = Letters(hit.words, small=True).text
        found: list[tuple[QTextBlock, tuple[int, int]]] = []
        for block in self._held.blocks():
            source = self._held.source(block)
            if source is None or source.origin is None or source.page != hit.page:
                continue
            found += [(block, span) for span in _found(block, letters)]
        if not found:
            return False
        block, (start, end) = found[min(hit.number, len(found) - 1)]
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        rect = self.cursorRect(cursor)
        if not self.viewport().rect().contains(rect) or rect.top() < self.viewport().height() // 8:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - self.viewport().height() // 3)
        self._later.start()
        return True

    def _pieces(self, start: int, end: int) -> list[Piece]:
        pieces = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() < end:
            source = self._held.source(block)
            if source is not None and source.origin is not None:
                origin, text = source.origin, block.text()
                first = max(start - block.position(), origin.lead)
                last = min(end - block.position(), len(text))
                words = text[first:last].strip()
                if words:
                    pieces.append(Piece(origin, origin.start + first - origin.lead, words))
            block = block.next()
        return pieces

    def _colour(self) -> None:
        shown = self._lines.selections()
        letters = Letters(self._hit_words, small=True).text
        if letters:
            style = QTextCharFormat()
            theme = current_theme()
            style.setBackground(theme.color("warn-tint"))
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            style.setUnderlineColor(theme.color("warn"))
            for block in self._held.blocks():
                if self._held.source(block) is not None:
                    shown += [selection(block, span, style) for span in _found(block, letters)]
        self.setExtraSelections(shown)

    def _on_scrolled(self) -> None:
        if self._held.paper is None:
            return
        self._note_page()
        self._later.start()
        self.moved.emit()

    def _note_page(self) -> None:
        source = self._source_at_top()
        if source is not None and source.page != self._page:
            self._page = source.page
            self.page_changed.emit(self._page)

    def _fit(self) -> None:
        """Give the lines the length that the reader chose, in the middle of the view."""
        theme = current_theme()
        room = self.viewport().width()
        side = theme.space(24)
        if self._style.letters:
            letter = QFontMetricsF(self._held.writer.font("lead")).averageCharWidth()
            side = max(side, round((room - letter * self._style.letters) / 2))
        frame = self.document().rootFrame().frameFormat()
        if frame.leftMargin() != side or frame.bottomMargin() != theme.space(48):
            frame.setLeftMargin(side)
            frame.setRightMargin(side)
            frame.setBottomMargin(theme.space(48))
            self.document().rootFrame().setFrameFormat(frame)

    def _restyle(self) -> None:
        self.setCursorWidth(current_theme().px(2))
        self._again()

    # Input

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo) or event.matches(redo):
                # Nothing is typed here: what is taken back is the last change to a mark.
                event.ignore()
                return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring:
            # A ring outside would be off the screen, so the view draws it inside its own edge.
            painter = QPainter(self.viewport())
            painter.setPen(QPen(current_theme().color("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        with Still(self):
            super().resizeEvent(event)
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not handle_key(self, event):
            super().keyPressEvent(event)

    def go_to_end(self, start: bool) -> None:
        """To the beginning or the end of the paper, also where that is not in the document yet."""
        self.jumped.emit()
        self.set_place(0 if start else self._held.page_count - 1)


def _found(block: QTextBlock, letters: str) -> list[tuple[int, int]]:
    text = Letters(block.text(), small=True)
    return [text.span(at, at + len(letters)) for at in text.find(letters)]
