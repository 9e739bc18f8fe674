"""What a question may rest on and what is gone of it, worked out without a widget."""

from __future__ import annotations

from dataclasses import dataclass

from panel_app.domain.questions import Evidence, EvidenceKind, Question
from panel_app.services.desk import Desk
from panel_app.services.questions import answer_evidence
from panel_app.ui.words import shortened

EVIDENCE_KINDS = (
    (EvidenceKind.MARK, "My notes and marks"),
    (EvidenceKind.MEASURE, "Measures"),
    (EvidenceKind.ANSWER, "Earlier answers"),
)
"""What can be chosen as evidence from a list."""


@dataclass(frozen=True, slots=True)
class EvidenceOffer:
    """A piece of evidence that can be chosen, in words."""

    evidence: Evidence
    text: str
    trailing: str = ""
    sub: str = ""

    @property
    def searched(self) -> str:
        return f"{self.text} {self.trailing} {self.sub}".casefold()


def evidence_offers(desk: Desk, question: Question) -> list[EvidenceOffer]:
    """What the question may rest on and does not yet: those of its own meeting's papers first."""
    offers: list[EvidenceOffer] = []
    papers = {paper.id: paper for paper in desk.papers.all()}
    marks = [mark for mark in desk.marks.shown() if mark.paper in papers]
    marks.sort(key=lambda mark: (papers[mark.paper].meeting != question.meeting, mark.anchor.page))
    for mark in marks:
        title = papers[mark.paper].title
        quote = " ".join(mark.anchor.exact.split())
        piece = Evidence(
            EvidenceKind.MARK, quote or mark.note, mark.paper, title, mark.anchor.page, mark.label, mark.id
        )
        told = mark.note.strip() or f"“{shortened(quote, 120)}”"
        offers.append(EvidenceOffer(piece, shortened(told, 160), f"page {mark.label}", title))
    for area in desk.measures.areas():
        for row in desk.measures.scorecard(area):
            latest = row.latest
            value = row.measure.figure(latest.value) if latest else ""
            words = f"{row.measure.name}, {area}"
            told = f"{words}: {value} in {latest.period.label}" if latest else words
            piece = Evidence(EvidenceKind.MEASURE, told, measure=row.measure.id)
            offers.append(EvidenceOffer(piece, words, value, latest.period.label if latest else ""))
    for earlier in desk.questions.all():
        if earlier.answer.strip() and earlier.id != question.id:
            offers.append(
                EvidenceOffer(answer_evidence(earlier), shortened(earlier.answer, 160), "", earlier.text)
            )
    taken = {(e.kind, e.mark, e.measure, e.question) for e in question.evidence}
    return [
        one
        for one in offers
        if (one.evidence.kind, one.evidence.mark, one.evidence.measure, one.evidence.question) not in taken
    ]


def evidence_gone(desk: Desk, evidence: tuple[Evidence, ...]) -> frozenset[Evidence]:
    """The pieces whose paper, measure or earlier question is no longer here."""
    measures = (
        {measure.id for measure in desk.measures.measures()} if any(e.measure for e in evidence) else set()
    )
    return frozenset(
        e
        for e in evidence
        if (e.paper is not None and not desk.papers.exists(e.paper))
        or (e.measure is not None and e.measure not in measures)
        or (e.question is not None and not desk.questions.exists(e.question))
    )
