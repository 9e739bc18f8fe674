"""What a member does with questions: write, rest them on evidence, order, mark ready, record the answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from panel_app.domain.changes import Changes
from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import ItemId, MeetingId, QuestionId
from panel_app.domain.questions import Evidence, Question, QuestionStatus
from panel_app.storage.notebook import QuestionRepository

_EDITABLE = {"text", "theme", "meeting", "item", "evidence", "supplementary", "answer", "status"}


class QuestionsService:
    """The member's questions; nobody else sees them until they are sent."""

    def __init__(self, questions: QuestionRepository, clock: Callable[[], datetime]) -> None:
        self._questions = questions
        self._clock = clock

    def all(self) -> list[Question]:
        """In asking order."""
        return self._questions.questions()

    def get(self, question: QuestionId) -> Question:
        found = self._questions.question(question)
        if found is None:
            raise NothingFoundError("That question is not here any more. The list shows those that are.")
        return found

    def add(
        self,
        text: str = "",
        *,
        meeting: MeetingId | None = None,
        item: ItemId | None = None,
        evidence: tuple[Evidence, ...] = (),
    ) -> tuple[Question, Changes]:
        """Begin a question as a draft, last in the order."""
        now = self._clock()
        question = Question(
            id=QuestionId(str(uuid.uuid4())),
            text=text,
            meeting=meeting,
            item=item,
            evidence=evidence,
            position=max((q.position for q in self.all()), default=0) + 1,
            created=now,
            modified=now,
        )
        self._questions.save(question)
        return question, Changes(questions=True)

    def change(self, question: QuestionId, **fields: Any) -> Changes:
        """Change text, theme, meeting, item, evidence, supplementary, answer or status."""
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
        for position, moved in enumerate(order):
            if moved.position != position:
                self._questions.save(replace(moved, position=position))
        return Changes(questions=True)

    def delete(self, question: QuestionId) -> Changes:
        self._questions.delete(question)
        return Changes(questions=True)

    def restore(self, question: Question) -> Changes:
        """Put back a question that was just deleted."""
        self._questions.save(question)
        return Changes(questions=True)

    def history(self, question: QuestionId) -> list[tuple[datetime, QuestionStatus]]:
        """When the question reached each status, oldest first."""
        return self._questions.history(question)
