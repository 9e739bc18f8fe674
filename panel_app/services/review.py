"""Looking over what was recognised in a paper, correcting it, and keeping the corrections."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from panel_app.domain.changes import Changes
from panel_app.domain.corrections import Correction, applied, corrections_of, rekeyed
from panel_app.domain.doubts import Doubt, PaperFacts, doubts
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import ItemId, MeetingId, PaperId
from panel_app.domain.papers import AgendaItem, Meeting, Page, Paper, PaperKind, Recognition
from panel_app.domain.review import ReviewDraft, ReviewRecord, as_date, as_recognition, as_review
from panel_app.domain.review_places import PaperPlaces, Place, lines_of, place_of_record, places_of
from panel_app.importers.dates import find_date
from panel_app.services.filing import Filing
from panel_app.storage.corrections import CorrectionRepository
from panel_app.storage.database import Store
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository
from panel_app.storage.questions import QuestionRepository

_MEMBERSHIP = re.compile(r"^\W*(?:membership|members of the (?:panel|committee|board))\b", re.I | re.M)
_WEEKDAY = re.compile(r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?$", re.I)
_FRONT = 3
"""An agenda stands on the pages before its first paper; at least this many after the first are looked at."""
_EDGE = 3
"""A page number stands in the first or last lines of a page: this many are looked at."""


@dataclass(frozen=True)
class Review:
    """A paper under review: what was recognised, and the draft with what was corrected or put by."""

    paper: Paper
    recognised: ReviewDraft
    draft: ReviewDraft
    corrections: tuple[Correction, ...]
    facts: PaperFacts
    put_by: bool
    """Whether the draft was saved for later and not yet saved."""

    def doubts(self, draft: ReviewDraft) -> tuple[Doubt, ...]:
        """What must be put right in a draft, and what is worth a look."""
        return doubts(draft, self.facts, self.corrections, self.recognised)


class ReviewService:
    """Reviews of the papers in the library."""

    def __init__(
        self,
        library: Store,
        papers: PaperRepository,
        meetings: MeetingRepository,
        corrections: CorrectionRepository,
        questions: QuestionRepository,
        filing: Filing,
        clock: Callable[[], datetime],
    ) -> None:
        self._library = library
        self._papers = papers
        self._meetings = meetings
        self._corrections = corrections
        self._questions = questions
        self._filing = filing
        self._clock = clock

    def can_review(self, paper: PaperId) -> bool:
        """Whether anything was recognised in a paper that can be looked over."""
        kept = self._corrections.has_recognised(paper)
        if kept is not None:
            return kept
        found = self._from_library(paper)
        return bool(found.items or found.members or found.records or found.committee)

    def open(self, paper: PaperId) -> Review:
        """The review of a paper, with a draft that was put by where there is one."""
        pages = self._papers.pages(paper, with_text=True)
        recognised = as_review(self._recognition(paper), [page.label for page in pages])
        saved, put_by = self._corrections.corrections(paper), self._corrections.draft(paper)
        shown = self._papers.paper(paper)
        return Review(
            shown,
            recognised,
            applied(recognised, saved if put_by is None else put_by),
            saved,
            self._facts(shown, pages, recognised),
            put_by is not None,
        )

    def begun(self) -> dict[PaperId, bool]:
        """The papers that can be looked over, and whether corrections to each are put by."""
        return self._corrections.begun()

    def places(self, review: Review) -> PaperPlaces:
        """Where on the pages stands what was recognised."""
        paper, items = review.paper.id, review.recognised.items
        index = {label: at for at, label in reversed(list(enumerate(review.facts.labels)))}
        first = {item.key: index[item.first] for item in items if item.first in index}
        tables = self._papers.tables(paper)
        last = max(_FRONT, min(first.values(), default=0))
        front = [p for page in range(last + 1) for p in self._papers.passages(paper, page)]
        lines = {page: lines_of(self._papers.passages(paper, page), tables) for page in set(first.values())}
        firsts = {key: lines[page] for key, page in first.items()}
        return places_of(review.recognised, lines_of(front, tables), firsts)

    def place_of_record(self, paper: PaperId, record: ReviewRecord) -> Place | None:
        """Where a record stands on its page, or among the first where it names none; None if not found."""
        page = record.value.get("page")
        pages = [page] if isinstance(page, int) else list(range(_FRONT + 1))
        passages = [passage for page in pages for passage in self._papers.passages(paper, page)]
        return place_of_record(record.value, lines_of(passages, self._papers.tables(paper)))

    def put_by(self, paper: PaperId, draft: ReviewDraft, of: ReviewDraft | None = None) -> Changes:
        """Keep a draft to go on with later; what members see stays as it is.

        `of` is the recognition that the draft was made on: where a new version came since, the corrections
        are laid over that. A draft that says what is saved already is not kept.
        """
        recognised = self._recognised(paper)
        made = corrections_of(of or recognised, draft)
        if of is not None and of != recognised:
            made = rekeyed(made, recognised)
        saved = applied(recognised, self._corrections.corrections(paper))
        with self._library.writing():
            kept = None if applied(recognised, made) == saved else made
            self._corrections.put_draft(paper, kept, self._clock())
        return Changes(papers=True)

    def save(self, paper: PaperId, draft: ReviewDraft, of: ReviewDraft | None = None) -> Changes:
        """Keep what was corrected, and show it everywhere; all of it or nothing.

        UserFacingError where something that must be put right is left, or where a new version of the paper
        came since the recognition `of` that the draft was made on; the corrections are then put by.
        """
        review = self.open(paper)
        if of is not None and of != review.recognised:
            self.put_by(paper, draft, of)
            raise UserFacingError(
                "A newer version of this paper was added meanwhile. Your corrections are kept: look again."
            )
        wrong = [one for one in review.doubts(draft) if one.error]
        if wrong:
            raise UserFacingError(f"{wrong[0].sentence} Then save again.")
        old = review.paper.meeting
        with self._library.writing():
            found = as_recognition(draft, self._recognition(paper), review.facts.labels)
            kept = _with_earlier(corrections_of(review.recognised, draft), review)
            self._corrections.put(paper, kept, self._clock())
            self._corrections.put_draft(paper, None, self._clock())
            self._papers.put_records(paper, found.records)
            meeting = self._place(review.paper, found)
            self._papers.put_meeting(paper, meeting, found.date or review.paper.date)
            if meeting is not None:
                self._put_agenda(review.paper, meeting, found)
            if old is not None and old != meeting:
                self._meetings.leave(old, paper)
        changes = Changes(papers=True)
        if old is not None and meeting is not None and old != meeting:
            changes |= self._move_questions(old, meeting)
        return changes

    def _recognition(self, paper: PaperId) -> Recognition:
        return self._corrections.recognition(paper) or self._from_library(paper)

    def _recognised(self, paper: PaperId) -> ReviewDraft:
        return as_review(self._recognition(paper), [page.label for page in self._papers.pages(paper)])

    def _from_library(self, paper: PaperId) -> Recognition:
        """What the library shows of a paper that was imported before recognitions were kept."""
        shown = self._papers.paper(paper)
        meeting = self._meetings.meeting(shown.meeting) if shown.meeting else None
        items = self._meetings.items_of_paper(paper)
        pack = shown.kind is PaperKind.AGENDA_PACK
        return Recognition(
            shown.kind,
            shown.title,
            shown.date,
            meeting.committee if meeting else "",
            meeting.time if meeting else "",
            meeting.venue if meeting else "",
            tuple(
                AgendaItem(i.number, i.subject, i.first_page, i.last_page, i.level, i.kind, i.exempt)
                for i in items
            ),
            tuple(self._meetings.members(shown.meeting)) if pack and shown.meeting else (),
            records=self._papers.records(paper),
        )

    def _facts(self, paper: Paper, pages: list[Page], recognised: ReviewDraft) -> PaperFacts:
        front = "\n".join(page.text for page in pages[:4])
        labels = tuple(page.label for page in pages)
        times = [time for time in self._corrections.times_of_meeting(paper.id) if time != recognised.time]
        own_pages = self._papers.original_is_pdf(paper.id)
        return PaperFacts(
            labels,
            paper.kind,
            tuple(_prints(page) for page in pages) if own_pages else (),
            _weekday_before(front, recognised.date),
            times[0] if times and recognised.time else "",
            paper.kind is PaperKind.AGENDA_PACK and bool(_MEMBERSHIP.search(front)),
        )

    def _place(self, paper: Paper, found: Recognition) -> MeetingId | None:
        """The meeting a corrected paper belongs to. A meeting keeps its id when its day or committee is
        corrected; only where another paper holds it, or that other meeting is here, does the paper move.
        """
        if not found.committee or found.date is None:
            return paper.meeting
        wanted = Meeting(
            self._meetings.id_for(found.committee, found.date),
            found.committee,
            found.date,
            found.time,
            found.venue,
            paper.sample,
        )
        known = {meeting.id for meeting in self._meetings.meetings()}
        if paper.meeting is not None and paper.meeting in known:
            holds = any(item.paper == paper.id for item in self._meetings.items(paper.meeting))
            alone = not any(p.meeting == paper.meeting and p.id != paper.id for p in self._papers.papers())
            stays = wanted.id == paper.meeting or (
                wanted.id not in known and (alone or (holds and paper.kind is PaperKind.AGENDA_PACK))
            )
            if stays:
                self._meetings.correct(replace(wanted, id=paper.meeting))
                return paper.meeting
        self._meetings.put(wanted)
        return wanted.id

    def _put_agenda(self, paper: Paper, meeting: MeetingId, found: Recognition) -> None:
        if paper.kind is PaperKind.SUPPLEMENT:
            self._meetings.put_beneath(meeting, paper.id, paper.kind, found.items)
        elif self._filing.gives_agenda(meeting, paper) and (
            found.items or paper.id in self._holders(meeting)
        ):
            self._meetings.put_agenda(meeting, paper.id, found.items, found.members)

    def _holders(self, meeting: MeetingId) -> set[PaperId | None]:
        return {item.paper for item in self._meetings.items(meeting)}

    def _move_questions(self, old: MeetingId, new: MeetingId) -> Changes:
        """Let the member's questions follow a paper to the meeting that it turned out to belong to."""
        there = {item.id for item in self._meetings.items(new)}
        for question in self._questions.questions():
            if question.meeting == old:
                item = ItemId(f"{new}/{question.item.rpartition('/')[2]}") if question.item else None
                moved = replace(question, meeting=new, item=item if item in there else None)
                self._questions.save(moved)
        return Changes(questions=True)


