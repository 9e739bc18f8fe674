"""Figure checks of a paper, of a meeting's papers, and of a file that is not in the library."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback, no_progress
from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.figures.checking import check_source
from panel_app.domain.figures.elsewhere import check_elsewhere
from panel_app.domain.figures.facts import Told, area_of, facts_of
from panel_app.domain.figures.found import FoundCheck, HiddenCheck
from panel_app.domain.figures.groups import FigureGroup
from panel_app.domain.figures.model import FigureCheck, worst_first
from panel_app.domain.figures.source import Source
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import Paper
from panel_app.domain.questions import Evidence, EvidenceKind
from panel_app.services.importing import ImportService
from panel_app.services.incoming import incoming
from panel_app.services.library_facts import LibraryFacts
from panel_app.storage.hidden_figures import HiddenFiguresRepository
from panel_app.storage.papers import PaperRepository

_KEPT = 64
_SWITCH = 0.0005
"""Seconds after which a check lets another thread go on; by itself Python waits ten times as long."""
_NOT_HERE = "(a file)"
"""Stands for the id of a paper that is not in the library; no id holds a bracket."""

_Key = tuple[str, ...]
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """The checks of one paper, the worst first, and its pack pages by page index."""

    title: str
    labels: tuple[str, ...]
    checks: tuple[FigureCheck, ...]


@contextmanager
def _beside_the_window() -> Iterator[None]:
    """Let the window's thread in often, and keep Python's collector of cycles from running meanwhile.

    A collection goes over all objects that a large paper is made of and would hold up the window for more
    than 100 ms, although a check leaves no cycles.
    """
    collecting, interval = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(_SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        if collecting:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Own:
    """What a paper's own figures say, and what it gives for other papers to be held against."""

    labels: tuple[str, ...]
    checks: tuple[FigureCheck, ...]
    told: Told


