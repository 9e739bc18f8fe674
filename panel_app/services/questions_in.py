"""Bringing questions in: members' files at the officer's desk, the panel's list at a member's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from panel_app.domain.changes import Changes
from panel_app.domain.errors import UserFacingError
from panel_app.domain.exchange import QuestionClash, QuestionFile, SentQuestion
from panel_app.domain.ids import QuestionId
from panel_app.domain.institutions import Succession, lineage
from panel_app.domain.merging import merge_fields, merge_questions
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.promises import Promise
from panel_app.domain.questions import Question
from panel_app.notes.question_file import read_file
from panel_app.services.meetings import MeetingsService
from panel_app.services.settings import SettingsService
from panel_app.storage.promises import PromiseRepository
from panel_app.storage.questions import QuestionRepository, plain_value

_MOST_BYTES = 50_000_000
_PROMISE_FIELDS = ("text", "by", "due", "due_words", "state", "settled")


@dataclass(frozen=True, slots=True)
class MergedQuestions:
    """What became of a file's questions; `sender` is who sent it."""

    sender: str
    added: int = 0
    changed: int = 0
    already: int = 0
    clashes: int = 0
    """Questions that both sides changed in the same place."""

    @property
    def changes(self) -> Changes:
        return Changes(questions=bool(self.added or self.changed or self.clashes))

    @property
    def sentence(self) -> str:
        """What is said of it: “From Ann Example: 3 new questions, 1 changed.”"""
        parts = []
        if self.added:
            parts.append("1 new question" if self.added == 1 else f"{self.added:,} new questions")
        if self.changed:
            parts.append(f"{self.changed:,} changed")
        if self.already:
            parts.append(f"{self.already:,} here already")
        said = f"From {self.sender}: {', '.join(parts) or 'nothing new'}."
        if self.clashes:
            one = self.clashes == 1
            said += (
                f" {'1 question was' if one else f'{self.clashes:,} questions were'} changed by both of you: "
                f"open {'it' if one else 'them'} to see both versions."
            )
        return said


class QuestionsInService:
    """Adds and merges the questions of files. Nothing that was here is lost, and nothing comes in twice."""

    def __init__(
        self,
        questions: QuestionRepository,
        promises: PromiseRepository,
        meetings: MeetingsService,
        settings: SettingsService,
        successions: Callable[[], tuple[Succession, ...]],
        clock: Callable[[], datetime],
    ) -> None:
        self._questions = questions
        self._promises = promises
        self._meetings = meetings
        self._settings = settings
        self._successions = successions
        self._clock = clock

    def bring_in(self, path: Path) -> MergedQuestions:
        """Merge a file, all of it or nothing; UserFacingError for one that is not for this panel."""
        return self.merge(_read(path), path.name)

    def merge(self, data: bytes, name: str) -> MergedQuestions:
        """As `bring_in`, of a file's bytes."""
        found = read_file(data, name)
        self._refuse_another_panel(found, name)
        counts = {"added": 0, "changed": 0, "already": 0, "clashes": 0}
        with self._questions.together():
            for sent in found.questions:
                for what in self._merge(found, sent):
                    counts[what] += 1
            for promise in found.promises:
                self._merge_promise(promise)
        return MergedQuestions(found.sender.name, **counts)

    def _refuse_another_panel(self, found: QuestionFile, name: str) -> None:
        meetings = self._meetings.all()
        codes = {meeting.id.partition("/")[0] for meeting in meetings}
        if codes and not codes & lineage(found.panel, self._successions()):
            raise UserFacingError(
                f"“{name}” is for the {found.panel_name}, whose papers are not here: nothing was taken. "
                "Choose a file of your own panel, or add that panel’s papers first."
            )

    def _merge(self, found: QuestionFile, sent: SentQuestion) -> list[str]:
        theirs = self._as_seen_here(sent.question)
        mine = self._questions.question(theirs.id)
        received = self._questions.received(theirs.id)
        if received is not None and (
            _alike(received.question, theirs)
            or (received.sender == found.sender.id and theirs.modified < received.question.modified)
        ):
            # The same or an older file; a question that was deleted since stays deleted.
            return ["already"]
        now = self._clock()
        self._questions.put_received(found.sender, [theirs], now)
        if mine is None:
            last = max((q.position for q in self._questions.questions()), default=0)
            self._questions.save(replace(theirs, position=last + 1, modified=now))
            return ["added"]
        seen = self._as_seen_here(sent.seen) if sent.seen else None
        merged = merge_questions(mine, theirs, seen, received.question if received else None)
        became = []
        if merged.value != mine:
            self._questions.save(replace(merged.value, modified=now))
            became.append("changed")
        for clash in merged.clashes:
            self._questions.put_clash(
                QuestionClash(mine.id, clash.field, plain_value(clash.theirs), found.sender.name, now)
            )
        if merged.clashes:
            became.append("clashes")
        return became or ["already"]

    def _merge_promise(self, theirs: Promise) -> None:
        mine = self._promises.promise(theirs.id)
        if mine is None:
            self._promises.save(theirs)
            return
        if theirs.modified <= mine.modified or theirs == mine:
            return
        merged = merge_fields(mine, theirs, mine, None, _PROMISE_FIELDS)
        # Without a version that both knew the later one stands, and what stood before is kept beside it.
        was = mine.text.strip()
        told = f"Before: {was}" if was and was != theirs.text.strip() and was not in mine.note else ""
        notes = [n for n in (mine.note, theirs.note if theirs.note != mine.note else "", told) if n.strip()]
        self._promises.save(replace(merged.value, note="\n".join(notes), modified=theirs.modified))

    def _as_seen_here(self, question: Question) -> Question:
        """My own question comes back as my own."""
        own = question.author is not None and question.author.id == self._settings.sender_id()
        return replace(question, author=None) if own else question

    # What both changed

    def clashes(self, question: QuestionId | None = None) -> list[QuestionClash]:
        """What waits for a person to choose, of one question or of all."""
        return self._questions.clashes(question)

    def keep_mine(self, clash: QuestionClash) -> Changes:
        """Keep what stands here; the other version goes into the history."""
        mine = self._questions.question(clash.question)
        with self._questions.together():
            if mine is not None:
                self._questions.put_aside_version(mine, clash.field, str(clash.theirs), self._clock())
            self._questions.remove_clash(clash)
        return Changes(questions=True)

    def take_theirs(self, clash: QuestionClash) -> Changes:
        """Take the other version; what stood here goes into the history."""
        mine = self._questions.question(clash.question)
        now = self._clock()
        with self._questions.together():
            if mine is not None:
                was = getattr(mine, clash.field)
                changed = with_plain(mine, clash.field, clash.theirs)
                self._questions.save(replace(changed, modified=now))
                self._questions.put_aside_version(changed, clash.field, str(was), now)
            self._questions.remove_clash(clash)
        return Changes(questions=True)


def with_plain(question: Question, field: str, value: Any) -> Question:
    """The question with a field's value as a clash keeps it."""
    return from_plain({**to_plain(question), field: value}, Question)


def _alike(one: Question, other: Question) -> bool:
    """Whether two versions say the same, whenever they were saved and wherever they stand."""
    return replace(one, position=0, created=other.created, modified=other.modified) == replace(
        other, position=0
    )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserFacingError(f"“{path.name}” is larger than 50 MB: choose the file of questions itself.")
        return path.read_bytes()
    except OSError as error:
        raise UserFacingError(
            f"“{path.name}” could not be read: check that it is there and that you may open it."
        ) from error
