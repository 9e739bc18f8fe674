"""Each part of a briefing pack as flowables, in the order they stand on its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from panel_app import pdf_fonts
from panel_app.briefing.content import (
    BusinessLine,
    FigureLine,
    ItemPart,
    MeasurePart,
    NoteLine,
    OtherPart,
    PackContent,
    QuestionLine,
    QuestionsPart,
)
from panel_app.briefing.flowables import Boxed, Late, Marked, Row, Rule, WritingLines
from panel_app.briefing.styles import LARGE, WIDTH, Look, rich

PAGE_COLUMN = 42.0
"""Width of the column of pack pages at the right edge."""

BOLD_WORDS = 60
"""A note of more words than this is set in the plain weight: bold is for what is found at a glance."""

CHART_HEIGHT = 205.0
CHART_LETTERS = 9.5
"""The size of the letters in a chart that is not enlarged."""

TABLE_ROWS = 8
"""Rows of a chart's table twin that are printed: two years of quarters."""

PageOf = Callable[[str], str]
"""The briefing page on which the part of a key begins, as text; empty until it is known."""


def paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    """Any text as a paragraph."""
    return Paragraph(rich(text), style)


def cover(content: PackContent, look: Look, page_of: PageOf) -> list[Flowable]:
    """The masthead, the order of business, the contents, and what was left out."""
    member = f"Briefing for {content.member}" if content.member else "Briefing"
    story: list[Flowable] = [
        Row(
            [paragraph(content.committee, look.small), paragraph(member, look.small_right)],
            [0, 0],
            bottom=4,
        ),
        paragraph(content.title, look.title),
    ]
    if content.when:
        story.append(paragraph(content.when, look.when))
    story.append(Rule(look.ink, 1, before=13, after=9))
    if content.business:
        story += _business(content.business, look)
    listed = [part for part in content.parts if part.key != "cover"]
    if listed:
        story.append(Rule(look.ink, before=11, after=7))
        story.append(head("In this briefing", "briefing page", look))
        for part in listed:
            name = f'<a href="#{anchor(part.key)}">{rich(part.title)}</a>'
            number = Late(look.body_right, partial(page_of, part.key))
            story.append(
                Row(
                    [Paragraph(name, look.body), number],
                    [0, page_width(look)],
                    top=2,
                    bottom=3,
                    rule=look.line,
                )
            )
    if content.members:
        story += [Spacer(1, 12), paragraph(content.members, look.small)]
    if content.left_out:
        story += [Spacer(1, 12), paragraph(content.left_out, look.body)]
    return story


def questions(part: QuestionsPart, look: Look, lines: bool) -> list[Flowable]:
    """All questions in asking order; those without an item apart, with lines of their own."""
    story: list[Flowable] = [title(part.title, look)]
    if not (part.questions or part.others):
        story.append(paragraph("No questions are written yet.", look.body))
    story += [question(q, look, with_item=True) for q in part.questions]
    if part.others:
        if part.questions:
            story.append(Rule(look.ink, before=11))
        story.append(head("Other questions", "", look))
        story += [question(q, look, with_item=False) for q in part.others]
        if lines:
            story.append(WritingLines(look, "What was said", boxes=True))
    return story


def item_head(part: ItemPart, look: Look) -> list[Flowable]:
    """The number and subject of an item over a rule."""
    number_width = max(29.0 * look.factor, 12.0 * len(part.number) * look.factor)
    heading: Flowable = paragraph(part.subject, look.heading)
    if part.number:
        number = paragraph(part.number, look.heading_accent)
        heading = Row([number, heading], [number_width, 0], gap=0)
    return [heading, Rule(look.line_strong, 0.75, before=9, after=7)]


def item(part: ItemPart, look: Look, lines: bool) -> list[Flowable]:
    """An agenda item: its notes, its questions, and lines for what was said."""
    story = item_head(part, look)
    if part.notes:
        story.append(head("My notes", "pack page", look))
        story += notes(part.notes, look)
    else:
        story.append(paragraph("No notes on this item.", look.small))
    story += _figures(part.figures, look)
    story += [question(q, look, with_item=False) for q in part.questions]
    if lines:
        story.append(WritingLines(look, "What was said", boxes=True))
    return story