class FiguresService:
    """Checks papers on demand: a pack of 667 pages takes about a second, so no result is stored.

    The last papers' checks are kept in memory by their content, and a replaced paper is checked anew. What
    other papers give for the same measures is read once for all and held against each. What a member hid is
    kept in the notebook. Every method may be called from any thread; those that check a paper want a task
    unless `is_ready` says that there is nothing left to check.
    """

    def __init__(
        self,
        papers: PaperRepository,
        importing: ImportService,
        facts: LibraryFacts,
        hidden: HiddenFiguresRepository,
        clock: Callable[[], datetime],
    ) -> None:
        self._papers = papers
        self._importing = importing
        self._facts = facts
        self._hidden = hidden
        self._clock = clock
        self._own: dict[_Key, _Own] = {}
        self._known: dict[_Key, PaperFigures] = {}
        self._checking = threading.Lock()

    def of_paper(self, paper: PaperId, cancel: CancelToken | None = None) -> PaperFigures:
        """All checks of a paper in the library; CancelledError once the token was cancelled."""
        found = self._papers.paper(paper)
        key = self._key(found, self._facts.state())
        known = self._known.get(key)
        if known is not None:
            return known
        with self._checking, _beside_the_window():
            if key in self._known:
                return self._known[key]
            own = self._own.get(key[:2])
            if own is None:
                own = self._read(found, cancel)
                _keep(self._own, key[:2], own)
            checks = self._with_elsewhere(own.checks, own.told, cancel)
            made = PaperFigures(found.title, own.labels, checks)
            _keep(self._known, key, made)
            return made

    def _read(self, paper: Paper, cancel: CancelToken | None) -> _Own:
        labels = tuple(page.label for page in self._papers.pages(paper.id))
        passages, tables = self._papers.passages(paper.id), self._papers.tables(paper.id)
        source = Source(passages, tables, paper.date, labels)
        checks = check_source(source, cancel)
        return _Own(labels, checks, self._facts.told(paper, source, self._facts.committees()))

    def _with_elsewhere(
        self, checks: tuple[FigureCheck, ...], told: Told, cancel: CancelToken | None
    ) -> tuple[FigureCheck, ...]:
        index = self._facts.index(told.area, cancel)
        return tuple(sorted((*checks, *check_elsewhere(told, index)), key=worst_first))

    def of_meeting(
        self, meeting: MeetingId, wanted: Callable[[FigureCheck], bool] = lambda check: check.verdict.raised
    ) -> list[tuple[Paper, FigureCheck]]:
        """The checks of all papers of a meeting, the worst first; those that do not agree unless told."""
        found = [
            (paper, check)
            for paper in self._of(meeting)
            for check in self.of_paper(paper.id).checks
            if wanted(check)
        ]
        return sorted(found, key=lambda pair: worst_first(pair[1]))

    def is_ready(self, *, paper: PaperId | None = None, meeting: MeetingId | None = None) -> bool:
        """Whether the checks of a paper, or of all papers of a meeting, are known already."""
        papers = [self._papers.paper(paper)] if paper is not None else []
        papers += self._of(meeting) if meeting is not None else []
        state = self._facts.state()
        return all(self._key(one, state) in self._known for one in papers)

    def in_paper(self, paper: PaperId, cancel: CancelToken | None = None) -> tuple[FoundCheck, ...]:
        """All checks of a paper with what is hidden, the worst first."""
        figures, hidden = self.of_paper(paper, cancel), self._hidden.of_paper(paper)
        return tuple(
            FoundCheck(paper, figures.title, figures.labels[check.page], check, hidden.get(check.fingerprint))
            for check in figures.checks
        )

    def in_meeting(self, meeting: MeetingId, cancel: CancelToken | None = None) -> tuple[FoundCheck, ...]:
        """All checks of the papers of a meeting with what is hidden, the worst first."""
        found = [one for paper in self._of(meeting) for one in self.in_paper(paper.id, cancel)]
        return tuple(sorted(found, key=lambda one: worst_first(one.check)))

    def hide(self, found: Iterable[FoundCheck], reason: str = "") -> Changes:
        """Hide these checks, also in later revisions of their paper while the figures are the same."""
        now, plain = self._clock(), " ".join(reason.split())
        self._hidden.hide(
            [HiddenCheck(one.paper, one.check.fingerprint, plain, now) for one in found],
        )
        return Changes(figures=True)

    def show_again(self, found: Iterable[FoundCheck]) -> Changes:
        """Take back that these checks were hidden."""
        self._hidden.show([(one.paper, one.check.fingerprint) for one in found])
        return Changes(figures=True)

    def restore(self, found: Iterable[FoundCheck]) -> Changes:
        """Make these checks as hidden, or not, as they were when they were found."""
        listed = tuple(found)
        self._hidden.show([(one.paper, one.check.fingerprint) for one in listed if one.hidden is None])
        self._hidden.hide([one.hidden for one in listed if one.hidden is not None])
        return Changes(figures=True)

    def evidence(self, group: FigureGroup) -> Evidence:
        """What a question about a check, or about several with one cause, rests on."""
        first = group.first
        return Evidence(
            kind=EvidenceKind.FIGURES,
            quote=f"“{' '.join(first.check.quote.split())}”" if len(group.found) == 1 else group.short,
            paper=first.paper,
            paper_title=first.title,
            page=first.check.page,
            label=first.label,
            arithmetic=group.line,
        )

    def _of(self, meeting: MeetingId) -> list[Paper]:
        return [paper for paper in self._papers.papers() if paper.meeting == meeting]

    def _key(self, paper: Paper, state: str) -> _Key:
        """What a paper's own checks depend on, and the state of what it is held against."""
        return self._papers.content_of(paper.id), f"{paper.title} {paper.date} {paper.meeting}", state

    def of_file(
        self, path: Path, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None
    ) -> PaperFigures:
        """All checks of a file, read in the child like an import; nothing is kept.

        Raises PaperRefusedError, a whole sentence, for a file that cannot be read or that holds several.
        """
        files = list(incoming([path]))
        if len(files) != 1:
            raise PaperRefusedError(f"“{path.name}” holds several papers: name one of them.")
        file = files[0]
        try:
            if not isinstance(file.data, bytes):
                raise file.data
            reading = self._importing.read_bytes(file.data, file.name, progress, cancel or CancelToken())
        except PaperRefusedError as refusal:
            raise PaperRefusedError(f"{file.shown} {refusal}.") from refusal
        structure, recognition = reading.structure, reading.recognition
        labels = tuple(page.label for page in structure.pages)
        source = Source(structure.passages, structure.tables, recognition.date, labels)
        area = area_of(recognition.committee)
        told = Told(_NOT_HERE, recognition.title, recognition.date, None, area, facts_of(source))
        checks = self._with_elsewhere(check_source(source, cancel), told, cancel)
        return PaperFigures(recognition.title, labels, checks)


def _keep(known: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    while len(known) >= _KEPT:
        del known[next(iter(known))]
    known[key] = value
