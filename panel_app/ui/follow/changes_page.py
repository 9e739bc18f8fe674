"""What a new version of a paper changed: a list to step through, each line a link to its page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.services.desk import Desk
from panel_app.ui.follow.change_list import ChangeList
from panel_app.ui.follow.change_rows import (
    ChangeRow,
    PaperChanges,
    figures_words,
    only_figures,
    read_changes,
)
from panel_app.ui.follow.page import FollowPage
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.workspace import Workspace


class ChangesPage(FollowPage):
    """Two versions of one paper. Set the paper before it is shown."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("What changed", workspace, parent)
        self._paper: PaperId | None = None
        self._read: PaperChanges | None = None
        self.earlier = Choice("Version to compare with", letters=22)
        self.figures = Tick("Only where figures changed")
        self._choices = QWidget()
        row = FlowLayout(self._choices, gap=16, row_gap=8)
        row.addWidget(self.earlier)
        row.addWidget(self.figures)
        self._choices.hide()
        self._column.addWidget(self._choices)
        self.list = ChangeList("What changed")
        self.add_body(self.list)
        self.earlier.currentIndexChanged.connect(self._on_version_chosen)
        self.figures.toggled.connect(self._show_rows)
        self.list.opened.connect(self._on_opened)

    @property
    def paper(self) -> PaperId | None:
        """The paper whose versions these are."""
        return self._paper

    def set_paper(self, paper: PaperId) -> None:
        """Show what the current version of a paper changed."""
        if paper != self._paper:
            self._paper, self._read = paper, None
            self.list.set_rows(())
            self.summary.set_text("")
            self._choices.hide()
            self.read_again()

    def take_keyboard(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _work(self) -> Callable[[Desk], PaperChanges | str]:
        paper = self._paper
        kept = self._read is not None and self._read.paper.id == paper
        earlier = self.earlier.currentData() if kept else None

        def read(desk: Desk) -> PaperChanges | str:
            if paper is None:
                return ""
            try:
                return read_changes(desk, paper, earlier)
            except UserFacingError as error:
                return str(error)

        return read

    def _show(self, read: PaperChanges | str) -> None:
        if isinstance(read, str):
            self._read = None
            self.summary.set_text(read)
            self.list.set_rows(())
            self._choices.hide()
            return
        if read.paper.id != self._paper:
            return
        self._read = read
        self.summary.set_text(read.summary)
        options = [(f"Compare with version {number}", number) for number in read.earlier]
        self.earlier.set_options(options, read.comparison.old.number)
        self.earlier.setVisible(len(options) > 1)
        self.figures.setText(figures_words(read.with_figures))
        self.figures.setEnabled(read.with_figures > 0)
        self._choices.setVisible(bool(read.rows))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._read is not None:
            rows = self._read.rows
            narrowed = self.figures.isChecked() and self._read.with_figures > 0
            self.list.set_rows(only_figures(rows) if narrowed else rows)

    def _on_version_chosen(self) -> None:
        if self._read is not None and self.earlier.currentData() != self._read.comparison.old.number:
            self.read_again()

    def _on_opened(self, row: ChangeRow) -> None:
        if self._paper is not None and row.page is not None:
            words = self.workspace.desk.papers.opening_words(self._paper, row.page, row.opening)
            self.workspace.open_paper(self._paper, row.page, words)
