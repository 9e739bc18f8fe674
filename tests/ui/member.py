"""What a member does at the window, for the journeys: find what is on the screen by its words, press it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from panel_app.services.desk import Desk
from panel_app.ui.main_window import MainWindow
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.widgets.strips import Strip
from panel_app.ui.widgets.text import Label
from panel_app.ui.workspace import Workspace


class Member:
    """A member at a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.bot = qtbot

    def sees(self, words: str, inside: QWidget | None = None) -> bool:
        """Whether words are on the screen: in a label, a button or a row."""
        return any(words in text for text in self.texts(inside))

    def texts(self, inside: QWidget | None = None) -> list[str]:
        root = inside or self.window
        labels = [x.plain_text() for x in root.findChildren(Label) if x.isVisible()]
        buttons = [
            f"{x.text()} {x.accessibleName()}" for x in root.findChildren(QAbstractButton) if x.isVisible()
        ]
        return labels + buttons

    def button(self, words: str, inside: QWidget | None = None) -> QAbstractButton:
        """The visible button or row that says so."""
        root = inside or self.window
        for match in (str.__eq__, str.startswith):
            for button in root.findChildren(QAbstractButton):
                if button.isVisible() and (
                    match(button.text(), words) or match(button.accessibleName(), words)
                ):
                    return button
        raise AssertionError(f"nothing to press says {words!r}; there is {self.texts(inside)}")

    def press(self, words: str, inside: QWidget | None = None) -> None:
        button = self.button(words, inside)
        assert button.isEnabled(), f"{words!r} cannot be pressed"
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def types(self, words: str) -> None:
        """Type where the keyboard is."""
        held = QApplication.focusWidget()
        assert held is not None, "the keyboard is nowhere"
        self.bot.keyClicks(held, words)

    def page(self) -> str:
        return self.window.shell.current_page()

    def strips(self) -> list[str]:
        return [x.sentence() for x in self.window.shell.strips() if isinstance(x, Strip)]

    def waits(self, until: Callable[[], bool], milliseconds: int = 5000) -> None:
        self.bot.waitUntil(until, timeout=milliseconds)


@contextmanager
def at_the_window(desk: Desk, qtbot: QtBot) -> Iterator[Member]:
    """A window over a desk, closed again as a member closes it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = MainWindow(Workspace(desk))
    try:
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(lambda: window.isActiveWindow(), timeout=2000)
        yield Member(window, qtbot)
    finally:
        window.close()
        window.shut_down()
        window.deleteLater()
        # The look is set over no windows at all: each widget that is there would be polished anew.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        apply_theme(app, load_theme("light"))
