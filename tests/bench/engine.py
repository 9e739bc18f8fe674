"""What needs no window: rendering and making the briefing pack."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from panel_app.domain.marks import Anchor, MarkKind
from panel_app.domain.papers import Box
from panel_app.paths import Home, data_dir
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PdfPages
from tests.bench.papers import PAGES, sentence

RENDER_SCALE = 150 / 72


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
        ours.append(seconds(lambda index=index: pages.render(index, RENDER_SCALE)))
        limit.append(seconds(lambda index=index: _bare_render(bare, index)))
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
            taken.append(seconds(lambda desk=desk, paper=paper: desk.figures.of_paper(paper.id)))
        finally:
            desk.close()
    return Figure(statistics.median(taken), FIGURE_SECONDS, "seconds, less is better")


def briefing_speed(home: Path) -> Figure:
    """Pages a second of a full pack of the sample meeting, beside WeasyPrint setting its words from HTML."""
    from weasyprint import HTML

    from tests.bench.pack_html import pack_html

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
        desk.briefing.choose(
            meeting.id, {part.key: part.key != "marked" for part in desk.briefing.parts(meeting.id)}
        )
        desk.briefing.make(meeting.id)
        started = time.perf_counter()
        made = desk.briefing.make(meeting.id)
        ours = time.perf_counter() - started
        html = pack_html(desk.briefing.content(meeting.id))
    finally:
        desk.close()
    started = time.perf_counter()
    theirs = HTML(string=html).render()
    theirs.write_pdf()
    taken = time.perf_counter() - started
    return Figure(made.page_count / ours, len(theirs.pages) / taken, "pages per second, more is better")


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
