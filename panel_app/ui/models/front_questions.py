"""What the start page says of my questions and of what was promised, worked out without a widget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from panel_app.domain.promises import FollowedPromise, PromiseState
from panel_app.domain.questions import Question, QuestionStatus, Stage
from panel_app.services.desk import Desk
from panel_app.services.meetings import MeetingOverview
from panel_app.ui.models.front_lines import FrontLine, FrontSection, Target
from panel_app.ui.models.question_words import standing_words
from panel_app.ui.words import count_words, near_day, shortened

MOST_PROMISES = 4
MOST_RESPONSES = 2
_QUESTIONS = Target("questions")
_PROMISES = Target("questions:promises")


def questions_section(desk: Desk, seen: MeetingOverview) -> FrontSection:
    """How many are where, then the written answers that are due, the most urgent first."""
    today = desk.clock().date()
    every = [q for q in desk.questions.all() if not q.joined]
    mine = [q for q in seen.questions if q.author is None]
    asked = [q for q in every if q.stage in (Stage.ASKED, Stage.WAITING)]
    groups: tuple[tuple[str, Sequence[Question]], ...] = (
        ("Ready to send", [q for q in mine if q.status is QuestionStatus.READY]),
        ("Still drafts", [q for q in mine if q.status is QuestionStatus.DRAFT]),
        ("Sent to the officer", [q for q in mine if q.status is QuestionStatus.SUBMITTED]),
        ("Asked, not yet answered", asked),
        ("Answered", [q for q in seen.questions if q.status is QuestionStatus.ANSWERED]),
    )
    lines = [FrontLine(text, _leads(several), str(len(several))) for text, several in groups if several]
    due = sorted((q.response_due, q.position, q) for q in asked if q.response_due)
    for day, _, question in due[:MOST_RESPONSES]:
        late = "was due on" if day < today else "due by"
        lines.append(
            FrontLine(
                f"Written answer {late} {near_day(day, today)}",
                Target(question=question.id),
                sub=shortened(question.text, 80),
            )
        )
    clashing = {clash.question for clash in desk.questions_in.clashes()}
    if clashing:
        first = next(q for q in desk.questions.all() if q.id in clashing)
        words = count_words(len(clashing), "question")
        lines.insert(0, FrontLine(f"{words} changed by both of you", Target(question=first.id)))
    if not lines:
        write = FrontLine("Write a question", Target("questions:new"))
        return FrontSection("My questions", (write,), sentence="None yet for this meeting.")
    return FrontSection("My questions", tuple(lines))


def promises_section(desk: Desk) -> FrontSection | None:
    """What the next meeting should hear of; None where nothing was ever promised."""
    rows = desk.promises.followed()
    if not rows:
        return None
    today = desk.clock().date()
    coming = [row for row in rows if row.comes_up]
    lines = [
        FrontLine(
            shortened(row.promise.text, 90),
            Target(question=row.promise.question)
            if row.promise.question and desk.questions.exists(row.promise.question)
            else _PROMISES,
            shortened(row.promise.by, 24),
            promise_sub(row, today),
        )
        for row in coming[:MOST_PROMISES]
    ]
    if len(coming) > MOST_PROMISES:
        lines.append(FrontLine("More promises due", _PROMISES, str(len(coming) - MOST_PROMISES)))
    kept = sum(row.promise.state is PromiseState.KEPT for row in rows)
    if kept:
        lines.append(FrontLine("Kept", _PROMISES, str(kept)))
    later = sum(row.promise.is_open and not row.comes_up for row in rows)
    if later:
        lines.append(FrontLine("Not due yet", _PROMISES, str(later)))
    note = "made by" if any(row.promise.by for row in coming) else ""
    sentence = "" if coming else "None is due for this meeting."
    return FrontSection("Promises due", tuple(lines), note, sentence)


def promise_sub(row: FollowedPromise, today: date) -> str:
    """ "Overdue since 1 March, asked twice before"."""
    words = standing_words(row, today)[0]
    times = {1: "", 2: ", asked twice"}.get(row.asked, f", asked {row.asked} times" if row.asked else "")
    return f"{words}{times}"


def _leads(several: Sequence[Question]) -> Target:
    return Target(question=several[0].id) if len(several) == 1 else _QUESTIONS
