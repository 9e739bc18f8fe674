"""Statements on the national priorities side by side: what each says under the same headings."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.ids import PaperId
from panel_app.domain.records import Applicability, Priority, PriorityReport

PARTS = (
    ("performance", "Performance"),
    ("reflections", "Reflections"),
    ("planned", "Planned action"),
    ("other", "Also said"),
)
"""The lists of a PriorityReport, and what a member calls them."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one paper says on the national priorities."""

    paper: PaperId
    title: str
    day: datetime.date | None
    priorities: tuple[PriorityReport, ...]
    applicability: tuple[Applicability, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph of a statement, and the page from which on it stands."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class PartSideBySide:
    """One part of one priority: the paragraphs of each statement, in the order of the statements."""

    name: str
    paragraphs: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class PrioritySideBySide:
    """A priority with its parts; a part "also said" is there only where a statement has one."""

    priority: Priority
    parts: tuple[PartSideBySide, ...]


def side_by_side(statements: Sequence[Statement]) -> list[PrioritySideBySide]:
    """The six priorities, each with what every statement says."""
    return [
        PrioritySideBySide(priority, tuple(_parts([_reports_on(s, priority) for s in statements])))
        for priority in Priority
    ]


def _reports_on(statement: Statement, priority: Priority) -> list[PriorityReport]:
    return [report for report in statement.priorities if report.priority is priority]


def _parts(reports: Sequence[Sequence[PriorityReport]]) -> list[PartSideBySide]:
    parts = []
    for field, name in PARTS:
        paragraphs = tuple(
            tuple(Said(text, report.page) for report in of_one for text in getattr(report, field))
            for of_one in reports
        )
        if field != "other" or any(paragraphs):
            parts.append(PartSideBySide(name, paragraphs))
    return parts
