"""Bodies, their titles and duties as dated records: the institutions change, the program does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar


class Dated(Protocol):
    """A record that holds from a day to a day, both included; None: no end is known."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


D = TypeVar("D", bound=Dated)
R = TypeVar("R")


def in_force(records: Iterable[D], day: date) -> list[D]:
    """The records that hold on a day."""
    return [one for one in records if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]


@dataclass(frozen=True, slots=True)
class Title:
    """What the holder of a role ("commissioner", "panel") is called, in full and short."""

    role: str
    name: str
    short: str
    source: str
    valid_from: date = date.min
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty without a day of the year: what is to be done when something happens."""

    role: str
    title: str
    detail: str
    source: str
    valid_from: date = date.min
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """A panel, by the code of its ids, that became another body on a day."""

    panel: str
    became: str
    on: date
    source: str


def called(titles: Iterable[Title], role: str, day: date) -> str:
    """The short title of a role on a day; the role itself where no record holds."""
    held = [one.short for one in in_force(titles, day) if one.role == role]
    return held[-1] if held else role.capitalize()


def lineage(panel: str, successions: Iterable[Succession]) -> frozenset[str]:
    """The codes of a panel, of those it came from, and of those it became: one history."""
    links = [(one.panel, one.became) for one in successions]
    known = {panel}
    while True:
        further = {code for link in links if known & set(link) for code in link} - known
        if not further:
            return frozenset(known)
        known |= further


def records_of(kind: type[R], found: Mapping[str, Any], name: str) -> tuple[R, ...]:
    """The records of one list of a TOML file."""
    return tuple(kind(**record) for record in found.get(name, ()))
