"""Taking notes elsewhere: as text, as a Word document, on a copy of the PDF, as a file for a colleague."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from panel_app.domain.changes import CancelToken, Progress, ProgressCallback, no_progress
from panel_app.domain.citations import Citation, cite
from panel_app.domain.errors import UserFacingError
from panel_app.domain.exempt import holds_any
from panel_app.domain.ids import MeetingId, PaperId, slug
from panel_app.domain.marks import Mark
from panel_app.domain.papers import Meeting, MeetingItem, Page, Paper
from panel_app.domain.sharing import Sender
from panel_app.notes.content import CitedMark, TakenNotes
from panel_app.services.files import write_file
from panel_app.services.meetings import MeetingsService
from panel_app.services.settings import SettingsService
from panel_app.storage.marks import MarkRepository
from panel_app.storage.papers import PaperRepository


class NoteForm(StrEnum):
    """What notes become. Only a paper has a PDF to mark; a shared file says whose the notes are."""

    WORD = "docx"
    MARKDOWN = "markdown"
    PDF = "pdf"
    JSON = "json"
    SHARED = "shared"

    @property
    def ending(self) -> str:
        return {"markdown": ".md", "shared": ".json"}.get(self.value, f".{self.value}")


@dataclass(frozen=True, slots=True)
class NoteChoice:
    """Which notes: those of a paper, of a meeting's papers, or all; exempt ones only where asked for."""

    paper: PaperId | None = None
    meeting: MeetingId | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class NoteCounts:
    """How many notes a choice takes, how many it leaves out as exempt, and how many have no place on the
    paper's current version (they are in every form but a PDF); for one paper how many pages of the PDF would
    be blank.
    """

    taken: int
    exempt: int
    without_place: int
    blank_pages: int = 0


@dataclass(frozen=True)
class TakenOut:
    """What was made: its bytes, how many notes are in it, and what is not, in words."""

    data: bytes
    taken: int
    left_out: int = 0
    withheld_pages: int = 0
    without_place: int = 0

    @property
    def sentence(self) -> str:
        """“12 notes. 2 notes on exempt papers were left out.”"""
        said = [f"{_notes(self.taken)}."]
        if self.left_out:
            be = "was" if self.left_out == 1 else "were"
            said.append(
                f"{_notes(self.left_out)} on exempt papers, or on papers that are no longer here, {be} "
                "left out."
            )
        if self.withheld_pages:
            pages = (
                "1 exempt page is" if self.withheld_pages == 1 else f"{self.withheld_pages} exempt pages are"
            )
            said.append(f"{pages} blank.")
        if self.without_place:
            have = "has" if self.without_place == 1 else "have"
            said.append(f"{_notes(self.without_place)} without a place in this version {have} been left out.")
        return " ".join(said)


