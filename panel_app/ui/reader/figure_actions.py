"""The figure checks of the open paper: found in the background, asked about, hidden and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.figures.groups import FigureGroup
from panel_app.domain.ids import PaperId
from panel_app.ui.reader.figure_signs import FigureSigns
from panel_app.ui.tasks import Task
from panel_app.ui.workspace import Workspace

NONE_FOUND = "No figures that do not agree were found in this paper."
CHECKING = "The figures of this paper are still being checked."


class FigureActions(QObject):
    """Fills the signs of the open paper and does what their cards ask for.

    Signals: `said(str)` for a sentence to show quietly, `question_begun(question id)`,
    `hidden(sentence, undo)` after checks were hidden or brought back, with what takes it back.
    """

    said = Signal(str)
    question_begun = Signal(object)
    hidden = Signal(str, object)

    def __init__(self, workspace: Workspace, signs: FigureSigns) -> None:
        super().__init__(signs)
        self._workspace = workspace
        self._signs = signs
        self._paper: PaperId | None = None
        self._task: Task | None = None
        self._wanted: tuple[int, str] | None = None
        signs.ask_wanted.connect(self.ask)
        signs.hide_wanted.connect(self.hide)
        signs.show_wanted.connect(self.show_again)
        workspace.figure_wanted.connect(self._on_figure_wanted)
        workspace.changed.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        """Whether the open paper is still being checked."""
        return self._task is not None

    def open(self, paper: PaperId | None) -> None:
        """Check another paper, in the background where it was not checked yet; None for no paper."""
        self._drop_task()
        self._signs.clear()
        self._paper, self._wanted = paper, None
        if paper is None:
            return
        figures = self._workspace.desk.figures
        if figures.is_ready(paper=paper):
            self.refresh()
            return

        def work(_: ProgressCallback, cancel: CancelToken) -> PaperId:
            figures.of_paper(paper, cancel)
            return paper

        self._task = self._workspace.tasks.run(
            "Checking the figures of this paper",
            work,
            on_success=self._on_checked,
            on_failure=self._on_not_checked,
        )

    def refresh(self) -> None:
        """Show the signs again as they now are."""
        desk = self._workspace.desk
        if self._paper is None or self._task is not None:
            return
        try:
            if not desk.figures.is_ready(paper=self._paper):
                return
            found = desk.figures.in_paper(self._paper)
        except NothingFoundError:
            return
        self._signs.set_found(found, desk.settings.all_figure_checks)

    def step(self, back: bool = False) -> None:
        """Put the keyboard on the next sign of the paper."""
        if self._paper is not None and not self._signs.step(back):
            self.said.emit(CHECKING if self.busy else NONE_FOUND)

    def ask(self, group: FigureGroup) -> None:
        """Begin a question that rests on a check."""
        try:
            question = self._workspace.ask_about(self._workspace.desk.figures.evidence(group))
        except UserFacingError as error:
            self._workspace.save_failed.emit(str(error))
            return
        self.question_begun.emit(question)

    def hide(self, group: FigureGroup, reason: str) -> None:
        """Hide the checks of a group."""
        figures = self._workspace.desk.figures
        if self._write(lambda: figures.hide(group.found, reason)):
            self.hidden.emit(hidden_words(group.found), lambda: self._put_back(group))

    def show_again(self, group: FigureGroup) -> None:
        """Bring hidden checks back."""
        figures = self._workspace.desk.figures
        if self._write(lambda: figures.show_again(group.found)):
            self.hidden.emit("The figure check is shown again.", lambda: self._put_back(group))

    def set_show_all(self, show: bool) -> None:
        """Show a sign for every check, or only for figures that do not agree; remembered."""
        self._write(lambda: self._workspace.desk.settings.set_all_figure_checks(show))

    def _put_back(self, group: FigureGroup) -> None:
        """Make the checks as hidden, or not, as they were."""
        self._write(lambda: self._workspace.desk.figures.restore(group.found))

    def _write(self, write: Callable[[], Changes]) -> bool:
        try:
            changes = write()
        except UserFacingError as error:
            self._workspace.save_failed.emit(str(error))
            return False
        self._workspace.announce(changes)
        return True

    def _drop_task(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _on_checked(self, paper: PaperId) -> None:
        if paper != self._paper:
            return
        self._task = None
        self.refresh()
        if self._wanted is not None:
            (page, quote), self._wanted = self._wanted, None
            self._signs.show_quote(page, quote)

    def _on_not_checked(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, UserFacingError):
            raise error
        self._workspace.error_met.emit(str(error))

    def _on_figure_wanted(self, paper: PaperId, page: int, quote: str) -> None:
        if paper != self._paper:
            return
        if self.busy:
            self._wanted = (page, quote)
        else:
            self._signs.show_quote(page, quote)

    def _on_changed(self, changes: Changes) -> None:
        if changes.figures:
            self.refresh()


def hidden_words(found: Iterable[FoundCheck]) -> str:
    """What is said after checks were hidden."""
    which = "The figure check is" if len(tuple(found)) == 1 else f"{len(tuple(found))} figure checks are"
    return f"{which} hidden, also in the briefing pack and on the start page."
