"""Changes that a sentence states by their percentage alone: "a 28% increase on the previous quarter"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from panel_app.domain.figures.claims import claims_in
from panel_app.domain.figures.direction import direction_at
from panel_app.domain.figures.numbers import Figure, Unit, unsigned
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.when import periods_in
from panel_app.domain.periods import Period


class Before(Enum):
    """Which earlier time a change is on."""

    PREVIOUS = "the period before"
    YEAR_AGO = "the same period a year before"
    NAMED = "a period that is named with its year"
    OTHER = "another time"


@dataclass(frozen=True)
class Base:
    """What a change is compared with: the kind, its words and their place in the sentence, and the period or
    its length where they say it."""

    kind: Before
    words: str
    period: Period | None = None
    length: str = ""
    start: int = 0
    end: int = 0

    @property
    def said(self) -> str:
        """“the previous quarter”, “Q1 2024/25”."""
        plain = self.kind is Before.NAMED or self.words.startswith(("the ", "a "))
        return self.words if plain else f"the {self.words}"


@dataclass(frozen=True)
class ShareClaim:
    """A change as a sentence states it in per cent only."""

    sentence: Sentence
    share: Figure
    up: bool
    word: str
    base: Base
    subject: str
    """The words of its own piece of the sentence, without the figures and what it is compared with."""
    quote: str
    clause: tuple[int, int]
    """Where that piece begins and ends."""

    @property
    def has_own_base(self) -> bool:
        """Whether what it is compared with stands in its own piece, not with another percentage."""
        return self.clause[0] <= self.base.start < self.clause[1]

    @property
    def percent(self) -> Figure:
        """The percentage without its sign."""
        return unsigned(self.share)

    @property
    def percent_said(self) -> str:
        """“41 %”."""
        return re.sub(r" *%", " %", self.share.text.strip().lstrip("+-−– "))


_LENGTH = r"(quarter|month|year|week|period|term)"
_YEAR_AGO = re.compile(
    rf"\b(?:same|this|corresponding|equivalent) (?:{_LENGTH}|time|point)(?: (?:in|of))?(?: the)? "
    r"(?:last|previous|prior|preceding) (?:financial )?year\b"
    r"|\b(?:(quarter) \d|q\d|) ?(?:of |in )?(?:the )?(?:last|previous) year’?s?\b(?<=\d last year)"
    r"|\bthe year before\b|\ba year (?:ago|earlier)\b"
)
_PREVIOUS = re.compile(
    rf"\b(?:previous|last|preceding|prior) (?:financial |reporting |calendar )?{_LENGTH}\b"
    r"|\bthe (quarter|month) before\b"
)
_OTHER = re.compile(
    r"\b(?:since (?:[a-z]+ )?20\d\d|(?:(?:20\d\d )?baselines?|pre-?(?:covid|pandemic)|long[- ]term average"
    r"|20\d\d|(?:12|twelve) months)\b)"
)
_COMPARED = re.compile(
    r"(?:\b(?:compared|comparison)(?: (?:to|with|against))?"
    r"|\b(?:on|than|against|from|over|below|above|versus|vs))"
    r"(?: (?:the|those|that|these|levels?|volumes?|figures?|numbers?|recorded|reported|seen|for|in|of|end"
    r"|same|period|quarter|month|,))*$"
)
_AIM = re.compile(
    r"\b(?:will|would|should|could|may|might|targets?|aims?|ambitions?|goals?|sustained|expect\w*|project(?:ed|s|ing|ions?)"
    r"|forecast\w*|assum\w*|budget(?:ed)?|if|risks?|limits?|propos\w*|plans? to|tolerance|up to|required)\b"
)
_YEAR_TO_DATE = re.compile(r"\b(?:ytd|year[- ]to[- ]date|rolling|cumulative|so far this year)\b")
_POINTS_BACK = re.compile(r"(?:this|that) (?:is|was|represents|represented|equates to)\b")
_JOINT = re.compile(r"[,;]? ?\b(?:and|but|while|whilst|although|however)\b|[,;] ")


def share_claims(sentence: Sentence, taken: frozenset[int]) -> list[ShareClaim]:
    """Those of a sentence that say what they are compared with; `taken` are the places of percentages
    that are checked otherwise."""
    if _AIM.search(sentence.shape) or "respectively" in sentence.shape:
        return []  # An aim is no change, and which of several is meant would be a guess.
    taken = taken | {claim.share.start for claim in claims_in(sentence)}
    shape, text = sentence.shape, sentence.text.lower()
    shares = [figure for figure in sentence.figures if figure.unit is Unit.PERCENT]
    found: list[ShareClaim] = []
    for at, figure in enumerate(shares):
        match = re.search(rf"\{{P{sentence.figures.index(figure)}\}}", shape)
        way = direction_at(shape, match.start(), match.end()) if match else None
        if way is None or figure.start in taken or figure.in_words:
            continue
        begin, end = _clause(text, shares, at)
        base = (
            _base(text, figure.end, end) or _base(text, figure.end, len(text)) or _base(text, 0, figure.start)
        )
        if base is None and at == 0 and _POINTS_BACK.match(shape):
            base = Base(Before.OTHER, "the time before", start=end, end=end)
        if base is None:
            continue
        subject = " ".join(
            (
                _COMPARED.sub("", text[begin : max(begin, min(base.start, end))].rstrip(" (,")),
                text[max(begin, base.end) : end],
            )
            if base.start < end and base.end > begin
            else (text[begin:end],)
        )
        quote = sentence.text[begin:end].strip(" ,;–-")
        quote = quote if len(shares) > 1 and len(quote) <= 240 else sentence.quote(figure)
        found.append(ShareClaim(sentence, figure, *way, base, subject, quote, (begin, end)))
    return found


def _clause(text: str, shares: list[Figure], at: int) -> tuple[int, int]:
    """From the joint behind the percentage before to the one behind this, where another follows."""
    begin, end = 0, len(text)
    if at > 0:
        joints = list(_JOINT.finditer(text, shares[at - 1].end, shares[at].start))
        begin = joints[-1].end() if joints else shares[at - 1].end
    if at + 1 < len(shares):
        joints = list(_JOINT.finditer(text, shares[at].end, shares[at + 1].start))
        end = joints[-1].start() if joints else shares[at + 1].start
    return begin, end


def _base(text: str, start: int, stop: int) -> Base | None:
    """The first thing between two places that a change may be compared with."""
    said = text[start:stop].split(";")[0] if start else text[start:stop]
    part = said.lower()
    found: list[tuple[int, int, Base]] = []
    for one in periods_in(part):
        if _COMPARED.search(part[: one.start].rstrip(" (,")):
            found.append(
                (
                    one.start,
                    -one.end,
                    Base(
                        Before.NAMED,
                        said[one.start : one.end],
                        one.period,
                        "",
                        start + one.start,
                        start + one.end,
                    ),
                )
            )
    for kind, pattern in ((Before.YEAR_AGO, _YEAR_AGO), (Before.PREVIOUS, _PREVIOUS), (Before.OTHER, _OTHER)):
        for match in pattern.finditer(part):
            if kind is Before.OTHER and not (
                match.group().startswith("since") or _COMPARED.search(part[: match.start()].rstrip())
            ):
                continue
            length = next((group for group in match.groups() if group), "")
            words = said[match.start() : match.end()].strip()
            places = (start + match.start(), start + match.end())
            found.append((match.start(), -match.end(), Base(kind, words, None, length, *places)))
    return min(found, key=lambda one: one[:2])[2] if found else None


def is_year_to_date(claim: ShareClaim) -> bool:
    """Whether it is about the year so far, or about years that end with each quarter."""
    return bool(_YEAR_TO_DATE.search(claim.sentence.text.lower()))
