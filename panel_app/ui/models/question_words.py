"""What cards, rows and the editor say of a question, worked out without a widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from panel_app.domain.ids import ItemId, MeetingId, QuestionId
from panel_app.domain.papers import Meeting, MeetingItem
from panel_app.domain.promises import FollowedPromise, Standing
from panel_app.domain.questions import (
    Evidence,
    EvidenceKind,
    Importance,
    Question,
    QuestionChange,
    QuestionStatus,
    Stage,
    by_theme,
)
from panel_app.services.desk import Desk
from panel_app.ui.words import clock_words, count_words, full_day, near_day, short_day, shortened

NO_WORDS = "No words yet"

STATUS_CHIPS: dict[QuestionStatus, tuple[str, str]] = {
    QuestionStatus.DRAFT: ("plain", "pencil"),
    QuestionStatus.READY: ("good", "check"),
    QuestionStatus.SUBMITTED: ("normal", "send"),
    QuestionStatus.ASKED: ("normal", "clock"),
    QuestionStatus.ANSWERED: ("accent", "check"),
    QuestionStatus.FOLLOWED_UP: ("accent", "check"),
    QuestionStatus.CLOSED: ("plain", "lock"),
}
"""The kind of chip and its icon."""

MOVES_ON: dict[QuestionStatus, str] = {
    QuestionStatus.DRAFT: "Mark as ready",
    QuestionStatus.READY: "Mark as sent",
    QuestionStatus.SUBMITTED: "Mark as asked",
    QuestionStatus.ASKED: "Mark as answered",
    QuestionStatus.ANSWERED: "Mark as followed up",
    QuestionStatus.FOLLOWED_UP: "Close it",
}
"""What the button says that takes a question to the next state."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of the board: the stage that it holds."""

    key: str
    title: str
    stage: Stage
    empty: str


BOARD = (
    BoardColumn("ask", "To ask", Stage.TO_ASK, "No questions yet. Select words in a paper and press Q."),
    BoardColumn("asked", "Asked", Stage.ASKED, "Questions that were put stand here."),
    BoardColumn("waiting", "Waiting", Stage.WAITING, "Those that wait for a written answer."),
    BoardColumn("answered", "Answered", Stage.ANSWERED, "Those with an answer, and what was promised."),
    BoardColumn("followed", "Followed up", Stage.FOLLOWED_UP, "Those whose promises were looked after."),
)
CLOSED = BoardColumn("closed", "Closed questions", Stage.CLOSED, "No question is closed.")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with the words for its meeting and item, its most pressing promise, and what clashes."""

    question: Question
    meeting: str = ""
    item: str = ""
    promise: FollowedPromise | None = None
    today: date = date.min
    clashes: int = 0
    asked_on: date | None = None

    @property
    def text(self) -> str:
        return self.question.text.strip() or NO_WORDS

    @property
    def evidence(self) -> str:
        count = len(self.question.evidence)
        return count_words(count, "piece of evidence", "pieces of evidence") if count else ""

    @property
    def asker(self) -> str:
        """Who asks; else whose question it is, where it came from somebody."""
        return self.question.asker or (self.question.author.name if self.question.author else "")

    @property
    def chip(self) -> tuple[str, str, str]:
        """The words, kind and icon of the card's chip: of an answered question what became of the promise."""
        question = self.question
        if self.promise is not None and question.was_asked and question.is_open:
            words, pressing = standing_words(self.promise, self.today)
            return words, "warn" if pressing else "normal", "flag"
        kind, icon = STATUS_CHIPS[question.status]
        if question.status is QuestionStatus.ASKED and self.asked_on is not None:
            return f"Asked {near_day(self.asked_on, self.today)}", kind, icon
        return question.status.label, kind, icon

    @property
    def beside(self) -> str:
        """What stands beside the chip: who promised, else the item."""
        if self.promise is not None and self.question.was_asked and self.promise.promise.by:
            return self.promise.promise.by
        return self.item

    @property
    def below(self) -> str:
        """The line beneath: what both changed, whose it is, by when it must be answered, the evidence."""
        question = self.question
        parts = []
        if self.clashes:
            parts.append("Changed by both of you")
        if question.joined:
            parts.append("Asked together with another")
        if question.author is not None:
            parts.append(f"From {question.author.name}")
        if question.stage is Stage.WAITING and question.response_due is not None:
            late = question.response_due < self.today
            due = near_day(question.response_due, self.today)
            parts.append(f"Written answer was due on {due}" if late else f"Written answer required by {due}")
        if question.importance is Importance.MUST and not question.was_asked:
            parts.append(question.importance.label)
        if not question.was_asked and self.evidence:
            parts.append(self.evidence)
        return ". ".join(parts)

    @property
    def spoken(self) -> str:
        """The card in words, for a screen reader."""
        parts = (shortened(self.text, 200), self.chip[0], self.beside, self.below)
        return ". ".join(part.rstrip(".") for part in parts if part)


