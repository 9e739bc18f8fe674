"""The pages that follow and compare, one at a time, and the list that leads to them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from panel_app.domain.changes import Changes
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.ui.figures.figures_page import FiguresPage
from panel_app.ui.figures.places import MEETING_FIGURES, PAPER_FIGURES
from panel_app.ui.follow.changes_page import ChangesPage
from panel_app.ui.follow.findings_page import FindingsPage
from panel_app.ui.follow.marks_page import MarksPage
from panel_app.ui.follow.page import FollowPage
from panel_app.ui.follow.place_names import CHANGES, COMPARE, FINDINGS, MARKS, PLAN, RECORDS, STATEMENTS
from panel_app.ui.follow.plan_page import PlanPage
from panel_app.ui.follow.records_page import RecordsPage
from panel_app.ui.follow.statements_page import StatementsPage
from panel_app.ui.keys import name_screen
from panel_app.ui.widgets.buttons import LinkRow
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.stack import LeanStack
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.words import count_words
from panel_app.ui.workspace import Workspace

NOTHING = (
    "Nothing to compare or follow yet. Delivery plans over the quarters, statements on the national"
    " priorities and findings of inspectorates stand here once a paper has them."
)
_ROWS = (
    (PLAN, "commitments", "The delivery plan over the quarters", "What changed, and what has fallen silent"),
    (STATEMENTS, "priorities", "Statements side by side", "What areas say on the six national priorities"),
    (
        FINDINGS,
        "findings",
        "Inspection findings",
        "How far each one is, the oldest first",
    ),
)


class FollowPlaces(LeanStack):
    """The pages by their place: COMPARE, PLAN, STATEMENTS, FINDINGS, MARKS, `records_place(paper)`,
    `changes_place(paper)`, `figures_place(paper)`, `meeting_figures_place(meeting)`; made when shown.

    Signals: `place_wanted(str)` for a row of the list.
    """

    place_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_screen(self, "In Compare and follow, My marks and Figure checks")
        self._workspace = workspace
        self._pages: dict[str, FollowPage | CompareList] = {}
        self.place: str | None = None

    def show_place(self, place: str) -> None:
        """Show the page of a place, with the keyboard on it."""
        self.place = place
        kind = next((one for one in _OF_ONE if place.startswith(one)), place)
        page = self._pages.get(kind)
        if page is None:
            page = self._pages[kind] = _PAGES[kind](self._workspace)
            self.addWidget(page)
            if isinstance(page, CompareList):
                page.chosen.connect(self.place_wanted)
        if isinstance(page, FiguresPage) and kind == MEETING_FIGURES:
            page.set_meeting(MeetingId(place.removeprefix(kind)))
        elif isinstance(page, RecordsPage | ChangesPage | FiguresPage):
            page.set_paper(PaperId(place.removeprefix(kind)))
        self.setCurrentWidget(page)
        page.take_keyboard()

    @property
    def page(self) -> FollowPage | None:
        """The page that is shown."""
        shown = self.currentWidget()
        return shown if isinstance(shown, FollowPage) else None


class CompareList(ScrollPage):
    """What can be compared and followed here; a row is there only when a paper has something for it.

    Signals: `chosen(str)` with the place.
    """

    chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._papers = workspace.desk.papers
        self.heading = Heading("Compare and follow", role="heading")
        self.nothing = Label(NOTHING, colour="ink-2")
        self.body.addWidget(self.heading)
        self.body.addWidget(self.nothing)
        self.rows: dict[str, LinkRow] = {}
        for place, _, title, sub in _ROWS:
            row = LinkRow(title, sub=sub)
            row.clicked.connect(lambda _=False, p=place: self.chosen.emit(p))
            self.rows[place] = row
            self.body.addWidget(row)
        self.body.addStretch(1)
        workspace.changed.connect(self._on_changed)
        self.refresh()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first row."""
        first = next((row for row in self.rows.values() if not row.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Look again what there is."""
        for place, kind, title, sub in _ROWS:
            count = len(self._papers.papers_with(kind))
            self.rows[place].set_texts(title, f"in {count_words(count, 'paper')}", sub)
            self.rows[place].setVisible(count > 0)
        self.nothing.setVisible(all(row.isHidden() for row in self.rows.values()))

    def _on_changed(self, changes: Changes) -> None:
        if changes.papers:
            self.refresh()


_PAGES: dict[str, Callable[[Workspace], FollowPage | CompareList]] = {
    COMPARE: CompareList,
    PLAN: PlanPage,
    STATEMENTS: StatementsPage,
    FINDINGS: FindingsPage,
    MARKS: MarksPage,
    RECORDS: RecordsPage,
    CHANGES: ChangesPage,
    PAPER_FIGURES: FiguresPage,
    MEETING_FIGURES: FiguresPage,
}
_OF_ONE = (RECORDS, CHANGES, PAPER_FIGURES, MEETING_FIGURES)
"""The beginnings of the places that are of one paper or meeting."""
