"""Writing what a member typed, and holding on to it while it cannot be written."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QTimer

from panel_app.domain.changes import Changes
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.ui.workspace import Workspace

RETRY_MS = 2000
Write = Callable[[], Changes]


class Saving(QObject):
    """Does writes at once; one that fails is kept and tried again until it is on the disk.

    The window hears of a failure through the workspace's `save_failed`. A later write of the same key
    takes the place of the one that waits.
    """

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._waiting: dict[Hashable, Write] = {}
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.flush)

    def save(self, key: Hashable, write: Write) -> bool:
        """Write and tell the views; False when it must wait."""
        self._waiting.pop(key, None)
        try:
            changes = write()
        except NothingFoundError as gone:
            # What it belonged to was deleted: there is nothing to save it into.
            self._workspace.error_met.emit(str(gone))
            return False
        except UserFacingError as error:
            self._waiting[key] = write
            self._retry.start()
            self._workspace.save_failed.emit(str(error))
            return False
        self._workspace.announce(changes)
        return True

    @property
    def waiting(self) -> bool:
        """Whether something is still not on the disk."""
        return bool(self._waiting)

    def flush(self) -> bool:
        """Try what waits once more; True when nothing is left."""
        for key, write in list(self._waiting.items()):
            if not self.save(key, write):
                return False
        self._retry.stop()
        return True
