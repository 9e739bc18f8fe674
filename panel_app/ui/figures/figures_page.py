"""The figure checks of a paper or of a meeting, the worst first, as a list that leads to their places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panel_app.domain.changes import Changes
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.services.desk import Desk
from panel_app.ui.figures.figure_list import FigureList
from panel_app.ui.figures.figure_rows import (
    NOTHING,
    FigureFilter,
    FigureRow,
    counted,
    figure_rows,
    summary,
)
from panel_app.ui.follow.page import FollowPage
from panel_app.ui.reader.figure_actions import hidden_words
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.hide_reason import HideReason
from panel_app.ui.widgets.text import Label
from panel_app.ui.widgets.undo_strip import UndoStrip
from panel_app.ui.words import short_day
from panel_app.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Read:
    of: str
    title: str
    found: tuple[FoundCheck, ...]


class FiguresPage(FollowPage):
    """The list of a paper or of a meeting. Call `set_paper` or `set_meeting` before it is shown."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Figure checks", workspace, parent)
        self._paper: PaperId | None = None
        self._meeting: MeetingId | None = None
        self._found: tuple[FoundCheck, ...] = ()
        self._opened: set[str] = set()
        self.undo_strip = UndoStrip()
        self._column.insertWidget(0, self.undo_strip)
        self.filter = Choice("Which figure checks", letters=26)
        self.filter.set_options(counted(()), FigureFilter.RAISED)
        self.add_choice(self.filter)
        self.nothing = Label("", colour="ink-2")
        self._column.addWidget(self.nothing)
        self.list = FigureList("Figure checks")
        self.add_body(self.list)
        self.open_button = Button("Open the page", small=True)
        self.ask_button = Button("Ask about this", small=True)
        self.hide_button = Button("Hide", small=True)
        self.all_tick = Tick("Show all figure checks in the papers")
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, gap=8, row_gap=4)
        for button in (self.open_button, self.ask_button, self.hide_button):
            flow.addWidget(button)
        flow.add_break_right()
        flow.addWidget(self.all_tick)
        self.why = HideReason()
        self._column.addWidget(self._buttons)
        self._column.addWidget(self.why)
        self.nothing.hide()
        self._connect()

    def set_paper(self, paper: PaperId) -> None:
        """List the checks of a paper."""
        self._set(paper, None)

    def set_meeting(self, meeting: MeetingId) -> None:
        """List the checks of all papers of a meeting."""
        self._set(None, meeting)

    def take_keyboard(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, paper: PaperId | None, meeting: MeetingId | None) -> None:
        if (paper, meeting) == (self._paper, self._meeting):
            return
        self._paper, self._meeting = paper, meeting
        self._found, self._opened = (), set()
        self.undo_strip.drop()
        self.summary.set_text("")
        self.filter.set_options(counted(()), FigureFilter.RAISED)
        self.list.set_rows(())
        self.nothing.hide()
        self.read_again()

    @property
    def _of(self) -> str:
        return str(self._paper or self._meeting)

    @property
    def _wanted(self) -> FigureFilter:
        # The combo box hands an enumeration of words back as words.
        return FigureFilter(self.filter.currentData())

    def _connect(self) -> None:
        self.filter.currentIndexChanged.connect(self._on_filter)
        self.list.opened.connect(self._on_open)
        self.list.unfolded.connect(self._on_unfolded)
        self.list.current_changed.connect(self._on_current)
        self.open_button.clicked.connect(lambda: self._on_open(self.list.current))
        self.ask_button.clicked.connect(self._on_ask)
        self.hide_button.clicked.connect(self._on_hide)
        self.why.confirmed.connect(self._on_confirmed)
        self.why.kept.connect(self._on_kept)
        self.undo_strip.undone.connect(self.take_keyboard)
        self.all_tick.clicked.connect(self._on_all)

    def _work(self) -> Callable[[Desk], _Read]:
        paper, meeting, of = self._paper, self._meeting, self._of

        def read(desk: Desk) -> _Read:
            try:
                if paper is not None:
                    return _Read(of, desk.papers.get(paper).title, desk.figures.in_paper(paper))
                if meeting is not None:
                    found = desk.meetings.get(meeting)
                    title = f"{found.committee}, {short_day(found.date)}"
                    return _Read(of, title, desk.figures.in_meeting(meeting))
            except NothingFoundError as gone:
                return _Read(of, str(gone), ())
            return _Read(of, "", ())

        return read

    def _show(self, read: _Read) -> None:
        if read.of != self._of:
            return
        self._found = read.found
        self.summary.set_text(f"{read.title}. {summary(read.found)}" if read.title else "")
        self.filter.set_options(counted(read.found), self._wanted)
        self.all_tick.setChecked(self.workspace.desk.settings.all_figure_checks)
        self._fill()

    def _fill(self) -> None:
        wanted = self._wanted
        rows = figure_rows(self._found, wanted, self._opened)
        self.list.set_rows(rows, stays=True)
        self.list.setVisible(bool(rows))
        self.nothing.set_text(NOTHING[wanted])
        self.nothing.setVisible(not rows)
        self._column.setStretchFactor(self.nothing, 0 if rows else 1)

    def _on_filter(self) -> None:
        self.why.hide()
        self._buttons.show()
        self._fill()
        self.list.scrollToTop()

    def _on_unfolded(self, row: FigureRow, unfold: bool) -> None:
        (self._opened.add if unfold else self._opened.discard)(row.group.key)
        self._fill()

    def _on_current(self) -> None:
        row = self.list.current
        for button in (self.open_button, self.ask_button, self.hide_button):
            button.setVisible(row is not None)
        hidden = row is not None and row.group.first.hidden is not None
        self.hide_button.setText("Bring back" if hidden else "Hide")

    def _on_open(self, row: FigureRow | None) -> None:
        if row is not None:
            first = row.group.first
            self.workspace.open_figure(first.paper, first.check.page, first.check.quote)

    def _on_ask(self) -> None:
        row = self.list.current
        if row is None:
            return
        try:
            question = self.workspace.ask_about(self.workspace.desk.figures.evidence(row.group))
        except UserFacingError as error:
            self.workspace.save_failed.emit(str(error))
            return
        self.workspace.open_question(question)

    def _on_hide(self) -> None:
        row = self.list.current
        if row is None:
            return
        found = row.group.found
        if row.group.first.hidden is not None:
            if self._write(lambda: self.workspace.desk.figures.show_again(found)):
                self._offer_undo("The figure check is shown again.", found)
            return
        self._buttons.hide()
        self.why.ask()

    def _on_confirmed(self, reason: str) -> None:
        row = self.list.current
        self._on_kept()
        if row is None:
            return
        found = row.group.found
        if self._write(lambda: self.workspace.desk.figures.hide(found, reason)):
            self._offer_undo(hidden_words(found), found)

    def _on_kept(self) -> None:
        self.why.hide()
        self._buttons.show()
        self.take_keyboard()

    def _on_all(self) -> None:
        show = self.all_tick.isChecked()
        self._write(lambda: self.workspace.desk.settings.set_all_figure_checks(show))

    def _offer_undo(self, sentence: str, found: tuple[FoundCheck, ...]) -> None:
        figures = self.workspace.desk.figures
        self.undo_strip.offer(sentence, lambda: self._take_back(lambda: figures.restore(found)))

    def _take_back(self, write: Callable[[], Changes]) -> None:
        self._write(write)

    def _write(self, write: Callable[[], Changes]) -> bool:
        try:
            changes = write()
        except UserFacingError as error:
            self.workspace.save_failed.emit(str(error))
            return False
        self.workspace.announce(changes)
        return True

    def _on_changed(self, changes: Changes) -> None:
        if changes.papers or changes.figures:
            self.read_again()
