"""The keyboard on the pages: scrolling, zooming, copying, and selecting without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence

from panel_app.ui.reader.geometry import FIT_PAGE, FIT_WIDTH
from panel_app.ui.reader.selection import Selection

if TYPE_CHECKING:
    from panel_app.ui.reader.page_view import PageView

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_Key = Qt.Key


KEYS = (
    ("Shift+Down, Shift+Up", "Select the passage at the top, then a passage more or one fewer"),
    ("Ctrl+Shift+Down, Ctrl+Shift+Up", "Select by lines"),
    ("Shift+Right, Shift+Left", "Move the end of what is selected by a word"),
    ("Ctrl+Shift+Right, Ctrl+Shift+Left", "Move its beginning by a word"),
    ("Ctrl+C", "Copy the selected words with panel, date, item and pack page"),
    ("Ctrl+plus, Ctrl+minus", "Larger, smaller"),
    ("Ctrl+0, Ctrl+9", "As wide as the window; the whole page"),
    ("Space, Page Down, Page Up", "Scroll by a screen, or by a page where whole pages are shown"),
    ("Ctrl+Home, Ctrl+End", "To the beginning or the end of the paper"),
)
"""What `handle_key` does, for the sheet of keys."""


def handle_key(view: PageView, event: QKeyEvent) -> bool:
    """Do what a key asks for; False when it is not ours."""
    if event.matches(QKeySequence.StandardKey.Copy):
        view.copy_wanted.emit()
        return True
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers & _SHIFT and key in {_Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right}:
        return _select(view, key, bool(modifiers & _CTRL))
    if modifiers & _CTRL:
        return _zoom(view, key) or _to_end(view, key)
    if modifiers & ~_SHIFT:
        return False
    if key in {_Key.Key_Return, _Key.Key_Enter}:
        return view.links.follow()
    if key == _Key.Key_Escape:
        if view.pen.active:
            view.drawing_left.emit()
            return True
        if view.links.let_go():
            return True
        if view.selection is None:
            return False
        view.select(None)
        return True
    return _scroll(view, key, bool(modifiers & _SHIFT))


def _zoom(view: PageView, key: Qt.Key) -> bool:
    if key in {_Key.Key_Plus, _Key.Key_Equal}:
        view.zoom_by_step(True)
    elif key == _Key.Key_Minus:
        view.zoom_by_step(False)
    elif key == _Key.Key_0:
        view.set_zoom(FIT_WIDTH)
    elif key == _Key.Key_9:
        view.set_zoom(FIT_PAGE)
    else:
        return False
    return True


def _to_end(view: PageView, key: Qt.Key) -> bool:
    if key not in {_Key.Key_Home, _Key.Key_End}:
        return False
    _jump_to_end(view, key == _Key.Key_Home)
    return True


def _jump_to_end(view: PageView, start: bool) -> None:
    bar = view.verticalScrollBar()
    view.jumped.emit(view.place())
    view.glide.stop()
    bar.setValue(bar.minimum() if start else bar.maximum())


def _scroll(view: PageView, key: Qt.Key, shift: bool) -> bool:
    vertical, horizontal = view.verticalScrollBar(), view.horizontalScrollBar()
    line, across = 2 * vertical.singleStep(), 2 * horizontal.singleStep()
    moves: dict[Qt.Key, Callable[[], None]] = {
        _Key.Key_Up: lambda: view.glide.by(-line),
        _Key.Key_Down: lambda: view.glide.by(line),
        _Key.Key_Left: lambda: horizontal.setValue(horizontal.value() - across),
        _Key.Key_Right: lambda: horizontal.setValue(horizontal.value() + across),
        _Key.Key_PageUp: lambda: _turn(view, -1),
        _Key.Key_PageDown: lambda: _turn(view, 1),
        _Key.Key_Space: lambda: _turn(view, -1 if shift else 1),
        _Key.Key_Home: lambda: _jump_to_end(view, True),
        _Key.Key_End: lambda: _jump_to_end(view, False),
    }
    move = moves.get(key)
    if move is None:
        return False
    move()
    return True


def _turn(view: PageView, by: int) -> None:
    """A window further; where whole pages are shown, exactly to the next."""
    if view.zoom == FIT_PAGE:
        view.step(by)
    else:
        view.glide.by(by * view.verticalScrollBar().pageStep())


def _select(view: PageView, key: Qt.Key, ctrl: bool) -> bool:
    """Shift with an arrow: passages up and down, with Ctrl lines; words left and right, with Ctrl at the
    beginning.
    """
    keyboard = view.keyboard_selection()
    if keyboard is None:
        return False
    selection, down, right = view.selection, key == _Key.Key_Down, key == _Key.Key_Right
    upright = key in {_Key.Key_Up, _Key.Key_Down}
    made: Selection | None
    if selection is None:
        begin = (keyboard.first_line if ctrl else keyboard.first) if upright else keyboard.first_word
        page, offset = view.place()
        made = begin(page, offset * view.paper.sizes[page][1]) if view.paper else None
        if made is None:
            view.no_words_met.emit(view.page)
    elif upright and ctrl:
        made = keyboard.next_line(selection) if down else keyboard.previous_line(selection)
    elif upright:
        made = keyboard.next_passage(selection) if down else keyboard.previous_passage(selection)
    else:
        made = (keyboard.move_start if ctrl else keyboard.move_end)(selection, right)
    if made is not None and made != selection:
        view.select(made, show=True)
        announce(view, f"Selected: {view.selected_text()}")
    return True


def announce(view: PageView, words: str) -> None:
    """Have a screen reader say something."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))
