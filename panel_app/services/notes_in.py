"""Bringing notes in: the member's own, a colleague's, and those made on a PDF in another program."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from panel_app.domain.anchors import ReadRevision, read_revision
from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import PaperRefusedError, UserFacingError
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import (
    Anchor,
    Mark,
    MarkKind,
    PlacementState,
    joined,
    page_anchor,
    text_anchor,
)
from panel_app.domain.papers import Page
from panel_app.domain.pdf_marks import MarkedPdf, PdfMark
from panel_app.domain.sharing import ColleagueId, ReadNotes, Sender
from panel_app.importers.sandbox import read_marks_in_child
from panel_app.notes.read_annotations import read_json
from panel_app.services.mark_history import MarkHistory
from panel_app.services.placing import PlacingService
from panel_app.services.settings import SettingsService
from panel_app.storage.colleagues import ColleagueRepository
from panel_app.storage.marks import MarkRepository
from panel_app.storage.papers import PaperRepository

_MOST_BYTES = 200_000_000
_HEAD = 1024
"""A PDF says so within its first bytes (PDF 32000-1, annex H.3.4.1)."""
_FEW_PAGES = 12
"""Pages by whose text a paper is known."""
_PAGE_LETTERS = 80
"""A page with less text than that is the same in many papers."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of a file's notes; `colleague` is whose they are, "" for the member's own."""

    colleague: str = ""
    added: int = 0
    already: int = 0
    asking: int = 0
    on_shelf: int = 0
    elsewhere: int = 0
    """On papers that are not here."""
    sender: ColleagueId | None = None
    marks: tuple[MarkId, ...] = ()
    """Those that were added."""

    @property
    def changes(self) -> Changes:
        return Changes(marks=bool(self.added))

    @property
    def sentence(self) -> str:
        """What is said of it, for the member."""
        whose = f" of {self.colleague}" if self.colleague else ""
        said = [f"{_notes(self.added)}{whose} added." if self.added else f"No new notes{whose}."]
        if self.already:
            said.append(f"{_notes(self.already)} {_be(self.already)} here already.")
        if self.asking:
            said.append(f"{_notes(self.asking)} {_be(self.asking)} on words that differ here.")
        if self.on_shelf:
            said.append(f"{_notes(self.on_shelf)} found no place and {_be(self.on_shelf)} kept on the shelf.")
        if self.elsewhere:
            said.append(
                f"{_notes(self.elsewhere)} {_be(self.elsewhere)} on papers that are not here: add "
                "those, then bring the file in again."
            )
        return " ".join(said)


