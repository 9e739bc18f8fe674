"""The keyboard in the reading view, besides what a text with a caret does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from panel_app.ui.reading.text_view import TextView

KEYS = (
    ("Arrow keys, with Shift", "Read by caret in the reading view, and select"),
    ("Ctrl+plus, Ctrl+minus, Ctrl+0", "Larger, smaller, usual words in the reading view"),
)
"""What is done here, for the sheet of keys; the rest is as on the pages."""
_ALT, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_Key = Qt.Key


def handle_key(view: TextView, event: QKeyEvent) -> bool:
    """Do what a key asks for; False when it is the text's own."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.matches(QKeySequence.StandardKey.Copy):
        view.copy_wanted.emit()
    elif modifiers & _CTRL and key in {_Key.Key_Plus, _Key.Key_Equal}:
        view.size_step_wanted.emit(True)
    elif modifiers == _CTRL and key == _Key.Key_Minus:
        view.size_step_wanted.emit(False)
    elif modifiers == _CTRL and key == _Key.Key_0:
        view.usual_size_wanted.emit()
    elif modifiers == _CTRL and key in {_Key.Key_Home, _Key.Key_End}:
        view.go_to_end(key == _Key.Key_Home)
    elif key == _Key.Key_Space and not modifiers & ~_SHIFT:
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + (-1 if modifiers & _SHIFT else 1) * bar.pageStep())
    elif key == _Key.Key_Escape and view.textCursor().hasSelection():
        cursor = view.textCursor()
        cursor.clearSelection()
        view.setTextCursor(cursor)
    elif modifiers & _ALT and key in {_Key.Key_Left, _Key.Key_Right}:
        # The way back through the jumps is the reader's.
        event.ignore()
    else:
        return False
    return True
