"""One reader a format; the first that accepts a file reads it."""

from __future__ import annotations

from collections.abc import Iterator

from panel_app.importers.readers.reader import Reader


def readers() -> Iterator[Reader]:
    """The readers in the order in which they are asked; each is imported only when its turn comes.

    PDF comes first: most papers are, and the other readers' libraries take a while to load.
    """
    from panel_app.importers.readers.pdf import PdfReader

    yield PdfReader()
    from panel_app.importers.readers.docx import DocxReader

    yield DocxReader()
    from panel_app.importers.readers.odt import OdtReader

    yield OdtReader()
    from panel_app.importers.readers.html import HtmlReader

    yield HtmlReader()
    from panel_app.importers.readers.text import MarkdownReader, TextReader

    yield MarkdownReader()
    yield TextReader()


def endings() -> frozenset[str]:
    """The endings of the files that can be read."""
    return frozenset[str]().union(*(reader.endings for reader in readers()))
