"""The bar that finds words in the open paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import IconButton
from panel_app.ui.widgets.text import Label

_TYPING_MS = 150


class FindBar(QFrame):
    """A field, a count, next and previous.

    Signals: `words_changed(str)` shortly after typing, `next_wanted()`, `previous_wanted()`, `closed()`.
    """

    words_changed = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setAccessibleName("Find in this paper")
        self.field.setPlaceholderText("Find in this paper")
        self.count = Label(colour="ink-2", wrap=False)
        self.previous_button = IconButton("chevron-up", "Previous place")
        self.next_button = IconButton("chevron-down", "Next place")
        self.close_button = IconButton("close", "Close find", kind="quiet")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.previous_button)
        self._row.addWidget(self.next_button)
        self._row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self._row.addWidget(self.close_button)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._tell)
        self.field.textEdited.connect(self._typing.start)
        self.field.returnPressed.connect(self._on_return)
        self.previous_button.clicked.connect(self.previous_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.close_button.clicked.connect(self.closed)
        follow_theme(self, self._restyle)

    def open(self, words: str = "") -> None:
        """Show the bar, with words in it when given, ready to type."""
        if words:
            self.field.setText(words)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_count(self, at: int, total: int, pictures: int = 0) -> None:
        """Say which of how many places is shown; `at` counts from 0. `pictures` pages have no words."""
        if not self.field.text().strip():
            said = ""
        elif total:
            said = f"{at + 1:,} of {total:,}"
        else:
            said = "Not in this paper"
            if pictures:
                pages = "1 page is a picture" if pictures == 1 else f"{pictures:,} pages are pictures"
                said = f"Not in its words; {pages} without words"
        self.count.set_text(said)
        self.previous_button.setEnabled(total > 0)
        self.next_button.setEnabled(total > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _on_return(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._tell()
        else:
            self.next_wanted.emit()

    def _tell(self) -> None:
        self.words_changed.emit(self.field.text())

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(40 if theme.scale == 1 else 16)
        self._row.setContentsMargins(side, theme.space(8), side, theme.space(8))
        self._row.setSpacing(theme.space(8))
