"""Parts that should add up to their total, in sentences.

"99 parishes (3 in …, 22 in … and 9 in …)", "127 vacancies; 33 of these …, the remaining 94", "of the 1,395,
399 were disqualified; as a result … 995", "which brings the total to 209", "408 fires. This total
comprised 129 …, 190 … and 89 …". Lists that say "including" or "such as" are not all of it, and are left
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from panel_app.domain.figures.grading import digit_slip
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import Figure, Unit
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount

_IN_BRACKETS = re.compile(r"\{N(?P<total>\d+)\}[^{}.;()]{1,40}\((?P<list>[^()]*)\)")
_ITEM = re.compile(r"\{N(?P<n>\d+)\} (?:[a-z]+ )?(?:in|from|at|for|by|on|to|[a-z]+)\b")
_PLACED = re.compile(r"\{N\d+\} (?:in|from|at|for)\b")
_SOME = re.compile(
    r"\b(?:includ\w+|such as|e\.g|for example|of which|mainly|mostly|at least|among|up to|some|other"
    r"|more|remaining"
    r"|planned|target)\b"
)
_REMAINING = re.compile(
    r"\{N(?P<total>\d+)\}[^{}]{1,120}?\{N(?P<part>\d+)\}[^{}]{1,120}?\b(?:the )?(?:remaining|other"
    r"|rest of the) \{N(?P<rest>\d+)\}"
)
_LEFT_OUT = re.compile(
    r"\b(?:disqualified|removed|excluded|withdrawn|rejected|invalid|incomplete|partially completed|void"
    r"|discounted|set aside|left out)\b"
)
_TAKEN_OUT = re.compile(
    r"(?:\bof the(?:se)? \{[NO](?P<of>\d+)\}[^{}.;]{0,30},?"
    r"|\{[NO](?P<total>\d+)\}[^{}]{1,60}\bof (?:these|those|them|which),?) \{N(?P<out>\d+)\}[^{}]{0,80}"
    rf"{_LEFT_OUT.pattern}[^{{}}]{{0,160}}?"
    r"\b(?:as a result|leaving|leaves|therefore|resulting in|so(?: that)?|this (?:left|leaves))\b"
    r"[^{}]{0,60}\{[NO](?P<left>\d+)\}"
)
_MADE_UP = re.compile(
    r"\b(?:compris(?:es?|ed|ing)(?: of)?|made up of|consist(?:s|ed|ing)? of)"
    r" (?P<list>[^.;()]*?\{[NM]\d+\}[^.;()]*)"
)
_FIRST_PART = re.compile(r"(?:[a-z]+ ){0,3}?\{[NM]\d+\} [a-z]")
_NEXT_PART = re.compile(r",|\band\b|\bplus\b")
_BRINGS = re.compile(r"\bbring(?:s|ing)? the total(?: number)?(?: of [a-z ]+)? to \{N(?P<total>\d+)\}")


def check_sums(source: Source) -> Iterator[FigureCheck]:
    """Every such sentence, or two sentences of one passage."""
    whole = ""
    for sentence in source.sentences:
        lower = sentence.text.lower()
        if "(" in lower:
            yield from _in_brackets(sentence)
        if "remaining" in lower or "other" in lower:
            yield from _remaining(sentence)
        if "compris" in lower or "made up of" in lower or "consist" in lower:
            yield from _made_up(source, sentence)
        if "the total" in lower:
            yield from _brings(source, sentence)
        if sentence.around != whole:
            whole = sentence.around
            if "of th" in whole.lower() and len(whole) < 1500 and _LEFT_OUT.search(whole):
                yield from _taken_out(Sentence(whole, sentence.page, sentence.box, sentence.passage))


def _in_brackets(sentence: Sentence) -> Iterator[FigureCheck]:
    for match in _IN_BRACKETS.finditer(sentence.shape):
        inside = match["list"]
        items = [sentence.figures[int(m["n"])] for m in _ITEM.finditer(inside)]
        total = sentence.figure(match, "total")
        if total is None or len(items) < 2 or inside.count("{") != len(items):
            continue
        if _MADE_UP.match(inside):
            continue  # That is told apart by its own words.
        if _SOME.search(inside) or not re.search(r" and |&", inside):
            continue
        placed = len(_PLACED.findall(inside)) >= len(items) - 1
        yield from _compared(sentence, total, items, doubt=placed and len(items) > 2)


def _made_up(source: Source, sentence: Sentence) -> Iterator[FigureCheck]:
    """A total and all that it is made up of; the total may stand in the sentence before."""
    match = _MADE_UP.search(sentence.shape)
    if match is None or not _FIRST_PART.match(match["list"]) or _SOME.search(match["list"]):
        return
    numbers = [int(number) for number in re.findall(r"\{[NM](\d+)\}", match["list"])]
    parts = [sentence.figures[number] for number in numbers]
    pieces = [piece for piece in _NEXT_PART.split(match["list"]) if re.search(r"\{[NM]\d+\}", piece)]
    unit = parts[0].unit
    if len(parts) < 2 or match["list"].count("{") != len(parts) or len(pieces) != len(parts):
        return
    if " and " not in match["list"] or any(part.unit is not unit for part in parts):
        return
    before = [figure for figure in sentence.figures[: numbers[0]] if figure.unit is unit]
    if not before and re.match(r"(?:this|these|the|it|that) ", sentence.shape):
        earlier = source.before(sentence)
        before = (
            [f for f in earlier.figures if f.unit is unit and not _is_compared(earlier, f)] if earlier else []
        )
    if len(before) == 1:
        yield from _compared(sentence, before[0], parts, doubt=unit is Unit.COUNT)


_COMPARED_WITH = re.compile(r"\b(?:compared (?:to|with)|from|than|against)\b[^.;]{0,40}$", re.IGNORECASE)


def _is_compared(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is what another is compared with: "408 fires compared with 499 a year ago"."""
    return bool(_COMPARED_WITH.search(sentence.text[: figure.start]))


