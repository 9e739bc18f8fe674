"""What a person does with papers: import, list, open, search, remove."""

from __future__ import annotations

import hashlib
from pathlib import Path

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import OutlineEntry, Page, Paper, Passage, Table
from panel_app.domain.places import opening_words
from panel_app.domain.records import Action, Commitment, Records
from panel_app.storage.papers import PaperRepository


class PapersService:
    """Papers as the reader and the lists need them."""

    def __init__(self, papers: PaperRepository) -> None:
        self._papers = papers

    def all(self) -> list[Paper]:
        """Newest first."""
        return self._papers.papers()

    def get(self, paper: PaperId) -> Paper:
        return self._papers.paper(paper)

    def find(self, words: str) -> Paper:
        """A paper by its id, by a file that was imported, or by a part of its id or title that only it has.

        NothingFoundError says what else to try.
        """
        papers = self.all()
        for paper in papers:
            if paper.id == words:
                return paper
        path = Path(words)
        if path.is_file():
            known = self._papers.paper_with_content(hashlib.sha256(path.read_bytes()).hexdigest())
            if known is None:
                raise NothingFoundError(f"“{path.name}” is not in the library: import it first.")
            return self.get(known)
        wanted = words.lower()
        found = [p for p in papers if wanted in p.id.lower() or wanted in p.title.lower()]
        if len(found) != 1:
            many = "Several papers have" if found else "No paper has"
            raise NothingFoundError(
                f"{many} “{words}” in the id or title. “panel-desk papers” lists them all."
            )
        return found[0]

    def pdf(self, paper: PaperId) -> bytes:
        """The bytes of the current revision's PDF."""
        return self._papers.pdf(paper).data

    def pages(self, paper: PaperId) -> list[Page]:
        """Sizes and pack page labels, without text or thumbnails."""
        return self._papers.pages(paper)

    def label_ranges(self) -> dict[PaperId, tuple[str, str]]:
        """The first and last pack page of every paper."""
        return self._papers.label_ranges()

    def page_text(self, paper: PaperId, page: int) -> str:
        """The text of a page, character by character as PDFium counts them."""
        return self._papers.page_text(paper, page)

    def thumbnail(self, paper: PaperId, page: int) -> bytes:
        """JPEG bytes; empty when there is none."""
        return self._papers.thumbnail(paper, page)

    def outline(self, paper: PaperId) -> list[OutlineEntry]:
        return self._papers.outline(paper)

    def passages(self, paper: PaperId, page: int | None = None) -> list[Passage]:
        return self._papers.passages(paper, page)

    def tables(self, paper: PaperId) -> list[Table]:
        return self._papers.tables(paper)

    def records(self, paper: PaperId) -> Records:
        """What was recognised in the paper."""
        return self._papers.records(paper)

    def actions(self) -> list[tuple[Paper, Action]]:
        """Every action that was recognised, with its paper, the newest paper first."""
        return [(p, a) for p, records in self._with("actions") for a in records.actions]

    def commitments(self) -> list[tuple[Paper, Commitment]]:
        """Every commitment of a delivery plan that was recognised, with its paper, the newest first."""
        return [(p, c) for p, records in self._with("commitments") for c in records.commitments]

    def papers_with(self, kind: str) -> list[Paper]:
        """The papers with records of a kind ("findings"), the newest first; the sample only while alone."""
        found = [self.get(paper) for paper in self._papers.papers_with(kind)]
        return [paper for paper in found if not paper.sample] or found

    def exists(self, paper: PaperId) -> bool:
        """Whether the paper is in the library."""
        return self._papers.exists(paper)

    def opening_words(self, paper: PaperId, page: int, text: str) -> str:
        """The beginning of a record's text as it stands on the page, for the reader to show; "" for none."""
        return opening_words(text, self.page_text(paper, page))

    def _with(self, kind: str) -> list[tuple[Paper, Records]]:
        return [(self.get(p), self.records(p)) for p in self._papers.papers_with(kind)]

    def page_with_label(self, paper: PaperId, label: str) -> int | None:
        """The page index of a pack page as printed; case and leading zeros do not matter."""
        wanted = label.strip().lower().lstrip("0")
        return next((p.index for p in self.pages(paper) if p.label.lower().lstrip("0") == wanted), None)
