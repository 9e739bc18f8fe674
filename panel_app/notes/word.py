"""Notes as a Word document."""

from __future__ import annotations

import io
from datetime import datetime

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from panel_app.notes.content import CitedMark, TakenNotes, printable

GREY = RGBColor(0x4A, 0x4A, 0x4A)


def as_docx(notes: TakenNotes) -> bytes:
    """The notes under their papers; each quotation, then the note, then the citation."""
    document = new_document(printable(notes.title), notes.made)
    document.add_heading(printable(notes.title), level=0)
    for heading, marks in notes.by_paper:
        document.add_heading(printable(heading), level=1)
        for one in marks:
            _add(document, one)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def new_document(title: str, made: datetime) -> Document:
    """An empty document in British English, with our sizes and nobody's name in it."""
    document = docx.Document()
    document.core_properties.title = title[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = made
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(12)
    document.styles["Title"].font.size = Pt(20)
    # The template's own language is American English.
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
    return document


def _add(document: Document, one: CitedMark) -> None:
    if one.quote:
        quote = document.add_paragraph(style="Quote")
        quote.add_run(printable(one.quote))
        quote.paragraph_format.keep_with_next = True
    note = printable(one.mark.note)
    if note.strip():
        paragraph = document.add_paragraph(style="Normal")
        paragraph.add_run(note)
        paragraph.paragraph_format.keep_with_next = True
    where = document.add_paragraph(style="Normal")
    run = where.add_run(printable(f"{one.sign}. {one.citation.line}"))
    run.font.size, run.font.color.rgb = Pt(10), GREY
    where.paragraph_format.space_after = Pt(14)
