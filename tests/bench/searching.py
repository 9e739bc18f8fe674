"""Searching: 100,000 pages with snippets, and the 667 pages beside `pdfgrep`."""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from panel_app.domain.marks import Anchor, MarkKind
from panel_app.domain.papers import Box, PaperKind
from panel_app.domain.search import EVERYTHING, SearchFilters
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.ui.models.search_results import MOST_HITS, MOST_OF_PAPER
from tests.bench.engine import Figure, p95, seconds
from tests.bench.library import COMMONEST, words_by_rank
from tests.bench.papers import PANEL_WORDS

MILLISECONDS = 40
"""What a search may take at the 95th percentile."""
UNIT = "milliseconds p95, less is better"
OF_A_KIND = 10

Query = tuple[str, SearchFilters]


def natural_queries() -> list[Query]:
    """What people type, ten of each kind, and some of them narrowed by each filter."""
    source, words = random.Random(3), words_by_rank()

    def some(first: int, last: int) -> list[str]:
        return [words[source.randrange(first, last)] for _ in range(OF_A_KIND)]

    common = [word for word in COMMONEST if len(word) > 4]
    kinds = {
        "rare": some(3_000, 30_000),
        "word": some(40, 1_000),
        "common": source.choices(common, k=OF_A_KIND),
        "stop": source.choices(("the", "of", "and", "to", "in"), k=OF_A_KIND),
        "two": [" ".join(pair) for pair in zip(some(40, 1_000), some(20, 300), strict=True)],
        "common two": [" ".join(source.sample(common, 2)) for _ in range(OF_A_KIND)],
        "three": [" ".join(one) for one in zip(some(40, 300), some(40, 300), some(20, 100), strict=True)],
        "phrase": [f'"{phrase}"' for phrase in ("police and crime panel", "chief constable")] * 5,
        "prefix": [word[: source.choice((2, 3))] for word in some(20, 3_000)],
        "word and prefix": [
            f"{word} {other[:2]}" for word, other in zip(some(40, 300), some(40, 3_000), strict=True)
        ],
        "short form": source.choices(("PCC", "ASB", "MSG", "most similar group"), k=OF_A_KIND),
        "question": [f"what did the panel ask about {' and '.join(some(300, 9_000)[:2])}" for _ in range(10)],
    }
    plain = [query for queries in kinds.values() for query in queries]
    filters = (
        SearchFilters(kind=PaperKind.MINUTES),
        SearchFilters(since=date(2020, 1, 1)),
        SearchFilters(since=date(2004, 1, 1), until=date(2006, 12, 31)),
        SearchFilters(marked=True),
    )
    narrowed = [(query, filters[at % len(filters)]) for at, query in enumerate(plain[::3])]
    return [*((query, EVERYTHING) for query in plain), *narrowed]


def harsh_queries() -> list[Query]:
    """Two words of the sixty that all passages are made of."""
    source = random.Random(7)
    return [(" ".join(source.choices(PANEL_WORDS, k=2)), EVERYTHING) for _ in range(60)]


def search_figures(name: str, home: Home, queries: list[Query]) -> dict[str, Figure]:
    """p95 over 100,000 pages beside the limit, and beside a bare FTS5 match of the same words.

    Each search is timed twice and the better time counts, for whatever else the machine does only adds to it.
    """
    desk = Desk(home)
    try:
        _mark(desk)
        ours, bare = [], []
        for words, filters in queries:
            match = " AND ".join(f'"{word}"' for word in words.replace('"', "").split())
            ours.append(_better_of_two(lambda w=words, f=filters: _search(desk, w, f)))
            bare.append(_better_of_two(lambda match=match: _bare_match(desk, match)))
    finally:
        desk.close()
    return {
        name: Figure(p95(ours) * 1000, MILLISECONDS, UNIT),
        f"{name}_beside_bare_match": Figure(p95(ours) * 1000, p95(bare) * 1000, UNIT),
    }


def _better_of_two(work: Callable[[], object]) -> float:
    return min(seconds(work), seconds(work))


def _search(desk: Desk, words: str, filters: SearchFilters) -> object:
    return desk.search.find(words, MOST_HITS, filters, most_of_paper=MOST_OF_PAPER)


def _bare_match(desk: Desk, match: str) -> None:
    desk.library.db.execute(
        "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? ORDER BY bm25(passages_fts) LIMIT 50",
        [match],
    ).fetchall()


def _mark(desk: Desk) -> None:
    """Two hundred marks on the newest papers, once."""
    if desk.marks.all():
        return
    box = Box(72, 60, 520, 120)
    for paper in desk.papers.all()[:20]:
        for page in range(0, 100, 10):
            desk.marks.add(paper.id, MarkKind.HIGHLIGHT, Anchor(page, (box,), "words"))


def pack_figures(home: Path, pack: Path) -> dict[str, Figure]:
    """The 667 pages searched here and by `pdfgrep`, turn about; nothing where that is not installed."""
    if shutil.which("pdfgrep") is None:
        print("pdfgrep is not installed: its figure is left out.", file=sys.stderr)
        return {}
    desk = Desk(Home(home))
    try:
        ours, grep = [], []
        for word in ("burglary", "Telford", "satisfaction"):
            ours.append(seconds(lambda word=word: _search(desk, word, EVERYTHING)))
            started = time.perf_counter()
            subprocess.run(["pdfgrep", "-n", "-i", word, str(pack)], stdout=subprocess.DEVNULL, check=True)
            grep.append(time.perf_counter() - started)
    finally:
        desk.close()
    unit = "milliseconds, less is better"
    return {
        "search_667_pages_beside_pdfgrep": Figure(
            statistics.median(ours) * 1000, statistics.median(grep) * 1000, unit
        )
    }
