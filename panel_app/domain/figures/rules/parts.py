"""Parts of a whole with their shares: "145, of which 134 (92%)", "42% (539) of all victims (1,289)", and "Of
these, 134 (92%)" after the sentence with the whole.

Where the shares of several parts make a hundred, the parts must make the whole. Also a share in words beside
one in figures: "almost three quarters (72%)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from panel_app.domain.figures.direction import direction_at
from panel_app.domain.figures.grading import digit_slip, grade
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import HUNDRED, Figure, Unit
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount, percent

_NAMED = r"(?:[^{}.;()]|\{O\d+\}|\([^{}()]*\))"
_ONE_PART = tuple(
    re.compile(pattern)
    for pattern in (
        # 42% (539) of all victims (1,289)
        rf"\{{P(?P<p>\d+)\}},? ?\(\{{N(?P<part>\d+)\}}\),? of (?:all |the |these |those |our )?"
        rf"(?:{_NAMED}{{1,70}}?\(\{{N(?P<all>\d+)\}}\)|\{{N(?P<whole>\d+)\}})",
        # 34% of plans were in time (813 out of 2,421)
        rf"\{{P(?P<p>\d+)\}}{_NAMED}{{0,110}}?\(\{{N(?P<part>\d+)\}}(?: [a-z]+){{0,2}} (?:out )?of "
        r"(?:the |a total of )?\{N(?P<all>\d+)\}",
        # 47 out of 48 indicators (98%); 3,058 out of a possible 3,243, giving a rating of 94%
        r"\{N(?P<part>\d+)\}(?: [a-z]+){0,2} (?:out of|of) (?:the |a total of |all |these |a possible )?"
        r"\{N(?P<all>\d+)\}[^{}.;()]{0,60} (?:\(|giving|giving an?|representing|equating to|which is|or)"
        r"(?: [^{}.;()]{1,40}(?: of| is))? ?\{P(?P<p>\d+)\}",
        # 67,008 reviews, which represents 87% of those due (77,061)
        r"\{N(?P<part>\d+)\}(?:[^{}.;]|\{O\d+\}){1,90}?(?:represents|representing|equates to|equating to) \{P"
        r"(?P<p>\d+)\} of "
        r"[^{}.;()]{1,40}\(\{N(?P<all>\d+)\}\)",
    )
)
_WHOLE = re.compile(
    r"(?:\bof (?:the |all |these |all the )?\{[NM](?P<of>\d+)\}(?:[^{}.;()]|\{O\d+\}){0,60},"
    r"|\{[NM](?P<with>\d+)\}(?:[^{}.;()]|\{O\d+\}){1,110}?,? (?:of which|of whom|of these|of them"
    r"|with|including)\b,?)"
)
_PART = re.compile(
    r"^(?:[^{}.;()]|\{O\d+\}){0,60}?\{[NM](?P<part>\d+)\}(?:(?: [a-z]+){0,3} \(|,? or )\{P(?P<p>\d+)\}\)?"
    r"(?! of\b)"
)
_OF_THESE = re.compile(
    r"^(?:and )?of (?P<which>these|those|them|this number)(?: [a-z]+)?,?(?: [a-z]+){0,2}?"
    r" (?:\{N(?P<part>\d+)\}(?: [a-z]+){0,2} \(\{P(?P<p>\d+)\}\)"
    r"|\{P(?P<share>\d+)\} \(\{N(?P<count>\d+)\}\))"
)
_IN_WORDS = re.compile(r"\{P(?P<words>\d+)\}(?: of [a-z ]{1,40})? \(\{P(?P<p>\d+)\}(?:\)| of )")
_FIGURES_OF_SPEECH = 10
"""Up to here "9 out of 10" is a way of saying "most"."""


def check_parts(source: Source) -> Iterator[FigureCheck]:
    """Every such statement."""
    for sentence in source.sentences:
        if not sentence.has_share:
            continue
        if " of " not in sentence.text and "with" not in sentence.text and "(" not in sentence.text:
            continue
        seen: set[int] = set()
        for pattern in _ONE_PART:
            for match in pattern.finditer(sentence.shape):
                groups = match.groupdict()
                share, part = sentence.figure(match, "p"), sentence.figure(match, "part")
                whole = sentence.figure(match, "all" if groups.get("all") else "whole")
                if share and part and whole and share.start not in seen:
                    seen.add(share.start)
                    yield from _part(source, sentence, share, part, whole)
        yield from _several(source, sentence, seen)
        yield from _of_these(source, sentence)
        yield from _words(sentence)


def _several(source: Source, sentence: Sentence, seen: set[int]) -> Iterator[FigureCheck]:
    for match in _WHOLE.finditer(sentence.shape):
        whole = sentence.figure(match, "of" if match["of"] else "with")
        pairs: list[tuple[Figure, Figure]] = []
        at = match.end()
        while (one := _PART.match(sentence.shape[at:])) is not None:
            part, share = sentence.figure(one, "part"), sentence.figure(one, "p")
            start, at = at + one.start("part"), at + one.end()
            if part is None or share is None or direction_at(sentence.shape, start - 2, at):
                break
            pairs.append((part, share))
        if whole is None or not pairs or any(part.unit is not whole.unit for part, _ in pairs):
            continue
        for part, share in pairs:
            if share.start not in seen:
                seen.add(share.start)
                yield from _part(source, sentence, share, part, whole)
        yield from _all_parts(sentence, whole, pairs)


def _of_these(source: Source, sentence: Sentence) -> Iterator[FigureCheck]:
    """A part of what the sentence before counts: of several counts there the one that fits may be meant."""
    match = _OF_THESE.match(sentence.shape)
    earlier = source.before(sentence) if match else None
    if match is None or earlier is None:
        return
    groups = match.groupdict()
    part = sentence.figure(match, "part" if groups["part"] else "count")
    share = sentence.figure(match, "p" if groups["p"] else "share")
    wholes = [f for f in earlier.figures if f.unit is Unit.COUNT]
    if part is None or share is None or not wholes:
        return
    fitting = [f for f in wholes if f.value > 0 and share.prints(part.value * HUNDRED / f.value)]
    whole = fitting[0] if fitting else wholes[0]
    if not fitting and (
        len(wholes) > 1 or (earlier.figures[0] is not whole and _LISTED.search(earlier.shape))
    ):
        return
    for check in _part(source, sentence, share, part, whole):
        if not check.verdict.raised or match["which"] == "these":
            yield check


_LISTED = re.compile(r"\b(?:of (?:which|whom|these|those)|including)\b")


def _all_parts(
    sentence: Sentence, whole: Figure, pairs: Sequence[tuple[Figure, Figure]]
) -> Iterator[FigureCheck]:
    """Parts whose shares make a hundred make the whole."""
    shares = sum((share.value for _, share in pairs), Decimal(0))
    slack = sum((share.step for _, share in pairs), Decimal(0)) / 2
    if len(pairs) < 2 or abs(shares - HUNDRED) > slack:
        return
    value = sum((part.value for part, _ in pairs), Decimal(0))
    rounding = Decimal(0) if whole.exact else (sum((p.step for p, _ in pairs), Decimal(0)) + whole.step) / 2
    parts = " + ".join(part.text.strip() for part, _ in pairs)
    line = f"{parts} = {amount(value, whole)}"
    explained = ""
    if value == whole.value:
        verdict, line = Verdict.AGREES, f"{line}, as the text says."
    else:
        verdict = Verdict.ROUNDING if abs(value - whole.value) <= rounding else Verdict.DISAGREES
        line = f"{line}, where the text says {whole.text.strip()}."
        slip = digit_slip(whole, value)
        explained = f"{slip} in one of the two" if slip and verdict.raised else ""
    figures = [whole, *(figure for pair in pairs for figure in pair)]
    yield found(Rule.SUM, verdict, sentence, figures, line, explained)


def _part(
    source: Source, sentence: Sentence, share: Figure, part: Figure, whole: Figure
) -> Iterator[FigureCheck]:
    if whole.value <= _FIGURES_OF_SPEECH or part.value > whole.value or part.value < 0:
        return
    value = part.value * HUNDRED / whole.value
    allowed = part.loose.share_of(whole.loose)
    if allowed is None:
        return
    verdict, kind = grade(share, value, allowed)
    line = (
        f"{amount(part.value, part)} of {amount(whole.value, whole)} is {percent(value, share)}, "
        f"where the text says {share.text.strip()}."
    )
    if verdict.raised and _fits_another(source, sentence, share, part):
        return  # Two wholes are possible, and of one it is right.
    if verdict.raised:
        kind = _another_whole(share, part, whole)
    inside = [figure for figure in (share, part, whole) if figure in sentence.figures]
    places = ("this sentence" if f in sentence.figures else "the sentence before" for f in (part, whole))
    values = [
        UsedValue(f.text.strip(), sentence.page, where)
        for f, where in zip((part, whole), places, strict=True)
    ]
    yield found(Rule.PART, verdict, sentence, inside, line, kind, values)


def _fits_another(source: Source, sentence: Sentence, share: Figure, part: Figure) -> bool:
    earlier = source.before(sentence)
    others = [*sentence.figures, *(earlier.figures if earlier else [])]
    return any(
        other.unit is part.unit and other.value > 0 and share.prints(part.value * HUNDRED / other.value)
        for other in others
        if other is not part
    )


def _another_whole(share: Figure, part: Figure, whole: Figure) -> str:
    """Of which round whole near by the share would be right."""
    if share.value <= 0 or not whole.exact:
        return ""
    meant = (part.value * HUNDRED / share.value).quantize(Decimal(1))
    slip = digit_slip(whole, meant) or ("one digit differs" if _one_digit(whole.value, meant) else "")
    right = share.prints(part.value * HUNDRED / meant) if meant else False
    return f"{share.text.strip()} is {part.text.strip()} of {meant:,}: {slip}" if slip and right else ""


def _one_digit(a: Decimal, b: Decimal) -> bool:
    here, there = str(int(a)), str(int(b))
    return len(here) == len(there) and sum(x != y for x, y in zip(here, there, strict=True)) == 1


def _words(sentence: Sentence) -> Iterator[FigureCheck]:
    for match in _IN_WORDS.finditer(sentence.shape):
        words, share = sentence.figure(match, "words"), sentence.figure(match, "p")
        if words is None or share is None or not words.in_words or share.in_words:
            continue
        verdict = Verdict.AGREES if words.interval.overlaps(share.interval) else Verdict.DISAGREES
        line = f"“{words.text}” is about {percent(words.value)}, and the text gives {share.text.strip()}."
        yield found(Rule.PART, verdict, sentence, (words, share), line)
