"""Long work off the main thread: a function with progress and cancel; its end arrives on the main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from panel_app.domain.changes import CancelToken, Progress, ProgressCallback
from panel_app.domain.errors import CancelledError

Work = Callable[[ProgressCallback, CancelToken], Any]


class Task(QObject):
    """One running job.

    Signals: `progressed(Progress)`, `succeeded(object)`, `failed(object)` with the exception,
    `cancelled()`, and `ended()` after any of the last three. All arrive on the main thread.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.token = CancelToken()

    def cancel(self) -> None:
        """Ask the job to stop; `cancelled` follows when it has."""
        self.token.cancel()


class _Runnable(QRunnable):
    def __init__(self, task: Task, work: Work) -> None:
        super().__init__()
        self._task = task
        self._work = work

    def run(self) -> None:
        task = self._task
        try:
            result = self._work(task.progressed.emit, task.token)
        except CancelledError:
            task.cancelled.emit()
        except BaseException as error:  # noqa: BLE001  every end must reach the main thread
            task.failed.emit(error)
        else:
            task.succeeded.emit(result)
        task.ended.emit()


class TaskRunner(QObject):
    """Runs jobs in a thread pool.

    Signal: `started(Task)`, so that the window can show its progress strip.
    """

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        # A thread keeps its connections to the databases; a new one after each pause would open more of them.
        self._pool.setExpiryTimeout(-1)
        self._running: set[Task] = set()
        self._stopped = False

    def run(
        self,
        title: str,
        work: Work,
        *,
        on_success: Callable[[Any], None] | None = None,
        on_failure: Callable[[BaseException], None] | None = None,
    ) -> Task:
        """Start `work(progress, cancel)`; the callbacks run on the main thread."""
        task = Task(title, self)
        if on_success is not None:
            task.succeeded.connect(self._while_wanted(on_success))
        if on_failure is not None:
            task.failed.connect(self._while_wanted(on_failure))
        task.ended.connect(lambda: self._on_ended(task))
        self._running.add(task)
        self.started.emit(task)
        self._pool.start(_Runnable(task, work))
        return task

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def stop(self, milliseconds: int = 10_000) -> None:
        """Cancel everything and wait for it; for closing the window. No callback runs any more."""
        self._stopped = True
        for task in list(self._running):
            task.cancel()
        self._pool.waitForDone(milliseconds)

    def _while_wanted(self, callback: Callable[[Any], None]) -> Callable[[Any], None]:
        """What ended while the window was closing must not reach views that are gone."""

        def call(result: Any) -> None:
            if not self._stopped:
                callback(result)

        return call

    def _on_ended(self, task: Task) -> None:
        self._running.discard(task)
        task.deleteLater()


__all__ = ["Progress", "Task", "TaskRunner"]
