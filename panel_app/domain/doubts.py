"""What on a paper's review must be put right and what is worth a look: few rules, each sure of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from panel_app.domain.corrections import Correction, recognised_now
from panel_app.domain.papers import PaperKind
from panel_app.domain.review import MEMBERS, ReviewDraft, ReviewItem, as_date

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERED = re.compile(r"([A-Z])(\d{1,2})")
_MOST_MISSING = 3
"""A larger hole in a row of numbers is how the paper counts, not something that was missed."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A button on a doubt: its words and the fields it sets; without any the doubt is said to look right."""

    words: str
    sets: tuple[tuple[str, Any], ...] = ()
    adds: ReviewItem | None = None
    """An item to put before the one the doubt stands at."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence beneath an item, or at the head of the review where `item` is ""."""

    key: str
    sentence: str
    remedies: tuple[Remedy, ...] = ()
    item: str = ""
    error: bool = False
    field: str = ""
    """The field of the meeting that it is about."""
    records: str = ""
    """The list of records that it is about."""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is known of a paper beside its review.

    `labels` are its pack pages; `printed` says on which of them that number stands, empty where the pages
    are not the paper's own. `weekday` is the one printed with the meeting's date, `other_time` the time that
    another paper of the meeting gives, `names_members` that its first pages have a membership.
    """

    labels: tuple[str, ...]
    kind: PaperKind
    printed: tuple[bool, ...] = ()
    weekday: str = ""
    other_time: str = ""
    names_members: bool = False


_LOOKS_RIGHT = Remedy("Looks right")


def doubts(
    draft: ReviewDraft,
    facts: PaperFacts,
    corrections: Iterable[Correction] = (),
    now: ReviewDraft | None = None,
) -> tuple[Doubt, ...]:
    """All there is to put right or to look at; those that a person said look right are left out.

    `corrections` are those saved earlier, `now` what is recognised in this version of the paper.
    """
    found = [
        *_of_the_meeting(draft, facts),
        *_of_pages(draft.items, facts),
        *_of_numbers(draft.items),
        *_counted_on(draft.items, facts),
        *_of_records(draft, facts),
        *(_recognised_otherwise(draft, corrections, now) if now is not None else ()),
    ]
    return tuple(one for one in found if one.error or one.key not in draft.accepted)


def _of_the_meeting(draft: ReviewDraft, facts: PaperFacts) -> Iterator[Doubt]:
    day = as_date(draft.date)
    if facts.kind is PaperKind.AGENDA_PACK or draft.date or draft.committee:
        if facts.kind is PaperKind.AGENDA_PACK and not draft.committee.strip():
            sentence = "Nothing says whose meeting this is. Type the name of the panel."
            yield Doubt("committee", sentence, error=True, field="committee")
        if day is None and (draft.date or facts.kind is PaperKind.AGENDA_PACK):
            sentence = "The day of the meeting is not known. Type it as 27 November 2020."
            yield Doubt("date", sentence, error=True, field="date")
    if day is not None and facts.weekday and facts.weekday != _DAYS[day.weekday()]:
        sentence = f"The paper prints a {facts.weekday}; this day is a {_DAYS[day.weekday()]}."
        yield Doubt(f"weekday:{draft.date}", sentence, (_LOOKS_RIGHT,), field="date")
    if facts.other_time and draft.time and facts.other_time != draft.time:
        sentence = f"Another paper of this meeting says {facts.other_time}; this one says {draft.time}."
        use = Remedy(f"Use {facts.other_time}", (("meeting.time", facts.other_time),))
        yield Doubt(f"time:{facts.other_time}", sentence, (use, _LOOKS_RIGHT), field="time")


def _of_pages(items: Sequence[ReviewItem], facts: PaperFacts) -> Iterator[Doubt]:
    place = {label: at for at, label in enumerate(facts.labels)}
    good: list[ReviewItem] = []
    for item in items:
        if not item.first:
            if item.kind is not None:
                sentence = f"{_name(item)} has a paper, but its pages were not found. Type its pack pages."
                remedy = Remedy("It has no paper", ((f"item:{item.key}.kind", None),))
                yield Doubt(f"pages:{item.key}", sentence, (remedy,), item.key)
            continue
        unknown = next((label for label in (item.first, item.last) if label not in place), "")
        if unknown:
            sentence = f"This paper has no page {unknown}. Type a pack page that is printed in it."
            yield Doubt(f"page:{item.key}", sentence, (), item.key, error=True)
        elif place[item.last] < place[item.first]:
            sentence = f"{_name(item)} ends on page {item.last}, before it begins on page {item.first}."
            swap = Remedy(
                f"Use {item.last} to {item.first}", ((f"item:{item.key}.pages", [item.last, item.first]),)
            )
            yield Doubt(f"order:{item.key}", sentence, (swap,), item.key, error=True)
        else:
            good.append(item)
    yield from _overlaps_and_gaps(good, facts, place)


def _overlaps_and_gaps(
    items: Sequence[ReviewItem], facts: PaperFacts, place: Mapping[str, int]
) -> Iterator[Doubt]:
    # Pages that the program set itself hold the end of one item and the start of the next.
    shared = 0 if facts.printed else 1
    before: dict[int, ReviewItem] = {}
    ends = -1
    innermost: ReviewItem | None = None
    for item in items:
        first, last = place[item.first], place[item.last]
        sibling = before.get(item.level)
        if sibling is not None:
            end = place[sibling.last] if item.level > 1 else max(ends, place[sibling.last])
            holder = innermost if innermost and place[innermost.last] == end else sibling
            if first + shared <= end:
                yield _overlap(item, holder, facts.labels, end, last)
            elif item.level == 1 and first > end + 1 and facts.printed:
                yield _gap(item, sibling, facts.labels[end + 1], facts.labels[first - 1])
        before = {level: one for level, one in before.items() if level < item.level}
        before[item.level] = item
        if last >= ends:
            ends, innermost = last, item


def _overlap(item: ReviewItem, holder: ReviewItem, labels: Sequence[str], end: int, last: int) -> Doubt:
    sentence = f"Page {item.first} is already in {_name(holder, inside=True)}."
    remedies: tuple[Remedy, ...] = ()
    if end + 1 <= last:
        begin = labels[end + 1]
        sentence += f" {_name(item)} begins on page {begin}."
        remedies = (Remedy(f"Use {begin}", ((f"item:{item.key}.pages", [begin, item.last]),)),)
    else:
        sentence += " Type the pages of both."
    return Doubt(f"overlap:{item.key}", sentence, remedies, item.key, error=True)


def _gap(item: ReviewItem, before: ReviewItem, first: str, last: str) -> Doubt:
    one = first == last
    pages = f"Page {first} belongs" if one else f"Pages {first} to {last} belong"
    put = Remedy(f"Add to item {before.number}", ((f"item:{before.key}.pages", [before.first, last]),))
    remedies = (put, _LOOKS_RIGHT) if before.number else (_LOOKS_RIGHT,)
    return Doubt(f"gap:{first}:{last}", f"{pages} to no item.", remedies, item.key)


def _of_numbers(items: Sequence[ReviewItem]) -> Iterator[Doubt]:
    numbered = [item for item in items if item.level == 1 and item.number.isdecimal()]
    for before, item in pairwise(numbered):
        missing = range(int(before.number) + 1, int(item.number))
        if not 0 < len(missing) <= _MOST_MISSING:
            continue
        for number in missing:
            added = ReviewItem(f"+{number}:added", str(number), "")
            remedy = Remedy(f"Add item {number}", adds=added)
            sentence = f"Between items {before.number} and {item.number} there is no item {number}."
            yield Doubt(f"missing:{number}", sentence, (remedy, _LOOKS_RIGHT), item.key)
    for item in items:
        if not item.subject.strip():
            yield Doubt(
                f"subject:{item.key}",
                f"{_name(item)} has no subject. Type what it is about.",
                (),
                item.key,
                error=True,
            )


def _counted_on(items: Sequence[ReviewItem], facts: PaperFacts) -> Iterator[Doubt]:
    """The pages at the end that bear no number, in a paper whose pages otherwise do."""
    printed = facts.printed
    if not any(printed) or sum(printed) * 2 < len(printed):
        return
    last = max(at for at, is_printed in enumerate(printed) if is_printed)
    if len(printed) - last - 1 < 3:
        return
    place = {label: at for at, label in enumerate(facts.labels)}
    holding = [i for i in items if i.first and place.get(i.first, 0) <= last + 1 <= place.get(i.last, -1)]
    key = max(holding, key=lambda item: item.level).key if holding else ""
    label = facts.labels[last]
    sentence = f"No page numbers are printed after {label}; they were counted on."
    yield Doubt(f"counted:{label}", sentence, (_LOOKS_RIGHT,), key)


def _of_records(draft: ReviewDraft, facts: PaperFacts) -> Iterator[Doubt]:
    if facts.names_members and not draft.of_kind(MEMBERS):
        sentence = "No members were recognised, though the paper names a membership."
        yield Doubt("members", sentence, (_LOOKS_RIGHT,), records=MEMBERS)
    ownerless = sum(
        not str(record.value.get("owner", "")).strip()
        and record.value.get("origin") in {"action line", "action log"}
        for record in draft.of_kind("actions")
    )
    if ownerless:
        have = "1 action has" if ownerless == 1 else f"{ownerless} actions have"
        yield Doubt(f"owners:{ownerless}", f"{have} no owner.", (_LOOKS_RIGHT,), records="actions")
    seen: dict[str, set[int]] = {}
    for record in draft.of_kind("commitments"):
        match = _NUMBERED.fullmatch(str(record.value.get("number", "")))
        if match:
            seen.setdefault(match.group(1), set()).add(int(match.group(2)))
    for letter, numbers in seen.items():
        missing = sorted(set(range(min(numbers), max(numbers))) - numbers)
        if len(numbers) >= 3 and 0 < len(missing) <= _MOST_MISSING:
            names = ", ".join(f"{letter}{number}" for number in missing)
            have = "is missing" if len(missing) == 1 else "are missing"
            sentence = f"Commitment {names} {have} between {letter}{min(numbers)} and {letter}{max(numbers)}."
            yield Doubt(f"commitments:{names}", sentence, (_LOOKS_RIGHT,), records="commitments")


def _recognised_otherwise(
    draft: ReviewDraft, corrections: Iterable[Correction], now: ReviewDraft
) -> Iterator[Doubt]:
    """Where a new version reads otherwise than the one on which a person made a correction."""
    for one in corrections:
        key, _, name = one.field.rpartition(".")
        news = recognised_now(now, one)
        is_field = key == "meeting" or (key.startswith("item:") and name in _SAID)
        if not is_field or news == one.recognised or news == one.value:
            continue
        item = draft.item(key.removeprefix("item:"))
        if key != "meeting" and (item is None or _value(item, name) != one.value):
            continue
        if key == "meeting" and getattr(draft, name) != one.value:
            continue
        sentence = (
            f"You set {_SAID[name]} {_said(name, one.value)}; the new version reads {_said(name, news)}."
        )
        remedies = (Remedy("Use the new", ((one.field, news),)), Remedy("Keep mine"))
        identity = f"new:{one.field}:{_said(name, news)}"
        yield Doubt(identity, sentence, remedies, item.key if item else "", field="" if item else name)


_SAID = {
    "pages": "pages",
    "subject": "the subject",
    "number": "the number",
    "kind": "this as",
    "committee": "the panel",
    "date": "the date",
    "time": "the time",
    "venue": "the venue",
}


def _value(item: ReviewItem, name: str) -> Any:
    if name == "kind":
        return item.kind.value if item.kind else None
    return getattr(item, name)


def _said(name: str, value: Any) -> str:
    if name == "pages":
        return pages_words(*value) if value else "no paper"
    day = as_date(str(value)) if name == "date" else None
    if day is not None:
        return f"{day.day} {day:%B %Y}"
    return f"“{value}”" if name in {"subject", "committee", "venue"} else str(value or "none")


def pages_words(first: str, last: str) -> str:
    """ "45 to 54"; "45" for one page."""
    return first if first == last else f"{first} to {last}"


def _name(item: ReviewItem, inside: bool = False) -> str:
    """How a sentence names an item: "Item 8", "Appendix 3"; `inside` one it does not begin."""
    if item.level == 1 and item.number:
        return f"{'item' if inside else 'Item'} {item.number}"
    head = item.subject.split(":")[0].strip()
    return head if head and len(head) <= 40 else "this entry" if inside else "This entry"
