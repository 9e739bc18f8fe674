"""What a search finds, grouped by paper, with the member's own notes and questions; no widget here."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import PaperId
from panel_app.domain.marks import Mark
from panel_app.domain.papers import Paper, SearchHit
from panel_app.domain.search import EVERYTHING, FILLERS, SearchFilters, parts_in_use, without
from panel_app.services.desk import Desk
from panel_app.ui.models.question_words import QuestionLine, question_lines
from panel_app.ui.words import short_day

MOST_HITS = 60
MOST_OF_PAPER = 20
"""Hits that one paper may take of them, or a long pack would hide the other papers."""
_MOST_COUNTED = 300
"""So many passages that filters hide are counted at most."""
MOST_IN_PAPER = 8
"""Hits of one paper that are shown at first."""
MOST_OWN = 20

_TOKEN = re.compile(r'(-?)"([^"]*)"|(\S+)')
_MARKED = re.compile(r"«([^«»]*)»")
_FILLER = "|".join(sorted(FILLERS))
_RUN = re.compile(rf"«[^«»]*»(?:[\s-]+(?:(?:{_FILLER})\s+)*«[^«»]*»)*", re.IGNORECASE)
"""Found words side by side; words that are not looked for may stand between them."""


@dataclass(frozen=True, slots=True)
class PaperHits:
    """The passages of one paper that hold the words, best first."""

    paper: Paper
    hits: tuple[SearchHit, ...]

    @property
    def facts(self) -> str:
        """ "Agenda pack, 27 November 2020"."""
        kind = self.paper.kind.value.capitalize()
        dated = f"{kind}, {short_day(self.paper.date)}" if self.paper.date else kind
        return f"{dated}, sample" if self.paper.sample else dated


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the filters keep from being found: passages without any filter, and without one part of them."""

    without_all: int
    without_one: tuple[tuple[str, int], ...] = ()
    """The parts that alone hide something ("kind"), with the number of passages."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Everything found for the words; `more` when the library holds further passages."""

    words: str
    papers: tuple[PaperHits, ...] = ()
    notes: tuple[tuple[Mark, str], ...] = ()
    """Each with the title of its paper; empty where the paper is gone."""
    questions: tuple[QuestionLine, ...] = ()
    more: bool = False
    also: tuple[str, ...] = ()
    """Other wordings that were searched for too."""
    any_word: bool = False
    """True where no passage holds all the words."""
    filters: SearchFilters = EVERYTHING
    hidden: Hidden | None = None
    """Where no passage that the filters leave holds all the words, and others do."""

    @property
    def nothing(self) -> bool:
        return not (self.papers or self.notes or self.questions)


def find_everywhere(
    desk: Desk, words: str, filters: SearchFilters = EVERYTHING, cancel: CancelToken | None = None
) -> SearchResults:
    """Search papers, notes and questions; it may run on any thread. CancelledError soon after `cancel`."""
    words = words.strip()
    if not words:
        return SearchResults("", filters=filters)
    found = desk.search.find(words, MOST_HITS, filters, most_of_paper=MOST_OF_PAPER, cancel=cancel)
    grouped: dict[PaperId, list[SearchHit]] = {}
    for hit in found.hits:
        grouped.setdefault(hit.paper, []).append(hit)
    groups = tuple(
        PaperHits(paper, tuple(hits)) for key, hits in grouped.items() if (paper := _paper(desk, key))
    )
    notes = [
        mark
        for mark in desk.marks.all()
        if holds(mark.note, words) and _leaves(filters, _paper(desk, mark.paper))
    ]
    # A question is of a meeting, and of no kind of paper, date or page.
    only_meeting = replace(filters, meeting=None) == EVERYTHING
    questions = [
        line
        for line in (question_lines(desk) if only_meeting else ())
        if filters.meeting in (None, line.question.meeting) and holds(" ".join(line.question.words()), words)
    ]
    titled = tuple(
        (mark, paper.title if (paper := _paper(desk, mark.paper)) else "") for mark in notes[:MOST_OWN]
    )
    return SearchResults(
        words,
        groups,
        titled,
        tuple(questions[:MOST_OWN]),
        found.more,
        found.also,
        found.any_word,
        filters,
        _hidden(desk, words, filters, cancel)
        if filters != EVERYTHING and (found.any_word or not found.hits)
        else None,
    )


def _leaves(filters: SearchFilters, paper: Paper | None) -> bool:
    """Whether the filters leave the notes on a paper; those on one that is gone only without filters."""
    if filters == EVERYTHING or paper is None:
        return filters == EVERYTHING
    return (
        filters.kind in (None, paper.kind)
        and filters.meeting in (None, paper.meeting)
        and (filters.since is None or (paper.date is not None and paper.date >= filters.since))
        and (filters.until is None or (paper.date is not None and paper.date <= filters.until))
    )


def _hidden(desk: Desk, words: str, filters: SearchFilters, cancel: CancelToken | None) -> Hidden | None:
    def count(instead: SearchFilters) -> int:
        found = desk.search.find(words, _MOST_COUNTED, instead, cancel=cancel)
        return 0 if found.any_word else len(found.hits)

    without_all = count(EVERYTHING)
    if not without_all:
        return None
    parts = parts_in_use(filters)
    one = [(part, count(without(filters, part))) for part in parts] if len(parts) > 1 else []
    return Hidden(without_all, tuple((part, number) for part, number in one if number))


def _paper(desk: Desk, key: PaperId) -> Paper | None:
    try:
        return desk.papers.get(key)
    except NothingFoundError:
        return None


def holds(text: str, words: str) -> bool:
    """Whether a text holds all words and "phrases" and none of the -unwanted ones, as beginnings of words."""
    plain = " ".join(text.casefold().split())
    wanted = False
    for minus, phrase, word in _TOKEN.findall(words.casefold()):
        without = bool(minus) or (not phrase and word.startswith("-") and len(word) > 1)
        term = " ".join((phrase or word.lstrip("-")).strip('"').split())
        if not term:
            continue
        found = re.search(rf"(?<!\w){re.escape(term)}", plain) is not None
        if found == without:
            return False
        wanted = wanted or not without
    return wanted


def snippet_html(snippet: str) -> str:
    """A snippet as HTML, the words that were searched for in bold."""
    return _MARKED.sub(r"<b>\1</b>", html.escape(snippet, quote=False))


def snippet_plain(snippet: str) -> str:
    """A snippet without its signs."""
    return snippet.replace("«", "").replace("»", "")


def words_to_show(hit: SearchHit, words: str) -> str:
    """What the reader is to find and show: the longest run of found words as the paper writes them."""
    runs = [snippet_plain(run) for run in _RUN.findall(hit.snippet)]
    return max(runs, key=len, default=words)
