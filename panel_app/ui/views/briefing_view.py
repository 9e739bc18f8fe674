"""Briefing: tick what goes in, see the pages, print or save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeetingId
from panel_app.services.briefing import BriefingPart, PackOptions, PackResult
from panel_app.ui.keys import add_key, name_screen
from panel_app.ui.tasks import Task
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.briefing_controls import PackControls
from panel_app.ui.views.briefing_pages import PackPages
from panel_app.ui.views.briefing_print import PrintJob, ask_printer, has_printer
from panel_app.ui.views.briefing_saving import PackSaving, ask_pack_path, documents_folder, with_ending
from panel_app.ui.views.briefing_ticks import PartTicks
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field
from panel_app.ui.widgets.strips import EmptyState
from panel_app.ui.widgets.text import Heading, Label, Rule
from panel_app.ui.words import count_words, short_day
from panel_app.ui.workspace import Workspace

SETTLE_MS = 300
"""From the last tick to the making of the pages."""

_EMPTY = "No meeting yet. Add the papers of a meeting; what you mark in them is printed from here."
_NO_PRINTER = "No printer is set up on this computer. Save the pack as a PDF and print it somewhere else."


@dataclass(frozen=True)
class _Made:
    """A pack as it comes from the background, with the number of the wish it answers."""

    wish: int
    parts: list[BriefingPart]
    result: PackResult


class BriefingView(QStackedWidget):
    """The briefing pack of a meeting.

    The pages are made again in the background after each tick; only the last wish is shown.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._briefing = workspace.desk.briefing
        self._meeting: MeetingId | None = None
        self._options = PackOptions()
        self._result: PackResult | None = None
        self._wish = 0
        self._task: Task | None = None
        self._job: PrintJob | None = None
        self._stale = True
        self._narrow: bool | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._build()
        self._saving = PackSaving(workspace, self)
        self._connect()

    @property
    def meeting(self) -> MeetingId | None:
        """The meeting whose pack is shown."""
        return self._meeting

    @property
    def result(self) -> PackResult | None:
        """The pack that is shown; None while there is none."""
        return self._result

    def show_meeting(self, meeting: MeetingId) -> None:
        """Show the pack of a meeting."""
        self._meeting = meeting
        self._result = None
        self.exempt_tick.setChecked(False)
        self.pages.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read again what can be ticked, and make the pages again."""
        self._stale = False
        meetings = self._workspace.desk.meetings.all()
        known = {meeting.id for meeting in meetings}
        if self._meeting not in known:
            coming = self._workspace.desk.meetings.next_meeting()
            self._meeting = coming.id if coming else None
        if self._meeting is None:
            self._drop_task()
            self.setCurrentWidget(self.empty)
            return
        options = [(f"{short_day(meeting.date)}, {meeting.committee}", meeting.id) for meeting in meetings]
        self.meeting_choice.set_options(options, self._meeting)
        self.meeting_field.setVisible(len(meetings) > 1)
        self._options = self._briefing.options(self._meeting)
        for name, tick in self.option_ticks.items():
            tick.setChecked(getattr(self._options, name))
        self.ticks.set_parts(self._briefing.parts(self._meeting))
        self.setCurrentWidget(self._main)
        self._make()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        if self._timer.isActive() or self.exempt_tick.isChecked():
            self._timer.stop()
            self._stale = True
        self.exempt_tick.setChecked(False)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def ask_path(self, suggested: Path) -> Path | None:
        """Where to save; None when the dialog was cancelled."""
        return ask_pack_path(suggested, self)

    def ask_printer(self, name: str) -> QPrinter | None:
        """The printer from the system's dialog, with copies and pages; None when it was cancelled."""
        return ask_printer(self._options, name, self)

    def has_printer(self) -> bool:
        return has_printer()

    def _build(self) -> None:
        self.empty = ScrollPage()
        self.empty.body.addWidget(Heading("Briefing", role="heading"))
        self.empty_state = EmptyState(_EMPTY, "Go to Papers")
        self.empty.body.addWidget(self.empty_state)
        self._main = QWidget()
        self._columns = QHBoxLayout(self._main)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self.addWidget(self.empty)
        self.addWidget(self._main)

        self.left = ScrollPage(gap=4, surface="surface")
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = Heading("Briefing", role="heading")
        self.meeting_choice = Choice("Meeting")
        self.meeting_choice.view().setAccessibleName("Meetings")
        self.meeting_field = Field("Meeting", self.meeting_choice)
        self.ticks = PartTicks()
        for widget in (
            self.title,
            Label("Tick what goes in. The pages follow.", colour="ink-2"),
            self.meeting_field,
            self.ticks,
        ):
            self.left.body.addWidget(widget)
        self._under = QVBoxLayout()
        self.left.body.addLayout(self._under)
        self.left.body.addStretch(1)

        self.pages = PackPages("the briefing pack")
        self.right = ScrollPage(gap=4, surface="surface")
        self.right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._controls = PackControls()
        self.amount, self.message = self._controls.amount, self._controls.message
        self.option_ticks = self._controls.option_ticks
        self.print_button, self.save_button = self._controls.print_button, self._controls.save_button
        self.word_button, self.exempt_tick = self._controls.word_button, self._controls.exempt_tick
        self.right.body.addWidget(self._controls)
        self.right.body.addStretch(1)
        for column in (self.left, self.right):
            column.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._edge = Rule(vertical=True)
        self._columns.addWidget(self.left)
        self._columns.addWidget(Rule(vertical=True))
        self._columns.addWidget(self.pages, 1)
        self._columns.addWidget(self._edge)
        self._columns.addWidget(self.right)

    def _connect(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self._timer.timeout.connect(self._make)
        self.ticks.chosen.connect(self._on_chosen)
        self.ticks.rebuilt.connect(self._order_tabs)
        self.meeting_choice.activated.connect(self._on_meeting_chosen)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.word_button.clicked.connect(self._on_save_word)
        self._saving.saved.connect(self._controls.say)
        self._saving.failed.connect(self._on_failed)
        self.exempt_tick.clicked.connect(self._on_exempt)
        self.empty_state.link_chosen.connect(self._on_papers_wanted)
        for tick in self.option_ticks.values():
            tick.clicked.connect(self._on_option)
        name_screen(self, "In Briefing")
        add_key(self, "PgUp", "The page before, as it will be printed", self.pages.show_previous)
        add_key(self, "PgDown", "The next page, as it will be printed", self.pages.show_next)
        follow_theme(self, self._restyle)

    def _on_changed(self, changes: Changes) -> None:
        # What only concerns the ticks was changed here, and its pages are already on their way.
        mine = (changes.papers, changes.marks, changes.questions, changes.measures, changes.settings)
        if not (any(mine) or changes.figures):
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_chosen(self, choices: dict[str, bool]) -> None:
        if self._meeting is None:
            return
        self._write(lambda meeting: self._briefing.choose(meeting, choices))

    def _on_option(self) -> None:
        self._options = replace(
            self._options, **{name: tick.isChecked() for name, tick in self.option_ticks.items()}
        )
        options = self._options
        self._write(lambda meeting: self._briefing.set_options(meeting, options))
        self._show_amount()

    def _on_exempt(self) -> None:
        self._controls.say("")
        self._drop_task()
        self._timer.start()

    def _on_meeting_chosen(self, index: int) -> None:
        self.show_meeting(self.meeting_choice.itemData(index))

    def _on_papers_wanted(self) -> None:
        self._workspace.page_wanted.emit("papers")

    def _write(self, write: Callable[[MeetingId], Changes]) -> None:
        """Keep a choice, and make the pages again once the person has paused."""
        if self._meeting is None:
            return
        try:
            changes = write(self._meeting)
        except UserFacingError as error:
            self._workspace.save_failed.emit(str(error))
            return
        self._workspace.announce(changes)
        self._controls.say("")
        self._drop_task()
        self._timer.start()

    def _make(self) -> None:
        """Begin to make the pages in the background."""
        self._timer.stop()
        self._drop_task()
        meeting, wish, briefing = self._meeting, self._wish, self._briefing
        if meeting is None:
            return

        exempt = self.exempt_tick.isChecked()

        def work(progress: ProgressCallback, cancel: CancelToken) -> _Made:
            result = briefing.make(meeting, exempt=exempt, progress=progress, cancel=cancel)
            return _Made(wish, briefing.parts(meeting), result)

        self._task = self._workspace.tasks.run(
            "Making the briefing pack", work, on_success=self._on_made, on_failure=self._on_not_made
        )

    def _drop_task(self) -> None:
        """Whatever is on its way is not wanted any more."""
        self._wish += 1
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _on_made(self, made: _Made) -> None:
        if made.wish != self._wish or self._meeting is None:
            return
        self._task = None
        self._result = made.result
        self.ticks.set_parts(made.parts)
        self.pages.set_pdf(made.result.data, made.result.page_count)
        self._controls.set_left_out(made.result.left_out)
        self._show_amount()
        if any(part.pages is None for part in made.parts):
            self._count(self._meeting)

    def _on_not_made(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self._workspace.error_met.emit(str(error))
            return
        raise error

    def _count(self, meeting: MeetingId) -> None:
        """Find out how many pages the parts that are not ticked would take."""
        wish, briefing = self._wish, self._briefing

        def work(_: ProgressCallback, cancel: CancelToken) -> tuple[int, list[BriefingPart]]:
            briefing.count_pages(meeting, cancel=cancel)
            return wish, briefing.parts(meeting)

        self._task = self._workspace.tasks.run(
            "Counting the pages", work, on_success=self._on_counted, on_failure=self._on_not_made
        )

    def _on_counted(self, counted: tuple[int, list[BriefingPart]]) -> None:
        wish, parts = counted
        if wish == self._wish:
            self._task = None
            self.ticks.set_parts(parts)

    def _on_print(self) -> None:
        if self._result is None or self._meeting is None or self._job is not None:
            return
        if not self.has_printer():
            self._controls.say(_NO_PRINTER, "warn")
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        printer = self.ask_printer(Path(self._briefing.file_name(self._meeting)).stem)
        if printer is None:
            return
        self._job = PrintJob(printer, self._result.data, self._workspace.tasks, self)
        self._job.printed.connect(self._on_printed)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_print_ended)
        self.print_button.setEnabled(False)
        self._job.start()

    def _on_printed(self, count: int) -> None:
        self._controls.say(f"{count_words(count, 'page')} went to the printer.")

    def _on_print_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self.print_button.setEnabled(True)

    def _on_save(self) -> None:
        self._save(".pdf")

    def _on_save_word(self) -> None:
        self._save(".docx")

    def _save(self, ending: str) -> None:
        if self._meeting is None:
            return
        suggested = documents_folder() / self._briefing.file_name(self._meeting)
        path = self.ask_path(suggested.with_suffix(ending))
        if path is not None:
            exempt = self._controls.exempt_tick.isChecked()
            self._saving.save(self._meeting, with_ending(path, ending), exempt)

    def _on_failed(self, sentence: str) -> None:
        self._controls.say(sentence, "bad")
        self._workspace.error_met.emit(sentence)

    def _show_amount(self) -> None:
        result = self._result
        self.amount.set_text(self._briefing.amount(result, self._options) if result else "")
        for button in (self.print_button, self.save_button, self.word_button):
            button.setEnabled(result is not None and bool(result.first_pages) and self._job is None)

    def _arrange(self) -> None:
        """The buttons stand beside the pages where there is room, else under the ticks, which scroll."""
        theme = current_theme()
        left, right, least = theme.px(344), theme.px(272), theme.px(300)
        narrow = self.width() < left + right + least
        column = min(left, max(1, self.width() // 2)) if narrow else left
        self.left.setFixedWidth(column)
        self.right.setFixedWidth(right)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._under.addWidget(self._controls)
        else:
            self.right.body.insertWidget(0, self._controls)
        self.right.setVisible(not narrow)
        self._edge.setVisible(not narrow)

    def _order_tabs(self) -> None:
        """From the ticks to the pages to the buttons, whatever was made first."""
        order: list[QWidget] = [self.meeting_choice, *self.ticks.in_order()]
        order += [self.pages.previous_button, self.pages.next_button, self.pages.sheet]
        order += [*self.option_ticks.values(), self.print_button, self.save_button]
        order += [self.word_button, self.exempt_tick]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _restyle(self) -> None:
        theme = current_theme()
        gap = theme.space(24)
        self.left.body.setContentsMargins(theme.space(40), gap, gap, gap)
        self.right.body.setContentsMargins(gap, gap, theme.space(40), gap)
        self._arrange()