def other_papers(part: OtherPart, look: Look) -> list[Flowable]:
    """Notes outside the agenda items, under the titles of their papers."""
    story: list[Flowable] = [title(part.title, look)]
    for number, paper in enumerate(part.papers):
        if number:
            story.append(Rule(look.ink, before=11))
        story.append(head(paper.title, "page", look))
        story += notes(paper.notes, look)
        story += _figures(paper.figures, look)
    return story


def measure(part: MeasurePart, look: Look, lines: bool) -> list[Flowable]:
    """A measure: the finding, the chart, its words, its figures, and where they are from."""
    from panel_app.briefing.charts import chart_drawing

    chart = part.chart
    story: list[Flowable] = [
        paragraph(chart.title, look.heading),
        Spacer(1, 4),
        paragraph(chart.subtitle, look.small),
        Spacer(1, 8),
    ]
    if chart.points:
        # Drawn smaller and enlarged, so that the letters of the chart grow with the text.
        zoom = LARGE / CHART_LETTERS if look.large else 1.0
        drawing = chart_drawing(
            chart, WIDTH / zoom, CHART_HEIGHT * (1.1 if look.large else 1) / zoom, grey=look.grey
        )
        drawing.renderScale = zoom
        story += [drawing, Spacer(1, 8)]
    story.append(paragraph(chart.summary, look.body))
    if chart.rows:
        rows = [row.cells for row in chart.rows[-TABLE_ROWS:]]
        story.append(KeepTogether(_table(chart.headers, rows, look)))
    if chart.source:
        story += [Spacer(1, 8), paragraph(f"Source: {chart.source}", look.small)]
    if lines:
        story.append(WritingLines(look, least=0, most=6))
    return story


def writing(words: str, look: Look) -> list[Flowable]:
    """A page of lines."""
    return [title(words, look), WritingLines(look, least=4, most=60)]


def anchor(key: str) -> str:
    """The name of a part's place in the PDF."""
    return "part-" + key.encode("utf-8").hex()


def page_width(look: Look) -> float:
    """The column of pack pages."""
    return PAGE_COLUMN * look.factor


def title(text: str, look: Look) -> Flowable:
    """The first line of a part."""
    style = look.heading.clone("title", spaceAfter=8, keepWithNext=1)
    return Paragraph(rich(text), style)


def head(text: str, right: str, look: Look) -> Row:
    """The heading of a section, with the word above the column of pages."""
    if not right:
        return Row([paragraph(text, look.section)], [0], bottom=3, keep=True)
    word = Late(look.small_right, lambda: right, beside=look.section)
    return Row([paragraph(text, look.section), word], [0, 80.0 * look.factor], bottom=3, keep=True)


def _business(lines: Sequence[BusinessLine], look: Look) -> list[Flowable]:
    number = max(27.0, *(7.0 * len(line.number) for line in lines)) * look.factor
    mine = 130.0 * min(1.2, look.factor)
    page = 60.0 * look.factor
    widths = [number, 0, mine, page]
    story: list[Flowable] = [head("Order of business", "", look)]
    headings = [paragraph(word, look.small) for word in ("Item", "Subject", "Mine")]
    story.append(
        Row(
            [*headings, paragraph("pack page", look.small_right)],
            widths,
            bottom=3,
            rule=look.line_strong,
            keep=True,
        )
    )
    for line in lines:
        subject = look.body if line.level <= 1 else look.body.clone("inner", leftIndent=12)
        cells = [
            paragraph(line.number, look.body),
            paragraph(line.subject, subject),
            paragraph(line.mine, look.body),
            paragraph(line.page, look.body_right),
        ]
        story.append(Row(cells, widths, top=2, bottom=3, rule=look.line))
    return story


