"""Minutes of a meeting."""

from __future__ import annotations

import re

from panel_app.domain.papers import PaperKind, StructuredPaper
from panel_app.importers.recognisers.recogniser import Found, early_date, front_text, long_date

_PRESENT = re.compile(
    r"^\s*(members )?(present|in attendance|attendees|attendance)\b", re.IGNORECASE | re.MULTILINE
)


class MinutesRecogniser:
    """Knows them by the word and by who was present."""

    kind = PaperKind.MINUTES

    def look(self, paper: StructuredPaper) -> Found | None:
        front = front_text(paper)
        if not (re.search(r"^\s*minutes\b", front, re.IGNORECASE | re.MULTILINE) and _PRESENT.search(front)):
            return None
        day = early_date(paper)
        return Found(0.7, title=f"Minutes, {long_date(day)}" if day else "", date=day)
