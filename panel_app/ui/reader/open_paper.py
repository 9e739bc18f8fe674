"""The paper that is open: its pages, words and passages, and what can be made of a selection. No widgets."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from panel_app.domain.ids import PaperId
from panel_app.domain.marks import Anchor, Stroke, joined, text_anchor
from panel_app.domain.papers import Passage
from panel_app.domain.questions import Evidence, EvidenceKind
from panel_app.services.desk import Desk
from panel_app.services.ink import ink_anchor
from panel_app.services.pdf_pages import PageLayout, line_boxes
from panel_app.ui.reader.selection import (
    LayoutOf,
    Selection,
    passage_number,
    passage_spans,
    plain,
    selected_text,
    span,
    trimmed,
)

NO_WORDS = (
    "This paper is a picture without words: it can be read and bookmarked, but not searched or highlighted."
)
_PASSAGES_KEPT = 64
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})
"""Curly quotes and dashes as a keyboard types them."""


class OpenPaper:
    """One paper of the desk, read page by page as it is needed."""

    def __init__(self, desk: Desk, paper: PaperId) -> None:
        self._desk = desk
        self.paper = desk.papers.get(paper)
        self.pages = desk.papers.pages(paper)
        self._passages: OrderedDict[int, list[Passage]] = OrderedDict()
        self._texts: list[str] | None = None

    @property
    def id(self) -> PaperId:
        return self.paper.id

    @property
    def labels(self) -> list[str]:
        """The pack page of each page."""
        return [page.label for page in self.pages]

    def label(self, page: int) -> str:
        return self.pages[page].label if 0 <= page < len(self.pages) else str(page + 1)

    def page_of(self, typed: str) -> int | None:
        """The page of what a person typed for a pack page: "75", "page 75", "p.75"."""
        words = re.sub(r"^\s*(pack\s+)?(page|p\.?)\s*(?=\d)", "", typed.strip(), flags=re.IGNORECASE)
        return self._desk.papers.page_with_label(self.id, words) if words else None

    def pages_there_are(self) -> str:
        """Which pack pages the paper has, in words."""
        if len(self.pages) == 1:
            return f"This paper has only pack page {self.pages[0].label}."
        return f"This paper has pack pages {self.pages[0].label} to {self.pages[-1].label}."

    def passages(self, page: int) -> list[Passage]:
        """The passages that stand on a page."""
        if page not in self._passages:
            self._passages[page] = self._desk.papers.passages(self.id, page)
            while len(self._passages) > _PASSAGES_KEPT:
                self._passages.popitem(last=False)
        return self._passages[page]

    def first_passage(self, layout: PageLayout, page: int, y: float) -> Selection | None:
        """The first passage that begins at or under a height (points) of a page, else the page's last."""
        spans = passage_spans(layout, self.passages(page))
        for start, end in spans:
            if layout.boxes[start][1] >= y - 2:
                return span(page, start, end)
        return span(page, *spans[-1]) if spans else None

    def anchor(self, selection: Selection, layout_of: LayoutOf) -> Anchor | None:
        """An anchor for a selection over one or more pages; None where it holds no words."""
        found = []
        for page in selection.pages:
            layout = layout_of(page)
            chars = selection.on_page(page, len(layout.text)) if layout else None
            if layout is None or chars is None:
                continue
            start, end = trimmed(layout.text, *chars)
            if start < end:
                number = passage_number(layout, self.passages(page), start)
                boxes = line_boxes(layout, start, end)
                found.append(text_anchor(page, layout.text, start, end, boxes, number))
        return joined(tuple(found)) if found else None

    def ink_anchor(self, page: int, layout: PageLayout, strokes: Sequence[Stroke]) -> Anchor:
        """An anchor for strokes on a page."""
        anchor = ink_anchor(page, layout, strokes)
        if anchor.start is None:
            return anchor
        number = passage_number(layout, self.passages(page), anchor.start)
        return replace(anchor, passage_number=number)

    def evidence(self, selection: Selection, layout_of: LayoutOf) -> Evidence | None:
        """What a question about a selection rests on; None where it holds no words."""
        quote = selected_text(selection, layout_of)
        if not quote:
            return None
        page = selection.start.page
        return Evidence(
            kind=EvidenceKind.PASSAGE,
            quote=quote,
            paper=self.id,
            paper_title=self.paper.title,
            page=page,
            label=self.label(page),
        )

    def citation(self, selection: Selection) -> str:
        """The line under copied words: panel, date, item and pack page or pages."""
        return self._desk.meetings.citation(self.id, selection.start.page, selection.end.page).line

    def find(self, words: str) -> Found:
        """Where words stand in the whole paper: as typed, else each word that begins so."""
        if self._texts is None:
            self._texts = [self._desk.papers.page_text(self.id, page.index) for page in self.pages]
        exact = _search(self._texts, phrase_pattern(words))
        return exact if exact.total else _search(self._texts, any_word_pattern(words))

    def no_words_on(self, page: int) -> str:
        """Why nothing can be selected on a page without words."""
        if not self.paper.has_text:
            return NO_WORDS
        return f"Pack page {self.label(page)} is a picture without words: nothing on it can be selected."

    @property
    def pictures(self) -> int:
        """How many pages have no words that could be found; known once words were looked for."""
        return sum(not text.strip() for text in self._texts or ())

    def share_of(self, page: int, start: int) -> float:
        """About how far down its page a character stands, 0 to 1: by the words before it."""
        length = len(self._texts[page]) if self._texts else 0
        return start / length if length else 0.0


@dataclass(frozen=True)
class Found:
    """Found ranges by page, in reading order."""

    by_page: dict[int, list[tuple[int, int]]]

    @property
    def total(self) -> int:
        return sum(len(ranges) for ranges in self.by_page.values())

    @property
    def places(self) -> list[tuple[int, int, int]]:
        """Page, start and end of each."""
        return [(page, start, end) for page, found in sorted(self.by_page.items()) for start, end in found]


def phrase_pattern(words: str) -> re.Pattern[str] | None:
    """The words one after another; a space is any white space and capitals do not matter."""
    parts = [re.escape(word) for word in _folded(words).split()]
    return re.compile(r"\s+".join(parts), re.IGNORECASE) if parts else None


def any_word_pattern(words: str) -> re.Pattern[str] | None:
    """Any word that begins with one of these; short words and -excluded ones are left out."""
    wanted = [w for w in re.findall(r"(?<![\w-])[\w']{3,}", _folded(words)) if w]
    return (
        re.compile(r"\b(?:" + "|".join(re.escape(w) for w in wanted) + r")\w*", re.IGNORECASE)
        if wanted
        else None
    )


def _search(texts: list[str], pattern: re.Pattern[str] | None) -> Found:
    if pattern is None:
        return Found({})
    found = {page: [m.span() for m in pattern.finditer(_folded(text))] for page, text in enumerate(texts)}
    return Found({page: ranges for page, ranges in found.items() if ranges})


def _folded(text: str) -> str:
    """Curly quotes and dashes as typed on a keyboard; every character stays one character."""
    return text.translate(QUOTES)


__all__ = ["QUOTES", "Found", "OpenPaper", "any_word_pattern", "phrase_pattern", "plain"]
