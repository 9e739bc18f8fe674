"""Questions and promises for the pictures, and the screens that show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from panel_app.domain.exchange import FileKind, QuestionFile, SentQuestion
from panel_app.domain.ids import MeetingId, QuestionId
from panel_app.domain.papers import MeetingItem, Paper, PassageKind
from panel_app.domain.questions import (
    STATUS_TRACK,
    Evidence,
    EvidenceKind,
    Question,
    QuestionStatus,
    Satisfied,
    Supplementary,
)
from panel_app.domain.sharing import ColleagueId, Sender
from panel_app.notes.question_file import as_file
from panel_app.services.desk import Desk
from panel_app.ui.main_window import MainWindow

_QUESTIONS = (
    (
        "What does this mean for the people of our district, and when shall we see it?",
        QuestionStatus.READY,
        "",
    ),
    ("Which of these actions has a date, and who answers for it?", QuestionStatus.DRAFT, "Safer roads"),
    ("How does this compare with the same months of last year?", QuestionStatus.DRAFT, "Safer roads"),
    ("When will the panel see the figures that were left out?", QuestionStatus.ASKED, "Access"),
    ("What will be different by April?", QuestionStatus.ASKED, ""),
    ("How do you know that it worked?", QuestionStatus.ANSWERED, "Safer roads"),
)
_ASKED_ONLY, _WAITING, _ANSWERED = 3, 4, 5
_COLLEAGUE = Sender(ColleagueId("colleague"), "Ann Example")


def write_questions(desk: Desk) -> None:
    """Questions in every state, resting on passages of the sample pack, one of a colleague, and promises."""
    meeting = desk.meetings.next_meeting()
    pack = desk.meetings.overview(meeting.id).pack if meeting else None
    if meeting is None or pack is None:
        return
    items = [item for item in desk.meetings.items(meeting.id) if item.first_page is not None]
    made: list[Question] = []
    for number, (text, status, theme) in enumerate(_QUESTIONS):
        item = items[number % len(items)]
        question, _ = desk.questions.add(
            text, meeting=meeting.id, item=item.id, evidence=_evidence(desk, pack, item), theme=theme
        )
        for step in STATUS_TRACK[1 : STATUS_TRACK.index(status) + 1]:
            desk.questions.set_status(question.id, step)
        made.append(question)
    today = desk.clock().date()
    desk.questions.change(made[_WAITING].id, response_due=today + timedelta(days=8))
    _answer(desk, made[_ANSWERED].id, today, meeting.date)
    _receive(desk, made[0], meeting.id, meeting.committee, meeting.date)


def _answer(desk: Desk, key: QuestionId, today: date, meeting: date) -> None:
    desk.questions.change(
        key,
        answer="The panel asked for the context as well; the office agreed to send it.",
        answered_by="PCC",
        answered_on=today - timedelta(days=60),
        satisfied=Satisfied.PARTLY,
        supplementary=(
            Supplementary("Which of the areas had the most?", "The rise is small"),
            Supplementary("What does it cost?"),
        ),
    )
    due = f"{meeting.day} {meeting:%B %Y}"
    desk.promises.add("Last year’s figures and their context, in writing.", "PCC", due, question=key)
    overdue = today - timedelta(days=9)
    desk.promises.add(
        "Details of the scheme for the new centre.", "Force", f"{overdue.day} {overdue:%B %Y}", question=key
    )


def _receive(desk: Desk, mine: Question, meeting: MeetingId, panel: str, day: date) -> None:
    """A colleague's question that is nearly one of mine."""
    theirs = replace(
        mine,
        id=QuestionId("picture"),
        text="What does this mean for people in our district, and when will we see it?",
        status=QuestionStatus.SUBMITTED,
        author=_COLLEAGUE,
        evidence=(),
    )
    content = QuestionFile(
        FileKind.MINE,
        _COLLEAGUE,
        meeting.partition("/")[0],
        panel,
        meeting,
        day,
        (SentQuestion(theirs),),
    )
    path = desk.home.notebook.with_name("picture.json")
    path.write_bytes(as_file(content))
    desk.questions_in.bring_in(path)


def _evidence(desk: Desk, pack: Paper, item: MeetingItem) -> tuple[Evidence, ...]:
    pages = desk.papers.pages(pack.id)
    first = item.first_page or 0
    passages = [
        passage
        for passage in desk.papers.passages(pack.id)
        if first <= passage.page <= (item.last_page or first)
        and passage.kind in (PassageKind.PARAGRAPH, PassageKind.BULLET)
        and len(passage.text) > 60
    ]
    return tuple(
        Evidence(EvidenceKind.PASSAGE, p.text, pack.id, pack.title, p.page, pages[p.page].label)
        for p in passages[:2]
    )


def _shown_as(key: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        window.show_place("questions")
        window.questions.close_question()
        window.questions.show_as(key)

    return show


def _open(number: int) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        _shown_as("board")(window)
        window.workspace.open_question(window.workspace.desk.questions.all()[number].id)

    return show


def _answering(window: MainWindow) -> None:
    _open(_ANSWERED)(window)
    window.questions.editor.focus_answer()


def _pairs(window: MainWindow) -> None:
    _shown_as("board")(window)
    if window.questions.alike_strip.action_button is not None:
        window.questions.alike_strip.action_button.click()


QUESTION_SCREENS: dict[str, Callable[[MainWindow], None]] = {
    "questions": _shown_as("board"),
    "questions-table": _shown_as("table"),
    "questions-themes": _shown_as("themes"),
    "promises": _shown_as("promises"),
    "same-questions": _pairs,
    "open-question": _open(0),
    "answered-question": _answering,
}
