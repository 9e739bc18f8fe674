"""What the search at the top finds: passages by paper, then the member's notes and questions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import SearchHit
from panel_app.domain.search import EVERYTHING
from panel_app.ui.keys import name_screen, tell_keys
from panel_app.ui.models.search_filters import filter_options
from panel_app.ui.models.search_results import (
    MOST_IN_PAPER,
    PaperHits,
    SearchResults,
    find_everywhere,
    snippet_html,
    snippet_plain,
    words_to_show,
)
from panel_app.ui.tasks import Task
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.views.search_filters import SearchFilterBar
from panel_app.ui.widgets.buttons import Button, LinkRow
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.painted import PaintedButton
from panel_app.ui.widgets.text import Heading, Label, Rule
from panel_app.ui.words import count_words, shortened
from panel_app.ui.workspace import Workspace

DEBOUNCE_MS = 200
BEGIN = (
    "Type the words you look for at the top. “Quotation marks” keep words together, a minus leaves one out."
)


class HitRow(PaintedButton):
    """A passage with the words in bold and its pack page at the right; the whole row is the target."""

    def __init__(self, hit: SearchHit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(snippet_html(hit.snippet), rich=True)
        self._page = Label(hit.label, colour="ink-2", wrap=False)
        for label in (self._words, self._page):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row = QHBoxLayout(self)
        # Aligned, or the row would give it only the height of its own unwrapped hint.
        self._row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._page, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"Page {hit.label}: {snippet_plain(hit.snippet)}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Not Fixed: that would hold it at the height of its unwrapped hint.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        follow_theme(self, self._restyle)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hovered or self.isDown():
            QPainter(self).fillRect(self.rect(), current_theme().color("accent-tint"))

    def _restyle(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.space(8), theme.space(6), theme.space(8), theme.space(6))
        self._row.setSpacing(theme.space(16))


class HiddenHits(QWidget):
    """Says what the filters hide, and takes them away.

    Signals: `all_wanted()`, `without_wanted(part)` for one part of the filters.
    """

    all_wanted = Signal()
    without_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, gap=12, row_gap=4)
        self.hide()

    def show_hidden(self, results: SearchResults, words: dict[str, str]) -> None:
        """Show what these results leave out; `words` are those of the filters in use."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        hidden = results.hidden
        self.setVisible(hidden is not None)
        if hidden is None:
            return
        where = "on pages without your marks" if set(words) == {"marked"} else "in other papers"
        where = "elsewhere" if "marked" in words and len(words) > 1 else where
        self._add(Label(f"{count_words(hidden.without_all, 'passage')} {where}.", wrap=False))
        every = Button("Show all", kind="quiet", small=True)
        every.setAccessibleName("Show all that was left out")
        every.clicked.connect(self.all_wanted)
        self._add(every)
        for part, number in hidden.without_one:
            one = Button(f"Without “{words.get(part, part)}”: {number:,}", kind="quiet", small=True)
            one.clicked.connect(lambda _=False, part=part: self.without_wanted.emit(part))
            self._add(one)

    def _add(self, widget: QWidget) -> None:
        self._row.addWidget(widget)
        widget.show()


