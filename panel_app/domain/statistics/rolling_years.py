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
    found: dict[Period, int] = dict(known)
    waiting = list(known)
    while waiting:
        at = waiting.pop()
        earlier, later = at.shifted(-4), at.shifted(4)
        if earlier not in found and at in rolling and at.shifted(-1) in rolling:
            found[earlier] = found[at] - (rolling[at] - rolling[at.shifted(-1)])
            waiting.append(earlier)
        if later not in found and later in rolling and later.shifted(-1) in rolling:
            found[later] = found[at] + (rolling[later] - rolling[later.shifted(-1)])
            waiting.append(later)
    return {p: v if v >= 0 else None for p, v in sorted(found.items()) if p not in known}
