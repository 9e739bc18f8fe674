"""One reader a format; the first that accepts a file reads it."""

from __future__ import annotations

from panel_app.importers.readers.docx import DocxReader
from panel_app.importers.readers.html import HtmlReader
from panel_app.importers.readers.odt import OdtReader
from panel_app.importers.readers.pdf import PdfReader
from panel_app.importers.readers.reader import Reader
from panel_app.importers.readers.text import MarkdownReader, TextReader

READERS: tuple[Reader, ...] = (
    PdfReader(),
    DocxReader(),
    OdtReader(),
    HtmlReader(),
    MarkdownReader(),
    TextReader(),
)

ENDINGS = frozenset[str]().union(*(reader.endings for reader in READERS))
"""The endings of the files that can be read."""
