"""A paper under review while it is on the screen: its draft, what is doubtful, and keeping both."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from panel_app.domain.changes import Changes
from panel_app.domain.doubts import Doubt, Remedy
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Page
from panel_app.domain.review import ReviewDraft
from panel_app.domain.review_edits import named, with_item_before
from panel_app.domain.review_places import PaperPlaces
from panel_app.services.desk import Desk
from panel_app.services.review import Review
from panel_app.ui.saving import Saving
from panel_app.ui.workspace import Workspace

KEEP_MS = 800
"""A correction is put by this long after it was made, so that a crash loses nothing else."""
_MOST_STEPS = 200


@dataclass(frozen=True)
class Opened:
    """Everything that the screen shows of a paper, read away from the window."""

    review: Review
    places: PaperPlaces
    pages: tuple[Page, ...]
    pdf: bytes

    @staticmethod
    def read(desk: Desk, paper: PaperId) -> Opened:
        """Read a paper's review and what stands beside it."""
        review = desk.review.open(paper)
        pages, pdf = desk.papers.pages(paper), desk.papers.pdf(paper)
        return Opened(review, desk.review.places(review), tuple(pages), pdf)


class ReviewSession(QObject):
    """One review. Every change puts the draft by a moment later; `flush()` does it at once.

    Signals: `changed()` after the draft, and with it the doubts, became another.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, opened: Opened, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.review = opened.review
        self.places = opened.places
        self.draft = opened.review.draft
        self.doubts: tuple[Doubt, ...] = self.review.doubts(self.draft)
        self.saving = Saving(workspace, self)
        self._steps: list[ReviewDraft] = []
        self._kept = self.draft
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep)

    @property
    def recognised(self) -> ReviewDraft:
        return self.review.recognised

    @property
    def labels(self) -> tuple[str, ...]:
        """The pack pages of the paper's pages."""
        return self.review.facts.labels

    @property
    def errors(self) -> tuple[Doubt, ...]:
        """What must be put right before it can be saved."""
        return tuple(one for one in self.doubts if one.error)

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def edit(self, draft: ReviewDraft) -> None:
        """Go on with another draft."""
        if draft != self.draft:
            self._steps.append(self.draft)
            del self._steps[:-_MOST_STEPS]
            self._show(draft)

    def undo(self) -> None:
        """Take back the last change."""
        if self._steps:
            self._show(self._steps.pop())

    def apply(self, doubt: Doubt, remedy: Remedy) -> None:
        """Do what a remedy says; one that changes nothing says that the doubt looks right."""
        draft = self.draft
        for field, value in remedy.sets:
            draft = draft.with_value(field, value)
        if remedy.adds is not None:
            at = next((n for n, item in enumerate(draft.items) if item.key == doubt.item), len(draft.items))
            draft = with_item_before(draft, remedy.adds, at)
        self.edit(draft if draft != self.draft else draft.accepting(doubt.key))

    def flush(self) -> bool:
        """Put by what is not yet; False where it could not be."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()
        return self.saving.flush()

    def hold(self) -> None:
        """Put nothing by for now: it is being saved."""
        self._timer.stop()

    def go_on(self) -> None:
        """It could not be saved: put it by after all."""
        self._timer.start()

    def _show(self, draft: ReviewDraft) -> None:
        self.draft = draft
        self.doubts = self.review.doubts(draft)
        self._timer.start()
        self.changed.emit()

    def _keep(self) -> None:
        if self.draft == self._kept:
            return
        draft, paper = self.draft, self.review.paper.id

        def write() -> Changes:
            self._workspace.desk.review.put_by(paper, named(draft), self.recognised)
            self._kept = draft
            # No view shows what is put by but the list of papers, which is told when the review is left.
            return Changes()

        if self.saving.save(("review", paper), write):
            self._workspace.saved.emit()
