"""Findings of inspectorates from paper to paper: each one once, with how far it was in every paper."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from panel_app.domain.ids import PaperId
from panel_app.domain.records import Finding

_CLOSED = re.compile(
    r"\b(?:closed|complete[d]?|discharged|signed off|achieved|implemented|met|delivered|green/complete)\b",
    re.IGNORECASE,
)
_NOT_CLOSED = re.compile(
    r"\b(?:not|never|in ?complete|partly|partially|part|nearly|almost|to be|ongoing|in progress|re-?opened"
    r"|outstanding|awaiting)\b|n[’']t\b",
    re.IGNORECASE,
)
_SAME_TEXT = 90.0
_SAME_NUMBER_OTHER_TEXT = 60.0
_SAME_NUMBER_NO_REPORT = 80.0
"""Two inspections have a recommendation 2 each, and both may begin with "Chief constables should"."""
_SAME_REPORT = 80.0


@dataclass(frozen=True, slots=True)
class FindingsPaper:
    """What one paper says of findings, and the day that it is of."""

    paper: PaperId
    day: datetime.date | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding as one paper states it."""

    paper: PaperId
    day: datetime.date | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class FollowedFinding:
    """A finding with what each paper says of it, the oldest paper first."""

    seen: tuple[Sighting, ...]

    @property
    def latest(self) -> Finding:
        """As the newest paper states it."""
        return self.seen[-1].finding

    @property
    def is_open(self) -> bool:
        """False once the last status that was printed says that it is done."""
        stated = [s.finding.status for s in self.seen if s.finding.status]
        return not (stated and says_closed(stated[-1]))


def says_closed(status: str) -> bool:
    """Whether a printed status says that nothing is left to do; "partly complete" does not."""
    return bool(_CLOSED.search(status)) and not _NOT_CLOSED.search(status)


def follow_findings(papers: Iterable[FindingsPaper]) -> list[FollowedFinding]:
    """Every finding once: those that are open first, and of these the oldest.

    A paper without a date stands after the others, since nothing says that it came before them.
    """
    rows: list[FollowedFinding] = []
    for paper in sorted(papers, key=_day):
        before = len(rows)
        taken: set[int] = set()
        for finding in paper.findings:
            sighting = Sighting(paper.paper, paper.day, finding)
            at = _row_of(rows, finding, before, taken)
            if at is None:
                rows.append(FollowedFinding((sighting,)))
                taken.add(len(rows) - 1)
            elif at in taken:
                rows[at] = _told_twice(rows[at], sighting)
            else:
                rows[at] = FollowedFinding((*rows[at].seen, sighting))
                taken.add(at)
    return sorted(rows, key=lambda row: (not row.is_open, _day(row.seen[0])))


def _day(one: FindingsPaper | Sighting) -> tuple[bool, datetime.date, str]:
    return one.day is None, one.day or datetime.date.max, one.paper


def _row_of(rows: Sequence[FollowedFinding], finding: Finding, before: int, taken: set[int]) -> int | None:
    """The row that a finding continues; within its own paper only one in the very same words."""
    best, sure = None, 0.0
    for at, row in enumerate(rows):
        here = at >= before or at in taken
        likeness = _likeness(row.latest, finding)
        if here and likeness < 100 + _SAME_TEXT:
            continue
        if likeness > sure:
            best, sure = at, likeness
    return best


def _likeness(known: Finding, finding: Finding) -> float:
    """0 for different ones; more than 100 for the same number of the same report."""
    if known.kind is not finding.kind:
        return 0.0
    text = float(fuzz.ratio(_plain(known.text), _plain(finding.text)))
    same_report = _same_report(known.report, finding.report)
    both_told = bool(known.report and finding.report)
    if known.number and finding.number and known.number != finding.number and same_report:
        return 0.0
    least = _SAME_NUMBER_OTHER_TEXT if both_told else _SAME_NUMBER_NO_REPORT
    if same_report and known.number == finding.number and text >= (least if known.number else _SAME_TEXT):
        return 100.0 + text
    return text if text >= _SAME_TEXT and (same_report or not both_told) else 0.0


def _same_report(known: str, other: str) -> bool:
    """Whether two names may be of one inspection; a paper that names none may mean any."""
    if not known or not other:
        return True
    return float(fuzz.token_set_ratio(_plain(known), _plain(other))) >= _SAME_REPORT


def _told_twice(row: FollowedFinding, sighting: Sighting) -> FollowedFinding:
    """A paper's summary and its table tell of one finding; what the first leaves out is filled in."""
    first, again = row.seen[-1], sighting.finding
    finding = replace(
        first.finding,
        status=first.finding.status or again.status,
        progress=first.finding.progress or again.progress,
        report=first.finding.report or again.report,
    )
    return FollowedFinding((*row.seen[:-1], replace(first, finding=finding)))


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(" .")
