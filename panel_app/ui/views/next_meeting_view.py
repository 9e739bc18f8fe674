"""The start page: the next meeting as a front page of short lines, each of which leads somewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.ui.follow.place_names import MARKS, changes_place
from panel_app.ui.models.front_page import FrontLine, FrontPage, FrontSection, Target, front_page
from panel_app.ui.models.front_story import FrontStory
from panel_app.ui.tasks import Task
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.front_story_part import FrontStoryPart
from panel_app.ui.widgets.buttons import Button, LinkRow
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.columns import Columns
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.strips import InfoStrip
from panel_app.ui.widgets.text import Heading, Label, Rule
from panel_app.ui.workspace import Workspace

SAMPLE_SENTENCE = (
    "These are sample papers, shortened from those of a real meeting, "
    "to try Panel Desk with until your own come."
)
REMOVE_QUESTION = "Remove the sample papers and measures? Your own notes and questions stay."


class NextMeetingView(ScrollPage):
    """The next meeting at a glance.

    Signals: `add_papers_wanted()`, `sample_wanted()` to show the sample library, `sample_unwanted()` to
    remove it.
    """

    add_papers_wanted = Signal()
    sample_wanted = Signal()
    sample_unwanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, gap=0)
        self._workspace = workspace
        self._shown: FrontPage | None = None
        self._stale = True
        self._preparing = False
        self._task: Task | None = None
        self.main_button: Button | None = None
        self.sample_strip: SampleStrip | None = None
        self._content = QWidget()
        self.body.addWidget(self._content)
        self.body.addStretch(1)
        workspace.changed.connect(self._on_changed)
        self.refresh()

    def page_shown(self) -> FrontPage | None:
        """What is on the page; None where the library is empty."""
        return self._shown

    def set_preparing(self, preparing: bool) -> None:
        """While the library is empty, say that the sample is on its way instead of asking for papers."""
        if preparing != self._preparing:
            self._preparing = preparing
            self._stale = True
            self.refresh()

    def refresh(self) -> None:
        """Read the desk again; the page is made anew only where it says something else."""
        page = front_page(self._workspace.desk)
        if not self._stale and page == self._shown:
            return
        self._stale = False
        self._shown = page
        self._fill(page)

    def _check_figures(self) -> None:
        """Have the papers of the next meeting checked in the background, where they are not yet."""
        desk = self._workspace.desk
        meeting = desk.meetings.next_meeting()
        if self._task is not None or meeting is None or desk.figures.is_ready(meeting=meeting.id):
            return
        key = meeting.id

        def work(_: ProgressCallback, cancel: CancelToken) -> None:
            desk.figures.in_meeting(key, cancel)

        task = self._task = self._workspace.tasks.run(
            "Checking the figures of the next meeting’s papers", work, on_success=lambda _: self.refresh()
        )
        task.ended.connect(self._on_checked)

    def _on_checked(self) -> None:
        self._task = None

    def showEvent(self, event: QShowEvent) -> None:
        # A day may have gone by, or the member has read on.
        self.refresh()
        super().showEvent(event)
        self._check_figures()

    def _restyle(self) -> None:
        super()._restyle()
        margins = self.body.contentsMargins()
        margins.setTop(current_theme().space(10))
        self.body.setContentsMargins(margins)
        if hasattr(self, "_content"):
            self._fill(self._shown)

    def _on_changed(self, changes: Changes) -> None:
        mine = (changes.papers, changes.marks, changes.questions, changes.measures, changes.reading)
        if (any(mine) or changes.figures) and self.isVisible():
            self.refresh()
            self._check_figures()

    def _fill(self, page: FrontPage | None) -> None:
        old = self._content
        # Not the view's own focus widget: that one is remembered while the keyboard is on another page.
        focused = QApplication.focusWidget()
        held = focused is not None and old.isAncestorOf(focused)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.main_button = self.sample_strip = None
        if page is None and self._preparing:
            column.addSpacing(current_theme().space(32))
            column.addWidget(Heading("Getting the sample papers ready", role="display"))
            column.addSpacing(current_theme().space(8))
            column.addWidget(Label("It takes a few seconds, once.", role="lead", colour="ink-2"))
        elif page is None:
            self._fill_empty(column)
        else:
            self._fill_page(column, page)
        self.body.replaceWidget(old, self._content)
        old.hide()
        # At once, or there would be a moment with nothing to give the keyboard to.
        self._content.show()
        old.deleteLater()
        if held and self.main_button is not None:
            self.main_button.setFocus()

    def _fill_empty(self, column: QVBoxLayout) -> None:
        theme = current_theme()
        column.addSpacing(theme.space(32))
        column.addWidget(Heading("No papers yet", role="display"))
        column.addSpacing(theme.space(8))
        column.addWidget(
            Label(
                "Add the papers of your panel’s next meeting, and this page tells you what is in them.",
                role="lead",
                colour="ink-2",
            )
        )
        column.addSpacing(theme.space(24))
        row = QWidget()
        flow = FlowLayout(row, gap=16)
        self.main_button = Button("Add papers…", icon="add", kind="primary")
        self.main_button.clicked.connect(self.add_papers_wanted)
        sample = Button("Show the sample library", kind="quiet")
        sample.clicked.connect(self.sample_wanted)
        flow.addWidget(self.main_button)
        flow.addWidget(sample)
        column.addWidget(row)

    def _fill_page(self, column: QVBoxLayout, page: FrontPage) -> None:
        theme = current_theme()
        column.addWidget(_date_line(page))
        column.addSpacing(theme.space(10))
        column.addWidget(Rule())
        if page.sample:
            self.sample_strip = SampleStrip()
            self.sample_strip.remove_chosen.connect(self.sample_unwanted)
            column.addSpacing(theme.space(10))
            column.addWidget(self.sample_strip)
        column.addSpacing(theme.space(16 if page.sample else 24))
        column.addWidget(self._mast(page))
        column.addSpacing(theme.space(16 if page.sample else 24))
        column.addWidget(Rule(strong=True))
        column.addSpacing(theme.space(20))
        if page.columns or page.story is not None:
            filled = page.columns or ((),)
            stretches = {1: (1,), 2: (5, 4), 3: (39, 31, 31)}[len(filled)]
            columns = Columns(stretches)
            if page.story is not None:
                columns.columns[0].addWidget(self._story(page.story))
            for layout, sections in zip(columns.columns, filled, strict=True):
                for index, section in enumerate(sections):
                    if index or layout.count():
                        layout.addSpacing(theme.space(16))
                        layout.addWidget(Rule())
                        layout.addSpacing(theme.space(16))
                    self._add_section(layout, section)
                layout.addStretch(1)
            column.addWidget(columns)
            column.addSpacing(theme.space(20))
        if page.law:
            column.addWidget(Rule())
            column.addSpacing(theme.space(14))
            column.addWidget(self._law(page.law))

    def _mast(self, page: FrontPage) -> QWidget:
        mast = Mast()
        mast.words.addWidget(Heading(page.headline, role="display"))
        mast.words.addSpacing(current_theme().space(4))
        mast.words.addWidget(Label(page.lead, role="lead", colour="ink-2"))
        if page.button and page.button_target is not None:
            self.main_button = Button(page.button, kind="primary")
            target = page.button_target
            self.main_button.clicked.connect(lambda: self._go(target))
            meeting = Button("In the meeting", "calendar", kind="quiet")
            meeting.setToolTip("Agenda, paper and my questions, with large controls (F11)")
            meeting.clicked.connect(lambda: self._workspace.page_wanted.emit("meeting"))
            mast.words.addWidget(meeting, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.main_button = Button("Add papers…", icon="add", kind="primary")
            self.main_button.clicked.connect(self.add_papers_wanted)
        mast.set_button(self.main_button)
        return mast

    def _story(self, story: FrontStory) -> FrontStoryPart:
        part, workspace = FrontStoryPart(story), self._workspace
        part.mark_wanted.connect(lambda: workspace.open_mark(story.mark))
        part.others_wanted.connect(lambda: workspace.page_wanted.emit(f"papers:{MARKS}"))
        part.changes_wanted.connect(
            lambda: workspace.page_wanted.emit(f"papers:{changes_place(story.paper)}")
        )
        return part

    def _add_section(self, layout: QVBoxLayout, section: FrontSection) -> None:
        theme = current_theme()
        head = QHBoxLayout()
        head.setSpacing(theme.space(16))
        head.addWidget(Label(section.title, role="lead", bold=True), 1, Qt.AlignmentFlag.AlignTop)
        if section.note:
            head.addWidget(Label(section.note, role="small", colour="ink-2", wrap=False))
        layout.addLayout(head)
        layout.addSpacing(theme.space(4))
        if section.sentence:
            layout.addWidget(Label(section.sentence, colour="ink-2"))
        for line in section.lines:
            layout.addWidget(self._row(line))

    def _row(self, line: FrontLine) -> LinkRow:
        row = LinkRow(line.text, line.trailing, line.sub)
        row.clicked.connect(lambda: self._go(line.target))
        return row

    def _law(self, dates: tuple[FrontLine, ...]) -> QWidget:
        law = QWidget()
        flow = FlowLayout(law, gap=24, row_gap=12)
        flow.addWidget(Label("Dates set by law", role="lead", bold=True, wrap=False))
        for line in dates:
            one = QWidget()
            column = QVBoxLayout(one)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(Label(line.sub, bold=True, wrap=False))
            row = LinkRow(line.text)
            row.setAccessibleName(f"{line.sub}: {line.text}")
            row.clicked.connect(lambda _=False, target=line.target: self._go(target))
            column.addWidget(row)
            flow.addWidget(one)
        everything = Button("All dates", kind="quiet")
        everything.clicked.connect(lambda: self._go(Target("calendar")))
        flow.addWidget(everything)
        return law

    def _go(self, target: Target) -> None:
        if target.paper is not None and target.page is not None and target.figure:
            self._workspace.open_figure(target.paper, target.page, target.figure)
        elif target.mark is not None:
            self._workspace.open_mark(target.mark)
        elif target.paper is not None:
            self._workspace.open_paper(target.paper, target.page, target.words)
        elif target.measure is not None:
            self._workspace.open_measure(target.measure)
        elif target.question is not None:
            self._workspace.open_question(target.question)
        else:
            self._workspace.page_wanted.emit(target.page_key)


class Mast(QWidget):
    """The headline and the lead, with the one button at their right or, where it is narrow, below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.words = QVBoxLayout()
        self.words.setSpacing(0)
        self._row.addLayout(self.words, 1)
        follow_theme(self, self._restyle)

    def set_button(self, button: Button) -> None:
        """Put the button in its place."""
        self._button = button
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._restyle()

    def _restyle(self) -> None:
        theme = current_theme()
        self._row.setSpacing(theme.space(24))
        beside = theme.scale < 1.5
        self._row.setDirection(
            QHBoxLayout.Direction.LeftToRight if beside else QHBoxLayout.Direction.TopToBottom
        )
        button = getattr(self, "_button", None)
        if button is not None:
            side = Qt.AlignmentFlag.AlignBottom if beside else Qt.AlignmentFlag.AlignLeft
            self._row.setAlignment(button, side)


