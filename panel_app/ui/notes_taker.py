"""Taking notes out of a screen: the dialog, where to, and the job."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.domain.ids import MarkId, PaperId
from panel_app.services.chosen_notes import NoteChoice
from panel_app.services.notes_out import NoteForm, TakenOut
from panel_app.ui.dialogs.take_notes import TakeNotesDialog
from panel_app.ui.workspace import Workspace

_KINDS = {
    NoteForm.WORD: "Word documents (*.docx)",
    NoteForm.MARKDOWN: "Markdown (*.md)",
    NoteForm.PDF: "PDF (*.pdf)",
    NoteForm.JSON: "Notes (*.json)",
    NoteForm.SHARED: "Notes (*.json)",
}


class NotesTaker(QObject):
    """Takes notes out for a screen. Signals: `said(str)` with what was saved."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def take_out(self, paper: PaperId | None, listed: frozenset[MarkId] | None = None) -> None:
        """Ask which notes, of a paper or of a list, in which form and where to; save in the background."""
        dialog = TakeNotesDialog(self._workspace.desk, paper, self._window, listed)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        choice, form = dialog.choice, dialog.form
        path = self.ask_save_path(self._workspace.desk.notes_out.file_name(choice, form), form)
        if path is not None:
            self._save(choice, form, path if path.suffix else path.with_suffix(form.ending))

    def ask_save_path(self, suggested: str, form: NoteForm) -> Path | None:
        """Where to put the notes; None when the person thought better of it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Take notes out", str(Path.home() / suggested), _KINDS[form]
        )
        return Path(chosen) if chosen else None

    def _save(self, choice: NoteChoice, form: NoteForm, path: Path) -> None:
        desk = self._workspace.desk

        def work(progress: ProgressCallback, cancel: CancelToken) -> TakenOut:
            return desk.notes_out.save(choice, form, path, progress, cancel)

        def on_saved(made: TakenOut) -> None:
            self.said.emit(f"Saved as {path.name}: {made.sentence}")

        self._workspace.tasks.run(f"Saving {path.name}", work, on_success=on_saved)
