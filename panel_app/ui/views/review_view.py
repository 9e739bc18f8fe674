"""Checking what was recognised in a paper: the page at the left, what was read from it at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.review_edits import named, with_new_record
from panel_app.ui.keys import add_key, name_screen
from panel_app.ui.models.record_fields import blank, record_type
from panel_app.ui.review_session import Opened, ReviewSession
from panel_app.ui.tasks import Task
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.review_follow import PageFollower
from panel_app.ui.views.review_overview import ReviewOverview
from panel_app.ui.views.review_page import PagePane
from panel_app.ui.views.review_record import RecordForm
from panel_app.ui.views.review_records import RecordList
from panel_app.ui.widgets.buttons import Button, Segmented
from panel_app.ui.widgets.strips import ErrorStrip
from panel_app.ui.widgets.text import Label
from panel_app.ui.workspace import Workspace

_NARROW = 900
"""Below this width, in pixels at 100 % text, the page and the entries take turns."""


class ReviewView(QWidget):
    """The screen. Call `shutdown()` before the program ends.

    Signals: `paper_shown(paper)` when another is on the screen, `saved(paper)` after the last of those that
    were to be checked, `left()` when the person goes on with it later.
    """

    paper_shown = Signal(object)
    saved = Signal(object)
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Check what was recognised")
        self._workspace = workspace
        self.paper: PaperId | None = None
        self._rest: list[PaperId] = []
        self.session: ReviewSession | None = None
        self._task: Task | None = None
        self._revision = 0
        self.pane = PagePane()
        self._follow = PageFollower(workspace, self.pane, self)
        self.overview = ReviewOverview()
        self.list = RecordList()
        self.form = RecordForm()
        self.switch = Segmented(
            (("entries", "What was recognised"), ("page", "The paper as it came")), "Show", small=True
        )
        self.note = Label("", role="small", colour="ink-2")
        self.undo_button = Button("Undo", icon="undo")
        self.undo_button.setToolTip("Take back the last change (Ctrl+Z)")
        self.later_button = Button("Save for later")
        self.save_button = Button("Save and go on", kind="primary")
        self._strip: ErrorStrip | None = None
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self._connect()
        follow_theme(self, self._restyle)

    # Opening and leaving

    def open(self, papers: Sequence[PaperId]) -> None:
        """Check a paper, and after it the others."""
        if not papers:
            return
        wanted, self._rest = papers[0], list(papers[1:])
        if wanted == self.paper and (self.session is not None or self._task is not None):
            return
        self.close_review()
        self.paper = wanted
        self._load()

    def close_review(self) -> None:
        """Keep what was corrected, and let go of the paper. Safe to call again."""
        if self.session is not None:
            self._let_go(self.flush())
            self._workspace.announce(Changes(papers=True))

    def _let_go(self, kept: bool) -> None:
        session, self.session = self.session, None
        self._follow.session = None
        self.form.clear()
        self.pane.clear()
        if session is not None:
            session.changed.disconnect()
            if kept:
                session.deleteLater()

    def flush(self) -> bool:
        """Put by everything that was typed; False where it could not be."""
        self.overview.commit()
        self.form.commit()
        return self.session.flush() if self.session is not None else True

    @property
    def busy(self) -> bool:
        """Whether a paper is being opened or saved."""
        return self._task is not None

    @property
    def waiting(self) -> bool:
        """Whether something is still not on the disk."""
        return self.session is not None and self.session.saving.waiting

    def shutdown(self) -> None:
        """The program ends."""
        self.close_review()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def heightForWidth(self, width: int) -> int:
        # The least that is needed: what is inside scrolls by itself.
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.flush()
            if self.session is not None and self.session.draft != self.session.review.draft:
                self._workspace.announce(Changes(papers=True))
        super().hideEvent(event)

    def _load(self) -> None:
        paper, desk = self.paper, self._workspace.desk
        assert paper is not None
        self._say("")
        self._set_enabled(False)

        def work(_: ProgressCallback, __: CancelToken) -> Opened:
            return Opened.read(desk, paper)

        self._task = self._workspace.tasks.run(
            "Opening the paper", work, on_success=self._on_opened, on_failure=self._on_failed
        )
        self.paper_shown.emit(paper)

    def _on_opened(self, opened: Opened) -> None:
        self._task = None
        if opened.review.paper.id != self.paper:
            if self.paper is not None:
                self._load()
            return
        session = ReviewSession(self._workspace, opened, self)
        self.session = self._follow.session = session
        self._revision = opened.review.paper.revision
        try:
            self.pane.set_paper(opened.pdf, opened.pages)
        except UserFacingError as error:
            self._say(str(error))
        self.overview.set_session(session)
        self.list.kind = ""
        self._stack.setCurrentWidget(self.overview)
        session.changed.connect(self._later.start)
        self._set_enabled(True)
        self._refresh()
        self._follow.show_agenda()
        self.overview.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: BaseException) -> None:
        self._task = None
        self._set_enabled(self.session is not None)
        if self.session is not None:
            self.session.go_on()
        if not isinstance(error, UserFacingError):
            raise error
        self._say(str(error))

    # Saving

    def save(self) -> None:
        """Save and go on; where something must be put right, show that."""
        if self.session is None or self.busy:
            return
        self.overview.commit()
        self.form.commit()
        session = self.session
        if session.errors:
            self._say(f"Put right first what is marked. {session.errors[0].sentence}")
            self._stack.setCurrentWidget(self.overview)
            self.overview.refresh_now()
            self.overview.show_first_error()
            return
        self._say("")
        desk, paper, draft, made_on = self._workspace.desk, self.paper, session.draft, session.recognised
        assert paper is not None
        session.hold()
        self._set_enabled(False)

        def work(_: ProgressCallback, __: CancelToken) -> Changes:
            return desk.review.save(paper, named(draft), made_on)

        self._task = self._workspace.tasks.run(
            "Saving what you corrected", work, on_success=self._on_saved, on_failure=self._on_failed
        )

    def _on_saved(self, changes: Changes) -> None:
        self._task = None
        paper, rest = self.paper, self._rest
        if self.session is not None:
            self.session.hold()
        self.paper = None
        self._let_go(kept=True)
        self._workspace.announce(changes)
        if rest:
            self.open(rest)
        else:
            self.saved.emit(paper)

    def _on_later(self) -> None:
        if self.flush():
            self.left.emit()

    def _on_changed(self, changes: Changes) -> None:
        """A new version of the paper came in: what was recognised in it is another, the corrections stay."""
        if not changes.papers or self.paper is None or self.session is None or self.busy:
            return
        there = {paper.id: paper for paper in self._workspace.desk.papers.all()}
        shown = there.get(self.paper)
        if shown is None:
            self.session.hold()
            self._let_go(kept=True)
            self.paper = None
            self.left.emit()
        elif shown.revision != self._revision:
            paper = self.paper
            self.close_review()
            self.paper = paper
            self._load()

    # What is shown

    def _refresh(self) -> None:
        session = self.session
        if session is None:
            return
        self.undo_button.setEnabled(session.can_undo)
        changed = session.draft != session.review.draft or session.review.put_by
        self.note.set_text(
            "Kept here as you go. Used in the papers once you save and go on."
            if changed
            else "What you correct is used in the papers once you save and go on."
        )
        if self._strip is not None and not session.errors:
            self._say("")
        self.list.refresh()
        self.form.refresh()
        if self._stack.currentWidget() is self.overview:
            self._follow.show_frames()

    def _on_begin(self, key: str) -> None:
        self._follow.show_begin(key)
        self._show_side("page")

    def _on_listed(self, key: str) -> None:
        self._follow.show_listed(key)
        self._show_side("page")

    def _on_frame_pressed(self, key: str) -> None:
        if self.session is None or self.session.draft.item(key) is None:
            return
        self._stack.setCurrentWidget(self.overview)
        self._show_side("entries")
        self.overview.table.choose(key)
        self.overview.table.setFocus(Qt.FocusReason.MouseFocusReason)

    def show_list(self, kind: str) -> None:
        """Show the records of a list."""
        if self.session is not None:
            self._stack.setCurrentWidget(self.list)
            self.list.blockSignals(True)
            self.list.show_list(self.session, kind)
            self.list.table.choose(self.form.key)
            self.list.blockSignals(False)
            self._follow.show_record(self.list.table.current_key())
            self.list.take_keyboard()

    def show_record(self, key: str) -> None:
        """Show one record with its fields."""
        if self.session is not None:
            self._stack.setCurrentWidget(self.form)
            self.form.show_record(self.session, key)
            self.form.take_keyboard()

    def _show_overview(self) -> None:
        kind = self.list.kind
        self._stack.setCurrentWidget(self.overview)
        self._follow.show_frames(self.overview.table.current_key())
        self.overview.focus_list(kind)

    def _add_record(self, kind: str) -> None:
        if self.session is not None:
            value = blank(record_type(kind), self.pane.page)
            draft, key = with_new_record(self.session.draft, kind, value)
            self.session.edit(draft)
            self.list.kind = kind
            self.show_record(key)

    def _on_undo(self) -> None:
        if self.session is not None:
            self.flush()
            self.session.undo()

    def _say(self, sentence: str) -> None:
        """Say above the footer what must be done; an empty sentence takes it away."""
        if self._strip is not None:
            self._right.removeWidget(self._strip)
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
        if sentence:
            self._strip = ErrorStrip(sentence)
            self._strip.closed.connect(lambda: self._say(""))
            self._right.insertWidget(1, self._strip)

    # Room

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for page in (self.overview, self.list, self.form):
            self._stack.addWidget(page)
        self._footer = QFrame()
        self._footer.setProperty("surface", "surface")
        self._footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._foot = QHBoxLayout(self._footer)
        self._foot.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        self._foot.addStretch(0)
        for button in (self.undo_button, self.later_button, self.save_button):
            self._foot.addWidget(button)
        self._entries = QWidget()
        self._right = QVBoxLayout(self._entries)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        self._right.addWidget(self._stack, 1)
        self._right.addWidget(self._footer)
        self._switch_row = QWidget()
        row = QHBoxLayout(self._switch_row)
        row.addWidget(self.switch)
        row.addStretch(1)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(0)
        self._sides.addWidget(self.pane, 41)
        self._sides.addWidget(self._entries, 59)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._switch_row)
        whole.addLayout(self._sides, 1)

    def _connect(self) -> None:
        self.overview.item_chosen.connect(self._follow.show_cell)
        self.overview.meeting_chosen.connect(self._follow.show_meeting)
        self.overview.begin_wanted.connect(self._on_begin)
        self.overview.listed_wanted.connect(self._on_listed)
        self.overview.list_wanted.connect(self.show_list)
        self.overview.new_wanted.connect(self._add_record)
        self.list.back_wanted.connect(self._show_overview)
        self.list.opened.connect(self.show_record)
        self.list.chosen.connect(self._follow.show_record)
        self.list.new_wanted.connect(self._add_record)
        self.form.list_wanted.connect(self.show_list)
        self.form.shown.connect(self._follow.show_record)
        self.pane.frame_pressed.connect(self._on_frame_pressed)
        self.undo_button.clicked.connect(self._on_undo)
        self.later_button.clicked.connect(self._on_later)
        self.save_button.clicked.connect(self.save)
        self.switch.chosen.connect(self._show_side)
        self._workspace.changed.connect(self._on_changed)
        name_screen(self, "Where you check what was recognised")
        add_key(self, "Ctrl+Z", "Take back the last change", self._on_undo)

    def _set_enabled(self, enabled: bool) -> None:
        self._stack.setEnabled(enabled)
        self.later_button.setEnabled(enabled)
        self.save_button.setEnabled(enabled)
        self.undo_button.setEnabled(enabled and self.session is not None and self.session.can_undo)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def _is_narrow(self) -> bool:
        return self.width() < current_theme().px(_NARROW)

    def _reflow(self) -> None:
        narrow = self._is_narrow()
        page = self.switch.current() == "page"
        self._switch_row.setVisible(narrow)
        self.note.setVisible(not narrow)
        self.pane.setVisible(not narrow or page)
        self._entries.setVisible(not narrow or not page)

    def _show_side(self, key: str) -> None:
        self.switch.set_current(key)
        self._reflow()

    def _restyle(self) -> None:
        theme = current_theme()
        self._foot.setContentsMargins(theme.space(24), theme.space(12), theme.space(24), theme.space(12))
        self._foot.setSpacing(theme.space(12))
        row = self._switch_row.layout()
        if row is not None:
            row.setContentsMargins(theme.space(24), theme.space(8), theme.space(24), theme.space(8))
        self._reflow()
