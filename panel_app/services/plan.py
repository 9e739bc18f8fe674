"""The delivery plan over the quarters, from all papers that report on it."""

from __future__ import annotations

from panel_app.domain.following import Extract, Followed, Period, follow, parse_period
from panel_app.domain.ids import PaperId
from panel_app.domain.records import Commitment
from panel_app.services.papers import PapersService


class PlanService:
    """Follows the commitments of the papers; the sample only while there is nothing else."""

    def __init__(self, papers: PapersService) -> None:
        self._papers = papers

    def followed(self) -> list[Followed]:
        """Every activity over the quarters. Of two papers on one quarter the newest counts.

        Commitments whose quarter cannot be read have no place in the order and are left out.
        """
        found = self._papers.commitments()
        own = [(paper, commitment) for paper, commitment in found if not paper.sample]
        quarters: dict[Period, tuple[PaperId, list[Commitment]]] = {}
        for paper, commitment in own or found:
            period = parse_period(commitment.period)
            if period is None:
                continue
            source, several = quarters.setdefault(period, (paper.id, []))
            if source == paper.id:
                several.append(commitment)
        return follow(Extract(source, period, tuple(cs)) for period, (source, cs) in quarters.items())
