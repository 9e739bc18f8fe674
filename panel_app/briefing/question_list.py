"""The list of questions as a PDF: A4, numbered under their themes, for the commissioner's office."""

from __future__ import annotations

import io
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from panel_app import pdf_fonts
from panel_app.briefing.flowables import Row, Rule
from panel_app.briefing.pages import LOCK, fitted
from panel_app.briefing.parts import paragraph
from panel_app.briefing.styles import PAGE_HEIGHT, PAGE_WIDTH, RULE_TOP, SIDE, WIDTH, Look
from panel_app.domain.question_list import ListedQuestion, QuestionList

_NUMBER = 24.0
_FOOT = 34.0


def list_as_pdf(listed: QuestionList) -> bytes:
    """The list's pages, each with the meeting and its number at the foot."""
    with LOCK:
        pdf_fonts.register()
        look = Look()
        out = io.BytesIO()
        document = _Document(out, listed, look)
        document.build(_story(listed, look))
        return out.getvalue()


class _Document(BaseDocTemplate):
    def __init__(self, out: io.BytesIO, listed: QuestionList, look: Look) -> None:
        super().__init__(
            out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=f"{listed.title}, {listed.meeting}",
            author="Panel Desk",
            subject=f"{listed.panel}, {listed.meeting}",
            creator="Panel Desk",
            lang="en-GB",
            displayDocTitle=1,
            initialFontName=pdf_fonts.REGULAR,
        )
        self._listed, self._look = listed, look
        bottom = _FOOT + look.small.leading + 12
        frame = Frame(
            SIDE, bottom, WIDTH, PAGE_HEIGHT - RULE_TOP - 14 - bottom,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        self.addPageTemplates([PageTemplate("list", [frame], onPageEnd=self._on_page_end)])

    def _on_page_end(self, canvas: Any, document: Any) -> None:
        look, size = self._look, self._look.small.fontSize
        canvas.saveState()
        canvas.setStrokeColor(look.accent)
        canvas.setLineWidth(2.9)
        canvas.line(SIDE, PAGE_HEIGHT - RULE_TOP, PAGE_WIDTH - SIDE, PAGE_HEIGHT - RULE_TOP)
        canvas.setFont(pdf_fonts.REGULAR, size)
        canvas.setFillColor(look.ink_2)
        words = f"{self._listed.panel}, {self._listed.meeting}"
        canvas.drawString(SIDE, _FOOT, fitted(words, size, WIDTH - 80))
        canvas.drawRightString(PAGE_WIDTH - SIDE, _FOOT, f"Page {self.page}")
        canvas.restoreState()


def _story(listed: QuestionList, look: Look) -> list[Flowable]:
    story: list[Flowable] = [
        paragraph(listed.title, look.heading),
        paragraph(f"{listed.panel}, {listed.meeting}", look.style(11.5, colour=look.ink_2, after=6)),
    ]
    for theme, questions in listed.sections:
        story.append(Rule(look.ink, before=12, after=6))
        story.append(paragraph(theme or "Other questions", look.style(14, bold=True, after=2, keep=True)))
        for one in questions:
            story += _question(one, look)
    return story


def _question(one: ListedQuestion, look: Look) -> list[Flowable]:
    widths: list[float] = [_NUMBER, 0]
    bold = look.style(11.5, bold=True)
    story: list[Flowable] = [
        Row([paragraph(f"{one.number}.", bold), paragraph(one.text, bold)], widths, top=7, gap=0, keep=True)
    ]

    def add(text: str, small: bool = False) -> None:
        style = look.small if small else look.body
        story.append(Row([None, paragraph(text, style)], widths, top=2, gap=0))

    about = [one.asker and f"Asked by {one.asker}", one.item, one.importance]
    if one.response_due:
        about.append(f"Written response by {one.response_due}")
    if any(about):
        add(". ".join(part for part in about if part), small=True)
    for words in one.also_from:
        add(f"Also from {words}")
    for after, text in one.supplementary:
        add(f"If the answer is “{after}”: {text}" if after else text)
    for words in one.evidence:
        add(words, small=True)
    if one.answer:
        add(f"Answer{f', {one.answered}' if one.answered else ''}: {one.answer}")
    for words in one.promises:
        add(f"Promised: {words}")
    return story