class SearchView(ScrollPage):
    """Results for the words at the top of the window.

    Signals: `results_shown(SearchResults)` after the results of the last wish are on the page.
    """

    results_shown = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, gap=12)
        name_screen(self, "In Search")
        tell_keys(self, ("Up, Down", "To the result above or below"))
        self._workspace = workspace
        self._wanted = ""
        self._task: Task | None = None
        self._sought = ("", EVERYTHING)
        self._again = False
        self._results = SearchResults("")
        self._go_to_first = False
        self._all_of: set[PaperId] = set()
        self.rows: list[QAbstractButton] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._start)
        self.title = Heading("Search", role="heading")
        self.summary = Label(BEGIN, colour="ink-2")
        self.filters = SearchFilterBar()
        self.hidden = HiddenHits()
        self._found = QVBoxLayout()
        self._found.setSpacing(0)
        self.body.addWidget(self.title)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.hidden)
        self.body.addLayout(self._found)
        self.body.addStretch(1)
        self.filters.setVisible(False)
        self.filters.changed.connect(self._on_filters_chosen)
        self.hidden.all_wanted.connect(self._on_all_wanted)
        self.hidden.without_wanted.connect(self.filters.take_away)
        workspace.changed.connect(self._on_changed)

    def results(self) -> SearchResults:
        """What is on the page."""
        return self._results

    def set_words(self, words: str) -> None:
        """Look for other words, a moment after the last keystroke."""
        words = words.strip()
        if words == self._wanted:
            return
        self._wanted = words
        self._go_to_first = False
        self._timer.start()

    def search_now(self, words: str) -> None:
        """Look at once; the keyboard goes to the first result."""
        same = words.strip() == self._results.words == self._wanted
        self._wanted = words.strip()
        self._go_to_first = True
        self._timer.stop()
        if same and self.rows:
            self._focus_first()
        else:
            self._start()

    @property
    def busy(self) -> bool:
        """Whether results are still on their way."""
        return self._timer.isActive() or self._task is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        held = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        if step is None or held is None or not 0 <= held + step < len(self.rows):
            super().keyPressEvent(event)
            return
        row = self.rows[held + step]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(row)

    def _start(self) -> None:
        if self._task is not None:
            if (self._wanted, self.filters.filters) != self._sought:
                # The search on its way is given up; when it has ended, the newest wish is looked for.
                self._again = True
                self._task.cancel()
            return
        words, filters, desk = self._wanted, self.filters.filters, self._workspace.desk
        self._sought, self._again = (words, filters), False
        if not words:
            self._show(SearchResults(""))
            return

        def work(_: ProgressCallback, cancel: CancelToken) -> SearchResults:
            return find_everywhere(desk, words, filters, cancel)

        self._task = self._workspace.tasks.run(
            f"Searching for {words}", work, on_success=self._on_found, on_failure=self._on_failed
        )
        self._task.cancelled.connect(self._on_given_up)

    def _on_found(self, results: SearchResults) -> None:
        self._task = None
        if results.words == self._wanted and results.filters == self.filters.filters:
            self._show(results)
        elif not self._timer.isActive():
            self._start()

    def _on_given_up(self) -> None:
        self._task = None
        if self._again and not self._timer.isActive():
            self._start()

    def _on_filters_chosen(self) -> None:
        self._go_to_first = False
        if self._wanted:
            self._start()

    def _on_all_wanted(self) -> None:
        self.filters.set_filters(EVERYTHING)
        # The button is gone with what it said.
        self._go_to_first = True

    def showEvent(self, event: QShowEvent) -> None:
        # Not at the start, which would read all papers for a page that nobody looks at yet.
        self._offer_filters()
        super().showEvent(event)

    def _offer_filters(self) -> None:
        options = filter_options(self._workspace.desk)
        self.filters.set_options(options)
        self.filters.setVisible(len(options.kinds) > 1)

    def _on_changed(self, changes: Changes) -> None:
        if not changes.papers:
            return
        before = self.filters.filters
        self._offer_filters()
        if self.filters.filters != before and self._wanted:
            self._start()

    def _on_failed(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, UserFacingError):
            raise error
        self._workspace.error_met.emit(str(error))

    def _show(self, results: SearchResults) -> None:
        if results.words != self._results.words:
            self._all_of.clear()
            self.verticalScrollBar().setValue(0)
        self._results = results
        self.rows = []
        empty_box(self._found)
        self.summary.set_text(_summary(results))
        self.hidden.show_hidden(results, self.filters.words())
        for group in results.papers:
            self._add_paper(group)
        if results.notes:
            self._add_title("My notes")
            for mark, title in results.notes:
                row = LinkRow(shortened(mark.note, 200), mark.label, title)
                row.clicked.connect(
                    lambda _=False, m=mark: self._workspace.open_paper(m.paper, m.anchor.page, m.anchor.exact)
                )
                row.setEnabled(bool(title))
                self._add_row(row)
        if results.questions:
            self._add_title("My questions")
            for line in results.questions:
                row = LinkRow(shortened(line.text, 200), line.question.status.label, line.item)
                row.clicked.connect(lambda _=False, key=line.question.id: self._workspace.open_question(key))
                self._add_row(row)
        if self._go_to_first:
            self._focus_first()
        self.results_shown.emit(results)

    def _add_title(self, title: str, facts: str = "") -> None:
        theme = current_theme()
        self._found.addSpacing(theme.space(16))
        self._found.addWidget(Rule())
        self._found.addSpacing(theme.space(12))
        self._found.addWidget(Label(title, role="lead", bold=True))
        if facts:
            self._found.addWidget(Label(facts, role="small", colour="ink-2"))
        # The ring round the first row stands four pixels outside it.
        self._found.addSpacing(6)

    def _add_paper(self, group: PaperHits) -> None:
        self._add_title(group.paper.title, group.facts)
        shown = group.hits if group.paper.id in self._all_of else group.hits[:MOST_IN_PAPER]
        for hit in shown:
            row = HitRow(hit)
            row.clicked.connect(lambda _=False, h=hit: self._open(h))
            self._add_row(row)
        if len(shown) < len(group.hits):
            more = Button(f"{len(group.hits) - len(shown)} more in this paper", kind="quiet")
            more.clicked.connect(lambda: self._on_all_of(group.paper.id, len(shown)))
            self._found.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_row(self, row: QAbstractButton) -> None:
        self._found.addWidget(row)
        row.show()
        self.rows.append(row)

    def _open(self, hit: SearchHit) -> None:
        self._workspace.open_paper(hit.paper, hit.page, words_to_show(hit, self._results.words))

    def _on_all_of(self, paper: PaperId, seen: int) -> None:
        self._all_of.add(paper)
        before = 0
        for group in self._results.papers:
            if group.paper.id == paper:
                break
            every = group.paper.id in self._all_of
            before += len(group.hits) if every else min(len(group.hits), MOST_IN_PAPER)
        self._go_to_first = False
        self._show(self._results)
        self.rows[before + seen].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_first(self) -> None:
        self._go_to_first = False
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _summary(results: SearchResults) -> str:
    if not results.words:
        return BEGIN
    if results.filters != EVERYTHING and not results.papers:
        return f"No passage that you chose to see holds “{results.words}”."
    if results.nothing:
        return (
            f"Nothing holds “{results.words}”: neither a paper nor your notes nor your questions. "
            "Try fewer words, or only the beginning of a word."
        )
    hits = sum(len(group.hits) for group in results.papers)
    if not hits:
        return f"No paper holds “{results.words}”."
    number = f"The best {hits} passages" if results.more else count_words(hits, "passage")
    where = f"{number} in {count_words(len(results.papers), 'paper')}"
    if results.any_word:
        chosen = "" if results.filters == EVERYTHING else " that you chose to see"
        return f"No passage{chosen} holds all of “{results.words}”. {where} hold some of the words."
    found = f"{where} for “{results.words}”."
    if results.also:
        found += (
            f" Also searched for: {', '.join(results.also)}. Quotation marks find only the words themselves."
        )
    return found
