"""Asks in place why something is hidden; the answer may be empty."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label

WHY = "Why hide it? This may be left empty."
_MOST_LETTERS = 200


class HideReason(QWidget):
    """A field for a short reason. Signals: `confirmed(reason)` for Hide or Enter, `kept()` for Keep it or
    Escape.
    """

    confirmed = Signal(str)
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setMaxLength(_MOST_LETTERS)
        self.field.setAccessibleName(WHY)
        self.field.setAcceptDrops(False)
        self.field.installEventFilter(self)
        self.hide_button = Button("Hide", small=True)
        self.keep_button = Button("Keep it", kind="quiet", small=True)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8, row_gap=4)
        flow.addWidget(self.hide_button)
        flow.addWidget(self.keep_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (Label(WHY, role="small", colour="ink-2"), self.field, buttons):
            self._column.addWidget(widget)
        self.hide_button.clicked.connect(self._on_confirmed)
        self.keep_button.clicked.connect(self.kept)
        follow_theme(self, self._restyle)
        self.hide()

    def ask(self) -> None:
        """Show the field, empty, with the keyboard in it."""
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.kept.emit()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._on_confirmed()
                return True
        return False

    def _on_confirmed(self) -> None:
        self.confirmed.emit(self.field.text())

    def _restyle(self) -> None:
        self._column.setSpacing(current_theme().space(6))
