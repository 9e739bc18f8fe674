"""What needs no window: rendering, searching and making the briefing pack."""

from __future__ import annotations

import io
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from panel_app.domain.ids import PaperId
from panel_app.domain.marks import Anchor, MarkKind
from panel_app.domain.papers import Box, Page, Paper, PaperKind, Passage, PassageKind, StructuredPaper
from panel_app.paths import Home, data_dir
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PdfPages
from tests.bench.papers import PAGES, sentence

RENDER_SCALE = 150 / 72
SEARCHED_PAGES = 20_000


@dataclass(frozen=True)
class Figure:
    """A figure of ours beside the limit measured in the same run.

    `ratio` is ours divided by the limit; beside a limit of 0 it is ours itself.
    """

    ours: float
    limit: float
    unit: str

    def as_json(self) -> dict[str, float | str]:
        return {
            "ours": round(self.ours, 3),
            "limit": round(self.limit, 3),
            "ratio": round(self.ours / self.limit if self.limit else self.ours, 3),
            "unit": self.unit,
        }


def render_speed(pack: Path) -> Figure:
    """Milliseconds from a page number to pixels at 150 dpi, median over pages, turn about."""
    data = pack.read_bytes()
    pages, bare = PdfPages(data), pdfium.PdfDocument(data)
    ours, limit = [], []
    for index in random.Random(1).sample(range(PAGES), 60):
        ours.append(_seconds(lambda index=index: pages.render(index, RENDER_SCALE)))
        limit.append(_seconds(lambda index=index: _bare_render(bare, index)))
    pages.close()
    bare.close()
    return Figure(
        statistics.median(ours) * 1000, statistics.median(limit) * 1000, "milliseconds, less is better"
    )


def _bare_render(document: pdfium.PdfDocument, index: int) -> None:
    page = document[index]
    page.render(scale=RENDER_SCALE).close()
    page.close()


FIGURE_SECONDS = 2.0
"""What checking the figures of the large pack may take."""


def figures_speed(home: Path) -> Figure:
    """Seconds to check the figures of the large pack in the library of `home`, the median of three."""
    taken = []
    for _ in range(3):
        desk = Desk(Home(home))
        try:
            paper = desk.papers.all()[0]
            taken.append(_seconds(lambda desk=desk, paper=paper: desk.figures.of_paper(paper.id)))
        finally:
            desk.close()
    return Figure(statistics.median(taken), FIGURE_SECONDS, "seconds, less is better")


def search_speed(home: Path) -> Figure:
    """p95 of a search with snippets over 20,000 pages, beside a bare FTS5 match on the same file."""
    desk = Desk(Home(home))
    try:
        _fill(desk)
        source = random.Random(7)
        queries = [" ".join(sentence(source, 6).lower().rstrip(".").split()[:2]) for _ in range(60)]
        ours, limit = [], []
        for query in queries:
            ours.append(_seconds(lambda query=query: desk.search.search(query)))
            match = " AND ".join(f'"{word}"' for word in query.split())
            limit.append(_seconds(lambda match=match: _bare_match(desk, match)))
    finally:
        desk.close()
    return Figure(_p95(ours) * 1000, _p95(limit) * 1000, "milliseconds p95, less is better")


def _bare_match(desk: Desk, match: str) -> None:
    desk.library.db.execute(
        "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? ORDER BY bm25(passages_fts) LIMIT 50",
        [match],
    ).fetchall()


def _fill(desk: Desk) -> None:
    """A library of 200 papers of 100 pages with five passages each, without pictures."""
    source = random.Random(11)
    with desk.library.writing():
        for number in range(SEARCHED_PAGES // 100):
            passages = tuple(
                Passage(page, Box(72, 100, 500, 120), PassageKind.PARAGRAPH, sentence(source, 30))
                for page in range(100)
                for _ in range(5)
            )
            structure = StructuredPaper(
                pages=tuple(Page(index, 595, 842, str(index + 1), "words") for index in range(100)),
                passages=passages,
            )
            paper = Paper(
                PaperId(f"bench/{number}"), PaperKind.REPORT, f"Report {number}", None, None, 100, 1, 1
            )
            sha = f"{number:064x}"
            desk.importing._papers.add_file(sha, "report.pdf", "application/pdf", b"%PDF-")
            desk.importing._papers.add(
                paper, structure, original=sha, pdf=sha, confidence=1, imported_at=desk.clock()
            )


def briefing_speed(home: Path) -> Figure:
    """Pages a second of a full pack of the sample meeting, beside bare lines drawn on as many pages."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from panel_app.pdf_fonts import REGULAR

    desk = Desk(Home(home))
    try:
        desk.sample.install()
        assert data_dir().exists()
        meeting = desk.meetings.next_meeting()
        assert meeting is not None
        overview = desk.meetings.overview(meeting.id)
        assert overview.pack is not None
        source = random.Random(5)
        for number in range(60):
            anchor = Anchor(number % overview.pack.page_count, (Box(72, 100, 300, 112),), sentence(source))
            desk.marks.add(overview.pack.id, MarkKind.NOTE, anchor, note=sentence(source, 25))
        for _ in range(25):
            desk.questions.add(sentence(source, 20), meeting=meeting.id)
        desk.briefing.choose(meeting.id, {part.key: True for part in desk.briefing.parts(meeting.id)})
        desk.briefing.make(meeting.id)
        started = time.perf_counter()
        made = desk.briefing.make(meeting.id)
        ours = time.perf_counter() - started
    finally:
        desk.close()
    started = time.perf_counter()
    canvas = Canvas(io.BytesIO(), pagesize=A4)
    for _ in range(made.page_count):
        canvas.setFont(REGULAR, 11)
        for line in range(48):
            canvas.drawString(72, 780 - 15 * line, sentence(source, 11))
        canvas.showPage()
    canvas.save()
    bare = time.perf_counter() - started
    return Figure(made.page_count / ours, made.page_count / bare, "pages per second, more is better")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
