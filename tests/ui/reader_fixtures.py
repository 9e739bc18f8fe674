"""Small papers for the tests of the reader: PDFs made here, put into a library in a temporary folder."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from panel_app import pdf_fonts
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.papers import (
    AgendaItem,
    Box,
    Meeting,
    OutlineEntry,
    Page,
    Paper,
    PaperKind,
    Passage,
    PassageKind,
    StructuredPaper,
)
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PdfPages
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository

A4 = (595.28, 841.89)
NOW = datetime(2020, 11, 26, 19, 30)
MEETING = MeetingId("wmpcp/2020-11-27")
PACK = PaperId("wmpcp/2020-11-27/agenda-pack")
LEFT, TOP, SIZE, LEADING = 72.0, 96.0, 11.0, 16.0

Paragraph = tuple[str, str, PassageKind]
"""Printed number, words, kind."""

PERFORMANCE: list[Paragraph] = [
    ("", "Performance report, quarter 2: July to September 2020", PassageKind.HEADING),
    (
        "1.",
        "This report gives a force-wide picture of July to September 2020. It covers the Gold measures, "
        "with some Silver measures where they help.",
        PassageKind.PARAGRAPH,
    ),
    (
        "2.",
        "The pandemic affects nearly every figure. Comparisons with earlier quarters, and with the same "
        "quarter last year, need great care. Projections rest on earlier years and may mislead.",
        PassageKind.PARAGRAPH,
    ),
    ("", "Anti-social behaviour", PassageKind.HEADING),
    (
        "3.",
        "Incidents fell by 32% (6,153) on the previous quarter but are still 9% (1,667) above the same "
        "quarter last year.",
        PassageKind.PARAGRAPH,
    ),
    ("", "Calls from the public", PassageKind.HEADING),
    (
        "4.",
        "In July and August emergency calls rose by about 60%, from an average of 10,000 a month to 16,000. "
        "In September 83% of 999 calls were answered within 10 seconds, up from 81% in August; the target "
        "is 90%.",
        PassageKind.PARAGRAPH,
    ),
    (
        "5.",
        "Fewer 101 calls were answered within 30 seconds: 27% in September. "
        "The aim is 80% by 1 December 2020.",
        PassageKind.PARAGRAPH,
    ),
]
"""A page of words like those of the mock-up."""


@dataclass
class MadePdf:
    """A PDF with what was drawn where."""

    data: bytes
    pages: list[Page]
    passages: list[Passage] = field(default_factory=list)


def make_pdf(pages: list[list[Paragraph]], labels: list[str], size: tuple[float, float] = A4) -> MadePdf:
    """A page for each list of paragraphs, set in our own font."""
    pdf_fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    passages: list[Passage] = []
    for index, paragraphs in enumerate(pages):
        y = TOP
        for number, words, kind in paragraphs:
            font = pdf_fonts.BOLD if kind is PassageKind.HEADING else pdf_fonts.REGULAR
            first = y
            canvas.setFont(font, SIZE)
            if number:
                canvas.drawString(LEFT, size[1] - y, number)
            for line in wrap(words, font, size[0] - 2 * LEFT - 24):
                canvas.drawString(LEFT + 24, size[1] - y, line)
                y += LEADING
            box = Box(LEFT, first - SIZE, size[0] - LEFT, y - LEADING + 4)
            level = 1 if kind is PassageKind.HEADING else 0
            passages.append(Passage(index, box, kind, words, number, level))
            y += 8
        canvas.showPage()
    canvas.save()
    data = out.getvalue()
    read = PdfPages(data)
    made = [Page(index, *size, labels[index], read.layout(index).text) for index in range(len(pages))]
    read.close()
    return MadePdf(data, made, passages)


def make_picture_pdf() -> MadePdf:
    """A page that has shapes and no words."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.rect(100, 100, 300, 400, fill=1)
    canvas.showPage()
    canvas.save()
    return MadePdf(out.getvalue(), [Page(0, *A4, "1")])


def wrap(words: str, font: str, width: float) -> list[str]:
    """Lines that fit into a width."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and pdfmetrics.stringWidth(longer, font, SIZE) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def make_desk(folder: Path) -> Desk:
    """An empty desk whose clock stands still."""
    return Desk(Home(folder), clock=lambda: NOW)


def add_paper(
    desk: Desk,
    made: MadePdf,
    paper: PaperId,
    title: str,
    *,
    kind: PaperKind = PaperKind.AGENDA_PACK,
    meeting: MeetingId | None = None,
    day: date | None = None,
    outline: tuple[OutlineEntry, ...] = (),
    sample: bool = False,
) -> None:
    """Put a PDF into the library."""
    papers = PaperRepository(desk.library)
    digest = hashlib.sha256(made.data).hexdigest()
    structure = StructuredPaper(tuple(made.pages), outline, tuple(made.passages), (), title)
    with desk.library.writing():
        papers.add_file(digest, "paper.pdf", "application/pdf", made.data)
        papers.add(
            Paper(paper, kind, title, day, meeting, len(made.pages), 1, 1, "", sample),
            structure,
            original=digest,
            pdf=digest,
            confidence=1.0,
            imported_at=NOW,
        )


def filler(page: int) -> list[Paragraph]:
    """A page with words of its own."""
    return [
        ("", f"Section {page}", PassageKind.HEADING),
        (f"{page}1.", f"The panel noted page {page} and thanked the officers for it.", PassageKind.PARAGRAPH),
        (
            f"{page}2.",
            f"Members asked about burglary in district {page}. A written answer would follow.",
            PassageKind.PARAGRAPH,
        ),
    ]


def add_pack(desk: Desk) -> None:
    """The pack of the tests: eight pages, pack pages 70 to 77, the words of PERFORMANCE on pack page 75."""
    pages = [filler(index) for index in range(8)]
    pages[5] = PERFORMANCE
    made = make_pdf(pages, [str(70 + index) for index in range(8)])
    meetings = MeetingRepository(desk.library)
    with desk.library.writing():
        meetings.put(
            Meeting(MEETING, "West Mercia Police and Crime Panel", date(2020, 11, 27), "11.00 am", "Online")
        )
    add_paper(desk, made, PACK, "Agenda pack, 27 November 2020", meeting=MEETING, day=date(2020, 11, 27))
    items = (
        AgendaItem("1", "Welcome"),
        AgendaItem("2", "Named substitutes"),
        AgendaItem("5", "Minutes of 21 September", 0, 1),
        AgendaItem("6", "COVID-19 and policing", 2, 3),
        AgendaItem("7", "Plan activity and performance, July to September", 4, 6),
        AgendaItem("", "Appendix 3: Performance report", 5, 5, 2),
        AgendaItem("8", "Work programme", 7, 7),
    )
    with desk.library.writing():
        meetings.put_agenda(MEETING, PACK, items, ())
