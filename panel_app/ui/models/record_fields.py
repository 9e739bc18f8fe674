"""The fields of each kind of record, as a form asks for them: made from the records' own types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from panel_app.domain.papers import Member
from panel_app.domain.plain import to_plain
from panel_app.domain.records import Records
from panel_app.domain.review import MEMBERS

_LABELS = {
    "text": "What it says",
    "due": "Due by",
    "page": "Pack page",
    "last_page": "Last pack page",
    "short": "Short form",
    "long": "In full",
    "last_report": "Last report",
    "responses": "How many answered",
    "points": "Points made",
    "requests": "Asked for",
    "planned": "Planned action",
    "reflections": "Reflections",
    "presence": "Was there as",
    "origin": "How the paper states it",
    "gives_reasons": "It says why",
    "item": "Under the item",
    "assurance": "Where assurance was sought",
    "date": "Day or month",
    "kind": "What it is called",
    "report": "The inspection",
    "progress": "What was done",
    "update": "This time’s update",
    "entries": "Entries, the first place first",
}
_LONG = frozenset({"text", "update", "data", "activity", "progress", "notes"})


class Entry(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    PAGE = "page"
    CHOICE = "choice"
    YES = "yes"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a record: its name, its label and how it is filled in.

    `options` are the words and values of a choice, `of` the type of the parts it holds.
    """

    name: str
    label: str
    entry: Entry
    options: tuple[tuple[str, str], ...] = ()
    of: type | None = None


@cache
def record_type(kind: str) -> type:
    """The type of the records of a list ("actions")."""
    return Member if kind == MEMBERS else type_in(get_type_hints(Records)[kind])


def type_in(several: Any) -> type:
    """The type of what a tuple holds."""
    inner: type = get_args(several)[0]
    return inner


@cache
def field_specs(of: type) -> tuple[FieldSpec, ...]:
    """The fields of a record's type, in the order in which it has them."""
    hints = get_type_hints(of)
    return tuple(_spec(name.name, hints[name.name]) for name in fields(of))


def blank(of: type, page: int) -> dict[str, Any]:
    """A record of a type with nothing in it yet, on a page."""
    hints = get_type_hints(of)
    made: dict[str, Any] = {}
    for one in fields(of):
        hint = hints[one.name]
        if hint is int:
            made[one.name] = page
        elif one.default is not MISSING:
            made[one.name] = to_plain(one.default)
        elif isinstance(hint, type) and issubclass(hint, Enum):
            made[one.name] = next(iter(hint)).value
        else:
            made[one.name] = False if hint is bool else ""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in made.items()}


def lines_words(several: Iterable[str]) -> str:
    """Several paragraphs as they are typed: each on a line of its own."""
    return "\n".join(" ".join(one.split()) for one in several)


def typed_lines(text: str) -> list[str]:
    """The paragraphs of what was typed."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def part_words(value: Mapping[str, Any]) -> str:
    """One line for a part of a record: its number, its words and what is new."""
    return " ".join(str(value[n]) for n in ("number", "text", "update") if value.get(n)) or "Nothing yet"


def _spec(name: str, hint: Any) -> FieldSpec:
    label = _LABELS.get(name, name.replace("_", " ").capitalize())
    if get_origin(hint) is tuple:
        inner = type_in(hint)
        if is_dataclass(inner):
            return FieldSpec(name, label, Entry.PARTS, of=inner)
        return FieldSpec(name, label, Entry.LINES)
    if hint is int:
        return FieldSpec(name, label, Entry.PAGE)
    if hint is bool:
        return FieldSpec(name, label, Entry.YES)
    if issubclass(hint, Enum):
        options = tuple((str(one.value)[0].upper() + str(one.value)[1:], str(one.value)) for one in hint)
        return FieldSpec(name, label, Entry.CHOICE, options)
    return FieldSpec(name, label, Entry.TEXT if name in _LONG else Entry.LINE)
