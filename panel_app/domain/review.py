"""What a person corrects of what was recognised in a paper, and how that is laid over a later version.

A review is held in pack pages and in keys made of the paper's own words, never in page indexes or positions,
so a correction finds its place again when the pages shift or an item is renumbered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from panel_app.domain.ids import slug
from panel_app.domain.papers import AgendaItem, Member, PaperKind, Recognition
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.records import Records

MEMBERS = "members"
MEETING_FIELDS = ("committee", "date", "time", "venue")
ITEM_FIELDS = ("number", "subject", "pages", "level", "kind", "exempt")
_NAMING = (
    "name",
    "text",
    "title",
    "subject",
    "heading",
    "topic",
    "measure",
    "area",
    "label",
    "short",
    "when",
)
_ALIKE_ITEM, _ALIKE_RECORD = 0.6, 0.75
"""From this likeness of their words (0 to 1) an item or a record of two versions is the same one."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An agenda item under review. `first` and `last` are pack pages, both "" where it has no paper."""

    key: str
    number: str
    subject: str
    first: str = ""
    last: str = ""
    level: int = 1
    kind: PaperKind | None = None
    exempt: bool = False

    @property
    def pages(self) -> list[str]:
        """First and last pack page; empty for no paper."""
        return [self.first, self.last] if self.first else []


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """A member or a record under review: its list ("actions"), and its fields as plain JSON values."""

    key: str
    kind: str
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What is on the review screen. `date` is ISO or ""; `accepted` are the doubts said to look right."""

    committee: str = ""
    date: str = ""
    time: str = ""
    venue: str = ""
    items: tuple[ReviewItem, ...] = ()
    records: tuple[ReviewRecord, ...] = ()
    accepted: tuple[str, ...] = ()

    def item(self, key: str) -> ReviewItem | None:
        return next((item for item in self.items if item.key == key), None)

    def of_kind(self, kind: str) -> tuple[ReviewRecord, ...]:
        return tuple(record for record in self.records if record.kind == kind)

    def with_item(self, item: ReviewItem) -> ReviewDraft:
        """With this item in the place of the one of its key."""
        return replace(self, items=tuple(item if one.key == item.key else one for one in self.items))

    def with_record(self, record: ReviewRecord) -> ReviewDraft:
        return replace(self, records=tuple(record if r.key == record.key else r for r in self.records))

    def with_value(self, field: str, value: Any) -> ReviewDraft:
        """With one field changed, named as a correction names it ("meeting.time", "item:7:plan.pages")."""
        if field.startswith("meeting."):
            return replace(self, **{field.removeprefix("meeting."): value})
        key, _, name = field.rpartition(".")
        if field.startswith("item:"):
            item = self.item(key.removeprefix("item:"))
            return self.with_item(_with_item_field(item, name, value)) if item else self
        record = next((r for r in self.records if f"record:{r.key}" == key), None)
        return self.with_record(replace(record, value={**record.value, **value})) if record else self

    def accepting(self, doubt: str) -> ReviewDraft:
        """With a doubt said to look right."""
        return replace(self, accepted=tuple(sorted({*self.accepted, doubt})))


@dataclass(frozen=True, slots=True)
class Correction:
    """One field as a person set it, with what had been recognised there; both are plain JSON values."""

    field: str
    value: Any
    recognised: Any


def as_review(found: Recognition, labels: Sequence[str]) -> ReviewDraft:
    """What was recognised, as it is put under review. `labels` are the pack pages of the paper's pages."""
    items: list[ReviewItem] = []
    used: set[str] = set()
    parent = ""
    for item in found.items:
        parent = item.number if item.level == 1 else parent
        name = item.number if item.level == 1 else f"{parent}/"
        items.append(
            ReviewItem(
                _unused(f"{name}:{slug(item.subject)}", used),
                item.number,
                item.subject,
                _label(labels, item.first_page),
                _label(labels, item.first_page if item.last_page is None else item.last_page),
                item.level,
                item.kind,
                item.exempt,
            )
        )
    records: list[ReviewRecord] = []
    for kind, several in {MEMBERS: to_plain(found.members), **to_plain(found.records)}.items():
        records += [ReviewRecord(_unused(record_key(kind, value), used), kind, value) for value in several]
    return ReviewDraft(
        found.committee,
        found.date.isoformat() if found.date else "",
        found.time,
        found.venue,
        tuple(items),
        tuple(records),
    )


def as_recognition(draft: ReviewDraft, found: Recognition, labels: Sequence[str]) -> Recognition:
    """The recognition as the draft has it. A page that the paper does not have stays as it was recognised.

    An item keeps the name by which it was first recognised, so that its id stays when its number changes.
    """
    index = {label: at for at, label in reversed(list(enumerate(labels)))}
    recognised = {
        one.key: item for one, item in zip(as_review(found, labels).items, found.items, strict=True)
    }
    items: list[AgendaItem] = []
    parent = ""
    for item in draft.items:
        before = recognised.get(item.key)
        first, last = index.get(item.first), index.get(item.last)
        if item.first and (first is None or last is None):
            first, last = (before.first_page, before.last_page) if before else (None, None)
        name = item.key.removeprefix("+").split(":")[0]
        if name.endswith("/"):
            said = before.subject if before else item.subject
            name = f"{name.removesuffix('/') or parent} {said.split(':')[0]}"
        parent = item.number if item.level == 1 else parent
        items.append(
            AgendaItem(item.number, item.subject, first, last, item.level, item.kind, item.exempt, name)
        )
    lists: dict[str, list[Any]] = {f.name: [] for f in fields(Records)}
    for record in draft.records:
        if record.kind in lists:
            value = dict(record.value)
            for name in ("page", "last_page"):
                if isinstance(value.get(name), int) and labels:
                    value[name] = min(max(0, value[name]), len(labels) - 1)
            lists[record.kind].append(value)
    return replace(
        found,
        committee=draft.committee,
        date=as_date(draft.date),
        time=draft.time,
        venue=draft.venue,
        items=tuple(items),
        members=tuple(from_plain(r.value, Member) for r in draft.of_kind(MEMBERS)),
        records=from_plain(lists, Records),
    )


def as_date(text: str) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def record_key(kind: str, value: Mapping[str, Any]) -> str:
    """The key of a record: its list, its printed number and its first words."""
    words = next((str(value[name]) for name in _NAMING if value.get(name)), "")
    return f"{kind}:{slug(' '.join([str(value.get('number', '')), words]), 80)}"


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
    order = [*(key for key in before if key in now), *(key for key in now if key not in before)]
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
    for one in corrections:
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


_WHOLE = frozenset({"accepted", "items.order"})


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


def _with_item_field(item: ReviewItem, name: str, value: Any) -> ReviewItem:
    if name == "pages":
        first, last = (value[0], value[-1]) if value else ("", "")
        return replace(item, first=first, last=last)
    if name == "kind":
        return replace(item, kind=PaperKind(value) if value else None)
    return replace(item, **{name: value})


def _label(labels: Sequence[str], page: int | None) -> str:
    return labels[page] if page is not None and page < len(labels) else ""


def _unused(wanted: str, used: set[str]) -> str:
    key, count = wanted, 2
    while key in used:
        key = f"{wanted}-{count}"
        count += 1
    used.add(key)
    return key
