"""Statements on the national priorities side by side, as many as are chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper
from panel_app.services.desk import Desk
from panel_app.ui.follow.page import FollowPage
from panel_app.ui.follow.statement_rows import NO_STATEMENTS, ReadStatement, read_statement, statement_rows
from panel_app.ui.follow.table_model import FollowTable
from panel_app.ui.follow.table_view import FollowTablePane
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.words import short_day
from panel_app.ui.workspace import Workspace

MOST = 6
"""Statements side by side; the text of more cannot be held in mind."""

_Read = tuple[list[Paper], list[ReadStatement]]


class StatementsPage(FollowPage):
    """The six priorities down the side, the chosen statements across."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Statements side by side", workspace, parent)
        self._papers: list[Paper] = []
        self._wanted: list[PaperId] = []
        self.chosen = [self._choice(number) for number in range(1, MOST + 1)]
        self.more = Button("Add a statement", "plus", kind="quiet", small=True)
        self.fewer = Button("Take the last away", "minus", kind="quiet", small=True)
        self.choose = Button("Choose statements", "chevron-down", small=True)
        self.choose.setCheckable(True)
        self.pane = FollowTablePane(
            "Statements by priority",
            "statement",
            turn=("Previous", "Next"),
            names=0.16,
            filters=(self.choose, *self.chosen, self.more, self.fewer),
        )
        self.add_body(self.pane)
        self.choose.toggled.connect(self._show_choices)
        self.more.clicked.connect(self._on_more)
        self.fewer.clicked.connect(self._on_fewer)
        self.pane.opened.connect(self.open_cell)

    def take_keyboard(self) -> None:
        self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _work(self) -> Callable[[Desk], _Read]:
        wanted = list(self._wanted)

        def read(desk: Desk) -> _Read:
            papers = desk.comparing.statements()
            there = [paper.id for paper in papers]
            # At first the newest two; what was chosen and is gone gives its place up.
            chosen = [paper for paper in wanted if paper in there] or there[:2]
            return papers, [read_statement(desk, paper) for paper in chosen]

        return read

    def _show(self, read: _Read) -> None:
        self._papers, statements = read
        self._wanted = [one.statement.paper for one in statements]
        self._show_choices()
        self.summary.set_text(self._said())
        table = statement_rows(statements) if statements else FollowTable("", (), ())
        self.pane.set_table(table, "")

    def _said(self) -> str:
        if not self._papers:
            return NO_STATEMENTS
        if len(self._papers) == 1:
            return "One statement is here. When a second comes, of another area or date, it stands beside it."
        return "What each says on the six national priorities. A paragraph opens its page."

    def _show_choices(self) -> None:
        options = [(_name(paper), paper.id) for paper in self._papers]
        several, open_ = len(self._papers) > 1, self.choose.isChecked()
        self.choose.setVisible(several)
        self.choose.set_icon("chevron-up" if open_ else "chevron-down")
        for at, choice in enumerate(self.chosen):
            choice.setVisible(several and open_ and at < len(self._wanted))
            if at < len(self._wanted):
                choice.set_options(options, self._wanted[at])
        self.more.setVisible(open_ and len(self._wanted) < min(len(self._papers), MOST))
        self.fewer.setVisible(open_ and len(self._wanted) > 2)

    def _choice(self, number: int) -> Choice:
        choice = Choice(f"Statement {number}", letters=30)
        choice.currentIndexChanged.connect(self._on_chosen)
        return choice

    def _on_chosen(self) -> None:
        self._wanted = [choice.currentData() for choice in self.chosen[: len(self._wanted)]]
        self.read_again()

    def _on_more(self) -> None:
        other = next(paper.id for paper in self._papers if paper.id not in self._wanted)
        self._wanted.append(other)
        self.read_again()

    def _on_fewer(self) -> None:
        del self._wanted[-1]
        self.read_again()


def _name(paper: Paper) -> str:
    day = short_day(paper.date) if paper.date else ""
    return paper.title if not day or day in paper.title else f"{paper.title}, {day}"
