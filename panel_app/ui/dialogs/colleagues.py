"""“Colleagues' notes…”: whose notes came, which are shown, those without a place, and removing them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.changes import Changes
from panel_app.domain.sharing import Colleague
from panel_app.ui.theme import current_theme
from panel_app.ui.views.settings_view import AskOnce
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.text import Heading, Label, Rule
from panel_app.ui.words import count_words, shortened
from panel_app.ui.workspace import Workspace

_QUOTE = 160


class ColleaguesDialog(QDialog):
    """Each colleague with a tick to show the notes in the reader's margin."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setWindowTitle("Colleagues' notes")
        self.ask = AskOnce()
        self.close_button = Button("Close", kind="primary")
        self._page = ScrollPage(margin=24)
        theme = current_theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._page, 1)
        foot = QHBoxLayout()
        side = theme.space(24)
        foot.setContentsMargins(side, theme.space(12), side, theme.space(16))
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        box.addLayout(foot)
        self.close_button.clicked.connect(self.accept)
        self._parts: list[QWidget] = []
        self._page.body.addWidget(Heading("Colleagues' notes"))
        self._page.body.addWidget(
            Label(
                "Notes that colleagues shared with you as a file. They stand beside yours in the "
                "reader's margin, under their names.",
                colour="ink-2",
            )
        )
        self._page.body.addWidget(self.ask)
        self._page.body.addStretch(1)
        self._refresh()
        self.resize(theme.space(560), theme.space(480))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        service = self._workspace.desk.colleagues
        colleagues = service.all()
        if not colleagues:
            self._add(Label("None so far: choose “Bring notes in…” to open a file from a colleague."))
        for colleague in colleagues:
            self._add(Rule())
            self._add(self._row(colleague))
            for mark in service.without_place(colleague.id):
                said = [shortened(mark.anchor.exact, _QUOTE), mark.note.strip()]
                words = ": ".join(part for part in said if part) or "A mark without words"
                self._add(Label(f"No place in this version. {words}", role="dense", colour="ink-2"))

    def _row(self, colleague: Colleague) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        tick = Tick(
            f"Show the notes of {colleague.name}",
            count_words(colleague.notes, "note"),
            checked=colleague.shown,
        )
        remove = IconButton("trash", f"Remove the notes of {colleague.name}", kind="quiet", small=True)
        line.addWidget(tick, 1)
        line.addWidget(remove)
        service = self._workspace.desk.colleagues
        tick.toggled.connect(lambda shown: self._write(lambda: service.set_shown(colleague.id, shown)))
        remove.clicked.connect(
            lambda: self.ask.ask(
                f"Remove the notes of {colleague.name} from this computer? Yours stay.",
                "Remove",
                lambda: self._remove(colleague),
                self.close_button,
            )
        )
        return row

    def _remove(self, colleague: Colleague) -> None:
        self._write(lambda: self._workspace.desk.colleagues.remove(colleague.id))
        self._refresh()

    def _write(self, write: Callable[[], Changes]) -> None:
        self._workspace.announce(write())

    def _add(self, part: QWidget) -> None:
        self._page.body.insertWidget(self._page.body.count() - 1, part)
        self._parts.append(part)
