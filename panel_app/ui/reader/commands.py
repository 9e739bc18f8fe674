"""What the reader's tools and letters do: H, U, N, Q, B, copy and delete."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from panel_app.domain.ids import MarkId
from panel_app.domain.ink import seen_boxes
from panel_app.domain.marks import Mark, MarkColour, MarkKind
from panel_app.domain.papers import Box
from panel_app.ui.reader.margin import Margin
from panel_app.ui.reader.mark_actions import MarkActions
from panel_app.ui.reader.open_paper import NO_WORDS
from panel_app.ui.reader.stage import Stage
from panel_app.ui.reader.toolbar import ReaderToolbar

_SELECT_FIRST = "Select the words first, then press {key}."


class ReaderCommands(QObject):
    """Acts on the selection of the stage, and on the cards of the margin, through the actions on marks.

    Signals: `said(str)` for a sentence to show quietly, `marked()` after words were marked,
    `question_begun(question id)`, `pages_wanted()` when the pages must be shown for what follows.
    """

    said = Signal(str)
    marked = Signal()
    question_begun = Signal(object)
    pages_wanted = Signal()

    def __init__(self, actions: MarkActions, stage: Stage, margin: Margin, toolbar: ReaderToolbar) -> None:
        super().__init__(stage)
        self._actions, self._stage, self._margin, self._toolbar = actions, stage, margin, toolbar
        margin.note_settled.connect(lambda mark, text: actions.set_note(MarkId(mark), text))
        margin.tags_settled.connect(lambda mark, tags: actions.set_tags(MarkId(mark), tags))
        margin.colour_chosen.connect(lambda mark, colour: actions.set_colour(MarkId(mark), colour))
        margin.delete_wanted.connect(lambda mark: actions.delete(MarkId(mark)))
        stage.reading.note.settled.connect(lambda mark, text: actions.set_note(MarkId(mark), text))

    def highlight(self, colour: MarkColour | None = None) -> None:
        """Highlight the selection in a colour, by default the one last used."""
        if colour is not None:
            self._toolbar.set_colour(colour)
        self._mark(MarkKind.HIGHLIGHT, "H")

    def underline(self) -> None:
        """Underline the selection."""
        self._mark(MarkKind.UNDERLINE, "U")

    def note(self) -> None:
        """Begin a note on the selection, on the chosen mark, or on the passage at the top of the view."""
        paper = self._actions.paper
        if paper is None:
            return
        if not paper.paper.has_text:
            self.said.emit(NO_WORDS)
            return
        selected = self._stage.selection(paper) is not None
        chosen = "" if selected else self._chosen_mark()
        if chosen and not self._stage.is_text:
            self._margin.choose(chosen, edit=True)
            return
        mark = next((m for m in self._actions.marks if m.id == chosen), None)
        if mark is None:
            mark = self._mark(MarkKind.HIGHLIGHT, "N") if selected else self._note_on_passage()
        if mark is not None and self._stage.is_text:
            self._stage.reading.note.open(mark)
        elif mark is not None:
            self.pages_wanted.emit()
            box: Box = mark.anchor.boxes[0]
            self._stage.page_view.show_box(mark.anchor.page, box)
            self._margin.choose(mark.id, edit=True)

    def question(self) -> None:
        """Begin a question that rests on the selection."""
        selection = self._stage.selection(self._actions.paper)
        if selection is None:
            self._say_select_first("Q")
            return
        asked = self._actions.ask(selection, self._stage.page_view.layout_of)
        if asked is not None:
            self.question_begun.emit(asked)

    def bookmark(self) -> None:
        """Set or take away the bookmark of the page being read."""
        self._stage.follow_words()
        if self._actions.paper is not None:
            self._actions.toggle_bookmark(self._stage.page_view.page)

    def copy(self) -> None:
        """The selected words and where they stand, onto the clipboard."""
        paper = self._actions.paper
        selection = self._stage.selection(paper)
        if selection is not None and paper is not None:
            words = self._stage.page_view.selected_text()
            QGuiApplication.clipboard().setText(f"{words}\n{paper.citation(selection)}")

    def step_mark(self, by: int) -> None:
        """To the next mark that has a card, or the one before, with the keyboard on its card."""
        marks = [m for m in self._actions.shown if m.kind is not MarkKind.BOOKMARK or m.asks]
        if not marks:
            self.said.emit("There are no marks in this paper yet, apart from bookmarks.")
            return
        self.pages_wanted.emit()
        view = self._stage.page_view
        places = [(m.anchor.page, _top_of(m)) for m in marks]
        chosen = next((at for at, m in enumerate(marks) if m.id == self._margin.chosen_mark), None)
        if chosen is not None:
            at = (chosen + by) % len(marks)
        else:
            page, offset = view.place()
            here = page, offset * view.stack.rects[page].height / view.stack.rects[page].scale
            after = sum(place < here for place in places)
            at = (after if by > 0 else after - 1) % len(marks)
        self._margin.choose(marks[at].id)
        self._margin.place()
        card = self._margin.card(marks[at].id)
        if card is not None:
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def delete_chosen(self) -> None:
        """Remove the mark whose card is open, or the one at the caret of the reading view."""
        chosen = self._chosen_mark()
        if chosen:
            self._actions.delete(MarkId(chosen))

    def _chosen_mark(self) -> str:
        if not self._stage.is_text:
            return self._margin.chosen_mark
        mark = self._stage.text_view.mark_at_caret()
        return mark.id if mark else ""

    def _mark(self, kind: MarkKind, key: str) -> Mark | None:
        selection = self._stage.selection(self._actions.paper)
        if selection is None:
            self._say_select_first(key)
            return None
        view = self._stage.page_view
        mark = self._actions.add(kind, selection, view.layout_of, self._toolbar.colour)
        if mark is not None:
            view.select(None)
            self.marked.emit()
        return mark

    def _say_select_first(self, key: str) -> None:
        paper = self._actions.paper
        if paper is not None:
            self.said.emit(_SELECT_FIRST.format(key=key) if paper.paper.has_text else NO_WORDS)

    def _note_on_passage(self) -> Mark | None:
        view, paper = self._stage.page_view, self._actions.paper
        page, offset = view.place()
        layout = view.layout_of(page)
        if layout is None or paper is None:
            return None
        if self._stage.is_text:
            selection = self._stage.passage_in_words()
        else:
            selection = paper.first_passage(layout, page, offset * layout.height)
        if selection is None:
            self.said.emit("There are no words on this page to put a note beside.")
            return None
        return self._actions.add(MarkKind.NOTE, selection, view.layout_of, self._toolbar.colour)


def _top_of(mark: Mark) -> float:
    boxes = seen_boxes(mark, mark.anchor.page)
    return boxes[0].y0 if boxes else 0.0
