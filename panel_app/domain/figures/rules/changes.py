"""A change with its count and percentage: "increased by 39% (260)", "an increase of 13 offences (3%)".

Its values are looked for in the sentence, then in the tables around it; there the count itself says which
two values are meant, since they differ by it. A claim on the previous period, which tables seldom hold, is
worked back from the newest value, but doubted only where another claim of the same sentence has shown which
value that is. Links that would say different things make the claim one that cannot be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from panel_app.domain.figures.claims import Claim, claims_in, names_something, subject_of
from panel_app.domain.figures.direction import EITHER
from panel_app.domain.figures.grading import grade
from panel_app.domain.figures.linking import (
    Cell,
    Pair,
    Series,
    named_by,
    pairs_with,
    period_key,
    series_near,
    stems,
)
from panel_app.domain.figures.model import FigureCheck, UsedValue, Verdict
from panel_app.domain.figures.numbers import HUNDRED, Figure, Interval, Unit
from panel_app.domain.figures.rules.in_sentence import change_check, unchecked
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.when import heading_period
from panel_app.domain.figures.wording import more_or_fewer, number, percent
from panel_app.domain.periods import PeriodKind

_NOW = re.compile(
    r"\{N(?P<now>\d+)\}\)?(?:[^{}.;]|\{O\d+\}){1,90}?(?:,| [-–]|\bis\b|\bwas\b|\bseen\b|\brepresents\b)"
    r"(?: (?:which is|this is|seen|representing|representing an?|an?))* ?$"
)
_UNSETTLED = re.compile(
    r"\b(?:provisional|restated|revised|not comparable|subject to change|rolling|per (?:\d|cent of"
    r"|capita|head))\b",
    re.IGNORECASE,
)


def check_counted_changes(source: Source) -> Iterator[FigureCheck]:
    """All of them, sentence by sentence."""
    for sentence in source.sentences:
        if not sentence.has_share:
            continue
        claims = claims_in(sentence)
        if claims:
            yield from _check_sentence(source, claims, source.before(sentence))


def _check_sentence(
    source: Source, claims: Sequence[Claim], earlier: Sentence | None
) -> Iterator[FigureCheck]:
    linked: dict[int, Pair] = {}
    possible: dict[int, list[Pair]] = {}
    for at, claim in enumerate(claims):
        series = series_near(source, claim.sentence, subject_of(claims, at))
        if claim.size < 3 and not claim.base:
            series = []
        pairs = pairs_with(series, claim.size, claim.up)
        possible[at] = [pair for pair in pairs if _is_on_base(claim, pair)]
        if possible[at]:
            linked[at] = possible[at][0]
    for at, claim in enumerate(claims):
        now = _now_in_sentence(claim, claims)
        before = claim.before or _compared_with(claim, now)
        if before is not None:
            yield _from_base(claim, before)
            continue
        if now is not None:
            used = UsedValue(now.text, claim.sentence.page, "this sentence")
            yield _worked_back(claim, now.value, used, _counted(claim, now))
            continue
        if at in linked:
            others = {name: base for other, (name, base) in _bases(claims, linked, at).items()}
            verdicts = {_judge(claim, pair)[0] for pair in possible[at]}
            if len(verdicts) > 1:
                yield unchecked(claim, "Two pairs of values fit the count, and they say different things.")
            else:
                check = _from_pair(source, claim, linked[at], others)
                # A count may fit by chance where an area or a kind is named beside the measure.
                sure = check.explanations or named_by(
                    claim.sentence, subject_of(claims, at), linked[at].series
                )
                doubtful = check.verdict.raised and not sure
                yield unchecked(claim, "The table may be about something else.") if doubtful else check
            continue
        against = _against_row(source, claim)
        if against is not None:
            yield against
            continue
        known = _sibling(claims, linked, at)
        if known is not None:
            cell = linked[known].new
            used = UsedValue(cell.figure.text.strip(), cell.page, cell.where)
            yield _worked_back(claim, cell.figure.value, used, True)
            continue
        behind = _SUBJECT_AFTER.match(claim.sentence.shape[claim.end :])
        subject = f"{subject_of(claims, at)} {behind['subject'] if behind else ''}"
        yield _from_newest(source, claim, subject, earlier)


def _is_on_base(claim: Claim, pair: Pair) -> bool:
    """Whether the two periods, where they are printed, are as far apart as the claim says."""
    old, new = (heading_period(cell.name) for cell in (pair.old, pair.new))
    if not claim.base or not pair.series.ordered or old is None or new is None or old.kind is not new.kind:
        return True
    if "same" in claim.base or (claim.base.endswith("year") and new.kind is not PeriodKind.YEAR):
        return old == new.same_period_last_year()
    return old == new.shifted(-1) or claim.base.endswith("month") != (new.kind is PeriodKind.MONTH)


def _sibling(claims: Sequence[Claim], linked: dict[int, Pair], at: int) -> int | None:
    """A claim of the same sentence and subject whose two values are known."""
    for other in sorted(linked, key=lambda o: abs(o - at)):
        first, last = sorted((other, at))
        between = claims[0].sentence.shape[claims[first].end : claims[last].start]
        if not names_something(between):
            return other
    return None


def _bases(claims: Sequence[Claim], linked: dict[int, Pair], at: int) -> dict[int, tuple[str, Decimal]]:
    """What the other claims of the sentence, about the same thing, were before: for explanations."""
    found: dict[int, tuple[str, Decimal]] = {}
    for other, claim in enumerate(claims):
        if other == at or not claim.base:
            continue
        first, last = sorted((other, at))
        if not names_something(claims[0].sentence.shape[claims[first].end : claims[last].start]):
            found[other] = (f"{claim.base}’s", linked[at].new.figure.value - claim.signed)
    return found


def _now_in_sentence(claim: Claim, claims: Sequence[Claim]) -> Figure | None:
    """The value now where it stands right before the change: "443 … reported, an increase of …"."""
    if claim is not claims[0]:
        return None
    match = _NOW.search(re.sub(rf"(?: an?)? {claim.word} of $", "", claim.subject))
    if match is None:
        match = re.search(
            r"\(\{N(?P<now>\d+)\}\)(?: (?:has|have|had))? (?:seen )?(?:an? )?(?:[a-z]+ of )?$", claim.subject
        )
    return claim.sentence.figure(match, "now") if match else None


_COMPARED = re.compile(r"\b(?:compared (?:to|with)|against|than|from) (?:[a-z-]+ ){0,3}\{N(?P<n>\d+)\}")


def _compared_with(claim: Claim, now: Figure | None) -> Figure | None:
    """The value before, where that and not the one now stands right before the change: "610 forms compared
    to 560 the year before, an increase of 50 (9%)"."""
    shape = claim.sentence.shape
    held = [claim.sentence.figure(match, "n") for match in _COMPARED.finditer(shape[: claim.start])]
    return now if now is not None and now in held else None


