"""When a paper was replaced: the marks on it are placed in the new version, in the background."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.services.desk import Desk
from panel_app.ui.tasks import TaskRunner


class Placing(QObject):
    """One job at a time over all papers whose marks wait; what it changed is announced."""

    def __init__(
        self, desk: Desk, tasks: TaskRunner, announce: Callable[[Changes], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._announce = announce
        self._at_work = False
        self._again = False

    def begin(self) -> None:
        """Place what waits; when it is at work already, once more after that."""
        self._again = self._at_work
        if self._at_work:
            return
        self._at_work = True
        placing = self._desk.placing

        def place(progress: ProgressCallback, cancel: CancelToken) -> Changes:
            changes = Changes()
            for paper in placing.waiting_papers():
                changes |= placing.place_again(paper, progress, cancel)
            return changes

        task = self._tasks.run("Placing your marks in the new version", place, on_success=self._announce)
        task.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._at_work = False
        if self._again:
            self.begin()
