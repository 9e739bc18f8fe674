"""The member's work on a meeting, sorted by agenda item, without what rests on exempt papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from panel_app.briefing import words
from panel_app.briefing.content import FigureLine, QuestionLine
from panel_app.domain.decisions import DecisionSought
from panel_app.domain.exempt import holds_any
from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.figures.groups import FigureGroup, grouped
from panel_app.domain.ids import ItemId, MeasureId, PaperId
from panel_app.domain.marks import Mark
from panel_app.domain.papers import Meeting, MeetingItem, Member, Paper
from panel_app.domain.promises import FollowedPromise
from panel_app.domain.questions import Evidence, EvidenceKind, Question


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
    decisions: Sequence[tuple[PaperId, DecisionSought]] = ()
    dates: Sequence[str] = ()
    """What falls due around the meeting, in sentences, soonest first."""
    news: Sequence[tuple[Paper, str]] = ()
    """The meeting's papers that are new or were replaced, and which of the two."""
    promises: Sequence[FollowedPromise] = ()
    """Those that the meeting should hear of."""
    signals: Sequence[str] = ()
    """A sentence for each measure with a signal."""
    members: Sequence[Member] = ()
    days: int | None = None
    """From the day of printing to the meeting; None leaves it out."""
    notes: bool = True
    """Whether the member's own notes and marks are printed."""
    exempt: bool = False
    """Whether exempt material is printed, which a member says for one print."""

    def is_exempt(self, paper: PaperId | None, page: int | None) -> bool:
        """Whether a page may only be printed where that was asked for."""
        if self.exempt or paper is None:
            return False
        if any(one.id == paper and one.exempt for one in self.papers):
            return True
        return any(item.exempt and item.holds(paper, page or 0) for item in self.items)


@dataclass(frozen=True)
class Work:
    """The member's work sorted by item, with what rests on exempt papers taken out."""

    notes: Mapping[ItemId, list[Mark]]
    outside: Sequence[Mark]
    questions: Sequence[tuple[Question, QuestionLine]]
    left_out: str
    figures: Mapping[ItemId, list[FigureGroup]]
    other_figures: Sequence[FigureGroup]
    """Those on papers outside the agenda items."""
    promises: Sequence[FollowedPromise]

    @classmethod
    def of(cls, source: PackSource) -> Work:
        here = not source.exempt and (
            any(paper.exempt and paper.meeting == source.meeting.id for paper in source.papers)
            or any(item.exempt for item in source.items)
        )
        titles = {paper.id: paper.title for paper in source.papers}
        main = {item.paper for item in source.items if item.paper}
        notes: dict[ItemId, list[Mark]] = {}
        outside: list[Mark] = []
        hidden_marks = hidden_evidence = hidden_questions = 0
        secret = [m.anchor.exact for m in source.marks if source.is_exempt(m.paper, m.anchor.page)]
        secret += [e.quote for q in source.questions for e in q.evidence if source.is_exempt(e.paper, e.page)]
        for mark in source.marks if source.notes else ():
            if source.is_exempt(mark.paper, mark.anchor.page) or holds_any((mark.note,), secret):
                hidden_marks += 1
                continue
            holder = innermost(source, mark.paper, mark.anchor.page)
            if holder is None:
                outside.append(mark)
            else:
                notes.setdefault(holder.id, []).append(mark)
        numbers: dict[ItemId, str] = {}
        for item in source.items:
            # An appendix goes by the number of the item it stands under.
            last = next(reversed(numbers.values()), "")
            numbers[item.id] = item.number or last
        questions: list[tuple[Question, QuestionLine]] = []
        for question in source.questions:
            open_evidence = [e for e in question.evidence if not source.is_exempt(e.paper, e.page)]
            if holds_any(question.words(), secret):
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
        raised = [
            one for one in source.figures if one.raised and not source.is_exempt(one.paper, one.check.page)
        ]
        promises = [
            one
            for one in source.promises
            if not (
                (one.promise.source and source.is_exempt(one.promise.source.paper, one.promise.source.page))
                or holds_any((one.promise.text, one.promise.note), secret)
            )
        ]
        for group in sorted(grouped(raised), key=lambda group: group.first.check.page):
            holder = innermost(source, group.first.paper, group.first.check.page)
            (figures.setdefault(holder.id, []) if holder else other_figures).append(group)
        return cls(
            notes,
            outside,
            questions,
            words.left_out(here, hidden_marks, hidden_questions, hidden_evidence),
            figures,
            other_figures,
            promises,
        )

    def on_item(self, item: ItemId) -> int:
        """Marks and questions on an item."""
        return len(self.notes.get(item, ())) + self.asked(item)

    def asked(self, item: ItemId) -> int:
        return sum(question.item == item for question, _ in self.questions)


def innermost(source: PackSource, paper: PaperId, page: int) -> MeetingItem | None:
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
