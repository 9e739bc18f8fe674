"""What is selected in a paper: from one place between characters to another, over lines and pages. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from panel_app.domain.papers import Passage
from panel_app.services.pdf_pages import PageLayout, chars_in

LayoutOf = Callable[[int], PageLayout | None]
PassagesOf = Callable[[int], list[Passage]]

_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n]+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Between two characters: before the character `index` of a page."""

    page: int
    index: int


@dataclass(frozen=True, slots=True)
class Selection:
    """From where it began to where it ends; either may be first in the paper."""

    anchor: Place
    caret: Place

    @property
    def start(self) -> Place:
        return min(self.anchor, self.caret)

    @property
    def end(self) -> Place:
        return max(self.anchor, self.caret)

    @property
    def empty(self) -> bool:
        return self.anchor == self.caret

    def on_page(self, page: int, length: int) -> tuple[int, int] | None:
        """The selected range of a page of so many characters; None when none of it is selected."""
        if not self.start.page <= page <= self.end.page:
            return None
        first = self.start.index if page == self.start.page else 0
        last = self.end.index if page == self.end.page else length
        first, last = max(0, first), min(length, last)
        return (first, last) if first < last else None

    @property
    def pages(self) -> range:
        return range(self.start.page, self.end.page + 1)


def span(page: int, start: int, end: int) -> Selection:
    """The characters `start` to `end` of a page."""
    return Selection(Place(page, start), Place(page, end))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def plain(text: str) -> str:
    """Words as a person would copy them: a line break on the page is a space."""
    return _SPACES.sub(" ", text).strip()


def selected_text(selection: Selection, layout_of: LayoutOf) -> str:
    """The selected words over all its pages."""
    parts = []
    for page in selection.pages:
        layout = layout_of(page)
        found = selection.on_page(page, len(layout.text)) if layout else None
        if layout and found:
            parts.append(layout.text[found[0] : found[1]])
    return plain("\n".join(parts))


def passage_spans(layout: PageLayout, passages: list[Passage]) -> list[tuple[int, int]]:
    """The ranges of a page's passages in reading order; lines where the paper has no passages there."""
    found = [chars_in(layout, passage.box) for passage in passages]
    spans = sorted({trimmed(layout.text, *chars) for chars in found if chars})
    return [s for s in spans if s[0] < s[1]] or line_spans(layout)


def line_spans(layout: PageLayout) -> list[tuple[int, int]]:
    """The ranges of a page's printed lines in reading order: in columns down one, then the next."""
    spans = [trimmed(layout.text, *match.span()) for match in _LINE.finditer(layout.text)]
    return [span for span in spans if span[0] < span[1]]


def line_at(layout: PageLayout, index: int) -> tuple[int, int] | None:
    """The range of the printed line that holds a character."""
    return next((line for line in line_spans(layout) if line[0] <= index < line[1]), None)


def passage_at(layout: PageLayout, passages: list[Passage], index: int) -> tuple[int, int] | None:
    """The range of the passage that holds a character; the smallest where one lies in another."""
    holding = [s for s in passage_spans(layout, passages) if s[0] <= index < s[1]]
    return min(holding, key=lambda s: s[1] - s[0], default=None)


def passage_number(layout: PageLayout, passages: list[Passage], index: int) -> str:
    """The number printed before the passage that holds a character ("33."); empty when it has none."""
    best, size = "", float("inf")
    for passage in passages:
        chars = chars_in(layout, passage.box)
        if chars and chars[0] <= index < chars[1] and chars[1] - chars[0] < size:
            best, size = passage.number, chars[1] - chars[0]
    return best


Spans = Callable[[int], list[tuple[int, int]]]
_AHEAD = 3
"""Pages looked at for the next words: some have none."""


