"""Help: the first steps, the keys, how the force's limits are worked out, and the dates set by law."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.text import Heading, Label, Rule
from panel_app.ui.words import full_day
from panel_app.ui.workspace import Workspace

FIRST_STEPS = (
    "Drop the agenda pack on this window, or press “Add papers…” on the Papers page. PDF, Word, "
    "OpenDocument, web page, text and ZIP files can be added; the file itself is never changed.",
    "“Next meeting” then names the meeting and what you have not opened. One button brings you back to the "
    "page where you stopped.",
    "In a paper, select words and press H to highlight them, N to write a note, or Q to begin a question "
    "that rests on them. Everything is saved while you type.",
    "“Questions” holds what you will ask and what was answered. “Measures” shows the force’s figures, and "
    "“Briefing” prints what you tick.",
    "Nothing leaves this computer unless you print or save it. It works the same without a network.",
)

LIMITS = (
    "The force’s own limits are the mean of a measure’s months or quarters in the financial year "
    "before, plus and minus two standard deviations. They stay the same for the whole year. A figure "
    "above the upper limit or below the lower one is named as outside.",
    "This rule raises false alarms: on a stable series, where nothing has changed at all, it flags at "
    "least one of twelve months in about half of all years. A figure outside its limits is a reason to "
    "ask, not a finding.",
    "The NHS signal is a second rule. Its limits rest on how much the figures usually move from one period "
    "to the next, and it looks for a figure outside them, seven in a row that rise, fall or lie on one side "
    "of the average, and two of three near a limit. H and L say that the last figure is high or low in that "
    "way, a wave that there is no sign of a change. The two rules may differ; neither replaces the other.",
    "There are no limits where a period of the year before has no figure. Panel Desk then says so.",
    "Police recorded crime is not an accredited official statistic. It shows what is reported to the "
    "police and how they record it better than it shows crime; the Crime Survey for England and Wales "
    "is the accredited source.",
)


class HelpView(ScrollPage):
    """Short and plain. `show_topic` brings a part into view: steps, keys, limits or law.

    Signals: `keys_wanted()` for the sheet of keys.
    """

    keys_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, gap=12)
        self._workspace = workspace
        self._titles: dict[str, Label] = {}
        self._wanted = ""
        self.body.addWidget(Heading("Help", role="heading"))
        self._add_title("steps", "First steps")
        for number, step in enumerate(FIRST_STEPS, 1):
            self.body.addWidget(Label(f"{number}. {step}"))
        self._add_title("keys", "Keys")
        self.body.addWidget(Label("Everything can be done by keyboard. F1 lists the keys, wherever you are."))
        self.keys_button = Button("All keys (F1)")
        self.keys_button.clicked.connect(self.keys_wanted)
        self.body.addWidget(self.keys_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_title("limits", "How the force’s limits are worked out")
        for sentence in LIMITS:
            self.body.addWidget(Label(sentence))
        self._add_title("law", "Dates set by law")
        for one in workspace.desk.calendar.upcoming():
            self.body.addWidget(Label(f"{full_day(one.date)}. {one.sentence}", bold=True))
            self.body.addWidget(Label(one.detail))
            self.body.addWidget(Label(one.source, role="small", colour="ink-2"))
        self.body.addStretch(1)

    def show_topic(self, topic: str) -> None:
        """Bring a part to the top; what is not known shows the beginning."""
        self._wanted = topic
        # Its place is known once the page has been laid out.
        QTimer.singleShot(0, self, self._scroll_to_wanted)

    def _scroll_to_wanted(self) -> None:
        title = self._titles.get(self._wanted)
        self.verticalScrollBar().setValue(title.y() - current_theme().space(24) if title else 0)

    def _add_title(self, key: str, title: str) -> None:
        label = Label(title, role="section", bold=True)
        self._titles[key] = label
        self.body.addWidget(Rule())
        self.body.addWidget(label)
