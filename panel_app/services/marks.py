"""What a member does with marks: highlight, underline, note, bookmark; change and delete, with undo."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, place_again, text_anchor
from panel_app.services.pdf_pages import PdfPages, line_boxes
from panel_app.storage.notebook import MarkRepository
from panel_app.storage.papers import PaperRepository


@dataclass(frozen=True, slots=True)
class _Step:
    """One change: the mark before and after; None means it was not there."""

    before: Mark | None
    after: Mark | None


class MarksService:
    """Marks over all papers. Every change can be undone until the program is closed."""

    def __init__(self, marks: MarkRepository, papers: PaperRepository, clock: Callable[[], datetime]) -> None:
        self._marks = marks
        self._papers = papers
        self._clock = clock
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    def on_paper(self, paper: PaperId) -> list[Mark]:
        """Those made on the current revision or placed on it again, down the pages, top to bottom."""
        current = self._papers.content_of(paper)
        return [mark for mark in self._marks.marks([paper]) if mark.content == current]

    def earlier(self, paper: PaperId) -> list[Mark]:
        """Those made on an earlier revision whose words have not been found in this one."""
        current = self._papers.content_of(paper)
        return [mark for mark in self._marks.marks([paper]) if mark.content != current]

    def place_again(
        self, paper: PaperId, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None
    ) -> Changes:
        """Put the earlier marks where their very words stand in the current revision; the rest stay.

        A bookmark goes to the page with its pack page. What is placed can no longer be undone.
        """
        marks = self.earlier(paper)
        content = self._papers.content_of(paper)
        listed = self._papers.pages(paper, with_text=True)
        by_label = {page.label: page.index for page in listed}
        placed = 0
        with contextlib.closing(PdfPages(self._papers.pdf(paper).data)) as pages:
            for done, mark in enumerate(marks):
                if cancel is not None:
                    cancel.check()
                progress(Progress(f"Placing mark {done + 1} of {len(marks)}", done, len(marks)))
                anchor = _anchor_again(mark, [page.text for page in listed], by_label, pages)
                if anchor is not None:
                    label = listed[anchor.page].label
                    self._marks.save(replace(mark, anchor=anchor, content=content, label=label))
                    placed += 1
        if placed:
            self._done.clear()
            self._undone.clear()
        return Changes(marks=bool(placed))

    def all(self) -> list[Mark]:
        return self._marks.marks()

    def get(self, mark: MarkId) -> Mark | None:
        return self._marks.mark(mark)

    def add(
        self,
        paper: PaperId,
        kind: MarkKind,
        anchor: Anchor,
        *,
        colour: MarkColour = MarkColour.YELLOW,
        note: str = "",
    ) -> tuple[Mark, Changes]:
        """Make a mark on the paper's current revision."""
        now = self._clock()
        pages = self._papers.pages(paper)
        label = pages[anchor.page].label if anchor.page < len(pages) else str(anchor.page + 1)
        mark = Mark(
            id=MarkId(str(uuid.uuid4())),
            paper=paper,
            content=self._papers.content_of(paper),
            kind=kind,
            anchor=anchor,
            colour=colour,
            note=note,
            created=now,
            modified=now,
            label=label,
        )
        return mark, self._apply(_Step(None, mark))

    def set_note(self, mark: MarkId, note: str) -> Changes:
        """Change the words of a note; typing on in the same note is one step to undo."""
        before = self._marks.mark(mark)
        if before is None or before.note == note:
            return Changes()
        after = replace(before, note=note, modified=self._clock())
        last = self._done[-1] if self._done else None
        if (
            last
            and last.after
            and last.after.id == mark
            and last.before
            and last.before.note != last.after.note
        ):
            self._done[-1] = _Step(last.before, after)
            self._undone.clear()
            self._marks.save(after)
            return Changes(marks=True)
        return self._apply(_Step(before, after))

    def set_colour(self, mark: MarkId, colour: MarkColour) -> Changes:
        before = self._marks.mark(mark)
        if before is None or before.colour is colour:
            return Changes()
        return self._apply(_Step(before, replace(before, colour=colour, modified=self._clock())))

    def delete(self, mark: MarkId) -> Changes:
        before = self._marks.mark(mark)
        return self._apply(_Step(before, None)) if before else Changes()

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def undo(self) -> Changes:
        """Take back the last change to a mark."""
        if not self._done:
            return Changes()
        step = self._done[-1]
        self._put(step.after, step.before)
        self._undone.append(self._done.pop())
        return Changes(marks=True)

    def redo(self) -> Changes:
        """Make the change again that was last taken back."""
        if not self._undone:
            return Changes()
        step = self._undone[-1]
        self._put(step.before, step.after)
        self._done.append(self._undone.pop())
        return Changes(marks=True)

    def _apply(self, step: _Step) -> Changes:
        self._put(step.before, step.after)
        self._done.append(step)
        self._undone.clear()
        return Changes(marks=True)

    def _put(self, old: Mark | None, new: Mark | None) -> None:
        if new is not None:
            self._marks.save(new)
        elif old is not None:
            self._marks.delete(old.id)


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
