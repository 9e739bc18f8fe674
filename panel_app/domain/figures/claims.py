"""Changes with count and percentage as sentences state them: "increased by 39% (260)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from panel_app.domain.figures.direction import direction_at
from panel_app.domain.figures.numbers import Figure, Unit, unsigned
from panel_app.domain.figures.sentences import Sentence

_PERCENT_THEN_COUNT = re.compile(r"\{P(?P<p>\d+)\},? ?\([+-]?\{N(?P<n>\d+)\}(?: [a-z ]{1,24})?\)")
_COUNT_THEN_PERCENT = re.compile(r"\{N(?P<n>\d+)\}(?: [a-z-]+){0,3},? ?\([+-]?\{P(?P<p>\d+)\}\)")
_PERCENT_WITH_COUNT = re.compile(
    r"\bby \{P(?P<p>\d+)\},? (?:with|or) \{N(?P<n>\d+)\} (?:fewer|more|less|offences|incidents|crimes)"
)
_PERIODS = (
    r"(?:quarter|month|year|period|week|(?:financial|performance|calendar|reporting) (?:year|quarter|period)"
    r"|three months|six months|twelve months)"
)
_BASE_WORDS = (
    rf"(?:the )?(?:same|previous|last|preceding|prior) {_PERIODS}"
    r"(?: (?:of |in )?(?:the )?(?:last|previous|prior|preceding) (?:financial )?year)?"
)
_BASE = re.compile(
    r"^[^{}.;]{0,40}?\b(?:compared (?:to|with)|compared|on|than|against|below|above|over|from|for) "
    rf"(?:volumes |levels |that |those )*(?:recorded |seen )*(?:for |in |of )*(?P<base>{_BASE_WORDS})"
)
_BASE_VALUE = re.compile(
    rf"^(?: [a-z]+){{0,3}}? (?:from|on|compared (?:to|with)|against|than) (?:the )?(?:{_BASE_WORDS} ?(?:of "
    rf")?\(?)?\{{N(?P<n>\d+)\}}"
)
_IN_BETWEEN = re.compile(
    r"\b(?:and|but|however|remains?|is|are|was|were|still|yet|an?|the|compared|to|with|on|than|previous|last|same"
    r"|quarter|year|month|period|increased?|decreased?|reduction|lower|higher|above|below|fewer|more|while|whilst"
    r"|now|also|in|of|up|down|by|volumes?|recorded|for|this|it|they|saw|seen|has|have|had|been|uplift|rise|fall"
    r"|respectively|when)\b"
)


@dataclass(frozen=True)
class Claim:
    """A change as a sentence states it."""

    sentence: Sentence
    share: Figure
    count: Figure
    up: bool
    word: str
    start: int
    end: int
    base: str
    """“the previous quarter”; "" where it is not said."""
    subject: str

    quote: str = ""
    """Its own piece of a sentence that makes several."""

    @property
    def size(self) -> Decimal:
        return abs(self.count.value)

    @property
    def signed(self) -> Decimal:
        return self.size if self.up else -self.size

    @property
    def before(self) -> Figure | None:
        """The value before, where it stands right behind: "9.3% (-784) from the 8,462"."""
        match = _BASE_VALUE.match(self.sentence.shape[self.end :])
        return self.sentence.figure(match, "n") if match else None

    @property
    def percent(self) -> Figure:
        """The percentage without its sign: "a -13% decrease" is a decrease of 13."""
        return unsigned(self.share)

    @property
    def percent_said(self) -> str:
        """“41 %”."""
        return re.sub(r" *%", " %", self.share.text.strip().lstrip("+-−–"))


def claims_in(sentence: Sentence) -> list[Claim]:
    """The changes that a sentence states with count and percentage."""
    if not any(figure.unit is Unit.PERCENT for figure in sentence.figures):
        return []
    shape = sentence.shape
    found: list[Claim] = []
    for pattern in (_PERCENT_THEN_COUNT, _COUNT_THEN_PERCENT, _PERCENT_WITH_COUNT):
        for match in pattern.finditer(shape):
            start, end = match.span()
            way = direction_at(shape, start, end) or _same_way(shape, start, found)
            share, count = sentence.figure(match, "p"), sentence.figure(match, "n")
            if way is None or share is None or count is None:
                continue
            if any(claim.share is share or claim.count is count for claim in found):
                continue
            base = _BASE.match(shape[match.end() :])
            base_words = base["base"].strip() if base else ""
            found.append(
                Claim(
                    sentence,
                    share,
                    count,
                    *way,
                    match.start(),
                    match.end(),
                    base_words,
                    shape[: match.start()],
                )
            )
    found.sort(key=lambda claim: claim.start)
    return [replace(claim, quote=_piece(found, at)) for at, claim in enumerate(found)]


def _same_way(shape: str, start: int, found: Sequence[Claim]) -> tuple[bool, str] | None:
    """The direction of the claim before, for one that is only joined on: "… and by 3% (15)"."""
    earlier = [claim for claim in found if claim.end <= start]
    if not earlier or not re.search(r" and by ?$", shape[:start]):
        return None
    last = max(earlier, key=lambda claim: claim.end)
    return last.up, last.word


_JOINT = re.compile(r",? (?:and|but|yet|while|whilst|although)\b|[,;] ")


def _piece(claims: Sequence[Claim], at: int) -> str:
    """The words of a sentence that belong to one of its claims."""
    text = claims[at].sentence.text
    start, end = 0, len(text)
    if at > 0:
        last = _last_figure(claims[at - 1])
        joints = list(_JOINT.finditer(text, last.end, _first_figure(claims[at]).start))
        start = joints[0].end() if joints else last.end + 1
    if at + 1 < len(claims):
        last = _last_figure(claims[at])
        joints = list(_JOINT.finditer(text, last.end, _first_figure(claims[at + 1]).start))
        end = joints[0].start() if joints else _first_figure(claims[at + 1]).start
    piece = text[start:end].strip()
    return (
        piece
        if len(piece) <= 240
        else claims[at].sentence.quote(_first_figure(claims[at]), _last_figure(claims[at]))
    )


def _first_figure(claim: Claim) -> Figure:
    return min(claim.share, claim.count, key=lambda figure: figure.start)


def _last_figure(claim: Claim) -> Figure:
    return max(claim.share, claim.count, key=lambda figure: figure.start)


def subject_of(claims: Sequence[Claim], at: int) -> str:
    """The words before a claim; those of an earlier one too when only "but" and the like stand between."""
    start = 0
    for before in range(at, 0, -1):
        between = claims[at].sentence.shape[claims[before - 1].end : claims[before].start]
        if names_something(between):
            start = claims[before - 1].end
            break
    return claims[at].sentence.shape[start : claims[at].start]


def names_something(between: str) -> bool:
    return bool(re.search(r"[a-z]{3,}", _IN_BETWEEN.sub(" ", re.sub(r"\{\w+\}", " ", between))))
