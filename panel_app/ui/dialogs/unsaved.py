"""Asks before the window closes over words that could not be saved."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.text import Heading, Label


class UnsavedDialog(QDialog):
    """Stay, which is what Escape does too, or close and lose the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Panel Desk")
        theme = current_theme()
        box = QVBoxLayout(self)
        side = theme.space(24)
        box.setContentsMargins(side, side, side, side)
        box.setSpacing(theme.space(12))
        box.addWidget(Heading("Your last words are not saved yet"))
        box.addWidget(
            Label(
                "They could not be written to the disk. Stay, free some space, and Panel Desk saves them by "
                "itself; or close it and lose them."
            )
        )
        self.stay_button = Button("Stay", kind="primary")
        self.close_button = Button("Close and lose them")
        row = QHBoxLayout()
        row.addWidget(self.stay_button)
        row.addWidget(self.close_button)
        row.addStretch(1)
        box.addLayout(row)
        self.stay_button.clicked.connect(self.reject)
        self.close_button.clicked.connect(self.accept)
        # Labels that wrap tell their height only for a width.
        width = theme.space(480)
        self.resize(width, box.heightForWidth(width))
        self.stay_button.setFocus()

    @staticmethod
    def may_close(parent: QWidget) -> bool:
        """Ask; True when the person would rather lose the words."""
        return UnsavedDialog(parent).exec() == QDialog.DialogCode.Accepted
