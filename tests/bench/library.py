"""A library of 100,000 pages, made by rule in two vocabularies and kept between runs."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from panel_app.domain.ids import PaperId, meeting_id
from panel_app.domain.papers import (
    AgendaItem,
    Box,
    Meeting,
    Page,
    Paper,
    PaperKind,
    Passage,
    PassageKind,
    StructuredPaper,
)
from panel_app.domain.records import Acronym, Records
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository
from tests.bench.papers import PANEL_WORDS

PAPERS = 1_000
PAGES_OF_PAPER = 100
COMMITTEE = "North Shire Police and Crime Panel"
_RANKED_FIRST = (
    "the of and to in a for is on that be was with as by are this it at from have which not an will has or "
    "were been their police crime panel force report commissioner"
)
COMMONEST = _RANKED_FIRST.split()
"""The first ranks of the natural vocabulary: in published English every sixteenth word is "the"."""
PHRASES = (
    ("police and crime commissioner", 0.08),
    ("police and crime panel", 0.06),
    ("PCC", 0.06),
    ("chief constable", 0.04),
    ("anti-social behaviour", 0.01),
    ("ASB", 0.01),
    ("most similar group", 0.005),
    ("MSG", 0.003),
)
"""What stands together, and in which share of the passages."""
_WORDS = 30_000
_SOUNDS = (
    "ba be bi co cre da de di do ex fa fe fi fo ga ge gra ha he in ju ka la le li lo ma me mi mo na ne no o "
    "pa pe pi po pro ra re ri ro sa se si so sta ta te ti to tra u va ve vi wa we za"
)
_SYLLABLES = _SOUNDS.split()
_ENDINGS = ("", "", "", "s", "ed", "ing", "er", "tion", "ment", "al", "ly", "ity")

Write = Callable[[random.Random, bool], str]
"""Makes the words of a passage, or of a heading."""


@dataclass(frozen=True)
class Vocabulary:
    """What a library is written in: its name, how it is written, and how many passages a page has."""

    name: str
    write: Callable[[], Write]
    passages: range


def words_by_rank() -> list[str]:
    """Made words, the commonest first, with the words of panel papers among the commoner ones."""
    source = random.Random(1)
    made: dict[str, None] = dict.fromkeys(COMMONEST)
    panel = iter(PANEL_WORDS)
    while len(made) < _WORDS:
        made.setdefault(next(panel, "the"))
        for _ in range(4):
            syllables = source.choices(_SYLLABLES, k=source.choice((2, 2, 3, 3, 4)))
            made.setdefault("".join(syllables) + source.choice(_ENDINGS))
    return list(made)


def _natural() -> Write:
    words = words_by_rank()
    # Zipf's law as Mandelbrot mended it: the frequency of a word falls with its rank.
    heaped = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))

    def write(source: random.Random, heading: bool) -> str:
        count = source.randrange(2, 9) if heading else source.randrange(20, 61)
        chosen = source.choices(words, cum_weights=heaped, k=count)
        if not heading and source.random() < 0.4:
            chosen.insert(source.randrange(count), f"{source.randrange(10, 9999):,}")
        for phrase, share in PHRASES:
            if source.random() < share:
                chosen.insert(source.randrange(count), phrase)
        return " ".join(chosen)

    return write


def _harsh() -> Write:
    return lambda source, heading: " ".join(source.choices(PANEL_WORDS, k=4 if heading else 30))


NATURAL = Vocabulary("natural", _natural, range(5, 11))
HARSH = Vocabulary("harsh", _harsh, range(5, 6))
"""Every word of it stands in two passages of five."""


def large_library(folder: Path, vocabulary: Vocabulary, pack: Path | None = None) -> Home:
    """The home of a library of 100,000 pages, and of `pack` as its newest paper; kept between runs."""
    place = folder / f"library-{vocabulary.name}-{PAPERS * PAGES_OF_PAPER}"
    if place.exists():
        return Home(place)
    partial = place.with_suffix(".part")
    shutil.rmtree(partial, ignore_errors=True)
    desk = Desk(Home(partial))
    try:
        fill(desk, vocabulary, PAPERS)
        if pack:
            desk.importing.import_paths([pack])
    finally:
        desk.close()
    partial.replace(place)
    return Home(place)


def fill(desk: Desk, vocabulary: Vocabulary, papers: int) -> None:
    """Add so many papers of 100 pages, four to a meeting, without pictures."""
    source, write = random.Random(11), vocabulary.write()
    repository, meetings = PaperRepository(desk.library), MeetingRepository(desk.library)
    kinds = list(PaperKind)
    for number in range(papers):
        day = date(2000, 1, 7) + timedelta(days=36 * (number // 4))
        meeting = meeting_id(COMMITTEE, day)
        kind = PaperKind.AGENDA_PACK if number % 4 == 0 else kinds[number % len(kinds)]
        key = PaperId(f"bench/{number}")
        paper = Paper(key, kind, f"Report {number}", day, meeting, PAGES_OF_PAPER, 1, 1)
        structure = StructuredPaper(
            pages=tuple(Page(at, 595, 842, str(at + 1), "words") for at in range(PAGES_OF_PAPER)),
            passages=tuple(_passages(source, write, vocabulary.passages)),
        )
        sha = f"{number:064x}"
        with desk.library.writing():
            meetings.put(Meeting(meeting, COMMITTEE, day))
            repository.add_file(sha, "report.pdf", "application/pdf", b"%PDF-")
            repository.add(
                paper,
                structure,
                records=Records(acronyms=tuple(_acronyms(source))),
                original=sha,
                pdf=sha,
                confidence=1,
                imported_at=desk.clock(),
            )
            if kind is PaperKind.AGENDA_PACK:
                items = tuple(
                    AgendaItem(str(at), f"Item {at}", 10 * at - 10, 10 * at - 1) for at in range(1, 11)
                )
                meetings.put_agenda(meeting, key, items, ())


def _passages(source: random.Random, write: Write, on_page: range) -> Iterator[Passage]:
    for page in range(PAGES_OF_PAPER):
        for at in range(source.choice(on_page)):
            kind = PassageKind.PARAGRAPH if at else PassageKind.HEADING
            text = write(source, at == 0).capitalize()
            yield Passage(page, Box(72, 80 * at + 60, 520, 80 * at + 120), kind, text)


def _acronyms(source: random.Random) -> Iterator[Acronym]:
    """Ten short forms that a paper defines for itself."""
    for at in range(10):
        words = source.choices(_SYLLABLES, k=5)
        yield Acronym("".join(word[0] for word in words).upper(), " ".join(words), at)
