"""Made papers with records, for the pages that follow and compare: plans, statements, findings."""

from __future__ import annotations

import hashlib
from datetime import date

from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper, PaperKind, PassageKind, StructuredPaper
from panel_app.domain.records import (
    Activity,
    Applicability,
    Commitment,
    Finding,
    FindingKind,
    Priority,
    PriorityReport,
    Records,
)
from panel_app.services.desk import Desk
from panel_app.storage.papers import PaperRepository
from tests.ui.reader_fixtures import NOW, Paragraph, make_pdf

P = PassageKind.PARAGRAPH


def add_with_records(
    desk: Desk,
    paper: str,
    title: str,
    records: Records,
    pages: list[list[str]],
    *,
    kind: PaperKind = PaperKind.REPORT,
    day: date | None = None,
    labels: list[str] | None = None,
) -> PaperId:
    """Put a paper with these paragraphs and records into the library."""
    paragraphs: list[list[Paragraph]] = [[("", text, P) for text in page] for page in pages]
    made = make_pdf(paragraphs, labels or [str(at + 1) for at in range(len(pages))])
    papers, digest = PaperRepository(desk.library), hashlib.sha256(made.data + title.encode()).hexdigest()
    with desk.library.writing():
        papers.add_file(digest, "paper.pdf", "application/pdf", made.data)
        papers.add(
            Paper(PaperId(paper), kind, title, day, None, len(pages), 1, 1),
            StructuredPaper(tuple(made.pages), (), tuple(made.passages), (), title),
            records=records,
            original=digest,
            pdf=digest,
            confidence=1.0,
            imported_at=NOW,
        )
    return PaperId(paper)


def add_plan(desk: Desk, year: int, quarter: int, updates: dict[str, str]) -> PaperId:
    """An extract with an activity for each number (A1.1, B2.3); page 2 of it holds the updates."""
    commitments: dict[str, list[Activity]] = {}
    for number, update in updates.items():
        text = f"Activity {number}: bring help to where people ask for it"
        commitments.setdefault(number.split(".")[0], []).append(Activity(number, text, update, 1))
    made = tuple(
        Commitment(
            number,
            f"Commitment {number}, kept in every district",
            f"Section {number[0]}: putting people first",
            f"Q{quarter} {year}/{(year + 1) % 100:02}",
            1,
            tuple(activities),
        )
        for number, activities in commitments.items()
    )
    return add_with_records(
        desk,
        f"plan/{year}-{quarter}",
        f"Delivery plan, quarter {quarter} of {year}",
        Records(commitments=made),
        [["Front page"], [text for text in updates.values() if text]],
        kind=PaperKind.DELIVERY_PLAN,
        day=date(year + (quarter == 4), quarter * 3 % 12 + 2, 1),
        labels=["40", "41"],
    )


def add_statement(
    desk: Desk, area: str, day: date, told: dict[Priority, dict[str, tuple[str, ...]]], applies: str = ""
) -> PaperId:
    """A statement; `told` has the lists of a PriorityReport by name."""
    reports = tuple(PriorityReport(p, str(p), 0, **parts) for p, parts in told.items())
    texts = [text for parts in told.values() for several in parts.values() for text in several]
    return add_with_records(
        desk,
        f"statement/{area}-{day}",
        f"Statement on the national priorities, {area}",
        Records(
            priorities=reports,
            applicability=(Applicability(applies, 0, "because" in applies),) if applies else (),
        ),
        [[applies or "Statement", *texts[: len(texts) // 2]], texts[len(texts) // 2 :] or ["End"]],
        kind=PaperKind.STATEMENT,
        day=day,
    )


def add_findings(desk: Desk, day: date, *findings: tuple[str, str, str, str]) -> PaperId:
    """A paper with findings: number, text, status, progress; all recommendations of one inspection."""
    made = tuple(
        Finding(FindingKind.RECOMMENDATION, number, text, 0, "PEEL inspection of custody", status, progress)
        for number, text, status, progress in findings
    )
    return add_with_records(
        desk,
        f"findings/{day}",
        f"Response to the inspectorate, {day:%B %Y}",
        Records(findings=made),
        [[text for finding in made for text in (finding.text, finding.progress) if text]],
        kind=PaperKind.INSPECTION,
        day=day,
    )
