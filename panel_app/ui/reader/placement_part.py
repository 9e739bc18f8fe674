"""The part of a mark's card that tells what became of the mark in a new version of its paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.domain.marks import Mark
from panel_app.services.placing import ToConfirm
from panel_app.ui.reader.placement_words import moved_words, telling_words, title
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.diff import DiffLabel
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label
from panel_app.ui.words import shortened

_NAMED = 60


class PlacementPart(QWidget):
    """Old and new words with “Keep my mark” and “Put it aside”; or where the mark moved from.

    Signals: `kept()`, `put_aside()`.
    """

    kept = Signal()
    put_aside = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(role="dense", bold=True)
        self.moved = Label(role="small", colour="ink-2")
        self.words = DiffLabel()
        self.was = Label(role="small", colour="ink-2")
        self.keep_button = Button("Keep my mark", small=True)
        self.aside_button = Button("Put it aside", small=True)
        self.aside_button.setAccessibleDescription("It is kept on the shelf with its note and its old words")
        self._buttons = QWidget()
        row = FlowLayout(self._buttons, gap=8)
        row.addWidget(self.keep_button)
        row.addWidget(self.aside_button)
        self._column = QVBoxLayout(self)
        for widget in (self.title, self.moved, self.words, self.was, self._buttons):
            self._column.addWidget(widget)
        self.keep_button.clicked.connect(self.kept)
        self.aside_button.clicked.connect(self.put_aside)
        follow_theme(self, self._restyle)
        self.hide()

    def show_of(self, mark: Mark, asked: ToConfirm | None, opened: bool) -> None:
        """Show what became of a mark; nothing where there is nothing to say."""
        asks, moved = asked is not None, mark.has_moved
        self.setVisible(asks or moved)
        self.title.setVisible(asks)
        self.moved.setVisible(moved)
        self._buttons.setVisible(asks or opened)
        on = shortened(" ".join(mark.anchor.exact.split()), _NAMED)
        for button in (self.keep_button, self.aside_button):
            button.setAccessibleName(f"{button.text()}: {on}" if on else button.text())
        if asked is not None:
            changes = telling_words(asked)
            self.title.set_text(title(asked))
            self.words.set_changes(changes)
            self.was.set_text(f"It was on page {asked.old_label}.")
            self.words.setVisible(bool(changes))
        else:
            self.words.hide()
            self.moved.set_text(moved_words(mark) if moved else "")
        self.was.setVisible(asked is not None and asked.old_label != asked.new_label)

    def take_keyboard(self) -> None:
        """Put the keyboard on “Keep my mark”."""
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        theme = current_theme()
        self._column.setSpacing(theme.space(6))
        self._column.setContentsMargins(0, 0, 0, theme.space(6))
