"""What was added, removed, changed and moved between two revisions of a paper, passage by passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from panel_app.domain.aligning import Alignment, align, slid
from panel_app.domain.papers import Passage
from panel_app.domain.tokens import keys_of, weight
from panel_app.domain.word_diff import WordChange, word_diff

_SHARED = 0.4
"""Passages of which so much is the same are one passage, changed; the share is that of the shorter one."""
_SHARED_BY_SHORT = 0.8
_SHORT = 4.0


class StepKind(StrEnum):
    """What happened to passages."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Step:
    """One difference. `old` and `new` are mostly one passage each, several where they were parted otherwise.

    `words` lays the new words over the old. `telling` says that a number, or a word that may turn round what
    is said, is among what differs.
    """

    kind: StepKind
    old: tuple[Passage, ...]
    new: tuple[Passage, ...]
    words: tuple[WordChange, ...] = ()

    @property
    def telling(self) -> bool:
        return any(change.telling for change in self.words)


def compare(old: Sequence[Passage], new: Sequence[Passage]) -> list[Step]:
    """The differences in reading order of the new revision; what was removed comes where it stood."""
    before, after = _Stream(old), _Stream(new)
    aligned = align(before.keys, after.keys)
    slid(aligned, before.keys, after.keys, before.begins, after.begins)
    links = _links(before, after, _pairs(aligned))
    moved = _links(before, after, _moved_pairs(aligned)) - links
    steps: list[tuple[tuple[int, int], Step]] = []
    free_old, free_new = set(before.spoken), set(after.spoken)
    position = 0
    in_place = dict(sorted(links, reverse=True))
    for group_old, group_new in _groups(links):
        free_old -= set(group_old)
        free_new -= set(group_new)
        step = _step(StepKind.CHANGED, before, after, group_old, group_new)
        if step is not None:
            steps.append(((group_new[0], 1), step))
    for o, n in _elsewhere(before, after, moved, free_old, free_new):
        free_old.discard(o)
        free_new.discard(n)
        step = _step(StepKind.CHANGED, before, after, [o], [n])
        same = Step(StepKind.MOVED, (old[o],), (new[n],))
        steps.append(((n, 1), step or same))
    steps += [((n, 1), _one(StepKind.ADDED, (), (new[n],))) for n in free_new]
    for o in sorted(before.spoken):
        position = max(position, in_place.get(o, -1))
        if o in free_old:
            steps.append(((position, 2), _one(StepKind.REMOVED, (old[o],), ())))
    return [step for _, step in sorted(steps, key=lambda pair: pair[0])]


class _Stream:
    """The words of passages one after the other: whose each word is, and with which a passage begins."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.keys: list[str] = []
        self.owner: list[int] = []
        self.begins: list[int] = []
        self.weights: dict[int, float] = {}
        for at, passage in enumerate(passages):
            keys = keys_of(passage.text)
            if keys:
                self.begins.append(len(self.keys))
                self.keys += keys
                self.owner += [at] * len(keys)
                self.weights[at] = sum(map(weight, keys))

    @property
    def spoken(self) -> Iterable[int]:
        """The passages that have words."""
        return self.weights

    def keys_in(self, passages: Sequence[int]) -> list[str]:
        return [key for at in passages for key in keys_of(self.passages[at].text)]


def _pairs(aligned: Alignment) -> list[tuple[int, int]]:
    return [(i, j) for i, j in enumerate(aligned.to) if j >= 0]


def _moved_pairs(aligned: Alignment) -> list[tuple[int, int]]:
    return [(i + k, j + k) for i, j, length in aligned.moved for k in range(length)]


def _links(old: _Stream, new: _Stream, pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The passages that share so many words that they are one."""
    common: defaultdict[tuple[int, int], float] = defaultdict(float)
    for i, j in pairs:
        common[old.owner[i], new.owner[j]] += weight(old.keys[i])
    linked = set()
    for (o, n), shared in common.items():
        shorter = min(old.weights[o], new.weights[n])
        if shared >= shorter * (_SHARED_BY_SHORT if shorter < _SHORT else _SHARED):
            linked.add((o, n))
    return linked


def _groups(links: set[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Passages that hang together, where one was parted in two or two were joined."""
    of_old: defaultdict[int, set[int]] = defaultdict(set)
    of_new: defaultdict[int, set[int]] = defaultdict(set)
    for o, n in links:
        of_old[o].add(n)
        of_new[n].add(o)
    groups, seen = [], set()
    for first in sorted(of_old):
        if first in seen:
            continue
        group_old, waiting = {first}, [first]
        group_new: set[int] = set()
        while waiting:
            for n in of_old[waiting.pop()] - group_new:
                group_new.add(n)
                more = of_new[n] - group_old
                group_old |= more
                waiting += more
        seen |= group_old
        groups.append((sorted(group_old), sorted(group_new)))
    return groups


def _elsewhere(
    old: _Stream, new: _Stream, moved: set[tuple[int, int]], free_old: set[int], free_new: set[int]
) -> list[tuple[int, int]]:
    """Passages that went from one place and came in another: with the same words, or with most of them."""
    by_words: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for n in sorted(free_new):
        by_words[tuple(new.keys_in([n]))].append(n)
    found: list[tuple[int, int]] = []
    for o in sorted(free_old):
        same = by_words[tuple(old.keys_in([o]))]
        if len(same) == 1:
            found.append((o, same.pop()))
    taken_old, taken_new = {o for o, _ in found}, {n for _, n in found}
    for o, n in sorted(moved):
        if o in free_old - taken_old and n in free_new - taken_new:
            found.append((o, n))
            taken_old.add(o)
            taken_new.add(n)
    return found


def _step(
    kind: StepKind, old: _Stream, new: _Stream, of_old: Sequence[int], of_new: Sequence[int]
) -> Step | None:
    """The difference between passages; None when their words are the same."""
    if old.keys_in(of_old) == new.keys_in(of_new):
        return None
    return _one(kind, [old.passages[o] for o in of_old], [new.passages[n] for n in of_new])


def _one(kind: StepKind, old: Sequence[Passage], new: Sequence[Passage]) -> Step:
    before, after = (" ".join(passage.text for passage in passages) for passages in (old, new))
    return Step(kind, tuple(old), tuple(new), word_diff(before, after))
