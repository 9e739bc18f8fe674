"""Which of a question's evidence rests on papers from which the public is kept out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from panel_app.domain.exempt import holds_any
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import MeetingItem
from panel_app.domain.promises import Promise
from panel_app.domain.questions import Evidence, Question
from panel_app.services.meetings import MeetingsService
from panel_app.services.papers import PapersService


@dataclass(frozen=True)
class PublicQuestions:
    """Questions without what is exempt, and how many of them, or of their evidence, stay behind."""

    questions: tuple[Question, ...]
    promises: tuple[Promise, ...]
    left_out: int


class ExemptEvidence:
    """Knows each paper once it was asked about; where a paper is gone, its evidence may be exempt."""

    def __init__(self, papers: PapersService, meetings: MeetingsService) -> None:
        self._papers = papers
        self._meetings = meetings
        self._known: dict[PaperId, tuple[bool, list[MeetingItem]]] = {}

    def is_exempt(self, piece: Evidence) -> bool:
        """Whether evidence rests on an exempt paper or item; where that cannot be known, it may."""
        if piece.paper is None:
            return False
        if piece.paper not in self._known:
            here = self._papers.exists(piece.paper)
            exempt = self._papers.get(piece.paper).exempt if here else True
            self._known[piece.paper] = exempt, self._meetings.items_of_paper(piece.paper) if here else []
        exempt, items = self._known[piece.paper]
        page = piece.page or 0
        return exempt or any(item.exempt and item.holds(piece.paper, page) for item in items)

    def public(self, questions: Sequence[Question], promises: Sequence[Promise] = ()) -> PublicQuestions:
        """Leave out exempt evidence, and each question or promise whose own words hold such a quotation."""
        secret = [e.quote for q in questions for e in q.evidence if self.is_exempt(e)]
        kept: list[Question] = []
        left_out = 0
        for question in questions:
            if holds_any(question.words(), secret):
                left_out += 1
                continue
            evidence = tuple(
                e for e in question.evidence if not self.is_exempt(e) and not holds_any((e.quote,), secret)
            )
            left_out += len(question.evidence) - len(evidence)
            kept.append(replace(question, evidence=evidence))
        known = {q.id for q in kept}
        open_promises = tuple(
            p
            for p in promises
            if p.question in known
            and not (p.source and self.is_exempt(p.source))
            and not holds_any((p.text, p.note), secret)
        )
        return PublicQuestions(tuple(kept), open_promises, left_out + len(promises) - len(open_promises))
