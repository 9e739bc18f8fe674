"""The reader's own keys; the pages' are in `page_keys`, those of the reading view in `reading`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from panel_app.ui.keys import add_key, name_screen

if TYPE_CHECKING:
    from panel_app.ui.reader.reader_view import ReaderView


def add_reader_keys(reader: ReaderView) -> None:
    """Have the keys work wherever the keyboard is within the reader, but in fields that take letters."""
    do, versions, finder = reader.commands, reader.versions, reader.finder
    name_screen(reader, "In a paper")
    keys: list[tuple[str | list[str], str, Callable[[], object]]] = [
        ("G", "Go to a pack page: G, its number, Enter", lambda: reader.page_control.ask()),
        ("R", "The reading view, at any text size; or back to the pages", reader.toggle_reading),
        ("E", "Explain the short forms in sight, or in the selected words", reader.explain),
        ("H", "Highlight the selected words", do.highlight),
        ("U", "Underline the selected words", do.underline),
        ("N", "Note on the selected words, or on the passage at the top", do.note),
        ("Q", "Question that rests on the selected words", do.question),
        ("B", "Bookmark this page, or take its bookmark away", do.bookmark),
        ("D", "Draw with a pen, the mouse or a finger; Esc ends it", reader.drawing.toggle),
        ("X", "While drawing: rub out single lines, or draw again", reader.drawing.toggle_rubbing),
        ("J", "To the next mark; Enter writes its note", lambda: do.step_mark(1)),
        ("Shift+J", "To the mark before", lambda: do.step_mark(-1)),
        ("Del", "Remove the mark that is open", do.delete_chosen),
        ("Ctrl+Z", "Take back the last change to a mark", reader.actions_.undo),
        (["Ctrl+Y", "Ctrl+Shift+Z"], "Make it again", reader.actions_.redo),
        ("F", "To the next figures that do not agree", reader.step_figure),
        ("Shift+F", "To the figures before", lambda: reader.step_figure(back=True)),
        ("O", "Small pictures of all pages; again, and they close", reader.toggle_pages),
        ("1", "One page", lambda: reader.page_view.set_two_pages(False)),
        ("2", "Two pages side by side", lambda: reader.page_view.set_two_pages(True)),
        ("L", "To the next link on the page; Enter follows it", lambda: reader.step_link(1)),
        ("Shift+L", "To the link before", lambda: reader.step_link(-1)),
        ("Ctrl+F", "Find words in this paper", finder.open),
        ("F3", "The next place that was found", finder.next),
        ("Shift+F3", "The place before", finder.previous),
        ("Alt+Right", "Forward again after going back", reader.jumps.forward),
        ("T", "Take notes out; the arrow beside Note brings notes in", reader.notes.take_out),
        (
            "Ctrl+P",
            "Print this page, this item, pack pages or all, with my marks or without",
            reader.print_pages,
        ),
        ("M", "To the next mark to confirm, after the paper was replaced", versions.next_to_confirm),
        ("S", "Open or close the shelf", versions.toggle_shelf),
        ("P", "Put the mark chosen on the shelf at the selected words", versions.put_here),
        ("W", "What the new version of the paper changed", versions.compare),
    ]
    for key, does, slot in keys:
        add_key(reader, key, does, slot)
