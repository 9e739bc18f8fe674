"""The followed plan as a table: sections and commitments down the side, and what a member asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panel_app.domain.following import Followed, Period, Sign
from panel_app.domain.records import Commitment

_TABLE_NUMBER = re.compile(r"^\W*table\s+\d+\s*[:.–—-]\s*", re.IGNORECASE)
_SAYS_NOTHING_NEW = frozenset({Sign.SAME, Sign.NO_UPDATE, Sign.NOT_PRINTED})
_SAYS_SOMETHING = frozenset({Sign.NEW, Sign.CHANGED, Sign.COMPLETED, Sign.GONE})
LONG_SILENT = 2
"""Quarters without news after which an activity is called silent."""


@dataclass(frozen=True, slots=True)
class PlanFilters:
    """Which activities are shown; "" is every section."""

    section: str = ""
    changed: bool = False
    """Only those that the last quarter says something new of."""
    silent: bool = False
    """Only those without news for LONG_SILENT quarters or more."""


@dataclass(frozen=True, slots=True)
class CommitmentRows:
    """A commitment with its activities; `own` is what is reported on the commitment itself."""

    commitment: Commitment
    own: Followed | None
    activities: tuple[Followed, ...]


@dataclass(frozen=True, slots=True)
class SectionRows:
    """A section of the plan with its commitments."""

    title: str
    commitments: tuple[CommitmentRows, ...]


def periods(rows: Iterable[Followed]) -> list[Period]:
    """The quarters of which an extract is here, the earliest first."""
    return sorted({update.period for row in rows for update in row.updates})


def missing(there: Sequence[Period]) -> list[Period]:
    """The quarters between the first and the last of which no extract is here."""
    if not there:
        return []
    numbers = range(_number(there[0]), _number(there[-1]) + 1)
    return [period for number in numbers if (period := _period(number)) not in there]


def silent_for(row: Followed) -> int:
    """How many quarters to the last have no news; 0 for an activity that is completed or gone."""
    count = 0
    for update in reversed(row.updates):
        if update.sign in _SAYS_NOTHING_NEW:
            count += 1
        elif update.sign in (Sign.COMPLETED, Sign.GONE):
            return 0
        else:
            break
    return count


def has_changed(row: Followed, there: Sequence[Period]) -> bool:
    """Whether the last quarter says something that the one before it did not; never in the first quarter."""
    last = row.updates[-1]
    if last.period != there[-1] or last.period == there[0] or last.sign not in _SAYS_SOMETHING:
        return False
    before = row.updates[-2].sign if len(row.updates) > 1 else None
    return not (last.sign is before and last.sign in (Sign.COMPLETED, Sign.GONE))


def section_title(commitment: Commitment) -> str:
    """The section as printed, without the number of the table that holds it."""
    return _TABLE_NUMBER.sub("", commitment.section).strip()


def sections(rows: Iterable[Followed]) -> list[str]:
    """The sections in the order of the plan."""
    return list(dict.fromkeys(section_title(row.commitment) for row in rows))


def plan_table(rows: Sequence[Followed], filters: PlanFilters = PlanFilters()) -> list[SectionRows]:
    """The activities that the filters leave, by section and commitment in the order of the plan."""
    there = periods(rows)
    grouped: dict[str, dict[str, list[Followed]]] = {}
    for row in rows:
        title = section_title(row.commitment)
        # A place is kept for each, so that a filter never changes the order.
        commitments = grouped.setdefault(title, {})
        several = commitments.setdefault(row.commitment.number or row.commitment.text, [])
        if _passes(row, filters, there):
            several.append(row)
    return [
        SectionRows(title, tuple(_commitment_rows(several) for several in commitments.values() if several))
        for title, commitments in grouped.items()
        if any(commitments.values())
    ]


def _passes(row: Followed, filters: PlanFilters, there: Sequence[Period]) -> bool:
    if filters.section and section_title(row.commitment) != filters.section:
        return False
    if filters.changed and not has_changed(row, there):
        return False
    return not filters.silent or silent_for(row) >= LONG_SILENT


def _commitment_rows(several: Sequence[Followed]) -> CommitmentRows:
    own = next((row for row in several if not row.activity.number and not row.activity.text), None)
    activities = tuple(row for row in several if row is not own)
    newest = max(several, key=lambda row: row.updates[-1].period)
    return CommitmentRows(newest.commitment, own, activities)


def _number(period: Period) -> int:
    return period.year * 4 + period.quarter - 1


def _period(number: int) -> Period:
    return Period(number // 4, number % 4 + 1)
