"""Printed numbers, read as the intervals that their decimals allow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

HUNDRED = Decimal(100)
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, value: Decimal, slack: Decimal) -> Interval:
        return cls(value - slack, value + slack)

    def contains(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def overlaps(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high

    @property
    def sizes(self) -> Interval:
        """The values without their signs."""
        if self.low >= 0:
            return self
        return Interval(max(Decimal(0), -self.high), max(-self.low, self.high))

    def share_of(self, whole: Interval) -> Interval | None:
        """This as a percentage of `whole`; None where that could be nothing or less."""
        if whole.low <= 0:
            return None
        ends = [HUNDRED * part / all_ for part in (self.low, self.high) for all_ in (whole.low, whole.high)]
        return Interval(min(ends), max(ends))


class Unit(StrEnum):
    """What a number counts."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "percentage points"
    MONEY = "money"
    OTHER = "other"
    """A year, a time span, a label: no figure that can be recomputed."""


class About(StrEnum):
    """How sure the paper says it is of a number."""

    EXACT = ""
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed: its value, and `step`, what its last digit stands for (scale included)."""

    text: str
    value: Decimal
    step: Decimal
    unit: Unit = Unit.COUNT
    about: About = About.EXACT
    start: int = 0
    end: int = 0
    in_words: bool = False

    @property
    def exact(self) -> bool:
        """A count of whole things: nothing was rounded in printing it."""
        return self.unit is Unit.COUNT and self.step == 1 and self.about is About.EXACT

    @property
    def interval(self) -> Interval:
        """Where the true value lies, however it was rounded to what is printed."""
        slack = Decimal(0) if self.exact else self.step * HALF
        if self.about is About.ABOUT:
            slack = max(slack * 2, abs(self.value) / 8 if self.in_words else abs(self.value) / 20)
        elif self.about is About.OVER:
            return Interval(self.value - slack, self.value + max(abs(self.value) / 4, self.step))
        elif self.about is About.UNDER:
            return Interval(self.value - max(abs(self.value) / 4, self.step), self.value + slack)
        return Interval.around(self.value, slack)

    @property
    def loose(self) -> Interval:
        """The interval, wider for a round count: 16,000 may have been 15,612."""
        unit = Decimal(100)
        if not self.exact or self.value == 0 or self.value % unit:
            return self.interval
        while self.value % (unit * 10) == 0 and unit * 100 <= abs(self.value):
            unit *= 10
        return self.interval if unit * 10 > abs(self.value) else Interval.around(self.value, unit / 2)

    def prints(self, value: Decimal) -> bool:
        """Whether `value`, rounded as anyone rounds, is printed like this."""
        if self.about is not About.EXACT:
            return self.interval.contains(value)
        return any(rounded(value, self.step, how) == self.value for how in (ROUND_HALF_UP, ROUND_HALF_EVEN))

    def prints_cut_off(self, value: Decimal) -> bool:
        """Whether `value` is printed like this with its further digits cut off."""
        return self.about is About.EXACT and rounded(value, self.step, ROUND_DOWN) == self.value


def unsigned(figure: Figure) -> Figure:
    """The same figure without its sign."""
    return replace(figure, value=abs(figure.value))


def rounded(value: Decimal, step: Decimal, how: str = ROUND_HALF_UP) -> Decimal:
    """`value` to whole multiples of `step`."""
    return (value / step).to_integral_value(rounding=how) * step


_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    rf"|(?:{_MONTHS})(?![a-z]))"
)
_SCALES = {
    "k": Decimal(1000),
    "thousand": Decimal(1000),
    "m": Decimal(1000000),
    "mn": Decimal(1000000),
    "million": Decimal(1000000),
    "bn": Decimal(1000000000),
    "billion": Decimal(1000000000),
}
_NUMBER = re.compile(
    r"""(?<![\w.,/:%£-])(?<!\d[–−])
    (?P<sign>[+\-−]|[–](?=\d+(?:\.\d+)?%))?\ ?
    (?P<money>£\ ?)?
    (?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?
    (?:\ ?(?P<scale>k|K|m|M|mn|bn|million|billion|thousand)(?![a-zA-Z]))?
    (?:\ ?(?P<unit>%|per\ ?cent(?=\d{0,2}\b)|percentage\ points?\b|pp\b|ppts?\b)
       (?:\ ?(?P<points>points?\b|pts?\b))?(?P<note>(?<=[%t])\d{1,2}(?![\d%]))?)?
    (?![\w/:]|[.,]\d|,\d{3})""",
    re.VERBOSE,
)
"""A digit right behind a percentage is a footnote's that lost its place: "78%1"."""
_ABOUT = re.compile(
    r"(?:\b(?P<about>about|around|approximately|approx\.?|circa|c\.|roughly|some|nearly|almost|close to"
    r"|approaching|just (?:over|under|above|below)|estimated)|(?P<tilde>[~≈])"
    r"|\b(?P<over>over|more than|at least|in excess of|upwards? of|better than|above)"
    r"|\b(?P<under>fewer than|less than|up to|under|at most|below))\s*(?:a |an |the |one )?$",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"[\s-]*(?:(?:full|working|calendar|consecutive|rolling) )?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|quarters?|am|pm|o’clock"
    r"|miles?|mph|km|metres?|meters?|hectares?|ha|acres?|sq|sqm|st|nd|rd|th)\b",
    re.IGNORECASE,
)
_DATED = re.compile(rf"[\s-]*{MONTH}", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"{MONTH}[\s’'-]*$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:\b(?:page|pages|paragraph|para|section|sections|appendix|annex|item|items|outcome|outcomes|tier|phase"
    r"|objective|option|band|part|article|schedule|priority|type|level|stage|question|chart|table|figure|key"
    r"|category|class|no|nos|number|act|aged?|ages|version|grade|quarter|qtr|op|operation|room|road|q"
    r"|policy|policies|kpi|strand|theme|form|regulation|s|junction|phone|tel|telephone|fatal|top|week|step"
    r"|from years?|ref|resolution|minute|rule|line|clause|principle|recommendation|action|target \d*"
    r"|lot|zone|ward|site|plot|document|model|volume|issue|scale of|scored?|ranked|ranks?)\.?\s*#?|#)$",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(r"[\d%] ?[-–−] ?$")
_RANGE_AFTER = re.compile(r" ?[-–−] ?£?\d")
_PHONE_BEFORE = re.compile(r"\b0\d{2,5} $")
_SCHOOL_YEAR = re.compile(r"\byears? $", re.IGNORECASE)
_LINES = re.compile(
    r"[\s-]*(?:emergency |non-emergency )?(?:calls?|demand|performance|service|contact|system|line|call)\b",
    re.I,
)
_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_WORDS = {word: Decimal(value) for value, word in enumerate(_NUMBER_WORDS)}
_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_FRACTIONS = {
    "half": Decimal(50),
    "third": HUNDRED / 3,
    "quarter": Decimal(25),
    "fifth": Decimal(20),
    "tenth": Decimal(10),
}
_PERCENT_IN_WORDS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<ones>{'|'.join(_NUMBER_WORDS[1:10])}))?"
    rf"|(?P<few>{'|'.join(_NUMBER_WORDS)})) per ?cent(?P<points>age points?)?\b",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"\b(?:(?P<times>a|an|one|two|three|four|nine)[ -](?P<part>third|quarter|fifth|tenth)s?(?! of "
    r"(?:20|the year))"
    r"|(?:one|a)[ -](?P<half>half)"
    r"|(?P<count>" + "|".join(_WORDS) + r")(?=\s+(?:[a-z]+\s+){0,2}\(?[+−-]?\d))\b",
    re.IGNORECASE,
)


