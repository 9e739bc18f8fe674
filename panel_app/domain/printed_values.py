"""What a cell of a sheet or table says as a number: "1,204", "(12)", "£27.2m", "53%", "n/a"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from panel_app.domain.figures.numbers import Unit, cell_figure

_NONE = frozenset(
    (
        *(
            "",
            "*",
            "**",
            "-",
            "--",
            "–",
            "—",
            "−",
            ".",
            "..",
            "…",
            ":",
            "n/a",
            "na",
            "n.a.",
            "#n/a",
            "c",
            "x",
            "z",
        ),
        *(
            "c",
            "x",
            "z",
            "[c]",
            "[x]",
            "[z]",
            "[u]",
            "none",
            "null",
            "not available",
            "not applicable",
            "suppressed",
            "tbc",
        ),
    )
)
"""What publishers print for a value that is not there, not applicable, or kept confidential."""
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)
"""A number as programs write it."""
_SCALED = re.compile(r"\d ?(?:k|m|bn)\b", re.IGNORECASE)
_SCALES = {"m": Decimal(1_000_000), "k": Decimal(1000), "000s": Decimal(1000), "000": Decimal(1000)}


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A number as printed, and the sign or unit beside it; `value` is None where none is given."""

    value: Decimal | None
    per_cent: bool = False
    money: bool = False
    scaled: bool = False
    """Whether it was printed in thousands or millions ("£27.2m"): `value` is in full."""


@lru_cache(maxsize=65536)
def read_value(text: str) -> PrintedValue:
    """What a cell says; ValueError, with the reason as words, for what is no number."""
    bare = " ".join(text.replace("\u00a0", " ").split())
    if bare.casefold() in _NONE:
        return PrintedValue(None)
    if _PLAIN.fullmatch(bare):
        return PrintedValue(Decimal(bare))
    figure = cell_figure(bare)
    if figure is None or figure.unit is Unit.OTHER:
        raise ValueError(f"“{bare[:40]}” is not a number")
    share = figure.unit in (Unit.PERCENT, Unit.POINTS)
    scaled = bool(_SCALED.search(bare))
    return PrintedValue(figure.value, share, figure.unit is Unit.MONEY, scaled)


def in_unit(printed: PrintedValue, unit: str) -> Decimal | None:
    """The value in the unit of its measure; ValueError where the two do not go together.

    "£27.2m" is 27.2 in a measure that is counted in "£m", and 27,200,000 in one that is counted in "£".
    """
    value = printed.value
    if value is None:
        return None
    if printed.per_cent and unit not in ("%", ""):
        raise ValueError(f"it is a percentage, and the measure is counted in {unit}")
    if printed.scaled and unit.startswith("£"):
        return value / _SCALES.get(unit[1:].lstrip(",").casefold(), Decimal(1))
    return value


def told_unit(printed: PrintedValue) -> str:
    """The unit that a printed value shows by itself."""
    return "%" if printed.per_cent else "£" if printed.money else ""
