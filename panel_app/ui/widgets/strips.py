"""Strips: what the program says across the top of a view, and the sentence where nothing is yet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from panel_app.ui.icons import paint_icon
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.text import Label


class IconSign(QWidget):
    """An icon that stands before words and says nothing by itself; `line_role` centres it on their first
    line.
    """

    def __init__(
        self,
        name: str,
        colour: str = "ink-2",
        size: int = 20,
        line_role: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self._size = size
        self._line_role = line_role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self, self._restyle)

    def set_icon(self, name: str, colour: str | None = None) -> None:
        """Show another icon."""
        self._name = name
        self._colour = colour or self._colour
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        side = theme.px(self._size)
        return QSize(side, max(side, theme.line_height(self._line_role)))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = current_theme().px(self._size)
        rect = self.rect()
        rect.setHeight(side)
        rect.setWidth(side)
        rect.moveTop((self.height() - side) // 2)
        paint_icon(QPainter(self), self._name, self._colour, rect)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class Strip(QFrame):
    """The frame all strips share: an icon, a sentence that wraps, and what can be done about it at the
    right.
    """

    def __init__(
        self, sentence: str, tone: str, icon: str | None, colour: str = "ink", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone)
        self.setAccessibleName(sentence)
        self.row = QHBoxLayout(self)
        self.middle = QVBoxLayout()
        self._words = QHBoxLayout()
        if icon is not None:
            self._words.addWidget(IconSign(icon, colour), 0, Qt.AlignmentFlag.AlignTop)
        self.label = Label(sentence, colour=colour)
        self._words.addWidget(self.label, 1)
        self.middle.addStretch(1)
        self.middle.addLayout(self._words)
        self.middle.addStretch(1)
        self.row.addLayout(self.middle, 1)
        follow_theme(self, self._restyle)

    def sentence(self) -> str:
        """What the strip says."""
        return self.label.plain_text()

    def set_sentence(self, sentence: str) -> None:
        """Say something else."""
        self.label.set_text(sentence)
        self.setAccessibleName(sentence)

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(theme.size("margin"))
        self.row.setContentsMargins(side, theme.space(8), side, theme.space(8))
        self.row.setSpacing(theme.space(12))
        self._words.setSpacing(theme.space(12))
        self.middle.setSpacing(theme.space(6))


class ProgressStrip(Strip):
    """A long job at work: a sentence ("Reading page 40 of 150"), a flat bar, Cancel.

    Signals: `cancelled()` when the person presses Cancel; the strip then says so and waits to be removed.
    """

    cancelled = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(sentence, "progress", None, parent=parent)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName("Progress")
        self.middle.insertWidget(2, self.bar)
        self.cancel_button = Button("Cancel", small=True)
        self.row.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.cancel_button.clicked.connect(self._on_cancel)

    def set_progress(self, done: int, total: int, sentence: str | None = None) -> None:
        """Show `done` of `total` steps; a total of 0 means that the length is not known."""
        self.bar.setRange(0, max(0, total))
        self.bar.setValue(min(done, total) if total > 0 else 0)
        if sentence is not None:
            self.set_sentence(sentence)

    def _on_cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.set_sentence("Stopping")
        self.cancelled.emit()


class ErrorStrip(Strip):
    """Something failed: what is wrong and what to do, perhaps with a button that does it, and close.

    Signals: `action_chosen()`, `closed()`.
    """

    action_chosen = Signal()
    closed = Signal()

    def __init__(
        self, sentence: str, action: str | None = None, closable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(sentence, "bad", "alert", "bad", parent)
        self.action_button: Button | None = None
        if action is not None:
            self.action_button = Button(action, small=True)
            self.action_button.clicked.connect(self.action_chosen)
            self.row.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.close_button: IconButton | None = None
        if closable:
            self.close_button = IconButton("close", "Close this message", kind="flat", small=True)
            self.close_button.clicked.connect(self.closed)
            self.row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)


class InfoStrip(Strip):
    """Something to know, such as that this is the sample library, with a link or two and perhaps close.

    Signals: `action_chosen()`, `second_chosen()`, `closed()`.
    """

    action_chosen = Signal()
    second_chosen = Signal()
    closed = Signal()

    def __init__(
        self,
        sentence: str,
        action: str | None = None,
        second: str | None = None,
        closable: bool = False,
        tone: str = "info",
        parent: QWidget | None = None,
    ) -> None:
        warn = tone == "warn"
        super().__init__(sentence, tone, "warning" if warn else "info", "warn" if warn else "ink", parent)
        self.action_button: Button | None = None
        if action is not None:
            self.action_button = Button(action, kind="quiet", small=True)
            self.action_button.clicked.connect(self.action_chosen)
            self.row.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.second_button: Button | None = None
        if second is not None:
            self.second_button = Button(second, kind="quiet", small=True)
            self.second_button.clicked.connect(self.second_chosen)
            self.row.addWidget(self.second_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.close_button: IconButton | None = None
        if closable:
            self.close_button = IconButton("close", "Close this message", kind="flat", small=True)
            self.close_button.clicked.connect(self.closed)
            self.row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)


class EmptyState(QWidget):
    """Where the first row would be: one sentence about what will be here and one link to begin.

    Signals: `link_chosen()`.
    """

    link_chosen = Signal()

    def __init__(self, sentence: str, link_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.label = Label(sentence, colour="ink-2")
        column.addWidget(self.label)
        self.link_button: Button | None = None
        if link_text:
            self.link_button = Button(link_text, kind="quiet")
            self.link_button.clicked.connect(self.link_chosen)
            column.addWidget(self.link_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def set_sentence(self, sentence: str) -> None:
        """Say something else."""
        self.setAccessibleName(sentence)
        self.label.set_text(sentence)
