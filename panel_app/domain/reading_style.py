"""How the words of the reading view are set."""

from __future__ import annotations

from dataclasses import dataclass

SIZES = (75, 100, 125, 150, 175, 200, 250, 300)
"""Per cent of the program's own text size."""
LINE_LETTERS = {45: "Short", 70: "Medium", 95: "Long", 0: "Whole width"}
"""About how many letters stand in a line, and what that is called; 0 uses the whole width."""
SPACINGS = {120: "Close", 150: "Medium", 190: "Wide"}
"""From line to line, in per cent of a letter's height, and what that is called."""


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """What a reader chose; a value that is not offered is brought to the usual one."""

    size: int = 100
    letters: int = 70
    spacing: int = 150

    def __post_init__(self) -> None:
        for name, offered, usual in (
            ("size", SIZES, 100),
            ("letters", LINE_LETTERS, 70),
            ("spacing", SPACINGS, 150),
        ):
            if getattr(self, name) not in offered:
                object.__setattr__(self, name, usual)

    def next_size(self, larger: bool) -> int:
        """One size up or down; the last one stays."""
        at = SIZES.index(self.size) + (1 if larger else -1)
        return SIZES[min(max(at, 0), len(SIZES) - 1)]
