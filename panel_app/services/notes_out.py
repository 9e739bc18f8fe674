"""Taking notes elsewhere: as text, as a Word document, on a copy of the PDF, as a file for a colleague."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from panel_app.domain.changes import CancelToken, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import PaperRefusedError, UserFacingError
from panel_app.domain.ids import slug
from panel_app.domain.sharing import Sender
from panel_app.importers.sandbox import copy_in_child
from panel_app.notes.content import TakenNotes
from panel_app.services.chosen_notes import NoteChoice, NoteChooser
from panel_app.services.files import write_file
from panel_app.services.meetings import MeetingsService
from panel_app.services.settings import SettingsService
from panel_app.storage.papers import PaperRepository

_NO_COPY = "No marked-up copy can be made of this paper's file. Take the notes out as Word or text instead."


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
        chooser: NoteChooser,
        papers: PaperRepository,
        meetings: MeetingsService,
        settings: SettingsService,
        clock: Callable[[], datetime],
    ) -> None:
        self._chooser = chooser
        self._papers = papers
        self._meetings = meetings
        self._settings = settings
        self._clock = clock

    def counts(self, choice: NoteChoice) -> NoteCounts:
        """What a choice would take and leave out."""
        chosen = self._chooser.choose(choice)
        standing = sum(chosen.papers.stands(one.mark) for one in chosen.notes)
        blank = 0
        if choice.paper is not None and not choice.exempt:
            blank = len(chosen.papers.exempt_pages(choice.paper))
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
        chosen = self._chooser.choose(choice)
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
        from panel_app.notes.marked_pdf import CopyOrder

        chosen = self._chooser.choose(choice)
        withheld = [] if choice.exempt else chosen.papers.exempt_pages(choice.paper)
        if withheld and len(withheld) == len(chosen.papers.pages(choice.paper)):
            raise UserFacingError(
                "This paper is exempt: tick that exempt papers are taken too, or leave it here."
            )
        standing = [one for one in chosen.notes if chosen.papers.stands(one.mark)]
        if not standing:
            raise UserFacingError(_nothing(chosen.exempt))
        file = self._papers.pdf(choice.paper)
        name = self._settings.member_name
        order = CopyOrder(file.sha256, tuple(standing), name, tuple(withheld))
        try:
            data = copy_in_child(order, file.data, "the copy", progress, cancel or CancelToken())
        except PaperRefusedError as refusal:
            raise UserFacingError(_NO_COPY) from refusal
        apart = len(chosen.notes) - len(standing)
        return TakenOut(data, len(standing), chosen.exempt, len(withheld), apart)

    def _title(self, choice: NoteChoice) -> str:
        if choice.paper is not None:
            return self._papers.paper(choice.paper).title
        if choice.meeting is not None:
            meeting = self._meetings.get(choice.meeting)
            return f"{meeting.committee}, {meeting.date.day} {meeting.date:%B %Y}"
        return "My notes"


def _notes(number: int) -> str:
    return "1 note" if number == 1 else f"{number:,} notes"


def _nothing(exempt: int) -> str:
    if exempt:
        return (
            f"All notes here ({exempt:,}) are on exempt papers: tick that those are taken too, or leave them."
        )
    return "There are no notes here yet: mark some words first."