_NO_FOOTNOTES = str.maketrans(dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "))


def figures_in(text: str) -> list[Figure]:
    """Every number in a text, in order; those that are no figures (years, times, labels) have unit OTHER."""
    text = text.translate(_NO_FOOTNOTES)
    found = [_figure(match, text) for match in _NUMBER.finditer(text)]
    found += [one for match in _IN_WORDS.finditer(text) if (one := _in_words(match, text)) is not None]
    if " percent" in text or " per cent" in text:
        found += [_percent_in_words(match, text) for match in _PERCENT_IN_WORDS.finditer(text)]
    found.sort(key=lambda figure: figure.start)
    return found


def cell_figure(text: str) -> Figure | None:
    """The number that is all of a table's cell, None for anything else.

    “(1.2)” is minus 1.2; an arrow up or down before a number is its sign; a footnote's star is nothing.
    """
    bare = text.translate(_NO_FOOTNOTES).strip().strip("*†‡ ").strip()
    if not bare or not any(map(str.isdigit, bare)) or len(bare) > 24:
        return None
    sign = 1
    if bare[0] in "↓▼":
        sign, bare = -1, bare[1:].strip()
    elif bare[0] in "↑▲↔":
        bare = bare[1:].strip()
    if bare.startswith("(") and bare.endswith(")"):
        sign, bare = -sign, bare[1:-1].strip()
    match = _CELL.fullmatch(bare)
    if match is None:
        return None
    if match["sign"] in ("-", "−", "–"):
        sign = -sign
    return _built(match, text, sign, About.EXACT, 0, len(text))


_CELL = re.compile(
    r"""(?P<sign>[+\-−–])?\ ?(?P<money>£\ ?)?(?P<inner>-)?
    (?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?
    (?:\ ?(?P<scale>k|K|m|M|bn))?(?:\ ?(?P<unit>%|pp)(?P<points>\ ?pts?)?(?:(?<=%)\d{1,2})?)?""",
    re.VERBOSE,
)


def _built(
    match: re.Match[str], text: str, sign: int, about: About, start: int, end: int, unit: Unit | None = None
) -> Figure:
    decimals = match["decimals"] or ""
    scale = _SCALES[match["scale"].lower()] if match["scale"] else Decimal(1)
    value = Decimal(match["digits"].replace(",", "") + decimals) * scale * sign
    step = Decimal(1).scaleb(-max(len(decimals) - 1, 0)) * scale
    if unit is None:
        printed = (match["unit"] or "").lower()
        if printed:
            points = match["points"] or printed.startswith(("percentage", "pp"))
            unit = Unit.POINTS if points else Unit.PERCENT
        else:
            unit = Unit.MONEY if match["money"] else Unit.COUNT
    return Figure(text, value, step, unit, about, start, end)


def _figure(match: re.Match[str], text: str) -> Figure:
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 24]
    sign = -1 if match["sign"] in ("-", "−", "–") else 1
    unit = None
    if not match["unit"] and not match["money"]:
        digits = match["digits"]
        plain = not match["decimals"] and not match["scale"]
        year = plain and len(digits) == 4 and 1900 <= int(digits) <= 2100
        known = plain and digits in ("999", "101", "111") and _LINES.match(after)
        dated = plain and len(digits) <= 2 and (_DATED.match(after) or _MONTH_BEFORE.search(before))
        leading = (plain and len(digits) > 1 and digits[0] == "0") or _PHONE_BEFORE.search(before)
        leading = leading or (plain and len(digits) <= 2 and _SCHOOL_YEAR.search(before))
        if (
            year or known or dated or leading or _SPAN.match(after) or _NAMED.search(before.rstrip())
            or (sign == -1 and before[-1:] not in ("(", " ", ""))
        ):  # fmt: skip
            unit = Unit.OTHER
    about = _about(before)
    dash = match["sign"] in ("-", "−", "–") and re.search(r"[\d%] ?$", before)
    if dash or _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after):
        # An end of a range ("19% - 21%", "0-5").
        unit = Unit.OTHER
    shown = text[match.start() : match.start("note") if match["note"] else match.end()]
    return _built(match, shown.strip(), sign, about, match.start(), match.end(), unit)


