"""Adding papers to the library, all of a file or nothing of it."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import CancelledError, PaperRefusedError, UserFacingError
from panel_app.domain.ids import MeetingId, PaperId, slug
from panel_app.domain.papers import Meeting, Paper, PaperKind, Recognition
from panel_app.importers.sandbox import Limits, Reading, read_in_child
from panel_app.storage.database import Store
from panel_app.storage.meetings import MeetingRepository
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
        library: Store,
        papers: PaperRepository,
        meetings: MeetingRepository,
        clock: Callable[[], datetime],
        limits: Limits | None = None,
    ) -> None:
        self._library = library
        self._papers = papers
        self._meetings = meetings
        self._clock = clock
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
        return self._save(data, name, reading)

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

    def _save(self, data: bytes, name: str, reading: Reading) -> Paper:
        found, facts = reading.recognition, reading.structure.facts
        original = hashlib.sha256(data).hexdigest()
        pdf = hashlib.sha256(reading.pdf).hexdigest() if reading.pdf else original
        with self._library.writing():
            meeting = self._meeting(found, sample=facts.get("sample", "").lower() == "true")
            paper = Paper(
                id=self._paper_id(found, meeting, name, original),
                kind=found.kind,
                title=found.title,
                date=found.date,
                meeting=meeting,
                page_count=len(reading.structure.pages),
                revision=1,
                revisions=1,
                source=facts.get("source", ""),
                sample=facts.get("sample", "").lower() == "true",
            )
            media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
            self._papers.add_file(original, name, media_type, data)
            if reading.pdf:
                self._papers.add_file(
                    pdf, Path(name).with_suffix(".pdf").name, "application/pdf", reading.pdf
                )
            self._papers.add(
                paper,
                reading.structure,
                records=found.records,
                original=original,
                pdf=pdf,
                confidence=found.confidence,
                imported_at=self._clock(),
            )
            if meeting is not None and found.items and self._gives_agenda(meeting, paper):
                self._meetings.put_agenda(meeting, paper.id, found.items, found.members)
        return self._papers.paper(paper.id)

    def _meeting(self, found: Recognition, *, sample: bool) -> MeetingId | None:
        if not found.committee or found.date is None:
            return None
        meeting = self._meetings.id_for(found.committee, found.date)
        self._meetings.put(Meeting(meeting, found.committee, found.date, found.time, found.venue, sample))
        return meeting

    def _gives_agenda(self, meeting: MeetingId, paper: Paper) -> bool:
        """Whether this paper's agenda takes the place of the one that is there.

        A real pack goes before the sample, and a full pack before the front sheet sent out ahead of it.
        """
        holders = {item.paper for item in self._meetings.items(meeting) if item.paper}
        others = [self._papers.paper(holder) for holder in holders if holder != paper.id]
        return all(
            other.sample >= paper.sample and other.page_count <= paper.page_count for other in others
        ) or (not paper.sample and all(other.sample for other in others))

    def _paper_id(self, found: Recognition, meeting: MeetingId | None, name: str, content: str) -> PaperId:
        """A stable id. The same file name again for the same meeting and kind is a further revision."""
        if meeting is None:
            return PaperId(f"papers/{slug(found.title)}-{content[:8]}")
        plain = "agenda-pack" if found.kind is PaperKind.AGENDA_PACK else slug(found.title)
        wanted = PaperId(f"{meeting}/{plain}")
        if not self._papers.exists(wanted) or self._papers.original_name(wanted) == name:
            return wanted
        return PaperId(f"{wanted}-{content[:8]}")


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
