"""What cards, rows and the editor say of a question, worked out without a widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panel_app.domain.ids import ItemId, MeetingId
from panel_app.domain.papers import Meeting, MeetingItem
from panel_app.domain.questions import Evidence, EvidenceKind, Question, QuestionStatus
from panel_app.services.desk import Desk
from panel_app.ui.words import count_words, short_day, shortened

THEMES = (
    "Reduce murder and other homicide",
    "Reduce serious violence",
    "Disrupt drugs supply and county lines",
    "Reduce neighbourhood crime",
    "Tackle cyber crime",
    "Improve satisfaction among victims",
    "Other",
)
"""The national priorities for policing, and what is none of them."""

NO_WORDS = "No words yet"

STATUS_CHIPS: dict[QuestionStatus, tuple[str, str]] = {
    QuestionStatus.DRAFT: ("plain", "pencil"),
    QuestionStatus.READY: ("good", "check"),
    QuestionStatus.SUBMITTED: ("normal", "send"),
    QuestionStatus.ASKED: ("normal", "clock"),
    QuestionStatus.ANSWERED: ("accent", "check"),
    QuestionStatus.CLOSED: ("plain", "lock"),
}
"""The kind of chip and its icon."""

MOVES_ON: dict[QuestionStatus, str] = {
    QuestionStatus.DRAFT: "Mark as ready",
    QuestionStatus.READY: "Mark as sent",
    QuestionStatus.SUBMITTED: "Mark as asked",
    QuestionStatus.ASKED: "Mark as answered",
    QuestionStatus.ANSWERED: "Close it",
}
"""What the button says that takes a question to the next state."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of the board: which states it holds."""

    key: str
    title: str
    statuses: tuple[QuestionStatus, ...]
    empty: str


BOARD = (
    BoardColumn(
        "ask",
        "To ask",
        (QuestionStatus.DRAFT, QuestionStatus.READY),
        "No questions yet. Select words in a paper and press Q.",
    ),
    BoardColumn(
        "waiting",
        "Waiting for an answer",
        (QuestionStatus.SUBMITTED, QuestionStatus.ASKED),
        "Questions that were sent or asked stand here.",
    ),
    BoardColumn(
        "answered", "Answered", (QuestionStatus.ANSWERED,), "Questions stand here until you close them."
    ),
)
CLOSED = BoardColumn("closed", "Closed questions", (QuestionStatus.CLOSED,), "No question is closed.")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with the words for its meeting and item."""

    question: Question
    meeting: str = ""
    item: str = ""

    @property
    def text(self) -> str:
        return self.question.text.strip() or NO_WORDS

    @property
    def evidence(self) -> str:
        count = len(self.question.evidence)
        return count_words(count, "piece of evidence", "pieces of evidence") if count else ""

    @property
    def spoken(self) -> str:
        """The card in words, for a screen reader."""
        parts = (shortened(self.text, 200), self.question.status.label, self.item, self.evidence)
        return ". ".join(part.rstrip(".") for part in parts if part)


def question_lines(desk: Desk) -> list[QuestionLine]:
    """All questions in asking order."""
    meetings = {meeting.id: meeting for meeting in desk.meetings.all()}
    items: dict[ItemId, MeetingItem] = {}
    questions = desk.questions.all()
    for meeting in {q.meeting for q in questions if q.meeting and q.item}:
        items.update({item.id: item for item in desk.meetings.items(meeting)})
    return [
        QuestionLine(
            question,
            meeting_words(meetings.get(question.meeting)) if question.meeting else "",
            item_words(items.get(question.item)) if question.item else "",
        )
        for question in questions
    ]


def meeting_words(meeting: Meeting | None) -> str:
    """ "27 November 2020"; what the library no longer has is said so."""
    return short_day(meeting.date) if meeting else "A meeting not in the library"


def item_words(item: MeetingItem | None) -> str:
    """ "Item 7"."""
    if item is None:
        return ""
    return f"Item {item.number}" if item.number else shortened(item.subject, 40)


def meeting_choice(meeting: Meeting) -> str:
    """A meeting in a list to choose from."""
    return f"{short_day(meeting.date)}, {meeting.committee}"


def item_choice(item: MeetingItem) -> str:
    """An item in a list to choose from."""
    return f"{item.number}. {item.subject}" if item.number else item.subject


def reached_words(desk: Desk, question: Question) -> str:
    """When the question came to where it is: "Asked on 21 September 2020"."""
    history = desk.questions.history(question.id)
    since = next((at for at, status in reversed(history) if status is question.status), question.created)
    day: date = since.date()
    if question.status is QuestionStatus.DRAFT:
        return f"Begun on {short_day(question.created.date())}"
    return f"{question.status.label} on {short_day(day)}"


def evidence_words(evidence: Evidence) -> tuple[str, str, str]:
    """The words, the page, and beneath them the paper or the arithmetic of a piece of evidence."""
    words = f"“{shortened(evidence.quote, 160)}”" if evidence.quote.strip() else evidence.paper_title
    label = evidence.label or (str(evidence.page + 1) if evidence.page is not None else "")
    page = f"page {label}" if label else ""
    if evidence.kind is EvidenceKind.FIGURES:
        # What is quoted has its marks already; what stands for several checks is no quotation.
        return shortened(evidence.quote, 160), page, f"{evidence.arithmetic}\n{evidence.paper_title}"
    return words or "Evidence", page, evidence.paper_title if evidence.quote.strip() else ""


def meeting_of(choice: object) -> MeetingId | None:
    """The meeting id of a chosen entry; None for "No meeting"."""
    return MeetingId(str(choice)) if choice else None
