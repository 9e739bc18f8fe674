"""The reader: agenda at the left, the page in the middle, the member's notes in the margin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from panel_app.domain.changes import Changes
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.ink import seen_boxes
from panel_app.services.pdf_links import LinkKind, PageLink
from panel_app.ui.reader.contents_model import ContentsRow, contents_rows
from panel_app.ui.reader.geometry import FIT_WIDTH, known_view, stored_view
from panel_app.ui.reader.jumps import Jumps, Stop
from panel_app.ui.reader.open_paper import NO_WORDS, OpenPaper
from panel_app.ui.reader.page_links import NO_LINKS
from panel_app.ui.reader.reader_keys import add_reader_keys
from panel_app.ui.reader.reader_parts import ReaderParts
from panel_app.ui.reader.render import Renderer
from panel_app.ui.reader.shown_paper import shown_paper
from panel_app.ui.reader.toolbar import PageControl
from panel_app.ui.reader.tracker import ReadingTracker
from panel_app.ui.workspace import Workspace

_CONTENTS_MS = 30


class ReaderView(ReaderParts):
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
        super().__init__(workspace, parent)
        self._renderer: Renderer | None = None
        self.page_controls: list[PageControl] = []
        # The agenda follows a moment after the page: drawing both at once would hold up the page.
        self._contents_later = QTimer(self, singleShot=True, interval=_CONTENTS_MS)
        self._contents_later.timeout.connect(self._show_in_contents)
        self.jumps = Jumps(self._stop_here, self._go_to)
        self._tracker = ReadingTracker(workspace, self._place, self.page_view.visible_pages, self)
        self._connect()
        add_reader_keys(self)

    # Opening

    def open(self, paper: PaperId, page: int | None = None, words: str = "") -> None:
        """Open a paper where it was left, or at a page index, with words found and shown."""
        was_here = self._stop_here()
        if paper != self.paper and not self._load(paper):
            return
        if was_here is not None and page is not None:
            self.jumps.leave(was_here)
        if page is not None:
            self.stage.set_place(page)
        if words:
            self.finder.find(words, from_page=page)
        if was_here is None:
            # What led to the words was no jump of the member's: Back leaves the paper.
            self.jumps.forget()
        self.stage.take_keyboard()

    def close_paper(self) -> None:
        """Save the place and every note, let go of the file, forget the jumps. Safe to call again."""
        self._let_go()
        self.jumps.forget()

    def _let_go(self) -> None:
        self.drawing.end()
        self.stage.show_pages()
        self.margin.clear()
        self.figures.open(None)
        self.undo_strip.drop()
        self.link_strip.hide()
        self._tracker.stop()
        self.finder.clear()
        self.short_forms.close_card()
        self.stage.close_paper()
        self.page_view.set_paper(None)
        self.pages.set_paper((), lambda page: None)
        self._open = self.actions_.paper = None
        if self._renderer is not None:
            self._renderer.stop()
            self._renderer.deleteLater()
            self._renderer = None

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
        zoom, two_pages = known_view(place.zoom if place else FIT_WIDTH)
        self.page_view.set_zoom(zoom)
        self.page_view.set_two_pages(two_pages)
        self.page_view.set_paper(shown_paper(desk, opened, renderer))
        self.pages.set_paper(opened.labels, self.page_view.small_picture)
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
        for control in self.page_controls:
            control.set_widest(max(numbered, key=len, default=""))
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
            self.page_control.field.selectAll()
            return
        self.strip.hide()
        self.page_control.close_field()
        self._jump(page)
        self.stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason)

    def _on_check(self) -> None:
        if self._open is not None:
            self._workspace.check(self._open.id)

    def step_link(self, by: int) -> None:
        """To the next link on the pages in sight, or to the one before."""
        if self.stage.is_text:
            self._set_mode("page")
        if not self.page_view.links.step(by):
            self._say(NO_LINKS)

    def step_figure(self, back: bool = False) -> None:
        """To the next figures that do not agree, or to those before."""
        if self.stage.is_text:
            self._set_mode("page")
        self.figures.step(back)

    def toggle_reading(self) -> None:
        """From the pages to the reading view, or back."""
        if self._open is not None and self._open.paper.has_text:
            self._set_mode("page" if self.stage.is_text else "text")
            self.stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason)

    def add_page_control(self, control: PageControl) -> None:
        """Have a further control show the pack page and go to others."""
        self.page_controls.append(control)
        control.previous_wanted.connect(lambda: self.stage.step(-1))
        control.next_wanted.connect(lambda: self.stage.step(1))
        control.page_typed.connect(self.go_to_typed)
        control.left.connect(lambda: self.stage.take_keyboard())

    @property
    def page_control(self) -> PageControl:
        """The control of pack pages that is on the screen."""
        return next((one for one in self.page_controls if one.isVisible()), self.toolbar.page)

    def explain(self) -> None:
        """Say what the short forms in sight, or in the selected words, stand for."""
        if self._open is not None:
            self.short_forms.explain()

    # Inside

    def _place(self) -> tuple[int, float, str]:
        page, offset = self.page_view.place()
        return page, round(offset, 6), stored_view(self.page_view.zoom, self.page_view.two_pages)

    def _stop_here(self) -> Stop | None:
        return Stop(self._open.id, *self.page_view.place()) if self._open else None

    def _jump(self, page: int, offset: float = 0.0) -> None:
        self.jumps.leave()
        self.stage.set_place(page, offset)

    def _go_to(self, stop: Stop) -> None:
        if stop.paper == self.paper or self._load(stop.paper):
            self.stage.set_place(stop.page, stop.offset)

    def _on_hidden(self, sentence: str, undo: Callable[[], None]) -> None:
        self.undo_strip.offer(sentence, undo)
        self.stage.take_keyboard()

    def _set_mode(self, mode: str) -> None:
        self.toolbar.set_mode(mode)
        if mode == "text" and self._open is not None:
            self.drawing.end()
            self.stage.show_words(
                self._open, self.actions_.shown, self._workspace.desk.settings.reading_style
            )
        else:
            self.stage.show_pages()

    def _refresh_marks(self) -> None:
        if self._open is None:
            return
        self.stage.set_marks(self.actions_.shown)
        self.versions.refresh()
        self.toolbar.set_bookmarked(self.page_view.has_bookmark(self.page_view.page))

    def _refresh_contents(self) -> None:
        if self._open is None:
            return
        heading, rows = contents_rows(self._workspace.desk, self._open)
        self.contents.set_rows(heading, rows)
        self.pages.set_contents(heading if rows else "")
        self.contents.check_row.setVisible(self._workspace.desk.review.can_review(self._open.id))
        self.fit_side()
        self.contents.show_page(self._open.id, self.page_view.page)

    def _on_page_changed(self, page: int) -> None:
        if self._open is None:
            return
        for control in self.page_controls:
            control.show_page(self._open.label(page), page == 0, page == len(self._open.pages) - 1)
        self.toolbar.set_bookmarked(self.page_view.has_bookmark(page))
        self.pages.show_page(page)
        self._contents_later.start()

    def _show_in_contents(self) -> None:
        if self._open is not None:
            self.contents.show_page(self._open.id, self.page_view.page)

    def _on_jumped(self, place: tuple[int, float]) -> None:
        if self._open is not None:
            self.jumps.leave(Stop(self._open.id, *place))

    def _on_row_chosen(self, row: ContentsRow) -> None:
        if row.paper is not None and row.page is not None:
            self.open(row.paper, row.page)

    def _on_page_chosen(self, page: int) -> None:
        self._jump(page)
        self.stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason)

    def _on_mark_pressed(self, mark: str) -> None:
        self.margin.choose(mark)

    def _on_chosen(self, mark: str) -> None:
        self.page_view.choose_mark(mark)
        found = next((m for m in self.actions_.shown if m.id == mark), None)
        boxes = seen_boxes(found, found.anchor.page) if found is not None else ()
        if found is not None and boxes:
            self.page_view.show_box(found.anchor.page, boxes[0])

    def _on_link_followed(self, link: PageLink) -> None:
        if link.kind is LinkKind.PAGE:
            self.page_view.links.let_go()
            self._jump(link.page, link.offset)
        else:
            self.link_strip.ask(link)

    def _on_note_left(self) -> None:
        self.margin.choose("")
        self.page_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_no_words(self, page: int) -> None:
        if self._open is not None:
            self._say(self._open.no_words_on(page))

    def _on_selection_changed(self) -> None:
        if self.page_view.selection is not None and self._open is not None and self._open.paper.has_text:
            self.strip.hide()

    def _on_changed(self, changes: Changes) -> None:
        if changes.marks:
            self._refresh_marks()
        if changes.figures:
            self.toolbar.set_all_figures(self._workspace.desk.settings.all_figure_checks)
        if changes.marks or changes.questions or changes.reading or changes.papers:
            self._refresh_contents()

    def _on_find_closed(self) -> None:
        self.finder.clear()
        self.stage.take_keyboard()

    def _connect(self) -> None:
        bar, view, margin, versions = self.toolbar, self.page_view, self.margin, self.versions
        self.commands.pages_wanted.connect(lambda: self._set_mode("page"))
        self.drawing.pages_wanted.connect(lambda: self._set_mode("page"))
        versions.pages_wanted.connect(lambda: self._set_mode("page"))
        versions.jump_wanted.connect(self._jump)
        versions.changes_wanted.connect(lambda: self.changes_wanted.emit(self.paper))
        self.add_page_control(bar.page)
        bar.mode_chosen.connect(self._set_mode)
        self.figures.hidden.connect(self._on_hidden)
        self.find_bar.closed.connect(self._on_find_closed)
        self.contents.row_chosen.connect(self._on_row_chosen)
        self.pages.page_chosen.connect(self._on_page_chosen)
        self.contents.records_wanted.connect(lambda: self.records_wanted.emit(self.paper))
        self.contents.check_wanted.connect(self._on_check)
        self.contents.figures_wanted.connect(lambda: self.figures_wanted.emit(self.paper))
        view.page_changed.connect(self._on_page_changed)
        view.view_moved.connect(self._tracker.moved)
        view.mark_pressed.connect(self._on_mark_pressed)
        view.selection_changed.connect(self._on_selection_changed)
        view.jumped.connect(self._on_jumped)
        view.no_words_met.connect(self._on_no_words)
        view.link_followed.connect(self._on_link_followed)
        margin.signs.left.connect(self._on_note_left)
        margin.chosen.connect(self._on_chosen)
        margin.left.connect(self._on_note_left)
        self._workspace.changed.connect(self._on_changed)

    def event(self, event: QEvent) -> bool:
        """Take Alt+Left before the window does, while there is a jump to go back over."""
        if event.type() is QEvent.Type.ShortcutOverride and self._is_back(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_back(event):
            self.jumps.back()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.BackButton and self.jumps.can_go_back:
            self.jumps.back()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self.jumps.forward()
        else:
            super().mousePressEvent(event)

    def _is_back(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Left
            and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            and self.jumps.can_go_back
        )

    def hideEvent(self, event: QHideEvent) -> None:
        self.margin.flush()
        self._tracker.save_place()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shutdown()
        super().closeEvent(event)
