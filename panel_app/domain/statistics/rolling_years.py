"""Quarters worked out from totals of twelve months."""

from __future__ import annotations

from collections.abc import Mapping

from panel_app.domain.periods import Period


def quarters_from_rolling_years(
    rolling: Mapping[Period, int], known: Mapping[Period, int]
) -> dict[Period, int | None]:
    """Quarters worked out from totals of four quarters and some quarters that are known.

    `rolling` holds, for each quarter, the total of the year that ends with it, RY(t). Since
    RY(t) - RY(t-1) = Q(t) - Q(t-4), a known quarter gives the one a year before it and the one a year
    after. Known quarters are not in the answer; a negative one is None.
    """
    # Counted in quarters: a force's tables ask for many thousand periods, and integers are cheap.
    totals = {_number(period): total for period, total in rolling.items()}
    given = {_number(period): period for period in known}
    found = {number: known[period] for number, period in given.items()}
    waiting = list(found)
    while waiting:
        at = waiting.pop()
        earlier, later = at - 4, at + 4
        if earlier not in found and at in totals and at - 1 in totals:
            found[earlier] = found[at] - (totals[at] - totals[at - 1])
            waiting.append(earlier)
        if later not in found and later in totals and later - 1 in totals:
            found[later] = found[at] + (totals[later] - totals[later - 1])
            waiting.append(later)
    base = min(given, default=0)
    return {
        given[base].shifted(number - base): value if value >= 0 else None
        for number, value in sorted(found.items())
        if number not in given
    }


def _number(quarter: Period) -> int:
    return (quarter.start.year * 12 + quarter.start.month - 1) // 3
