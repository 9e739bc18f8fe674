"""A change in per cent alone, whose two values stand in a table near it or in the sentence beside it.

Nothing in the claim shows which values are meant but the measure's name and the words for the two periods.
So it is doubted only where the name is all that the sentence speaks of, both periods are found by their own
headings, and every table that could be meant says the same. All others are listed as not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from panel_app.domain.figures.grading import change_interval, change_of, grade
from panel_app.domain.figures.linking import Cell, Series, named_by, naming, series_near, speaks_of, stems
from panel_app.domain.figures.model import FigureCheck, UsedValue, Verdict
from panel_app.domain.figures.numbers import About, Figure, Unit
from panel_app.domain.figures.rules.from_to import shares_beside_values
from panel_app.domain.figures.rules.in_sentence import PLAUSIBLE, change_check, unchecked
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.uncounted import Before, ShareClaim, is_year_to_date, share_claims
from panel_app.domain.figures.when import heading_period, periods_in
from panel_app.domain.figures.wording import amount, more_or_fewer, percent
from panel_app.domain.periods import Period, PeriodKind

_NOT_FOUND = "The values that it compares were not found."
_TWO_LINKS = "Two pairs of values could be meant, and they say different things."
_UNSETTLED = re.compile(
    r"\b(?:provisional|restated|revised|not comparable|subject to change|average|rates?"
    r"|per (?:\d|head|capita))\b"
)
_QUARTER = re.compile(r"\bq(?:uarter|tr)?\.? ?(?P<quarter>[1-4])\b")


@dataclass(frozen=True)
class _Link:
    """Two values that may be meant, before and now; if not sure, they may agree but not disagree."""

    old: Figure
    new: Figure
    used: tuple[UsedValue, UsedValue]
    where: str
    sure: bool


def check_uncounted_changes(source: Source) -> Iterator[FigureCheck]:
    """All of them, sentence by sentence."""
    for sentence in source.sentences:
        if not sentence.has_share:
            continue
        for claim in share_claims(sentence, shares_beside_values(sentence)):
            yield _check(source, claim)


def _check(source: Source, claim: ShareClaim) -> FigureCheck:
    if is_year_to_date(claim):
        return unchecked(claim, "The values for the year so far were not found.")
    links = [*_in_tables(source, claim), *_beside(source, claim)]
    links = [link for link in links if link.sure] or links
    graded = [(link, *_grade(claim, link)) for link in links]
    if not graded:
        return unchecked(claim, _NOT_FOUND)
    if len({verdict.raised for _, verdict, _, _ in graded}) > 1:
        return unchecked(claim, _TWO_LINKS)
    link, verdict, kind, value = graded[0]
    if verdict is Verdict.UNCHECKED:
        return unchecked(claim, "There was nothing before.")
    if verdict.raised and not (link.sure and _plausible(claim, value)):
        return unchecked(claim, "It is not sure which values the change is between.")
    if verdict.raised and _UNSETTLED.search(claim.sentence.around.lower()):
        return unchecked(claim, "The figures are provisional, were restated, or are rates.")
    return change_check(claim, verdict, _line(claim, link, value), (kind,) if kind else (), link.used)


def _grade(claim: ShareClaim, link: _Link) -> tuple[Verdict, str, Decimal]:
    value = change_of(link.old.value, link.new.value)
    allowed = change_interval(link.old.loose, link.new.loose)
    if value is None or allowed is None:
        return Verdict.UNCHECKED, "", Decimal(0)
    if value != 0 and (value > 0) != claim.up:
        return Verdict.MATERIAL, "", value
    return *grade(claim.percent, abs(value), allowed.sizes), value


def _plausible(claim: ShareClaim, value: Decimal) -> bool:
    return abs(abs(value) - claim.percent.value) <= PLAUSIBLE


def _line(claim: ShareClaim, link: _Link, value: Decimal) -> str:
    change = more_or_fewer(link.new.value - link.old.value, link.new.unit)
    size = "" if value == 0 else f", which is {percent(abs(value), claim.share)}"
    return (
        f"{link.where} {amount(link.new.value, link.new)} now and {amount(link.old.value, link.old)} for "
        f"{claim.base.said}: {change}{size}, where the text says {claim.percent_said} "
        f"{'more' if claim.up else 'less'}."
    )


def _in_tables(source: Source, claim: ShareClaim) -> Iterator[_Link]:
    """The values of the series with the claim's name; of several the best named ones only."""
    now = _only_count(claim.sentence, claim.clause[0], claim.share.start)
    found: list[tuple[int, _Link]] = []
    for series in series_near(source, claim.sentence, claim.subject):
        pair = _pair(claim, series)
        if pair is None:
            continue
        old, new, clear = pair
        if now is not None and now.value != new.figure.value:
            continue
        link = _Link(
            old.figure,
            new.figure,
            (
                UsedValue(old.figure.text.strip(), old.page, old.where),
                UsedValue(new.figure.text.strip(), new.page, new.where),
            ),
            f"The table on {source.page_name(series.page)} gives",
            clear
            and claim.has_own_base
            and named_by(claim.sentence, claim.subject, series)
            and speaks_of(claim.sentence, series),
        )
        found.append((len(stems(series.label)), link))
    best = max((size for size, _ in found), default=0)
    yield from (link for size, link in found if size == best)


