"""What is in a paper: everything that was recognised in it, each line a link to its page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panel_app.domain.ids import PaperId
from panel_app.services.desk import Desk
from panel_app.ui.follow.page import FollowPage
from panel_app.ui.follow.record_list import RecordList
from panel_app.ui.follow.record_rows import KindRow, PaperRecords, RecordRow, Row, read_records
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.workspace import Workspace

EVERYTHING = "Everything"
NOTHING_FOUND = "Nothing was recognised in this paper. It can be read, searched and marked like any other."


class RecordsPage(FollowPage):
    """One list over all kinds of record of one paper. Set `paper` before it is shown."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("What is in it", workspace, parent)
        self._paper: PaperId | None = None
        self._rows: tuple[Row, ...] = ()
        self.kind = Choice("What to show", letters=26)
        self.kind.hide()
        self.add_choice(self.kind)
        self.list = RecordList("What is in it")
        self.add_body(self.list)
        self.kind.currentIndexChanged.connect(self._on_kind_chosen)
        self.list.opened.connect(self._on_opened)

    @property
    def paper(self) -> PaperId | None:
        """The paper of which this is."""
        return self._paper

    def set_paper(self, paper: PaperId) -> None:
        """Show what is in a paper."""
        if paper != self._paper:
            self._paper = paper
            self._rows = ()
            self.list.set_rows(())
            self.summary.set_text("")
            self.read_again()

    def take_keyboard(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _work(self) -> Callable[[Desk], PaperRecords | None]:
        paper = self._paper
        return lambda desk: read_records(desk, paper) if paper else None

    def _show(self, found: PaperRecords | None) -> None:
        if found is None or found.paper.id != self._paper:
            return
        self._rows = found.rows
        kinds = [row.text for row in self._rows if isinstance(row, KindRow)]
        self.kind.set_options([(EVERYTHING, ""), *((title, title) for title in kinds)], "")
        self.kind.setVisible(len(kinds) > 1)
        self.summary.set_text(found.paper.title if kinds else f"{found.paper.title}. {NOTHING_FOUND}")
        self._on_kind_chosen()

    def _on_kind_chosen(self) -> None:
        wanted, shown, kind = self.kind.currentData(), list[Row](), ""
        for row in self._rows:
            if isinstance(row, KindRow):
                kind = row.text
            if not wanted or kind == wanted:
                shown.append(row)
        self.list.set_rows(shown)

    def _on_opened(self, row: RecordRow) -> None:
        if self._paper is not None:
            words = self.workspace.desk.papers.opening_words(self._paper, row.page, row.words or row.text)
            self.workspace.open_paper(self._paper, row.page, words)