class KeyboardSelection:
    """Selecting without a mouse: whole passages, lines, and word by word at either end; over pages."""

    def __init__(self, layout_of: LayoutOf, passages_of: PassagesOf, page_count: int) -> None:
        self._layout_of = layout_of
        self._passages_of = passages_of
        self._page_count = page_count

    def first(self, page: int, y: float) -> Selection | None:
        """The first passage that begins at or under a height (points) of a page, or on a page after it."""
        return self._first(self._passages, page, y)

    def first_line(self, page: int, y: float) -> Selection | None:
        """As `first`, a line."""
        return self._first(self._lines, page, y)

    def first_word(self, page: int, y: float) -> Selection | None:
        """As `first`, a word."""
        return self._first(self._words, page, y)

    def next_passage(self, selection: Selection) -> Selection:
        """One passage more at the end."""
        return self._more(self._passages, selection)

    def previous_passage(self, selection: Selection) -> Selection:
        """One passage less at the end; the passage before when only one is selected."""
        return self._less(self._passages, selection)

    def next_line(self, selection: Selection) -> Selection:
        """To the end of the line, or of the one after it."""
        return self._more(self._lines, selection, within=True)

    def previous_line(self, selection: Selection) -> Selection:
        """One line less at the end; the line before when only one is selected."""
        return self._less(self._lines, selection)

    def move_end(self, selection: Selection, forward: bool) -> Selection:
        """The end a word on or back."""
        moved = self._word(selection.end, forward, ends=True)
        return Selection(selection.start, moved) if moved > selection.start else selection

    def move_start(self, selection: Selection, forward: bool) -> Selection:
        """The start a word on or back."""
        moved = self._word(selection.start, forward, ends=False)
        return Selection(moved, selection.end) if moved < selection.end else selection

    def _first(self, spans: Spans, page: int, y: float) -> Selection | None:
        for at in range(page, min(page + _AHEAD, self._page_count)):
            layout = self._layout_of(at)
            for start, end in spans(at):
                if layout and (at > page or self._top(layout, start) >= y - 2):
                    return span(at, start, end)
        return None

    def _more(self, spans: Spans, selection: Selection, within: bool = False) -> Selection:
        end = selection.end
        for page in range(end.page, min(end.page + _AHEAD, self._page_count)):
            for start, stop in spans(page):
                if page > end.page or start >= end.index or (within and stop > end.index):
                    return Selection(selection.start, Place(page, stop))
        return selection

    def _less(self, spans: Spans, selection: Selection) -> Selection:
        start, end = selection.start, selection.end
        for page in range(end.page, start.page - 1, -1):
            for first, stop in reversed(spans(page)):
                if Place(page, stop) < end and Place(page, stop) > start and Place(page, first) >= start:
                    return Selection(start, Place(page, stop))
        for page in range(start.page, max(-1, start.page - _AHEAD), -1):
            for first, stop in reversed(spans(page)):
                if Place(page, stop) <= start:
                    return span(page, first, stop)
        return selection

    def _word(self, place: Place, forward: bool, *, ends: bool) -> Place:
        """The end or the beginning of a word after a place or before it, if need be on another page."""
        last = min(place.page + _AHEAD, self._page_count) if forward else max(-1, place.page - _AHEAD)
        for page in range(place.page, last, 1 if forward else -1):
            stops = [stop if ends else start for start, stop in self._words(page)]
            for stop in stops if forward else reversed(stops):
                there = Place(page, stop)
                if (there > place) if forward else (there < place):
                    return there
        return place

    def _passages(self, page: int) -> list[tuple[int, int]]:
        layout = self._layout_of(page)
        return passage_spans(layout, self._passages_of(page)) if layout else []

    def _lines(self, page: int) -> list[tuple[int, int]]:
        layout = self._layout_of(page)
        return line_spans(layout) if layout else []

    def _words(self, page: int) -> list[tuple[int, int]]:
        layout = self._layout_of(page)
        return [match.span() for match in _WORD.finditer(layout.text)] if layout else []

    @staticmethod
    def _top(layout: PageLayout, index: int) -> float:
        return float(layout.boxes[index][1])