_COUNTED_AFTER = re.compile(r"(?:\)| (?:[a-z-]+ ){1,5}(?:were|was|have been|has been) [a-z]+)")
_COUNTED_BEFORE = re.compile(
    r"(?:recorded|received|delivered|had|saw|made|reported|there (?:were|was)|total of|(?:stood"
    r"|stands) at|to) ?$"
)


def _counted(claim: Claim, now: Figure) -> bool:
    """Whether a number is what was counted, not one of those who did it: "443 offences were reported"."""
    shape = claim.sentence.shape
    at = re.search(rf"\{{N{claim.sentence.figures.index(now)}\}}", shape)
    return at is not None and bool(
        _COUNTED_AFTER.match(shape[at.end() :]) or _COUNTED_BEFORE.search(shape[: at.start()])
    )


def _judge(claim: Claim, pair: Pair) -> tuple[Verdict, str, Decimal]:
    old = pair.old.figure
    if old.value <= 0:
        return Verdict.UNCHECKED, "There was nothing before.", Decimal(0)
    value = abs(pair.change) * HUNDRED / old.value
    size = claim.percent
    verdict, kind = grade(size, value, Interval(value, value))
    if pair.sure and (pair.change > 0) != claim.up:
        return Verdict.MATERIAL, "", value
    return verdict, kind, value


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
    size = claim.percent
    named = dict(others)
    named.setdefault("the newer figure,", pair.new.figure.value)
    for cell in pair.series.cells:
        if cell not in (pair.old, pair.new) and period_key(cell.name) is not None:
            named.setdefault(f"the {cell.name} figure,", cell.figure.value)
    for name, base in named.items():
        if base > 0 and base != pair.old.figure.value and size.prints(claim.size * HUNDRED / base):
            return [f"{claim.percent_said} is {number(claim.size)} of {name} {number(base)}"]
    return []


def _from_base(claim: Claim, before: Figure) -> FigureCheck:
    """The claim whose value before stands right behind it: "9.3% (-784) from the 8,462"."""
    if before.value <= 0:
        return unchecked(claim, "There was nothing before.")
    value = claim.size * HUNDRED / before.value
    verdict, kind = grade(claim.percent, value, Interval(value, value))
    line = (
        f"{number(claim.size)} of {number(before.value)} is {percent(value, claim.share)}, "
        f"where the text says {_says(claim)}."
    )
    used = (UsedValue(before.text, claim.sentence.page, "this sentence"),)
    return _check(claim, verdict, line, (kind,) if kind else (), used)