class SampleStrip(InfoStrip):
    """Says that these are sample papers; its link asks once in the same place. Signals: `remove_chosen()`."""

    remove_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SAMPLE_SENTENCE, "Remove the sample", parent=parent)
        self.keep_button = Button("Keep it", small=True)
        self.row.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.keep_button.hide()
        self.action_chosen.connect(self._on_action)
        self.keep_button.clicked.connect(self._on_keep)
        self._asking = False

    def _on_action(self) -> None:
        if self._asking:
            self.remove_chosen.emit()
            return
        self._set_asking(True)
        self.keep_button.setFocus()

    def _on_keep(self) -> None:
        self._set_asking(False)
        if self.action_button is not None:
            self.action_button.setFocus()

    def _set_asking(self, asking: bool) -> None:
        self._asking = asking
        self.set_sentence(REMOVE_QUESTION if asking else SAMPLE_SENTENCE)
        self.keep_button.setVisible(asking)
        if self.action_button is not None:
            self.action_button.setText("Remove" if asking else "Remove the sample")


def _date_line(page: FrontPage) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_theme().space(16))
    top = Qt.AlignmentFlag.AlignTop
    words = (
        (page.today, Qt.AlignmentFlag.AlignLeft),
        (page.committee, Qt.AlignmentFlag.AlignHCenter),
        ("Sample papers" if page.sample else "", Qt.AlignmentFlag.AlignRight),
    )
    for text, side in words:
        label = Label(text, role="small", colour="ink-2")
        label.setAlignment(top | side)
        row.addWidget(label, 1, top)
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        inner = item.layout()
        if inner is not None:
            clear(inner)
