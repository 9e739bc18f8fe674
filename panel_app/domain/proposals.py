"""What the tables of a paper give for the store, as proposals: nothing is kept until a person confirms it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from panel_app.domain.ids import MeasureId, slug
from panel_app.domain.measures import (
    RECORDED_CRIME,
    Area,
    AreaKind,
    Better,
    Measure,
    MeasureTarget,
    Observation,
    ObservationStatus,
    PrintedLimits,
)
from panel_app.domain.periods import Period
from panel_app.domain.printings import Entry


class TableKind(StrEnum):
    """What a table of figures is; the value is shown."""

    SCORECARD = "scorecard"
    PERIODS = "periods"
    AREAS = "areas"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class ProposedValue:
    """A value as a table gives it: which measure, where, when, and the cell it stands in.

    `page` is the index in the paper, `row` and `column` are places in the table. `change_to_date` is the
    change of the year to date, in per cent, that the table prints beside it. `target` is what the paper says
    good looks like, `theme` what stands over the table, and `doubt` why a person should look at the page.
    """

    measure: str
    area: str
    period: Period
    printed: str
    value: Decimal | None
    unit: str = ""
    page: int = 0
    row: int = 0
    column: int = 0
    limits: PrintedLimits | None = None
    better: Better = Better.NEITHER
    target: str = ""
    theme: str = ""
    doubt: str = ""
    at_odds: bool = False
    """Whether the paper gives another value for the same measure and period: both cannot be kept."""
    change_to_date: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TableProposal:
    """What one table of a paper gives; `table` is its place among the paper's tables."""

    kind: TableKind
    title: str
    page: int
    table: int
    values: tuple[ProposedValue, ...] = field(default=())

    @property
    def doubts(self) -> tuple[str, ...]:
        """What a person should look at, each once."""
        return tuple(dict.fromkeys(v.doubt for v in self.values if v.doubt))


_CRIME = re.compile(
    r"\b(?:crimes?|offences?|violence|rape|robbery|burglary|theft|shoplifting|criminal damage|arson|weapons"
    r"|public order|homicide|murder|stalking|harassment)\b",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(r"\b(?:victims?|satisfaction|cost|budget|complaints?|rate|survey)\b", re.IGNORECASE)


def entry_of(
    proposed: ProposedValue, force: str, source: str, paper: str | None, as_of: date | None
) -> Entry:
    """A confirmed value as it goes into the store, with the paper that prints it."""
    crime = _CRIME.search(proposed.measure) and not proposed.unit and not _NO_COUNT.search(proposed.measure)
    measure = Measure(
        MeasureId(slug(proposed.measure, 80)),
        proposed.measure,
        "offences" if crime else proposed.unit,
        proposed.better,
        proposed.theme,
        RECORDED_CRIME if crime else "",
        source,
    )
    local = proposed.area != force and bool(force)
    area = Area(proposed.area, AreaKind.LOCAL, force) if local else Area(proposed.area)
    status = ObservationStatus.MISSING if proposed.value is None else ObservationStatus.PRINTED
    observation = Observation(
        proposed.period,
        proposed.printed,
        proposed.value,
        status,
        source,
        paper,
        proposed.page,
        as_of,
        limits=proposed.limits,
        change_to_date=proposed.change_to_date,
    )
    target = None
    if proposed.target:
        begins = date(proposed.period.financial_year, 4, 1)
        target = MeasureTarget(
            proposed.target, None, proposed.area, begins, source=source, paper=paper, page=proposed.page
        )
    return Entry(measure, area, observation, target)
