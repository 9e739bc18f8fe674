"""The keys of the program: each is made, or told of, with what it does; the sheet on F1 lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_DOES = "does"
_TOLD = "told_keys"
_SCREEN = "keys_of_screen"
EVERYWHERE = "Everywhere"


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key, or several that do the same, and what it does."""

    keys: str
    does: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of a screen or of a part of it."""

    title: str
    lines: tuple[KeyLine, ...]


def add_key(
    widget: QWidget,
    keys: str | Sequence[str],
    does: str,
    slot: Callable[[], object],
    anywhere: bool = False,
) -> QShortcut:
    """Have a key, or each of several, work wherever the keyboard is within a widget, or in its window."""
    wanted = [keys] if isinstance(keys, str) else list(keys)
    shortcut = QShortcut(widget)
    shortcut.setKeys([QKeySequence(key) for key in wanted])
    if not anywhere:
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.setProperty(_DOES, does)
    shortcut.activated.connect(slot)
    return shortcut


def tell_keys(widget: QWidget, *lines: tuple[str, str]) -> None:
    """Name the keys that a widget reads itself, each with what it does; none where they go without saying."""
    widget.setProperty(_TOLD, [list(line) for line in lines])


def tells_keys(widget: QWidget) -> bool:
    """Whether a widget names the keys that it reads itself."""
    return widget.property(_TOLD) is not None


def name_screen(part: QObject, title: str) -> None:
    """The heading under which a key, or the keys of a widget and of what is in it, are listed."""
    part.setProperty(_SCREEN, title)


def key_groups(window: QWidget, held: QWidget | None = None) -> list[KeyGroup]:
    """All keys of a window by screen, first those of the screen on which `held` has the keyboard."""
    groups: dict[str, dict[str, str]] = {EVERYWHERE: {}}
    for part, keys, does in _lines(window):
        group = groups.setdefault(_screen(part), {})
        group[does] = f"{group[does]}, {keys}" if does in group and keys not in group[does] else keys
    first = _screen(held) if held is not None else EVERYWHERE
    order = [first, *(title for title in groups if title != first)]
    return [
        KeyGroup(title, tuple(KeyLine(keys, does) for does, keys in groups[title].items()))
        for title in order
        if groups.get(title)
    ]


def _lines(window: QWidget) -> Iterator[tuple[QObject, str, str]]:
    for shortcut in window.findChildren(QShortcut):
        sequences = shortcut.keys()
        names = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in sequences]
        if shortcut.property(_DOES):
            yield shortcut, ", ".join(names), str(shortcut.property(_DOES))
    for widget in (window, *window.findChildren(QWidget)):
        for keys, does in widget.property(_TOLD) or ():
            yield widget, keys, does


def _screen(part: QObject | None) -> str:
    while part is not None:
        title = part.property(_SCREEN)
        if title:
            return str(title)
        part = part.parent()
    return EVERYWHERE