def _pair(claim: ShareClaim, series: Series) -> tuple[Cell, Cell, bool] | None:
    """The cells before and now, and whether the words leave no doubt that they are meant."""
    cells = {period: cell for cell in series.cells if (period := heading_period(cell.name)) is not None}
    if not series.ordered or len(cells) < 2 or len({period.kind for period in cells}) != 1:
        return None
    said = _said(claim)
    now = said if said is not None else max(cells)
    quarter = _QUARTER.search(claim.sentence.text[: claim.share.start].lower())
    if now.kind is PeriodKind.QUARTER and quarter and int(quarter["quarter"]) != now.place_in_year + 1:
        return None
    before = _before(claim, now)
    if before is None or now not in cells or before[0] not in cells:
        return None
    old, new = cells[before[0]], cells[now]
    return (old, new, before[1]) if old.figure.unit is new.figure.unit else None


def _said(claim: ShareClaim) -> Period | None:
    """The period that the sentence names for the newer value."""
    before = claim.base.period
    named = [said.period for said in periods_in(claim.sentence.text) if said.period != before]
    return named[0] if len(set(named)) == 1 else None


def _before(claim: ShareClaim, now: Period) -> tuple[Period, bool] | None:
    base = claim.base
    if base.length in ("quarter", "month", "year") and base.length != now.kind.value:
        if base.length == "year" and base.kind is Before.PREVIOUS:
            return now.same_period_last_year(), False
        return None
    if base.kind is Before.PREVIOUS:
        return now.shifted(-1), True
    if base.kind is Before.YEAR_AGO:
        return now.same_period_last_year(), True
    if base.period is None:
        return None
    if base.period.kind is now.kind:
        return base.period, base.period < now
    a_year_ago = now.same_period_last_year()
    of_that_year = (
        base.period.kind is PeriodKind.YEAR and base.period.financial_year == a_year_ago.financial_year
    )
    return (a_year_ago, "same" in claim.sentence.text) if of_that_year else None


_IS_BEFORE = re.compile(
    r"\b(?:previous|last|preceding|prior|before|earlier|same (?:quarter|period|month|time))\b"
)
_LEADS_BACK = re.compile(r"\b(?:from|than|against|compared (?:to|with)) $")
_POINTS_BACK = re.compile(r"(?:this|that|these|it|volumes?|numbers?) ")


def _beside(source: Source, claim: ShareClaim) -> Iterator[_Link]:
    """Two counts in the sentence before or after, one of which is said to be of an earlier time; or one of
    them there and the newer in the claim's own sentence."""
    for other, back in ((source.before(claim.sentence), True), (source.after(claim.sentence), False)):
        if other is None:
            continue
        counts = [figure for figure in other.figures if figure.unit in (Unit.COUNT, Unit.MONEY)]
        if any(figure.unit is Unit.PERCENT for figure in other.figures) or len(counts) != 2:
            continue
        old = [figure for figure in counts if _is_before(other, figure)]
        if (
            len(old) != 1
            or counts[0].unit is not counts[1].unit
            or any(f.about is not About.EXACT for f in counts)
        ):
            continue
        new = counts[0] if old[0] is counts[1] else counts[1]
        subject, beside = naming(claim.subject), naming(other.text)
        alike = subject <= beside and _POINTS_BACK.match(claim.sentence.shape) if back else beside <= subject
        yield _Link(
            old[0],
            new,
            (
                UsedValue(old[0].text.strip(), other.page, "the sentence beside"),
                UsedValue(new.text.strip(), other.page, "the sentence beside"),
            ),
            f"The sentence {'before' if back else 'after'} it gives",
            bool(alike) and not periods_in(claim.sentence.text),
        )


def _is_before(sentence: Sentence, figure: Figure) -> bool:
    """Whether the words around a count, up to the next one, say that it is of an earlier time."""
    counts = [f for f in sentence.figures if f.unit in (Unit.COUNT, Unit.MONEY)]
    at = counts.index(figure)
    start = counts[at - 1].end if at else 0
    end = counts[at + 1].start if at + 1 < len(counts) else len(sentence.text)
    text = sentence.text.lower()
    behind = re.split(r"[,;]| and | compared | against | to ", text[figure.end : end], maxsplit=1)[0]
    ahead = re.split(r"[,;]| and ", text[start : figure.start])[-1] if at else text[: figure.start]
    return bool(_IS_BEFORE.search(behind) or _IS_BEFORE.search(ahead) or _LEADS_BACK.search(ahead))


def _only_count(sentence: Sentence, start: int, stop: int) -> Figure | None:
    counts = [f for f in sentence.figures if f.unit is Unit.COUNT and start <= f.start < stop]
    return counts[0] if len(counts) == 1 else None