def question_lines(desk: Desk) -> list[QuestionLine]:
    """All questions in asking order."""
    meetings = {meeting.id: meeting for meeting in desk.meetings.all()}
    items: dict[ItemId, MeetingItem] = {}
    questions = desk.questions.all()
    for meeting in {q.meeting for q in questions if q.meeting and q.item}:
        items.update({item.id: item for item in desk.meetings.items(meeting)})
    pressing: dict[QuestionId, FollowedPromise] = {}
    for row in desk.promises.followed():
        if row.promise.question and row.standing is not Standing.SETTLED:
            pressing.setdefault(row.promise.question, row)
    clashing: dict[QuestionId, int] = {}
    for clash in desk.questions_in.clashes():
        clashing[clash.question] = clashing.get(clash.question, 0) + 1
    today = desk.clock().date()
    asked = desk.questions.asked_days()
    return [
        QuestionLine(
            question,
            meeting_words(meetings.get(question.meeting)) if question.meeting else "",
            item_words(items.get(question.item)) if question.item else "",
            pressing.get(question.id),
            today,
            clashing.get(question.id, 0),
            asked.get(question.id),
        )
        for question in questions
    ]


def standing_words(row: FollowedPromise, today: date) -> tuple[str, bool]:
    """How a promise stands in a chip, and whether it presses: "Due Friday", "Overdue since 1 March"."""
    due = row.promise.due
    if row.standing is Standing.NOT_KEPT:
        return "Not kept", True
    if row.standing is Standing.SILENT:
        return "Nothing heard", True
    if due is None:
        return "Promised", False
    if row.standing is Standing.OVERDUE:
        return f"Overdue since {near_day(due, today)}", True
    if row.standing is Standing.SETTLED:
        return row.promise.state.value.capitalize(), False
    days = (due - today).days
    when = "today" if days == 0 else full_day(due).split()[0] if days < 7 else near_day(due, today)
    return f"Due {when}", row.standing is Standing.DUE


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
    """When the question came to where it is, and its theme: "Safer roads. Asked on 21 September 2020"."""
    reached = [c.at for c in desk.questions.history(question.id) if c.became == question.status.value]
    day = (reached[-1] if reached else question.created).date()
    said = f"{question.status.label} on {short_day(day)}"
    if question.status is QuestionStatus.DRAFT:
        said = f"Begun on {short_day(question.created.date())}"
    whose = f"From {question.author.name}. " if question.author else ""
    return f"{whose}{question.theme}. {said}" if question.theme else f"{whose}{said}"


_CHANGED = {
    "text": "The question",
    "answer": "The answer",
    "asker": "Who asks",
    "theme": "The theme",
    "meeting": "The meeting",
    "item": "The agenda item",
    "importance": "The importance",
    "answered_by": "Who answered",
    "answered_on": "The day of the answer",
    "satisfied": "Whether it was answered",
    "response_due": "The date for a written response",
    "joined": "What it is asked with",
    "follows": "The promise it asks about",
}


def field_words(name: str) -> str:
    """What a field of a question is called."""
    return _CHANGED.get(name, name)


def history_words(change: QuestionChange) -> str:
    """A line of the history: "22 November 2020, 2.02 pm: Ready"."""
    when = f"{short_day(change.at.date())}, {clock_words(change.at)}"
    if change.what == "status":
        return f"{when}: {QuestionStatus(change.became).label}"
    return f"{when}: {field_words(change.what)} changed. It was: {change.was}"


def evidence_words(evidence: Evidence) -> tuple[str, str, str]:
    """The words, the page, and beneath them the paper or the arithmetic of a piece of evidence."""
    words = f"“{shortened(evidence.quote, 160)}”" if evidence.quote.strip() else evidence.paper_title
    label = evidence.label or (str(evidence.page + 1) if evidence.page is not None else "")
    page = f"page {label}" if label else ""
    if evidence.kind is EvidenceKind.ANSWER:
        return words, page or "answer", ""
    if evidence.kind is EvidenceKind.FIGURES:
        # What is quoted has its marks already; what stands for several checks is no quotation.
        return shortened(evidence.quote, 160), page, f"{evidence.arithmetic}\n{evidence.paper_title}"
    return words or "Evidence", page, evidence.paper_title if evidence.quote.strip() else ""


def meeting_of(choice: object) -> MeetingId | None:
    """The meeting id of a chosen entry; None for "No meeting"."""
    return MeetingId(str(choice)) if choice else None


@dataclass(frozen=True, slots=True)
class ThemeTimeline:
    """The questions of a theme, the earliest meeting first."""

    theme: str
    lines: tuple[QuestionLine, ...]

    @property
    def sentence(self) -> str:
        """ "4 questions at 2 meetings, 1 promise open"."""
        meetings = {line.question.meeting for line in self.lines if line.question.meeting}
        said = count_words(len(self.lines), "question")
        if meetings:
            said += f" at {count_words(len(meetings), 'meeting')}"
        open_ = sum(line.promise is not None for line in self.lines)
        return f"{said}, {count_words(open_, 'promise')} open" if open_ else said


def theme_timelines(lines: Sequence[QuestionLine]) -> list[ThemeTimeline]:
    """The questions under their themes; those without one last. A meeting's id ends with its date."""
    by_id = {line.question.id: line for line in lines}
    timelines = []
    for theme, several in by_theme([line.question for line in lines]):
        order = sorted(several, key=lambda q: (q.meeting or "~").rpartition("/")[2])
        timelines.append(ThemeTimeline(theme or "No theme", tuple(by_id[q.id] for q in order)))
    return timelines
