"""PDF files: kept byte for byte, their passages made from the lines on their pages."""

from __future__ import annotations

from dataclasses import replace

from panel_app.domain.papers import Page, StructuredPaper
from panel_app.importers.labels import pack_labels
from panel_app.importers.passages import outline_from_headings, read_passages
from panel_app.importers.pdf_text import is_pdf
from panel_app.importers.readers.pdf_pages import read_pdf
from panel_app.importers.readers.reader import Sink
from panel_app.importers.tables.joined import joined_tables


class PdfReader:
    """Reads what PDFium can open."""

    name = "PDF"
    endings = frozenset({".pdf"})

    def accepts(self, data: bytes, ending: str) -> bool:
        return ending in self.endings or is_pdf(data)

    def read(self, data: bytes, name: str, sink: Sink) -> StructuredPaper:
        content = read_pdf(data, sink.on_page, draws=sink.draws)
        heights = [page.height for page in content.pages]
        labels = pack_labels(content.labels, content.lines, heights)
        passages = read_passages(content.lines, heights)
        return StructuredPaper(
            pages=labelled(content.pages, labels),
            outline=content.outline or outline_from_headings(passages),
            passages=passages,
            tables=joined_tables(content.tables),
            title=content.title,
            subject=content.subject,
        )


def labelled(pages: tuple[Page, ...], labels: list[str]) -> tuple[Page, ...]:
    """The pages with their pack page labels."""
    return tuple(replace(page, label=label) for page, label in zip(pages, labels, strict=True))
