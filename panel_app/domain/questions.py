"""Questions to the Police and Crime Commissioner, from draft to closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from panel_app.domain.ids import ItemId, MarkId, MeasureId, MeetingId, PaperId, QuestionId


class QuestionStatus(StrEnum):
    """Where a question is on its way; the value is stored, `label` is shown."""

    DRAFT = "draft"
    READY = "ready"
    SUBMITTED = "submitted"
    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"submitted": "Sent"}.get(self.value, self.value.capitalize())


STATUS_TRACK = tuple(QuestionStatus)
"""The states in order, as the track on an open question draws them."""


class EvidenceKind(StrEnum):
    """What a question rests on."""

    PASSAGE = "passage"
    MEASURE = "measure"
    FIGURES = "figure check"


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
    supplementary: tuple[str, ...] = ()
    answer: str = ""
    position: int = 0
    created: datetime = field(default_factory=datetime.now)
    modified: datetime = field(default_factory=datetime.now)

    @property
    def is_open(self) -> bool:
        return self.status is not QuestionStatus.CLOSED
