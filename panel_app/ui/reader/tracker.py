"""Remembers where the member is and which pages they have seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.ui.workspace import Workspace

SAVE_MS = 500
READ_MS = 1000


class ReadingTracker(QObject):
    """Saves the place half a second after it was moved, and pages that were in sight for a second."""

    def __init__(
        self,
        workspace: Workspace,
        place_of: Callable[[], tuple[int, float, str]],
        visible_pages: Callable[[], range],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._place_of = place_of
        self._visible_pages = visible_pages
        self._paper: PaperId | None = None
        self._read: set[int] = set()
        self._seen: set[int] = set()
        self._saved: tuple[int, float, str] | None = None
        self._place_timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._place_timer.timeout.connect(self.save_place)
        self._read_timer = QTimer(self, singleShot=True, interval=READ_MS)
        self._read_timer.timeout.connect(self._on_read)

    def start(self, paper: PaperId) -> None:
        """Watch this paper from now on."""
        self._paper, self._saved = paper, None
        self._read = self._workspace.desk.reading.read(paper)
        self._seen = set()
        self.moved()
        self._place_timer.start()

    def stop(self) -> None:
        """Save the place now and stop watching."""
        self.save_place()
        self._place_timer.stop()
        self._read_timer.stop()
        self._paper = None

    def moved(self) -> None:
        """The view was scrolled or resized."""
        if self._paper is None:
            return
        self._place_timer.start()
        seen = set(self._visible_pages())
        if seen != self._seen:
            self._seen = seen
            self._read_timer.start()

    def save_place(self) -> None:
        """Write the place where it is not the one already written."""
        self._place_timer.stop()
        if self._paper is None:
            return
        place = self._place_of()
        if place == self._saved:
            return
        try:
            changes = self._workspace.desk.reading.save_place(self._paper, *place)
        except UserFacingError as error:
            self._workspace.save_failed.emit(str(error))
            return
        self._saved = place
        self._workspace.announce(changes)

    def _on_read(self) -> None:
        new = self._seen - self._read
        if self._paper is None or not new:
            return
        try:
            changes = self._workspace.desk.reading.add_read(self._paper, sorted(new))
        except UserFacingError as error:
            self._workspace.save_failed.emit(str(error))
            return
        self._read |= new
        self._workspace.announce(changes)
