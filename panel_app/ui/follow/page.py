"""What the pages that follow and compare share: a heading, a sentence, and what is read again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.ui.follow.table_model import Cell
from panel_app.ui.tasks import Task
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.workspace import Workspace


class FollowPage(QWidget):
    """A page that reads the library in the background when it is shown and stale.

    A page gives `_read` (on another thread) and `_show` (what was read). Signals: `shown()` after that.
    """

    shown = Signal()

    def __init__(self, title: str, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.workspace = workspace
        self._stale = True
        self._task: Task | None = None
        self.heading = Heading(title, role="heading")
        self.summary = Label("", colour="ink-2")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.summary)
        workspace.changed.connect(self._on_changed)
        follow_theme(self, self._restyle)

    @property
    def busy(self) -> bool:
        """Whether something is still being read."""
        return self._task is not None

    def take_keyboard(self) -> None:
        """Put the keyboard on what the page is for."""

    def add_choice(self, choice: QWidget) -> None:
        """Put a choice beneath the sentence, as wide as its words."""
        self._column.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)

    def add_body(self, widget: QWidget) -> None:
        """Put what the page is for beneath; it takes the height that is left."""
        self._column.addWidget(widget, 1)

    def read_again(self) -> None:
        """Read now, or as soon as what is being read has come."""
        self._stale = True
        if self._task is not None or not self.isVisible():
            return
        self._stale = False
        desk = self.workspace.desk
        work = self._work()

        def run(_: ProgressCallback, __: CancelToken) -> Any:
            return work(desk)

        title = f"Reading: {self.heading.plain_text()}"
        self._task = self.workspace.tasks.run(
            title, run, on_success=self._on_read, on_failure=self._on_failed
        )

    def open_cell(self, cell: Cell) -> None:
        """Open the reader where a cell's words stand."""
        if cell.paper is not None and cell.page is not None:
            words = self.workspace.desk.papers.opening_words(cell.paper, cell.page, cell.text)
            self.workspace.open_paper(cell.paper, cell.page, words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.read_again()

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(240), super().minimumSizeHint().height())

    def _work(self) -> Any:
        """A function of the desk that reads what is shown."""
        raise NotImplementedError

    def _show(self, read: Any) -> None:
        raise NotImplementedError

    def _on_read(self, read: Any) -> None:
        self._task = None
        if self._stale:
            self.read_again()
            return
        self._show(read)
        self.shown.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, UserFacingError):
            raise error
        self.workspace.error_met.emit(str(error))

    def _on_changed(self, changes: Changes) -> None:
        if changes.papers:
            self.read_again()

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(theme.size("margin"))
        self._column.setContentsMargins(side, theme.space(24), side, theme.space(16))
        self._column.setSpacing(theme.space(12))
        self.updateGeometry()
