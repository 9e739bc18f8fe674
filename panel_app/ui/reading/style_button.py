"""The button in the reader's toolbar that sets the words of the reading view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from panel_app.domain.reading_style import LINE_LETTERS, SIZES, SPACINGS, ReadingStyle
from panel_app.ui.widgets.buttons import Button


class StyleButton(Button):
    """A menu of the size of the words, the length of the lines and the room between them.

    Signals: `style_chosen(ReadingStyle)`.
    """

    style_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Words 100%", parent=parent)
        self._style = ReadingStyle()
        self.setToolTip("Size of the words, length of the lines, room between them")
        self.menu_ = QMenu(self)
        self.menu_.setAccessibleName("How the words are set")
        self.larger_action = self._step("Larger words\tCtrl+plus", True)
        self.smaller_action = self._step("Smaller words\tCtrl+minus", False)
        sizes = {size: f"{size}%" for size in SIZES}
        self._groups = {
            "size": self._choices("Size of the words", "size", sizes),
            "letters": self._choices("Length of the lines", "letters", LINE_LETTERS),
            "spacing": self._choices("Room between the lines", "spacing", SPACINGS),
        }
        self.setMenu(self.menu_)
        self.show_style(self._style)

    def show_style(self, style: ReadingStyle) -> None:
        """Show what is in use, without a signal."""
        self._style = style
        self.setText(f"Words {style.size}%")
        self.setAccessibleName(f"How the words are set, size {style.size}%")
        self.larger_action.setEnabled(style.size < SIZES[-1])
        self.smaller_action.setEnabled(style.size > SIZES[0])
        for name, group in self._groups.items():
            for action in group.actions():
                action.setChecked(action.data() == getattr(style, name))

    def step_size(self, larger: bool) -> None:
        """One size up or down."""
        self._choose(replace(self._style, size=self._style.next_size(larger)))

    def usual_size(self) -> None:
        """Back to the program's own size."""
        self._choose(replace(self._style, size=100))

    def _step(self, words: str, larger: bool) -> QAction:
        action = self.menu_.addAction(words)
        action.triggered.connect(lambda: self.step_size(larger))
        return action

    def _choices(self, title: str, name: str, options: Mapping[int, str]) -> QActionGroup:
        menu = self.menu_.addMenu(title)
        group = QActionGroup(self)
        for value, words in options.items():
            action = QAction(words, menu, checkable=True)
            action.setData(value)
            action.triggered.connect(lambda _=False, v=value: self._choose(replace(self._style, **{name: v})))
            group.addAction(action)
            menu.addAction(action)
        return group

    def _choose(self, style: ReadingStyle) -> None:
        self.show_style(style)
        self.style_chosen.emit(style)
