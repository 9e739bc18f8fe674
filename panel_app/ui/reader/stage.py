"""The middle of the reader: the pages as printed, or the words alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from panel_app.domain.marks import Mark
from panel_app.domain.papers import Passage
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reader.page_view import PageView
from panel_app.ui.reader.selection import Selection
from panel_app.ui.reader.text_view import TextView


class Stage(QStackedWidget):
    """One of the two views at a time, kept at the same page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page_view = PageView()
        self.text_view = TextView()
        self.addWidget(self.page_view)
        self.addWidget(self.text_view)
        self.text_view.page_changed.connect(self._on_text_page)

    @property
    def is_text(self) -> bool:
        """Whether the words alone are shown."""
        return self.currentWidget() is self.text_view

    def take_keyboard(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the keyboard into what is shown."""
        (self.text_view if self.is_text else self.page_view).setFocus(reason)

    def show_pages(self) -> None:
        """Show the pages as printed."""
        self.setCurrentWidget(self.page_view)

    def show_words(self, paper: OpenPaper, passages: list[Passage], marks: list[Mark]) -> None:
        """Show the words alone, from the page being read."""
        if self.is_text:
            return
        page = self.page_view.page
        self.text_view.set_paper(passages, paper.labels, paper.paper.title)
        self.text_view.set_marks(marks)
        self.setCurrentWidget(self.text_view)
        self.text_view.go_to(page)

    def set_marks(self, marks: list[Mark]) -> None:
        """The marks on the paper."""
        self.page_view.set_marks(marks)
        if self.is_text:
            # The words alone have no card that would ask.
            self.text_view.set_marks([mark for mark in marks if not mark.asks])

    def set_place(self, page: int, offset: float = 0.0) -> None:
        """Go to a place: a page and how far down it."""
        self.page_view.set_place(page, offset)
        if self.is_text:
            self.text_view.go_to(page)

    def step(self, by: int) -> None:
        """To the next page, or the one before."""
        self.page_view.step(by)
        if self.is_text:
            self.text_view.go_to(self.page_view.page)

    def selection(self, paper: OpenPaper | None) -> Selection | None:
        """What is selected on the page, or there the words that are selected as text only."""
        if not self.is_text:
            return self.page_view.selection
        found = self.text_view.selected_passage()
        if found is None or paper is None:
            return None
        passage, words = found
        layout = self.page_view.layout_of(passage.page)
        selection = paper.place_of(layout, passage.page, passage, words) if layout else None
        self.page_view.select(selection)
        return selection

    def _on_text_page(self, page: int) -> None:
        if self.is_text:
            self.page_view.set_place(page, 0.0)
