"""What the reader is put together of: its tools and panes, where they stand, what they do to one another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.ids import PaperId
from panel_app.domain.reading_style import ReadingStyle
from panel_app.ui.reader.commands import ReaderCommands
from panel_app.ui.reader.drawing import ReaderDrawing
from panel_app.ui.reader.figure_actions import FigureActions
from panel_app.ui.reader.find_bar import FindBar
from panel_app.ui.reader.finder import Finder
from panel_app.ui.reader.in_sight import KeepInSight
from panel_app.ui.reader.link_strip import LinkStrip
from panel_app.ui.reader.margin import Margin
from panel_app.ui.reader.mark_actions import MarkActions
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reader.reader_notes import ReaderNotes
from panel_app.ui.reader.reader_printing import ReaderPrinting
from panel_app.ui.reader.side_pane import SidePane
from panel_app.ui.reader.stage import Stage
from panel_app.ui.reader.toolbar import ReaderToolbar
from panel_app.ui.reader.versions import ReaderVersions
from panel_app.ui.reading.short_forms import ShortFormHelp
from panel_app.ui.reading.text_view import Hit
from panel_app.ui.theme import follow_theme
from panel_app.ui.widgets.strips import InfoStrip
from panel_app.ui.widgets.text import AutoTextEdit, Rule
from panel_app.ui.widgets.undo_strip import UndoStrip
from panel_app.ui.workspace import Workspace


class ReaderParts(QWidget):
    """The reader without the opening of papers and the moving within them. Signals: `resized()`."""

    resized = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Reader")
        self._workspace = workspace
        self._open: OpenPaper | None = None
        self.actions_ = MarkActions(workspace)
        self.toolbar = ReaderToolbar()
        self.find_bar = FindBar()
        self.strip = InfoStrip("", closable=True)
        self.undo_strip = UndoStrip()
        self.link_strip = LinkStrip()
        self.stage = Stage()
        self.page_view, self.text_view = self.stage.page_view, self.stage.text_view
        self.margin = Margin(self.page_view, workspace.desk.clock, workspace.desk.marks.tags)
        self.in_sight = KeepInSight(self.page_view)
        self.figures = FigureActions(workspace, self.margin.signs)
        self.commands = ReaderCommands(self.actions_, self.stage, self.margin, self.toolbar)
        self.drawing = ReaderDrawing(self.actions_, self.stage)
        self.notes = ReaderNotes(
            workspace, self.margin, self.toolbar.notes_button, lambda: self.paper, self.flush, self
        )
        self.printing = ReaderPrinting(workspace, self)
        self.versions = ReaderVersions(workspace, self.actions_, self.stage, self.margin, self)
        self.side = SidePane(self.versions.shelf)
        self.contents, self.pages = self.side.contents, self.side.pages
        self.finder = Finder(self.find_bar, self.page_view)
        self.short_forms = ShortFormHelp(self.stage, workspace.desk.short_forms, lambda: self._open)
        self._lay_out()
        self._connect_parts()
        follow_theme(self, self.fit_side)

    @property
    def paper(self) -> PaperId | None:
        """The open paper."""
        return self._open.id if self._open else None

    def flush(self) -> bool:
        """Save every note that is being typed; False where one could not be."""
        for editor in self.findChildren(AutoTextEdit):
            editor.flush()
        self.margin.flush()
        return self.actions_.saving.flush()

    def add_meeting(self, bar: QWidget, pane: QWidget) -> None:
        """Take in what meeting mode puts above the paper and at its right."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, bar)
        self._middle.addWidget(pane)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_side()
        self.resized.emit()

    def print_pages(self) -> None:
        """Ask which pages to print, after every note that is being typed was saved."""
        self.flush()
        self.printing.ask(self.paper, self.page_view.page)

    def _say(self, sentence: str) -> None:
        self.strip.set_sentence(sentence)
        self.strip.show()

    def fit_side(self) -> None:
        """Show of the left pane what there is room for."""
        self.side.fit(self.width())
        heading = self.contents.heading.plain_text()
        self.toolbar.set_contents(heading, self.side.is_offered, self.side.is_shown)

    def toggle_pages(self) -> None:
        """Show the small pictures of the pages with the keyboard on them; again, and they close."""
        close = self.pages.isVisible() and self.pages.list.hasFocus()
        self.side.want_pages(not close)
        self.fit_side()
        if close:
            self.stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.versions.show_shelf(False)
            self.pages.take_keyboard()

    def _on_contents_again(self) -> None:
        self._on_contents_wanted(True)
        self.contents.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_contents_wanted(self, shown: bool) -> None:
        self.side.want(shown)
        self.fit_side()

    def _on_style(self, style: ReadingStyle) -> None:
        self.text_view.set_style(style)
        self._workspace.announce(self._workspace.desk.settings.set_reading_style(style))

    def _on_found(self, hit: Hit | None) -> None:
        if self.stage.is_text:
            self.text_view.set_hit(hit)

    def _lay_out(self) -> None:
        self._middle = middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.side)
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
            self.link_strip,
            self.drawing.strip,
            self.find_bar,
        ):
            column.addWidget(widget)
        column.addLayout(middle, 1)
        self.strip.hide()
        self.link_strip.hide()
        self.find_bar.hide()

    def _on_link_closed(self) -> None:
        self.link_strip.hide()
        self.stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason)

    def _connect_parts(self) -> None:
        bar, view, do = self.toolbar, self.page_view, self.commands
        parts = (do, self.notes, self.printing, self.versions, self.figures, self.finder, self.short_forms)
        for part in parts:
            part.said.connect(self._say)
        for part in (do, self.figures):
            part.question_begun.connect(self._workspace.open_question)
        do.marked.connect(self.strip.hide)
        self.notes.undo_offered.connect(self.undo_strip.offer)
        bar.highlight_wanted.connect(do.highlight)
        bar.underline_wanted.connect(do.underline)
        bar.note_wanted.connect(do.note)
        bar.question_wanted.connect(do.question)
        bar.bookmark_wanted.connect(do.bookmark)
        bar.draw_wanted.connect(self.drawing.toggle)
        self.drawing.changed.connect(bar.set_drawing)
        bar.find_wanted.connect(self.finder.open)
        bar.zoom_chosen.connect(view.set_zoom)
        bar.two_pages_chosen.connect(view.set_two_pages)
        bar.pages_wanted.connect(self.toggle_pages)
        bar.white_paper_chosen.connect(view.set_white_paper)
        bar.contents_wanted.connect(self._on_contents_wanted)
        bar.all_figures_chosen.connect(self.figures.set_show_all)
        self.versions.shelf_shown.connect(lambda _: self.fit_side())
        self.strip.closed.connect(self.strip.hide)
        self.contents.pages_wanted.connect(self.toggle_pages)
        self.contents.print_wanted.connect(self.print_pages)
        self.notes.print_action.triggered.connect(self.print_pages)
        self.pages.contents_wanted.connect(self._on_contents_again)
        for pane in (self.contents, self.pages):
            pane.left.connect(lambda: self.stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason))
        self.link_strip.closed.connect(self._on_link_closed)
        self.undo_strip.closed.connect(self.stage.take_keyboard)
        self.undo_strip.undone.connect(self.stage.take_keyboard)
        view.zoom_changed.connect(lambda zoom: bar.set_zoom(zoom, view.percent, view.two_pages))
        view.copy_wanted.connect(do.copy)
        self.text_view.copy_wanted.connect(do.copy)
        self.text_view.size_step_wanted.connect(bar.words_button.step_size)
        self.text_view.usual_size_wanted.connect(bar.words_button.usual_size)
        bar.words_button.style_chosen.connect(self._on_style)
        self.finder.shown.connect(self._on_found)
