"""Questions out of the window and into it: the menu, its dialog, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeetingId
from panel_app.services.questions_in import MergedQuestions
from panel_app.services.questions_out import ListForm, SavedQuestions
from panel_app.ui.dialogs.send_questions import SendQuestionsDialog
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.workspace import Workspace

_KINDS = {
    ListForm.MINE: "Questions (*.json)",
    ListForm.MEMBERS: "Questions (*.json)",
    ListForm.WORD: "Word documents (*.docx)",
    ListForm.PDF: "PDF (*.pdf)",
    ListForm.CSV: "Spreadsheets (*.csv)",
}


class QuestionFiles(QObject):
    """What the button beside New question offers. Signals: `said(str)` for a sentence to show quietly."""

    said = Signal(str)

    def __init__(
        self, workspace: Workspace, button: Button, flush: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._flush = flush
        self._window = parent
        self.menu = QMenu(button)
        self.menu.setAccessibleName(button.text())
        self.send_action = self.menu.addAction("Save my questions for the officer…")
        self.bring_action = self.menu.addAction("Bring questions in…")
        self.menu.addSeparator()
        self.list_action = self.menu.addAction("Save the list (Word, PDF, spreadsheet)…")
        self.back_action = self.menu.addAction("Save the list with its answers for members…")
        self.order_action = self.menu.addAction("Order by theme")
        self.send_action.triggered.connect(lambda: self.take_out(ListForm.MINE))
        self.list_action.triggered.connect(lambda: self.take_out(ListForm.WORD))
        self.back_action.triggered.connect(lambda: self.take_out(ListForm.MEMBERS))
        self.bring_action.triggered.connect(self.bring_in)
        self.order_action.triggered.connect(self._on_order)
        button.setMenu(self.menu)

    def take_out(self, form: ListForm) -> None:
        """Ask what and where to, and save it in the background."""
        self._flush()
        dialog = SendQuestionsDialog(self._workspace.desk, form, self._window)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.meeting is None:
            return
        meeting, chosen, exempt = dialog.meeting, dialog.form, dialog.with_exempt
        path = self.ask_save_path(self._workspace.desk.questions_out.file_name(meeting, chosen), chosen)
        if path is not None:
            self._save(meeting, chosen, exempt, path if path.suffix else path.with_suffix(chosen.ending))

    def bring_in(self) -> None:
        """Ask for files, and merge them in the background."""
        self._flush()
        paths = self.ask_open_paths()
        if not paths:
            return
        desk = self._workspace.desk

        def work(_: ProgressCallback, cancel: CancelToken) -> list[MergedQuestions | str]:
            return _merged(desk.questions_in.bring_in, paths, cancel)

        self._workspace.tasks.run("Bringing questions in", work, on_success=self._on_brought_in)

    def ask_save_path(self, suggested: str, form: ListForm) -> Path | None:
        """Where to put them; None when the person thought better of it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save questions", str(Path.home() / suggested), _KINDS[form]
        )
        return Path(chosen) if chosen else None

    def ask_open_paths(self) -> list[Path]:
        """Which files to bring in."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, "Bring questions in", "", "Questions (*.json);;All files (*)"
        )
        return [Path(one) for one in chosen]

    def _save(self, meeting: MeetingId, form: ListForm, exempt: bool, path: Path) -> None:
        desk = self._workspace.desk

        def work(_: ProgressCallback, __: CancelToken) -> SavedQuestions:
            return desk.questions_out.save(meeting, form, path, exempt)

        def on_saved(made: SavedQuestions) -> None:
            self._workspace.announce(made.changes)
            self.said.emit(f"Saved as {path.name}: {made.sentence}")

        self._workspace.tasks.run(f"Saving {path.name}", work, on_success=on_saved)

    def _on_brought_in(self, came: list[MergedQuestions | str]) -> None:
        for one in came:
            if isinstance(one, MergedQuestions):
                self._workspace.announce(one.changes)
        self.said.emit(" ".join(one if isinstance(one, str) else one.sentence for one in came))

    def _on_order(self) -> None:
        self._flush()
        self._workspace.announce(self._workspace.desk.questions.order_by_theme())


def _merged(
    bring_in: Callable[[Path], MergedQuestions], paths: Sequence[Path], cancel: CancelToken
) -> list[MergedQuestions | str]:
    """What came of each file; one that is refused does not hold up the others."""
    came: list[MergedQuestions | str] = []
    for path in paths:
        cancel.check()
        try:
            came.append(bring_in(path))
        except UserFacingError as error:
            came.append(str(error))
    return came
