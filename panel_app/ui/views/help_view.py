"""Help: the first steps, the keys, how the force's limits are worked out, and the dates set by law."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from panel_app.ui.theme import current_theme, follow_theme
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

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Everywhere",
        (
            ("Ctrl+K", "Search papers, notes and questions"),
            ("Ctrl+1 to Ctrl+5", "Next meeting, Papers, Questions, Measures, Briefing"),
            ("Alt+Left", "Back to where you were"),
            ("Tab, Shift+Tab", "To the next or the previous control"),
            ("Enter", "Open or press what has the frame round it"),
        ),
    ),
    (
        "In a paper",
        (
            ("G", "Go to a pack page: G, its number, Enter"),
            ("H, U", "Highlight or underline the selected words"),
            ("N", "Note on the selected words, or on the passage at the top"),
            ("Q", "Question that rests on the selected words"),
            ("F, Shift+F", "To the next or the previous figures that do not agree; Enter opens, Esc closes"),
            ("B", "Bookmark this page, or take its bookmark away"),
            ("Ctrl+F, F3, Shift+F3", "Find words in this paper; the next place; the one before"),
            ("L, Shift+L", "To the next or the previous link on the page; Enter follows it"),
            (
                "Shift+Down, Shift+Up",
                "Select the passage at the top, a passage more or one fewer; with Ctrl lines",
            ),
            (
                "Shift+Right, Shift+Left",
                "Move the end of what is selected by a word; with Ctrl its beginning",
            ),
            ("Ctrl+C", "Copy the selected words with panel, date, item and pack page"),
            ("T", "Take notes out; the arrow beside Note also brings notes in and lists colleagues"),
            ("Ctrl+P", "Print pages: this one, this item, pack pages or all, with my marks or without"),
            ("Ctrl+plus, Ctrl+minus", "Larger, smaller"),
            ("Ctrl+0, Ctrl+9", "As wide as the window; the whole page"),
            ("1, 2", "One page, or two pages side by side"),
            ("O", "Small pictures of all pages: arrow keys and Enter; O closes them"),
            ("Page Up, Page Down, Space", "A window up or down; a page where whole pages are shown"),
            ("Alt+Left, Alt+Right", "Back to the page before a jump, and forward again"),
            ("Ctrl+Z, Ctrl+Y", "Take back the last change to a mark; make it again"),
            ("Delete", "Remove the mark that is open"),
            ("J, Shift+J", "To the next mark or the one before; Enter writes its note"),
            ("D", "Draw with a pen, the mouse or a finger; R rubs out, Esc ends it"),
            ("M", "To the next mark to confirm, after the paper was replaced"),
            ("S, P", "Open or close the shelf; put its mark at the selected words"),
            ("W", "What the new version of the paper changed"),
        ),
    ),
    (
        "In Papers, and where you check what was recognised",
        (
            ("Ctrl+Enter", "Check what was recognised in the paper that is chosen in the list"),
            ("F", "List the figure checks of the paper that is chosen in the list"),
            ("Enter, F2", "Change the entry; Tab goes on to the next one"),
            ("Ctrl+Up, Ctrl+Down", "Move an agenda item with its appendices"),
            ("Ctrl+Right, Ctrl+Left", "Make it an appendix, or an item of its own"),
            ("Ctrl+N", "Add an item after it"),
            ("Delete", "Remove the item or the record"),
            ("Menu key", "What else can be done with an entry"),
            ("Page Up, Page Down", "The page before or after, while the keyboard is on the page"),
            ("Ctrl+Z", "Take back the last change"),
        ),
    ),
    (
        "In Questions and Search",
        (
            ("Up, Down", "To the card or result above or below"),
            ("Esc", "Close the open question; empty the search"),
        ),
    ),
)

LIMITS = (
    "The force’s own limits are the mean of a measure’s months or quarters in the financial year "
    "before, plus and minus two standard deviations. They stay the same for the whole year. A figure "
    "above the upper limit or below the lower one is named as outside.",
    "This rule raises false alarms: on a stable series, where nothing has changed at all, it flags at "
    "least one of twelve months in about half of all years. A figure outside its limits is a reason to "
    "ask, not a finding.",
    "There are no limits where a period of the year before has no figure. Panel Desk then says so.",
    "Police recorded crime is not an accredited official statistic. It shows what is reported to the "
    "police and how they record it better than it shows crime; the Crime Survey for England and Wales "
    "is the accredited source.",
)


class HelpView(ScrollPage):
    """Short and plain. `show_topic` brings a part into view: steps, keys, limits or law."""

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
        self.key_table = KeyTable()
        self.body.addWidget(self.key_table)
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


class KeyTable(QWidget):
    """The keys at the left, what they do at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 5)
        row = 0
        for title, keys in KEYS:
            self._grid.addWidget(Label(title, role="small", colour="ink-2", bold=True), row, 0, 1, 2)
            row += 1
            for key, does in keys:
                self._grid.addWidget(Label(key, bold=True), row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(Label(does), row, 1, Qt.AlignmentFlag.AlignTop)
                row += 1
        follow_theme(self, self._restyle)

    def _restyle(self) -> None:
        theme = current_theme()
        self._grid.setHorizontalSpacing(theme.space(24))
        self._grid.setVerticalSpacing(theme.space(4))
