"""What a member does with marks: highlight, underline, note, bookmark, ink; change and delete, with undo."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from panel_app.domain.changes import Changes
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, Stroke, page_anchor
from panel_app.services.mark_history import MarkHistory
from panel_app.services.standing import standing
from panel_app.storage.marks import MarkRepository
from panel_app.storage.papers import PaperRepository


class MarksService:
    """Marks over all papers. Every change can be undone until the program is closed."""

    def __init__(self, marks: MarkRepository, papers: PaperRepository, clock: Callable[[], datetime]) -> None:
        self._marks = marks
        self._papers = papers
        self._clock = clock
        self.history = MarkHistory(marks)

    def on_paper(self, paper: PaperId) -> list[Mark]:
        """Those that stand on the current revision, down the pages, top to bottom."""
        current = self._papers.content_of(paper)
        return [mark for mark in self._marks.marks([paper]) if mark.stands_on(current)]

    def shown(self, paper: PaperId | None = None) -> list[Mark]:
        """Those of a paper, or of all, where the current revision shows them; see `Mark.shown_on`."""
        return standing(self._marks, self._papers, None if paper is None else [paper])

    def all(self) -> list[Mark]:
        return self._marks.marks()

    def tags(self) -> list[str]:
        """The tags that were used before, in the order of the alphabet."""
        used = {tag.casefold(): tag for mark in self._marks.marks() for tag in mark.tags}
        return [used[key] for key in sorted(used)]

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
        tags: Iterable[str] = (),
        strokes: Iterable[Stroke] = (),
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
            tags=_plain_tags(tags),
            strokes=tuple(strokes),
        )
        return mark, self.history.apply(None, mark)

    def bookmark(self, paper: PaperId, page: int) -> tuple[Mark, Changes]:
        """Bookmark a page of the current revision."""
        return self.add(paper, MarkKind.BOOKMARK, page_anchor(page, self._papers.page_text(paper, page)))

    def set_note(self, mark: MarkId, note: str) -> Changes:
        """Change the words of a note; typing on in the same note is one step to undo."""
        before = self._marks.mark(mark)
        if before is None or before.note == note:
            return Changes()
        after = replace(before, note=note, modified=self._clock())
        last_before, last_after = self.history.last or (None, None)
        if last_before and last_after and last_after.id == mark and last_before.note != last_after.note:
            return self.history.extend_last(after)
        return self.history.apply(before, after)

    def set_colour(self, mark: MarkId, colour: MarkColour) -> Changes:
        before = self._marks.mark(mark)
        if before is None or before.colour is colour:
            return Changes()
        return self.history.apply(before, replace(before, colour=colour, modified=self._clock()))

    def set_ink(self, mark: MarkId, anchor: Anchor, strokes: Iterable[Stroke]) -> Changes:
        """Give a drawing these strokes and the words they are over; without strokes it is deleted."""
        before, drawn = self._marks.mark(mark), tuple(strokes)
        if before is None or before.strokes == drawn:
            return Changes()
        if not drawn:
            return self.delete(mark)
        after = replace(before, anchor=anchor, strokes=drawn, modified=self._clock())
        return self.history.apply(before, after)

    def set_tags(self, mark: MarkId, tags: Iterable[str]) -> Changes:
        """Give a mark these tags: each once, in any capitals, without white space around it."""
        before, wanted = self._marks.mark(mark), _plain_tags(tags)
        if before is None or before.tags == wanted:
            return Changes()
        return self.history.apply(before, replace(before, tags=wanted, modified=self._clock()))

    def delete(self, mark: MarkId) -> Changes:
        before = self._marks.mark(mark)
        return self.history.apply(before, None) if before else Changes()

    @property
    def can_undo(self) -> bool:
        return self.history.can_undo

    @property
    def can_redo(self) -> bool:
        return self.history.can_redo

    def undo(self) -> Changes:
        """Take back the last change to a mark."""
        return self.history.undo()

    def redo(self) -> Changes:
        """Make the change again that was last taken back."""
        return self.history.redo()


def _plain_tags(tags: Iterable[str]) -> tuple[str, ...]:
    plain = (" ".join(tag.split()) for tag in tags)
    return tuple({tag.casefold(): tag for tag in plain if tag}.values())
