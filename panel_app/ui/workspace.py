"""What every view is handed: the services, the task runner, and the ways from one view to another."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from panel_app.domain.changes import Changes
from panel_app.domain.ids import MarkId, MeasureId, PaperId, QuestionId
from panel_app.domain.questions import Evidence
from panel_app.services.desk import Desk
from panel_app.ui.placing import Placing
from panel_app.ui.tasks import TaskRunner


class Workspace(QObject):
    """The desk and the signals between views.

    Signals: `changed(Changes)` after every write, for views to refresh what it names;
    `paper_wanted(paper, page, words)` (page index or None, words to show or ""),
    `review_wanted(papers)` to check what was recognised in these, one after the other,
    `mark_wanted(mark)`, `question_wanted(question)`, `measure_wanted(measure)`,
    `page_wanted(key)` for a rail entry;
    `saved()` after a write reached the disk, `save_failed(sentence)` when one did not;
    `figure_wanted(paper, page, quote)` for the card of a figure check, after its paper was wanted;
    `error_met(sentence)` for a failure to show in a strip.
    """

    changed = Signal(object)
    paper_wanted = Signal(object, object, object)
    review_wanted = Signal(object)
    mark_wanted = Signal(object)
    question_wanted = Signal(object)
    measure_wanted = Signal(object)
    page_wanted = Signal(str)
    saved = Signal()
    save_failed = Signal(str)
    error_met = Signal(str)
    figure_wanted = Signal(object, int, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks = TaskRunner(self)
        self.placing = Placing(desk, self.tasks, self.announce, self)
        self.changed.connect(self._on_changed)

    def announce(self, changes: Changes) -> None:
        """Tell the views what a write changed, and the window that it is saved."""
        if changes:
            self.saved.emit()
            self.changed.emit(changes)

    def open_paper(self, paper: PaperId, page: int | None = None, words: str = "") -> None:
        """Show a paper in the reader, at a page index and with words found."""
        self.paper_wanted.emit(paper, page, words)

    def check(self, *papers: PaperId) -> None:
        """Show what was recognised in a paper, to be checked; after it the others."""
        self.review_wanted.emit(papers)

    def open_figure(self, paper: PaperId, page: int, quote: str) -> None:
        """Show a figure check in the reader: its paper, and the card beside the words it quotes."""
        self.paper_wanted.emit(paper, page, "")
        self.figure_wanted.emit(paper, page, quote)

    def open_mark(self, mark: MarkId) -> None:
        """Show a mark where it stands, or on the shelf of its paper."""
        self.mark_wanted.emit(mark)

    def open_question(self, question: QuestionId) -> None:
        self.question_wanted.emit(question)

    def open_measure(self, measure: MeasureId) -> None:
        self.measure_wanted.emit(measure)

    def ask_about(self, evidence: Evidence) -> QuestionId:
        """Begin a question resting on this evidence, for its meeting and item; nothing is shown yet."""
        desk = self.desk
        meeting = item = None
        if evidence.paper is not None:
            meeting = desk.papers.get(evidence.paper).meeting
            if evidence.page is not None:
                found = desk.meetings.item_at(evidence.paper, evidence.page)
                if found is not None:
                    meeting, item = found.meeting, found.id
        if meeting is None:
            coming = desk.meetings.next_meeting()
            meeting = coming.id if coming else None
        question, changes = desk.questions.add(meeting=meeting, item=item, evidence=(evidence,))
        self.announce(changes)
        return question.id

    def _on_changed(self, changes: Changes) -> None:
        if changes.papers:
            # One of them may have been replaced.
            self.placing.begin()
