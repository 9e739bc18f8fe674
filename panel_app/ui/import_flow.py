"""Adding papers and the sample library from the window: the job, and what is said when it has ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper
from panel_app.services.importing import ImportReport
from panel_app.ui.task_strips import Strips
from panel_app.ui.widgets.strips import ErrorStrip, InfoStrip
from panel_app.ui.words import count_words, listed
from panel_app.ui.workspace import Workspace

CHECK = "Check what was recognised"
MOST_PROBLEMS = 3
"""As many refusals of one import are told one by one; more would fill the window."""


class ImportFlow(QObject):
    """Runs imports in the background. Signals: `imported(ImportReport)`, `sample_changed()`."""

    imported = Signal(object)
    sample_changed = Signal()

    def __init__(self, workspace: Workspace, strips: Strips, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._strips = strips

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import files and folders; what became of each is said in strips."""
        wanted, desk = list(paths), self._workspace.desk
        if not wanted:
            return

        def work(progress: ProgressCallback, cancel: CancelToken) -> tuple[ImportReport, list[PaperId]]:
            report = desk.importing.import_paths(wanted, progress, cancel)
            return report, [paper.id for paper in report.imported if desk.review.can_review(paper.id)]

        name = wanted[0].name if len(wanted) == 1 else count_words(len(wanted), "file")
        task = self._workspace.tasks.run(f"Adding {name}", work, on_success=self._on_done)
        task.cancelled.connect(self._on_cancelled)

    def install_sample(self) -> None:
        """Build the sample library."""
        desk = self._workspace.desk

        def work(progress: ProgressCallback, cancel: CancelToken) -> Changes:
            return desk.sample.install(progress, cancel)

        task = self._workspace.tasks.run(
            "Getting the sample library ready",
            work,
            on_success=self._on_sample_changed,
            on_failure=self._on_sample_failed,
        )
        task.cancelled.connect(self.sample_changed)

    def remove_sample(self) -> None:
        """Take the sample library out; the member's own work stays."""
        desk = self._workspace.desk

        def work(_: ProgressCallback, __: CancelToken) -> Changes:
            return desk.sample.remove()

        self._workspace.tasks.run("Removing the sample library", work, on_success=self._on_sample_changed)

    def _on_done(self, done: tuple[ImportReport, list[PaperId]]) -> None:
        self._on_imported(*done)

    def _on_imported(self, report: ImportReport, to_check: Sequence[PaperId] = ()) -> None:
        self._workspace.announce(report.changes)
        if report.imported:
            self._say(f"Added: {_titles(report.imported)}.", report.imported, to_check)
        if report.already:
            be = "is" if len(report.already) == 1 else "are"
            self._say(f"{_titles(report.already)} {be} here already.", report.already)
        for problem in report.problems[:MOST_PROBLEMS]:
            self._strips.add(ErrorStrip(problem))
        more = len(report.problems) - MOST_PROBLEMS
        if more > 0:
            self._strips.add(
                ErrorStrip(f"{count_words(more, 'more file')} had trouble too: add them singly.")
            )
        self.imported.emit(report)

    def _on_cancelled(self) -> None:
        # Papers that were complete before Cancel are in the library.
        self._workspace.announce(Changes(papers=True))

    def _on_sample_changed(self, changes: Changes) -> None:
        self._workspace.announce(changes)
        self.sample_changed.emit()

    def _on_sample_failed(self, error: BaseException) -> None:
        self.sample_changed.emit()
        if not isinstance(error, UserFacingError):
            raise error
        self._workspace.error_met.emit(str(error))

    def _say(self, sentence: str, papers: tuple[Paper, ...], to_check: Sequence[PaperId] = ()) -> None:
        action = "Open" if len(papers) == 1 else "See the papers"
        strip = InfoStrip(sentence, action, CHECK if to_check else None, closable=True)

        def go() -> None:
            self._strips.remove(strip)
            if len(papers) == 1:
                self._workspace.open_paper(papers[0].id)
            else:
                self._workspace.page_wanted.emit("papers")

        def check() -> None:
            self._strips.remove(strip)
            self._workspace.check(*to_check)

        strip.action_chosen.connect(go)
        strip.second_chosen.connect(check)
        self._strips.add(strip)


def _titles(papers: tuple[Paper, ...]) -> str:
    titles = [f"“{paper.title}”" for paper in papers]
    if len(titles) > 4:
        return f"{listed(titles[:3])} and {len(titles) - 3} more".replace(" and ", ", ", 1)
    return listed(titles)
