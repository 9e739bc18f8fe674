"""Shows what long work is at: a strip with progress and Cancel, and a strip for what failed."""

from __future__ import annotations

import sys

from PySide6.QtCore import SIGNAL, QObject, QTimer

from panel_app.domain.changes import Progress
from panel_app.domain.errors import UserFacingError
from panel_app.ui.shell import Shell
from panel_app.ui.tasks import Task
from panel_app.ui.widgets.strips import ErrorStrip, InfoStrip, ProgressStrip
from panel_app.ui.workspace import Workspace

SHOW_AFTER_MS = 500
MOST_MESSAGES = 4


class _Watched(QObject):
    """One task and its strip, which comes after half a second."""

    def __init__(self, task: Task, shell: Shell, workspace: Workspace) -> None:
        super().__init__(shell)
        self._task: Task | None = task
        self._shell = shell
        self._workspace = workspace
        self._strip: ProgressStrip | None = None
        self._last = Progress(task.title)
        # Whoever asked to be told of a failure says it in its own place.
        self._tells = not task.receivers(SIGNAL("failed(PyObject)"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_AFTER_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()
        task.progressed.connect(self._on_progressed)
        task.failed.connect(self._on_failed)
        task.ended.connect(self._on_ended)

    def _show(self) -> None:
        if self._task is None:
            return
        self._strip = ProgressStrip(self._last.sentence)
        self._strip.cancelled.connect(self._on_cancel)
        self._shell.add_strip(self._strip)
        self._on_progressed(self._last)

    def _on_progressed(self, progress: Progress) -> None:
        self._last = progress
        if self._strip is not None and self._task is not None and not self._task.token.cancelled:
            self._strip.set_progress(progress.done, progress.total, progress.sentence)

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_failed(self, error: BaseException) -> None:
        if not self._tells:
            return
        if isinstance(error, UserFacingError):
            self._workspace.error_met.emit(str(error))
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    def _on_ended(self) -> None:
        self._task = None
        self._timer.stop()
        if self._strip is not None:
            self._shell.remove_strip(self._strip)
            self._strip = None
        self.deleteLater()


class Strips(QObject):
    """The strips under the top bar: progress by itself, and messages that stay until they are closed."""

    def __init__(self, shell: Shell, workspace: Workspace) -> None:
        super().__init__(shell)
        self._shell = shell
        self._workspace = workspace
        self._messages: list[ErrorStrip | InfoStrip] = []
        workspace.tasks.started.connect(self._on_started)
        workspace.error_met.connect(self.say_error)

    def messages(self) -> list[ErrorStrip | InfoStrip]:
        """The messages that are shown, oldest first."""
        return list(self._messages)

    def say_error(self, sentence: str) -> None:
        """Show a failure; the same one is not said twice."""
        if not any(strip.sentence() == sentence for strip in self._messages):
            self.add(ErrorStrip(sentence))

    def add(self, strip: ErrorStrip | InfoStrip) -> None:
        """Show a message with a close button; the oldest gives way where there are too many."""
        strip.closed.connect(lambda: self.remove(strip))
        self._messages.append(strip)
        self._shell.add_strip(strip)
        while len(self._messages) > MOST_MESSAGES:
            self.remove(self._messages[0])

    def remove(self, strip: ErrorStrip | InfoStrip) -> None:
        """Take a message away."""
        if strip in self._messages:
            self._messages.remove(strip)
            self._shell.remove_strip(strip)

    def _on_started(self, task: Task) -> None:
        _Watched(task, self._shell, self._workspace)
