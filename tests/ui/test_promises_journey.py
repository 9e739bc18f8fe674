"""From a sentence to a question, its answer, its promise, and that promise on the next meeting's page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from panel_app.domain.exchange import FileKind, QuestionFile, SentQuestion
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import Meeting
from panel_app.domain.promises import PromiseState
from panel_app.domain.questions import Evidence, EvidenceKind, QuestionStatus, Satisfied
from panel_app.domain.records import Action, Records
from panel_app.domain.sharing import ColleagueId, Sender
from panel_app.notes.question_file import as_file, read_file
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository
from panel_app.ui.dialogs.send_questions import SendQuestionsDialog
from panel_app.ui.views.question_evidence import EvidenceDialog
from panel_app.ui.views.question_parts import GONE
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import MEETING, PACK, add_pack


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = datetime(2020, 11, 26, 19, 30)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = Desk(Home(tmp_path / "home"), clock=clock)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def member(desk: Desk, qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as one:
        yield one


def sees(member: Member, words: str, inside: QWidget | None = None) -> None:
    """The words come on the screen, where something new may need a moment to be shown."""
    member.waits(lambda: member.sees(words, inside))


def press(member: Member, words: str, inside: QWidget | None = None) -> None:
    """Press what says so, as soon as it is there."""
    sees(member, words, inside)
    member.press(words, inside)


@contextmanager
def later(desk: Desk, qtbot: QtBot, clock: Clock) -> Iterator[Member]:
    """Two months on, with the next meeting known."""
    clock.now = datetime(2021, 2, 1, 18, 0)
    with desk.library.writing():
        MeetingRepository(desk.library).put(
            Meeting(
                MeetingId("wmpcp/2021-02-05"),
                "West Mercia Police and Crime Panel",
                date(2021, 2, 5),
                "11.00 am",
                "Online",
            )
        )
    with at_the_window(desk, qtbot) as one:
        yield one


def test_from_a_sentence_to_the_promise_at_the_next_meeting(desk: Desk, qtbot: QtBot, clock: Clock) -> None:
    """Journeys 4, 9 and 10, with the keyboard."""
    with at_the_window(desk, qtbot) as member:
        window = member.window
        window.workspace.open_paper(PACK, 5, "Fewer 101 calls")
        view = window.papers.reader.page_view
        member.waits(lambda: view.layout_of(5) is not None)
        for _ in range(3):
            member.keys(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        member.keys(Qt.Key.Key_Q)
        member.types("Is the commissioner content with 27%?")
        sees(member, "This can be answered with yes or no")
        window.questions.editor.text_edit.selectAll()
        member.types("How will it get to 80%?")
        assert not member.sees("This can be answered")
        member.keys(Qt.Key.Key_Escape)
        (question,) = desk.questions.all()
        # In the meeting: the card has the keyboard, A leads to its answer.
        member.keys(Qt.Key.Key_A)
        member.types("By a new rota.")
        member.keys(Qt.Key.Key_Tab)
        member.types("PCC")
        editor = window.questions.editor
        editor.flush()
        answered = desk.questions.get(question.id)
        assert (answered.status, answered.answered_by, answered.answered_on) == (
            QuestionStatus.ANSWERED,
            "PCC",
            date(2020, 11, 26),
        )
        editor.answer.satisfied.setCurrentIndex(2)
        assert desk.questions.get(question.id).satisfied is Satisfied.PARTLY
        press(member, "Add a promise")
        member.types("The figures for December")
        member.keys(Qt.Key.Key_Tab)
        member.types("PCC")
        member.keys(Qt.Key.Key_Tab)
        member.types("31 January")
        sees(member, "Sunday 31 January 2021")
        press(member, "Next meeting")
        (row,) = desk.promises.of_question(question.id)
        assert (row.promise.text, row.promise.by, row.promise.due) == (
            "The figures for December",
            "PCC",
            date(2021, 1, 31),
        )
        sees(member, "None is due for this meeting.")
    with later(desk, qtbot, clock) as member:
        sees(member, "Promises due")
        due = member.button("The figures for December")
        assert (due.accessibleName(), due.accessibleDescription()) == (
            "The figures for December, PCC",
            "Overdue since 31 January",
        )
        press(member, "The figures for December")
        assert member.page() == "questions"
        editor = member.window.questions.editor
        assert editor.question_id() == question.id
        (card,) = editor.promises.cards
        assert card.standing.plain_text() == "Overdue since 31 January"
        press(member, "Ask again")
        again = desk.questions.get(editor.question_id() or question.id)
        assert again.meeting == "wmpcp/2021-02-05"
        assert "“The figures for December”. What has come of it?" in editor.text_edit.text()
        assert desk.questions.get(question.id).status is QuestionStatus.FOLLOWED_UP
        # The earlier answer is evidence, and opens.
        editor.evidence.rows[0].click()
        assert editor.question_id() == question.id
        (card,) = editor.promises.cards
        card.buttons.kept.click()
        assert card.standing.plain_text() == "Kept"
        assert desk.promises.followed()[0].promise.state is PromiseState.KEPT


def test_a_promise_that_is_being_typed_survives_every_way_out(member: Member, desk: Desk) -> None:
    ways_out = [
        lambda: press(member, "Papers"),
        lambda: press(member, "Table"),
        lambda: member.keys(Qt.Key.Key_Escape),
        lambda: press(member, "New question"),
        lambda: member.window.shell.theme_chosen.emit("dark"),
        lambda: member.window.flush(),
    ]
    for number, leave in enumerate(ways_out):
        question, _ = desk.questions.add(f"Question {number}?", meeting=MEETING)
        member.window.questions.refresh()
        member.window.workspace.open_question(question.id)
        member.window.questions.editor.promises.add_button.click()
        member.types(f"Half a promise {number}")
        leave()
        (row,) = desk.promises.of_question(question.id)
        assert row.promise.text == f"Half a promise {number}"


def test_a_written_response_is_required_for_a_date(member: Member, desk: Desk) -> None:
    question, _ = desk.questions.add("Why?", meeting=MEETING)
    desk.questions.set_status(question.id, QuestionStatus.ASKED)
    member.window.workspace.open_question(question.id)
    press(member, "Require a written response")
    assert desk.questions.get(question.id).response_due == date(2020, 12, 25)
    assert "25 December" in member.window.questions.board.column("waiting").cards()[0].line().below
    field = member.window.questions.editor.answer.response_edit
    field.editor.selectAll()
    member.types("soon")
    field.flush()
    sees(member, "Not understood as a day")
    assert desk.questions.get(question.id).response_due == date(2020, 12, 25)
    field.editor.selectAll()
    member.types("8 January")
    field.flush()
    assert desk.questions.get(question.id).response_due == date(2021, 1, 8)
    press(member, "Next meeting")
    press(member, "Written answer due by 8 January")
    assert member.window.questions.editor.question_id() == question.id
    press(member, "Next meeting")
    press(member, "All dates")
    assert member.page() == "calendar"
    press(member, "Written response due: Why?")
    assert member.page() == "questions"


def test_both_versions_are_shown_and_the_other_stays_in_the_history(
    member: Member, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, _ = desk.questions.add("My words?", meeting=MEETING)
    sender = Sender(ColleagueId("officer"), "Democratic Services")
    theirs = desk.questions.get(question.id)
    content = QuestionFile(
        FileKind.LIST,
        sender,
        "wmpcp",
        "West Mercia Police and Crime Panel",
        MEETING,
        date(2020, 11, 27),
        (
            SentQuestion(
                replace(theirs, text="Their words?", author=Sender(desk.settings.sender_id(), "Me")),
                replace(theirs, text="The words as they were sent?"),
            ),
        ),
    )
    path = tmp_path / "list.json"
    path.write_bytes(as_file(content))
    files = member.window.questions.files
    monkeypatch.setattr(files, "ask_open_paths", lambda: [path, tmp_path / "missing.json"])
    press(member, "Questions")
    files.bring_action.trigger()
    member.waits(lambda: member.sees("changed by both of you"))
    sees(member, "could not be read")
    press(member, "Next meeting")
    press(member, "1 question changed by both of you")
    editor = member.window.questions.editor
    (card,) = editor.clashes.cards
    sees(member, "My words?", card)
    sees(member, "Their words?", card)
    press(member, "Take theirs", card)
    assert editor.text_edit.text() == "Their words?"
    assert not editor.clashes.isVisible()
    press(member, "Show the history")
    sees(member, "The question changed. It was: My words?")


def test_likely_duplicates_side_by_side(member: Member, desk: Desk) -> None:
    first = desk.questions.add("When will response times be published again?", meeting=MEETING)[0]
    second = desk.questions.add("When will the response times be published again?", meeting=MEETING)[0]
    press(member, "Questions")
    member.window.questions.refresh()
    sees(member, "1 pair of questions may be the same.")
    press(member, "Look at them")
    view = member.window.questions
    (card,) = view.pairs.cards
    assert QApplication.focusWidget() is card.words_buttons[0]
    member.keys(Qt.Key.Key_Return)
    joined = {desk.questions.get(one.id).joined for one in (first, second)}
    assert len(joined) == 2 and None in joined
    sees(member, "No two questions look alike.")
    press(member, "Undo")
    assert {desk.questions.get(one.id).joined for one in (first, second)} == {None}
    press(member, "These are two questions")
    assert desk.questions.likely_same() == []
    press(member, "Back to all questions")
    assert view.board.isVisible()


def test_my_questions_are_sent_from_the_menu(
    member: Member, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, _ = desk.questions.add("Why?", meeting=MEETING)
    desk.questions.set_status(question.id, QuestionStatus.READY)
    press(member, "Questions")
    files = member.window.questions.files
    shown: list[SendQuestionsDialog] = []

    def exec_(dialog: SendQuestionsDialog) -> int:
        shown.append(dialog)
        assert not dialog.save_button.isEnabled(), "a file of mine carries my name"
        dialog.name_edit.setText("Ann Example")
        assert "1 question of yours" in dialog.counts.plain_text()
        dialog.save_button.click()
        return int(dialog.result())

    monkeypatch.setattr(SendQuestionsDialog, "exec", exec_)
    monkeypatch.setattr(files, "ask_save_path", lambda suggested, form: tmp_path / suggested)
    files.send_action.trigger()
    member.waits(lambda: member.sees("Saved as 2020-11-27 questions of ann example.json: 1 question."))
    held = read_file((tmp_path / "2020-11-27 questions of ann example.json").read_bytes(), "x")
    assert (held.sender.name, held.questions[0].question.text) == ("Ann Example", "Why?")
    assert desk.questions.get(question.id).status is QuestionStatus.SUBMITTED
    assert shown


def test_actions_of_the_papers_are_followed_or_put_aside(member: Member, desk: Desk) -> None:
    actions = tuple(Action(text, 5, "PCC") for text in ("Send the figures", "Publish the strategy"))
    with desk.library.writing():
        PaperRepository(desk.library).put_records(PACK, Records(actions=actions))
    press(member, "Questions")
    press(member, "Promises")
    page = member.window.questions.promises
    member.waits(lambda: len(page.offer_cards) == 2)
    sees(member, "Agenda pack, 27 November 2020")
    page.offer_cards[0].follow.setFocus()
    member.keys(Qt.Key.Key_Return)
    assert [row.promise.text for row in desk.promises.followed()] == ["Send the figures"]
    assert [card.offer.text for card in page.offer_cards] == ["Publish the strategy"]
    assert QApplication.focusWidget() is page.offer_cards[0].follow
    press(member, "Not this one: Publish the strategy")
    sees(member, "No further actions or commitments were found.")
    press(member, "Undo")
    assert [card.offer.text for card in page.offer_cards] == ["Publish the strategy"]
    press(member, "Change: Send the figures")
    assert QApplication.focusWidget() is page.cards[0].what
    member.waits(page.cards[0].what.isVisible)
    member.keys(Qt.Key.Key_Tab)
    member.keys(Qt.Key.Key_End)
    member.types(" and force")
    press(member, "Back to the questions")
    assert desk.promises.followed()[0].promise.by == "PCC and force"


def test_a_theme_has_one_timeline_over_the_meetings(member: Member, desk: Desk) -> None:
    old = desk.questions.add("What was asked before?", meeting=MeetingId("wmpcp/2020-09-21"))[0]
    new = desk.questions.add("What is asked now?", meeting=MEETING)[0]
    for question in (new, old):
        desk.questions.change(question.id, theme="Safer roads")
    desk.questions.add("Something else?", meeting=MEETING)
    press(member, "Questions")
    member.window.questions.refresh()
    press(member, "Themes")
    themes = member.window.questions.themes
    assert [heading.plain_text() for heading in themes.headings] == ["Safer roads", "No theme"]
    assert [row.text() for row in themes.rows[:2]] == ["What was asked before?", "What is asked now?"]
    sees(member, "2 questions at 2 meetings")
    themes.rows[0].setFocus()
    member.keys(Qt.Key.Key_Return)
    assert member.window.questions.editor.question_id() == old.id


def test_a_panels_own_theme_is_typed_once(member: Member, desk: Desk) -> None:
    first, second = (desk.questions.add(f"Question {n}?", meeting=MEETING)[0] for n in (1, 2))
    member.window.workspace.open_question(first.id)
    details = member.window.questions.editor.details
    details.theme_choice.setCurrentIndex(details.theme_choice.count() - 1)
    assert details.theme_edit.isVisible()
    member.types("Safer roads")
    member.window.workspace.open_question(second.id)
    assert desk.questions.get(first.id).theme == "Safer roads"
    offered = [details.theme_choice.itemText(i) for i in range(details.theme_choice.count())]
    assert "Safer roads" in offered


def test_evidence_is_added_from_notes_and_keeps_its_quote_when_gone(
    member: Member, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, _ = desk.marks.bookmark(PACK, 5)
    desk.marks.set_note(mark.id, "Ask about the aim of 80%")
    gone = Evidence(EvidenceKind.PASSAGE, "words that were", PaperId("gone/paper"), "A paper", 2, "3")
    question, _ = desk.questions.add("Why?", meeting=MEETING, evidence=(gone,))
    member.window.workspace.open_question(question.id)
    editor = member.window.questions.editor
    (row,) = editor.evidence.rows
    assert not row.isEnabled()
    assert "words that were" in row.text() and GONE in row.accessibleDescription()

    def exec_(dialog: EvidenceDialog) -> int:
        dialog.words.setText("aim of 80")
        dialog.rows[0].click()
        return 1

    monkeypatch.setattr(EvidenceDialog, "exec", exec_)
    press(member, "Add evidence…")
    pieces = desk.questions.get(question.id).evidence
    assert [piece.kind for piece in pieces] == [EvidenceKind.PASSAGE, EvidenceKind.MARK]
    assert pieces[1].mark == mark.id
    with member.bot.waitSignal(member.window.workspace.mark_wanted):
        editor.evidence.rows[1].click()


def test_the_dates_are_saved_for_a_calendar(
    member: Member, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(member, "All dates")
    view = member.window.calendar
    sees(member, "A veto of the precept needs two thirds")
    sees(member, "Senior appointments")
    monkeypatch.setattr(view, "ask_save_path", lambda: tmp_path / "dates")
    press(member, "Save for my calendar…")
    member.waits(lambda: member.sees("Saved as dates.ics: 6 dates."))
    assert (tmp_path / "dates.ics").read_bytes().count(b"BEGIN:VEVENT") == 6
    press(member, "PCC proposes the precept")
    assert member.page() == "help"
