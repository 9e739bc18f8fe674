"""A delivery plan over the quarters: each activity with its updates in order, and what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from panel_app.domain.ids import PaperId
from panel_app.domain.records import Activity, Commitment

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:q|qtr|quarter)\s*([1-4])\b", re.IGNORECASE)
_FINANCIAL_YEAR = re.compile(r"\b((?:20)?\d\d)\s*[/–-]\s*((?:20)?\d\d)\b")

_NO_UPDATE = re.compile(r"no (?:further |new )?(?:updates?|progress)(?: this quarter| to report)?\W*", re.I)
_COMPLETED = re.compile(
    r"(?:(?:this )?(?:activity|action|work) )?(?:(?:is|was|has been) )?(?:now )?completed?\s*(?:[.:;–-]|$)",
    re.I,
)
_TELLING = re.compile(r"\d[\d.,]*|\b(?:not?|never|none|cannot)\b|n[’']t\b", re.IGNORECASE)
_SAME_WORDS = 97.0
_SAME_ACTIVITY = 90.0
_SAME_NUMBER_OTHER_TEXT = 50.0


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter of a financial year: `year` is the one in which it began in April."""

    year: int
    quarter: int

    def __str__(self) -> str:
        return f"Q{self.quarter} {self.year}/{(self.year + 1) % 100:02}"


def parse_period(text: str) -> Period | None:
    """The quarter a header names: by its last month with a year, or its quarter and financial year."""
    months = _MONTH_YEAR.findall(text)
    if months:
        name, year = months[-1]
        month = _MONTHS.index(name.lower()) + 1
        return Period(int(year) - (month < 4), (month - 4) % 12 // 3 + 1)
    quarter, years = _QUARTER.search(text), _FINANCIAL_YEAR.search(text)
    if quarter is None or years is None:
        return None
    first, second = int(years[1]) % 100, int(years[2]) % 100
    return Period(2000 + first, int(quarter[1])) if second == (first + 1) % 100 else None


class Sign(StrEnum):
    """What an update is beside the one before it."""

    FIRST = "First in the library"
    NEW = "New"
    NOT_PRINTED = "No update printed"
    NO_UPDATE = "No further update"
    SAME = "Same words as before"
    CHANGED = "Changed"
    COMPLETED = "Completed"
    GONE = "Gone"


@dataclass(frozen=True, slots=True)
class Extract:
    """The delivery plan as one paper reports it."""

    paper: PaperId
    period: Period
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """An activity in one extract; None where it is gone. `earlier_number` says it was renumbered."""

    paper: PaperId
    period: Period
    sign: Sign
    activity: Activity | None = None
    earlier_number: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """An activity of the plan under its commitment as last printed, with its updates in order of period."""

    commitment: Commitment
    activity: Activity
    updates: tuple[Update, ...]


def same_words(before: str, now: str) -> bool:
    """Whether two updates say the same; a changed figure or a changed "not" is a change."""
    if _TELLING.findall(before.lower()) != _TELLING.findall(now.lower()):
        return False
    return fuzz.ratio(_plain(before), _plain(now)) >= _SAME_WORDS


def sign_of(before: str | None, now: str) -> Sign:
    """The sign of an update; `before` is None where the activity was not there."""
    said = now.strip()
    if not said:
        return Sign.NOT_PRINTED
    if _NO_UPDATE.fullmatch(said):
        return Sign.NO_UPDATE
    if _COMPLETED.match(said):
        return Sign.COMPLETED
    if before is None:
        return Sign.NEW
    return Sign.SAME if same_words(before, said) else Sign.CHANGED


def follow(extracts: Iterable[Extract]) -> list[Followed]:
    """Every activity of the extracts, in the order in which they first appear, over all periods since."""
    rows: list[Followed] = []
    for at, extract in enumerate(sorted(extracts, key=lambda e: e.period)):
        here = [(c, a) for c in extract.commitments for a in c.activities]
        matched = _matched(rows, here)
        for index, row in enumerate(rows):
            rows[index] = _continued(row, extract, matched.get(index))
        known = {id(activity) for _, activity in matched.values()}
        for commitment, activity in here:
            if id(activity) not in known:
                sign = sign_of(None, activity.update)
                if at == 0 and sign is Sign.NEW:
                    sign = Sign.FIRST
                first = Update(extract.paper, extract.period, sign, activity)
                rows.append(Followed(commitment, activity, (first,)))
    return rows


def _continued(row: Followed, extract: Extract, now: tuple[Commitment, Activity] | None) -> Followed:
    if now is None:
        gone = Update(extract.paper, extract.period, Sign.GONE)
        return Followed(row.commitment, row.activity, (*row.updates, gone))
    commitment, activity = now
    earlier = row.activity.number if row.activity.number != activity.number else ""
    before = row.updates[-1].activity
    sign = sign_of(before.update if before else None, activity.update)
    update = Update(extract.paper, extract.period, sign, activity, earlier)
    return Followed(commitment, activity, (*row.updates, update))


def _matched(
    rows: Sequence[Followed], here: Sequence[tuple[Commitment, Activity]]
) -> dict[int, tuple[Commitment, Activity]]:
    """Which activity continues which row: by number first, then by nearly the same text."""
    matched: dict[int, tuple[Commitment, Activity]] = {}
    numbers: dict[str, int] = {}
    for index, row in enumerate(rows):
        if number := _number(row.commitment, row.activity):
            numbers[number] = index
    rest: list[tuple[Commitment, Activity]] = []
    for one in here:
        index = numbers.get(_number(*one), -1)
        if index >= 0 and index not in matched and _likeness(rows[index], one) >= _SAME_NUMBER_OTHER_TEXT:
            matched[index] = one
        else:
            rest.append(one)
    for one in rest:
        free = [(_likeness(rows[i], one), -i) for i in range(len(rows)) if i not in matched]
        likeness, minus = max(free, default=(0.0, 0))
        if likeness >= _SAME_ACTIVITY and one[1].text:
            matched[-minus] = one
    return matched


def _number(commitment: Commitment, activity: Activity) -> str:
    """By what an activity is known; what is reported on the commitment itself by the commitment's number."""
    return activity.number if activity.number or activity.text else f"{commitment.number} itself"


def _likeness(row: Followed, one: tuple[Commitment, Activity]) -> float:
    """0 to 100."""
    return float(fuzz.ratio(_plain(_text(row.commitment, row.activity)), _plain(_text(*one))))


def _text(commitment: Commitment, activity: Activity) -> str:
    return activity.text if activity.number or activity.text else commitment.text


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(" .")
