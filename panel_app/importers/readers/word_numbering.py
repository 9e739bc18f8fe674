"""The numbers that Word prints before paragraphs (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from panel_app.importers.readers.counting import printed_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
_SIGNS = {
    "decimal": "1", "decimalZero": "01", "lowerLetter": "a", "upperLetter": "A",
    "lowerRoman": "i", "upperRoman": "I", "none": "",
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """0: never; n: after level n; None: after every higher level."""
    legal: bool = False
    style: str = ""


class WordNumbering:
    """Counts while a document is walked: ask once for each numbered paragraph, in order."""

    def __init__(self, numbering: Any | None, linked: dict[str, str]) -> None:
        """`linked`: numbering style id -> the numbering it stands for."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._load(numbering, linked)

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level that a numbering ties to a paragraph style."""
        levels = self._levels.get(number, {})
        return next((at for at, level in levels.items() if level.style == style), None)

    def next(self, number: str, at: int) -> str:
        """The printed number of the next paragraph, BULLET for a bullet, "" where nothing is printed."""
        levels = self._levels.get(number)
        if levels is None or at not in levels:
            return ""
        level = levels[at]
        counts = self._counts.setdefault(self._abstract[number], {})
        start = self._starts.pop((number, at), None)
        if start is not None:
            counts[at] = start
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        for above in range(at):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        for below in [one for one in counts if one > at]:
            after = levels[below].restart if below in levels else None
            if after is None or (after and at < after):
                del counts[below]
        if level.format == "bullet":
            return BULLET

        def put(found: re.Match[str]) -> str:
            place = int(found.group(1)) - 1
            format_ = "decimal" if level.legal else levels.get(place, level).format
            return printed_number(counts.get(place, 1), _SIGNS.get(format_, "1"), doubled=True)

        return " ".join(_PLACE.sub(put, level.text).split())

    def _load(self, numbering: Any, linked: dict[str, str]) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        for element in numbering.iterchildren(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            abstract[name] = dict(map(_level, element.iterchildren(f"{W}lvl")))
            link = element.find(f"{W}numStyleLink")
            if link is not None:
                links[name] = link.get(f"{W}val", "")
        numbers = list(numbering.iterchildren(f"{W}num"))
        of_number = {one.get(f"{W}numId", ""): _value(one, "abstractNumId") for one in numbers}
        for one in numbers:
            name = one.get(f"{W}numId", "")
            base = of_number[name]
            if base in links:
                base = of_number.get(linked.get(links[base], ""), base)
            levels = dict(abstract.get(base, {}))
            for override in one.iterchildren(f"{W}lvlOverride"):
                at = _integer(override.get(f"{W}ilvl"), 0)
                own = override.find(f"{W}lvl")
                if own is not None:
                    levels[at] = _level(own)[1]
                start = _value(override, "startOverride")
                if start:
                    self._starts[name, at] = _integer(start, 1)
                    levels[at] = replace(levels.get(at, _Level()), start=_integer(start, 1))
            self._levels[name], self._abstract[name] = levels, base


def _level(element: Any) -> tuple[int, _Level]:
    restart = _value(element, "lvlRestart")
    legal = element.find(f"{W}isLgl")
    return _integer(element.get(f"{W}ilvl"), 0), _Level(
        start=_integer(_value(element, "start"), 1),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        restart=_integer(restart, 0) if restart else None,
        legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        style=_value(element, "pStyle"),
    )


def _value(element: Any, name: str) -> str:
    child = element.find(W + name)
    return str(child.get(f"{W}val", "")) if child is not None else ""


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
