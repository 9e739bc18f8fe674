"""Words that say which way something went."""

from __future__ import annotations

import re

UP = (
    r"(?:increas(?:e|es|ed|ing)|rises?|risen|rose|rising|grew|grown|growth|uplift|upturn|higher|more|above|up"
    r"|climb(?:ed)?|surged?|jump(?:ed)?)"
)
DOWN = (
    r"(?:decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|reductions?|reduc(?:e|es|ed|ing)|falls?|fallen|fell|falling"
    r"|drop(?:s|ped|ping)?|lower|fewer|less|below|down)"
)
EITHER = rf"(?:{UP}|{DOWN})"
_ADJECTIVES = (
    r"(?:small|slight|modest|significant|statistically|substantial|further|marked|overall|real|net|large|sharp"
    r"|minor|notable|considerable|year[- ]on[- ]year|quarter[- ]on[- ]quarter|annual|quarterly|monthly)"
)
_AFTER = re.compile(rf"^ ?(?:{_ADJECTIVES} )*(?P<word>{EITHER})\b(?! to\b)")
_BEFORE = re.compile(
    rf"\b(?P<word>{EITHER})(?: (?:in|of) [a-z ]{{1,30}}?)?(?: (?:by|of|was|is))?(?: an?| over| "
    rf"further| {_ADJECTIVES})* ?\(?$"
)
_UP = re.compile(rf"{UP}$")


def rising(word: str) -> bool:
    """Whether a word of direction says up."""
    return bool(_UP.fullmatch(word))


def direction_at(shape: str, start: int, end: int) -> tuple[bool, str] | None:
    """Which way a change goes whose figures stand from `start` to `end`, and the word that says so.

    The word right after counts before the word before: "increased 4% (6) lower" is nobody's sentence.
    """
    after = _AFTER.match(shape[end : end + 60])
    if after:
        return rising(after["word"]), after["word"]
    before = _BEFORE.search(shape[max(0, start - 70) : start])
    return (rising(before["word"]), before["word"]) if before else None
