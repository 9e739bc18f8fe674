"""Questions go from three members to one officer, out to the commissioner, and back with their answers."""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panel_app.domain.errors import UserFacingError
from panel_app.domain.exchange import FileKind, QuestionFile, SentQuestion
from panel_app.domain.ids import MeetingId, PaperId, PromiseId, QuestionId
from panel_app.domain.promises import Promise, PromiseState
from panel_app.domain.question_list import ListedQuestion, QuestionList
from panel_app.domain.questions import (
    Evidence,
    EvidenceKind,
    Importance,
    Question,
    QuestionStatus,
    Satisfied,
    Supplementary,
)
from panel_app.domain.sharing import ColleagueId, Sender
from panel_app.notes.question_csv import COLUMNS, as_csv, words_of
from panel_app.notes.question_file import as_file, read_file
from panel_app.notes.question_word import list_as_docx
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.services.questions_out import ListForm
from panel_app.storage.meetings import MeetingRepository
from panel_app.word_documents import printable
from tests.ui.reader_fixtures import MEETING, PACK, add_pack

QUOTE = "Fewer 101 calls were answered within 30 seconds"


@dataclass
class Clock:
    """A clock that goes on a minute at every look, so that what came later is later."""

    now: datetime = datetime(2020, 11, 24, 9, 0)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@contextmanager
