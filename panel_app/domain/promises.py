"""What somebody promised to do, until it is kept or let go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from panel_app.domain.ids import MeetingId, PromiseId, QuestionId
from panel_app.domain.questions import Evidence, Question

SILENT_AFTER = 80
"""Days without a date after which a promise is asked about: panels meet about once a quarter."""


class PromiseState(StrEnum):
    """What became of a promise; the value is stored."""

    OPEN = "open"
    KEPT = "kept"
    NOT_KEPT = "not kept"
    LET_GO = "let go"


class Standing(StrEnum):
    """How a promise stands on a day, the most pressing first."""

    NOT_KEPT = "not kept"
    OVERDUE = "overdue"
    DUE = "due"
    SILENT = "nothing heard"
    WAITING = "not due yet"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise: what, by whom and by when, made when and where, and where it is written."""

    id: PromiseId
    text: str
    by: str = ""
    due: date | None = None
    due_words: str = ""
    """By when, as it was said or printed."""
    made: date | None = None
    meeting: MeetingId | None = None
    question: QuestionId | None = None
    """The question in whose answer it was made."""
    source: Evidence | None = None
    origin: str = ""
    """By which an action or commitment of a paper is known again; "" for one that was typed."""
    state: PromiseState = PromiseState.OPEN
    settled: date | None = None
    note: str = ""
    created: datetime = field(default_factory=datetime.now)
    modified: datetime = field(default_factory=datetime.now)

    @property
    def is_open(self) -> bool:
        """A promise that was not kept stays until it is kept after all or let go."""
        return self.state in (PromiseState.OPEN, PromiseState.NOT_KEPT)

    def standing(self, today: date, meeting: date | None = None) -> Standing:
        """How it stands today; `meeting` is the day of the next meeting, by which it may fall due."""
        if not self.is_open:
            return Standing.SETTLED
        if self.state is PromiseState.NOT_KEPT:
            return Standing.NOT_KEPT
        if self.due is not None:
            if self.due < today:
                return Standing.OVERDUE
            return Standing.DUE if self.due <= (meeting or today) else Standing.WAITING
        since = self.made or self.created.date()
        return Standing.SILENT if (today - since).days >= SILENT_AFTER else Standing.WAITING


@dataclass(frozen=True, slots=True)
class FollowedPromise:
    """A promise as it stands today, and how often the panel has asked about it."""

    promise: Promise
    standing: Standing
    asked: int

    @property
    def comes_up(self) -> bool:
        """Whether the next meeting should hear of it."""
        return self.standing not in (Standing.WAITING, Standing.SETTLED)


@dataclass(frozen=True, slots=True)
class Offer:
    """An action or commitment of a paper that may be followed as a promise."""

    text: str
    by: str
    due_words: str
    source: Evidence
    origin: str
    made: date | None = None
    meeting: MeetingId | None = None
    silent: bool = False
    """A commitment on which the last papers say nothing new."""


def follow_promises(
    promises: Iterable[Promise], questions: Iterable[Question], today: date, meeting: date | None
) -> list[FollowedPromise]:
    """All promises as they stand, the most pressing and oldest first."""
    asked: dict[str, int] = {}
    was_asked: set[str] = set()
    for question in questions:
        if question.was_asked:
            was_asked.add(question.id)
            if question.follows:
                asked[question.follows] = asked.get(question.follows, 0) + 1
    rows = [
        FollowedPromise(one, one.standing(today, meeting), asked.get(one.id, 0) + (one.question in was_asked))
        for one in promises
    ]
    order = list(Standing)
    return sorted(
        rows,
        key=lambda row: (
            order.index(row.standing),
            row.promise.due or date.max,
            row.promise.made or date.max,
            row.promise.created,
        ),
    )


def origin_of(text: str, by: str) -> str:
    """By what an action is known again, in whatever paper it is printed: its words and who is to do it."""
    plain = " ".join(f"{by} {text}".casefold().split()).rstrip(" .")
    return hashlib.sha256(plain.encode()).hexdigest()[:32]