def notes(marks: Sequence[NoteLine], look: Look) -> list[Flowable]:
    """Each note: the quoted words with the edge in the mark's colour, the pack page, the member's words."""
    story: list[Flowable] = []
    widths = [0, page_width(look)]
    for note in marks:
        sign = f'<font size="{look.size(10.1):.1f}">{rich(note.sign)}</font>'
        quoted = f"“{rich(note.quote)}” &nbsp;{sign}" if note.quote else sign
        first = Marked(quoted, look.quote)
        first.edge = look.edge(note.colour) if note.colour else look.line_strong
        short = len(note.note.split()) <= BOLD_WORDS
        page = paragraph(note.page, look.body_right)
        bottom = 0 if note.note else 7
        story.append(Row([first, page], widths, top=3, bottom=bottom, keep=bool(note.note) and short))
        if note.note:
            style = look.note_strong if short else look.note
            story.append(Row([paragraph(note.note, style), None], widths, bottom=7))
    return story


def _figures(figures: Sequence[FigureLine], look: Look) -> list[Flowable]:
    """Figures that do not agree: what the paper says, the pack page, and the arithmetic beneath."""
    if not figures:
        return []
    story: list[Flowable] = [Spacer(1, 6), head("Figures that do not agree", "pack page", look)]
    for line in figures:
        story += _figure(line, look, [0, page_width(look)])
    return story


def _figure(line: FigureLine, look: Look, widths: list[float]) -> list[Flowable]:
    quoted = Marked(rich(line.quote), look.quote)
    quoted.edge = look.warn
    return [
        Row([quoted, paragraph(line.page, look.body_right)], widths, top=3, bottom=1, keep=True),
        Row([paragraph(line.arithmetic, look.note), None], widths, bottom=7),
    ]


def question(asked: QuestionLine, look: Look, *, with_item: bool) -> Boxed:
    """A question in its frame, with what follows from it."""
    state = f"Question {asked.number}, {asked.status}"
    if with_item and asked.item:
        state += f". {asked.item}"
    right = f"Evidence: {asked.evidence}" if asked.evidence else ""
    content: list[Flowable] = [
        Row([paragraph(state, look.label), paragraph(right, look.label_right)], [0, 0], bottom=3),
        paragraph(asked.text, look.question),
    ]
    letter_width = 18.0 * look.factor
    for number, text in enumerate(asked.supplementary):
        letter = f"{chr(ord('a') + number)}." if number < 26 else f"{number + 1}."
        content.append(
            Row([paragraph(letter, look.body), paragraph(text, look.body)], [letter_width, 0], top=2, gap=0)
        )
    for line in asked.figures:
        content += _figure(line, look, [0, page_width(look)])
    if asked.answer:
        content.append(Row([paragraph(f"Answer: {asked.answer}", look.body)], [0], top=5))
    return Boxed(content, look.accent, before=11)


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], look: Look) -> list[Flowable]:
    """The chart's table twin, the newest period first."""
    first = look.small.clone("first", textColor=look.ink)
    other = look.small_right.clone("other", textColor=look.ink)
    widths = _column_widths([headers, *rows], look.small.fontSize)
    head = [paragraph(h, look.small_right if at else look.small) for at, h in enumerate(headers)]
    story: list[Flowable] = [Spacer(1, 8), Row(head, widths, bottom=2, rule=look.line_strong, keep=True)]
    for cells in reversed(rows):
        inked = [paragraph(cell, other if at else first) for at, cell in enumerate(cells)]
        story.append(Row(inked, widths, top=1.5, bottom=1.5, rule=look.line))
    return story


def _column_widths(rows: Sequence[Sequence[str]], size: float, gap: float = 8) -> list[float]:
    """As wide as the cells are, with what is left over shared out; less where the page is too narrow."""
    columns = zip(*rows, strict=True)
    wanted = [max(stringWidth(cell, pdf_fonts.REGULAR, size) for cell in column) + 1 for column in columns]
    free = WIDTH - gap * (len(wanted) - 1)
    spare = free - sum(wanted)
    if spare >= 0:
        return [width + spare / len(wanted) for width in wanted]
    return [width * free / sum(wanted) for width in wanted]
