"""What every recogniser is, and what they share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from panel_app.domain.papers import PaperKind, PassageKind, StructuredPaper
from panel_app.domain.records import NO_RECORDS, Records
from panel_app.importers.dates import find_date

_WEB_PAGE = re.compile(r"skip to (main )?content|accessibility settings|cookies", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a recogniser made of a paper: how sure it is of the kind (0 to 1), and what stands in it.

    An empty title or date leaves them to the name of the file and the first page.
    """

    sure: float
    records: Records = NO_RECORDS
    title: str = ""
    date: date | None = None
    committee: str = ""
    """The committee whose meeting the paper belongs to by its own words: minutes name it."""


class Recogniser(Protocol):
    """One kind of paper. It is shown whole papers and the parts of packs alike.

    The pages of a part keep their index in the pack: take `page.index`, never a place in `paper.pages`.
    """

    @property
    def kind(self) -> PaperKind:
        """The kind it knows."""

    def look(self, paper: StructuredPaper) -> Found | None:
        """What the paper holds of this kind; None when it is of another."""


def front_text(paper: StructuredPaper, pages: int = 1) -> str:
    """The text of the first pages."""
    return "\n".join(page.text for page in paper.pages[:pages])


def whole_text(paper: StructuredPaper) -> str:
    """All passages, one a line."""
    return "\n".join(passage.text for passage in paper.passages)


def first_heading(paper: StructuredPaper) -> str:
    """The first heading that is not the menu of the web page a text was copied from."""
    headings = (p.text for p in paper.passages if p.kind is PassageKind.HEADING)
    named = [text for text in headings if not _WEB_PAGE.search(text)]
    return next((text for text in named if len(text) >= 20), named[0] if named else "")


def early_date(paper: StructuredPaper) -> date | None:
    """The first date on the first page."""
    return find_date(front_text(paper)[:2500])


def long_date(day: date) -> str:
    """27 November 2020."""
    return f"{day.day} {day:%B %Y}"
