"""What a person corrected of what was recognised in a paper, and how that is laid over a later version.

Corrections are held in pack pages and under keys made of the paper's own words, never under page indexes or
positions, so that each finds its place again when pages shift or an item is renumbered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.review import ReviewDraft, ReviewItem, ReviewRecord

MEETING_FIELDS = ("committee", "date", "time", "venue")
ITEM_FIELDS = ("number", "subject", "pages", "level", "kind", "exempt")
_WHOLE = frozenset({"accepted", "items.order"})
_ALIKE_ITEM, _ALIKE_RECORD = 0.6, 0.75
"""From this likeness of their words (0 to 1) an item or a record of two versions is the same one."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field as a person set it, with what had been recognised there; both are plain JSON values."""

    field: str
    value: Any
    recognised: Any


def corrections_of(recognised: ReviewDraft, draft: ReviewDraft) -> tuple[Correction, ...]:
    """What a person changed: `applied(recognised, corrections_of(recognised, draft))` is the draft."""
    made = [
        Correction(f"meeting.{name}", getattr(draft, name), getattr(recognised, name))
        for name in MEETING_FIELDS
        if getattr(draft, name) != getattr(recognised, name)
    ]
    before = {item.key: item for item in recognised.items}
    now = {item.key: item for item in draft.items}
    for key, item in now.items():
        if key not in before:
            made.append(Correction(f"item:{key}.added", to_plain(item), None))
        else:
            made += _item_edits(before[key], item)
    made += [
        Correction(f"item:{key}.removed", True, to_plain(item))
        for key, item in before.items()
        if key not in now
    ]
    order = [*(key for key in before if key in now), *sorted(key for key in now if key not in before)]
    if list(now) != order:
        made.append(Correction("items.order", list(now), list(before)))
    had = {record.key: record for record in recognised.records}
    has = {record.key: record for record in draft.records}
    for key, record in has.items():
        if key not in had:
            added = {"kind": record.kind, "value": dict(record.value)}
            made.append(Correction(f"record:{key}.added", added, None))
        else:
            made += _record_edits(had[key], record)
    made += [
        Correction(f"record:{key}.removed", True, dict(record.value))
        for key, record in had.items()
        if key not in has
    ]
    if draft.accepted:
        made.append(Correction("accepted", list(draft.accepted), None))
    return tuple(made)


def applied(recognised: ReviewDraft, corrections: Iterable[Correction]) -> ReviewDraft:
    """What was recognised with a person's corrections laid over it; what has no place in it is left out."""
    draft = recognised
    order: list[str] = []
    for one in sorted(corrections, key=lambda c: c.field):
        key, _, name = one.field.rpartition(".")
        if one.field == "accepted":
            draft = replace(draft, accepted=tuple(one.value))
        elif one.field == "items.order":
            order = list(one.value)
        elif name == "added" and key.startswith("item:"):
            draft = replace(draft, items=(*draft.items, from_plain(one.value, ReviewItem)))
        elif name == "added":
            added = ReviewRecord(key.removeprefix("record:"), one.value["kind"], one.value["value"])
            draft = replace(draft, records=(*draft.records, added))
        elif name == "removed":
            draft = replace(
                draft,
                items=tuple(i for i in draft.items if f"item:{i.key}" != key),
                records=tuple(r for r in draft.records if f"record:{r.key}" != key),
            )
        else:
            draft = draft.with_value(one.field, one.value)
    return replace(draft, items=_ordered(draft.items, order)) if order else draft


