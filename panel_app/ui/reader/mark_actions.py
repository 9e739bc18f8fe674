"""What H, U, N, Q and B do to the open paper; each is saved at once and can be undone. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from panel_app.domain.changes import Changes
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MarkId, PaperId, QuestionId
from panel_app.domain.ink import NEAR, apart, ink_box, touched
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, Stroke, page_anchor
from panel_app.services.marks import MarksService
from panel_app.services.pdf_pages import PageLayout
from panel_app.services.placing import PlacingService, ToConfirm
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reader.selection import LayoutOf, Selection
from panel_app.ui.saving import Saving
from panel_app.ui.workspace import Workspace


class MarkActions:
    """Makes, changes and removes marks. A write that fails is told by `Workspace.save_failed`.

    The words of a note that could not be written are held by `saving` and written as soon as they can be.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.saving = Saving(workspace)
        self.paper: OpenPaper | None = None

    @property
    def _marks(self) -> MarksService:
        return self._workspace.desk.marks

    @property
    def _placing(self) -> PlacingService:
        return self._workspace.desk.placing

    @property
    def marks(self) -> list[Mark]:
        """The marks on the open paper, downwards."""
        return self._marks.on_paper(self.paper.id) if self.paper else []

    @property
    def shown(self) -> list[Mark]:
        """The marks of the open paper and, where their new words may be, those about which to ask."""
        return self._marks.shown(self.paper.id) if self.paper else []

    @property
    def asked(self) -> dict[MarkId, ToConfirm]:
        """What changed in the marks of the open paper about which the member is asked, downwards."""
        found = self._placing.to_confirm(self.paper.id) if self.paper else []
        return {one.mark.id: one for one in found}

    def add(
        self, kind: MarkKind, selection: Selection, layout_of: LayoutOf, colour: MarkColour
    ) -> Mark | None:
        """A mark on the selected words, over all the pages they stand on.

        Words that already have that kind of mark take the colour instead of a second one.
        """
        anchor = self.paper.anchor(selection, layout_of) if self.paper else None
        if anchor is None:
            return None
        mark = self._same(kind, anchor)
        if mark is None:
            return self._write_new(lambda paper: self._marks.add(paper, kind, anchor, colour=colour))
        self.set_colour(mark.id, colour)
        return mark

    def draw(
        self, page: int, layout: PageLayout, stroke: Stroke, colour: MarkColour, onto: MarkId | None
    ) -> MarkId | None:
        """A stroke on a page: of the drawing `onto` where it is near to it and of its colour, else a new one.

        The drawing that it became part of; None when it was not saved.
        """
        if self.paper is None:
            return None
        mark = self._marks.get(onto) if onto is not None else None
        if mark is not None and self._goes_on(mark, page, stroke, colour):
            strokes, drawing = (*mark.strokes, stroke), mark.id
            anchor = self.paper.ink_anchor(page, layout, strokes)
            saved = self._write(lambda: self._marks.set_ink(drawing, anchor, strokes))
            return drawing if saved else None
        at = self.paper.ink_anchor(page, layout, [stroke])
        made = self._write_new(
            lambda paper: self._marks.add(paper, MarkKind.INK, at, colour=colour, strokes=[stroke])
        )
        return made.id if made is not None else None

    def rub_out(self, page: int, layout: PageLayout, at: tuple[float, float], reach: float) -> None:
        """Take away the stroke at a place of a page; the drawing with its last one."""
        for mark in self.marks:
            if self.paper is None or mark.kind is not MarkKind.INK or mark.anchor.page != page:
                continue
            number = touched(mark.strokes, *at, reach)
            if number is not None:
                left = mark.strokes[:number] + mark.strokes[number + 1 :]
                anchor = self.paper.ink_anchor(page, layout, left) if left else mark.anchor
                self._write(partial(self._marks.set_ink, mark.id, anchor, left))
                return

    def toggle_bookmark(self, page: int) -> bool:
        """Set or take away the bookmark of a page; whether it has one now."""
        found = self.bookmark_of(page)
        if found is not None:
            self.delete(found.id)
            return False
        return self._write_new(lambda paper: self._marks.bookmark(paper, page)) is not None

    def bookmark_of(self, page: int) -> Mark | None:
        return next(
            (m for m in self.marks if m.kind is MarkKind.BOOKMARK and m.anchor.page == page),
            None,
        )

    def set_note(self, mark: MarkId, note: str) -> None:
        self.saving.save(mark, lambda: self._marks.set_note(mark, note))

    def set_tags(self, mark: MarkId, tags: Sequence[str]) -> None:
        self.saving.save(f"{mark}/tags", lambda: self._marks.set_tags(mark, tags))

    def set_colour(self, mark: MarkId, colour: MarkColour) -> None:
        self._write(lambda: self._marks.set_colour(mark, colour))

    def delete(self, mark: MarkId) -> None:
        self._write(lambda: self._marks.delete(mark))

    def keep(self, mark: MarkId) -> None:
        """The place that was found in the new version is right."""
        self._write(lambda: self._placing.keep(mark))

    def put_aside(self, mark: MarkId) -> None:
        """To the shelf."""
        self._write(lambda: self._placing.put_aside(mark))

    def put_at(self, mark: Mark, selection: Selection | None, page: int, layout_of: LayoutOf) -> bool:
        """From the shelf to the selected words, a bookmark to the page; False where nothing is selected."""
        if self.paper is None:
            return False
        if mark.kind is MarkKind.BOOKMARK:
            text = self._workspace.desk.papers.page_text(self.paper.id, page)
            anchor: Anchor | None = page_anchor(page, text)
        else:
            anchor = self.paper.anchor(selection, layout_of) if selection is not None else None
        if anchor is None:
            return False
        place = anchor
        self._write(lambda: self._placing.put_at(mark.id, place))
        return True

    def undo(self) -> None:
        self._write(self._marks.undo)

    def redo(self) -> None:
        self._write(self._marks.redo)

    def ask(self, selection: Selection, layout_of: LayoutOf) -> QuestionId | None:
        """Begin a question resting on the selected words; None when it was not saved."""
        evidence = self.paper.evidence(selection, layout_of) if self.paper else None
        if evidence is None:
            return None
        try:
            return self._workspace.ask_about(evidence)
        except UserFacingError as error:
            self._workspace.save_failed.emit(str(error))
            return None

    def _goes_on(self, mark: Mark, page: int, stroke: Stroke, colour: MarkColour) -> bool:
        """Whether a stroke belongs to a drawing."""
        here = self.paper is not None and (mark.paper, mark.anchor.page) == (self.paper.id, page)
        return here and mark.colour is colour and apart(ink_box(mark.strokes), ink_box([stroke])) <= NEAR

    def _same(self, kind: MarkKind, anchor: Anchor) -> Mark | None:
        return next((m for m in self.marks if m.kind is kind and m.anchor.parts == anchor.parts), None)

    def _write_new(self, make: Callable[[PaperId], tuple[Mark, Changes]]) -> Mark | None:
        assert self.paper is not None
        paper, made = self.paper.id, []

        def write() -> Changes:
            mark, changes = make(paper)
            made.append(mark)
            return changes

        self._write(write)
        return made[0] if made else None

    def _write(self, write: Callable[[], Changes]) -> bool:
        """Whether it was written."""
        try:
            changes = write()
        except UserFacingError as error:
            self._workspace.save_failed.emit(str(error))
            return False
        self._workspace.announce(changes)
        return True
