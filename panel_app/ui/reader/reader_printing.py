"""Printing from the reader: the dialog, the system's own, the job, and what is said of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.services.briefing import PackOptions
from panel_app.services.printing import PrintPages, PrintWish
from panel_app.ui.dialogs.print_pages import PrintPagesDialog, PrintTo
from panel_app.ui.views.briefing_print import PrintJob, ask_printer, has_printer
from panel_app.ui.words import count_words
from panel_app.ui.workspace import Workspace

_NO_PRINTER = "No printer is set up on this computer. Save the pages as a PDF and print them somewhere else."


class ReaderPrinting(QObject):
    """Prints pages of the open paper. Signals: `said(str)` for a sentence to show quietly."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._job: PrintJob | None = None

    def ask(self, paper: PaperId | None, page: int) -> None:
        """Ask which pages, and print or save them."""
        if paper is None:
            return
        if self._job is not None:
            self.said.emit("Pages are on their way to the printer. Print more when they are done.")
            return
        dialog = PrintPagesDialog(self._workspace, paper, page, self._window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        wish, made, to = dialog.wish, dialog.made, dialog.to
        dialog.deleteLater()
        if not accepted or wish is None or made is None:
            return
        name = self._workspace.desk.printing.file_name(paper, wish.pages)
        if to is PrintTo.FILE:
            self._save(wish, name)
        elif not self.has_printer():
            self.said.emit(_NO_PRINTER)
        else:
            self._print(made, Path(name).stem)

    def has_printer(self) -> bool:
        return has_printer()

    def ask_printer(self, name: str) -> QPrinter | None:
        """The printer from the system's dialog; None when it was cancelled."""
        return ask_printer(PackOptions(), name, self._window)

    def ask_path(self, name: str) -> Path | None:
        """Where to save; None when the dialog was cancelled."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save as PDF", str(Path.home() / name), "PDF (*.pdf)"
        )
        return Path(chosen) if chosen else None

    def _print(self, made: PrintPages, name: str) -> None:
        printer = self.ask_printer(name)
        if printer is None:
            return
        job = self._job = PrintJob(printer, made.data, self._workspace.tasks, self, "Printing the pages")
        job.printed.connect(
            lambda count: self.said.emit(f"{count_words(count, 'page')} went to the printer.")
        )
        job.failed.connect(self._workspace.error_met)
        job.ended.connect(self._on_ended)
        job.start()

    def _on_printed(self, count: int) -> None:
        self.said.emit(f"{count_words(count, 'page')} went to the printer.")

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()

    def _save(self, wish: PrintWish, name: str) -> None:
        path = self.ask_path(name)
        if path is None:
            return
        target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        printing = self._workspace.desk.printing

        def work(progress: ProgressCallback, cancel: CancelToken) -> PrintPages:
            return printing.save(wish, target, progress, cancel)

        def on_saved(made: PrintPages) -> None:
            pages = count_words(made.page_count, "page")
            self.said.emit(f"{pages} saved as {target.name} in {target.parent}.")

        def on_failure(error: BaseException) -> None:
            if not isinstance(error, UserFacingError):
                raise error
            self._workspace.error_met.emit(str(error))

        self._workspace.tasks.run("Saving the pages", work, on_success=on_saved, on_failure=on_failure)
