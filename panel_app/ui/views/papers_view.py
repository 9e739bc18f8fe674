"""Papers: the list by meeting or kind, what can be compared and followed, and the reader."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from panel_app.domain.changes import Changes
from panel_app.domain.ids import PaperId
from panel_app.ui.figures.places import figures_place
from panel_app.ui.follow.place_names import COMPARE, MARKS, changes_place, records_place
from panel_app.ui.follow.places import FollowPlaces
from panel_app.ui.keys import name_screen, tell_keys
from panel_app.ui.models.papers_model import PaperRow, PapersModel, paper_rows
from panel_app.ui.reader.reader_view import ReaderView
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.papers_delegate import PapersDelegate
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.focus import NO_RING
from panel_app.ui.widgets.stack import LeanStack
from panel_app.ui.widgets.strips import EmptyState
from panel_app.ui.widgets.text import Heading
from panel_app.ui.workspace import Workspace

_KINDS_OF_FILE = (
    "Papers (*.pdf *.docx *.doc *.odt *.rtf *.html *.htm *.md *.txt *.zip"
    " *.pptx *.ppt *.xlsx *.xls);;All files (*)"
)


class _PaperList(QListView):
    """Enter opens, Ctrl+Enter checks, F lists the figure checks. Signals: `opened(QModelIndex)`,
    `check_wanted(QModelIndex)`, `figures_wanted(QModelIndex)`, `menu_wanted(QModelIndex, global point)`.
    """

    opened = Signal(QModelIndex)
    check_wanted = Signal(QModelIndex)
    figures_wanted = Signal(QModelIndex)
    menu_wanted = Signal(QModelIndex, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.pressed_at = QPoint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            with_ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.check_wanted if with_ctrl else self.opened).emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_F and not event.modifiers():
            self.figures_wanted.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed_at = event.position().toPoint()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if mouse else self.currentIndex()
        at = event.globalPos() if mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
        self.menu_wanted.emit(index, at)


class PapersView(QWidget):
    """The list, the reader, and the pages that follow and compare, one at a time.

    Call `shutdown()` before the program ends. Signals: `import_wanted(list of Path)` for files that were
    chosen, `paper_shown(paper id or None)` when a paper is opened or something else is shown instead.
    """

    import_wanted = Signal(object)
    paper_shown = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Papers")
        name_screen(self, "In Papers")
        self._workspace = workspace
        self.model = PapersModel()
        self.model.setParent(self)
        self.add_button = Button("Add papers…", "add")
        self.order = Choice("Order of the papers", letters=len("By meeting") + 2)
        self.order.set_options(
            (("By meeting", False), ("By kind", True)), workspace.desk.settings.papers_by_kind
        )
        self.compare_button = Button("Compare and follow")
        self.marks_button = Button("My marks", "highlight")
        self.list = _PaperList()
        self.empty = EmptyState(
            "No papers yet. Add an agenda pack, or drop its file here.", "Choose the files of the papers"
        )
        self.reader = ReaderView(workspace)
        self.follow = FollowPlaces(workspace)
        self._lay_out()
        self.add_button.clicked.connect(self.choose_files)
        self.order.currentIndexChanged.connect(self._on_order_chosen)
        self.compare_button.clicked.connect(lambda: self.show_place(COMPARE))
        self.marks_button.clicked.connect(lambda: self.show_place(MARKS))
        self.follow.place_wanted.connect(self.show_place)
        self.empty.link_chosen.connect(self.choose_files)
        self.list.clicked.connect(self._on_clicked)
        self.list.opened.connect(self._on_opened)
        self.list.check_wanted.connect(self._on_check)
        self.list.figures_wanted.connect(self._on_figures)
        self.list.menu_wanted.connect(self._on_menu)
        self.reader.paper_opened.connect(self.paper_shown)
        self.reader.records_wanted.connect(lambda paper: self.show_place(records_place(paper)))
        self.reader.figures_wanted.connect(lambda paper: self.show_place(figures_place(paper)))
        self.reader.changes_wanted.connect(lambda paper: self.show_place(changes_place(paper)))
        workspace.changed.connect(self._on_changed)
        follow_theme(self, self._restyle)
        self._filled = False

    @property
    def shown_paper(self) -> PaperId | None:
        """The paper in the reader; None while the list is shown."""
        return self.reader.paper if self._stack.currentWidget() is self.reader else None

    @property
    def shown_place(self) -> str | None:
        """What is shown instead of the list: a paper's id, or a place of those that follow and compare."""
        return self.follow.place if self._stack.currentWidget() is self.follow else self.shown_paper

    def show_place(self, place: str | None) -> None:
        """Show a place again, as `shown_place` names it; None is the list."""
        if place is None:
            self.show_list()
        elif place.startswith("follow:"):
            self.reader.close_paper()
            self._stack.setCurrentWidget(self.follow)
            self.follow.show_place(place)
            self.paper_shown.emit(None)
        else:
            self.open(PaperId(place))

    def open(self, paper: PaperId, page: int | None = None, words: str = "") -> None:
        """Open a paper in the reader."""
        was_shown = self.shown_paper
        self.show_reader()
        self.reader.open(paper, page, words)
        self._workspace.announce(self._workspace.desk.news.mark_seen([paper]))
        if self.reader.paper is None:
            self.show_list()
        elif was_shown == paper:
            self.paper_shown.emit(paper)

    def show_reader(self) -> None:
        """Show the reader, in which a paper is about to open."""
        self._stack.setCurrentWidget(self.reader)

    def back(self) -> bool:
        """One jump back in the reader, else to the list; False when the list is shown already."""
        if self.shown_paper is None:
            return False
        if self.reader.jumps.can_go_back:
            self.reader.jumps.back()
        else:
            self.show_list()
        return True

    def show_list(self) -> None:
        """Close the paper and show the list."""
        self.reader.close_paper()
        self._stack.setCurrentWidget(self._list_page)
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.paper_shown.emit(None)

    def showEvent(self, event: QShowEvent) -> None:
        # The start does not wait for a list that may be long and that nobody looks at yet.
        if not self._filled and self._stack.currentWidget() is not self.reader:
            self.refresh()
        super().showEvent(event)

    def refresh(self) -> None:
        """Read the list again."""
        self._filled = True
        self.model.set_rows(paper_rows(self._workspace.desk, by_kind=bool(self.order.currentData())))
        has_papers = self.model.rowCount() > 0
        self.compare_button.setVisible(has_papers)
        self.marks_button.setVisible(has_papers)
        self.list.setVisible(has_papers)
        self.empty.setVisible(not has_papers)

    def choose_files(self) -> None:
        """Ask for files with the system's own dialog."""
        names, _ = QFileDialog.getOpenFileNames(self, "Add papers", "", _KINDS_OF_FILE)
        if names:
            self.import_wanted.emit([Path(name) for name in names])

    def shutdown(self) -> None:
        """The program ends: save what is open and stop drawing."""
        self.reader.shutdown()

    def _on_order_chosen(self) -> None:
        by_kind = bool(self.order.currentData())
        self._workspace.announce(self._workspace.desk.settings.set_papers_by_kind(by_kind))
        self.refresh()
        self.list.scrollToTop()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        on_link = isinstance(row, PaperRow) and self._delegate.check_rect(
            row, self.list.visualRect(index)
        ).contains(self.list.pressed_at)
        (self._on_check if on_link else self._on_opened)(index)

    def _on_check(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if isinstance(row, PaperRow) and row.check:
            self._workspace.check(row.paper.id)

    def _on_figures(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if isinstance(row, PaperRow):
            self.show_place(figures_place(row.paper.id))

    def _on_menu(self, index: QModelIndex, at: QPoint) -> None:
        row = self.model.row_at(index)
        if not isinstance(row, PaperRow):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paper = row.paper.id
        menu.addAction("Open\tEnter").triggered.connect(lambda: self.open(paper))
        if row.check:
            words = f"{row.check}\tCtrl+Enter"
            menu.addAction(words).triggered.connect(lambda: self._workspace.check(paper))
        figures = menu.addAction("Figure checks\tF")
        figures.triggered.connect(lambda: self.show_place(figures_place(paper)))
        menu.popup(at)

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if isinstance(row, PaperRow):
            self.open(row.paper.id)

    def _on_changed(self, changes: Changes) -> None:
        if changes.papers:
            open_paper = self.shown_paper
            there = {paper.id for paper in self._workspace.desk.papers.all()}
            if open_paper is not None and open_paper not in there:
                self.show_list()
        if self.shown_paper is None and (changes.papers or changes.reading):
            self.refresh()

    def _lay_out(self) -> None:
        tell_keys(
            self.list,
            ("Enter", "Open the paper that is chosen in the list"),
            ("Ctrl+Enter", "Check what was recognised in it"),
            ("F", "List its figure checks"),
            ("Menu", "What else can be done with it"),
        )
        self.list.setProperty("bare", True)
        self.list.setProperty(NO_RING, True)
        self.list.setModel(self.model)
        self._delegate = PapersDelegate(self.list, self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName("Papers")
        self.list.setAccessibleDescription(
            "Up and Down move, Enter opens, Ctrl and Enter checks what was recognised, "
            "F lists the figure checks"
        )
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        # The rows that are seen are laid out first, those of a long list while they are looked at.
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(200)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setMouseTracking(True)
        self._list_page = QWidget()
        head = FlowLayout(gap=12)
        head.addWidget(Heading("Papers", role="heading"))
        head.add_break_right()
        head.addWidget(self.marks_button)
        head.addWidget(self.compare_button)
        head.addWidget(self.order)
        head.addWidget(self.add_button)
        self._column = QVBoxLayout(self._list_page)
        self._column.addLayout(head)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.empty, 1)
        self._stack = LeanStack()
        self._stack.addWidget(self._list_page)
        self._stack.addWidget(self.reader)
        self._stack.addWidget(self.follow)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shutdown()
        super().closeEvent(event)

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(theme.size("margin"))
        self._column.setContentsMargins(side, theme.space(24), side, 0)
        self._column.setSpacing(theme.space(16))
        self.list.scheduleDelayedItemsLayout()
