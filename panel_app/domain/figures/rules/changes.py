"""A change with its count and percentage: "increased by 39% (260)", "an increase of 13 offences (3%)".

Its values are looked for in the sentence, then in the tables around it; there the count itself says which
two values are meant, since they differ by it. A claim on the previous period, which tables seldom hold, is
worked back from the newest value, but doubted only where another claim of the same sentence has shown which
value that is. Links that would say different things make the claim one that cannot be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from panel_app.domain.figures.direction import direction_at
from panel_app.domain.figures.grading import grade
from panel_app.domain.figures.linking import Cell, Pair, Series, pairs_with, series_near, stems
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import HUNDRED, Figure, Interval, Unit
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import more_or_fewer, number, percent

_PERCENT_THEN_COUNT = re.compile(r"\{P(?P<p>\d+)\},? ?\([+-]?\{N(?P<n>\d+)\}(?: [a-z ]{1,24})?\)")
_COUNT_THEN_PERCENT = re.compile(r"\{N(?P<n>\d+)\}(?: [a-z-]+){0,3},? ?\([+-]?\{P(?P<p>\d+)\}\)")
_PERCENT_WITH_COUNT = re.compile(
    r"\bby \{P(?P<p>\d+)\},? (?:with|or) \{N(?P<n>\d+)\} (?:fewer|more|less|offences|incidents|crimes)"
)
_PERIODS = (
    r"(?:quarter|month|year|period|week|(?:financial|performance|calendar|reporting) (?:year|quarter|period)"
    r"|three months|six months|twelve months)"
)
BASE = (
    rf"(?:the )?(?:same|previous|last|preceding|prior) {_PERIODS}"
    r"(?: (?:of |in )?(?:the )?(?:last|previous|prior|preceding) (?:financial )?year)?"
)
_BASE = re.compile(
    r"^[^{}.;]{0,40}?\b(?:compared (?:to|with)|compared|on|than|against|below|above|over|from|for) "
    rf"(?:volumes |levels |that |those )*(?:recorded |seen )*(?:for |in |of )*(?P<base>{BASE})"
)
_BASE_VALUE = re.compile(
    rf"^(?: [a-z]+){{0,3}}? (?:from|on|compared (?:to|with)|against|than) (?:the )?(?:{BASE} ?(?:of )?\(?)?\{{N(?P<n>\d+)\}}"
)
_IN_BETWEEN = re.compile(
    r"\b(?:and|but|however|remains?|is|are|was|were|still|yet|an?|the|compared|to|with|on|than|previous|last|same"
    r"|quarter|year|month|period|increased?|decreased?|reduction|lower|higher|above|below|fewer|more|while|whilst"
    r"|now|also|in|of|up|down|by|volumes?|recorded|for|this|it|they|saw|seen|has|have|had|been|uplift|rise|fall"
    r"|respectively|when)\b"
)
_NOW = re.compile(
    r"\{N(?P<now>\d+)\}\)?(?:[^{}.;]|\{O\d+\}){1,90}?(?:,|\bis\b|\bwas\b|\bseen\b|\brepresents\b)"
    r"(?: (?:which is|this is|seen|representing|representing an?|an?))* ?$"
)
_UNSETTLED = re.compile(
    r"\b(?:provisional|restated|revised|not comparable|subject to change|rolling|per (?:\d|cent of|capita|head))\b",
    re.IGNORECASE,
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

    @property
    def size(self) -> Decimal:
        return abs(self.count.value)

    @property
    def signed(self) -> Decimal:
        return self.size if self.up else -self.size

    quote: str = ""
    """Its own piece of a sentence that makes several."""


def check_counted_changes(source: Source) -> Iterator[FigureCheck]:
    """All of them, sentence by sentence."""
    for sentence in source.sentences:
        if "(" not in sentence.text and "fewer" not in sentence.text and "more" not in sentence.text:
            continue
        claims = claims_in(sentence)
        if claims:
            yield from _check_sentence(source, claims, source.before(sentence))


def claims_in(sentence: Sentence) -> list[Claim]:
    """The changes that a sentence states with count and percentage."""
    if not any(figure.unit is Unit.PERCENT for figure in sentence.figures):
        return []
    shape = sentence.shape
    found: list[Claim] = []
    for pattern in (_PERCENT_THEN_COUNT, _COUNT_THEN_PERCENT, _PERCENT_WITH_COUNT):
        for match in pattern.finditer(shape):
            way = direction_at(shape, match.start(), match.end())
            share, count = sentence.figure(match, "p"), sentence.figure(match, "n")
            if way is None or share is None or count is None:
                continue
            if any(claim.share is share or claim.count is count for claim in found):
                continue
            base = _BASE.match(shape[match.end() :])
            base_words = base["base"].strip() if base else ""
            found.append(
                Claim(sentence, share, count, *way, match.start(), match.end(), base_words, shape[: match.start()])
            )
    found.sort(key=lambda claim: claim.start)
    return [replace(claim, quote=_piece(found, at)) for at, claim in enumerate(found)]


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
    return piece if len(piece) <= 240 else claims[at].sentence.quote(_first_figure(claims[at]), _last_figure(claims[at]))


def _first_figure(claim: Claim) -> Figure:
    return min(claim.share, claim.count, key=lambda figure: figure.start)


def _last_figure(claim: Claim) -> Figure:
    return max(claim.share, claim.count, key=lambda figure: figure.start)


def _check_sentence(source: Source, claims: Sequence[Claim], earlier: Sentence | None) -> Iterator[FigureCheck]:
    linked: dict[int, Pair] = {}
    possible: dict[int, list[Pair]] = {}
    for at, claim in enumerate(claims):
        series = series_near(source, claim.sentence, _subject(claims, at))
        if claim.size < 3 and not claim.base:
            series = []
        possible[at] = pairs_with(series, claim.size, claim.up)
        if possible[at]:
            linked[at] = possible[at][0]
    for at, claim in enumerate(claims):
        stated = _BASE_VALUE.match(claim.sentence.shape[claim.end :])
        before = claim.sentence.figure(stated, "n") if stated else None
        now = _now_in_sentence(claim, claims)
        if before is not None:
            yield _from_base(claim, before)
            continue
        if now is not None:
            used = UsedValue(now.text, claim.sentence.page, "this sentence")
            yield _worked_back(claim, now.value, used, True)
            continue
        if at in linked:
            others = {name: base for other, (name, base) in _bases(claims, linked, at).items()}
            verdicts = {_judge(claim, pair)[0] for pair in possible[at]}
            if len(verdicts) > 1:
                yield _unchecked(claim, "Two pairs of values fit the count, and they say different things.")
            else:
                yield _from_pair(source, claim, linked[at], others)
            continue
        known = _sibling(claims, linked, at)
        if known is not None:
            cell = linked[known].new
            used = UsedValue(cell.figure.text.strip(), cell.page, cell.where)
            yield _worked_back(claim, cell.figure.value, used, True)
            continue
        yield _from_newest(source, claim, _subject(claims, at), earlier)


def _subject(claims: Sequence[Claim], at: int) -> str:
    """The words before a claim; those of an earlier one too when only "but" and the like stand between."""
    start = 0
    for before in range(at, 0, -1):
        between = claims[at].sentence.shape[claims[before - 1].end : claims[before].start]
        if _names_something(between):
            start = claims[before - 1].end
            break
    return claims[at].sentence.shape[start : claims[at].start]


def _names_something(between: str) -> bool:
    return bool(re.search(r"[a-z]{3,}", _IN_BETWEEN.sub(" ", re.sub(r"\{\w+\}", " ", between))))


def _sibling(claims: Sequence[Claim], linked: dict[int, Pair], at: int) -> int | None:
    """A claim of the same sentence and subject whose two values are known."""
    for other in sorted(linked, key=lambda o: abs(o - at)):
        first, last = sorted((other, at))
        between = claims[0].sentence.shape[claims[first].end : claims[last].start]
        if not _names_something(between):
            return other
    return None


def _bases(claims: Sequence[Claim], linked: dict[int, Pair], at: int) -> dict[int, tuple[str, Decimal]]:
    """What the other claims of the sentence, about the same thing, were before: for explanations."""
    found: dict[int, tuple[str, Decimal]] = {}
    for other, claim in enumerate(claims):
        if other == at or not claim.base:
            continue
        first, last = sorted((other, at))
        if not _names_something(claims[0].sentence.shape[claims[first].end : claims[last].start]):
            found[other] = (f"{claim.base}’s", linked[at].new.figure.value - claim.signed)
    return found


def _now_in_sentence(claim: Claim, claims: Sequence[Claim]) -> Figure | None:
    """The value now where the sentence puts it right before the change: "443 … reported, an increase of …"."""
    if claim is not claims[0]:
        return None
    match = _NOW.search(re.sub(rf"(?: an?)? {claim.word} of $", "", claim.subject))
    if match is None:
        match = re.search(
            r"\(\{N(?P<now>\d+)\}\)(?: (?:has|have|had))? (?:seen )?(?:an? )?(?:[a-z]+ of )?$", claim.subject
        )
    return claim.sentence.figure(match, "now") if match else None


def _judge(claim: Claim, pair: Pair) -> tuple[Verdict, str, Decimal]:
    old, new = pair.old.figure, pair.new.figure
    if old.value <= 0:
        return Verdict.UNCHECKED, "There was nothing before.", Decimal(0)
    value = abs(pair.change) * HUNDRED / old.value
    size = _size(claim.share)
    verdict, kind = grade(size, value, Interval(value, value))
    if pair.sure and (pair.change > 0) != claim.up:
        return Verdict.MATERIAL, "", value
    return verdict, kind, value


def _size(figure: Figure) -> Figure:
    """A figure without its sign: "a -13% decrease" is a decrease of 13."""
    if figure.value >= 0:
        return figure
    return Figure(figure.text, -figure.value, figure.step, figure.unit, figure.about, figure.start, figure.end)


def _from_pair(source: Source, claim: Claim, pair: Pair, others: dict[str, Decimal]) -> FigureCheck:
    verdict, kind, value = _judge(claim, pair)
    old, new = pair.old, pair.new
    before = f"for {claim.base}" if claim.base else "before"
    line = (
        f"The table on {source.page_name(pair.series.page)} gives {number(new.figure.value)} now and "
        f"{number(old.figure.value)} {before}: {more_or_fewer(pair.change)}, which is "
        f"{percent(value, claim.share)}, where the text says {_says(claim)}."
    )
    explained = [kind] if kind else []
    if verdict is Verdict.DISAGREES:
        explained = _other_base(claim, pair, others)
    used = tuple(UsedValue(c.figure.text.strip(), c.page, c.where) for c in (old, new))
    return _check(claim, verdict, line, tuple(explained), used)


def _other_base(claim: Claim, pair: Pair, others: dict[str, Decimal]) -> list[str]:
    """Which other value the printed percentage is the change of."""
    size = _size(claim.share)
    named = dict(others)
    named.setdefault("the newer figure,", pair.new.figure.value)
    for cell in pair.series.cells:
        if cell not in (pair.old, pair.new) and cell.name:
            named.setdefault(f"the {cell.name} figure,", cell.figure.value)
    for name, base in named.items():
        if base > 0 and base != pair.old.figure.value and size.prints(claim.size * HUNDRED / base):
            return [f"{_percent_said(claim)} is {number(claim.size)} of {name} {number(base)}"]
    return []


def _from_base(claim: Claim, before: Figure) -> FigureCheck:
    """The claim whose value before stands right behind it: "9.3% (-784) from the 8,462"."""
    if before.value <= 0:
        return _unchecked(claim, "There was nothing before.")
    value = claim.size * HUNDRED / before.value
    verdict, kind = grade(_size(claim.share), value, Interval(value, value))
    line = (
        f"{number(claim.size)} of {number(before.value)} is {percent(value, claim.share)}, "
        f"where the text says {_says(claim)}."
    )
    used = (UsedValue(before.text, claim.sentence.page, "this sentence"),)
    return _check(claim, verdict, line, (kind,) if kind else (), used)


def _worked_back(claim: Claim, now: Decimal, used: UsedValue, certain: bool) -> FigureCheck:
    """The claim from the value now and the count; not certain means that it may agree but not disagree."""
    base = now - claim.signed
    size = _size(claim.share)
    if base <= 0:
        return _unchecked(claim, "The value before cannot be worked out.")
    value = claim.size * HUNDRED / base
    verdict, kind = grade(size, value, Interval(value, value))
    before = claim.base or "before"
    fewer = number(claim.size)
    line = (
        f"{number(now)} now, {'less' if claim.up else 'and'} the {fewer} {'more' if claim.up else 'fewer'}, was "
        f"{number(base)} {'in ' if claim.base else ''}{before}: {fewer} of it is {percent(value, claim.share)}, "
        f"where the text says {_says(claim)}."
    )
    explained = [kind] if kind else []
    if verdict is Verdict.DISAGREES:
        other_way = now + claim.signed
        swapped = other_way > 0 and size.prints(claim.size * HUNDRED / other_way)
        if not certain or _UNSETTLED.search(claim.sentence.around):
            return _unchecked(claim, "It is not sure which value the change ends at.")
        if swapped:
            verdict = Verdict.MATERIAL
            explained = [
                f"{_percent_said(claim)} is right for {'a decrease' if claim.up else 'an increase'} of {fewer}, "
                f"from {number(other_way)}: the direction may be swapped"
            ]
    return _check(claim, verdict, line, tuple(explained), (used,))


def _from_newest(source: Source, claim: Claim, subject: str, earlier: Sentence | None) -> FigureCheck:
    """From the newest value of the series with the claim's name, or the one value of the sentence before:
    enough to agree, too little to doubt."""
    if earlier is not None and re.match(r"(?:this|these|it) ", claim.sentence.shape):
        counts = [figure for figure in earlier.figures if figure.unit is Unit.COUNT]
        if len(counts) == 1:
            used = UsedValue(counts[0].text, earlier.page, "the sentence before")
            return _worked_back(claim, counts[0].value, used, False)
    if not claim.base or not stems(subject):
        return _unchecked(claim, "The values that it compares were not found.")
    checks = []
    for series in series_near(source, claim.sentence, subject):
        newest = series.newest() or _newest_of_twin(source, series)
        if newest is not None:
            used = UsedValue(newest.figure.text.strip(), newest.page, newest.where)
            checks.append(_worked_back(claim, newest.figure.value, used, False))
    if checks and all(check.verdict is checks[0].verdict for check in checks):
        return checks[0]
    return _unchecked(claim, "The values that it compares were not found.")


def _newest_of_twin(source: Source, series: Series) -> Cell | None:
    """The newest value of the same series in another table, where its order can be read."""
    values = {cell.figure.value for cell in series.cells}
    for twin in source.series:
        if twin.label.lower() == series.label.lower() and twin.ordered:
            if len(values & {cell.figure.value for cell in twin.cells}) >= 2:
                return twin.newest()
    return None


def _says(claim: Claim) -> str:
    return f"{_percent_said(claim)} {'more' if claim.up else 'less'}"


def _percent_said(claim: Claim) -> str:
    return claim.share.text.strip().lstrip("+-−–").replace("%", " %").replace("  ", " ")


def _check(
    claim: Claim, verdict: Verdict, line: str, explained: tuple[str, ...], used: tuple[UsedValue, ...]
) -> FigureCheck:
    if verdict.raised and _UNSETTLED.search(claim.sentence.around):
        return _unchecked(claim, "The figures are provisional or were restated.")
    return FigureCheck(
        Rule.CHANGE, verdict, claim.sentence.page, claim.quote, (line,), explained, used, box=claim.sentence.box
    )


def _unchecked(claim: Claim, reason: str) -> FigureCheck:
    return FigureCheck(
        Rule.CHANGE, Verdict.UNCHECKED, claim.sentence.page, claim.quote, reason=reason, box=claim.sentence.box
    )
