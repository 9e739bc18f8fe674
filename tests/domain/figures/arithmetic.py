"""Works out again what the line of a check says, from the line alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

_N = r"[−-]?£?[\d,]+(?:\.\d+)?(?:m|bn|k)?"
_P = r"[\d,]+(?:\.\d+)?"


def value(text: str) -> Decimal:
    scale = {"m": 10**6, "k": 10**3}.get(text[-1], 1)
    bare = text.rstrip("mkbn").replace("£", "").replace(",", "").replace("−", "-")
    return Decimal(bare) * scale * (1000**3 if text.endswith("bn") else 1)


def prints(printed: str, exact: Decimal) -> bool:
    """Whether a percentage is shown as it is, within half of its last digit."""
    decimals = len(printed.partition(".")[2])
    return abs(value(printed) - exact) <= Decimal(1).scaleb(-decimals) / 2


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return abs(part) * 100 / abs(whole)


def _change(match: re.Match[str]) -> bool:
    now, before = value(match["now"]), value(match["before"])
    if match["size"] and value(match["size"]) != abs(now - before):
        return False
    if match["way"] and (match["way"] == "more") != (now > before):
        return False
    return not match["p"] or prints(match["p"], _share(now - before, before))


def _added(match: re.Match[str]) -> bool:
    parts = re.findall(_N, match["parts"])
    total = sum((value(part) for part in parts), Decimal(0))
    return "…" in match["parts"] or total == value(match["total"])


def _made(match: re.Match[str]) -> bool:
    parts = re.findall(rf"({_P}) ?(?:%|per ?cent)", match["parts"])
    return sum((value(part) for part in parts), Decimal(0)) == value(match["total"])


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], bool]], ...] = (
    (
        rf"gives (?P<now>{_N}) now and (?P<before>{_N}) [^:]*: "
        rf"(?:(?P<size>{_N}) (?P<way>more|fewer|less)|no change)"
        rf"(?:, which is (?P<p>{_P}) %)?",
        _change,
    ),
    (
        rf"^From (?P<before>{_N}) to (?P<now>{_N}) is (?P<p>{_P}) %(?: (?P<way>more|less))?(?P<size>)",
        _change,
    ),
    (
        rf"From (?P<a>{_P}) % to (?P<b>{_P}) % is (?P<d>{_P}) percentage points?, or (?P<p>{_P}) %",
        lambda m: (
            abs(value(m["b"]) - value(m["a"])) == value(m["d"])
            and prints(m["p"], _share(value(m["d"]), value(m["a"])))
        ),
    ),
    (rf"(?P<parts>{_N}(?: \+ (?:{_N}|…))+) = (?P<total>{_N})", _added),
    (
        rf"(?P<a>{_N}) less (?P<b>{_N}) is (?P<c>{_N})",
        lambda m: value(m["a"]) - value(m["b"]) == value(m["c"]),
    ),
    (
        rf"(?<![\d.%] )(?<!is )\b(?P<a>{_N}) of (?:[^\d(]*? )?(?P<b>{_N}) "
        rf"(?:\(the sum of the rows\) )?is (?P<p>{_P}) %",
        lambda m: prints(m["p"], _share(value(m["a"]), value(m["b"]))),
    ),
    (
        rf"\((?P<p>{_P}) ?% is (?P<a>{_N}) of (?:[^(]*[^\d,(])?(?P<b>{_N})[:)]",
        lambda m: prints(m["p"], _share(value(m["a"]), value(m["b"]))),
    ),
    (
        rf"(?P<a>{_N})(?: %)? is (?P<word>above|below|more than|less than) (?P<b>{_N})",
        lambda m: (m["word"] in ("above", "more than")) == (value(m["a"]) > value(m["b"])),
    ),
    (
        rf"(?P<a>{_N})(?: %)? is (?P<times>{_P}) times (?P<b>{_N})",
        lambda m: prints(m["times"], value(m["a"]) / value(m["b"])),
    ),
    (rf"(?P<parts>{_P} ?%[^:.]*?) make (?P<total>{_P}) %", _made),
)


def sums_in(line: str) -> list[tuple[str, bool]]:
    """Every sum that a line holds, and whether it comes out."""
    return [(match.group(), check(match)) for form, check in _FORMS for match in re.finditer(form, line)]
