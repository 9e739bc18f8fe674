"""Notes as a Word document."""

from __future__ import annotations

import io

from docx.document import Document
from docx.shared import Pt

from panel_app.notes.content import CitedMark, TakenNotes
from panel_app.word_documents import GREY, new_document, printable


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
