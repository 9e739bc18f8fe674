"""The list of questions as a Word document."""

from __future__ import annotations

import io

from docx.document import Document
from docx.shared import Pt

from panel_app.domain.question_list import ListedQuestion, QuestionList
from panel_app.word_documents import GREY, new_document, printable


def list_as_docx(listed: QuestionList) -> bytes:
    """The questions numbered under their themes; who asks, what follows, and what was answered."""
    document = new_document(printable(f"{listed.title}, {listed.meeting}"), listed.made)
    document.add_heading(printable(listed.title), level=0)
    document.add_paragraph(printable(f"{listed.panel}, {listed.meeting}"))
    for theme, questions in listed.sections:
        document.add_heading(printable(theme or "Other questions"), level=1)
        for one in questions:
            _add(document, one)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Document, one: ListedQuestion) -> None:
    asked = document.add_paragraph()
    asked.add_run(f"{one.number}. ").bold = True
    asked.add_run(printable(one.text)).bold = True
    asked.paragraph_format.keep_with_next = True
    asked.paragraph_format.space_before = Pt(10)
    about = [one.asker and f"Asked by {one.asker}", one.item, one.importance]
    if one.response_due:
        about.append(f"Written response by {one.response_due}")
    said = ". ".join(part for part in about if part)
    if said:
        run = document.add_paragraph().add_run(printable(said))
        run.font.size, run.font.color.rgb = Pt(10), GREY
    for words in one.also_from:
        document.add_paragraph(printable(f"Also from {words}"))
    for after, text in one.supplementary:
        paragraph = document.add_paragraph(style="List Bullet")
        if after:
            paragraph.add_run(printable(f"If the answer is “{after}”: ")).italic = True
        paragraph.add_run(printable(text))
    for words in one.evidence:
        document.add_paragraph(printable(words), style="Quote")
    if one.answer:
        answer = document.add_paragraph()
        answer.add_run(f"Answer{f', {printable(one.answered)}' if one.answered else ''}: ").bold = True
        answer.add_run(printable(one.answer))
    for words in one.promises:
        document.add_paragraph(printable(f"Promised: {words}"))