def rekeyed(corrections: Iterable[Correction], recognised: ReviewDraft) -> tuple[Correction, ...]:
    """The corrections of an earlier version with the keys of this one, where it has what they were made on.

    What a person added and this version has by itself becomes the changes that are left of it.
    """
    items = {item.key: item for item in recognised.items}
    records = {record.key: record for record in recognised.records}
    keys = [*(f"item:{key}" for key in items), *(f"record:{key}" for key in records)]
    several = tuple(corrections)
    wanted = dict.fromkeys(c.field.rpartition(".")[0] for c in several if c.field not in _WHOLE)
    places = _places([key for key in wanted if not key.startswith("meeting")], keys)
    result: list[Correction] = []
    for one in several:
        key, _, name = one.field.rpartition(".")
        place = places.get(key)
        if one.field == "items.order":
            order = [places.get(f"item:{k}", f"item:{k}").removeprefix("item:") for k in one.value]
            result.append(replace(one, value=order))
        elif place is None:
            result.append(one)
        elif name != "added":
            result.append(replace(one, field=f"{place}.{name}"))
        elif place.startswith("item:"):
            there = items[place.removeprefix("item:")]
            result += _item_edits(there, replace(from_plain(one.value, ReviewItem), key=there.key))
        else:
            record = records[place.removeprefix("record:")]
            result += _record_edits(record, replace(record, value=one.value["value"]))
    return tuple(result)


def recognised_now(recognised: ReviewDraft, correction: Correction) -> Any:
    """What this version has where a person corrected; the correction's own where it has no such place."""
    key, _, name = correction.field.rpartition(".")
    if key == "meeting":
        return getattr(recognised, name)
    if correction.field in _WHOLE or name in {"added", "removed"}:
        return correction.recognised
    item = recognised.item(key.removeprefix("item:"))
    if item is not None:
        return _item_value(item, name)
    record = next((r for r in recognised.records if f"record:{r.key}" == key), None)
    if record is None:
        return correction.recognised
    return {field: record.value.get(field) for field in correction.recognised}


def _places(wanted: Sequence[str], keys: Sequence[str]) -> dict[str, str]:
    """Which key of this version each earlier key is: the same, else the same words, else the most alike."""
    free = dict.fromkeys(keys)
    found: dict[str, str] = {}
    for key in wanted:
        if key in free:
            found[key] = key
            del free[key]
    for key in wanted:
        if key in found:
            continue
        best, sure = "", 0.0
        for other in free:
            likeness = _likeness(key, other)
            if likeness > sure:
                best, sure = other, likeness
        if best:
            found[key] = best
            del free[best]
    return found


def _likeness(key: str, other: str) -> float:
    """0 for different ones; an item may change its number or some of its words, not both."""
    what, name, words = (*key.replace(":+", ":").split(":", 2), "", "")[:3]
    its_what, its_name, its_words = (*other.split(":", 2), "", "")[:3]
    if what != its_what or (what == "record" and name != its_name):
        return 0.0
    if words and words == its_words:
        return 2.0 if name == its_name else 1.0
    if what == "item" and name != its_name:
        return 0.0
    alike = SequenceMatcher(None, words, its_words, autojunk=False)
    least = _ALIKE_ITEM if what == "item" else _ALIKE_RECORD
    if alike.real_quick_ratio() < least or alike.quick_ratio() < least:
        return 0.0
    ratio = alike.ratio()
    return ratio if ratio >= least else 0.0


def _ordered(items: Sequence[ReviewItem], order: Sequence[str]) -> tuple[ReviewItem, ...]:
    """Items in an order of keys; one that it does not name stays behind the item it followed."""
    there = {item.key: item for item in items}
    keys = [key for key in order if key in there]
    before = ""
    for item in items:
        if item.key not in keys:
            keys.insert(keys.index(before) + 1 if before else 0, item.key)
        before = item.key
    return tuple(there[key] for key in keys)


def _item_edits(before: ReviewItem, now: ReviewItem) -> list[Correction]:
    return [
        Correction(f"item:{before.key}.{name}", _item_value(now, name), _item_value(before, name))
        for name in ITEM_FIELDS
        if _item_value(now, name) != _item_value(before, name)
    ]


def _record_edits(before: ReviewRecord, now: ReviewRecord) -> list[Correction]:
    changed = [name for name in now.value if now.value[name] != before.value.get(name)]
    if not changed:
        return []
    values = {name: now.value[name] for name in changed}
    return [Correction(f"record:{before.key}.edited", values, {n: before.value.get(n) for n in changed})]


def _item_value(item: ReviewItem, name: str) -> Any:
    if name == "kind":
        return item.kind.value if item.kind else None
    return getattr(item, name)
