"""What becomes of marks when their paper is replaced: placed again, confirmed, put aside. With undo."""

from __future__ import annotations

import contextlib

from panel_app.domain.anchors import place_again
from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import (
    Anchor,
    Mark,
    Place,
    PlacementState,
    kept,
    placed,
    put_aside,
    put_at,
    text_anchor,
)
from panel_app.services.mark_history import MarkHistory
from panel_app.services.pdf_pages import PdfPages, line_boxes
from panel_app.storage.marks import MarkRepository
from panel_app.storage.papers import PaperRepository


class PlacingService:
    """Marks and the revisions of their papers. No mark is ever dropped."""

    def __init__(self, marks: MarkRepository, papers: PaperRepository, history: MarkHistory) -> None:
        self._marks = marks
        self._papers = papers
        self._history = history

    def waits(self, paper: PaperId) -> bool:
        """Whether marks must still be placed in the current revision."""
        current = self._papers.content_of(paper)
        return any(mark.waits_for(current) for mark in self._marks.marks([paper]))

    def elsewhere(self, paper: PaperId) -> list[Mark]:
        """Those that do not stand on the current revision."""
        current = self._papers.content_of(paper)
        return [mark for mark in self._marks.marks([paper]) if not mark.stands_on(current)]

    def place_again(
        self, paper: PaperId, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None
    ) -> Changes:
        """Find out for the marks of earlier revisions where they stand in the current one."""
        content = self._papers.content_of(paper)
        marks = [mark for mark in self._marks.marks([paper]) if mark.waits_for(content)]
        listed = self._papers.pages(paper, with_text=True)
        by_label = {page.label: page.index for page in listed}
        changes = []
        with contextlib.closing(PdfPages(self._papers.pdf(paper).data)) as pages:
            for done, mark in enumerate(marks):
                if cancel is not None:
                    cancel.check()
                progress(Progress(f"Placing mark {done + 1} of {len(marks)}", done, len(marks)))
                anchor = _anchor_again(mark, [page.text for page in listed], by_label, pages)
                if anchor is not None:
                    place = Place(content, anchor, listed[anchor.page].label, mark.strokes)
                    changes.append((mark, placed(mark, PlacementState.ATTACHED, place, content)))
                else:
                    changes.append((mark, placed(mark, PlacementState.UNPLACED, None, content)))
        self._marks.save_all([new for _, new in changes])
        self._history.placed(changes)
        return Changes(marks=bool(changes))

    def keep(self, mark: MarkId) -> Changes:
        """The member says that the place is right."""
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
        place = Place(self._papers.content_of(before.paper), anchor, label, before.strokes)
        return self._change(before, put_at(before, place))

    def _change(self, before: Mark, after: Mark) -> Changes:
        return self._history.apply(before, after) if before != after else Changes()


def _anchor_again(mark: Mark, texts: list[str], by_label: dict[str, int], pages: PdfPages) -> Anchor | None:
    if not mark.anchor.exact:
        page = by_label.get(mark.label)
        return None if page is None else Anchor(page)
    place = place_again(mark.anchor, texts)
    if place is None:
        return None
    page, start, end = place
    boxes = line_boxes(pages.layout(page), start, end)
    return text_anchor(page, texts[page], start, end, boxes, mark.anchor.passage_number)
