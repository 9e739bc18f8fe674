"""A part of a whole with both counts and the share: "134 (92%)" of 145, "42% (539) of all victims (1,289)".

Also a share in words beside one in figures: "almost three quarters (72%)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_app.domain.figures.grading import grade
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import HUNDRED, Figure
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import number, percent

_NAMED = r"(?:[^{}.;()]|\{O\d+\}|\([^{}()]*\))"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\{{P(?P<p>\d+)\}},? ?\(\{{N(?P<part>\d+)\}}\),? of (?:all |the |these |those |our )?"
        rf"(?:{_NAMED}{{1,70}}?\(\{{N(?P<all>\d+)\}}\)|\{{N(?P<whole>\d+)\}})",
        r"\{P(?P<p>\d+)\},? ?\(\{N(?P<part>\d+)\}(?: out)? of (?:the |a total of )?\{N(?P<all>\d+)\}",
        rf"\{{N(?P<all>\d+)\}} {_NAMED}{{1,60}}?,? of (?:which|whom|these|them),? "
        rf"\{{N(?P<part>\d+)\}}(?: [a-z]+)? \(\{{P(?P<p>\d+)\}}\)",
        r"\{N(?P<part>\d+)\}(?: [a-z]+){0,2} (?:out of|of) (?:the |a total of |all |these )?\{N"
        r"(?P<all>\d+)\}(?:[^{}.;()]){0,60} \(\{P(?P<p>\d+)\}\)",
    )
)
_IN_WORDS = re.compile(r"\{P(?P<words>\d+)\}(?: of [a-z ]{1,40})? \(\{P(?P<p>\d+)\}(?:\)| of )")
_FIGURES_OF_SPEECH = 10
"""Up to here "9 out of 10" is a way of saying "most"."""


def check_parts(source: Source) -> Iterator[FigureCheck]:
    """Every such statement."""
    for sentence in source.sentences:
        if "%" not in sentence.text or "(" not in sentence.text:
            continue
        seen: set[int] = set()
        for pattern in _PATTERNS:
            for match in pattern.finditer(sentence.shape):
                share, part = sentence.figure(match, "p"), sentence.figure(match, "part")
                groups = match.groupdict()
                whole = sentence.figure(match, "all" if groups.get("all") else "whole")
                if share and part and whole and share.start not in seen:
                    seen.add(share.start)
                    yield from _part(sentence, share, part, whole)
        yield from _words(sentence)


def _part(sentence: Sentence, share: Figure, part: Figure, whole: Figure) -> Iterator[FigureCheck]:
    if whole.value <= _FIGURES_OF_SPEECH or part.value > whole.value or part.value < 0:
        return
    value = part.value * HUNDRED / whole.value
    allowed = part.loose.share_of(whole.loose)
    if allowed is None:
        return
    verdict, kind = grade(share, value, allowed)
    line = (
        f"{number(part.value)} of {number(whole.value)} is {percent(value, share)}, "
        f"where the text says {share.text.strip()}."
    )
    values = [UsedValue(figure.text, sentence.page, "this sentence") for figure in (part, whole)]
    yield found(Rule.PART, verdict, sentence, (share, part, whole), line, kind, values)


def _words(sentence: Sentence) -> Iterator[FigureCheck]:
    for match in _IN_WORDS.finditer(sentence.shape):
        words, share = sentence.figure(match, "words"), sentence.figure(match, "p")
        if words is None or share is None or not words.in_words or share.in_words:
            continue
        verdict = Verdict.AGREES if words.interval.overlaps(share.interval) else Verdict.DISAGREES
        line = f"“{words.text}” is about {percent(words.value)}, and the text gives {share.text.strip()}."
        yield found(Rule.PART, verdict, sentence, (words, share), line)
