"""Which column of a table holds what, so that any table of figures can be brought in and known again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from panel_app.domain.period_words import read_period
from panel_app.domain.periods import PeriodKind


class Field(StrEnum):
    """What a column can hold; the value is the heading in the template."""

    MEASURE = "measure"
    AREA = "area"
    PERIOD = "period"
    VALUE = "value"
    UNIT = "unit"
    BETTER = "better"
    THEME = "theme"
    QUALITY = "quality"
    STATUS = "status"
    AREA_KIND = "area kind"
    WITHIN = "within"
    LOWER = "lower limit"
    UPPER = "upper limit"
    TARGET = "target"
    PERIOD_KIND = "period kind"
    SOURCE = "source"


_KNOWN_AS: dict[Field, tuple[str, ...]] = {
    Field.MEASURE: ("indicator", "offence", "crime type", "offence type", "kpi", "metric", "category"),
    Field.AREA: (
        "force",
        "force name",
        "pfa",
        "police force area",
        "policing area",
        "lpa",
        "local policing area",
    ),
    Field.PERIOD: (
        "month",
        "quarter",
        "date",
        "year",
        "financial year",
        "reporting period",
        "12 months ending",
    ),
    Field.VALUE: ("count", "number", "total", "volume", "offences", "number of offences", "figure", "actual"),
    Field.UNIT: ("units",),
    Field.LOWER: ("lower", "lcl", "lower control limit"),
    Field.UPPER: ("upper", "ucl", "upper control limit"),
    Field.BETTER: ("good is", "polarity", "direction"),
}
_NEEDED = (Field.MEASURE, Field.AREA, Field.PERIOD, Field.VALUE)
_LEAST = 2
"""So many headings that are periods make a table whose periods stand side by side."""


@dataclass(frozen=True)
class ColumnMapping:
    """The heading of the column for each field, and what holds for the whole table.

    With `across` the periods stand side by side as headings, and the cells under them are the values.
    `dates` says what days and months in the column of periods stand for.
    """

    columns: Mapping[Field, str] = field(default_factory=dict)
    fixed: Mapping[Field, str] = field(default_factory=dict)
    across: bool = False
    dates: PeriodKind | None = None

    @property
    def missing(self) -> tuple[Field, ...]:
        """What it does not yet say and must."""
        given = {*self.columns, *self.fixed, *((Field.PERIOD, Field.VALUE) if self.across else ())}
        return tuple(one for one in _NEEDED if one not in given)

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether every column that it names is there."""
        there = {plain(h) for h in headings}
        return all(plain(h) in there for h in self.columns.values())


def guessed(headings: Sequence[str]) -> ColumnMapping:
    """The mapping of a table by its headings alone; what it cannot tell is `missing`."""
    by_name = {plain(h): h for h in reversed(headings) if plain(h)}
    columns = {
        one: by_name[name]
        for one in Field
        for name in (next((n for n in (one.value, *_KNOWN_AS.get(one, ())) if n in by_name), None),)
        if name is not None
    }
    periods = [h for h in headings if _is_period(h)]
    across = len(periods) >= _LEAST
    if across:
        columns = {one: h for one, h in columns.items() if one not in (Field.PERIOD, Field.VALUE)}
    kind = {
        "month": PeriodKind.MONTH,
        "quarter": PeriodKind.QUARTER,
        "12 months ending": PeriodKind.ROLLING_YEAR,
    }
    return ColumnMapping(columns, {}, across, kind.get(plain(columns.get(Field.PERIOD, ""))))


def signature(headings: Iterable[str]) -> str:
    """By what a table is known again: its headings, but for those that are periods."""
    return " | ".join(plain(h) for h in headings if plain(h) and not _is_period(h))


def plain(heading: str) -> str:
    """A heading without capitals, underscores and signs around it."""
    return re.sub(r"[\W_]+", " ", heading.casefold()).strip()


def _is_period(heading: str) -> bool:
    try:
        read_period(heading)
    except ValueError:
        return False
    return True
