"""The reading view: a paper's words flowed at the program's text size, for eyes and screen readers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from panel_app.domain.marks import Mark, MarkKind
from panel_app.domain.papers import Passage, PassageKind
from panel_app.ui.reader.open_paper import QUOTES, phrase_pattern
from panel_app.ui.reader.selection import plain
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.focus import NO_RING

_MEASURE = 720
"""The widest a line of words gets, in pixels at 100 % text."""


class TextView(QTextEdit):
    """The passages of a paper one under another, each page named before its first.

    Signals: `page_changed(page)` while scrolling, `copy_wanted()`.
    """

    page_changed = Signal(int)
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: list[Passage] = []
        self._labels: Sequence[str] = ()
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        self._pages: list[int] = []
        self._passage_at: dict[int, Passage] = {}
        self._page = -1
        self.setProperty(NO_RING, True)
        self.setStyleSheet("QTextEdit { border: none; border-radius: 0; }")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName("The words of the paper")
        self.verticalScrollBar().valueChanged.connect(self._note_page)
        follow_theme(self, self._restyle)

    def set_paper(self, passages: Sequence[Passage], labels: Sequence[str], title: str) -> None:
        """Show these passages; `labels` are the pack pages."""
        self._passages, self._labels = list(passages), labels
        self.setAccessibleName(f"The words of {title}")
        self._fill()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Colour the words that are marked."""
        self._marks = [m for m in marks if m.anchor.exact]
        self._show_marks()

    def go_to(self, page: int) -> None:
        """Scroll to where a page begins."""
        at = next((i for i, p in enumerate(self._pages) if p >= page), None)
        if at is None:
            return
        cursor = QTextCursor(self.document().findBlockByNumber(self._starts[at]))
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(round(top))
        self._note_page()

    def selected_passage(self) -> tuple[Passage, str] | None:
        """The passage in which the selected words begin, and those of its words that are selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        block = self.document().findBlock(cursor.selectionStart())
        passage = self._passage_at.get(block.blockNumber())
        if passage is None:
            return None
        first = cursor.selectionStart() - block.position()
        last = min(cursor.selectionEnd() - block.position(), block.length() - 1)
        words = plain(block.text()[first:last].replace("\u2028", " "))
        return (passage, words) if words else None

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        super().keyPressEvent(event)

    def _fill(self) -> None:
        theme = current_theme()
        self._starts, self._pages, self._passage_at, self._page = [], [], {}, -1
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        words = QTextCharFormat()
        words.setFont(theme.font("lead"))
        words.setForeground(theme.color("ink"))
        small = QTextCharFormat()
        small.setFont(theme.font("small"))
        small.setForeground(theme.color("ink-2"))
        page = -1
        first = True
        for passage in self._passages:
            if passage.page != page:
                page = passage.page
                self._starts.append(0 if first else self.document().blockCount())
                self._pages.append(page)
                label = self._labels[page] if page < len(self._labels) else str(page + 1)
                self._add(cursor, f"Pack page {label}", small, self._block(24), first)
                first = False
            self._passage_at[self.document().blockCount()] = passage
            heading = passage.kind is PassageKind.HEADING
            bold = QTextCharFormat(words)
            bold.setFont(theme.font("section"))
            text = passage.text.replace("\n", "\u2028")
            if passage.number and not text.startswith(passage.number):
                text = f"{passage.number} {text}"
            if passage.kind is PassageKind.BULLET and not text.startswith(("•", "-", "–")):
                text = f"• {text}"
            self._add(
                cursor, text, bold if heading else words, self._block(16 if heading else 8, heading), False
            )
        cursor.endEditBlock()
        self.setTextCursor(QTextCursor(self.document()))
        self._show_marks()
        self._fit()

    @staticmethod
    def _add(
        cursor: QTextCursor, text: str, style: QTextCharFormat, block: QTextBlockFormat, first: bool
    ) -> None:
        if first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(text, style)

    @staticmethod
    def _block(above: int, heading: bool = False) -> QTextBlockFormat:
        theme = current_theme()
        block = QTextBlockFormat()
        block.setTopMargin(theme.space(above))
        block.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if heading:
            block.setHeadingLevel(2)
        return block

    def _show_marks(self) -> None:
        shown = []
        for number, passage in self._passage_at.items():
            here = [m for m in self._marks if passage.page in m.anchor.pages]
            if not here:
                continue
            block = self.document().findBlockByNumber(number)
            for mark in here:
                for start, end in _marked_ranges(mark, passage, block.text()):
                    extra = QTextEdit.ExtraSelection()
                    cursor = QTextCursor(block)
                    cursor.setPosition(block.position() + start)
                    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                    extra.cursor, extra.format = cursor, self._mark_style(mark)
                    shown.append(extra)
        self.setExtraSelections(shown)

    @staticmethod
    def _mark_style(mark: Mark) -> QTextCharFormat:
        theme, style = current_theme(), QTextCharFormat()
        if mark.kind is MarkKind.HIGHLIGHT and theme.name != "contrast":
            style.setBackground(theme.color(f"hl-{mark.colour.value}"))
        else:
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            style.setUnderlineColor(theme.color(f"hl-{mark.colour.value}-edge"))
        return style

    def _note_page(self) -> None:
        if not self._starts:
            return
        block = self.cursorForPosition(self.viewport().rect().topLeft() + self.viewport().rect().center() / 4)
        at = max(0, bisect_right(self._starts, block.blockNumber()) - 1)
        if self._pages[at] != self._page:
            self._page = self._pages[at]
            self.page_changed.emit(self._page)

    def _fit(self) -> None:
        theme = current_theme()
        side = max(theme.space(24), (self.viewport().width() - theme.px(_MEASURE)) // 2)
        frame = self.document().rootFrame().frameFormat()
        if frame.leftMargin() != side:
            frame.setLeftMargin(side)
            frame.setRightMargin(side)
            frame.setBottomMargin(theme.space(48))
            self.document().rootFrame().setFrameFormat(frame)

    def _restyle(self) -> None:
        if self._passages:
            page = max(0, self._page)
            self._fill()
            self.go_to(page)


def _marked_ranges(mark: Mark, passage: Passage, text: str) -> list[tuple[int, int]]:
    """Which characters of a passage a mark covers; one over several passages is looked for by lines."""
    middles = [((b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2) for b in mark.anchor.boxes_on(passage.page)]
    if not any(passage.box.contains(x, y) for x, y in middles):
        return []
    for words in ([mark.anchor.exact], mark.anchor.exact.splitlines()):
        patterns = [phrase_pattern(line) for line in words]
        found = [pattern.search(text.translate(QUOTES)) for pattern in patterns if pattern]
        ranges = [match.span() for match in found if match]
        if ranges:
            return ranges
    return []
