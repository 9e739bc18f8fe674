"""The strip of a paper that was replaced: which version this is, and what is to do about the marks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label
from panel_app.ui.words import count_words

_LARGE = 1.5


class VersionStrip(QFrame):
    """One sentence, and a button for each thing that can be done.

    Signals: `confirm_wanted()` for the next mark to confirm, `shelf_wanted()`, `changes_wanted()` for what
    the new version changed, `closed()`.
    """

    confirm_wanted = Signal()
    shelf_wanted = Signal()
    changes_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "info")
        self._version = self._marks = ""
        self.label = Label("")
        self.confirm_button = Button("", "highlight", small=True)
        self.shelf_button = Button("", small=True)
        self.changes_button = Button("What changed", small=True)
        self.close_button = IconButton("close", "Close this message", kind="flat", small=True)
        flowing = QWidget()
        flow = FlowLayout(flowing, gap=12, row_gap=6)
        for widget in (self.label, self.confirm_button, self.shelf_button, self.changes_button):
            flow.addWidget(widget)
        self._row = QHBoxLayout(self)
        self._row.addWidget(flowing, 1)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.confirm_button.setToolTip("To the next mark to confirm (M)")
        self.shelf_button.setToolTip("Marks without a place in this version (S)")
        self.changes_button.setToolTip("Compare this version with the one before (W)")
        self.confirm_button.clicked.connect(self.confirm_wanted)
        self.shelf_button.clicked.connect(self.shelf_wanted)
        self.changes_button.clicked.connect(self.changes_wanted)
        self.close_button.clicked.connect(self.closed)
        follow_theme(self, self._restyle)

    def sentence(self) -> str:
        """What the strip says."""
        return self.label.plain_text()

    def show_state(self, version: str, marks: str, to_confirm: int, on_shelf: int, versions: int) -> None:
        """Say which version this is and what became of the marks, and offer what there is to do."""
        self._version, self._marks = version, marks
        self.confirm_button.setText(f"{count_words(to_confirm, 'mark')} to confirm")
        self.confirm_button.setVisible(to_confirm > 0)
        self.shelf_button.setText(f"{on_shelf:,} on the shelf")
        self.shelf_button.setVisible(on_shelf > 0)
        self.changes_button.setVisible(versions > 1)
        self._say()

    def _say(self) -> None:
        # In large type the page needs the room, and the buttons tell of the marks too.
        large = current_theme().scale >= _LARGE and self._version
        self.label.set_text(self._version if large else f"{self._version} {self._marks}".strip())
        self.setAccessibleName(f"{self._version} {self._marks}".strip())

    def _restyle(self) -> None:
        theme = current_theme()
        self._say()
        side = theme.space(theme.size("margin"))
        self._row.setContentsMargins(side, theme.space(8), side, theme.space(8))
        self._row.setSpacing(theme.space(12))
