"""From blocks to a paper: typeset once, then read like any PDF."""

from __future__ import annotations

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import StructuredPaper
from panel_app.importers.blocks import Parts, TextContent
from panel_app.importers.names import title_from_file
from panel_app.importers.readers.pdf import labelled
from panel_app.importers.readers.pdf_pages import read_pdf
from panel_app.importers.readers.reader import Sink


def typeset_paper(
    content: TextContent,
    name: str,
    sink: Sink,
    *,
    title: str = "",
    subject: str = "",
    labels_printed: bool = False,
    parts: Parts = Parts.ON_NEW_PAGES,
) -> StructuredPaper:
    """Set the blocks as a PDF, hand it over, and return the paper with its passages where they were put.

    `title` and `subject` are what the file's own properties say, where it has them.
    """
    if not content.blocks:
        raise PaperRefusedError("has no words in it: ask for the file again, or for a PDF of it")
    # reportlab is slow to import, and a PDF does not need it.
    from panel_app.importers.typeset import typeset

    facts = content.facts
    title = facts.get("title") or title or title_from_file(name)
    made = typeset(
        content.blocks,
        title=title,
        running_title=_running_title(facts, title),
        source=_foot(facts),
        parts=parts,
    )
    sink.on_pdf(made.pdf)
    pages = read_pdf(made.pdf, sink.on_page).pages
    return StructuredPaper(
        pages=labelled(pages, [str(page.index + 1) for page in pages]),
        outline=made.outline,
        passages=made.passages,
        tables=made.tables,
        title=title,
        subject=subject,
        facts=facts,
        labels_printed=labels_printed,
    )


def _running_title(facts: dict[str, str], title: str) -> str:
    committee = facts.get("committee", "")
    return f"{committee}: {title}" if committee else title


def _foot(facts: dict[str, str]) -> str:
    if facts.get("sample", "").lower() == "true":
        return f"Sample, not for use in a meeting. {facts.get('source', '')}".strip()
    return facts.get("source", "")
