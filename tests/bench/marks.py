"""Marks in replaced papers: how many end in the right state, and how long a thousand take."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pypdfium2 as pdfium

from panel_app.domain.marks import MarkKind, text_anchor
from panel_app.domain.papers import Box
from panel_app.paths import Home, data_dir
from panel_app.services.desk import Desk
from tests.bench.engine import Figure
from tests.conftest import SHARED
from tests.revisions import Outcome, make, read_passages, run

RIGHT = 0.99
MARKS = 1000
SECONDS = 5.0
"""What a member would wait for without asking what is going on."""


def right_states() -> dict[str, Figure]:
    """Marks on revisions made by rule of the sample library, and of real papers where they are at hand."""
    papers = sorted((data_dir() / "sample").glob("20*.md")) + sorted((SHARED / "papers").glob("kcc*/*.pdf"))
    passages = [read_passages(path) for path in papers]
    outcome = Outcome()
    for at, path in enumerate(papers):
        if len(passages[at]) >= 20:
            for seed in range(2):
                outcome += run(make(path.name, passages[at], passages[at - 3], seed * 100 + at))
    return {
        "marks_in_the_right_state": Figure(outcome.share, RIGHT, f"share of {outcome.total}, more is better"),
        "marks_placed_over_other_numbers": Figure(outcome.numbers, 0, "marks, less is better"),
        "marks_lost": Figure(outcome.lost, 0, "marks, less is better"),
    }


def placing_speed(pack: Path, home: Path) -> Figure:
    """Seconds to place a thousand marks when every fortieth page of a pack of 667 pages was taken out."""
    desk = Desk(Home(home))
    try:
        (paper,) = desk.importing.import_paths([pack]).imported
        source = random.Random(40)
        pages = [desk.papers.page_text(paper.id, page.index) for page in desk.papers.pages(paper.id)]
        for _ in range(MARKS):
            page = source.randrange(len(pages))
            words = [m.span() for m in re.finditer(r"\S+", pages[page])]
            first = source.randrange(len(words) - 8)
            start, end = words[first][0], words[first + source.randrange(8)][1]
            anchor = text_anchor(page, pages[page], start, end, (Box(72, 72, 200, 84),))
            desk.marks.add(paper.id, MarkKind.HIGHLIGHT, anchor)
        shorter = home / pack.name
        document = pdfium.PdfDocument(pack)
        for page in reversed(range(7, len(pages), 40)):
            document.del_page(page)
        document.save(shorter)
        document.close()
        (again,) = desk.importing.import_paths([shorter]).imported
        assert again.id == paper.id
        started = time.perf_counter()
        desk.placing.place_again(paper.id)
        seconds = time.perf_counter() - started
        assert len(desk.marks.all()) == MARKS
    finally:
        desk.close()
    return Figure(seconds, SECONDS, "seconds for 1,000 marks, less is better")
