"""Where marks stand now: on the current revisions of their papers."""

from __future__ import annotations

from collections.abc import Iterable

from panel_app.domain.ids import PaperId
from panel_app.domain.marks import Mark
from panel_app.storage.marks import MarkRepository
from panel_app.storage.papers import PaperRepository


def standing(
    marks: MarkRepository, papers: PaperRepository, of: Iterable[PaperId] | None = None
) -> list[Mark]:
    """The marks of these papers (all when None) as the current revisions show them.

    One that asks is at the place it asks about; those without a place in the current revision are left out.
    """
    contents = papers.contents()
    shown = (mark.shown_on(contents[mark.paper]) for mark in marks.marks(of) if mark.paper in contents)
    return [mark for mark in shown if mark is not None]
