"""Which agenda item a paper that came apart from the pack belongs to: a report, an appendix, minutes.

Only what is clear is joined: a paper under the wrong item is worse than one that stands by its meeting alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from panel_app.domain.papers import PaperKind

_ALIKE = 80.0
"""From this likeness (0 to 100) a report's title and an item's subject are the same matter."""
_MARGIN = 8.0
"""The next likeliest item must be this much less alike."""
_FEWEST = 3
"""A subject of fewer telling words is found in any paper."""
_SHARE, _SHARE_MARGIN = 0.75, 0.15
"""The same for an appendix, by the share of the subject's words that it has at its beginning."""
APPENDIX = re.compile(r"\b(appendix|annex|enclosure)\s*([A-Z]|\d{1,2})\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{3,}|\d{2,}(?:[-/]\d{2,4})?")
_COMMON = frozenset(
    {"and", "the", "for", "from", "with", "report", "reports", "item", "meeting", "held", "verbal", "agenda"}
)
_MINUTES = re.compile(r"\bminutes\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LoosePaper:
    """A paper apart from the pack; `beginning` is the text of its first page, `item` the number it names."""

    title: str
    kind: PaperKind
    date: date | None
    page_count: int = 1
    beginning: str = ""
    text: str = ""
    item: str = ""

    @property
    def appendix(self) -> str:
        """ "appendix 1" for an appendix; "" for any other paper."""
        found = APPENDIX.search(f"{self.title} {self.beginning[:60]}")
        return f"{found.group(1)} {found.group(2)}".lower() if found else ""

    def mentions(self, words: str) -> bool:
        """Whether its text has these lower-case words."""
        return words in " ".join(self.text.lower().split())


@dataclass(frozen=True, slots=True)
class ItemSubject:
    """An item of the agenda: number, subject, the dates that it names, and the pack pages printed for it."""

    number: str
    subject: str
    dates: frozenset[date] = frozenset()
    pages: tuple[int, int] | None = None


def joined(papers: Mapping[str, LoosePaper], items: Sequence[ItemSubject]) -> dict[str, str]:
    """The number of the item for each paper (by its key) that clearly belongs to one."""
    numbers = {item.number for item in items}
    found: dict[str, str] = {}
    for way in (_by_own_word, _by_title, _by_words):
        for key, paper in papers.items():
            number = "" if key in found else way(paper, items)
            if number in numbers:
                found[key] = number
    for key, paper in papers.items():
        if key not in found and paper.appendix:
            number = _by_what_is_left(paper, papers, found, items)
            if number:
                found[key] = number
    return found


def pack_labels(lengths: Sequence[int], first: int, last: int) -> list[list[str]]:
    """The pack pages of papers that fill an item's range in their order; [] where they do not fill it.

    Committee software begins each paper on a right-hand page, so an odd count is followed by a blank page;
    other packs run on. Lengths are counts of pages, `first` and `last` the range that the agenda prints.
    """
    for padded in (True, False):
        taken = [length + length % 2 if padded else length for length in lengths]
        if lengths and sum(taken) == last - first + 1:
            begins = [first + sum(taken[:at]) for at in range(len(taken))]
            return [
                [str(page) for page in range(begin, begin + length)]
                for begin, length in zip(begins, lengths, strict=True)
            ]
    return []


def _by_own_word(paper: LoosePaper, items: Sequence[ItemSubject]) -> str:
    """The number that a paper names; for minutes the item that speaks of minutes and names their day."""
    if paper.item or paper.kind is not PaperKind.MINUTES:
        return paper.item
    approving = [i.number for i in items if paper.date in i.dates and _MINUTES.search(i.subject)]
    return approving[0] if len(approving) == 1 else ""


def _by_title(paper: LoosePaper, items: Sequence[ItemSubject]) -> str:
    if paper.kind is PaperKind.MINUTES or paper.appendix:
        return ""
    title = _plain(paper.title)
    likeness = [(fuzz.token_set_ratio(title, _plain(item.subject)), item.number) for item in items]
    return _clearly(sorted(likeness, reverse=True), _ALIKE, _MARGIN)


def _by_words(paper: LoosePaper, items: Sequence[ItemSubject]) -> str:
    """The item whose telling words stand in the title and at the beginning; a report says its subject."""
    if paper.kind in (PaperKind.MINUTES, PaperKind.REPORT):
        return ""
    there = _stems(f"{paper.title} {paper.beginning[:1500]}")
    shares = []
    for item in items:
        words = _stems(item.subject)
        if len(words) >= _FEWEST and not _MINUTES.search(item.subject):
            shares.append((len(words & there) / len(words), item.number))
    return _clearly(sorted(shares, reverse=True), _SHARE, _SHARE_MARGIN)


def _by_what_is_left(
    paper: LoosePaper,
    papers: Mapping[str, LoosePaper],
    found: Mapping[str, str],
    items: Sequence[ItemSubject],
) -> str:
    """The one item whose report speaks of this appendix, has none yet, and has pages left for it."""
    left = []
    for item in items:
        under = [papers[key] for key, number in found.items() if number == item.number]
        speaks = any(one.mentions(paper.appendix) for one in under if not one.appendix)
        taken = any(one.appendix == paper.appendix for one in under)
        full = item.pages is not None and pack_labels([one.page_count for one in under], *item.pages)
        if speaks and not taken and not full:
            left.append(item.number)
    return left[0] if len(left) == 1 else ""


def _clearly(ranked: Sequence[tuple[float, str]], least: float, margin: float) -> str:
    if not ranked or ranked[0][0] < least:
        return ""
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin:
        return ""
    return ranked[0][1]


def _plain(text: str) -> str:
    """Words without punctuation, quarters and years in one way: "Q3 2024/25" and "Quarter 3, 2024-2025"."""
    text = re.sub(r"\bq(?:uarter)?\s*([1-4])\b", r"q\1", text.lower())
    text = re.sub(r"\b(?:20)?(\d\d)\s*[-/–]\s*(?:20)?(\d\d)\b", r"\1 \2", text)
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text).split())


def _stems(text: str) -> set[str]:
    words = _WORD.findall(_plain(text))
    return {word[:6] for word in words if word not in _COMMON}
