"""The reader's own keys. What they do in words stands in Help; the pages' keys are in `page_keys`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from panel_app.ui.reader.reader_view import ReaderView


def add_reader_keys(reader: ReaderView) -> None:
    """Have the keys work wherever the keyboard is within the reader, but in fields that take letters."""
    do, versions, finder = reader.commands, reader.versions, reader.finder
    keys: list[tuple[str, Callable[[], None]]] = [
        ("H", do.highlight),
        ("U", do.underline),
        ("N", do.note),
        ("Q", do.question),
        ("B", do.bookmark),
        ("D", reader.drawing.toggle),
        ("R", reader.drawing.toggle_rubbing),
        ("J", lambda: do.step_mark(1)),
        ("Shift+J", lambda: do.step_mark(-1)),
        ("F", reader.step_figure),
        ("Shift+F", lambda: reader.step_figure(back=True)),
        ("O", reader.toggle_pages),
        ("1", lambda: reader.page_view.set_two_pages(False)),
        ("2", lambda: reader.page_view.set_two_pages(True)),
        ("L", lambda: reader.step_link(1)),
        ("Shift+L", lambda: reader.step_link(-1)),
        ("G", reader.toolbar.page.ask),
        ("T", reader.notes.take_out),
        ("M", versions.next_to_confirm),
        ("S", versions.toggle_shelf),
        ("P", versions.put_here),
        ("W", versions.compare),
        ("Ctrl+P", reader.print_pages),
        ("Ctrl+F", finder.open),
        ("F3", finder.next),
        ("Shift+F3", finder.previous),
        ("Alt+Right", reader.jumps.forward),
        ("Ctrl+Z", reader.actions_.undo),
        ("Ctrl+Shift+Z", reader.actions_.redo),
        ("Ctrl+Y", reader.actions_.redo),
        ("Del", do.delete_chosen),
    ]
    for key, slot in keys:
        shortcut = QShortcut(QKeySequence(key), reader)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
