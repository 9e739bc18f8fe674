"""Saving the briefing pack as PDF or as a Word document."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeetingId
from panel_app.ui.workspace import Workspace

_WORD = ".docx"


class PackSaving(QObject):
    """Writes the pack in the background. Signals: saved(sentence), failed(sentence)."""

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._briefing = workspace.desk.briefing

    def save(self, meeting: MeetingId, target: Path, exempt: bool) -> None:
        """As what the ending of the name says."""
        briefing = self._briefing

        def work(progress: ProgressCallback, cancel: CancelToken) -> Path:
            if target.suffix.lower() == _WORD:
                briefing.save_word(meeting, target, exempt=exempt, cancel=cancel)
            else:
                briefing.save(meeting, target, exempt=exempt, progress=progress, cancel=cancel)
            return target

        self._workspace.tasks.run(
            "Saving the briefing pack", work, on_success=self._on_saved, on_failure=self._on_not_saved
        )

    def _on_saved(self, path: Path) -> None:
        self.saved.emit(f"Saved as {path.name} in {path.parent}.")

    def _on_not_saved(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self.failed.emit(str(error))


def ask_pack_path(suggested: Path, parent: QWidget) -> Path | None:
    """Where to save, from the system's dialog; None when it was cancelled."""
    word = suggested.suffix == _WORD
    title, kind = ("Save as Word", "Word (*.docx)") if word else ("Save as PDF", "PDF (*.pdf)")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kind)
    return Path(chosen) if chosen else None


def documents_folder() -> Path:
    """Where a person's documents are, or their home."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def with_ending(path: Path, ending: str) -> Path:
    """The path with the ending that the file's form has, added where another was typed."""
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)
