"""Questions on their way out: mine to the officer, the panel's list to the commissioner and members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from panel_app.domain.changes import Changes
from panel_app.domain.errors import UserFacingError
from panel_app.domain.exchange import FileKind, QuestionFile, SentQuestion
from panel_app.domain.ids import MeetingId, QuestionId, slug
from panel_app.domain.promises import Promise
from panel_app.domain.question_list import ListedQuestion, QuestionList
from panel_app.domain.questions import Evidence, Importance, Question, QuestionStatus, by_theme
from panel_app.domain.sharing import Sender
from panel_app.notes.question_file import as_file
from panel_app.services.exempt import ExemptEvidence, PublicQuestions
from panel_app.services.files import write_file
from panel_app.services.meetings import MeetingsService
from panel_app.services.papers import PapersService
from panel_app.services.settings import SettingsService
from panel_app.storage.promises import PromiseRepository
from panel_app.storage.questions import QuestionRepository


class ListForm(StrEnum):
    """What the questions of a meeting become."""

    MINE = "my questions"
    MEMBERS = "list for members"
    WORD = "docx"
    PDF = "pdf"
    CSV = "csv"

    @property
    def ending(self) -> str:
        return ".json" if self in (ListForm.MINE, ListForm.MEMBERS) else f".{self.value}"


NO_CHANGES = Changes()


@dataclass(frozen=True)
class SavedQuestions:
    """What was saved: the bytes, how many questions, how many pieces stayed behind as exempt."""

    data: bytes
    taken: int
    left_out: int
    changes: Changes = NO_CHANGES

    @property
    def sentence(self) -> str:
        """“3 questions. 1 part that rests on exempt papers was left out.”"""
        said = "1 question." if self.taken == 1 else f"{self.taken:,} questions."
        if self.left_out:
            parts = "1 part" if self.left_out == 1 else f"{self.left_out:,} parts"
            be = "was" if self.left_out == 1 else "were"
            said += f" {parts} on exempt papers, or on papers that are no longer here, {be} left out."
        return said


class QuestionsOutService:
    """Writes questions out. What rests on exempt papers stays behind unless it is asked for."""

    def __init__(
        self,
        questions: QuestionRepository,
        promises: PromiseRepository,
        meetings: MeetingsService,
        papers: PapersService,
        settings: SettingsService,
        clock: Callable[[], datetime],
    ) -> None:
        self._questions = questions
        self._promises = promises
        self._meetings = meetings
        self._papers = papers
        self._settings = settings
        self._clock = clock

    def counts(self, meeting: MeetingId, form: ListForm, exempt: bool = False) -> tuple[int, int]:
        """How many questions a form would hold, and how much would stay behind."""
        chosen = self._chosen(meeting, form, exempt)
        return len(chosen.questions), chosen.left_out

    def make(self, meeting: MeetingId, form: ListForm, exempt: bool = False) -> SavedQuestions:
        """The file's bytes; UserFacingError where there is nothing to send."""
        chosen = self._chosen(meeting, form, exempt)
        if not chosen.questions:
            raise UserFacingError(_nothing(form))
        if form in (ListForm.MINE, ListForm.MEMBERS):
            data = as_file(self._file(meeting, form, chosen))
        else:
            data = _document(self.listed(meeting, chosen), form)
        return SavedQuestions(data, len(chosen.questions), chosen.left_out)

    def save(self, meeting: MeetingId, form: ListForm, path: Path, exempt: bool = False) -> SavedQuestions:
        """Make the file and write it, whole or not at all. My ready questions count as sent after it."""
        made = self.make(meeting, form, exempt)
        write_file(path, made.data, "the questions")
        if form is not ListForm.MINE:
            return made
        sent = {q.id for q in self._chosen(meeting, form, exempt).questions}
        now = self._clock()
        with self._questions.together():
            for one in self._questions.questions():
                if one.id in sent and one.status is QuestionStatus.READY:
                    self._questions.save(replace(one, status=QuestionStatus.SUBMITTED, modified=now))
        return replace(made, changes=Changes(questions=True))

    def file_name(self, meeting: MeetingId, form: ListForm) -> str:
        """The name that is offered for the file."""
        found = self._meetings.get(meeting)
        what = f"questions of {self._settings.member_name}" if form is ListForm.MINE else "questions"
        return f"{found.date.isoformat()} {slug(what).replace('-', ' ')}{form.ending}"

    def sender(self) -> Sender:
        """Who sends; UserFacingError while there is no name."""
        if not self._settings.member_name:
            raise UserFacingError(
                "A file of questions carries your name: write it in Settings, then save it again."
            )
        return Sender(self._settings.sender_id(), self._settings.member_name)

    def listed(self, meeting: MeetingId, chosen: PublicQuestions | None = None) -> QuestionList:
        """The questions of a meeting under their themes, with the words of each part."""
        chosen = chosen or self._chosen(meeting, ListForm.WORD, exempt=False)
        found = self._meetings.get(meeting)
        items = {item.id: item for item in self._meetings.items(meeting)}
        own = self._settings.member_name
        joined: dict[QuestionId, list[Question]] = {}
        for question in chosen.questions:
            if question.joined:
                joined.setdefault(question.joined, []).append(question)
        promises: dict[QuestionId, list[Promise]] = {}
        for promise in chosen.promises:
            if promise.question:
                promises.setdefault(promise.question, []).append(promise)
        here = {q.id for q in chosen.questions}
        asked = [q for q in chosen.questions if q.joined not in here]
        sections: list[tuple[str, list[ListedQuestion]]] = []
        number = 0
        for theme, several in by_theme(asked):
            lines = []
            for one in several:
                number += 1
                item = items.get(one.item) if one.item else None
                lines.append(
                    ListedQuestion(
                        number=number,
                        text=one.text.strip() or "(not yet written)",
                        theme=theme,
                        item=f"Item {item.number}: {item.subject}" if item else "",
                        asker=one.asker or (one.author.name if one.author else own),
                        importance=one.importance.label if one.importance is not Importance.SHOULD else "",
                        supplementary=tuple((s.after, s.text) for s in one.supplementary if s.text.strip()),
                        evidence=tuple(_evidence_words(e) for e in one.evidence),
                        also_from=tuple(
                            f"{q.author.name if q.author else own or 'another member'}: {q.text.strip()}"
                            for q in joined.get(one.id, ())
                        ),
                        response_due=_day(one.response_due),
                        answer=one.answer.strip(),
                        answered=", ".join(x for x in (one.answered_by, _day(one.answered_on)) if x),
                        promises=tuple(_promise_words(p) for p in promises.get(one.id, ())),
                    )
                )
            sections.append((theme, lines))
        return QuestionList(
            "Questions to the commissioner", found.committee, _day(found.date), self._clock(), sections
        )

    def _chosen(self, meeting: MeetingId, form: ListForm, exempt: bool) -> PublicQuestions:
        wanted = [
            q
            for q in self._questions.questions()
            if q.meeting == meeting
            and q.status is not QuestionStatus.DRAFT
            and (form is not ListForm.MINE or q.author is None)
        ]
        known = {q.id for q in wanted}
        promises = [p for p in self._promises.promises() if p.question in known]
        if exempt:
            return PublicQuestions(tuple(wanted), tuple(promises), 0)
        return ExemptEvidence(self._papers, self._meetings).public(wanted, promises)

    def _file(self, meeting: MeetingId, form: ListForm, chosen: PublicQuestions) -> QuestionFile:
        sender, found = self.sender(), self._meetings.get(meeting)
        return QuestionFile(
            kind=FileKind.MINE if form is ListForm.MINE else FileKind.LIST,
            sender=sender,
            panel=meeting.partition("/")[0],
            panel_name=found.committee,
            meeting=meeting,
            day=found.date,
            questions=tuple(
                SentQuestion(
                    replace(
                        q,
                        author=q.author or sender,
                        status=QuestionStatus.SUBMITTED if q.status is QuestionStatus.READY else q.status,
                    ),
                    self._seen(q.id),
                )
                for q in chosen.questions
            ),
            promises=chosen.promises,
        )

    def _seen(self, question: QuestionId) -> Question | None:
        received = self._questions.received(question)
        return received.question if received else None


def _document(listed: QuestionList, form: ListForm) -> bytes:
    # Each of these takes a while to import, and few starts of the program need it.
    if form is ListForm.WORD:
        from panel_app.notes.question_word import list_as_docx

        return list_as_docx(listed)
    if form is ListForm.PDF:
        from panel_app.briefing.question_list import list_as_pdf

        return list_as_pdf(listed)
    from panel_app.notes.question_csv import as_csv

    return as_csv(listed)


def _evidence_words(piece: Evidence) -> str:
    where = ", ".join(part for part in (piece.paper_title, piece.label and f"page {piece.label}") if part)
    said = f"“{' '.join(piece.quote.split())}”" if piece.quote.strip() else ""
    return " ".join(part for part in (said, piece.arithmetic, f"({where})" if where else "") if part)


def _promise_words(promise: Promise) -> str:
    due = _day(promise.due) or promise.due_words
    who = f", {promise.by}" if promise.by else ""
    return f"{promise.text}{who}{f', by {due}' if due else ''} ({promise.state.value})"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _nothing(form: ListForm) -> str:
    if form is ListForm.MINE:
        return "None of your questions for this meeting is ready: mark those you want to send as ready first."
    return "No question for this meeting is ready: bring in members’ files, or mark your own as ready, first."
