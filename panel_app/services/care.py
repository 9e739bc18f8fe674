"""Keeping the member's work safe: copies of the notebook, bringing one back, and looking for trouble."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from panel_app.domain.changes import Changes
from panel_app.domain.errors import UserFacingError
from panel_app.paths import Home
from panel_app.storage.database import Store

LOW_DISK = 500_000_000
"""Bytes free below which doctor remarks on it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing doctor looked at: what, whether it is well, and a sentence."""

    what: str
    well: bool
    sentence: str


class CareService:
    """Backup, restore and doctor."""

    def __init__(self, home: Home, library: Store, notebook: Store, clock: Callable[[], datetime]) -> None:
        self._home = home
        self._library = library
        self._notebook = notebook
        self._clock = clock

    def copy_at_start(self) -> Path:
        """The copy of the notebook that is made at every start of the window."""
        return self._notebook.rotate_backup("start")

    def backup(self, target: Path) -> Path:
        """Copy the notebook to a file; the library can always be built again."""
        if target.is_dir():
            target = target / f"panel-desk-notebook-{self._clock():%Y-%m-%d-%H%M}.db"
        if target.resolve() in {self._home.notebook.resolve(), self._home.library.resolve()}:
            raise UserFacingError("A backup cannot replace Panel Desk's own file: choose another name.")
        self._notebook.copy_to(target)
        return target

    def restore(self, source: Path) -> Changes:
        """Bring a copy of the notebook back; the notebook as it was is kept among the copies first."""
        if not source.is_file():
            raise UserFacingError(f"“{source}” is not there: check the name and where the copy was saved.")
        self._notebook.replace_with(source)
        return Changes(marks=True, questions=True, reading=True, settings=True, briefing=True)

    def copies(self) -> list[Path]:
        """The kept copies of the notebook, newest first."""
        return self._notebook.backup_files()[::-1]

    def doctor(self) -> list[Finding]:
        """Look at everything that can be wrong with the files."""
        return [
            _soundness("library", self._library),
            _soundness("notebook", self._notebook),
            self._copies(),
            self._disk(),
        ]

    def _copies(self) -> Finding:
        copies = self.copies()
        if not copies:
            return Finding(
                "copies",
                True,
                "No copy of the notebook has been made yet; one is made when the window opens.",
            )
        newest = datetime.fromtimestamp(copies[0].stat().st_mtime)
        return Finding(
            "copies", True, f"{len(copies)} copies of the notebook, the newest of {newest:%d %B %Y, %H:%M}."
        )

    def _disk(self) -> Finding:
        free = shutil.disk_usage(self._home.folder).free
        if free < LOW_DISK:
            return Finding("disk", False, f"Only {free // 1_000_000} MB are free: free some space soon.")
        return Finding("disk", True, f"{free / 1_000_000_000:.1f} GB are free.")


def _soundness(what: str, store: Store) -> Finding:
    problems = store.problems()
    if not problems:
        return Finding(what, True, f"The {what} at {store.path} is sound.")
    remedy = "restore the newest copy" if what == "notebook" else "move it away and import the papers again"
    return Finding(what, False, f"The {what} at {store.path} is damaged ({problems[0]}): {remedy}.")
