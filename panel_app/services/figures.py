"""Figure checks of a paper, of a meeting's papers, and of a file that is not in the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from panel_app.domain.changes import CancelToken, ProgressCallback, no_progress
from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.figures.checking import check_figures
from panel_app.domain.figures.model import FigureCheck, worst_first
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import Paper
from panel_app.services.importing import ImportService
from panel_app.services.incoming import incoming
from panel_app.storage.papers import PaperRepository

_KEPT = 8


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """The checks of one paper, the worst first, and its pack pages by page index."""

    title: str
    labels: tuple[str, ...]
    checks: tuple[FigureCheck, ...]


class FiguresService:
    """Checks papers on demand: a pack of 667 pages takes about a second, so no result is stored.

    The last few papers' checks are kept in memory by their content, and a replaced paper is checked anew.
    """

    def __init__(self, papers: PaperRepository, importing: ImportService) -> None:
        self._papers = papers
        self._importing = importing
        self._known: dict[tuple[str, str], PaperFigures] = {}

    def of_paper(self, paper: PaperId) -> PaperFigures:
        """All checks of a paper in the library; long enough to want a task when it was not checked yet."""
        found = self._papers.paper(paper)
        key = (self._papers.content_of(paper), f"{found.title} {found.date}")
        if key not in self._known:
            labels = tuple(page.label for page in self._papers.pages(paper))
            checks = check_figures(
                self._papers.passages(paper), self._papers.tables(paper), found.date, labels
            )
            while len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            self._known[key] = PaperFigures(found.title, labels, checks)
        return self._known[key]

    def of_meeting(
        self, meeting: MeetingId, wanted: Callable[[FigureCheck], bool] = lambda check: check.verdict.raised
    ) -> list[tuple[Paper, FigureCheck]]:
        """The checks of all papers of a meeting, the worst first; those that do not agree unless told."""
        found = [
            (paper, check)
            for paper in self._papers.papers()
            if paper.meeting == meeting
            for check in self.of_paper(paper.id).checks
            if wanted(check)
        ]
        return sorted(found, key=lambda pair: worst_first(pair[1]))

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
        checks = check_figures(structure.passages, structure.tables, recognition.date, labels)
        return PaperFigures(recognition.title, labels, checks)
