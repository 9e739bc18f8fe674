"""Pictures of the ways to read: two pages, the pages as pictures, found words, a link out of the paper."""

from __future__ import annotations

from collections.abc import Callable

from panel_app.services.pdf_links import LinkKind, PageLink
from panel_app.ui.main_window import MainWindow

_ADDRESS = "https://www.example.gov.uk/police-and-crime-panel/papers?meeting=2020-11-27"


def _two_pages(window: MainWindow) -> None:
    reader = window.papers.reader
    reader.find_bar.closed.emit()
    reader.page_view.set_two_pages(True)


def _pages(window: MainWindow) -> None:
    reader = window.papers.reader
    reader.page_view.set_two_pages(False)
    reader.toggle_pages()


def _found(window: MainWindow) -> None:
    reader = window.papers.reader
    reader.pages.contents_wanted.emit()
    reader.finder.find("domestic abuse", from_page=0)


def _link(window: MainWindow) -> None:
    window.papers.reader.find_bar.closed.emit()
    window.papers.reader.link_strip.ask(PageLink((), LinkKind.WEB, address=_ADDRESS))


READING: dict[str, Callable[[MainWindow], None]] = {
    "reader-two-pages": _two_pages,
    "reader-pages": _pages,
    "reader-find": _found,
    "reader-link": _link,
}
"""What follows the picture of the reader with the pack in it, in this order."""
