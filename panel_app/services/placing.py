"""What becomes of marks when their paper is replaced: placed again, confirmed, put aside. With undo."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from panel_app.domain.anchors import Placement, Placer, ReadRevision, read_revision
from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.locating import Span, printed_at
from panel_app.domain.marks import (
    Anchor,
    Mark,
    MarkKind,
    Place,
    PlacementState,
    Stroke,
    in_sentence,
    joined,
    kept,
    page_anchor,
    placed,
    put_aside,
    put_at,
    text_anchor,
)
from panel_app.domain.papers import Box, Page, Passage
from panel_app.domain.word_diff import WordChange, word_diff
from panel_app.services.mark_history import MarkHistory
from panel_app.services.pdf_pages import PdfPages
from panel_app.storage.marks import MarkRepository
from panel_app.storage.papers import PaperRepository


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A mark whose words are not the same any more: old and new words, what differs, and the pack pages.

    `around` is what differs in the whole sentence: the words may be the same and a figure beside them not.
    """

    mark: Mark
    old_words: str
    new_words: str
    changes: tuple[WordChange, ...]
    old_label: str
    new_label: str
    around: tuple[WordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacementCounts:
    """What became of the marks that were made on earlier revisions of a paper.

    `with_it` stand in the current one (`moved` of them elsewhere in it), `asking` wait for the member,
    `on_shelf` have no place, and `waiting` have not been looked at yet. `has_text` is that of the paper.
    """

    with_it: int = 0
    moved: int = 0
    asking: int = 0
    on_shelf: int = 0
    waiting: int = 0
    has_text: bool = True

    @property
    def total(self) -> int:
        return self.with_it + self.asking + self.on_shelf + self.waiting

    @property
    def sentence(self) -> str:
        """“Nine of ten marks moved with it. One has changed words: compare them.” Empty without marks."""
        if not self.total or self.waiting:
            return ""
        if not self.has_text and self.on_shelf:
            return (
                "The new version is a picture without words, so your marks could not be placed in it: "
                "they are kept on the shelf."
            )
        if self.with_it == self.total:
            return (
                "Your mark moved with it."
                if self.total == 1
                else f"All {_word(self.total)} marks moved with it."
            )
        said = [
            f"{_word(self.with_it).capitalize()} of {_word(self.total)} marks moved with it."
            if self.total > 1
            else "",
            _each(self.asking, "has changed words: compare them", "have changed words: compare them"),
            _each(self.on_shelf, "is kept on the shelf", "are kept on the shelf"),
        ]
        return " ".join(part for part in said if part)


class PlacingService:
    """Marks and the revisions of their papers. No mark is ever dropped."""

    def __init__(self, marks: MarkRepository, papers: PaperRepository, history: MarkHistory) -> None:
        self._marks = marks
        self._papers = papers
        self._history = history

    def waits(self, paper: PaperId) -> bool:
        """Whether marks must still be placed in the current revision."""
        current = self._papers.content_of(paper)
        return bool(current) and any(mark.waits_for(current) for mark in self._marks.marks([paper]))

    def waiting_papers(self) -> list[PaperId]:
        """The papers here that were replaced since their marks were last placed."""
        papers = dict.fromkeys(mark.paper for mark in self._marks.marks())
        return [paper for paper in papers if self.waits(paper)]

    def place_again(
        self, paper: PaperId, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None
    ) -> Changes:
        """Find out for the marks of earlier revisions where they stand in the current one.

        All are saved at the end or, when it is cancelled, none.
        """
        content = self._papers.content_of(paper)
        marks = [mark for mark in self._marks.marks([paper]) if mark.waits_for(content)]
        if not content or not marks:
            return Changes()
        changes = self.placed(paper, marks, progress, cancel)
        # What the member did to a mark in the meantime counts: that one is placed the next time.
        now = {mark.id: mark for mark in self._marks.marks([paper])}
        changes = [(before, after) for before, after in changes if now.get(before.id) == before]
        self._marks.save_all([after for _, after in changes])
        self._history.placed(changes)
        return Changes(marks=True)

    def placed(
        self,
        paper: PaperId,
        marks: Sequence[Mark],
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
        revisions: Mapping[str, ReadRevision] | None = None,
    ) -> list[tuple[Mark, Mark]]:
        """Marks that were made on other revisions, each with what becomes of it in the current one.

        Nothing is saved. `revisions` are such as are not in the library, by the content that marks name.
        """
        content = self._papers.content_of(paper)
        progress(Progress("Reading the new version", 0, len(marks)))
        found: list[tuple[Mark, Placement]] = []
        with contextlib.closing(_NewRevision(self._papers, paper, content)) as new:
            by_content: defaultdict[str, list[Mark]] = defaultdict(list)
            for mark in marks:
                by_content[mark.content].append(mark)
            for old_content, several in by_content.items():
                old = (revisions or {}).get(old_content) or self._read(paper, old_content)
                placer = Placer(new.read, old)
                for mark in several:
                    _step(cancel, progress, "Placing mark", len(found), len(marks))
                    found.append((mark, placer.place(mark.anchor, mark.label)))
            new.measure([placement for _, placement in found], progress, cancel)
            return [(mark, new.placed(mark, placement)) for mark, placement in found]

    def standing(self, paper: PaperId, marks: Sequence[Mark]) -> dict[MarkId, Mark]:
        """Of marks that are said to be on the current revision those whose words stand there, measured anew.

        Nothing is saved.
        """
        if not marks:
            return {}
        with contextlib.closing(_NewRevision(self._papers, paper, self._papers.content_of(paper))) as new:
            found = [(mark, new.as_printed(mark)) for mark in marks]
            new.measure([placement for _, placement in found if placement], no_progress, None)
            return {
                mark.id: new.standing(mark, placement) for mark, placement in found if placement is not None
            }

    def to_confirm(self, paper: PaperId | None = None) -> list[ToConfirm]:
        """The marks of a paper, or of all papers, whose words changed, down the pages."""
        found = []
        for mark in self._marks.marks(None if paper is None else [paper]):
            if mark.proposed is not None and mark.asks:
                old, new = _plain(mark.anchor.exact), _plain(mark.proposed.anchor.exact)
                around = word_diff(in_sentence(mark.anchor), in_sentence(mark.proposed.anchor))
                labels = mark.label, mark.proposed.label
                found.append(ToConfirm(mark, old, new, word_diff(old, new), *labels, around))
        return found

    def shelf(self, paper: PaperId | None = None) -> list[Mark]:
        """The marks of a paper, or of all papers, that have no place in the current revision.

        Those of papers that are no longer here are among them.
        """
        marks = self._marks.marks(None if paper is None else [paper])
        here = {mark.paper for mark in marks if self._papers.exists(mark.paper)}
        return [m for m in marks if m.state is PlacementState.UNPLACED or m.paper not in here]

    def elsewhere(self, paper: PaperId) -> list[Mark]:
        """Those that do not stand on the current revision: they ask, wait, or are on the shelf."""
        current = self._papers.content_of(paper)
        return [mark for mark in self._marks.marks([paper]) if not mark.stands_on(current)]

    def counts(self, paper: PaperId) -> PlacementCounts:
        """What became of the marks made on earlier revisions of a paper."""
        current = self._papers.content_of(paper)
        if not current:
            return PlacementCounts()
        marks = [m for m in self._marks.marks([paper]) if m.placed_on == current or m.waits_for(current)]
        standing = [mark for mark in marks if mark.stands_on(current)]
        waiting = sum(mark.waits_for(current) for mark in marks)
        asking = sum(mark.asks and not mark.waits_for(current) for mark in marks)
        return PlacementCounts(
            with_it=len(standing),
            moved=sum(mark.state is PlacementState.MOVED for mark in standing),
            asking=asking,
            on_shelf=len(marks) - len(standing) - waiting - asking,
            waiting=waiting,
            has_text=self._papers.paper(paper).has_text,
        )

    def keep(self, mark: MarkId) -> Changes:
        """The member says that the place is right; one with changed words takes the new words."""
        before = self._marks.mark(mark)
        return self._change(before, kept(before)) if before else Changes()

    def put_aside(self, mark: MarkId) -> Changes:
        """To the shelf, with the words it had before the program placed it."""
        before = self._marks.mark(mark)
        return self._change(before, put_aside(before)) if before else Changes()

    def put_at(self, mark: MarkId, anchor: Anchor) -> Changes:
        """To a place in the current revision that the member chose."""
        before = self._marks.mark(mark)
        if before is None:
            return Changes()
        label = self._papers.pages(before.paper)[anchor.page].label
        content = self._papers.content_of(before.paper)
        place = Place(content, anchor, label, _with_its_words(before, anchor))
        return self._change(before, put_at(before, place))

    def _change(self, before: Mark, after: Mark) -> Changes:
        return self._history.apply(before, after) if before != after else Changes()

    def _read(self, paper: PaperId, content: str) -> ReadRevision | None:
        """A revision by its PDF; None where it is no longer here."""
        numbers = [r.number for r in self._papers.revisions(paper) if r.content == content]
        if not numbers:
            return None
        pages = self._papers.pages(paper, with_text=True, revision=numbers[-1])
        return read_revision(pages, self._papers.passages(paper, revision=numbers[-1]))


class _NewRevision:
    """The current revision while marks are placed in it."""

    def __init__(self, papers: PaperRepository, paper: PaperId, content: str) -> None:
        self._content = content
        self._pages: list[Page] = papers.pages(paper, with_text=True)
        self._passages: defaultdict[int, list[Passage]] = defaultdict(list)
        passages = papers.passages(paper)
        for passage in passages:
            self._passages[passage.page].append(passage)
        self.read = read_revision(self._pages, passages)
        self._pdf = PdfPages(papers.pdf(paper).data)
        self._boxes: dict[Span, tuple[Box, ...]] = {}

    def close(self) -> None:
        self._pdf.close()

    def measure(
        self, placements: Sequence[Placement], progress: ProgressCallback, cancel: CancelToken | None
    ) -> None:
        """Find the boxes of all placements, page by page."""
        by_page: defaultdict[int, list[Span]] = defaultdict(list)
        for placement in placements:
            for span in placement.spans:
                by_page[span.page].append(span)
        for done, (page, spans) in enumerate(sorted(by_page.items())):
            _step(cancel, progress, "Measuring page", done, len(by_page))
            boxes = self._pdf.line_boxes(page, [(span.start, span.end) for span in spans])
            self._boxes.update(zip(spans, boxes, strict=True))

    def as_printed(self, mark: Mark) -> Placement | None:
        """The place that a mark itself gives; None where other words stand there, or no such page."""
        if mark.anchor.exact.strip():
            spans = printed_at(self.read.words.texts, mark.anchor)
        else:
            page = mark.anchor.page
            spans = (Span(page, 0, 0),) if page < len(self._pages) else None
        return Placement(PlacementState.ATTACHED, spans) if spans else None

    def standing(self, mark: Mark, placement: Placement) -> Mark:
        """A mark that was made on this revision."""
        place = self._place_of(mark, placement)
        if place is None:
            return mark
        anchor = place.anchor
        if not anchor.exact and mark.anchor.boxes:
            anchor = replace(anchor, boxes=mark.anchor.boxes)
        return replace(mark, content=self._content, anchor=anchor, label=place.label)

    def placed(self, mark: Mark, placement: Placement) -> Mark:
        """The mark in this revision."""
        place, state = self._place_of(mark, placement), placement.state
        if place is not None and not self._has_room_for(place):
            # Ink beside no words, on a page of another size: where it belongs only the member can say.
            state = PlacementState.CHANGED
        return placed(mark, state, place, self._content)

    def _has_room_for(self, place: Place) -> bool:
        page = self._pages[place.anchor.page]
        points = (point for stroke in place.strokes for point in stroke.points)
        return all(0 <= x <= page.width and 0 <= y <= page.height for x, y in points)

    def _place_of(self, mark: Mark, placement: Placement) -> Place | None:
        """Boxes, surroundings and pack page of what was found; None where nothing was."""
        if not placement.spans:
            return None
        page = placement.spans[0].page
        label = self._pages[page].label
        if not mark.anchor.exact.strip():
            anchor = page_anchor(page, self._pages[page].text)
            if mark.kind is MarkKind.INK:
                anchor = replace(anchor, boxes=mark.anchor.boxes)
            return Place(self._content, anchor, label, mark.strokes)
        anchors = []
        for span in placement.spans:
            boxes = self._boxes[span]
            number = _number_at(self._passages[span.page], boxes)
            text = self._pages[span.page].text
            anchors.append(text_anchor(span.page, text, span.start, span.end, boxes, number))
        anchor = joined(tuple(anchors))
        return Place(self._content, anchor, label, _with_its_words(mark, anchor))


def _step(cancel: CancelToken | None, progress: ProgressCallback, what: str, done: int, total: int) -> None:
    if cancel is not None:
        cancel.check()
    progress(Progress(f"{what} {done + 1:,} of {total:,}", done, total))


def _with_its_words(mark: Mark, anchor: Anchor) -> tuple[Stroke, ...]:
    """Ink, moved as far as the words beside which it was drawn."""
    if not mark.strokes or not mark.anchor.boxes or not anchor.boxes:
        return mark.strokes
    was, now = mark.anchor.boxes[0], anchor.boxes[0]
    return tuple(stroke.moved(now.x0 - was.x0, now.y0 - was.y0) for stroke in mark.strokes)


def _number_at(passages: Sequence[Passage], boxes: Sequence[Box]) -> str:
    """The number printed before the passage in which the first of the boxes lies."""
    if not boxes:
        return ""
    x, y = (boxes[0].x0 + boxes[0].x1) / 2, (boxes[0].y0 + boxes[0].y1) / 2
    holding = [passage for passage in passages if passage.box.contains(x, y)]
    return min(holding, key=lambda p: p.box.width * p.box.height).number if holding else ""


_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _word(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def _each(number: int, one: str, several: str) -> str:
    return f"{_word(number).capitalize()} {one if number == 1 else several}." if number else ""


def _plain(text: str) -> str:
    return " ".join(text.split())
