"""What every recogniser is, and what they share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from panel_app.domain.papers import PaperKind, PassageKind, StructuredPaper
from panel_app.domain.records import NO_RECORDS, Records
from panel_app.importers.dates import find_date
from panel_app.importers.names import readable_title

COMMITTEE = re.compile(r"\b(panel|committee|cabinet|council|board|commission|authority)\b", re.IGNORECASE)
"""A word by which the name of a body that meets is known."""
_WEB_PAGE = re.compile(r"skip to (main )?content|accessibility settings|cookies", re.IGNORECASE)


_MINUTES_OF = re.compile(
    r"^(?:(?:meeting|committee|name of (?:committee|meeting))\s*:\s*|agenda\s+"
    r"|(?:draft )?(?:minutes|notes)(?: of)?(?: (?:a|the))?(?: \w+)?(?: meeting)?(?: of)?(?: the)?\s+)",
    re.IGNORECASE,
)
"""What stands before the name of a body: a label, or what the paper is."""
_DATED = re.compile(
    r"\s*[-–—,]\s*(?=\d)|\s*[-–—,]?\s+(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)|\s+held\b"
    r"|\s+[-–—]\s+(?=(?:agenda|minutes))",
    re.IGNORECASE,
)
"""Where the name of a body ends in a line that goes on with its day."""
_LAW_OF = re.compile(
    r"\b(?:Act|Order|Regulations)\b(?:\s+\d{4}\b|[^.]{0,80}\b(?:force|implemented|amended)\b)"
)


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


def body_named(paper: StructuredPaper) -> str:
    """The body whose meeting it is, as one of the first lines names it; "" where none does.

    A council above its committee is the letterhead: the more telling name counts.
    """
    found: list[str] = []
    for passage in paper.passages[:8]:
        for line in passage.text.split("\n"):
            name = _DATED.split(_MINUTES_OF.sub("", " ".join(line.split())))[0].strip(" ,.-–—:*")
            if COMMITTEE.search(name) and 5 < len(name) <= 80 and _is_named(name):
                found.append(readable_title(name))
    telling = [name for name in found if not re.search(r"\bcouncil$", name, re.IGNORECASE)]
    return next(iter(telling or found), "")


def _is_named(name: str) -> bool:
    """Whether all words but small ones begin with a capital letter, as in a name."""
    return all(word[:1].isupper() or len(word) <= 3 for word in name.split())


def early_date(paper: StructuredPaper) -> date | None:
    """The first date on the first page that is not one of a law it speaks of."""
    return find_date(without_laws(paper))


def without_laws(paper: StructuredPaper, characters: int = 2500) -> str:
    """The beginning of the first page without the sentences that speak of a law and its dates."""
    first = paper.pages[0].index if paper.pages else 0
    text = "\n".join(f"{p.number} {p.text}".strip() for p in paper.passages[:60] if p.page == first)
    told = re.split(r"(?<=[.!?])\s+|\n", text[:characters])
    return "\n".join(sentence for sentence in told if not _LAW_OF.search(sentence))


def long_date(day: date) -> str:
    """27 November 2020."""
    return f"{day.day} {day:%B %Y}"
