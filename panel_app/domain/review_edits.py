"""What a person does to a draft under review besides typing: add, remove, move, indent, take back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from panel_app.domain.corrections import MEETING_FIELDS
from panel_app.domain.ids import slug
from panel_app.domain.review import ReviewDraft, ReviewItem, ReviewRecord, record_key

ADDED = "+"
"""The key of what a person added begins with this."""


def with_new_item(draft: ReviewDraft, after: str = "") -> tuple[ReviewDraft, str]:
    """With an empty item behind another and its appendices, else at the end; and its key."""
    items = list(draft.items)
    at = next((n for n, item in enumerate(items) if item.key == after), len(items) - 1)
    item = ReviewItem(_free(f"{ADDED}:new", draft), "", "", level=items[at].level if items else 1)
    return with_item_before(draft, item, _end(items, at) if items else 0), item.key


def with_item_before(draft: ReviewDraft, item: ReviewItem, at: int) -> ReviewDraft:
    """With an item put at a place of the list."""
    return replace(draft, items=(*draft.items[:at], item, *draft.items[at:]))


def without_item(draft: ReviewDraft, key: str) -> ReviewDraft:
    """Without an item; its appendices stay, each where it was."""
    return replace(draft, items=tuple(item for item in draft.items if item.key != key))


def moved_item(draft: ReviewDraft, key: str, step: int) -> ReviewDraft:
    """With an item and its appendices one place up (-1) or down (1), past another and its appendices.

    An appendix at the edge of its item goes over to the neighbouring one.
    """
    items = list(draft.items)
    at = next((n for n, item in enumerate(items) if item.key == key), None)
    if at is None:
        return draft
    level, end = items[at].level, _end(items, at)
    block, rest = items[at:end], items[:at] + items[end:]
    if step < 0:
        to = next((n for n in range(at - 1, -1, -1) if items[n].level <= level), None)
        if to is None or (to == 0 and level > items[0].level):
            return draft
    elif end == len(items):
        return draft
    else:
        beyond = _end(items, end) if items[end].level >= level else end + 1
        to = beyond - len(block)
    return replace(draft, items=(*rest[:to], *block, *rest[to:]))


def indented_item(draft: ReviewDraft, key: str, step: int) -> ReviewDraft:
    """With an item and its appendices made an appendix of the one above (1), or taken out again (-1)."""
    items = list(draft.items)
    at = next((n for n, item in enumerate(items) if item.key == key), None)
    if at is None:
        return draft
    deepest = items[at - 1].level + 1 if at else 1
    if not 1 <= items[at].level + step <= deepest:
        return draft
    end = _end(items, at)
    moved = [replace(item, level=item.level + step) for item in items[at:end]]
    return replace(draft, items=(*items[:at], *moved, *items[end:]))


def item_as_recognised(draft: ReviewDraft, recognised: ReviewDraft, key: str) -> ReviewDraft:
    """With one item as it was recognised, put back into its place where it had been removed."""
    before = recognised.item(key)
    if before is None:
        return draft
    if draft.item(key) is not None:
        return draft.with_item(before)
    return with_item_before(draft, before, _place_of(key, recognised.items, draft.items))


def record_as_recognised(draft: ReviewDraft, recognised: ReviewDraft, key: str) -> ReviewDraft:
    """With one record as it was recognised, put back into its place where it had been removed."""
    before = next((record for record in recognised.records if record.key == key), None)
    if before is None:
        return draft
    if any(record.key == key for record in draft.records):
        return draft.with_record(before)
    at = _place_of(key, recognised.records, draft.records)
    return replace(draft, records=(*draft.records[:at], before, *draft.records[at:]))


def with_new_record(draft: ReviewDraft, kind: str, value: Mapping[str, Any]) -> tuple[ReviewDraft, str]:
    """With a record behind all others, and so at the end of its list; and its key."""
    record = ReviewRecord(_free(f"{ADDED}{kind}:new", draft), kind, value)
    return replace(draft, records=(*draft.records, record)), record.key


def without_record(draft: ReviewDraft, key: str) -> ReviewDraft:
    return replace(draft, records=tuple(record for record in draft.records if record.key != key))


def removed_items(draft: ReviewDraft, recognised: ReviewDraft) -> tuple[ReviewItem, ...]:
    """The recognised items that a person took out."""
    return tuple(item for item in recognised.items if draft.item(item.key) is None)


def removed_records(draft: ReviewDraft, recognised: ReviewDraft, kind: str) -> tuple[ReviewRecord, ...]:
    """The recognised records of a list that a person took out."""
    there = {record.key for record in draft.records}
    return tuple(record for record in recognised.of_kind(kind) if record.key not in there)


def meeting_differs(draft: ReviewDraft, recognised: ReviewDraft) -> tuple[str, ...]:
    """The fields of the meeting that a person set otherwise."""
    return tuple(name for name in MEETING_FIELDS if getattr(draft, name) != getattr(recognised, name))


def named(draft: ReviewDraft) -> ReviewDraft:
    """With what a person added under keys of its own words, as a correction finds its place again by them."""
    used = {key for key in _keys(draft) if not key.startswith(ADDED)}
    items: list[ReviewItem] = []
    parent = ""
    for item in draft.items:
        if item.key.startswith(ADDED):
            number = item.number if item.level == 1 else f"{parent}/"
            item = replace(item, key=_unused(f"{ADDED}{number}:{slug(item.subject)}", used))
        parent = item.number if item.level == 1 else parent
        items.append(item)
    records = [
        replace(one, key=_unused(f"{ADDED}{record_key(one.kind, one.value)}", used))
        if one.key.startswith(ADDED)
        else one
        for one in draft.records
    ]
    return replace(draft, items=tuple(items), records=tuple(records))


def _end(items: Sequence[ReviewItem], at: int) -> int:
    """Behind an item and all its appendices."""
    return next((n for n in range(at + 1, len(items)) if items[n].level <= items[at].level), len(items))


def _place_of(
    key: str, before: Sequence[ReviewItem | ReviewRecord], now: Sequence[ReviewItem | ReviewRecord]
) -> int:
    """Where something that was taken out belongs: behind the nearest one before it that is still there."""
    keys = [one.key for one in before]
    there = {one.key: n for n, one in enumerate(now)}
    return next((there[k] + 1 for k in reversed(keys[: keys.index(key)]) if k in there), 0)


def _keys(draft: ReviewDraft) -> list[str]:
    return [*(item.key for item in draft.items), *(record.key for record in draft.records)]


def _free(wanted: str, draft: ReviewDraft) -> str:
    return _unused(wanted, set(_keys(draft)))


def _unused(wanted: str, used: set[str]) -> str:
    key, count = wanted, 2
    while key in used:
        key = f"{wanted}-{count}"
        count += 1
    used.add(key)
    return key
