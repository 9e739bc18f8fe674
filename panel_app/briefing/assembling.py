"""What can be ticked for a briefing pack, and the pack assembled from what is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panel_app.briefing import words
from panel_app.briefing.content import (
    COVER,
    ITEMS,
    MARKED,
    MATTERS,
    MEASURES,
    OTHER,
    PROMISES,
    QUESTIONS,
    WRITING,
    BriefingPart,
    BusinessLine,
    CoverPart,
    FigureLine,
    ItemPart,
    MeasurePart,
    NoteLine,
    OtherPart,
    PackContent,
    PaperNotes,
    Part,
    QuestionsPart,
    WritingPart,
    item_key,
    measure_key,
)
from panel_app.briefing.matters import marked_pages, promises_to_ask, what_matters
from panel_app.briefing.work import PackSource, Work
from panel_app.domain.chart_model import ChartModel
from panel_app.domain.figures.groups import FigureGroup
from panel_app.domain.ids import MeasureId, PaperId
from panel_app.domain.marks import Mark
from panel_app.domain.papers import MeetingItem


def tickable_items(source: PackSource) -> list[MeetingItem]:
    """Items that can have a page of their own: with a paper, or with something of the member's."""
    work = Work.of(source)
    return [i for i in source.items if i.first_page is not None or work.on_item(i.id)]


def parts_to_tick(source: PackSource, choices: Mapping[str, bool]) -> list[BriefingPart]:
    """The list for ticking, in the order of the pack; parts without a choice are off."""
    work = Work.of(source)
    listed = [
        (COVER, "Cover and contents", ""),
        (MATTERS, "What matters", ""),
        (QUESTIONS, "My questions, in order", ""),
    ]
    listed += [(item_key(i.id), f"{i.number} {i.subject}".strip(), ITEMS) for i in tickable_items(source)]
    if work.outside or work.other_figures:
        listed.append((OTHER, "Other papers", ITEMS))
    listed += [(measure_key(measure), name, MEASURES) for measure, name in source.measures]
    if work.promises:
        listed.append((PROMISES, "Promises to ask about", ""))
    listed.append((WRITING, "Pages for writing", ""))
    if work.notes or work.outside:
        listed.append((MARKED, "Pages I marked, in full", ""))
    return [
        BriefingPart(key, label, parent=parent, chosen=choices.get(key, False))
        for key, label, parent in listed
    ]


def default_choices(source: PackSource, outside_limits: Sequence[MeasureId]) -> dict[str, bool]:
    """What is ticked at first: cover, questions, items with something of the member's or with figures that do
    not agree, a page for writing.

    Without any work all items with papers are in; of the measures at most four outside the force's limits.
    """
    work = Work.of(source)
    items = tickable_items(source)
    touched = {i.id for i in items if work.on_item(i.id)}
    chosen = touched | work.figures.keys() if touched else {i.id for i in items}
    measures = set(outside_limits[:4])
    return (
        dict.fromkeys((COVER, MATTERS, QUESTIONS, OTHER, PROMISES, WRITING), True)
        | {item_key(i.id): i.id in chosen for i in items}
        | {measure_key(measure): measure in measures for measure, _ in source.measures}
    )


def assemble(
    source: PackSource,
    charts: Mapping[MeasureId, ChartModel],
    choices: Mapping[str, bool],
    labels: Mapping[PaperId, Sequence[str]] | None = None,
) -> PackContent:
    """The pack with the chosen parts, without anything exempt unless that was asked for.

    `labels` are the pack pages of the papers that are named by their pages.
    """
    work = Work.of(source)
    meeting = source.meeting
    parts: list[Part] = []
    if choices.get(COVER):
        parts.append(CoverPart())
    if choices.get(MATTERS):
        parts.append(what_matters(source, work, labels or {}))
    if choices.get(QUESTIONS):
        known = {item.id for item in source.items}
        parts.append(
            QuestionsPart(
                tuple(line for q, line in work.questions if q.item in known),
                tuple(line for q, line in work.questions if q.item not in known),
            )
        )
    for item in tickable_items(source):
        if choices.get(item_key(item.id)):
            parts.append(
                ItemPart(
                    key=item_key(item.id),
                    number=item.number,
                    subject=item.subject,
                    pages=words.pack_pages(item.first_label, item.last_label),
                    notes=tuple(_note(mark) for mark in work.notes.get(item.id, ())),
                    questions=tuple(line for q, line in work.questions if q.item == item.id),
                    figures=tuple(_figures(group) for group in work.figures.get(item.id, ())),
                )
            )
    if choices.get(OTHER) and (work.outside or work.other_figures):
        parts.append(_other_papers(source, work))
    for measure, name in source.measures:
        if choices.get(measure_key(measure)) and measure in charts:
            parts.append(MeasurePart(measure_key(measure), name, charts[measure]))
    if choices.get(PROMISES) and work.promises:
        parts.append(promises_to_ask(work))
    if choices.get(WRITING):
        parts.append(WritingPart())
    marked = marked_pages(source, work, labels or {}) if choices.get(MARKED) else None
    if marked:
        parts.append(marked)
    return PackContent(
        title=words.day(meeting.date),
        committee=meeting.committee,
        when=" ".join(
            sentence
            for sentence in (
                words.when(
                    meeting.time, meeting.venue, sum(i.level == 1 for i in source.items), source.page_count
                ),
                "" if source.days is None else words.days_away(source.days),
            )
            if sentence
        ),
        member=source.member,
        sample=meeting.sample or any(p.sample and p.meeting == meeting.id for p in source.papers),
        business=tuple(_business(item, source, work) for item in source.items),
        parts=tuple(parts),
        left_out="Exempt papers, and words quoted from them, are in this pack: keep it safe."
        if source.exempt
        else work.left_out,
        members=_members(source),
    )


def _note(mark: Mark) -> NoteLine:
    return NoteLine(
        page=mark.label or str(mark.anchor.page + 1),
        quote=" ".join(mark.anchor.exact.split()),
        note=mark.note.strip(),
        colour=words.edge(mark),
        sign=words.sign(mark),
    )


def _figures(group: FigureGroup) -> FigureLine:
    check = group.first.check
    if len(group.found) == 1:
        return FigureLine(group.first.label, f"“{' '.join(check.quote.split())}”", group.line)
    return FigureLine(group.first.label, group.short, group.line)


def _other_papers(source: PackSource, work: Work) -> OtherPart:
    titles = {paper.id: paper.title for paper in source.papers}
    notes: dict[PaperId, list[NoteLine]] = {}
    figures: dict[PaperId, list[FigureLine]] = {}
    for mark in work.outside:
        notes.setdefault(mark.paper, []).append(_note(mark))
    for group in work.other_figures:
        figures.setdefault(group.first.paper, []).append(_figures(group))
    return OtherPart(
        tuple(
            PaperNotes(
                titles.get(paper, "A paper that is no longer here"),
                tuple(notes.get(paper, ())),
                tuple(figures.get(paper, ())),
            )
            for paper in dict.fromkeys([*notes, *figures])
        )
    )


def _business(item: MeetingItem, source: PackSource, work: Work) -> BusinessLine:
    marks, questions = len(work.notes.get(item.id, ())), work.asked(item.id)
    return BusinessLine(
        number=item.number,
        subject=item.subject,
        mine=words.mine(marks, questions, item.first_page is not None, source.pages_read.get(item.id, 0)),
        page=item.first_label,
        level=item.level,
    )


def _members(source: PackSource) -> str:
    return f"Members: {', '.join(one.name for one in source.members)}." if source.members else ""
