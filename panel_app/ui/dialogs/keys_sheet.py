"""F1: every key of the program, by screen, read off the keys that there are."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from panel_app.ui.keys import KeyGroup, add_key, key_groups
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.widgets.words import Words

_TO_WORDS = {Qt.Key.Key_Down, Qt.Key.Key_PageDown}


class KeysSheet(QDialog):
    """A field that narrows, and the keys beneath it. Escape closes."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = groups
        self.setWindowTitle("Keys")
        theme = current_theme()
        self.field = QLineEdit()
        self.field.setAccessibleName("Find a key, or what it does")
        self.field.setPlaceholderText("Find a key, or what it does")
        self.count = Label(role="small", colour="ink-2")
        self.words = Words("Keys and what they do")
        self.close_button = Button("Close")
        box = QVBoxLayout(self)
        side = theme.space(24)
        box.setContentsMargins(side, theme.space(16), side, theme.space(16))
        box.setSpacing(theme.space(8))
        box.addWidget(Heading("Keys"))
        box.addWidget(self.field)
        box.addWidget(self.count)
        box.addWidget(self.words, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        box.addLayout(foot)
        self.field.textChanged.connect(self._on_typed)
        self.close_button.clicked.connect(self.accept)
        self._show("")
        room = self.screen().availableGeometry()
        self.resize(min(theme.space(760), room.width() - 40), min(theme.space(640), room.height() - 60))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.field.hasFocus() and event.key() in _TO_WORDS:
            self.words.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _on_typed(self, words: str) -> None:
        self._show(words)

    def _show(self, words: str) -> None:
        wanted = words.lower().split()
        theme, parts, found = current_theme(), [], 0
        small = f"color:{theme.tokens['ink-2']}"
        for group in self._groups:
            lines = [
                line
                for line in group.lines
                if all(word in f"{group.title} {line.keys} {line.does}".lower() for word in wanted)
            ]
            if not lines:
                continue
            found += len(lines)
            rows = "".join(
                f'<tr><td width="34%"><b>{html.escape(line.keys)}</b></td>'
                f"<td>{html.escape(line.does)}</td></tr>"
                for line in lines
            )
            parts.append(
                f'<p style="{small}"><b>{html.escape(group.title)}</b></p>'
                f'<table width="100%" cellpadding="{theme.space(4)}">{rows}</table>'
            )
        self.words.setHtml("".join(parts) or "<p>No key is called so or does that.</p>")
        self.count.set_text(f"{found} keys" if found != 1 else "1 key")


def offer_keys(window: QWidget) -> None:
    """Have F1 show the keys of a window, those of the screen with the keyboard first."""
    add_key(window, "F1", "All keys", lambda: show_keys(window), anywhere=True)


def show_keys(window: QWidget) -> None:
    """Show the sheet over the window; once it is closed, the keyboard is where it was."""
    held = QApplication.focusWidget()
    sheet = KeysSheet(key_groups(window, held), window)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def give_back() -> None:
        if held is not None and isValid(held) and held.isVisible():
            held.window().activateWindow()
            held.setFocus(Qt.FocusReason.ShortcutFocusReason)

    sheet.finished.connect(give_back)
    sheet.open()