def _worked_back(claim: Claim, now: Decimal, used: UsedValue, certain: bool) -> FigureCheck:
    """The claim from the value now and the count; not certain means that it may agree but not disagree."""
    base, other_base = now - claim.signed, now + claim.signed
    if base <= 0:
        return unchecked(claim, "The value before cannot be worked out.")
    value = claim.size * HUNDRED / base
    verdict, kind = grade(claim.percent, value, Interval(value, value))
    way, other_way = ("an increase", "a decrease") if claim.up else ("a decrease", "an increase")
    size, before = number(claim.size), f"in {claim.base}" if claim.base else "before"
    line = (
        f"{number(now)} now after {way} of {size} means {number(base)} {before}: {size} of {number(base)} is "
        f"{percent(value, claim.share)}, where the text says {_says(claim)}."
    )
    if verdict is Verdict.DISAGREES and not certain:
        return unchecked(claim, "It is not sure which value the change ends at.")
    swapped = other_base > 0 and claim.percent.prints(claim.size * HUNDRED / other_base)
    if verdict is Verdict.DISAGREES and swapped:
        verdict = Verdict.MATERIAL
        kind = (
            f"{claim.percent_said} is right for {other_way} of {size}, from {number(other_base)}: "
            "the direction may be swapped"
        )
    return _check(claim, verdict, line, (kind,) if kind else (), (used,))


def _from_newest(source: Source, claim: Claim, subject: str, earlier: Sentence | None) -> FigureCheck:
    """From the newest value of the series with the claim's name, or the one value of the sentence before:
    enough to agree, too little to doubt."""
    if earlier is not None and re.match(r"(?:this|these|it) ", claim.sentence.shape):
        counts = [figure for figure in earlier.figures if figure.unit is Unit.COUNT]
        if len(counts) == 1:
            used = UsedValue(counts[0].text, earlier.page, "the sentence before")
            return _worked_back(claim, counts[0].value, used, False)
    if not claim.base or not stems(subject):
        return unchecked(claim, "The values that it compares were not found.")
    checks = []
    for series in series_near(source, claim.sentence, subject):
        newest = series.newest() or _newest_of_twin(source, series)
        if newest is not None:
            used = UsedValue(newest.figure.text.strip(), newest.page, newest.where)
            checks.append(_worked_back(claim, newest.figure.value, used, False))
    if checks and all(check.verdict is checks[0].verdict for check in checks):
        return checks[0]
    return unchecked(claim, "The values that it compares were not found.")


_SUBJECT_AFTER = re.compile(
    rf"^ {EITHER} in (?P<subject>[a-z][a-z ]{{2,40}}?)(?=[.,;)]|$| compared| on | from | than| since)"
)
_YEAR_AGO = re.compile(r"\bsame (?:quarter|period|month) (?:of |in )?(?:the )?(?:last|previous) year\b")


def _against_row(source: Source, claim: Claim) -> FigureCheck | None:
    """A change on the year before that no two values of the row of that very name make.

    The name must stand right behind the change, be the whole of what is counted, and fit one row alone.
    """
    after = _SUBJECT_AFTER.match(claim.sentence.shape[claim.end :])
    if after is None or not _YEAR_AGO.search(claim.sentence.shape):
        return None
    subject = stems(after["subject"])
    rows = [
        series
        for grid in source.near(claim.sentence)
        for series in source.series_of(grid)
        if subject
        and subject <= stems(series.label)
        and series.ordered
        and grid.table.page == claim.sentence.page
    ]
    if len(rows) != 1:
        return None
    new = rows[0].newest()
    key = period_key(new.name) if new else None
    old = next((c for c in rows[0].cells if key and period_key(c.name) == (key[0] - 1, key[1])), None)
    if new is None or old is None or abs(new.figure.value - old.figure.value) == claim.size:
        return None
    change = new.figure.value - old.figure.value
    line = (
        f"The table on {source.page_name(rows[0].page)} gives {number(new.figure.value)} now and "
        f"{number(old.figure.value)} a year ago for “{rows[0].label}”: {more_or_fewer(change)}, where "
        f"the text says "
        f"{number(claim.size)} {'more' if claim.up else 'fewer'} ({claim.percent_said})."
    )
    opposite = change != 0 and (change > 0) != claim.up
    used = tuple(UsedValue(c.figure.text.strip(), c.page, c.where) for c in (old, new))
    return _check(claim, Verdict.MATERIAL if opposite else Verdict.DISAGREES, line, (), used)


def _newest_of_twin(source: Source, series: Series) -> Cell | None:
    """The newest value of the same series in another table, where its order can be read."""
    values = {cell.figure.value for cell in series.cells}
    for twin in source.series:
        shared = values & {cell.figure.value for cell in twin.cells}
        if twin.label.lower() == series.label.lower() and twin.ordered and len(shared) >= 2:
            return twin.newest()
    return None


def _says(claim: Claim) -> str:
    return f"{claim.percent_said} {'more' if claim.up else 'less'}"


def _check(
    claim: Claim, verdict: Verdict, line: str, explained: tuple[str, ...], used: tuple[UsedValue, ...]
) -> FigureCheck:
    if verdict.raised and _UNSETTLED.search(claim.sentence.around):
        return unchecked(claim, "The figures are provisional or were restated.")
    return change_check(claim, verdict, line, explained, used)
