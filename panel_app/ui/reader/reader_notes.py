"""Notes in and out of the reader: the menu, its dialogs and jobs, and the cards of colleagues' notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.ids import PaperId
from panel_app.services.notes_in import BroughtIn
from panel_app.ui.dialogs.colleagues import ColleaguesDialog
from panel_app.ui.notes_taker import NotesTaker
from panel_app.ui.reader.margin import Margin
from panel_app.ui.widgets.buttons import IconButton
from panel_app.ui.workspace import Workspace

_NOTES_FILES = "Notes and marked PDFs (*.json *.pdf);;All files (*)"


class ReaderNotes(QObject):
    """What the arrow beside Note offers. Signals: `said(str)` for a sentence to show quietly,
    `undo_offered(str, function)` for what was done and how it is taken back.
    """

    said = Signal(str)
    undo_offered = Signal(str, object)

    def __init__(
        self,
        workspace: Workspace,
        margin: Margin,
        button: IconButton,
        paper: Callable[[], PaperId | None],
        flush: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._margin = margin
        self._paper = paper
        self._flush = flush
        self._window = parent
        self.taker = NotesTaker(workspace, parent)
        self.taker.said.connect(self.said)
        self.menu = QMenu(button)
        self.menu.setAccessibleName(button.accessibleName())
        # The reader has the keys; here they are only named.
        self.take_action = self.menu.addAction("Take notes out…\tT")
        self.bring_action = self.menu.addAction("Bring notes in…")
        self.colleagues_action = self.menu.addAction("Colleagues' notes…")
        self.menu.addSeparator()
        self.print_action = self.menu.addAction("Print pages…\tCtrl+P")
        self.take_action.triggered.connect(self.take_out)
        self.bring_action.triggered.connect(self.bring_in)
        self.colleagues_action.triggered.connect(lambda: ColleaguesDialog(workspace, parent).exec())
        button.clicked.connect(lambda: self.menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        workspace.changed.connect(self._on_changed)

    def take_out(self) -> None:
        """Ask what and where to, and save it in the background."""
        # What is being typed goes with the rest.
        self._flush()
        self.taker.take_out(self._paper())

    def bring_in(self) -> None:
        """Ask for a file, and add its notes in the background."""
        path = self.ask_open_path()
        if path is None:
            return
        desk = self._workspace.desk

        def work(progress: ProgressCallback, cancel: CancelToken) -> BroughtIn:
            return desk.notes_in.bring_in(path, progress, cancel)

        self._workspace.tasks.run(f"Bringing in {path.name}", work, on_success=self._on_brought_in)

    def show_colleagues(self) -> None:
        """Show what colleagues wrote on the open paper; where it was replaced, after placing it again."""
        paper, service = self._paper(), self._workspace.desk.colleagues
        if paper is None:
            self._margin.set_colleagues([])
            return
        self._margin.set_colleagues(service.on_paper(paper))
        if service.waits(paper):

            def place(progress: ProgressCallback, cancel: CancelToken) -> Changes:
                return service.place_again(paper, progress, cancel)

            self._workspace.tasks.run(
                "Placing colleagues' notes in the new version", place, on_success=self._workspace.announce
            )

    def ask_open_path(self) -> Path | None:
        """Which file to bring in."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Bring notes in", "", _NOTES_FILES)
        return Path(chosen) if chosen else None

    def _on_brought_in(self, came: BroughtIn) -> None:
        self._workspace.announce(came.changes)
        if not came.added:
            self.said.emit(came.sentence)
        elif came.colleague:
            # Theirs are no marks of the member's, so Ctrl+Z knows nothing of them.
            self.undo_offered.emit(came.sentence, lambda: self._take_back(came))
        else:
            self.said.emit(f"{came.sentence} Ctrl+Z takes {'it' if came.added == 1 else 'them'} back.")

    def _take_back(self, came: BroughtIn) -> None:
        self._workspace.announce(self._workspace.desk.notes_in.take_back(came))

    def _on_changed(self, changes: Changes) -> None:
        if changes.marks or changes.papers:
            self.show_colleagues()
