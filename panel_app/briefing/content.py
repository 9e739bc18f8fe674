"""What goes into a briefing pack: values only, in the order and the words they are printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panel_app.briefing import words
from panel_app.domain.exempt import holds_any
from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.figures.groups import FigureGroup, grouped
from panel_app.domain.ids import ItemId, MeasureId, PaperId
from panel_app.domain.marks import Mark, MarkColour
from panel_app.domain.papers import Meeting, MeetingItem, Paper
from panel_app.domain.questions import Evidence, EvidenceKind, Question

if TYPE_CHECKING:
    from panel_app.domain.chart_model import ChartModel

COVER, QUESTIONS, OTHER, WRITING = "cover", "questions", "other", "writing"
ITEMS, MEASURES = "items", "measures"
"""Parents in the list for ticking; never parts themselves."""


def item_key(item: ItemId) -> str:
    return f"item:{item}"


def measure_key(measure: MeasureId) -> str:
    return f"measure:{measure}"


@dataclass(frozen=True, slots=True)
class BriefingPart:
    """A line of the list for ticking; `pages` is None until the part has been made once."""

    key: str
    label: str
    pages: int | None = None
    parent: str = ""
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A mark as printed: the words it stands on, the member's note, and its pack page."""

    page: str
    quote: str
    note: str
    colour: MarkColour | None
    sign: str
    """The colour and its meaning, or the kind of mark, in words."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """Figures that do not agree, as printed: what the paper says, the arithmetic, and the pack page."""

    page: str
    quote: str
    arithmetic: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as printed, numbered in asking order over the whole meeting."""

    number: int
    text: str
    status: str
    supplementary: tuple[str, ...] = ()
    evidence: str = ""
    answer: str = ""
    item: str = ""
    """"Item 7", or empty without an item."""
    figures: tuple[FigureLine, ...] = ()
    """The figure checks that it rests on."""


@dataclass(frozen=True, slots=True)
class BusinessLine:
    """A row of the order of business."""

    number: str
    subject: str
    mine: str
    page: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class CoverPart:
    key: str = COVER
    title: str = "Cover and contents"


@dataclass(frozen=True, slots=True)
class QuestionsPart:
    """All questions in asking order; those of no item apart."""

    questions: tuple[QuestionLine, ...] = ()
    others: tuple[QuestionLine, ...] = ()
    key: str = QUESTIONS
    title: str = "My questions, in order"


