"""Whether a printed figure and what other figures give agree, and what would explain it if not."""

from __future__ import annotations

from decimal import Decimal

from panel_app.domain.figures.model import Verdict
from panel_app.domain.figures.numbers import HUNDRED, Figure, Interval, Unit

CUT_OFF = "cut off, not rounded"
ROUNDED_BEFORE = "the figures it comes from may be rounded themselves"


def grade(claimed: Figure, value: Decimal, allowed: Interval) -> tuple[Verdict, str]:
    """The verdict on a printed figure whose arithmetic gives `value`, and anything in `allowed` when the
    figures used may themselves be rounded; for `rounding` also which kind it is."""
    if claimed.prints(value):
        return Verdict.AGREES, ""
    if claimed.prints_cut_off(value):
        return Verdict.ROUNDING, CUT_OFF
    if claimed.interval.overlaps(allowed):
        return Verdict.ROUNDING, ROUNDED_BEFORE
    return Verdict.DISAGREES, ""


def change_of(old: Decimal, new: Decimal) -> Decimal | None:
    """The change from `old` to `new` in per cent of `old`; None where there was nothing before."""
    return None if old <= 0 else (new - old) * HUNDRED / old


def change_interval(old: Interval, new: Interval) -> Interval | None:
    """All changes in per cent that values in the two intervals can give."""
    if old.low <= 0:
        return None
    ends = [(n - o) * HUNDRED / o for o in (old.low, old.high) for n in (new.low, new.high)]
    return Interval(min(ends), max(ends))


def digit_slip(printed: Figure, right: Decimal) -> str:
    """Which slip of one key turns `right` into what is printed, in words; "" for none."""
    size = Decimal(1) if printed.unit is not Unit.MONEY else printed.step
    if right < 0 or right % size or printed.value % size:
        return ""
    there, here = str(int(right / size)), str(int(printed.value / size))
    if len(there) == len(here) and len(here) > 1:
        differing = [at for at, (a, b) in enumerate(zip(there, here, strict=True)) if a != b]
        if len(differing) == 2 and differing[1] == differing[0] + 1:
            first, second = differing
            if there[first] == here[second] and there[second] == here[first]:
                return "two digits are swapped"
    if len(there) == len(here) + 1 and any(there[:at] + there[at + 1 :] == here for at in range(len(there))):
        return "a digit is missing"
    if len(here) == len(there) + 1 and any(here[:at] + here[at + 1 :] == there for at in range(len(here))):
        return "a digit is too many"
    return ""
