"""Words to read with a caret: they can be scrolled and selected by keyboard and read by a screen reader."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit, QWidget

from panel_app.ui.keys import tell_keys
from panel_app.ui.theme import current_theme, follow_theme


class Words(QTextEdit):
    """Text that is read only; Tab leaves it."""

    def __init__(self, accessible_name: str, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName(accessible_name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tell_keys(self)
        follow_theme(self, self._restyle)

    def _restyle(self) -> None:
        self.setFont(current_theme().font(self._role))
        self.setCursorWidth(current_theme().px(2))
