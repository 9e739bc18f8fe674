"""What was recognised in a paper as a person looks it over: in pack pages, under keys of its own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from panel_app.domain.ids import slug
from panel_app.domain.papers import AgendaItem, Member, PaperKind, Recognition
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.records import Records

MEMBERS = "members"
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
