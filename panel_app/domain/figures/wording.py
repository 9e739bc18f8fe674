"""Arithmetic in words that a councillor can read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from panel_app.domain.figures.numbers import Figure, Unit


def number(value: Decimal, decimals: int | None = None) -> str:
    """A number with thousands separated; `decimals` as given, or as many as it has, at most three."""
    if decimals is None:
        value = value.quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()
        decimals = max(0, -int(value.as_tuple().exponent))
    else:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{value:,.{decimals}f}".replace("-", "−")


def percent(value: Decimal, claimed: Figure | None = None) -> str:
    """A percentage with one decimal more than the paper prints, so that the rounding can be seen."""
    printed = max(0, -int(claimed.step.as_tuple().exponent)) if claimed else 0
    return f"{number(value, printed + 1)} %"


def amount(value: Decimal, like: Figure) -> str:
    """A value as the paper prints such values: £0.400m, 1,667 or 4.4 %."""
    decimals = max(0, -int(like.step.normalize().as_tuple().exponent))
    if like.unit is Unit.PERCENT:
        return f"{number(value, decimals)} %"
    if like.unit is Unit.POINTS:
        return f"{number(value, decimals)} percentage {'point' if value == 1 else 'points'}"
    if like.unit is not Unit.MONEY:
        return number(value, decimals)
    sign, size = ("−" if value < 0 else ""), abs(value)
    for name, scale in (("bn", Decimal(10) ** 9), ("m", Decimal(10) ** 6), ("k", Decimal(1000))):
        if (
            like.text.lower()
            .rstrip()
            .endswith((name, {"m": "million", "bn": "billion", "k": "thousand"}[name]))
        ):
            places = max(0, -int((like.step / scale).normalize().as_tuple().exponent))
            return f"{sign}£{number(size / scale, places)}{name}"
    return f"{sign}£{number(size, decimals)}"


def listed(words: Sequence[str], limit: int = 6) -> str:
    """“a, b and c”; the middle of a long list is counted instead."""
    if len(words) > limit:
        words = [*words[: limit - 1], f"{len(words) - limit + 1} more"]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def added(parts: Sequence[str]) -> str:
    """“3 + 22 + 40”; of more than eight only the ends are written out."""
    shown = list(parts) if len(parts) <= 8 else [*parts[:3], "…", parts[-1]]
    return " + ".join(shown)


def more_or_fewer(change: Decimal, unit: Unit = Unit.COUNT) -> str:
    """“162 fewer”, “13 more”, “no change”."""
    if change == 0:
        return "no change"
    word = "more" if change > 0 else ("fewer" if unit is Unit.COUNT else "less")
    return f"{number(abs(change))} {word}"
