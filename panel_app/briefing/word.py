"""The briefing pack as a Word document, for editing: the same words in the same order, without pages."""

from __future__ import annotations

import io
from datetime import datetime

from docx.document import Document

from panel_app.briefing.content import (
    CoverPart,
    FigureLine,
    ItemPart,
    MarkedPart,
    MattersPart,
    MeasurePart,
    NoteLine,
    OtherPart,
    PackContent,
    Part,
    PromisesPart,
    QuestionLine,
    QuestionsPart,
    WritingPart,
)
from panel_app.word_documents import GREY, new_document, printable


def pack_as_docx(content: PackContent, made: datetime) -> bytes:
    """Each part under a heading; charts as their sentence, their figures and their source."""
    document = new_document(printable(f"Briefing pack, {content.title}"), made)
    document.add_heading(printable(content.title), level=0)
    for line in (content.committee, content.when, content.member and f"Briefing for {content.member}"):
        _say(document, line)
    for part in content.parts:
        _add(document, part, content)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Document, part: Part, content: PackContent) -> None:
    match part:
        case CoverPart():
            if content.business:
                document.add_heading("Order of business", level=1)
                rows = [(line.number, line.subject, line.mine, line.page) for line in content.business]
                _table(document, [("Item", "Subject", "Mine", "Pack page"), *rows])
            _say(document, content.members)
            _say(document, content.left_out)
            return
        case WritingPart():
            return
    document.add_heading(printable(part.title), level=1)
    match part:
        case MattersPart():
            for heading, lines in part.sections:
                document.add_heading(printable(heading), level=2)
                for matter in lines:
                    page = f" (pack page {matter.page})" if matter.page else ""
                    _say(document, f"{matter.text}{page}", style="List Bullet")
        case QuestionsPart():
            for question in (*part.questions, *part.others):
                _question(document, question)
        case ItemPart():
            _say(document, part.pages, small=True)
            for note in part.notes:
                _note(document, note)
            _figures(document, part.figures)
            for question in part.questions:
                _question(document, question)
        case OtherPart():
            for paper in part.papers:
                document.add_heading(printable(paper.title), level=2)
                for note in paper.notes:
                    _note(document, note)
                _figures(document, paper.figures)
        case MeasurePart():
            chart = part.chart
            for line in (chart.title, chart.subtitle, chart.summary):
                _say(document, line)
            _table(document, [chart.headers, *(row.cells for row in chart.rows)])
            _say(document, chart.source and f"Source: {chart.source}", small=True)
        case PromisesPart():
            for promise in part.promises:
                _say(document, promise.text, style="List Number")
                about = (promise.by, promise.due and f"by {promise.due}", promise.standing)
                _say(document, ", ".join(word for word in about if word), small=True)
        case MarkedPart():
            for pages in part.papers:
                _say(document, f"{pages.title}: {', '.join(pages.labels)}")


def _say(document: Document, text: str, *, style: str = "Normal", small: bool = False) -> None:
    if not text:
        return
    run = document.add_paragraph(style=style).add_run(printable(text))
    if small:
        run.font.color.rgb = GREY


def _note(document: Document, note: NoteLine) -> None:
    _say(document, note.quote, style="Quote")
    _say(document, note.note)
    _say(document, f"{note.sign}, page {note.page}", small=True)


def _figures(document: Document, figures: tuple[FigureLine, ...]) -> None:
    for line in figures:
        _say(document, line.quote, style="Quote")
        _say(document, f"{line.arithmetic} (page {line.page})")


def _question(document: Document, question: QuestionLine) -> None:
    asked = document.add_paragraph()
    asked.add_run(printable(f"{question.number}. {question.text}")).bold = True
    about = (question.status, question.item, question.evidence and f"evidence: {question.evidence}")
    _say(document, ", ".join(word for word in about if word), small=True)
    for text in question.supplementary:
        _say(document, text, style="List Bullet")
    _figures(document, question.figures)
    _say(document, question.answer and f"Answer: {question.answer}")


def _table(document: Document, rows: list[tuple[str, ...]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = printable(text)
