"""My marks: one list over all papers, narrowed by what they are and where they stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from panel_app.domain.changes import Changes
from panel_app.domain.errors import UserFacingError
from panel_app.domain.mark_filters import MarkFilters, MarkStanding
from panel_app.domain.marks import MarkColour, MarkKind
from panel_app.services.desk import Desk
from panel_app.ui.follow.mark_rows import AllMarks, MarkRow, read_marks
from panel_app.ui.follow.page import FollowPage
from panel_app.ui.follow.record_list import RecordList
from panel_app.ui.follow.record_rows import Row
from panel_app.ui.keys import add_key
from panel_app.ui.notes_taker import NotesTaker
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.strips import InfoStrip
from panel_app.ui.workspace import Workspace

_WAIT_MS = 200


class MarksPage(FollowPage):
    """Enter opens a mark at its place, or the shelf; Delete removes it, Ctrl+Z brings it back, T takes notes
    out.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("My marks", workspace, parent)
        self._read: AllMarks | None = None
        self.words = QLineEdit()
        self.words.setPlaceholderText("Words in notes and marks")
        self.words.setAccessibleName("Words in notes and marks")
        self.words.setClearButtonEnabled(True)
        self.standing = Choice("Where they stand", letters=12)
        self.paper = Choice("Paper", letters=16)
        self.meeting = Choice("Meeting", letters=14)
        self.kind = Choice("Kind of mark", letters=10)
        self.colour = Choice("Colour", letters=12)
        self.tag = Choice("Tag", letters=8)
        self._choices = QWidget()
        flow = FlowLayout(self._choices, gap=12, row_gap=8)
        flow.addWidget(self.words)
        for choice in self._all_choices():
            flow.addWidget(choice)
            choice.currentIndexChanged.connect(self._show_rows)
        self.take_button = Button("Take notes out…", "upload")
        self.take_button.setToolTip("Take out the notes in this list, or all (T)")
        flow.addWidget(self.take_button)
        self._choices.hide()
        self.strip = InfoStrip("", closable=True)
        self.strip.closed.connect(self.strip.hide)
        self.strip.hide()
        self._column.insertWidget(0, self.strip)
        self.taker = NotesTaker(workspace, self)
        self.taker.said.connect(self._on_said)
        self.take_button.clicked.connect(self._take_out)
        self._column.addWidget(self._choices)
        self.list = RecordList("My marks", "Up and Down move, Enter opens the mark, Delete removes it")
        self.add_body(self.list)
        self._restyle()
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self._show_rows)
        self.words.textChanged.connect(lambda _: self._later.start())
        self.list.opened.connect(self._on_opened)
        marks = workspace.desk.marks
        add_key(self.list, "Del", "Remove the mark of the row", self._delete)
        add_key(self, "T", "Take out the notes in the list, or all", self._take_out)
        add_key(self, "Ctrl+Z", "Take back the last change to a mark", lambda: self._write(marks.undo))
        add_key(self, "Ctrl+Y", "Make it again", lambda: self._write(marks.redo))

    @property
    def filters(self) -> MarkFilters:
        """What is chosen."""
        # Qt hands a text enum back as a text.
        kind, colour, standing = (c.currentData() for c in (self.kind, self.colour, self.standing))
        return MarkFilters(
            paper=self.paper.currentData(),
            meeting=self.meeting.currentData(),
            kind=MarkKind(kind) if kind else None,
            colour=MarkColour(colour) if colour else None,
            tag=self.tag.currentData() or "",
            words=self.words.text(),
            standing=MarkStanding(standing) if standing else None,
        )

    def take_keyboard(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def rows(self) -> list[Row]:
        """What is shown."""
        return self._read.rows(self.filters) if self._read is not None else []

    def _work(self) -> Callable[[Desk], AllMarks]:
        return read_marks

    def _show(self, read: AllMarks) -> None:
        self._read = read
        options = read.options
        offered = (
            options.standings,
            options.papers,
            options.meetings,
            options.kinds,
            options.colours,
            options.tags,
        )
        for choice, offer in zip(self._all_choices(), offered, strict=True):
            choice.set_options(offer, choice.currentData())
            # One thing to choose is no choice.
            choice.setVisible(len(offer) > 2 or (choice in (self.standing, self.tag) and len(offer) > 1))
        self._choices.setVisible(bool(read.lines))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._read is None:
            return
        held = self.list.current
        rows = self.rows()
        self.summary.set_text(self._read.summary(rows))
        self.list.set_rows(rows, stays=True)
        self.list.make_current(rows.index(held) if held in rows else 0)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, MarkRow) and row.mark is not None:
            if row.here:
                self.workspace.open_mark(row.mark)
            else:
                self.workspace.error_met.emit(
                    "The paper of this mark is no longer here. Add it again to see the mark in its place."
                )

    def _take_out(self) -> None:
        """The notes in the list where it is narrowed, and all of them otherwise."""
        if self._read is None or not self._read.lines:
            return
        marks = [row.mark for row in self.rows() if isinstance(row, MarkRow) and row.mark is not None]
        narrowed = 0 < len(marks) < len(self._read.lines)
        paper = self.filters.paper if narrowed else None
        self.taker.take_out(paper, frozenset(marks) if narrowed else None)

    def _on_said(self, sentence: str) -> None:
        self.strip.set_sentence(sentence)
        self.strip.show()

    def _delete(self) -> None:
        row = self.list.current
        if isinstance(row, MarkRow) and row.mark is not None:
            mark = row.mark
            self._write(lambda: self.workspace.desk.marks.delete(mark))

    def _write(self, write: Callable[[], Changes]) -> None:
        try:
            changes = write()
        except UserFacingError as error:
            self.workspace.save_failed.emit(str(error))
            return
        self.workspace.announce(changes)

    def _all_choices(self) -> tuple[Choice, ...]:
        return (self.standing, self.paper, self.meeting, self.kind, self.colour, self.tag)

    def _on_changed(self, changes: Changes) -> None:
        if changes.papers or changes.marks:
            self.read_again()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "words"):
            self.words.setMinimumWidth(current_theme().space(280))
