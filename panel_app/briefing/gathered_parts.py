"""The parts gathered over the whole meeting, and the speaking card of an item, as flowables."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from panel_app.briefing.content import ItemPart, MarkedPart, MattersPart, PromisesPart
from panel_app.briefing.flowables import AsManyAsFit, Row, Rule, WritingLines
from panel_app.briefing.parts import head, item_head, notes, page_width, paragraph, question, title
from panel_app.briefing.styles import Look
from panel_app.briefing.words import count

_ROOM_TO_WRITE = 130.0
"""On a speaking card, for a heading, three lines and the boxes."""


def matters(part: MattersPart, look: Look) -> list[Flowable]:
    """Short lines under their headings, each with its pack page at the right."""
    story: list[Flowable] = [title(part.title, look)]
    if not part.sections:
        story.append(paragraph("Nothing is due, new or in doubt for this meeting.", look.body))
    for number, (heading, lines) in enumerate(part.sections):
        if number:
            story.append(Rule(look.line_strong, before=7, after=5))
        story.append(head(heading, "pack page" if any(line.page for line in lines) else "", look))
        for line in lines:
            cells = [paragraph(line.text, look.body), paragraph(line.page, look.body_right)]
            story.append(Row(cells, [0, page_width(look)], top=1, bottom=3))
    return story


def promises(part: PromisesPart, look: Look, lines: bool) -> list[Flowable]:
    """Each promise with who, by when and how it stands, and boxes for what is heard of it."""
    story: list[Flowable] = [title(part.title, look)]
    for number, one in enumerate(part.promises, start=1):
        about = [one.by, f"by {one.due}" if one.due else "", one.standing]
        words = [
            paragraph(f"{number}. {one.text}", look.strong),
            paragraph(". ".join(word[:1].upper() + word[1:] for word in about if word) + ".", look.small),
        ]
        story += [
            Row([words[0]], [0], top=6, keep=True),
            Row([words[1]], [0], bottom=4, rule=None if lines else look.line, keep=lines),
        ]
        if lines:
            story += [WritingLines(look, least=2, most=2, boxes=True), Spacer(1, 10)]
    return story


def marked(part: MarkedPart, look: Look) -> list[Flowable]:
    """Which pages follow, by their pack pages."""
    story: list[Flowable] = [
        title(part.title, look),
        paragraph("These pages follow, with my marks on them. They keep their own pack pages.", look.body),
        Spacer(1, 8),
    ]
    for paper in part.papers:
        pages = ", ".join(paper.labels)
        story.append(Row([paragraph(paper.title, look.strong)], [0], top=4, keep=True))
        story.append(Row([paragraph(pages, look.body)], [0], bottom=4, rule=look.line))
    return story


def card(part: ItemPart, look: Look, lines: bool) -> list[Flowable]:
    """One page to speak from: the questions, then as many notes as there is room for."""
    story = item_head(part, look)
    story += [question(one, look, with_item=False) for one in part.questions]
    if part.notes:
        blocks: Sequence[Sequence[Flowable]] = [notes([note], look) for note in part.notes]
        heading = head("My notes", "pack page", look)
        story.append(
            AsManyAsFit(
                heading,
                blocks,
                look,
                lambda left: f"{count(left, 'more note')} in the full briefing pack.",
                spare=_ROOM_TO_WRITE * look.factor if lines else 0,
            )
        )
    if lines:
        story.append(WritingLines(look, "What was said", least=0, most=6, boxes=True))
    return story
