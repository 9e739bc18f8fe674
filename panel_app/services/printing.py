"""Printing chosen pages of a paper, with the member's marks on them or without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from panel_app.domain.changes import CancelToken, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import PaperRefusedError, UserFacingError
from panel_app.domain.ids import PaperId, slug
from panel_app.domain.page_ranges import ranges
from panel_app.domain.papers import MeetingItem
from panel_app.importers.sandbox import copy_in_child
from panel_app.services.chosen_notes import NoteChoice, NoteChooser
from panel_app.services.files import write_file
from panel_app.services.meetings import MeetingsService
from panel_app.storage.papers import PaperRepository


@dataclass(frozen=True, slots=True)
class PrintWish:
    """Which pages of a paper (indexes), with the member's marks or without.

    Exempt pages, and marks that rest on them or quote them, only where that is asked for.
    """

    paper: PaperId
    pages: tuple[int, ...]
    marks: bool = True
    exempt: bool = False


@dataclass(frozen=True)
class PrintPages:
    """A PDF of the pages as they go to the printer: how many, with how many marks, and what was left out."""

    data: bytes
    page_count: int
    marks: int = 0
    exempt_pages: int = 0
    exempt_marks: int = 0


class PrintingService:
    """Makes pages ready for the printer. Papers and marks are only read."""

    def __init__(self, chooser: NoteChooser, papers: PaperRepository, meetings: MeetingsService) -> None:
        self._chooser = chooser
        self._papers = papers
        self._meetings = meetings

    def exempt_pages(self, paper: PaperId) -> frozenset[int]:
        """The pages of a paper from which the public is kept out."""
        return frozenset(self._chooser.papers().exempt_pages(paper))

    def item_at(self, paper: PaperId, page: int) -> MeetingItem | None:
        """The numbered agenda item that a page belongs to, with its appendices; None for none."""
        holding = [one for one in self._meetings.items_of_paper(paper) if one.holds(paper, page)]
        return min(holding, key=lambda one: one.level, default=None)

    def make(
        self, wish: PrintWish, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None
    ) -> PrintPages:
        """The pages as a PDF of their own; UserFacingError where none is left or it cannot be made."""
        from panel_app.notes.marked_pdf import CopyOrder

        progress(Progress("Collecting the pages"))
        withheld = frozenset[int]() if wish.exempt else self.exempt_pages(wish.paper)
        pages = tuple(page for page in wish.pages if page not in withheld)
        left_out = len(wish.pages) - len(pages)
        if not pages:
            raise UserFacingError("All these pages are exempt: tick that exempt pages are printed too.")
        chosen = self._chooser.choose(NoteChoice(paper=wish.paper, exempt=wish.exempt))
        standing = [
            one
            for one in chosen.notes
            if chosen.papers.stands(one.mark) and not set(pages).isdisjoint(one.mark.anchor.pages)
        ]
        marks = tuple(standing) if wish.marks else ()
        file = self._papers.pdf(wish.paper)
        order = CopyOrder(file.sha256, marks, pages=pages)
        try:
            data = copy_in_child(order, file.data, "the pages", progress, cancel or CancelToken())
        except PaperRefusedError as refusal:
            raise UserFacingError(
                "This paper's file does not let single pages be taken out. Open it in another PDF reader to "
                "print it."
            ) from refusal
        hidden = self._hidden(wish, pages, len(standing)) if wish.marks and not wish.exempt else 0
        return PrintPages(data, len(pages), len(marks), left_out, hidden)

    def save(
        self,
        wish: PrintWish,
        path: Path,
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> PrintPages:
        """Make the pages and write them, whole or not at all."""
        made = self.make(wish, progress, cancel)
        write_file(path, made.data, "the pages")
        return made

    def file_name(self, paper: PaperId, pages: Sequence[int]) -> str:
        """The name that is offered for the pages as a file."""
        labels = [page.label for page in self._papers.pages(paper)]
        title = slug(self._papers.paper(paper).title)
        if len(pages) == len(labels):
            return f"{title}.pdf"
        which = ranges(labels, pages).replace("–", "-")
        return f"{title} pages {which}.pdf" if len(which) <= 40 else f"{title} {len(pages)} pages.pdf"

    def _hidden(self, wish: PrintWish, pages: Sequence[int], shown: int) -> int:
        """How many marks on the pages stay out because they quote exempt words."""
        every = self._chooser.choose(NoteChoice(paper=wish.paper, exempt=True))
        on_pages = sum(
            every.papers.stands(one.mark) and not set(pages).isdisjoint(one.mark.anchor.pages)
            for one in every.notes
        )
        return on_pages - shown
