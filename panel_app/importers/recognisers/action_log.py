"""A log of actions that a meeting keeps from one time to the next."""

from __future__ import annotations

import re

from panel_app.domain.papers import PaperKind, PassageKind, StructuredPaper
from panel_app.domain.records import Records
from panel_app.importers.names import readable_title
from panel_app.importers.recognisers.actions import action_log
from panel_app.importers.recognisers.recogniser import Found, early_date

_TITLE = re.compile(
    r"\b(?:actions?|recommendations?|decisions?)(?: and (?:actions?|recommendations?|decisions?))?"
    r" (?:log|tracker|list|sheet|schedule)\b|\bmatters arising\b|\b(?:outstanding|progress on) actions\b",
    re.IGNORECASE,
)
_FRONT = 8


class ActionLogRecogniser:
    """Knows it by its name and by a table of actions with who, by when or how far."""

    kind = PaperKind.ACTION_LOG

    def look(self, paper: StructuredPaper) -> Found | None:
        front = [p for p in paper.passages[:_FRONT] if p.kind is not PassageKind.TABLE]
        titled = next((p.text for p in front if _TITLE.search(p.text) and len(p.text) <= 120), "")
        actions = tuple(action for table in paper.tables for action in action_log(table))
        if not titled or len(actions) < 2:
            return None
        return Found(0.8, Records(actions=actions), readable_title(titled), early_date(paper))
