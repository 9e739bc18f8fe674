"""All dates: set by law, of meetings, answers, promises and the work programme; and duties without one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.ui.models.calendar_words import CalendarMonth, calendar_months, veto_words
from panel_app.ui.models.front_lines import Target
from panel_app.ui.widgets.buttons import Button, LinkRow
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.strips import InfoStrip
from panel_app.ui.widgets.text import Heading, Label, Rule
from panel_app.ui.words import count_words
from panel_app.ui.workspace import Workspace


class CalendarView(ScrollPage):
    """The dates month by month."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._workspace = workspace
        self._shown: tuple[list[CalendarMonth], str] | None = None
        self.setAccessibleName("Dates")
        head = QWidget()
        flow = FlowLayout(head, gap=16, row_gap=8)
        flow.addWidget(Heading("Dates", role="heading"))
        flow.add_break_right()
        self.save_button = Button("Save for my calendar…", icon="download")
        flow.addWidget(self.save_button)
        self.strip = InfoStrip("", closable=True)
        self.strip.hide()
        self.rows: list[LinkRow] = []
        self.body.addWidget(head)
        self.body.addWidget(self.strip)
        self._fixed = self.body.count()
        self.save_button.clicked.connect(self._on_save)
        self.strip.closed.connect(self.strip.hide)
        workspace.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read the dates again; the page is made anew only where it says something else."""
        desk = self._workspace.desk
        wanted = calendar_months(desk), veto_words(desk)
        if wanted == self._shown:
            return
        self._shown = wanted
        self._fill(*wanted)

    def ask_save_path(self) -> Path | None:
        """Where to put the file; None when the person thought better of it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the dates", str(Path.home() / "panel dates.ics"), "Calendar files (*.ics)"
        )
        return Path(chosen) if chosen else None

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def _fill(self, months: list[CalendarMonth], veto: str) -> None:
        held = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        while self.body.count() > self._fixed:
            item = self.body.takeAt(self._fixed)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for month in months:
            self.body.addWidget(Rule())
            self.body.addWidget(Heading(month.title, role="lead"))
            for line in month.lines:
                row = LinkRow(line.text, line.trailing, line.sub)
                row.setAccessibleName(f"{month.title}, {row.accessibleName()}")
                row.clicked.connect(lambda _=False, target=line.target: self._go(target))
                self.body.addWidget(row)
                self.rows.append(row)
        self.body.addWidget(Rule())
        self.body.addWidget(Heading("Votes for a veto", role="lead"))
        self.body.addWidget(Label(veto))
        self.body.addWidget(Rule())
        self.body.addWidget(Heading("Duties without a fixed day", role="lead"))
        for duty in self._workspace.desk.calendar.duties():
            self.body.addWidget(Label(duty.title, bold=True))
            self.body.addWidget(Label(duty.detail))
            self.body.addWidget(Label(duty.source, role="small", colour="ink-2"))
        self.body.addStretch(1)
        if held is not None and held < len(self.rows):
            self.rows[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, target: Target) -> None:
        workspace = self._workspace
        if target.question is not None:
            workspace.open_question(target.question)
        elif target.paper is not None:
            workspace.open_paper(target.paper, target.page)
        else:
            workspace.page_wanted.emit(target.page_key)

    def _on_changed(self, changes: Changes) -> None:
        if (changes.papers or changes.questions) and self.isVisible():
            self.refresh()

    def _on_save(self) -> None:
        path = self.ask_save_path()
        if path is None:
            return
        place = path if path.suffix else path.with_suffix(".ics")
        desk = self._workspace.desk

        def work(_: ProgressCallback, __: CancelToken) -> int:
            return desk.calendar.save_ics(place)

        self._workspace.tasks.run(
            f"Saving {place.name}", work, on_success=lambda count: self._on_saved(place, count)
        )

    def _on_saved(self, path: Path, count: int) -> None:
        sentence = (
            f"Saved as {path.name}: {count_words(count, 'date')}. Open it to add them to your calendar."
        )
        self.strip.set_sentence(sentence)
        self.strip.show()