class NotesOutService:
    """Writes notes out. The papers themselves are only read."""

    def __init__(
        self,
        marks: MarkRepository,
        papers: PaperRepository,
        meetings: MeetingsService,
        settings: SettingsService,
        clock: Callable[[], datetime],
    ) -> None:
        self._marks = marks
        self._papers = papers
        self._meetings = meetings
        self._settings = settings
        self._clock = clock

    def counts(self, choice: NoteChoice) -> NoteCounts:
        """What a choice would take and leave out."""
        chosen = self._chosen(choice)
        standing = sum(chosen.shelf.stands(one.mark) for one in chosen.notes)
        blank = 0
        if choice.paper is not None and not choice.exempt:
            blank = len(chosen.shelf.exempt_pages(choice.paper))
        return NoteCounts(len(chosen.notes), chosen.exempt, len(chosen.notes) - standing, blank)

    def sender(self) -> Sender:
        """Who shares: the name in the settings, and an id that this notebook keeps.

        UserFacingError while there is no name.
        """
        name = self._settings.member_name
        if not name:
            raise UserFacingError(
                "A file for a colleague carries your name: write it in Settings, then share again."
            )
        return Sender(self._settings.sender_id(), name)

    def make(
        self,
        choice: NoteChoice,
        form: NoteForm,
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> TakenOut:
        """The file's bytes; UserFacingError where there is nothing to take or it cannot be made."""
        progress(Progress("Collecting your notes"))
        if form is NoteForm.PDF:
            return self._marked_copy(choice, progress, cancel)
        chosen = self._chosen(choice)
        if not chosen.notes:
            raise UserFacingError(_nothing(chosen.exempt))
        notes = TakenNotes(self._title(choice), chosen.notes, self._clock())
        if cancel is not None:
            cancel.check()
        return TakenOut(self._written(notes, form), len(chosen.notes), chosen.exempt)

    def save(
        self,
        choice: NoteChoice,
        form: NoteForm,
        path: Path,
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> TakenOut:
        """Make the file and write it, whole or not at all."""
        made = self.make(choice, form, progress, cancel)
        write_file(path, made.data, "the notes")
        return made

    def file_name(self, choice: NoteChoice, form: NoteForm) -> str:
        """The name that is offered for the file."""
        what = "marked copy" if form is NoteForm.PDF else "notes"
        if form is NoteForm.SHARED:
            what = f"notes of {self._settings.member_name}".strip()
        return f"{slug(self._title(choice))} {slug(what).replace('-', ' ')}{form.ending}"

    def _written(self, notes: TakenNotes, form: NoteForm) -> bytes:
        from panel_app.notes.web_annotations import as_json

        if form is NoteForm.WORD:
            # python-docx takes a while to import, and few starts of the program need it.
            from panel_app.notes.word import as_docx

            return as_docx(notes)
        if form is NoteForm.MARKDOWN:
            from panel_app.notes.markdown import as_markdown

            return as_markdown(notes).encode("utf-8")
        return as_json(notes, self.sender() if form is NoteForm.SHARED else None).encode("utf-8")

    def _marked_copy(
        self, choice: NoteChoice, progress: ProgressCallback, cancel: CancelToken | None
    ) -> TakenOut:
        if choice.paper is None:
            raise UserFacingError("A marked-up PDF is of one paper: choose a paper, or another form.")
        from panel_app.notes.marked_pdf import marked_copy

        chosen = self._chosen(choice)
        withheld = [] if choice.exempt else chosen.shelf.exempt_pages(choice.paper)
        if withheld and len(withheld) == len(chosen.shelf.pages(choice.paper)):
            raise UserFacingError(
                "This paper is exempt: tick that exempt papers are taken too, or leave it here."
            )
        standing = [one for one in chosen.notes if chosen.shelf.stands(one.mark)]
        if not standing:
            raise UserFacingError(_nothing(chosen.exempt))
        file = self._papers.pdf(choice.paper)
        name = self._settings.member_name
        data = marked_copy(
            file.data, file.sha256, standing, name, withheld=withheld, progress=progress, cancel=cancel
        )
        apart = len(chosen.notes) - len(standing)
        return TakenOut(data, len(standing), chosen.exempt, len(withheld), apart)

    def _chosen(self, choice: NoteChoice) -> _Chosen:
        shelf = _Papers(self._papers, self._meetings)
        marks = self._marks.marks([choice.paper] if choice.paper else None)
        if choice.meeting is not None:
            marks = [mark for mark in marks if shelf.meeting_of(mark.paper) == choice.meeting]
        if choice.exempt:
            return _Chosen(shelf, _in_order([shelf.cited(mark) for mark in marks]), 0)
        # A note on an open paper may quote an exempt one, whichever of them was chosen.
        everything = marks if choice.paper is None and choice.meeting is None else self._marks.marks()
        secret = [mark.anchor.exact for mark in everything if shelf.is_exempt(mark)]
        public = [
            mark
            for mark in marks
            if not shelf.is_exempt(mark) and not holds_any((mark.note, *mark.tags), secret)
        ]
        return _Chosen(shelf, _in_order([shelf.cited(m) for m in public]), len(marks) - len(public))

    def _title(self, choice: NoteChoice) -> str:
        if choice.paper is not None:
            return self._papers.paper(choice.paper).title
        if choice.meeting is not None:
            meeting = self._meetings.get(choice.meeting)
            return f"{meeting.committee}, {meeting.date.day} {meeting.date:%B %Y}"
        return "My notes"


@dataclass(frozen=True)
class _Chosen:
    """The notes of a choice, and how many were left out as exempt."""

    shelf: _Papers
    notes: list[CitedMark]
    exempt: int


class _Papers:
    """What is known of the papers while notes are taken out: each is read once."""

    def __init__(self, papers: PaperRepository, meetings: MeetingsService) -> None:
        self._papers = papers
        self._meetings = meetings
        self._known: dict[PaperId, _PaperFacts | None] = {}

    def meeting_of(self, paper: PaperId) -> MeetingId | None:
        facts = self._facts(paper)
        return facts.meeting.id if facts and facts.meeting else None

    def pages(self, paper: PaperId) -> list[Page]:
        facts = self._facts(paper)
        return facts.pages if facts else []

    def stands(self, mark: Mark) -> bool:
        facts = self._facts(mark.paper)
        return facts is not None and mark.stands_on(facts.content)

    def exempt_pages(self, paper: PaperId) -> list[int]:
        facts = self._facts(paper)
        if facts is None:
            return []
        return [page.index for page in facts.pages if facts.is_exempt(page.index)]

    def is_exempt(self, mark: Mark) -> bool:
        """Whether a mark may rest on exempt words; where that cannot be known, it may."""
        facts = self._facts(mark.paper)
        if facts is None:
            return True
        if not mark.stands_on(facts.content):
            return facts.paper.exempt or any(item.exempt for item in facts.items)
        return any(facts.is_exempt(page) for page in mark.anchor.pages)

    def cited(self, mark: Mark) -> CitedMark:
        facts = self._facts(mark.paper)
        if facts is None:
            return CitedMark(mark, Citation("A paper that is no longer here", first=mark.label))
        if not mark.stands_on(facts.content):
            # It has the pack page of an earlier version, whose items are not known any more.
            return CitedMark(mark, cite(facts.paper, facts.meeting, (), (mark.anchor.page, mark.label)))
        first, last = mark.anchor.page, mark.anchor.pages[-1]
        ends = (first, facts.pages[first].label), (last, facts.pages[last].label)
        return CitedMark(mark, cite(facts.paper, facts.meeting, facts.items, *ends))

    def _facts(self, paper: PaperId) -> _PaperFacts | None:
        if paper not in self._known:
            self._known[paper] = self._read(paper) if self._papers.exists(paper) else None
        return self._known[paper]

    def _read(self, paper: PaperId) -> _PaperFacts:
        found = self._papers.paper(paper)
        return _PaperFacts(
            paper=found,
            content=self._papers.content_of(paper),
            pages=self._papers.pages(paper),
            items=self._meetings.items_of_paper(paper),
            meeting=self._meetings.get(found.meeting) if found.meeting else None,
        )


@dataclass(frozen=True)
class _PaperFacts:
    paper: Paper
    content: str
    pages: list[Page]
    items: list[MeetingItem]
    meeting: Meeting | None

    def is_exempt(self, page: int) -> bool:
        return self.paper.exempt or any(i.exempt and i.holds(self.paper.id, page) for i in self.items)


def _in_order(notes: list[CitedMark]) -> list[CitedMark]:
    """By meeting and paper, the earliest first, and down the pages of each."""

    def place(one: CitedMark) -> tuple[str, str, str, int, float]:
        anchor, citation = one.mark.anchor, one.citation
        day = citation.date.isoformat() if citation.date else ""
        down = anchor.boxes[0].y0 if anchor.boxes else 0.0
        return day, citation.title, one.mark.paper, anchor.page, down

    return sorted(notes, key=place)


def _notes(number: int) -> str:
    return "1 note" if number == 1 else f"{number:,} notes"


def _nothing(exempt: int) -> str:
    if exempt:
        return (
            f"All notes here ({exempt:,}) are on exempt papers: tick that those are taken too, or leave them."
        )
    return "There are no notes here yet: mark some words first."
