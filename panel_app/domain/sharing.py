"""Notes that members hand to one another as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType

from panel_app.domain.marks import Mark

ColleagueId = NewType("ColleagueId", str)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose notes a file holds: the id of their notebook, and their name."""

    id: ColleagueId
    name: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member whose notes were received: whether they are shown, and how many there are."""

    id: ColleagueId
    name: str
    shown: bool = True
    notes: int = 0


@dataclass(frozen=True, slots=True)
class ColleagueMark:
    """A mark of a colleague's. It is never one of the member's own."""

    colleague: Colleague
    mark: Mark


@dataclass(frozen=True)
class ReadNotes:
    """The marks of a file that came, and whose they are; None: nobody is named, they are the member's own.

    A mark's `content` is the SHA-256 that the file gives for its paper; it need not be here.
    """

    marks: Sequence[Mark]
    sender: Sender | None = None
