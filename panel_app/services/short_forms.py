"""What the short forms of a paper stand for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from panel_app.domain.glossary import Glossary, ShortForms
from panel_app.domain.ids import PaperId
from panel_app.services.search import load_glossary
from panel_app.storage.papers import PaperRepository


class ShortFormsService:
    """The glossary of the program together with what a paper defines itself."""

    def __init__(self, papers: PaperRepository, glossary: Path) -> None:
        self._papers = papers
        self._file = glossary

    def of_paper(self, paper: PaperId) -> ShortForms:
        """The short forms as the paper uses them."""
        return ShortForms(self._glossary, self._papers.records(paper).acronyms)

    @cached_property
    def _glossary(self) -> Glossary:
        return load_glossary(self._file)
