"""Finding words in the open paper: the bar above, the places on the pages, next and previous."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from panel_app.services.pdf_pages import line_boxes
from panel_app.ui.reader.find_bar import FindBar
from panel_app.ui.reader.open_paper import NO_WORDS, OpenPaper
from panel_app.ui.reader.page_view import PageView
from panel_app.ui.reading.text_view import Hit


def _at_top(page: int, start: int) -> float:
    return 0.0


class Finder(QObject):
    """Joins the find bar to the pages. `paper` is set by the reader.

    Signals: `said(str)` where there is nothing to find words in, `shown(Hit or None)` with the found place
    that is current.
    """

    said = Signal(str)
    shown = Signal(object)

    def __init__(self, bar: FindBar, view: PageView) -> None:
        super().__init__(view)
        self.paper: OpenPaper | None = None
        self._bar, self._view = bar, view
        self._places: list[tuple[int, int, int]] = []
        self._by_page: dict[int, list[tuple[int, int]]] = {}
        self._at = 0
        bar.words_changed.connect(self._on_words_changed)
        bar.next_wanted.connect(self.next)
        bar.previous_wanted.connect(self.previous)

    @property
    def total(self) -> int:
        """How many places were found."""
        return len(self._places)

    def open(self) -> None:
        """Show the bar, with the selected words in it when they are few."""
        if self.paper is None:
            return
        if not self.paper.paper.has_text:
            self.said.emit(NO_WORDS)
            return
        selected = self._view.selected_text()
        self._bar.open(selected if len(selected.split()) <= 8 else "")
        if selected and len(selected.split()) <= 8:
            self._search(selected, self._view.page)

    def find(self, words: str, from_page: int | None = None) -> None:
        """Show where words stand, the first at or after a page."""
        self._bar.field.setText(words)
        self._bar.show()
        self._search(words, self._view.page if from_page is None else from_page)

    def next(self) -> None:
        """The next place; after the last the first."""
        self._step(1)

    def previous(self) -> None:
        """The place before; before the first the last."""
        self._step(-1)

    def clear(self) -> None:
        """Forget the words and hide the bar."""
        self._places, self._by_page = [], {}
        self._bar.field.clear()
        self._bar.hide()
        self._view.set_hits({}, None)
        self.shown.emit(None)

    def _on_words_changed(self, words: str) -> None:
        self._search(words, self._view.page)

    def _search(self, words: str, page: int) -> None:
        if self.paper is None:
            return
        found = self.paper.find(words)
        self._places, self._by_page = found.places, found.by_page
        self._at = next((at for at, place in enumerate(self._places) if place[0] >= page), 0)
        self._show(jump=True)

    def _step(self, by: int) -> None:
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._show(jump=False)

    def _show(self, jump: bool) -> None:
        pictures = self.paper.pictures if self.paper else 0
        self._bar.show_count(self._at, len(self._places), pictures)
        if not self._places:
            self._view.set_hits({}, None)
            self.shown.emit(None)
            return
        page, start, end = self._places[self._at]
        self._view.set_hits(self._by_page, (page, start, end), self.paper.share_of if self.paper else _at_top)
        layout = self._view.layout_of(page)
        boxes = line_boxes(layout, start, end) if layout else ()
        if not boxes:
            self._view.set_place(page, 0.0)
        elif jump:
            self._view.go_to(page, boxes[0])
        else:
            self._view.show_box(page, boxes[0])
        if layout is not None:
            number = self._by_page[page].index((start, end))
            self.shown.emit(Hit(page, number, layout.text[start:end]))
