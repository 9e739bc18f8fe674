"""A force's performance report."""

from __future__ import annotations

import re

from panel_app.domain.papers import PaperKind, StructuredPaper
from panel_app.importers.recognisers.recogniser import Found, early_date, front_text


class PerformanceRecogniser:
    """Knows it by its name on the first page."""

    kind = PaperKind.PERFORMANCE

    def look(self, paper: StructuredPaper) -> Found | None:
        if not re.search(r"performance report", front_text(paper), re.IGNORECASE):
            return None
        return Found(0.5, date=early_date(paper))
