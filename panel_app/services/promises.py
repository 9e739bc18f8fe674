"""What was promised: noted with an answer or taken from the papers, and followed until it is done."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from rapidfuzz import fuzz

from panel_app.domain.changes import Changes
from panel_app.domain.errors import NothingFoundError
from panel_app.domain.findings import says_closed
from panel_app.domain.following import Followed, Sign
from panel_app.domain.ids import PromiseId, QuestionId
from panel_app.domain.papers import Paper
from panel_app.domain.promises import (
    FollowedPromise,
    Offer,
    Promise,
    PromiseState,
    Standing,
    follow_promises,
    origin_of,
)
from panel_app.domain.questions import Evidence, EvidenceKind, Question, QuestionStatus
from panel_app.domain.records import Action
from panel_app.services.due import due_from
from panel_app.services.meetings import MeetingsService
from panel_app.services.papers import PapersService
from panel_app.services.plan import PlanService
from panel_app.services.questions import QuestionsService, answer_evidence
from panel_app.storage.promises import PromiseRepository

_EDITABLE = {"text", "by", "due", "due_words", "note"}
_SILENT = (Sign.NO_UPDATE, Sign.SAME, Sign.NOT_PRINTED, Sign.GONE)
_DONE = (Sign.COMPLETED,)
_SAME_WORDS = 92.0
_PLAN = "delivery plan"


class PromisesService:
    """Promises as they stand, and what the papers offer to follow."""

    def __init__(
        self,
        promises: PromiseRepository,
        questions: QuestionsService,
        meetings: MeetingsService,
        papers: PapersService,
        plan: PlanService,
        clock: Callable[[], datetime],
    ) -> None:
        self._promises = promises
        self._questions = questions
        self._meetings = meetings
        self._papers = papers
        self._plan = plan
        self._clock = clock

    def followed(self) -> list[FollowedPromise]:
        """All promises, the most pressing first."""
        today = self._clock().date()
        promises = self._promises.promises()
        rows = follow_promises(promises, self._questions.all(), today, self._next_day())
        if not any(one.origin for one in promises):
            return rows
        silent = {_plan_origin(row) for row in self._plan.followed() if _latest(row) in _SILENT}
        told = [
            replace(row, standing=Standing.SILENT)
            if row.standing is Standing.WAITING and row.promise.origin in silent
            else row
            for row in rows
        ]
        order = list(Standing)
        return sorted(told, key=lambda row: order.index(row.standing))

    def coming_up(self) -> list[FollowedPromise]:
        """Those that the next meeting should hear of: not kept, overdue, due by then, or silent."""
        return [row for row in self.followed() if row.comes_up]

    def of_question(self, question: QuestionId) -> list[FollowedPromise]:
        """What was promised in the answer to a question, in the order in which it was noted."""
        mine = [row for row in self.followed() if row.promise.question == question]
        return sorted(mine, key=lambda row: row.promise.created)

    def get(self, promise: PromiseId) -> Promise:
        found = self._promises.promise(promise)
        if found is None:
            raise NothingFoundError("That promise is not here any more. The list shows those that are.")
        return found

    def add(
        self, text: str, by: str = "", due: str = "", *, question: QuestionId | None = None
    ) -> tuple[Promise, Changes]:
        """Note a promise; `due` in words. One that was made in an answer is of that question's meeting."""
        key = PromiseId(str(uuid.uuid4()))
        changes = self.note(key, text, by, due, question=question)
        return self.get(key), changes

    def note(
        self, promise: PromiseId, text: str, by: str, due: str, *, question: QuestionId | None = None
    ) -> Changes:
        """A promise as it is being written: added with its first words, changed with the next."""
        if self._promises.promise(promise) is not None:
            return self.change(promise, text=text.strip(), by=by.strip(), due_words=due.strip())
        now = self._clock()
        self._promises.save(
            Promise(
                id=promise,
                text=text.strip(),
                by=by.strip(),
                due=self.day_named(due),
                due_words=due.strip(),
                made=now.date(),
                meeting=self._questions.get(question).meeting if question else None,
                question=question,
                created=now,
                modified=now,
            )
        )
        return Changes(questions=True)

    def change(self, promise: PromiseId, **fields: Any) -> Changes:
        """Change what a person may edit; with `due_words` the day is read from them."""
        unknown = fields.keys() - _EDITABLE
        if unknown:
            raise TypeError(f"a promise has no editable {', '.join(sorted(unknown))}")
        before = self.get(promise)
        if "due_words" in fields and fields["due_words"] != before.due_words:
            fields["due"] = self.day_named(fields["due_words"])
        after = replace(before, **fields)
        if after == before:
            return Changes()
        self._promises.save(replace(after, modified=self._clock()))
        return Changes(questions=True)

    def settle(self, promise: PromiseId, state: PromiseState) -> Changes:
        """Say what became of it. Once nothing is left to follow, its question counts as followed up."""
        now = self._clock()
        before = self.get(promise)
        settled = None if state is PromiseState.OPEN else now.date()
        self._promises.save(replace(before, state=state, settled=settled, modified=now))
        if before.question and self._questions.exists(before.question):
            left = [p for p in self._promises.promises() if p.question == before.question and p.is_open]
            asked = self._questions.get(before.question)
            if not left and asked.status is QuestionStatus.ANSWERED:
                self._questions.set_status(asked.id, QuestionStatus.FOLLOWED_UP)
        return Changes(questions=True)

    def ask_again(self, promise: PromiseId) -> tuple[Question, Changes]:
        """Begin a question about it for the next meeting, resting on the answer or the paper."""
        about = self.get(promise)
        evidence: tuple[Evidence, ...] = (about.source,) if about.source else ()
        theme = ""
        if about.question and self._questions.exists(about.question):
            before = self._questions.get(about.question)
            evidence, theme = (*evidence, answer_evidence(before)), before.theme
            if before.status is QuestionStatus.ANSWERED:
                self._questions.set_status(before.id, QuestionStatus.FOLLOWED_UP)
        coming = self._meetings.next_meeting()
        return self._questions.add(
            again_words(about),
            meeting=coming.id if coming else None,
            evidence=evidence,
            theme=theme,
            follows=promise,
        )

    def delete(self, promise: PromiseId) -> Changes:
        self._promises.delete(promise, self._clock())
        return Changes(questions=True)

    def restore(self, promise: Promise) -> Changes:
        """Put back a promise that was just deleted."""
        self._promises.save(promise)
        return Changes(questions=True)

    def day_named(self, words: str) -> date | None:
        """The day that words name: "30 November", "in two weeks", "next meeting"."""
        return due_from(words, self._clock().date(), self._next_day())

    # What the papers offer

    def offers(self) -> list[Offer]:
        """Actions and commitments that are neither followed nor put aside; the newest paper first.

        What a log or the plan says is done is not offered, nor the same action from two papers twice.
        """
        known = self._promises.known_origins()
        found = self._papers.actions()
        own = [(paper, action) for paper, action in found if not paper.sample]
        offers: list[Offer] = []
        labels: dict[str, list[str]] = {}
        followed = [one.text for one in self._promises.promises()]
        for paper, action in own or found:
            origin = origin_of(action.text, action.owner)
            if origin in known or says_closed(action.status):
                continue
            if any(_same(text, action.text) for text in (*followed, *(one.text for one in offers))):
                continue
            if paper.id not in labels:
                labels[paper.id] = [page.label for page in self._papers.pages(paper.id)]
            offers.append(_offer(paper, action, origin, labels[paper.id][action.page]))
        return offers + self._plan_offers(known)

    def _plan_offers(self, known: set[str]) -> list[Offer]:
        offers = []
        for row in self._plan.followed():
            origin, latest = _plan_origin(row), row.updates[-1]
            if origin in known or latest.sign in _DONE:
                continue
            paper = self._papers.get(latest.paper)
            page = row.activity.page if latest.activity is None else latest.activity.page
            said = latest.activity.update if latest.activity else ""
            pages = self._papers.pages(paper.id)
            label = pages[page].label if page < len(pages) else ""
            text = row.activity.text or row.commitment.text
            number = row.activity.number or row.commitment.number
            offers.append(
                Offer(
                    f"{number} {text}".strip(),
                    "",
                    "",
                    Evidence(EvidenceKind.PASSAGE, said or text, paper.id, paper.title, page, label),
                    origin,
                    paper.date,
                    paper.meeting,
                    silent=latest.sign in _SILENT,
                )
            )
        return offers

    def accept(self, offer: Offer) -> tuple[Promise, Changes]:
        """Follow an action or commitment as a promise."""
        now = self._clock()
        promise = Promise(
            id=PromiseId(str(uuid.uuid4())),
            text=offer.text,
            by=offer.by,
            due=due_from(offer.due_words, offer.made or now.date(), self._meeting_after(offer.made)),
            due_words=offer.due_words,
            made=offer.made,
            meeting=offer.meeting,
            source=offer.source,
            origin=offer.origin,
            created=now,
            modified=now,
        )
        self._promises.save(promise)
        return promise, Changes(questions=True)

    def put_aside(self, offer: Offer) -> Changes:
        """Offer it no more."""
        self._promises.put_aside(offer.origin, self._clock())
        return Changes(questions=True)

    def offer_again(self, offer: Offer) -> Changes:
        """Take `put_aside` back."""
        self._promises.offer_again(offer.origin)
        return Changes(questions=True)

    def _next_day(self) -> date | None:
        coming = self._meetings.next_meeting()
        return coming.date if coming and coming.date >= self._clock().date() else None

    def _meeting_after(self, day: date | None) -> date | None:
        later = [m.date for m in self._meetings.all() if day and m.date > day]
        return min(later, default=None)


def again_words(promise: Promise) -> str:
    """The beginning of a question about a promise, to be put into the member's own words."""
    who = promise.by or "the panel was told"
    said = promise.text.strip().rstrip(".")
    when = f"On {promise.made.day} {promise.made:%B %Y} " if promise.made else ""
    told = f"{when}{who} promised" if promise.by else f"{when}{who}"
    told = told[0].upper() + told[1:]
    return f"{told}: “{said}”. What has come of it?"


def _offer(paper: Paper, action: Action, origin: str, label: str) -> Offer:
    source = Evidence(EvidenceKind.PASSAGE, action.text, paper.id, paper.title, action.page, label)
    return Offer(action.text, action.owner, action.due, source, origin, paper.date, paper.meeting)


def _same(one: str, other: str) -> bool:
    return fuzz.ratio(one.casefold(), other.casefold()) >= _SAME_WORDS


def _plan_origin(row: Followed) -> str:
    return origin_of(row.activity.text or row.commitment.text, _PLAN)


def _latest(row: Followed) -> Sign:
    return row.updates[-1].sign
