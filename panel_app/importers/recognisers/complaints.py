"""A report on complaints against the PCC: how many were recorded, resolved and referred."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_app.domain.papers import PaperKind, PassageKind, StructuredPaper
from panel_app.domain.records import ComplaintCount, Records
from panel_app.importers.recognisers.recogniser import Found

_TITLE = re.compile(r"\bcomplaints?\b", re.IGNORECASE)
_LAW = re.compile(
    r"\bcomplaints and misconduct\b|\binformal resolution\b|\bconduct (?:matters?|of the)\b|\bIOPC\b|\bIPCC\b"
    r"|\bcomplaints sub-?committee\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?i:during|in|between|for|since|from)\s+((?:the\s+(?:year|period|quarter)\s+)?(?:\d{1,2}\s+)?(?:[A-Z][a-z]+\s+)?"
    r"20\d\d(?:\s*[-/–]\s*(?:20)?\d\d\b|(?:\s+(?:and|to)\s+(?:\d{1,2}\s+)?[A-Z][a-z]+\s+20\d\d))?)",
)
_NUMBERS = "no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_COUNT = re.compile(
    rf"\b(\d{{1,3}}(?:,\d{{3}})*|{_NUMBERS})\s+((?:\w+[\s-]+){{0,2}}complaints?\b[^.;]{{0,60}}?"
    r"\b(?:recorded|received|resolved|referred|upheld|outstanding|withdrawn|closed|made|considered)\b)",
    re.IGNORECASE,
)


_DONE = r"(?:recorded|received|resolved|referred|upheld|outstanding|withdrawn|closed|considered)"
_OF_THEM = re.compile(
    rf"\bof (?:which|these|those|them),?\s+(\d{{1,3}}(?:,\d{{3}})*|{_NUMBERS})\s+"
    rf"(?:were|was|have been|has been)\s+({_DONE}\b[^.;,]{{0,60}})",
    re.IGNORECASE,
)
_ROW = re.compile(rf"\b(?:complaints?|{_DONE}|referrals?|resolutions?)\b", re.IGNORECASE)
_PERIOD_HEAD = re.compile(r"\b20\d\d\b|\bquarter\b|\bQ[1-4]\b|^(?:number|total|count)$", re.IGNORECASE)


class ComplaintsRecogniser:
    """Knows it by its title and the law or procedure it rests on."""

    kind = PaperKind.COMPLAINTS

    def look(self, paper: StructuredPaper) -> Found | None:
        titled = any(
            _TITLE.search(p.text) and len(p.text) < 120
            for p in paper.passages[:12]
            if p.kind is PassageKind.HEADING
        )
        if not titled:
            return None
        if not any(_LAW.search(p.text) for p in paper.passages[:80]):
            return None
        counts = (*_counts(paper), *_counts_of_tables(paper))
        return Found(0.6 + 0.25 * bool(counts), Records(complaints=counts))


def _counts(paper: StructuredPaper) -> Iterator[ComplaintCount]:
    period = ""
    for passage in paper.passages:
        if passage.kind is PassageKind.TABLE:
            continue
        said = _PERIOD.search(passage.text)
        period = " ".join(said.group(1).split()) if said else period
        for pattern in (_COUNT, _OF_THEM):
            for count, label in pattern.findall(passage.text):
                yield ComplaintCount(" ".join(label.split()), count, period, passage.page)


def _counts_of_tables(paper: StructuredPaper) -> Iterator[ComplaintCount]:
    """Rows that name what was counted, under heads that are periods."""
    for table in paper.tables:
        heads = [" ".join(head.split()) for head in table.rows[0]]
        for at, row in enumerate(table.rows[1:], start=1):
            label = " ".join(row[0].split())
            if not _ROW.search(label) or len(label) > 90:
                continue
            for head, cell in zip(heads[1:], row[1:], strict=True):
                if _PERIOD_HEAD.search(head) and re.fullmatch(r"[\d,]+", cell.strip()):
                    period = head if re.search(r"\d", head) else ""
                    yield ComplaintCount(label, cell.strip(), period, table.page_of_row(at))
