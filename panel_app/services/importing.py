"""Adding papers to the library, all of a file or nothing of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import CancelledError, PaperRefusedError, UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper
from panel_app.importers.office import office_ending, to_pdf
from panel_app.importers.sandbox import Limits, Reading, read_in_child
from panel_app.services.filing import Filing
from panel_app.services.incoming import incoming
from panel_app.storage.papers import PaperRepository


@dataclass(frozen=True)
class ImportReport:
    """What became of the files of one import: each is in one of the lists, or both kept and remarked on."""

    imported: tuple[Paper, ...] = ()
    already: tuple[Paper, ...] = ()
    problems: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)


class ImportService:
    """Reads files in a child process and keeps each in one transaction."""

    def __init__(
        self,
        papers: PaperRepository,
        filing: Filing,
        limits: Limits | None = None,
    ) -> None:
        self._papers = papers
        self._filing = filing
        self._limits = limits or Limits()

    def import_paths(
        self,
        paths: Sequence[Path],
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> ImportReport:
        """Import files and the papers in folders and ZIP files.

        A file that is here already is left as it is. Each refusal is a sentence in `problems`; the other
        files go on. Raises CancelledError after `cancel`; what was imported before it stays.
        """
        cancel = cancel or CancelToken()
        imported: list[Paper] = []
        already: list[Paper] = []
        problems: list[str] = []
        together: dict[str, list[PaperId]] = {}
        for file in incoming(paths):
            cancel.check()
            try:
                if not isinstance(file.data, bytes):
                    raise file.data
                known = self._papers.paper_with_content(hashlib.sha256(file.data).hexdigest())
                if known is not None:
                    already.append(self._papers.paper(known))
                    together.setdefault(file.folder, []).append(known)
                    continue
                paper = self.import_bytes(file.data, file.name, progress, cancel)
            except PaperRefusedError as refusal:
                problems.append(f"{file.shown} {refusal}.")
            except CancelledError:
                raise
            except UserFacingError as error:
                # The disk or the library itself: the next file would fare no better.
                problems.append(f"{file.shown} was not added. {error}")
                break
            else:
                imported.append(paper)
                together.setdefault(file.folder, []).append(paper.id)
                if not paper.has_text:
                    problems.append(
                        f"{file.shown} was added, but its pages are pictures without words: it can be read "
                        "and bookmarked, not searched or highlighted. Ask for a copy with text."
                    )
        for folder, papers in together.items():
            if folder and imported:
                self._filing.file_folder(papers)
        imported = [self._papers.paper(paper.id) for paper in imported]
        return ImportReport(tuple(imported), tuple(already), tuple(problems), Changes(papers=bool(imported)))

    def import_bytes(
        self,
        data: bytes,
        name: str,
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> Paper:
        """Import one file's bytes; PaperRefusedError's words follow the file's name."""
        cancel = cancel or CancelToken()
        reading = self.read_bytes(data, name, progress, cancel)
        cancel.check()
        progress(Progress(f"Saving {name}"))
        return self._filing.save(data, name, reading)

    def read_bytes(self, data: bytes, name: str, progress: ProgressCallback, cancel: CancelToken) -> Reading:
        """Read one file's bytes in the child and keep nothing; refusals as for `import_bytes`."""
        ending = office_ending(data, Path(name).suffix.lower())
        if not ending:
            return read_in_child(data, name, progress, cancel, self._limits)
        progress(Progress(f"Turning {name} into a PDF"))
        pdf = to_pdf(data, ending, cancel)
        return replace(read_in_child(pdf, name, progress, cancel, self._limits), pdf=pdf)
