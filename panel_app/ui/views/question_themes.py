"""The questions of each theme over the meetings: what was asked before, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from panel_app.ui.models.question_words import QuestionLine, theme_timelines
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.widgets.buttons import LinkRow
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.text import Heading, Label, Rule


class ThemesPage(ScrollPage):
    """One timeline a theme, the earliest meeting first. Signals: `chosen(question)`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=4, gap=8, parent=parent)
        self.setAccessibleName("Questions by theme")
        self._shown: Sequence[QuestionLine] | None = None
        self.rows: list[LinkRow] = []
        self.headings: list[Heading] = []

    def set_lines(self, lines: Sequence[QuestionLine]) -> None:
        """Show these questions under their themes."""
        if self._shown is not None and list(lines) == list(self._shown):
            return
        self._shown = list(lines)
        held = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        empty_box(self.body)
        self.rows, self.headings = [], []
        for timeline in theme_timelines(lines):
            if self.headings:
                self.body.addWidget(Rule())
            heading = Heading(timeline.theme, role="lead")
            self.headings.append(heading)
            self.body.addWidget(heading)
            self.body.addWidget(Label(timeline.sentence, colour="ink-2"))
            for line in timeline.lines:
                row = LinkRow(line.text, line.chip[0], line.meeting or "No meeting yet")
                row.clicked.connect(lambda _=False, key=line.question.id: self.chosen.emit(key))
                self.body.addWidget(row)
                self.rows.append(row)
        if not self.rows:
            self.body.addWidget(
                Label("No questions yet. Select words in a paper and press Q.", colour="ink-2")
            )
        self.body.addStretch(1)
        if held is not None and held < len(self.rows):
            self.rows[held].setFocus()
