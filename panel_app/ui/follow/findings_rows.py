"""Findings of inspectorates from paper to paper as rows of a table; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.findings import FollowedFinding, Sighting, says_closed
from panel_app.domain.papers import Paper
from panel_app.services.desk import Desk
from panel_app.ui.follow.table_model import Cell, FollowTable, GroupRow, LineRow, Row
from panel_app.ui.words import count_words, short_day

NO_FINDINGS = (
    "No findings yet. When a paper tells of an inspectorate's recommendations, areas for improvement or"
    " causes of concern, they stand here, and how far each is in every later paper."
)


@dataclass(frozen=True, slots=True)
class Findings:
    """The followed findings, and the papers that tell of any, the oldest first, with their pack pages."""

    rows: tuple[FollowedFinding, ...]
    papers: tuple[tuple[Paper, tuple[str, ...]], ...]


def read_findings(desk: Desk) -> Findings:
    """Follow the findings; it may run on any thread."""
    rows = tuple(desk.comparing.findings())
    first_seen: dict[str, Sighting] = {}
    for row in rows:
        for sighting in row.seen:
            first_seen.setdefault(sighting.paper, sighting)
    # An undated paper stands last here too.
    in_order = sorted(first_seen.values(), key=lambda s: (s.day is None, str(s.day), s.paper))
    papers = tuple(
        (desk.papers.get(s.paper), tuple(page.label for page in desk.papers.pages(s.paper))) for s in in_order
    )
    return Findings(rows, papers)


def findings_rows(findings: Findings) -> FollowTable:
    """The table: what is open, the oldest first, then what is closed."""
    rows: list[Row] = []
    for title, is_open in (("Open, the oldest first", True), ("Closed", False)):
        lines = [_line(row, findings.papers) for row in findings.rows if row.is_open is is_open]
        if lines:
            rows += [GroupRow(title), *lines]
    heads = tuple(
        f"{short_day(paper.date) if paper.date else 'No date'}\n{paper.title}" for paper, _ in findings.papers
    )
    return FollowTable("Finding", heads, tuple(rows))


def findings_summary(findings: Findings) -> str:
    """How many there are, how many are open, in how many papers."""
    if not findings.rows:
        return NO_FINDINGS
    still = sum(row.is_open for row in findings.rows)
    papers = count_words(len(findings.papers), "paper")
    said = f"{count_words(len(findings.rows), 'finding')} in {papers}; {still or 'none'} not closed."
    if len(findings.papers) == 1:
        said += " When a later paper tells of the same finding, it stands beside this one."
    return said


def _line(row: FollowedFinding, papers: Sequence[tuple[Paper, tuple[str, ...]]]) -> LineRow:
    latest, first = row.latest, row.seen[0]
    kind = f"{latest.kind} {latest.number}".strip()
    report = latest.report or next((s.finding.report for s in row.seen if s.finding.report), "")
    since = f"first seen {short_day(first.day)}" if first.day else ""
    sub = ", ".join(part for part in (kind[0].upper() + kind[1:], report, since) if part)
    by_paper = {sighting.paper: sighting for sighting in row.seen}
    cells: list[Cell | None] = []
    seen = False
    for paper, labels in papers:
        sighting = by_paper.get(paper.id)
        seen = seen or sighting is not None
        if sighting is not None:
            cells.append(_cell(sighting, labels))
        else:
            cells.append(Cell("Not in this paper") if seen else None)
    return LineRow(latest.text[:1].upper() + latest.text[1:], tuple(cells), sub=sub)


def _cell(sighting: Sighting, labels: Sequence[str]) -> Cell:
    finding = sighting.finding
    closed = bool(finding.status) and says_closed(finding.status)
    tone = "good" if closed else "accent" if finding.status else "ink-2"
    status = finding.status[:1].upper() + finding.status[1:]
    return Cell(
        status or "No status printed",
        finding.progress,
        labels[finding.page],
        sighting.paper,
        finding.page,
        tone,
    )
