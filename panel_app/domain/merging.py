"""Two versions of one thing put together field by field, so that what both changed is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from panel_app.domain.questions import STATUS_TRACK, Question

T = TypeVar("T")

TEXT_FIELDS = (
    "text",
    "meeting",
    "item",
    "theme",
    "importance",
    "asker",
    "answer",
    "answered_by",
    "answered_on",
    "satisfied",
    "response_due",
    "follows",
    "joined",
)
"""Fields of a question of which one value can stand."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed: the other side's value, which waits beside one's own."""

    field: str
    theirs: Any


@dataclass(frozen=True)
class Merged(Generic[T]):
    """One's own version with what the other side changed, and what both changed."""

    value: T
    clashes: tuple[Clash, ...] = ()


def merge_fields(mine: T, theirs: T, seen: T | None, received: T | None, fields: Sequence[str]) -> Merged[T]:
    """Take what only they changed, keep what only I changed.

    `seen` is my version as they last took it in, `received` theirs as I last took it in. Where mine is one of
    the two, I did not change it since and they did; where theirs is, they did not.
    """
    changed: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name in fields:
        my, their = getattr(mine, name), getattr(theirs, name)
        if my == their:
            continue
        known = [getattr(one, name) for one in (seen, received) if one is not None]
        if my in known:
            changed[name] = their
        elif their in known or not their:
            continue
        elif not my:
            changed[name] = their
        else:
            clashes.append(Clash(name, their))
    return Merged(replace(mine, **changed), tuple(clashes))  # type: ignore[type-var]


def merge_questions(
    mine: Question, theirs: Question, seen: Question | None, received: Question | None
) -> Merged[Question]:
    """Lists are joined, a question that got further stays there, other fields as in `merge_fields`."""
    merged = merge_fields(mine, theirs, seen, received, TEXT_FIELDS)
    known = {e for one in (seen, received) if one is not None for e in one.evidence}
    known_more = {s for one in (seen, received) if one is not None for s in one.supplementary}
    return Merged(
        replace(
            merged.value,
            evidence=_joined(mine.evidence, theirs.evidence, known),
            supplementary=_joined(mine.supplementary, theirs.supplementary, known_more),
            status=max(mine.status, theirs.status, key=STATUS_TRACK.index),
        ),
        merged.clashes,
    )


def _joined(mine: tuple[T, ...], theirs: tuple[T, ...], known: set[T]) -> tuple[T, ...]:
    """Mine, and theirs that are new to me; what I took away and they still have stays away."""
    return (*mine, *(one for one in theirs if one not in mine and one not in known))
