"""What matters, promises and marked pages: the parts that are gathered over the whole meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panel_app.briefing import words
from panel_app.briefing.content import (
    MarkedPages,
    MarkedPart,
    MatterLine,
    MattersPart,
    PromiseLine,
    PromisesPart,
)
from panel_app.briefing.work import PackSource, Work
from panel_app.domain.figures.model import worst_first
from panel_app.domain.ids import PaperId
from panel_app.domain.promises import FollowedPromise

MOST = 4
"""Lines of a section: five sections of four lines, some of two rows, fill the one page."""

_LONGEST = 36
"""Words of a paper's sentence on that page, which names the page that has all of them."""


def what_matters(source: PackSource, work: Work, labels: Mapping[PaperId, Sequence[str]]) -> MattersPart:
    """The sections that have something to say; `labels` are the pack pages of the papers."""
    sought = [
        MatterLine(_shortened(one.text), _label(labels, paper, one.page))
        for paper, one in source.decisions
        if not source.is_exempt(paper, one.page)
    ]
    news = [
        MatterLine(f"{paper.title}: {how}")
        for paper, how in source.news
        if not source.is_exempt(paper.id, None)
    ]
    groups = [group for several in work.figures.values() for group in several] + list(work.other_figures)
    groups.sort(key=lambda group: worst_first(group.first.check))
    figures = [MatterLine(_shortened(group.short), group.first.label) for group in groups]
    promises = [MatterLine(_promise_words(one)) for one in work.promises]
    sections = (
        ("Decisions sought", sought),
        ("Deadlines", [MatterLine(sentence) for sentence in source.dates]),
        ("New since last time", news),
        ("Promises due", promises),
        ("Figures that do not agree", figures),
        ("Measures with a signal", [MatterLine(sentence) for sentence in source.signals]),
    )
    return MattersPart(tuple((heading, _first(lines)) for heading, lines in sections if lines))


def promises_to_ask(work: Work) -> PromisesPart:
    """All that the meeting should hear of, in full."""
    return PromisesPart(
        tuple(
            PromiseLine(
                text=one.promise.text,
                by=one.promise.by,
                due=one.promise.due_words or (words.day(one.promise.due) if one.promise.due else ""),
                standing=_standing(one),
            )
            for one in work.promises
        )
    )


def marked_pages(
    source: PackSource, work: Work, labels: Mapping[PaperId, Sequence[str]]
) -> MarkedPart | None:
    """The pages with the marks that are printed; None where nothing is marked on a page that is here."""
    pages: dict[PaperId, set[int]] = {}
    for mark in [*(mark for several in work.notes.values() for mark in several), *work.outside]:
        here = range(len(labels.get(mark.paper, ())))
        pages.setdefault(mark.paper, set()).update(
            page for page in mark.anchor.pages if page in here and not source.is_exempt(mark.paper, page)
        )
    titles = {paper.id: paper.title for paper in source.papers}
    found = tuple(
        MarkedPages(
            paper, titles[paper], tuple(sorted(at)), tuple(labels[paper][page] for page in sorted(at))
        )
        for paper, at in pages.items()
        if at
    )
    return MarkedPart(found) if found else None


def _first(lines: Sequence[MatterLine]) -> tuple[MatterLine, ...]:
    if len(lines) <= MOST:
        return tuple(lines)
    return (*lines[: MOST - 1], MatterLine(f"And {len(lines) - MOST + 1} more."))


def _shortened(text: str) -> str:
    parts = text.split()
    return " ".join(parts) if len(parts) <= _LONGEST else " ".join(parts[:_LONGEST]) + " …"


def _label(labels: Mapping[PaperId, Sequence[str]], paper: PaperId, page: int) -> str:
    known = labels.get(paper, ())
    return known[page] if page < len(known) else ""


def _promise_words(one: FollowedPromise) -> str:
    by = f"{one.promise.by}: " if one.promise.by else ""
    return f"{by}{_shortened(one.promise.text).rstrip('.')} ({_standing(one)})"


def _standing(one: FollowedPromise) -> str:
    asked = f", asked about {words.times(one.asked)}" if one.asked else ""
    return f"{one.standing.value}{asked}"