def typed_day(text: str) -> str:
    """A day as a person types it ("27 Nov 2020", "27/11/2020") as ISO; other words as they are."""
    day = find_date(text)
    return day.isoformat() if day else text.strip()


def _with_earlier(made: tuple[Correction, ...], review: Review) -> list[Correction]:
    """Corrections that stand as they were keep what had been recognised when they were made; those that
    this version has no place for are kept for one that has."""
    earlier = {one.field: one for one in review.corrections}
    kept = [
        earlier[one.field] if one.field in earlier and earlier[one.field].value == one.value else one
        for one in made
    ]
    keys = {f"item:{item.key}" for item in review.recognised.items}
    keys |= {f"record:{record.key}" for record in review.recognised.records}
    for one in review.corrections:
        key, _, name = one.field.rpartition(".")
        homeless = key.startswith(("item:", "record:")) and key not in keys and name != "added"
        if homeless and not any(c.field == one.field for c in kept):
            kept.append(one)
    return kept


def _prints(page: Page) -> bool:
    """Whether a page's own number stands in its first or last lines."""
    lines = [line for line in page.text.splitlines() if line.strip()]
    label = re.compile(rf"(?<!\d){re.escape(page.label)}(?!\d)")
    return any(label.search(line) for line in lines[:_EDGE] + lines[-_EDGE:])


def _weekday_before(text: str, day: str) -> str:
    """The weekday printed before the first place where the meeting's date stands in full; "" for none."""
    date = as_date(day)
    if date is None:
        return ""
    written = re.compile(rf"\b{date.day}(?:st|nd|rd|th)?\s+(?:of\s+)?{date:%B},?\s+{date.year}\b", re.I)
    for match in written.finditer(text):
        weekday = _WEEKDAY.search(text[max(0, match.start() - 16) : match.start()])
        if weekday:
            return weekday.group(1).capitalize()
    return ""
