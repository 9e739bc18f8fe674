"""Comparing a paper with an earlier version of it: a list of differences to step through."""

from __future__ import annotations

from dataclasses import dataclass

from panel_app.domain.comparing import Step, compare
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Revision
from panel_app.storage.papers import PaperRepository


@dataclass(frozen=True)
class Comparison:
    """Two versions of a paper and their differences, with the pack pages of each version's pages."""

    old: Revision
    new: Revision
    steps: tuple[Step, ...]
    old_labels: tuple[str, ...]
    new_labels: tuple[str, ...]


class VersionsService:
    """The versions of a paper, and what is different between two of them."""

    def __init__(self, papers: PaperRepository) -> None:
        self._papers = papers

    def all(self, paper: PaperId) -> list[Revision]:
        """The versions that are here, the first one first."""
        return self._papers.revisions(paper)

    def compare(self, paper: PaperId, earlier: int | None = None) -> Comparison:
        """The current version beside the one before it, or beside an earlier one by its number.

        UserFacingError where there is nothing to compare.
        """
        current = next(r for r in self._papers.revisions(self._papers.paper(paper).id) if r.current)
        others = [r for r in self._papers.revisions(paper) if not r.current]
        if not others:
            raise UserFacingError("There is only one version of this paper, so there is nothing to compare.")
        old = next((r for r in others if r.number == earlier), others[-1] if earlier is None else None)
        if old is None:
            numbers = ", ".join(str(r.number) for r in others)
            raise UserFacingError(
                f"There is no earlier version {earlier} of this paper: choose from {numbers}."
            )
        for revision, which in ((old, "earlier"), (current, "new")):
            if not revision.has_text:
                raise UserFacingError(
                    f"The {which} version is a picture without words, so the two can only be compared by eye."
                )
        steps = compare(
            self._papers.passages(paper, revision=old.number),
            self._papers.passages(paper, revision=current.number),
        )
        return Comparison(old, current, tuple(steps), self._labels(paper, old), self._labels(paper, current))

    def _labels(self, paper: PaperId, revision: Revision) -> tuple[str, ...]:
        return tuple(page.label for page in self._papers.pages(paper, revision=revision.number))
