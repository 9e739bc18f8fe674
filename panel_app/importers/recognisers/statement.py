"""The PCC's statement on the national priorities (SI 2011/3050 as amended by the 2021 Order)."""

from __future__ import annotations

from panel_app.domain.papers import PaperKind, PassageKind, StructuredPaper
from panel_app.importers.dates import find_month
from panel_app.importers.recognisers.recogniser import Found, early_date, first_heading, front_text

_NAMED = (
    "reduce murder",
    "serious violence",
    "drugs supply",
    "neighbourhood crime",
    "cyber",
    "satisfaction among victims",
)


class StatementRecogniser:
    """Knows it by headings that name the priorities."""

    kind = PaperKind.STATEMENT

    def look(self, paper: StructuredPaper) -> Found | None:
        headings = " | ".join(
            p.text.lower() for p in paper.passages if p.kind is PassageKind.HEADING or len(p.text) < 120
        )
        named = sum(priority in headings for priority in _NAMED)
        if named < 4:
            return None
        day = early_date(paper) or find_month(front_text(paper)[:600])
        return Found(named / 6, title=first_heading(paper), date=day)