def person(folder: Path, name: str, clock: Clock) -> Iterator[Desk]:
    desk = Desk(Home(folder / name.replace(" ", "-")), clock=clock)
    add_pack(desk)
    desk.settings.set_member_name(name)
    try:
        yield desk
    finally:
        desk.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ann(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with person(tmp_path, "Ann Example", clock) as desk:
        yield desk


@pytest.fixture
def ben(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with person(tmp_path, "Ben Example", clock) as desk:
        yield desk


@pytest.fixture
def cat(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with person(tmp_path, "Cat Example", clock) as desk:
        yield desk


@pytest.fixture
def officer(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with person(tmp_path, "Democratic Services", clock) as desk:
        yield desk


def ready(desk: Desk, text: str, **more: object) -> QuestionId:
    question, _ = desk.questions.add(text, meeting=MEETING, **more)  # type: ignore[arg-type]
    desk.questions.set_status(question.id, QuestionStatus.READY)
    return question.id


def send(desk: Desk, folder: Path, name: str, form: ListForm = ListForm.MINE) -> Path:
    path = folder / name
    desk.questions_out.save(MEETING, form, path)
    return path


def test_three_members_and_an_officer_with_a_conflict(
    ann: Desk, ben: Desk, cat: Desk, officer: Desk, tmp_path: Path
) -> None:
    evidence = (Evidence(EvidenceKind.PASSAGE, QUOTE, PACK, "Agenda pack", 5, "75"),)
    calls = ready(ann, "How will 101 get from 27% to 80% by December?", evidence=evidence, theme="Access")
    same = ready(ben, "How will the PCC get 101 from 27% to 80% by December?", evidence=evidence)
    roads = ready(cat, "What will be done about cyclists?", theme="Safer roads")
    draft, _ = cat.questions.add("Not yet?", meeting=MEETING)

    for desk, name in ((ann, "ann.json"), (ben, "ben.json"), (cat, "cat.json")):
        came = officer.questions_in.bring_in(send(desk, tmp_path, name))
        assert (came.added, came.clashes) == (1, 0)
    assert ann.questions.get(calls).status is QuestionStatus.SUBMITTED
    assert cat.questions.get(draft.id).status is QuestionStatus.DRAFT
    authors = {q.id: q.author.name for q in officer.questions.all() if q.author}
    assert authors == {calls: "Ann Example", same: "Ben Example", roads: "Cat Example"}

    # Likely duplicates side by side; asked as one by Ann.
    ((one, other),) = officer.questions.likely_same(MEETING)
    assert {one.id, other.id} == {calls, same}
    officer.questions.join(calls, same)
    officer.questions.change(calls, asker="Ann Example", text="How will 101 reach 80% by 1 December?")

    # Ann goes on with her wording meanwhile, and sends again: both changed the text.
    ann.questions.change(calls, text="How, and through whom, will 101 get to 80%?", theme="Safer roads")
    came = officer.questions_in.bring_in(send(ann, tmp_path, "ann-2.json"))
    assert (came.added, came.changed, came.clashes) == (0, 1, 1)
    assert "both versions" in came.sentence
    assert officer.questions.get(calls).text == "How will 101 reach 80% by 1 December?"
    assert officer.questions.get(calls).theme == "Safer roads", "what only Ann changed is taken"
    (clash,) = officer.questions_in.clashes(calls)
    assert (clash.field, clash.theirs, clash.sender_name) == (
        "text",
        "How, and through whom, will 101 get to 80%?",
        "Ann Example",
    )
    officer.questions_in.keep_mine(clash)
    assert officer.questions_in.clashes() == []
    kept = [c.was for c in officer.questions.history(calls) if c.what == "text"]
    assert "How, and through whom, will 101 get to 80%?" in kept, "what was not taken can be read again"

    # The meeting: the answer and a promise; then the list goes to everybody.
    officer.questions.record_answer(calls, "A new rota begins on Monday.")
    officer.questions.change(calls, answered_by="PCC", satisfied=Satisfied.PARTLY)
    officer.promises.add("The figures for December", "PCC", "31 January 2021", question=calls)
    back = send(officer, tmp_path, "list.json", ListForm.MEMBERS)
    ann.questions.change(calls, text="Who will get 101 to 80%?")
    for desk in (ann, ben, cat):
        assert desk.questions_in.bring_in(back).clashes == (1 if desk is ann else 0)
    mine = ann.questions.get(calls)
    assert (mine.author, mine.answer, mine.asker) == (None, "A new rota begins on Monday.", "Ann Example")
    assert (mine.status, mine.satisfied) == (QuestionStatus.ANSWERED, Satisfied.PARTLY)
    assert mine.text == "Who will get 101 to 80%?"
    (clash,) = ann.questions_in.clashes(calls)
    ann.questions_in.take_theirs(clash)
    assert ann.questions.get(calls).text == "How will 101 reach 80% by 1 December?"
    was = [c.was for c in ann.questions.history(calls) if c.what == "text"]
    assert "Who will get 101 to 80%?" in was
    (promise,) = ann.promises.of_question(calls)
    assert (promise.promise.text, promise.promise.due) == ("The figures for December", date(2021, 1, 31))
    assert ben.questions.get(same).joined == calls
    theirs = ben.questions.get(calls)
    assert theirs.author is not None and theirs.author.name == "Ann Example"
    assert cat.questions.get(draft.id).text == "Not yet?"

    # The same file again brings nothing, for anybody.
    for desk in (ann, ben, cat):
        came = desk.questions_in.bring_in(back)
        assert (came.added, came.changed, came.clashes) == (0, 0, 0)
    assert len(ann.questions.all()) == 3


def test_a_file_merged_twice_or_after_a_newer_one_changes_nothing(
    ann: Desk, officer: Desk, tmp_path: Path
) -> None:
    key = ready(ann, "Why?")
    first = send(ann, tmp_path, "1.json")
    ann.questions.change(key, text="Why now?")
    second = send(ann, tmp_path, "2.json")
    officer.questions_in.bring_in(second)
    for path in (second, first):
        came = officer.questions_in.bring_in(path)
        assert (came.added, came.changed, came.already, came.clashes) == (0, 0, 1, 0)
    assert officer.questions.get(key).text == "Why now?"
    officer.questions.delete(key)
    officer.questions_in.bring_in(second)
    assert officer.questions.all() == []


def test_a_file_of_another_panel_is_refused(ann: Desk, tmp_path: Path, clock: Clock) -> None:
    elsewhere = Desk(Home(tmp_path / "elsewhere"), clock=clock)
    with elsewhere.library.writing():
        meetings = MeetingRepository(elsewhere.library)
        from panel_app.domain.papers import Meeting

        meetings.put(
            Meeting(MeetingId("spcp/2020-11-27"), "Sussex Police and Crime Panel", date(2020, 11, 27), "", "")
        )
    ready(ann, "Why?")
    path = send(ann, tmp_path, "ann.json")
    with pytest.raises(UserFacingError, match="for the West Mercia Police and Crime Panel"):
        elsewhere.questions_in.bring_in(path)
    assert elsewhere.questions.all() == []
    elsewhere.close()


def test_other_files_newer_ones_and_damaged_ones_are_refused(
    ann: Desk, officer: Desk, tmp_path: Path
) -> None:
    ready(ann, "Why is it so?")
    good = send(ann, tmp_path, "ann.json").read_text("utf-8")
    for content, expected in (
        ("", "holds no questions"),
        ("[1, 2]", "holds no questions"),
        ('{"type": "Annotation"}', "holds no questions"),
        (good.replace('"format": 1', '"format": 2'), "newer Panel Desk"),
        (good.replace("Why is it so?", "Why is it not?"), "is damaged"),
        (good[: len(good) // 2], "is damaged"),
        (good.replace('"format": 1', '"format": "x"'), "is damaged"),
    ):
        path = tmp_path / "bad.json"
        path.write_text(content, "utf-8")
        with pytest.raises(UserFacingError, match=expected):
            officer.questions_in.bring_in(path)
    assert officer.questions.all() == []
    with pytest.raises(UserFacingError, match="could not be read"):
        officer.questions_in.bring_in(tmp_path / "missing.json")


def test_a_well_signed_file_of_nonsense_is_refused(officer: Desk, tmp_path: Path) -> None:
    from panel_app.notes.question_file import _fingerprint

    for held in (None, 5, {"kind": "my questions"}, {"questions": [[[[]]]]}):
        path = tmp_path / "bad.json"
        whole = {"panelDesk": "questions", "format": 1, "sha256": _fingerprint(held), "content": held}
        path.write_text(json.dumps(whole), "utf-8")
        with pytest.raises(UserFacingError, match="is damaged"):
            officer.questions_in.bring_in(path)


def test_without_a_name_or_a_ready_question_nothing_is_sent(ann: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="is ready"):
        send(ann, tmp_path, "none.json")
    ready(ann, "Why?")
    ann.settings.set_member_name("")
    with pytest.raises(UserFacingError, match="carries your name"):
        send(ann, tmp_path, "none.json")
    assert not (tmp_path / "none.json").exists()
    assert [q.status for q in ann.questions.all()] == [QuestionStatus.READY]


def test_what_rests_on_exempt_papers_stays_behind(ann: Desk, tmp_path: Path) -> None:
    open_, closed = (
        Evidence(EvidenceKind.PASSAGE, QUOTE, PACK, "Agenda pack", 5, "75"),
        Evidence(EvidenceKind.PASSAGE, "the officer in question was suspended", PaperId("gone"), "Gone"),
    )
    kept = ready(ann, "Why?", evidence=(open_, closed))
    quoting = ready(ann, "Why was it said that the officer in question was suspended?")
    made = ann.questions_out.make(MEETING, ListForm.MINE)
    assert (made.taken, made.left_out) == (1, 2)
    assert b"suspended" not in made.data
    everything = ann.questions_out.make(MEETING, ListForm.MINE, exempt=True)
    held = read_file(everything.data, "all.json")
    assert {s.question.id for s in held.questions} == {kept, quoting}
    assert held.questions[0].question.evidence == (open_, closed)
    for form in (ListForm.WORD, ListForm.CSV, ListForm.PDF):
        assert ann.questions_out.make(MEETING, form).left_out == 2


def test_the_list_for_the_commissioner_in_three_forms(ann: Desk, tmp_path: Path) -> None:
    evidence = (Evidence(EvidenceKind.PASSAGE, QUOTE, PACK, "Agenda pack", 5, "75"),)
    key = ready(ann, "How will 101 improve?", evidence=evidence, theme="Reduce serious violence")
    ready(ann, "What of the roads?", theme="Safer roads")
    ann.questions.change(
        key,
        importance=Importance.MUST,
        asker="Cllr Roe",
        supplementary=(Supplementary("By when?", "It will"),),
    )
    words = (
        *("How will 101 improve?", "Cllr Roe", "Must be asked", "By when?", "It will", QUOTE, "page 75"),
        *(
            "What of the roads?",
            "Safer roads",
            "Reduce serious violence",
            "West Mercia Police and Crime Panel",
        ),
    )
    for form in (ListForm.WORD, ListForm.PDF, ListForm.CSV):
        path = tmp_path / f"list{form.ending}"
        ann.questions_out.save(MEETING, form, path)
        if form is ListForm.WORD:
            text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
        elif form is ListForm.PDF:
            text = " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(path).pages).split())
        else:
            text = path.read_text("utf-8-sig") + " West Mercia Police and Crime Panel"
        for expected in words:
            assert expected in text, (form, expected)
    assert [q.status for q in ann.questions.all()] == [QuestionStatus.READY] * 2, "the list sends nothing"


# Any text

_texts = st.text(max_size=60) | st.sampled_from(
    [
        "“Pourquoi ?”",
        "为什么?",
        "لماذا؟",
        "👩🏽‍🚒 why?",
        "W" * 400,
        "=1+1",
        "'quoted",
        "@sum",
        "a\nb",
        "\r\n",
        "\x00",
    ]
)
_days = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
_when = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1))
_evidence = st.builds(
    Evidence,
    kind=st.sampled_from(EvidenceKind),
    quote=_texts,
    paper=st.none() | st.just(PACK),
    paper_title=_texts,
    page=st.none() | st.integers(0, 9),
    label=_texts,
    arithmetic=_texts,
    question=st.none() | st.just(QuestionId("q")),
)
_questions = st.builds(
    Question,
    id=st.uuids().map(lambda one: QuestionId(str(one))),
    text=_texts,
    status=st.sampled_from(list(QuestionStatus)[1:]),
    meeting=st.just(MEETING),
    theme=_texts,
    evidence=st.lists(_evidence, max_size=2).map(tuple),
    supplementary=st.lists(st.builds(Supplementary, _texts, _texts), max_size=2).map(tuple),
    answer=_texts,
    created=_when,
    modified=_when,
    importance=st.sampled_from(Importance),
    asker=_texts,
    author=st.just(Sender(ColleagueId("a"), "Ann")),
    answered_by=_texts,
    answered_on=_days,
    satisfied=st.none() | st.sampled_from(Satisfied),
    response_due=_days,
)


@given(st.lists(_questions, max_size=3), _texts, _texts)
def test_any_text_survives_the_file(questions: list[Question], name: str, promised: str) -> None:
    when = datetime(2020, 11, 27)
    promise = Promise(PromiseId("p"), promised, name, state=PromiseState.OPEN, created=when, modified=when)
    content = QuestionFile(
        FileKind.MINE,
        Sender(ColleagueId("a"), name),
        "wmpcp",
        "West Mercia",
        MEETING,
        date(2020, 11, 27),
        tuple(SentQuestion(q, replace(q, text=name)) for q in questions),
        (promise,),
    )
    assert read_file(as_file(content), "any.json") == content


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=_questions)
def test_any_text_survives_the_notebook_and_the_way_to_the_officer(
    ann: Desk, officer: Desk, tmp_path: Path, question: Question
) -> None:
    from panel_app.storage.questions import QuestionRepository

    # Each example is a question of its own.
    question = replace(question, id=QuestionId(str(uuid.uuid4())))
    QuestionRepository(ann.notebook).save(replace(question, author=None, status=QuestionStatus.READY))
    path = tmp_path / "any.json"
    ann.questions_out.save(MEETING, ListForm.MINE, path, exempt=True)
    officer.questions_in.bring_in(path)
    there = officer.questions.get(question.id)
    assert there.words() == question.words()
    assert (there.evidence, there.theme, there.asker) == (question.evidence, question.theme, question.asker)


_listed = st.builds(
    ListedQuestion,
    number=st.integers(1, 99),
    text=_texts,
    theme=_texts,
    item=_texts,
    asker=_texts,
    importance=_texts,
    supplementary=st.lists(st.tuples(_texts, _texts), max_size=2).map(tuple),
    evidence=st.lists(_texts, max_size=2).map(tuple),
    also_from=st.lists(_texts, max_size=2).map(tuple),
    answer=_texts,
    answered=_texts,
    promises=st.lists(_texts, max_size=2).map(tuple),
)


def _list(one: ListedQuestion) -> QuestionList:
    return QuestionList(
        "Questions", "Panel", "27 November 2020", datetime(2020, 11, 24), [(one.theme, [one])]
    )


@given(_listed)
def test_any_text_survives_the_csv(one: ListedQuestion) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(_list(one)).decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    found = dict(zip(COLUMNS, (words_of(cell) for cell in rows[1]), strict=True))
    assert (found["Question"], found["Theme"], found["Answer"]) == (one.text, one.theme, one.answer)
    assert found["Evidence"] == "\n".join(one.evidence)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[1]), "no cell is a formula"


@settings(max_examples=40, deadline=None)
@given(_listed)
def test_any_text_survives_the_word_document(one: ListedQuestion) -> None:
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(list_as_docx(_list(one)))).paragraphs)
    answers = (one.answered, one.answer) if one.answer else ()
    further = [word for pair in one.supplementary for word in pair]
    for words in (one.text, one.theme, *one.evidence, *one.also_from, *answers, *further, *one.promises):
        assert printable(words) in text


@settings(max_examples=25, deadline=None)
@given(_listed)
def test_the_pdf_is_made_of_any_text(one: ListedQuestion) -> None:
    from panel_app.briefing.question_list import list_as_pdf

    assert list_as_pdf(_list(one)).startswith(b"%PDF-")


def test_the_pdf_holds_every_word_of_a_long_list() -> None:
    from panel_app.briefing.question_list import list_as_pdf

    several = [
        ListedQuestion(n, f"Number {n}: " + f"what of word{n} then? " * 40, answer=f"answer{n} " * 90)
        for n in range(1, 9)
    ]
    listed = QuestionList("Questions", "Panel", "today", datetime(2020, 11, 24), [("Roads", several)])
    pages = pypdf.PdfReader(io.BytesIO(list_as_pdf(listed))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) > 2
    for n in range(1, 9):
        assert text.count(f"word{n} ") == 40
        assert text.count(f"answer{n}") == 90
