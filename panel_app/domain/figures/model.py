"""A figure check: what a paper says, what its own figures give, and where they stand."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from panel_app.domain.papers import Box


class Verdict(StrEnum):
    """How a claim and the paper's own figures stand to each other."""

    AGREES = "agrees"
    ROUNDING = "rounding"
    """They agree only when rounding, or cutting off, is allowed for."""
    DISAGREES = "disagrees"
    MATERIAL = "material"
    """They disagree and the direction, or whether a target is met, is the other way round."""
    UNCHECKED = "unchecked"

    @property
    def raised(self) -> bool:
        """Whether a member is told of it: "These figures do not agree"."""
        return self in (Verdict.DISAGREES, Verdict.MATERIAL)


SEVERITY = (Verdict.MATERIAL, Verdict.DISAGREES, Verdict.ROUNDING, Verdict.UNCHECKED, Verdict.AGREES)
"""Worst first."""


class Rule(StrEnum):
    """Which kind of statement was checked; the value is shown to people."""

    CHANGE = "change"
    POINTS = "per cent and percentage points"
    PART = "part of a whole"
    SHARES = "shares"
    SUM = "parts and total"
    TARGET = "target"
    RATE = "rate"
    WHOLE_NUMBERS = "whole numbers"
    TABLE_TOTAL = "total of a table"
    TABLE_DIFFERENCE = "difference in a table"
    TABLE_CHANGE = "change in a table"
    TABLE_SHARE = "share in a table"
    TABLE_ROW = "row of a table"
    STATED_TWICE = "stated twice"
    ELSEWHERE = "stated elsewhere"
    PERIOD = "period"

    @property
    def of_table(self) -> bool:
        """Whether what is checked is printed in a table."""
        return self.name.startswith("TABLE_") and self is not Rule.TABLE_ROW


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place outside the paper: another paper's page (an index, and its pack page), or the measures, whose
    `paper` is ""."""

    paper: str
    title: str
    page: int
    label: str


@dataclass(frozen=True, slots=True)
class UsedValue:
    """A value that the arithmetic uses: as printed, and where it stands (`page` is an index).

    `elsewhere` is its place where that is not in the paper; `page` is then that of what it is held against.
    """

    text: str
    page: int
    where: str
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """One claim and its verdict.

    `quote` is what the paper says, a piece of the passage for prose and “row, column: value” for a table.
    `arithmetic` are sentences that can be read aloud, `explanations` what would make the printed figure
    right; `reason` says why an unchecked claim could not be checked. `page` is an index, `box` its place.
    """

    rule: Rule
    verdict: Verdict
    page: int
    quote: str
    arithmetic: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    values: tuple[UsedValue, ...] = ()
    reason: str = ""
    box: Box | None = None
    about: str = ""
    """The heading that it stands under, or what is measured."""

    @property
    def line(self) -> str:
        """The arithmetic and what explains the printed figure, as one line."""
        explained = [f"({sentence})" for sentence in self.explanations]
        return " ".join([*self.arithmetic, *explained]) or self.reason

    @property
    def fingerprint(self) -> str:
        """The same for the same statement with the same figures, in any revision and on any page."""
        figures = " ".join(value.text for value in self.values)
        words = re.sub(r"\W+", " ", f"{self.rule} {self.verdict} {self.quote} {figures}").lower()
        return hashlib.sha256(words.encode()).hexdigest()[:20]


def worst_first(check: FigureCheck) -> tuple[int, int]:
    """Sorts checks: the worst first, then in the order of the pages."""
    return SEVERITY.index(check.verdict), check.page