class NotesInService:
    """Adds the notes of files. What is here already is never changed, and what has no place is kept."""

    def __init__(
        self,
        marks: MarkRepository,
        colleagues: ColleagueRepository,
        papers: PaperRepository,
        placing: PlacingService,
        settings: SettingsService,
        history: MarkHistory,
        clock: Callable[[], datetime],
    ) -> None:
        self._marks = marks
        self._colleagues = colleagues
        self._papers = papers
        self._placing = placing
        self._settings = settings
        self._history = history
        self._clock = clock

    def bring_in(
        self, path: Path, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None
    ) -> BroughtIn:
        """Add the notes of a file; all are saved at the end or none. Undo takes one's own back at once.

        UserFacingError for a file that holds no notes, or none on a paper that is here.
        """
        progress(Progress(f"Reading {path.name}"))
        data = _read(path)
        if b"%PDF-" in data[:_HEAD]:
            return self._of_pdf(data, path.name, progress, cancel or CancelToken())
        read = read_json(data, self._clock())
        if read is None or not read.marks:
            raise UserFacingError(
                f"“{path.name}” holds no notes: choose a file of notes (JSON) or a PDF that was marked."
            )
        return self._add(read, path.name, {}, progress, cancel)

    def take_back(self, came: BroughtIn) -> Changes:
        """Remove again the notes of a colleague that a file brought."""
        if came.sender is None or not came.marks:
            return Changes()
        self._colleagues.remove_marks(came.sender, came.marks)
        return Changes(marks=True)

    # A PDF

    def _of_pdf(self, data: bytes, name: str, progress: ProgressCallback, cancel: CancelToken) -> BroughtIn:
        try:
            marked = read_marks_in_child(data, name, cancel)
        except PaperRefusedError as refusal:
            raise UserFacingError(f"“{name}” {refusal}.") from refusal
        if not marked.marks:
            raise UserFacingError(
                f"“{name}” holds no marks: save it in the program where you marked it, then bring it in."
            )
        content = hashlib.sha256(data).hexdigest()
        paper = (
            self._papers.paper_with_content(marked.content)
            or self._papers.paper_with_content(content)
            or self._paper_like(marked.texts)
        )
        if paper is None:
            raise UserFacingError(
                f"“{name}” is a copy of no paper that is here: add the paper first, then bring its marks in."
            )
        same = self._same_revision(paper, marked)
        now = self._clock()
        marks = [_mark(one, paper, same or content, marked.texts, now) for one in marked.marks]
        others = {} if same else {content: read_revision(_pages(marked.texts))}
        return self._add(ReadNotes(marks), name, others, progress, cancel)

    def _paper_like(self, texts: Sequence[str]) -> PaperId | None:
        """The paper with most of the pages whose text is that of these."""
        telling = sorted((t for t in texts if len(t.strip()) >= _PAGE_LETTERS), key=len, reverse=True)
        found = self._papers.papers_with_pages(telling[:_FEW_PAGES])
        return max(found, key=lambda paper: found[paper], default=None)

    def _same_revision(self, paper: PaperId, marked: MarkedPdf) -> str:
        """The content of the revision with just these pages' text, the current one first; "" for none."""
        revisions = sorted(self._papers.revisions(paper), key=lambda r: (not r.current, -r.number))
        if any(text.strip() for text in marked.texts):
            for revision in revisions:
                pages = self._papers.pages(paper, with_text=True, revision=revision.number)
                if tuple(page.text for page in pages) == marked.texts:
                    return revision.content
            return ""
        # Pictures without words are told by the copy's own word for it.
        return next((r.content for r in revisions if r.content == marked.content), "")

    # All

    def _add(
        self,
        read: ReadNotes,
        name: str,
        others: Mapping[str, ReadRevision],
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> BroughtIn:
        sender = read.sender
        if sender is not None and sender.id == self._settings.sender_id():
            sender = None
        here: defaultdict[PaperId, list[Mark]] = defaultdict(list)
        elsewhere = 0
        for mark in read.marks:
            paper = self._paper_of(mark)
            if paper is None:
                elsewhere += 1
            else:
                here[paper].append(replace(mark, paper=paper))
        if not here:
            raise UserFacingError(
                f"The notes in “{name}” are on papers that are not here: add those first, then bring "
                "the notes in."
            )
        known = self._known(sender)
        added: list[Mark] = []
        already = 0
        for paper, marks in here.items():
            new = [mark for mark in (_as_new(one, known) for one in marks) if mark is not None]
            # The same note may stand in a file twice.
            new = list({mark.id: mark for mark in new}.values())
            already += len(marks) - len(new)
            if new:
                added += self._placed(paper, new, others, progress, cancel)
        if cancel is not None:
            cancel.check()
        if sender is not None:
            self._colleagues.put(sender, added)
        elif added:
            self._history.apply_all([(None, mark) for mark in added])
        return BroughtIn(
            sender=sender.id if sender else None,
            marks=tuple(mark.id for mark in added),
            colleague=sender.name if sender else "",
            added=len(added),
            already=already,
            asking=sum(mark.asks for mark in added),
            on_shelf=sum(mark.state is PlacementState.UNPLACED for mark in added),
            elsewhere=elsewhere,
        )

    def _known(self, sender: Sender | None) -> dict[MarkId, Mark]:
        if sender is not None:
            return self._colleagues.known(sender.id)
        return {mark.id: mark for mark in self._marks.marks()}

    def _paper_of(self, mark: Mark) -> PaperId | None:
        by_content = self._papers.paper_with_content(mark.content) if mark.content else None
        if by_content is not None:
            return by_content
        return mark.paper if self._papers.exists(mark.paper) else None

    def _placed(
        self,
        paper: PaperId,
        marks: Sequence[Mark],
        others: Mapping[str, ReadRevision],
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> list[Mark]:
        """The marks in the paper's current revision, in the order given."""
        current = self._papers.content_of(paper)
        pages = {r.content: r.page_count for r in self._papers.revisions(paper)}
        fitting = [_within(mark, pages.get(mark.content)) for mark in marks]
        standing = self._placing.standing(paper, [m for m in fitting if m.content == current])
        waiting = [
            replace(mark, content="") if mark.content == current else mark
            for mark in fitting
            if mark.id not in standing
        ]
        placed = (
            {after.id: after for _, after in self._placing.placed(paper, waiting, progress, cancel, others)}
            if waiting
            else {}
        )
        return [standing.get(mark.id) or placed[mark.id] for mark in fitting]


def _mark(one: PdfMark, paper: PaperId, content: str, texts: Sequence[str], now: datetime) -> Mark:
    created = one.created or one.modified or now
    return Mark(
        id=_id(one, paper),
        paper=paper,
        content=content,
        kind=one.kind,
        anchor=_anchor(one, texts),
        colour=one.colour,
        note=one.note,
        created=created,
        modified=one.modified or created,
        tags=one.tags,
        strokes=one.strokes,
    )


def _id(one: PdfMark, paper: PaperId) -> MarkId:
    """The same id for the same annotation, whenever it comes; that of our own mark for a copy of it."""
    try:
        return MarkId(str(uuid.UUID(one.name)))
    except ValueError:
        page = one.parts[0].page
        # A name is its own only within its page, and some programs give none.
        place = [round(n) for box in one.parts[0].boxes for n in (box.x0, box.y0, box.x1, box.y1)]
        whole = f"{paper} {page} {one.name or (one.kind.value, place)}"
        return MarkId(str(uuid.uuid5(uuid.NAMESPACE_URL, whole)))


def _anchor(one: PdfMark, texts: Sequence[str]) -> Anchor:
    if one.kind is not MarkKind.BOOKMARK:
        anchors = [
            # Ink goes with its words, as far as these go: not as far as from itself to them.
            text_anchor(part.page, texts[part.page], *chars, one.words or part.boxes)
            for part, chars in zip(one.parts, one.chars, strict=True)
            if chars is not None
        ]
        if anchors:
            return joined(tuple(anchors))
    first = one.parts[0]
    page = page_anchor(first.page, texts[first.page])
    return page if one.kind is MarkKind.BOOKMARK else replace(page, boxes=first.boxes)


def _as_new(mark: Mark, known: Mapping[MarkId, Mark]) -> Mark | None:
    """The mark as it is to be added; None where it is here already.

    Where the mark is here with another note, the other note is added beside it: neither is lost.
    """
    mine = known.get(mark.id)
    if mine is None:
        return mark
    if not mark.note.strip() or _plain(mark.note) == _plain(mine.note):
        return None
    other = MarkId(str(uuid.uuid5(uuid.NAMESPACE_URL, f"{mark.id} {mark.note}")))
    return None if other in known else replace(mark, id=other)


def _within(mark: Mark, pages: int | None) -> Mark:
    """A mark that names no page of its revision is looked for by its words alone."""
    if pages is None or mark.anchor.pages[-1] < pages:
        return mark
    return replace(mark, content="")


def _pages(texts: Sequence[str]) -> list[Page]:
    return [Page(index, 0, 0, "", text) for index, text in enumerate(texts)]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserFacingError(f"“{path.name}” is larger than 200 MB: choose the file of notes itself.")
        return path.read_bytes()
    except OSError as error:
        raise UserFacingError(
            f"“{path.name}” could not be read: check that it is there and that you may open it."
        ) from error


def _plain(text: str) -> str:
    return " ".join(text.split())


def _notes(number: int) -> str:
    return "1 note" if number == 1 else f"{number:,} notes"


def _be(number: int) -> str:
    return "is" if number == 1 else "are"
