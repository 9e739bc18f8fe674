"""Questions on their way between members and the officer, as a file carries them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from panel_app.domain.ids import MeetingId, QuestionId
from panel_app.domain.promises import Promise
from panel_app.domain.questions import Question
from panel_app.domain.sharing import Sender

FORMAT = 1
"""Raised when a file can say what an older program would lose."""


class FileKind(StrEnum):
    """Whose questions a file holds."""

    MINE = "my questions"
    LIST = "list of the meeting"


@dataclass(frozen=True, slots=True)
class SentQuestion:
    """A question, and the receiver's version that the sender took in last: from it both went on."""

    question: Question
    seen: Question | None = None


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What a file of questions holds: whose, for which meeting of which panel."""

    kind: FileKind
    sender: Sender
    panel: str
    """The code of the panel's ids."""
    panel_name: str
    meeting: MeetingId
    day: date
    questions: tuple[SentQuestion, ...]
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionClash:
    """A field that was changed here and elsewhere: the other value (plain), whose it is, when it came."""

    question: QuestionId
    field: str
    theirs: Any
    sender_name: str
    at: datetime
