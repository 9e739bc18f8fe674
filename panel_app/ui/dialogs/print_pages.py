"""“Print pages…”: which pages of the open paper, with my marks or without, and how they will look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.page_ranges import pages_typed, ranges
from panel_app.domain.papers import MeetingItem
from panel_app.services.printing import PrintPages, PrintWish
from panel_app.ui.keys import add_key
from panel_app.ui.tasks import Task
from panel_app.ui.theme import current_theme
from panel_app.ui.views.briefing_pages import PackPages
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field, Tick
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.words import count_words, shortened
from panel_app.ui.workspace import Workspace

SETTLE_MS = 300
"""From the last change to the making of the pages."""
_TYPED = "typed"


class PrintTo(Enum):
    """Where the pages go."""

    PRINTER = "printer"
    FILE = "file"


@dataclass(frozen=True)
class _Made:
    """Pages from the background, with the number of the wish they answer."""

    wish: int
    pages: PrintPages


class PrintPagesDialog(QDialog):
    """Accepted with `wish`, `made` and `to`. The tick for exempt pages is clear whenever it opens.

    `page` is the one being read.
    """

    def __init__(
        self, workspace: Workspace, paper: PaperId, page: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._paper = workspace, paper
        self._service = workspace.desk.printing
        self._labels = [one.label for one in workspace.desk.papers.pages(paper)]
        self._exempt = self._service.exempt_pages(paper)
        self._number = 0
        self._task: Task | None = None
        self.made: PrintPages | None = None
        self.to = PrintTo.PRINTER
        self.setWindowTitle("Print pages")
        self.exempt_words = Label("", colour="warn")
        self.exempt = Tick("Print the exempt pages too, and notes that quote them")
        self.which = Choice("Pages")
        options = _options(self._labels, page, self._service.item_at(paper, page))
        self.which.set_options(options, options[0][1])
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("75-78, 80")
        self.typed_field = Field("Pack pages", self.typed)
        self.marks = Tick("With my marks", checked=True)
        self.amount = Label("", colour="ink-2")
        self.print_button = Button("Print…", "print", kind="primary")
        self.print_button.setDefault(True)
        self.save_button = Button("Save as PDF…", "download")
        self.cancel_button = Button("Cancel")
        self.pages = PackPages("the pages to print")
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._lay_out()
        self._connect()
        self._on_changed()
        self.which.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def wish(self) -> PrintWish | None:
        """What is chosen; None while the pages that were typed are none."""
        pages = self._chosen()
        if pages is None:
            return None
        return PrintWish(self._paper, pages, self.marks.isChecked(), self.exempt.isChecked())

    @property
    def busy(self) -> bool:
        """Whether the pages are still being made."""
        return self._task is not None or self._timer.isActive()

    def done(self, result: int) -> None:
        self._drop_task()
        self._timer.stop()
        self.pages.clear()
        super().done(result)

    def _chosen(self) -> tuple[int, ...] | None:
        chosen = self.which.currentData()
        if chosen != _TYPED:
            return tuple(chosen)
        try:
            return pages_typed(self.typed.text(), self._labels)
        except UserFacingError:
            return None

    def _on_changed(self) -> None:
        """Say what concerns the choice, and make the pages once the person has paused."""
        typed = self.which.currentData() == _TYPED
        self.typed_field.setVisible(typed)
        self._drop_task()
        self.made = None
        self._enable()
        self.typed_field.set_error("")
        pages = self._chosen()
        exempt = [page for page in pages or () if page in self._exempt]
        self.exempt_words.set_text(self._exempt_sentence(exempt, len(pages or ())))
        self.exempt_words.setVisible(bool(exempt))
        # A note on a public page may quote an exempt one.
        self.exempt.setVisible(bool(self._exempt))
        self._timer.start()

    def _exempt_sentence(self, exempt: Sequence[int], count: int) -> str:
        if not exempt:
            return ""
        which = ranges(self._labels, exempt)
        of = "These pages are" if len(exempt) == count else f"Pack pages {which} are"
        if len(exempt) == 1:
            of = "This page is" if count == 1 else f"Pack page {which} is"
        be = "It is" if len(exempt) == 1 else "They are"
        return f"{of} exempt. {be} printed." if self.exempt.isChecked() else f"{of} exempt. {be} left out."

    def _make(self) -> None:
        """Begin to make the pages in the background."""
        wish = self.wish
        if wish is None:
            self._say_what_is_wrong()
            return
        self._drop_task()
        number, service = self._number, self._service

        def work(progress: ProgressCallback, cancel: CancelToken) -> _Made:
            return _Made(number, service.make(wish, progress, cancel))

        self._say_amount("Making the pages")
        self._task = self._workspace.tasks.run(
            "Making the pages", work, on_success=self._on_made, on_failure=self._on_not_made(number)
        )

    def _say_what_is_wrong(self) -> None:
        self.pages.clear()
        self.pages.show_nothing("No pages chosen")
        self._say_amount("")
        try:
            pages_typed(self.typed.text(), self._labels)
        except UserFacingError as error:
            # Nothing typed yet is no mistake.
            self.typed_field.set_error(str(error) if self.typed.text().strip() else "")

    def _drop_task(self) -> None:
        self._number += 1
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _on_made(self, made: _Made) -> None:
        if made.wish != self._number:
            return
        self._task = None
        self.made = made.pages
        self.pages.set_pdf(made.pages.data, made.pages.page_count)
        said = [count_words(made.pages.page_count, "page")]
        if self.marks.isChecked():
            said.append(count_words(made.pages.marks, "mark") if made.pages.marks else "no marks on them")
        sentence = ", ".join(said) + "."
        if made.pages.exempt_marks:
            stay = "stays" if made.pages.exempt_marks == 1 else "stay"
            marks = count_words(made.pages.exempt_marks, "mark")
            sentence += f" {marks} that may quote exempt words {stay} out."
        self._say_amount(sentence)
        self._enable()

    def _on_not_made(self, number: int) -> Callable[[BaseException], None]:
        def tell(error: BaseException) -> None:
            if number != self._number:
                return
            self._task = None
            if not isinstance(error, UserFacingError):
                raise error
            self.pages.clear()
            self.pages.show_nothing("Nothing to print")
            self._say_amount(str(error))

        return tell

    def _say_amount(self, sentence: str) -> None:
        self.amount.set_text(sentence)
        self.amount.setVisible(bool(sentence))

    def _enable(self) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(self.made is not None)

    def _on_print(self) -> None:
        self.to = PrintTo.PRINTER
        self.accept()

    def _on_save(self) -> None:
        self.to = PrintTo.FILE
        self.accept()

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._on_changed)
        self.which.activated.connect(self._on_chosen)
        self.typed.textChanged.connect(self._on_changed)
        self.marks.toggled.connect(self._on_changed)
        self.exempt.toggled.connect(self._on_changed)
        self._timer.timeout.connect(self._make)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.cancel_button.clicked.connect(self.reject)
        add_key(self, "PgUp", "The page before", self.pages.show_previous)
        add_key(self, "PgDown", "The next page", self.pages.show_next)

    def _on_chosen(self) -> None:
        if self.which.currentData() == _TYPED:
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        theme = current_theme()
        controls = ScrollPage(margin=24, gap=12, surface="surface")
        controls.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (
            Heading("Print pages"),
            self.exempt_words,
            self.exempt,
            Field("Pages", self.which),
            self.typed_field,
            self.marks,
            self.amount,
            self.print_button,
            self.save_button,
            self.cancel_button,
        ):
            controls.body.addWidget(widget)
        controls.body.addStretch(1)
        controls.setFixedWidth(min(theme.px(360), 560))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(controls)
        row.addWidget(self.pages, 1)
        self.resize(min(theme.px(900), 1180), min(theme.px(640), 740))


def _options(labels: Sequence[str], page: int, item: MeetingItem | None) -> list[tuple[str, object]]:
    options: list[tuple[str, object]] = [(f"This page: pack page {labels[page]}", (page,))]
    if item is not None and item.first_page is not None:
        last = item.first_page if item.last_page is None else item.last_page
        pages = tuple(range(item.first_page, min(last, len(labels) - 1) + 1))
        named = f"{item.number}. {item.subject}" if item.number else item.subject
        options.append((f"This item: {shortened(named, 50)}, {ranges(labels, pages)}", pages))
    options.append(("Pack pages…", _TYPED))
    options.append(("The whole paper", tuple(range(len(labels)))))
    return options
