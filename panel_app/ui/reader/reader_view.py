"""The reader: agenda at the left, the page in the middle, the member's notes in the margin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.changes import Changes
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.ui.reader.commands import ReaderCommands
from panel_app.ui.reader.contents_model import ContentsRow, contents_rows
from panel_app.ui.reader.contents_pane import ContentsPane
from panel_app.ui.reader.figure_actions import FigureActions
from panel_app.ui.reader.find_bar import FindBar
from panel_app.ui.reader.finder import Finder
from panel_app.ui.reader.geometry import FIT_WIDTH, known_zoom
from panel_app.ui.reader.margin import Margin
from panel_app.ui.reader.mark_actions import MarkActions
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reader.reader_notes import ReaderNotes
from panel_app.ui.reader.render import Renderer
from panel_app.ui.reader.shown_paper import shown_paper
from panel_app.ui.reader.stage import Stage
from panel_app.ui.reader.toolbar import ReaderToolbar
from panel_app.ui.reader.tracker import JumpHistory, ReadingTracker, Stop
from panel_app.ui.reader.versions import ReaderVersions
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.strips import InfoStrip
from panel_app.ui.widgets.text import Rule
from panel_app.ui.widgets.undo_strip import UndoStrip
from panel_app.ui.workspace import Workspace

NO_WORDS = (
    "This paper is a picture without words: it can be read and bookmarked, but not searched or highlighted."
)
_NARROW = 900
"""Below this width, at 100 % text, the agenda gives way to the page."""


class ReaderView(QWidget):
    """Reads one paper of the workspace's desk. Call `shutdown()` before the program ends.

    Signals: `paper_opened(paper id)` when another paper is open, also by the agenda or by going back,
    `records_wanted(paper id)` for the list of what is in the paper, `figures_wanted(paper id)` for the list
    of its figure checks, `changes_wanted(paper id)` for what its new version changed.
    """

    paper_opened = Signal(object)
    records_wanted = Signal(object)
    figures_wanted = Signal(object)
    changes_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Reader")
        self._workspace = workspace
        self._open: OpenPaper | None = None
        self._renderer: Renderer | None = None
        self._history = JumpHistory()
        self._contents_shown: bool | None = None
        self.actions_ = MarkActions(workspace)
        self.toolbar = ReaderToolbar()
        self.find_bar = FindBar()
        self.strip = InfoStrip("", closable=True)
        self.undo_strip = UndoStrip()
        self.contents = ContentsPane()
        self.stage = Stage()
        self.page_view, self.text_view = self.stage.page_view, self.stage.text_view
        self.margin = Margin(self.page_view, workspace.desk.clock, workspace.desk.marks.tags)
        self.figures = FigureActions(workspace, self.margin.signs)
        self.commands = ReaderCommands(self.actions_, self.stage, self.margin, self.toolbar)
        self.notes = ReaderNotes(
            workspace, self.margin, self.toolbar.notes_button, lambda: self.paper, self.flush, self
        )
        self.versions = ReaderVersions(workspace, self.actions_, self.stage, self.margin, self)
        self.finder = Finder(self.find_bar, self.page_view)
        self._lay_out()
        self._tracker = ReadingTracker(workspace, self._place, self.page_view.visible_pages, self)
        self._connect()
        self._add_keys()
        follow_theme(self, self._restyle)

    # Opening

    @property
    def paper(self) -> PaperId | None:
        """The open paper."""
        return self._open.id if self._open else None

    def open(self, paper: PaperId, page: int | None = None, words: str = "") -> None:
        """Open a paper where it was left, or at a page index, with words found and shown."""
        was_here = self._stop_here()
        if paper != self.paper and not self._load(paper):
            return
        if was_here is not None and page is not None:
            self._history.leave(was_here)
        if page is not None:
            self.stage.set_place(page)
        if words:
            self.finder.find(words, from_page=page)
        if was_here is None:
            # What led to the words was no jump of the member's: Back leaves the paper.
            self._history = JumpHistory()
        self.stage.take_keyboard()

    def close_paper(self) -> None:
        """Save the place and every note, let go of the file, forget the jumps. Safe to call again."""
        self._let_go()
        self._history = JumpHistory()

    def _let_go(self) -> None:
        self.margin.clear()
        self.figures.open(None)
        self.undo_strip.drop()
        self._tracker.stop()
        self.finder.clear()
        self.page_view.set_paper(None)
        self._open = self.actions_.paper = None
        if self._renderer is not None:
            self._renderer.stop()
            self._renderer.deleteLater()
            self._renderer = None

    def flush(self) -> bool:
        """Save every note that is being typed; False where one could not be."""
        self.margin.flush()
        return self.actions_.saving.flush()

    def shutdown(self) -> None:
        """The program ends: nothing typed may be lost and no thread may be left."""
        self.close_paper()

    def _load(self, paper: PaperId) -> bool:
        self._let_go()
        desk = self._workspace.desk
        try:
            opened = OpenPaper(desk, paper)
            renderer = Renderer(desk.papers.pdf(paper), self)
        except UserFacingError as error:
            self._workspace.error_met.emit(str(error))
            return False
        self._open = self.actions_.paper = opened
        self._renderer = renderer
        self.finder.paper = opened
        place = desk.reading.place(paper)
        self.page_view.set_zoom(known_zoom(place.zoom) if place else FIT_WIDTH)
        self.page_view.set_paper(shown_paper(desk, opened, renderer))
        renderer.failed.connect(lambda page, sentence: self._say(sentence))
        renderer.layout_read.connect(lambda page: self.margin.place())
        has_words = opened.paper.has_text
        self.strip.hide()
        if not has_words:
            self._say(NO_WORDS)
        self.toolbar.set_all_figures(desk.settings.all_figure_checks)
        self.toolbar.set_can_mark(has_words, "" if has_words else NO_WORDS)
        self._set_mode("page")
        # The few unnumbered front pages have long names, and need not widen the tool for all.
        numbered = [label for label in opened.labels if not label.startswith("front")]
        self.toolbar.page.set_widest(max(numbered, key=len, default=""))
        self.toolbar.fit()
        self.versions.paper_opened()
        self._refresh_contents()
        self._refresh_marks()
        self.figures.open(paper)
        self.notes.show_colleagues()
        if place is not None:
            self.page_view.set_place(place.page, place.offset)
        self._tracker.start(paper)
        self._on_page_changed(self.page_view.page)
        self.paper_opened.emit(paper)
        return True

    # What the tools do

    def go_to_typed(self, typed: str) -> None:
        """Go to a pack page as a person types it; where there is none, say which there are."""
        if self._open is None:
            return
        page = self._open.page_of(typed)
        if page is None:
            self._say(f"There is no pack page {typed} here. {self._open.pages_there_are()}")
            self.toolbar.page.field.selectAll()
            return
        self.strip.hide()
        self.toolbar.page.close_field()
        self._jump(page)
        self.stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason)

    def _on_check(self) -> None:
        if self._open is not None:
            self._workspace.check(self._open.id)

    @property
    def can_go_back(self) -> bool:
        """Whether a jump can be gone back over."""
        return self._history.can_go_back

    def back(self) -> None:
        """To the place before the last jump."""
        self._go(self._history.back)

    def forward(self) -> None:
        """To the place after the last step back."""
        self._go(self._history.forward)

    # Inside

    def _place(self) -> tuple[int, float, str]:
        page, offset = self.page_view.place()
        return page, round(offset, 4), self.page_view.zoom

    def _stop_here(self) -> Stop | None:
        return Stop(self._open.id, *self.page_view.place()) if self._open else None

    def _jump(self, page: int) -> None:
        stop = self._stop_here()
        if stop is not None:
            self._history.leave(stop)
        self.stage.set_place(page)

    def _go(self, step: Callable[[Stop], Stop | None]) -> None:
        here = self._stop_here()
        stop = step(here) if here is not None else None
        if stop is None:
            return
        if stop.paper != self.paper and not self._load(stop.paper):
            return
        self.stage.set_place(stop.page, stop.offset)

    def _say(self, sentence: str) -> None:
        self.strip.set_sentence(sentence)
        self.strip.show()

    def _on_hidden(self, sentence: str, undo: Callable[[], None]) -> None:
        self.undo_strip.offer(sentence, undo)
        self.stage.take_keyboard()

    def _on_figure_step(self, back: bool = False) -> None:
        if self.stage.is_text:
            self._set_mode("page")
        self.figures.step(back)

    def _set_mode(self, mode: str) -> None:
        self.toolbar.set_mode(mode)
        if mode == "text" and self._open is not None:
            passages = self._workspace.desk.papers.passages(self._open.id)
            self.stage.show_words(self._open, passages, self.actions_.marks)
        else:
            self.stage.show_pages()

    def _refresh_marks(self) -> None:
        if self._open is None:
            return
        self.stage.set_marks(self.actions_.shown)
        self.versions.refresh()
        self.toolbar.set_bookmarked(self.actions_.bookmark_of(self.page_view.page) is not None)

    def _refresh_contents(self) -> None:
        if self._open is None:
            return
        heading, rows = contents_rows(self._workspace.desk, self._open)
        self.contents.set_rows(heading, rows)
        self.contents.check_row.setVisible(self._workspace.desk.review.can_review(self._open.id))
        self._fit_contents()
        self.contents.show_page(self._open.id, self.page_view.page)

    def _fit_contents(self) -> None:
        theme, has_rows = current_theme(), bool(self.contents.model.rows)
        narrow = self.width() < theme.space(_NARROW)
        shown = self._contents_shown if self._contents_shown is not None else not narrow
        on_shelf = not self.versions.shelf.isHidden()
        self.contents.setVisible(has_rows and shown and not on_shelf)
        self._divider.setVisible((has_rows and shown) or on_shelf)
        heading = self.contents.heading.plain_text()
        self.toolbar.set_contents(heading, has_rows and (narrow or not shown), has_rows and shown)
        for pane in (self.contents, self.versions.shelf):
            pane.setFixedWidth(min(theme.space(240), max(180, round(self.width() * 0.26))))

    def _on_page_changed(self, page: int) -> None:
        if self._open is None:
            return
        self.toolbar.page.show_page(self._open.label(page), page == 0, page == len(self._open.pages) - 1)
        self.toolbar.set_bookmarked(self.actions_.bookmark_of(page) is not None)
        self.contents.show_page(self._open.id, page)

    def _on_jumped(self, place: tuple[int, float]) -> None:
        if self._open is not None:
            self._history.leave(Stop(self._open.id, *place))

    def _on_row_chosen(self, row: ContentsRow) -> None:
        if row.paper is not None and row.page is not None:
            self.open(row.paper, row.page)

    def _on_mark_pressed(self, mark: str) -> None:
        self.margin.choose(mark)

    def _on_chosen(self, mark: str) -> None:
        self.page_view.choose_mark(mark)
        found = next((m for m in self.actions_.shown if m.id == mark), None)
        if found is not None and found.anchor.boxes:
            self.page_view.show_box(found.anchor.page, found.anchor.boxes[0])

    def _on_note_left(self) -> None:
        self.margin.choose("")
        self.page_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_selection_changed(self) -> None:
        if self.page_view.selection is not None and self._open is not None and self._open.paper.has_text:
            self.strip.hide()

    def _on_step(self, by: int) -> None:
        if self._open is not None:
            self.stage.set_place(min(max(0, self.page_view.page + by), len(self._open.pages) - 1))

    def _on_changed(self, changes: Changes) -> None:
        if changes.marks:
            self._refresh_marks()
        if changes.figures:
            self.toolbar.set_all_figures(self._workspace.desk.settings.all_figure_checks)
        if changes.marks or changes.questions or changes.reading or changes.papers:
            self._refresh_contents()

    def _on_contents_wanted(self, shown: bool) -> None:
        self._contents_shown = shown
        self._fit_contents()

    def _on_find_closed(self) -> None:
        self.finder.clear()
        self.stage.take_keyboard()

    def _lay_out(self) -> None:
        self._divider = Rule(vertical=True)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.contents)
        middle.addWidget(self.versions.shelf)
        middle.addWidget(self._divider)
        middle.addWidget(self.stage, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (
            self.toolbar,
            Rule(),
            self.strip,
            self.undo_strip,
            self.versions.strip,
            self.find_bar,
        ):
            column.addWidget(widget)
        column.addLayout(middle, 1)
        self.strip.hide()
        self.find_bar.hide()

    def _connect(self) -> None:
        bar, view, margin, do = self.toolbar, self.page_view, self.margin, self.commands
        do.said.connect(self._say)
        self.notes.said.connect(self._say)
        do.marked.connect(self.strip.hide)
        do.question_begun.connect(self._workspace.open_question)
        do.pages_wanted.connect(lambda: self._set_mode("page"))
        versions = self.versions
        versions.said.connect(self._say)
        versions.pages_wanted.connect(lambda: self._set_mode("page"))
        versions.jump_wanted.connect(self._jump)
        versions.changes_wanted.connect(lambda: self.changes_wanted.emit(self.paper))
        versions.shelf_shown.connect(lambda _: self._fit_contents())
        bar.page.previous_wanted.connect(lambda: self._on_step(-1))
        bar.page.next_wanted.connect(lambda: self._on_step(1))
        bar.page.page_typed.connect(self.go_to_typed)
        bar.page.left.connect(lambda: self.stage.take_keyboard())
        bar.highlight_wanted.connect(do.highlight)
        bar.underline_wanted.connect(do.underline)
        bar.note_wanted.connect(do.note)
        bar.question_wanted.connect(do.question)
        bar.bookmark_wanted.connect(do.bookmark)
        bar.find_wanted.connect(self.finder.open)
        bar.zoom_chosen.connect(view.set_zoom)
        bar.white_paper_chosen.connect(view.set_white_paper)
        bar.mode_chosen.connect(self._set_mode)
        bar.contents_wanted.connect(self._on_contents_wanted)
        self.strip.closed.connect(self.strip.hide)
        self.undo_strip.closed.connect(self.stage.take_keyboard)
        self.undo_strip.undone.connect(self.stage.take_keyboard)
        self.figures.said.connect(self._say)
        self.figures.question_begun.connect(self._workspace.open_question)
        self.figures.hidden.connect(self._on_hidden)
        bar.all_figures_chosen.connect(self.figures.set_show_all)
        margin.signs.left.connect(self._on_note_left)
        self.find_bar.closed.connect(self._on_find_closed)
        self.contents.row_chosen.connect(self._on_row_chosen)
        self.contents.records_wanted.connect(lambda: self.records_wanted.emit(self.paper))
        self.contents.check_wanted.connect(self._on_check)
        self.contents.figures_wanted.connect(lambda: self.figures_wanted.emit(self.paper))
        view.page_changed.connect(self._on_page_changed)
        view.zoom_changed.connect(lambda zoom: bar.set_zoom(zoom, view.percent))
        view.view_moved.connect(self._tracker.moved)
        view.mark_pressed.connect(self._on_mark_pressed)
        view.selection_changed.connect(self._on_selection_changed)
        view.copy_wanted.connect(do.copy)
        view.jumped.connect(self._on_jumped)
        self.text_view.copy_wanted.connect(do.copy)
        margin.chosen.connect(self._on_chosen)
        margin.left.connect(self._on_note_left)
        self._workspace.changed.connect(self._on_changed)

    def _add_keys(self) -> None:
        do = self.commands
        keys: list[tuple[str, Callable[[], None]]] = [
            ("H", do.highlight),
            ("U", do.underline),
            ("N", do.note),
            ("Q", do.question),
            ("B", do.bookmark),
            ("F", self._on_figure_step),
            ("Shift+F", lambda: self._on_figure_step(back=True)),
            ("G", self.toolbar.page.ask),
            ("T", self.notes.take_out),
            ("M", self.versions.next_to_confirm),
            ("S", self.versions.toggle_shelf),
            ("P", self.versions.put_here),
            ("W", self.versions.compare),
            ("Ctrl+F", self.finder.open),
            ("F3", self.finder.next),
            ("Shift+F3", self.finder.previous),
            ("Alt+Right", self.forward),
            ("Ctrl+Z", self.actions_.undo),
            ("Ctrl+Shift+Z", self.actions_.redo),
            ("Ctrl+Y", self.actions_.redo),
            ("Del", do.delete_chosen),
        ]
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def event(self, event: QEvent) -> bool:
        """Take Alt+Left before the window does, while there is a jump to go back over."""
        if event.type() is QEvent.Type.ShortcutOverride and self._is_back(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_back(event):
            self.back()
            return
        super().keyPressEvent(event)

    def _is_back(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Left
            and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            and self._history.can_go_back
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_contents()

    def hideEvent(self, event: QHideEvent) -> None:
        self.margin.flush()
        self._tracker.save_place()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shutdown()
        super().closeEvent(event)

    def _restyle(self) -> None:
        self._fit_contents()
