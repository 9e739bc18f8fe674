"""What a member does with questions: write, rest them on evidence, order, mark ready, record the answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from panel_app.domain.changes import Changes
from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import ItemId, MeetingId, PromiseId, QuestionId
from panel_app.domain.likeness import likely_same
from panel_app.domain.questions import (
    NOT_ASKED,
    Evidence,
    EvidenceKind,
    Importance,
    Question,
    QuestionChange,
    QuestionStatus,
    by_theme,
    themes_in_use,
)
from panel_app.services.settings import SettingsService
from panel_app.storage.questions import QuestionRepository

_EDITABLE = {
    *("text", "theme", "meeting", "item", "evidence", "supplementary", "answer", "status", "importance"),
    *("asker", "answered_by", "answered_on", "satisfied", "response_due"),
}


class QuestionsService:
    """The member's questions; nobody else sees them until they are sent."""

    def __init__(
        self, questions: QuestionRepository, settings: SettingsService, clock: Callable[[], datetime]
    ) -> None:
        self._questions = questions
        self._settings = settings
        self._clock = clock

    def all(self) -> list[Question]:
        """In asking order."""
        return self._questions.questions()

    def get(self, question: QuestionId) -> Question:
        found = self._questions.question(question)
        if found is None:
            raise NothingFoundError("That question is not here any more. The list shows those that are.")
        return found

    def exists(self, question: QuestionId) -> bool:
        return self._questions.question(question) is not None

    def themes(self) -> list[str]:
        """The national priorities, and the panel's own themes as they are used."""
        return themes_in_use(self.all())

    def add(
        self,
        text: str = "",
        *,
        meeting: MeetingId | None = None,
        item: ItemId | None = None,
        evidence: tuple[Evidence, ...] = (),
        theme: str = "",
        follows: PromiseId | None = None,
    ) -> tuple[Question, Changes]:
        """Begin a question as a draft, last in the order."""
        now = self._clock()
        question = Question(
            id=QuestionId(str(uuid.uuid4())),
            text=text,
            meeting=meeting,
            item=item,
            evidence=evidence,
            theme=theme,
            follows=follows,
            position=max((q.position for q in self.all()), default=0) + 1,
            created=now,
            modified=now,
        )
        self._questions.save(question)
        return question, Changes(questions=True)

    def change(self, question: QuestionId, **fields: Any) -> Changes:
        """Change what a person may edit of a question."""
        unknown = fields.keys() - _EDITABLE
        if unknown:
            raise TypeError(f"a question has no editable {', '.join(sorted(unknown))}")
        before = self.get(question)
        after = replace(before, **fields)
        if after == before:
            return Changes()
        self._questions.save(replace(after, modified=self._clock()))
        return Changes(questions=True)

    def set_status(self, question: QuestionId, status: QuestionStatus) -> Changes:
        return self.change(question, status=status)

    def record_answer(self, question: QuestionId, answer: str) -> Changes:
        """Write down what was said. The first words make the question an answered one, dated today."""
        before = self.get(question)
        fields: dict[str, Any] = {"answer": answer}
        if answer.strip() and not before.answer.strip():
            if before.status in (*NOT_ASKED, QuestionStatus.ASKED):
                fields["status"] = QuestionStatus.ANSWERED
            fields["answered_on"] = before.answered_on or self._clock().date()
        return self.change(question, **fields)

    def response_date(self, asked: date | None = None) -> date:
        """By when a written response would be due: the panel's period from the day of the meeting."""
        return (asked or self._clock().date()) + timedelta(days=self._settings.response_days)

    def move(self, question: QuestionId, by: int) -> Changes:
        """Move a question up (negative) or down in the asking order."""
        order = self.all()
        at = next((i for i, q in enumerate(order) if q.id == question), None)
        if at is None:
            return Changes()
        to = max(0, min(len(order) - 1, at + by))
        if to == at:
            return Changes()
        order.insert(to, order.pop(at))
        with self._questions.together():
            for position, moved in enumerate(order):
                if moved.position != position:
                    self._questions.save(replace(moved, position=position))
        return Changes(questions=True)

    def move_among(self, question: QuestionId, by: int) -> Changes:
        """Change places with the next (1) or previous (-1) of those that are still to be asked."""
        order = self.all()
        at = next((i for i, q in enumerate(order) if q.id == question), None)
        beside = [
            i for i, q in enumerate(order) if q.status in NOT_ASKED and at is not None and (i - at) * by > 0
        ]
        if at is None or not beside:
            return Changes()
        return self.move(question, min(beside, key=lambda i: abs(i - at)) - at)

    def order_by_theme(self) -> Changes:
        """Those still to be asked theme by theme, what must be asked first within each."""
        every = self.all()
        asked = [q for q in every if q.status in NOT_ASKED]
        importance = list(Importance)
        wanted = [
            q
            for _, several in by_theme(asked)
            for q in sorted(several, key=lambda q: importance.index(q.importance))
        ]
        if wanted == asked:
            return Changes()
        with self._questions.together():
            for position, moved in enumerate([*wanted, *(q for q in every if q.status not in NOT_ASKED)]):
                if moved.position != position:
                    self._questions.save(replace(moved, position=position))
        return Changes(questions=True)

    def delete(self, question: QuestionId) -> Changes:
        self._questions.delete(question, self._clock())
        return Changes(questions=True)

    def restore(self, question: Question) -> Changes:
        """Put back a question that was just deleted."""
        self._questions.save(question)
        return Changes(questions=True)

    def history(self, question: QuestionId) -> list[QuestionChange]:
        """What became different of a question and when, oldest first."""
        return self._questions.history(question)

    def asked_days(self) -> dict[QuestionId, date]:
        """On which day each question was last put, where the history says so."""
        return {key: at.date() for key, at in self._questions.reached(QuestionStatus.ASKED).items()}

    # The same question twice

    def likely_same(self, meeting: MeetingId | None = None) -> list[tuple[Question, Question]]:
        """Pairs still to be asked that may be the same, of a meeting or of all."""
        asked = [
            q
            for q in self.all()
            if q.status in NOT_ASKED and not q.joined and meeting in (None, q.meeting) and q.text.strip()
        ]
        return likely_same(asked, self._questions.pairs_apart())

    def join(self, question: QuestionId, other: QuestionId) -> Changes:
        """Ask both as one, in the words of the first, resting on the evidence of both."""
        main, joined = self.get(question), self.get(other)
        now = self._clock()
        evidence = (*main.evidence, *(e for e in joined.evidence if e not in main.evidence))
        further = tuple(s for s in joined.supplementary if s not in main.supplementary)
        with self._questions.together():
            self._questions.save(
                replace(main, evidence=evidence, supplementary=(*main.supplementary, *further), modified=now)
            )
            for one in self.all():
                # What was asked with the second goes with it.
                if one.id == other or one.joined == other:
                    self._questions.save(replace(one, joined=question, modified=now))
        return Changes(questions=True)

    def part(self, question: QuestionId) -> Changes:
        """Ask a question by itself again."""
        self._questions.save(replace(self.get(question), joined=None, modified=self._clock()))
        return Changes(questions=True)

    def keep_apart(self, question: QuestionId, other: QuestionId) -> Changes:
        """Remember that two questions are not the same."""
        self._questions.put_pair_apart(question, other)
        return Changes(questions=True)

    def joined_to(self, question: QuestionId) -> list[Question]:
        """The questions that are asked as one with this."""
        return [q for q in self.all() if q.joined == question]


def answer_evidence(question: Question) -> Evidence:
    """An earlier answer as evidence for a further question."""
    return Evidence(EvidenceKind.ANSWER, question.answer.strip() or question.text, question=question.id)
