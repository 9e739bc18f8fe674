"""A part of a pack as a paper of its own, for the recognisers."""

from __future__ import annotations

from panel_app.domain.papers import StructuredPaper


def part_of(paper: StructuredPaper, first: int, last: int) -> StructuredPaper:
    """The pages from `first` to `last` (indexes, both included); they keep their index in the whole."""
    return StructuredPaper(
        pages=tuple(p for p in paper.pages if first <= p.index <= last),
        outline=tuple(e for e in paper.outline if first <= e.page <= last),
        passages=tuple(p for p in paper.passages if first <= p.page <= last),
        tables=tuple(t for t in paper.tables if first <= t.page <= last),
        labels_printed=paper.labels_printed,
    )