def _remaining(sentence: Sentence) -> Iterator[FigureCheck]:
    counts = [f for f in sentence.figures if f.unit is Unit.COUNT]
    match = _REMAINING.search(sentence.shape)
    if match is None or len(counts) != 3:
        return
    total, part, rest = (sentence.figure(match, g) for g in ("total", "part", "rest"))
    if total and part and rest:
        tied = (
            re.search(r"\bof (?:these|those|which|whom|them)\b", sentence.shape)
            and "remaining" in match.group()
        )
        yield from _compared(sentence, total, [part, rest], doubt=bool(tied))


def _taken_out(passage: Sentence) -> Iterator[FigureCheck]:
    match = _TAKEN_OUT.search(passage.shape)
    if match is None:
        return
    whole = "of" if match["of"] else "total"
    total, out, left = (passage.figure(match, group) for group in (whole, "out", "left"))
    if total is None or out is None or left is None or not 0 < out.value < total.value:
        return
    value = total.value - out.value
    verdict = Verdict.AGREES if left.value == value else Verdict.DISAGREES
    line = f"{amount(total.value, total)} less {amount(out.value, out)} is {amount(value, left)}, "
    line += f"where the text says {left.text}."
    yield _check(passage, verdict, line, "", [total, out, left])


def _brings(source: Source, sentence: Sentence) -> Iterator[FigureCheck]:
    match = _BRINGS.search(sentence.shape)
    total = sentence.figure(match, "total") if match else None
    earlier = source.before(sentence)
    if total is None or earlier is None:
        return
    before = [f for f in earlier.figures if f.unit is Unit.COUNT]
    here = [f for f in sentence.figures if f.unit is Unit.COUNT and f is not total]
    if len(before) == 1 and len(here) == 1 and before[0].value + here[0].value == total.value:
        yield from _compared(sentence, total, [before[0], here[0]], doubt=False)


def _compared(
    sentence: Sentence, total: Figure, parts: Sequence[Figure], *, doubt: bool
) -> Iterator[FigureCheck]:
    value = sum((part.value for part in parts), Decimal(0))
    line = f"{' + '.join(part.text.strip() for part in parts)} = {amount(value, total)}"
    if value == total.value:
        yield _check(sentence, Verdict.AGREES, f"{line}, as the text says.", "", [total, *parts])
    elif doubt:
        slip = digit_slip(total, value)
        line = f"{line}, where the text says {total.text.strip()}."
        yield _check(
            sentence, Verdict.DISAGREES, line, f"{slip} in one of the two" if slip else "", [total, *parts]
        )


def _check(
    sentence: Sentence, verdict: Verdict, line: str, explained: str, figures: Sequence[Figure]
) -> FigureCheck:
    inside = [figure for figure in figures if figure in sentence.figures]
    values = [UsedValue(figure.text.strip(), sentence.page, "this passage") for figure in figures]
    return found(Rule.SUM, verdict, sentence, inside, line, explained, values)
