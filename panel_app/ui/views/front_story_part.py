"""The lead story of the start page, with the way to the mark it tells of."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.domain.marks import MarkColour
from panel_app.domain.word_diff import WordChange
from panel_app.ui.models.front_story import FrontStory, others_words
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import LinkRow
from panel_app.ui.widgets.diff import DiffLabel
from panel_app.ui.widgets.text import Heading, Label


class Quotation(QWidget):
    """Old and new words with a bar at the left in the colour of the mark."""

    def __init__(
        self, changes: tuple[WordChange, ...], colour: MarkColour, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colour = colour
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(14), theme.space(2), 0, theme.space(2))
        column.addWidget(DiffLabel(changes, role="body"))

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = current_theme().color(f"hl-{self._colour.value}-edge")
        QPainter(self).fillRect(0, 0, 3, self.height(), edge)


class FrontStoryPart(QWidget):
    """Signals: `mark_wanted()` for the mark, `others_wanted()` for the list of marks, `changes_wanted()`."""

    mark_wanted = Signal()
    others_wanted = Signal()
    changes_wanted = Signal()

    def __init__(self, story: FrontStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story = story
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(8))
        column.addWidget(Label(story.kicker, role="small", colour="warn", bold=True))
        column.addWidget(Heading(story.title, role="heading"))
        if story.changes:
            column.addWidget(Quotation(story.changes, story.colour))
        column.addWidget(Label(story.sentence, colour="ink-2"))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addWidget(
            self._row("See the change; keep the mark or put it aside", story.label, self.mark_wanted)
        )
        if story.others:
            rows.addWidget(self._row(others_words(story.others), "", self.others_wanted))
        if story.versions:
            rows.addWidget(self._row("What changed in this version", "", self.changes_wanted))
        column.addLayout(rows)

    def _row(self, text: str, trailing: str, wanted: SignalInstance) -> LinkRow:
        row = LinkRow(text, trailing)
        row.clicked.connect(lambda: wanted.emit())
        return row
