"""The open paper as one version of several: marks to confirm, the shelf, and the way to what changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from panel_app.domain.ids import MarkId
from panel_app.domain.ink import seen_boxes
from panel_app.domain.marks import Mark
from panel_app.ui.reader.margin import Margin
from panel_app.ui.reader.mark_actions import MarkActions
from panel_app.ui.reader.shelf_pane import ShelfPane
from panel_app.ui.reader.stage import Stage
from panel_app.ui.reader.version_strip import VersionStrip
from panel_app.ui.words import short_day
from panel_app.ui.workspace import Workspace

SELECT_FIRST = "Select the words where this mark belongs, then press “Put it here” or P."
NONE_TO_CONFIRM = "No mark in this paper waits for you to confirm it."


class ReaderVersions(QObject):
    """Acts on marks that a new version of the paper moved, changed or left without a place.

    Signals: `said(str)` for a sentence to show quietly, `jump_wanted(page index)`, `pages_wanted()` when the
    pages must be shown, `changes_wanted()` for the comparison of versions, `shelf_shown(bool)`.
    """

    said = Signal(str)
    jump_wanted = Signal(int)
    pages_wanted = Signal()
    changes_wanted = Signal()
    shelf_shown = Signal(bool)

    def __init__(
        self, workspace: Workspace, actions: MarkActions, stage: Stage, margin: Margin, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._actions, self._stage, self._margin = workspace, actions, stage, margin
        self._closed = False
        self._versions = 1
        self._asked: list[MarkId] = []
        self.strip = VersionStrip()
        self.shelf = ShelfPane()
        self.strip.hide()
        self.strip.confirm_wanted.connect(self.next_to_confirm)
        self.strip.shelf_wanted.connect(self.toggle_shelf)
        self.strip.changes_wanted.connect(self.compare)
        self.strip.closed.connect(self._on_closed)
        self.shelf.put_wanted.connect(self.put_here)
        self.shelf.delete_wanted.connect(lambda mark: actions.delete(MarkId(mark)))
        self.shelf.closed.connect(lambda: self.show_shelf(False))
        margin.kept.connect(lambda mark: self._decide(actions.keep, MarkId(mark)))
        margin.put_aside.connect(lambda mark: self._decide(actions.put_aside, MarkId(mark)))

    def paper_opened(self) -> None:
        """Another paper is open: the strip comes again, and the shelf is closed."""
        self._closed = False
        self.show_shelf(False)
        paper = self._actions.paper
        self._versions = len(self._workspace.desk.versions.all(paper.id)) if paper else 1
        self._workspace.placing.begin()

    def refresh(self) -> None:
        """Read again what is to do, and show the marks in the margin."""
        paper, placing = self._actions.paper, self._workspace.desk.placing
        if paper is None:
            return
        asked = self._actions.asked
        self._asked = [mark.id for mark in self._actions.shown if mark.id in asked]
        self._margin.set_marks(self._actions.shown, asked)
        shelf = placing.shelf(paper.id)
        self.shelf.set_marks(shelf)
        several = self._versions > 1
        if several or asked or shelf:
            self.strip.show_state(*self._sentences(), len(asked), len(shelf), self._versions)
        self.strip.setVisible(not self._closed and (several or bool(asked or shelf)))

    def next_to_confirm(self) -> None:
        """To the next mark to confirm below the one whose card is open, round to the first."""
        if not self._asked:
            self.said.emit(NONE_TO_CONFIRM)
            return
        chosen = self._margin.chosen_mark
        at = self._asked.index(MarkId(chosen)) + 1 if chosen in self._asked else 0
        self.show_mark(self._asked[at % len(self._asked)])

    def show_mark(self, mark: MarkId) -> None:
        """Show a mark where it stands, with its card open; one on the shelf there."""
        found = next((m for m in self._actions.shown if m.id == mark), None)
        if found is None:
            if self.shelf.mark(mark) is not None:
                self.show_shelf(True, mark)
            return
        self.pages_wanted.emit()
        self.jump_wanted.emit(found.anchor.page)
        boxes = seen_boxes(found, found.anchor.page)
        if boxes:
            self._stage.page_view.show_box(found.anchor.page, boxes[0])
        self._margin.choose(mark)
        self._margin.place()
        card = self._margin.card(mark)
        if card is not None and found.asks:
            card.placement.take_keyboard()
        elif card is not None:
            card.setFocus()

    def put_here(self, mark: str = "") -> None:
        """Put a mark of the shelf, by default the current one, at the selection; a bookmark on the page."""
        found = self.shelf.mark(mark) if mark else self.shelf.current
        if found is None or not self.shelf.isVisible():
            return
        view = self._stage.page_view
        selection = self._stage.selection(self._actions.paper)
        if self._actions.put_at(found, selection, view.page, view.layout_of):
            view.select(None)
            self._after(found)
        else:
            self.said.emit(SELECT_FIRST)

    def toggle_shelf(self) -> None:
        """Open the shelf, or close it."""
        self.show_shelf(not self.shelf.isVisible())

    def show_shelf(self, shown: bool, mark: MarkId | None = None) -> None:
        """Show the shelf with the keyboard on a mark, or close it."""
        was = not self.shelf.isHidden()
        if shown or was:
            self.shelf.setVisible(shown)
            self.shelf_shown.emit(shown)
        if shown:
            self.shelf.take_keyboard(mark)
        elif was:
            self._stage.take_keyboard()

    def compare(self) -> None:
        """To what this version changed."""
        if self._versions > 1:
            self.changes_wanted.emit()
        else:
            self.said.emit("There is only one version of this paper.")

    def _decide(self, how: Callable[[MarkId], None], mark: MarkId) -> None:
        how(mark)
        self._stage.take_keyboard()

    def _after(self, mark: Mark) -> None:
        if not self.shelf.cards:
            self.show_shelf(False)
        self.said.emit("The mark stands here now. Ctrl+Z takes it back.")

    def _on_closed(self) -> None:
        self._closed = True
        self.strip.hide()
        self._stage.take_keyboard()

    def _sentences(self) -> tuple[str, str]:
        """Which version this is, and what became of the marks made on earlier ones."""
        paper, desk = self._actions.paper, self._workspace.desk
        assert paper is not None
        marks = desk.placing.counts(paper.id).sentence
        if self._versions < 2:
            # The earlier version is no longer here.
            return "", marks or "Some of your marks were made on an earlier version of this paper."
        revision = next(r for r in desk.versions.all(paper.id) if r.current)
        day = short_day(revision.imported_at.date())
        return f"Version {revision.number} of this paper came on {day}.", marks
