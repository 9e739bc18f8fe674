"""What several papers say of the same: findings of inspectorates, and the statements on the priorities."""

from __future__ import annotations

from panel_app.domain.findings import FindingsPaper, FollowedFinding, follow_findings
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper
from panel_app.domain.statements import Statement
from panel_app.services.papers import PapersService


class ComparingService:
    """Reads the records of all papers; the sample only while there is nothing else."""

    def __init__(self, papers: PapersService) -> None:
        self._papers = papers

    def findings(self) -> list[FollowedFinding]:
        """Every finding once, followed from paper to paper; the open ones first, the oldest of them first."""
        return follow_findings(
            FindingsPaper(paper.id, paper.date, self._papers.records(paper.id).findings)
            for paper in self._papers.papers_with("findings")
        )

    def statements(self) -> list[Paper]:
        """The papers with a statement on the national priorities, the newest first."""
        return self._papers.papers_with("priorities")

    def statement(self, paper: PaperId) -> Statement:
        """What one of them says."""
        found, records = self._papers.get(paper), self._papers.records(paper)
        return Statement(found.id, found.title, found.date, records.priorities, records.applicability)