def _percent_in_words(match: re.Match[str], text: str) -> Figure:
    """“five per cent”, which is as exact as “5%” and therefore not `in_words`."""
    words = [word.lower() for word in match.group("tens", "ones", "few") if word]
    value = sum((_TENS.get(word) or _WORDS[word] for word in words), Decimal(0))
    unit = Unit.POINTS if match["points"] else Unit.PERCENT
    about = _about(text[max(0, match.start() - 24) : match.start()])
    return Figure(match.group(), value, Decimal(1), unit, about, match.start(), match.end())


def _in_words(match: re.Match[str], text: str) -> Figure | None:
    start, end = match.span()
    if match["count"]:
        if _SPAN.match(text[end : end + 24]):
            return None  # "five years ago (561)"
        return Figure(
            match.group(),
            _WORDS[match["count"].lower()],
            Decimal(1),
            Unit.COUNT,
            About.EXACT,
            start,
            end,
            True,
        )
    if match["half"]:
        value = _FRACTIONS["half"]
    else:
        times = {"a": 1, "an": 1}.get(match["times"].lower()) or int(_WORDS[match["times"].lower()])
        value = _FRACTIONS[match["part"].lower()] * times
        if value > HUNDRED:
            return None
    if re.match(r"\s+(?:of the (?:financial )?year|end|\d)", text[end:]) or re.search(
        r"\b(?:the|in|last|this|each)\s*$", text[max(0, start - 8) : start]
    ):
        return None
    return Figure(match.group(), value, Decimal(1), Unit.PERCENT, About.ABOUT, start, end, True)


def _about(before: str) -> About:
    match = _ABOUT.search(before)
    if match is None:
        return About.EXACT
    if match["over"]:
        return About.OVER
    return About.UNDER if match["under"] else About.ABOUT
