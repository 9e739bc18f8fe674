"""Questions to the Police and Crime Commissioner, from draft to closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from panel_app.domain.ids import ItemId, MarkId, MeasureId, MeetingId, PaperId, PromiseId, QuestionId
from panel_app.domain.sharing import Sender


class QuestionStatus(StrEnum):
    """Where a question is on its way; the value is stored, `label` is shown."""

    DRAFT = "draft"
    READY = "ready"
    SUBMITTED = "submitted"
    ASKED = "asked"
    ANSWERED = "answered"
    FOLLOWED_UP = "followed up"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"submitted": "Sent"}.get(self.value, self.value.capitalize())


STATUS_TRACK = tuple(QuestionStatus)
"""The states in order, as the track on an open question draws them."""

NOT_ASKED = (QuestionStatus.DRAFT, QuestionStatus.READY, QuestionStatus.SUBMITTED)
"""The states before the meeting."""


class Stage(StrEnum):
    """The columns of the board."""

    TO_ASK = "to ask"
    ASKED = "asked"
    WAITING = "waiting"
    ANSWERED = "answered"
    FOLLOWED_UP = "followed up"
    CLOSED = "closed"


class Importance(StrEnum):
    """What goes first when the time is short."""

    MUST = "must"
    SHOULD = "should"
    IF_TIME = "if time"

    @property
    def label(self) -> str:
        return {"must": "Must be asked", "should": "Should be asked"}.get(self.value, "If there is time")


class Satisfied(StrEnum):
    """Whether the answer answers the question."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class EvidenceKind(StrEnum):
    """What a question rests on."""

    PASSAGE = "passage"
    MARK = "mark"
    MEASURE = "measure"
    FIGURES = "figure check"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link from a question to what it rests on; it keeps its own quote if the paper goes."""

    kind: EvidenceKind
    quote: str
    paper: PaperId | None = None
    paper_title: str = ""
    page: int | None = None
    label: str = ""
    mark: MarkId | None = None
    measure: MeasureId | None = None
    arithmetic: str = ""
    """Of a figure check: what the paper's own figures give."""
    question: QuestionId | None = None
    """Of an earlier answer: the question that it answered."""


@dataclass(frozen=True, slots=True)
class Supplementary:
    """A question that follows; `after` is the likely answer to which it is the reply, "" for any."""

    text: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its evidence, and the answer when there is one."""

    id: QuestionId
    text: str
    status: QuestionStatus = QuestionStatus.DRAFT
    meeting: MeetingId | None = None
    item: ItemId | None = None
    theme: str = ""
    evidence: tuple[Evidence, ...] = ()
    supplementary: tuple[Supplementary, ...] = ()
    answer: str = ""
    position: int = 0
    created: datetime = field(default_factory=datetime.now)
    modified: datetime = field(default_factory=datetime.now)
    importance: Importance = Importance.SHOULD
    asker: str = ""
    """Who puts it to the commissioner."""
    author: Sender | None = None
    """Whose it is; None: one's own."""
    answered_by: str = ""
    answered_on: date | None = None
    satisfied: Satisfied | None = None
    response_due: date | None = None
    """By when a written response is required."""
    follows: PromiseId | None = None
    """The promise about which it asks again."""
    joined: QuestionId | None = None
    """The question with which it is asked as one."""

    @property
    def is_open(self) -> bool:
        return self.status is not QuestionStatus.CLOSED

    @property
    def was_asked(self) -> bool:
        return self.status not in NOT_ASKED

    @property
    def stage(self) -> Stage:
        """Its column: a question waits where a written response is required and none has come."""
        if self.status in NOT_ASKED:
            return Stage.TO_ASK
        if self.status is QuestionStatus.ASKED:
            return Stage.WAITING if self.response_due else Stage.ASKED
        return Stage(self.status.value)

    def words(self) -> tuple[str, ...]:
        """Everything that was written into it."""
        further = (word for one in self.supplementary for word in (one.after, one.text))
        return (self.text, *further, self.answer)


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A line of a question's history: what became different, and what it was before ("" for nothing).

    Of a status `became` is the new one.
    """

    at: datetime
    what: str
    was: str = ""
    became: str = ""


NATIONAL_THEMES = (
    "Reduce murder and other homicide",
    "Reduce serious violence",
    "Disrupt drugs supply and county lines",
    "Reduce neighbourhood crime",
    "Tackle cyber crime",
    "Improve satisfaction among victims",
)
"""The national priorities for policing (the 2021 Order), in their order."""


def themes_in_use(questions: list[Question]) -> list[str]:
    """The national priorities, then the panel's own themes by name."""
    own = {q.theme for q in questions if q.theme} - set(NATIONAL_THEMES)
    return [*NATIONAL_THEMES, *sorted(own, key=str.casefold)]


def by_theme(questions: list[Question]) -> list[tuple[str, list[Question]]]:
    """The questions under their themes, each in the order given; those without one last, under ""."""
    order = [*themes_in_use(questions), ""]
    grouped = [(theme, [q for q in questions if q.theme == theme]) for theme in order]
    return [(theme, several) for theme, several in grouped if several]