@dataclass(frozen=True, slots=True)
class ItemPart:
    """An agenda item with the member's notes and questions."""

    key: str
    number: str
    subject: str
    pages: str
    notes: tuple[NoteLine, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    figures: tuple[FigureLine, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.number} {self.subject}".strip()


@dataclass(frozen=True, slots=True)
class PaperNotes:
    """The notes on one paper outside the agenda items, and its figures that do not agree."""

    title: str
    notes: tuple[NoteLine, ...]
    figures: tuple[FigureLine, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherPart:
    papers: tuple[PaperNotes, ...] = ()
    key: str = OTHER
    title: str = "Other papers"


@dataclass(frozen=True, slots=True)
class MeasurePart:
    key: str
    title: str
    chart: ChartModel


@dataclass(frozen=True, slots=True)
class WritingPart:
    key: str = WRITING
    title: str = "Pages for writing"


Part = CoverPart | QuestionsPart | ItemPart | OtherPart | MeasurePart | WritingPart


@dataclass(frozen=True, slots=True)
class PackContent:
    """Everything a briefing pack prints."""

    title: str
    """The meeting's date in words, which is how members speak of it."""
    committee: str
    when: str
    """Time, place, and how much there is to read."""
    member: str
    sample: bool
    business: tuple[BusinessLine, ...]
    parts: tuple[Part, ...]
    left_out: str = ""
    """What was left out as exempt, in one sentence; empty when there is nothing exempt."""


@dataclass(frozen=True)
class PackSource:
    """What a pack is assembled from; `marks` are those of the meeting's papers and of papers without one."""

    meeting: Meeting
    papers: Sequence[Paper]
    items: Sequence[MeetingItem]
    marks: Sequence[Mark] = ()
    questions: Sequence[Question] = ()
    measures: Sequence[tuple[MeasureId, str]] = ()
    """The measures that can be ticked, with their names."""
    pages_read: Mapping[ItemId, int] = field(default_factory=dict)
    member: str = ""
    page_count: int = 0
    """Pages of the agenda pack."""
    figures: Sequence[FoundCheck] = ()
    """The figure checks of the meeting's papers, the worst first."""


def tickable_items(source: PackSource) -> list[MeetingItem]:
    """Items that can have a page of their own: with a paper, or with something of the member's."""
    work = _Work.of(source)
    return [i for i in source.items if i.first_page is not None or work.on_item(i.id)]


def parts_to_tick(source: PackSource, choices: Mapping[str, bool]) -> list[BriefingPart]:
    """The list for ticking, in the order of the pack; parts without a choice are off."""
    work = _Work.of(source)
    listed = [(COVER, "Cover and contents", ""), (QUESTIONS, "My questions, in order", "")]
    listed += [(item_key(i.id), f"{i.number} {i.subject}".strip(), ITEMS) for i in tickable_items(source)]
    if work.outside or work.other_figures:
        listed.append((OTHER, "Other papers", ITEMS))
    listed += [(measure_key(measure), name, MEASURES) for measure, name in source.measures]
    listed.append((WRITING, "Pages for writing", ""))
    return [
        BriefingPart(key, label, parent=parent, chosen=choices.get(key, False))
        for key, label, parent in listed
    ]


def default_choices(source: PackSource, outside_limits: Sequence[MeasureId]) -> dict[str, bool]:
    """What is ticked at first: cover, questions, items with something of the member's or with figures that do
    not agree, a page for writing.

    Without any work all items with papers are in; of the measures at most four outside the force's limits.
    """
    work = _Work.of(source)
    items = tickable_items(source)
    touched = {i.id for i in items if work.on_item(i.id)}
    chosen = touched | work.figures.keys() if touched else {i.id for i in items}
    measures = set(outside_limits[:4])
    return (
        {COVER: True, QUESTIONS: True, OTHER: True, WRITING: True}
        | {item_key(i.id): i.id in chosen for i in items}
        | {measure_key(measure): measure in measures for measure, _ in source.measures}
    )


def assemble(
    source: PackSource, charts: Mapping[MeasureId, ChartModel], choices: Mapping[str, bool]
) -> PackContent:
    """The pack with the chosen parts, without anything from an exempt paper."""
    work = _Work.of(source)
    meeting = source.meeting
    parts: list[Part] = []
    if choices.get(COVER):
        parts.append(CoverPart())
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
    if choices.get(WRITING):
        parts.append(WritingPart())
    return PackContent(
        title=words.day(meeting.date),
        committee=meeting.committee,
        when=words.when(
            meeting.time, meeting.venue, sum(i.level == 1 for i in source.items), source.page_count
        ),
        member=source.member,
        sample=meeting.sample or any(p.sample and p.meeting == meeting.id for p in source.papers),
        business=tuple(_business(item, source, work) for item in source.items),
        parts=tuple(parts),
        left_out=work.left_out,
    )


@dataclass(frozen=True)
class _Work:
    """The member's work sorted by item, with what rests on exempt papers taken out."""

    notes: Mapping[ItemId, list[Mark]]
    outside: Sequence[Mark]
    questions: Sequence[tuple[Question, QuestionLine]]
    left_out: str
    figures: Mapping[ItemId, list[FigureGroup]]
    other_figures: Sequence[FigureGroup]
    """Those on papers outside the agenda items."""

    @classmethod
    def of(cls, source: PackSource) -> _Work:
        exempt = {paper.id for paper in source.papers if paper.exempt}
        here = any(paper.exempt and paper.meeting == source.meeting.id for paper in source.papers)
        titles = {paper.id: paper.title for paper in source.papers}
        main = {item.paper for item in source.items if item.paper}
        notes: dict[ItemId, list[Mark]] = {}
        outside: list[Mark] = []
        hidden_marks = hidden_evidence = hidden_questions = 0
        secret = [m.anchor.exact for m in source.marks if m.paper in exempt]
        for mark in source.marks:
            if mark.paper in exempt or holds_any((mark.note,), secret):
                hidden_marks += 1
                continue
            innermost = _innermost(source, mark.paper, mark.anchor.page)
            if innermost is None:
                outside.append(mark)
            else:
                notes.setdefault(innermost.id, []).append(mark)
        numbers: dict[ItemId, str] = {}
        for item in source.items:
            # An appendix goes by the number of the item it stands under.
            last = next(reversed(numbers.values()), "")
            numbers[item.id] = item.number or last
        questions: list[tuple[Question, QuestionLine]] = []
        for question in source.questions:
            open_evidence = [e for e in question.evidence if e.paper not in exempt]
            quoted = secret + [e.quote for e in question.evidence if e.paper in exempt]
            if holds_any(question.words(), quoted):
                hidden_questions += 1
                continue
            hidden_evidence += len(question.evidence) - len(open_evidence)
            if not (
                question.text.strip() or any(s.text.strip() for s in question.supplementary) or open_evidence
            ):
                continue
            line = QuestionLine(
                number=len(questions) + 1,
                text=question.text.strip() or "(not yet written)",
                status=words.status(question.status),
                supplementary=tuple(
                    f"If “{s.after.strip()}”: {s.text}" if s.after.strip() else s.text
                    for s in question.supplementary
                    if s.text.strip()
                ),
                evidence=_evidence(open_evidence, main, titles),
                answer=question.answer.strip(),
                item=words.item(numbers.get(question.item, "")) if question.item else "",
                figures=tuple(
                    FigureLine(e.label, e.quote, e.arithmetic)
                    for e in open_evidence
                    if e.kind is EvidenceKind.FIGURES
                ),
            )
            questions.append((question, line))
        figures: dict[ItemId, list[FigureGroup]] = {}
        other_figures: list[FigureGroup] = []
        raised = [one for one in source.figures if one.raised and one.paper not in exempt]
        for group in sorted(grouped(raised), key=lambda group: group.first.check.page):
            holder = _innermost(source, group.first.paper, group.first.check.page)
            (figures.setdefault(holder.id, []) if holder else other_figures).append(group)
        return cls(
            notes,
            outside,
            questions,
            words.left_out(here, hidden_marks, hidden_questions, hidden_evidence),
            figures,
            other_figures,
        )

    def on_item(self, item: ItemId) -> int:
        """Marks and questions on an item."""
        return len(self.notes.get(item, ())) + self.asked(item)

    def asked(self, item: ItemId) -> int:
        return sum(question.item == item for question, _ in self.questions)


def _innermost(source: PackSource, paper: PaperId, page: int) -> MeetingItem | None:
    """The agenda item that a page belongs to."""
    holding = [item for item in source.items if item.holds(paper, page)]
    return max(holding, key=lambda item: item.level, default=None)


def _evidence(evidence: Sequence[Evidence], main: set[PaperId], titles: Mapping[PaperId, str]) -> str:
    """Where a question's evidence is: "pages 41 and 75; page 3 of Delivery Plan"."""
    pages: dict[str, list[str]] = {}
    others: list[str] = []
    for piece in evidence:
        if piece.label:
            paper = piece.paper
            here = paper is None or paper in main
            title = "" if here or paper is None else titles.get(paper, piece.paper_title)
            pages.setdefault(title, [])
            if piece.label not in pages[title]:
                pages[title].append(piece.label)
        elif piece.quote.strip():
            others.append(piece.quote.strip())
    # Numbered pages in their order, whatever the order in which they became evidence.
    for labels in pages.values():
        labels.sort(key=lambda label: int(label) if label.isdecimal() else 0)
    found = [words.pages(labels) + (f" of {title}" if title else "") for title, labels in pages.items()]
    return "; ".join(found + others)


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


def _other_papers(source: PackSource, work: _Work) -> OtherPart:
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


def _business(item: MeetingItem, source: PackSource, work: _Work) -> BusinessLine:
    marks, questions = len(work.notes.get(item.id, ())), work.asked(item.id)
    return BusinessLine(
        number=item.number,
        subject=item.subject,
        mine=words.mine(marks, questions, item.first_page is not None, source.pages_read.get(item.id, 0)),
        page=item.first_label,
        level=item.level,
    )
