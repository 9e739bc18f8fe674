"""The large controls of meeting mode: item before, item after, pack page, leave."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from panel_app.ui.reader.toolbar import PageControl
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button


class MeetingBar(QFrame):
    """`page` is the control of pack pages.

    Signals: `previous_wanted()`, `next_wanted()`, `leave_wanted()`.
    """

    previous_wanted = Signal()
    next_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meetingBar")
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("In the meeting")
        self.previous_button = Button("Previous item", "chevron-left")
        self.next_button = Button("Next item", "chevron-right")
        self.page = PageControl("lead")
        self.leave_button = Button("Leave the meeting", "close")
        for button, words, keys in (
            (self.previous_button, "Previous item", "Shift+I"),
            (self.next_button, "Next item", "I"),
            (self.leave_button, "Leave meeting mode", "F11"),
        ):
            button.setAccessibleName(words)
            button.setToolTip(f"{words} ({keys})")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.previous_button)
        self._row.addWidget(self.next_button)
        self._row.addWidget(self.page)
        self._row.addStretch(1)
        self._row.addWidget(self.leave_button)
        self.previous_button.clicked.connect(self.previous_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.leave_button.clicked.connect(self.leave_wanted)
        follow_theme(self, self._restyle)

    def show_step(self, first: bool, last: bool) -> None:
        """Whether there is an item before and one after."""
        self.previous_button.setEnabled(not first)
        self.next_button.setEnabled(not last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        theme = current_theme()
        self.setStyleSheet(
            f"#meetingBar QPushButton {{ min-height: {theme.height(50)}px; font-size: {theme.px(18)}px; }}"
            '#meetingBar QPushButton[seg="middle"] { padding: 0; }'
        )
        self._fit()

    def _fit(self) -> None:
        """Where the words do not fit, the arrows and the cross stand alone; each keeps its name."""
        theme = current_theme()
        side = theme.space(16)
        self._row.setContentsMargins(side, theme.space(8), side, theme.space(8))
        self._row.setSpacing(theme.space(12))
        buttons = ((self.previous_button, "Previous item"), (self.next_button, "Next item"))
        for button, words in (*buttons, (self.leave_button, "Leave the meeting")):
            button.setText(words)
        if self._row.sizeHint().width() > self.width():
            self.leave_button.setText("")
        if self._row.sizeHint().width() > self.width():
            for button, _ in buttons:
                button.setText("")
