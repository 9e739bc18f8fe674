"""Notes of a meeting at which the PCC holds the chief constable to account."""

from __future__ import annotations

import re

from panel_app.domain.papers import PaperKind, StructuredPaper
from panel_app.importers.recognisers.recogniser import (
    Found,
    early_date,
    first_heading,
    front_text,
    whole_text,
)


class HoldingToAccountRecogniser:
    """Knows them by a chair on the first page and lines that begin "Action:"."""

    kind = PaperKind.HOLDING_TO_ACCOUNT

    def look(self, paper: StructuredPaper) -> Found | None:
        actions = re.findall(r"^\s*action\s*[:–-]", whole_text(paper), re.IGNORECASE | re.MULTILINE)
        chair = re.search(r"^\s*chair\s*:", front_text(paper), re.IGNORECASE | re.MULTILINE)
        if not (actions and chair):
            return None
        return Found(0.7, title=first_heading(paper), date=early_date(paper))
