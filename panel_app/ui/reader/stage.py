"""The middle of the reader: the pages as printed, or the reading view."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from panel_app.domain.marks import Mark
from panel_app.domain.reading_style import ReadingStyle
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reader.page_view import PageView
from panel_app.ui.reader.selection import Selection
from panel_app.ui.reading.matching import selection_of
from panel_app.ui.reading.pane import ReadingPane

_FOLLOW_MS = 150
_ABOVE = 12
"""Points of the page that stay in sight above the passage that one returns to."""


class Stage(QStackedWidget):
    """One of the two views at a time, kept at the same passage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page_view = PageView()
        self.reading = ReadingPane()
        self.text_view = self.reading.view
        self._paper: OpenPaper | None = None
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self.addWidget(self.page_view)
        self.addWidget(self.reading)
        self._follow.timeout.connect(self.follow_words)
        self.text_view.moved.connect(self._follow.start)
        self.text_view.page_changed.connect(lambda _: self.follow_words())
        self.text_view.jumped.connect(self._on_jumped)

    @property
    def is_text(self) -> bool:
        """Whether the reading view is shown."""
        return self.currentWidget() is self.reading

    def take_keyboard(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the keyboard into what is shown."""
        (self.text_view if self.is_text else self.page_view).setFocus(reason)

    def show_pages(self) -> None:
        """Show the pages as printed, at the passage being read."""
        if not self.is_text:
            return
        self.follow_words()
        self.reading.leave()
        had_keyboard = self.reading.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.setCurrentWidget(self.page_view)
        if had_keyboard:
            self.take_keyboard()

    def show_words(self, paper: OpenPaper, marks: list[Mark], style: ReadingStyle) -> None:
        """Show the reading view, from the passage at the top of the page view."""
        if self.is_text:
            return
        self._paper = paper
        page, offset = self.page_view.place()
        self.text_view.set_style(style)
        self.text_view.set_paper(paper)
        self._set_words_marks(marks)
        self.setCurrentWidget(self.reading)
        self.text_view.set_place(page, offset * paper.pages[page].height)

    def close_paper(self) -> None:
        """Let go of the paper."""
        self.reading.leave()
        self._follow.stop()
        self._paper = None
        self.text_view.set_paper(None)
        self.setCurrentWidget(self.page_view)

    def set_marks(self, marks: list[Mark]) -> None:
        """The marks on the paper."""
        self.page_view.set_marks(marks)
        if self.is_text:
            self._set_words_marks(marks)

    def set_place(self, page: int, offset: float = 0.0) -> None:
        """Go to a place: a page and how far down it."""
        self.page_view.set_place(page, offset)
        if self.is_text and self._paper is not None:
            self.text_view.set_place(page, offset * self._paper.pages[page].height if offset else None)

    def step(self, by: int) -> None:
        """To the next page, or the one before."""
        self.page_view.step(by)
        if self.is_text:
            self.text_view.set_place(self.page_view.page)

    def selection(self, paper: OpenPaper | None) -> Selection | None:
        """What is selected on the page, or there the words that are selected in the reading view."""
        if not self.is_text:
            return self.page_view.selection
        pieces = self.text_view.selected_pieces()
        selection = selection_of(pieces, self.page_view.layout_of) if pieces and paper else None
        self.page_view.select(selection)
        return selection

    def passage_in_words(self) -> Selection | None:
        """The passage being read in the reading view, where it stands on the page."""
        return selection_of(self.text_view.passage_pieces(), self.page_view.layout_of)

    def follow_words(self) -> None:
        """Bring the page view, which tells where one reads, to the passage being read."""
        if not self.is_text or self._paper is None:
            return
        page, y = self.text_view.place()
        height = self._paper.pages[page].height
        self.page_view.set_place(page, max(0.0, (y or 0.0) - _ABOVE) / height)

    def _set_words_marks(self, marks: list[Mark]) -> None:
        # The reading view has no card that would ask.
        self.text_view.set_marks([mark for mark in marks if not mark.asks])

    def _on_jumped(self) -> None:
        self.follow_words()
        self.page_view.jumped.emit(self.page_view.place())
