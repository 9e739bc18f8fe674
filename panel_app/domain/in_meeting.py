"""Walking through a meeting item by item, with the questions that belong to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import MeetingItem
from panel_app.domain.questions import Question, QuestionStatus

NOT_YET_ASKED = frozenset({QuestionStatus.DRAFT, QuestionStatus.READY, QuestionStatus.SUBMITTED})


@dataclass(frozen=True, slots=True)
class ItemOnTable:
    """An item of the agenda with what stands beneath it: its appendices and papers. `at` is its place in
    the whole agenda.
    """

    at: int
    item: MeetingItem
    beneath: tuple[MeetingItem, ...] = ()

    @property
    def parts(self) -> tuple[MeetingItem, ...]:
        return (self.item, *self.beneath)

    @property
    def begin(self) -> tuple[PaperId, int] | None:
        """Where its first page is; None where it has no paper."""
        for part in self.parts:
            if part.paper is not None and part.first_page is not None:
                return part.paper, part.first_page
        return None

    def holds(self, paper: PaperId, page: int) -> bool:
        """Whether a page belongs to it."""
        return any(part.holds(paper, page) for part in self.parts)

    def questions(self, questions: Sequence[Question]) -> list[Question]:
        """Those that belong to it, in asking order; closed ones are no longer for the meeting."""
        mine = {part.id for part in self.parts}
        return [one for one in questions if one.is_open and one.item in mine]


def on_table(items: Sequence[MeetingItem]) -> list[ItemOnTable]:
    """The agenda as a meeting goes through it: what lies beneath an item is part of it."""
    begins = [at for at, item in enumerate(items) if item.level == 1 or at == 0]
    spans = zip(begins, [*begins, len(items)][1:], strict=True)
    return [ItemOnTable(at, items[at], tuple(items[at + 1 : end])) for at, end in spans]


def whole_meeting(
    questions: Sequence[Question], meeting: MeetingId, items: Sequence[MeetingItem]
) -> list[Question]:
    """Open questions for the meeting that belong to none of its items."""
    known = {item.id for item in items}
    return [one for one in questions if one.is_open and one.meeting == meeting and one.item not in known]
