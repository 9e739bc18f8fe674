"""Adding papers to the library, all of a file or nothing of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import CancelledError, PaperRefusedError, UserFacingError
from panel_app.domain.papers import Paper
from panel_app.importers.sandbox import Limits, read_in_child
from panel_app.services.filing import Filing
from panel_app.storage.papers import PaperRepository

MAX_BYTES = 900_000_000
"""SQLite keeps a value of up to 1,000,000,000 bytes."""


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
        """Import files and the papers in folders.

        A file that is here already is left as it is. Each refusal is a sentence in `problems`; the other
        files go on. Raises CancelledError after `cancel`; what was imported before it stays.
        """
        cancel = cancel or CancelToken()
        imported: list[Paper] = []
        already: list[Paper] = []
        problems: list[str] = []
        for path in self._files(paths, problems):
            cancel.check()
            try:
                data = _read_file(path)
                known = self._papers.paper_with_content(hashlib.sha256(data).hexdigest())
                if known is not None:
                    already.append(self._papers.paper(known))
                    continue
                paper = self.import_bytes(data, path.name, progress, cancel)
            except PaperRefusedError as refusal:
                problems.append(f"“{path.name}” {refusal}.")
            except CancelledError:
                raise
            except UserFacingError as error:
                # The disk or the library itself: the next file would fare no better.
                problems.append(f"“{path.name}” was not added. {error}")
                break
            else:
                imported.append(paper)
                if not paper.has_text:
                    problems.append(
                        f"“{path.name}” was added, but its pages are pictures without words: it can be read "
                        "and bookmarked, not searched or highlighted. Ask for a copy with text."
                    )
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
        reading = read_in_child(data, name, progress, cancel, self._limits)
        cancel.check()
        progress(Progress(f"Saving {name}"))
        return self._filing.save(data, name, reading)

    def _files(self, paths: Iterable[Path], problems: list[str]) -> list[Path]:
        from panel_app.importers.readers import ENDINGS

        files: list[Path] = []
        for path in paths:
            if path.is_dir():
                inside = sorted(
                    p
                    for p in path.rglob("*")
                    if p.suffix.lower() in ENDINGS and p.is_file() and _shown(p, path)
                )
                if not inside:
                    problems.append(
                        f"There are no papers in the folder “{path.name}”: "
                        "choose a folder with PDF, text or Markdown files."
                    )
                files += inside
            elif path.is_file():
                files.append(path)
            else:
                problems.append(f"“{path}” is not there: check the name and where it was saved.")
        return files


def _shown(path: Path, folder: Path) -> bool:
    return not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PaperRefusedError("is larger than 900 MB: split it and import the parts")
        return path.read_bytes()
    except PermissionError as error:
        raise PaperRefusedError("may not be opened by you: ask whoever sent it for access") from error
    except OSError as error:
        raise UserFacingError(f"“{path.name}” could not be read from the disk: copy it again.") from error
