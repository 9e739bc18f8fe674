"""From a file's bytes to a StructuredPaper and what it was recognised as. Runs in the child process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import Page, Recognition, StructuredPaper
from panel_app.importers.formats import MARKDOWN_ENDINGS, PDF_ENDINGS, TEXT_ENDINGS
from panel_app.importers.labels import pack_labels
from panel_app.importers.passages import outline_from_headings, read_passages
from panel_app.importers.pdf_reader import OnPage, read_pdf
from panel_app.importers.recognise import recognise, title_from_file
from panel_app.importers.text_reader import TextContent, decode, read_markdown, read_plain


@dataclass(frozen=True)
class ReadPaper:
    """A paper as read: its structure with labels and without thumbnails, and what it is.

    `pdf` holds the typeset PDF of a text, and is empty for a file that was a PDF.
    """

    structure: StructuredPaper
    recognition: Recognition
    pdf: bytes = b""


def read_paper(data: bytes, name: str, on_page: OnPage, on_pdf: Callable[[bytes], None]) -> ReadPaper:
    """Read a file by what it is; `on_page` sees each page with its thumbnail.

    Raises PaperRefusedError whose words follow the file's name: "is damaged …: ask for it again".
    """
    if not data:
        raise PaperRefusedError("is empty (0 bytes): ask for the file again")
    ending = PurePath(name).suffix.lower()
    if ending in PDF_ENDINGS or data[:1024].lstrip().startswith(b"%PDF-"):
        return _read_pdf_paper(data, name, on_page)
    if ending in TEXT_ENDINGS:
        return _read_text_paper(data, name, on_page, on_pdf)
    raise PaperRefusedError("is not a kind that can be read here: save it as PDF and import that")


def _read_pdf_paper(data: bytes, name: str, on_page: OnPage) -> ReadPaper:
    content = read_pdf(data, on_page)
    heights = [page.height for page in content.pages]
    labels = pack_labels(content.labels, content.lines, heights)
    passages = read_passages(content.lines, heights)
    structure = StructuredPaper(
        pages=_labelled(content.pages, labels),
        outline=content.outline or outline_from_headings(passages),
        passages=passages,
        title=content.title,
        subject=content.subject,
    )
    return ReadPaper(structure, recognise(structure, name))


def _read_text_paper(data: bytes, name: str, on_page: OnPage, on_pdf: Callable[[bytes], None]) -> ReadPaper:
    from panel_app.importers.typeset import typeset

    text = decode(data)
    markdown = PurePath(name).suffix.lower() in MARKDOWN_ENDINGS
    content = read_markdown(text) if markdown else read_plain(text)
    facts = content.facts
    title = facts.get("title") or title_from_file(name)
    made = typeset(
        content.blocks, title=title, running_title=_running_title(content, title), source=_foot(facts)
    )
    on_pdf(made.pdf)
    pages = read_pdf(made.pdf, on_page).pages
    structure = StructuredPaper(
        pages=_labelled(pages, [str(page.index + 1) for page in pages]),
        outline=made.outline,
        passages=made.passages,
        tables=made.tables,
        title=title,
        facts=facts,
        labels_printed=markdown,
    )
    return ReadPaper(structure, recognise(structure, name), made.pdf)


def _running_title(content: TextContent, title: str) -> str:
    committee = content.facts.get("committee", "")
    return f"{committee}: {title}" if committee else title


def _foot(facts: dict[str, str]) -> str:
    if facts.get("sample", "").lower() == "true":
        return f"Sample, not for use in a meeting. {facts.get('source', '')}".strip()
    return facts.get("source", "")


def _labelled(pages: tuple[Page, ...], labels: list[str]) -> tuple[Page, ...]:
    return tuple(replace(page, label=label) for page, label in zip(pages, labels, strict=True))
