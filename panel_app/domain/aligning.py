"""Which word of one text is which word of another: in the same order, and those that moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

GRAM = 4
"""So many words in a row, standing once in each text, are taken to be the same place."""
_SMALL = 400_000
_LARGEST = 60_000_000
"""Gaps are compared word by word while the product of their lengths is no larger: a few milliseconds."""

_SLIDES = 6

Run = tuple[int, int, int]
"""`length` words in a row that are the same, from one place in the old and one in the new text."""


@dataclass(frozen=True)
class Alignment:
    """For each word of the old text the same word of the new one in the same order, -1 where there is none;
    `back` is the way round. `moved` are runs that stand once in both texts, but in another order."""

    to: list[int] = field(repr=False)
    back: list[int] = field(repr=False)
    moved: list[Run] = field(default_factory=list, repr=False)


def align(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Align two texts by their folded words; words that may stand in several places stay without one."""
    to, back = [-1] * len(old), [-1] * len(new)
    moved: list[Run] = []
    if list(old) == list(new):
        return Alignment(list(range(len(old))), list(range(len(new))))
    pending = [(0, len(old), 0, len(new), GRAM)]
    while pending:
        i1, i2, j1, j2, gram = pending.pop()
        if i1 >= i2 or j1 >= j2:
            continue
        a, b = old[i1:i2], new[j1:j2]
        if a == b:
            pairs = [(i1 + k, j1 + k) for k in range(len(a))]
        elif len(a) * len(b) <= _SMALL:
            pairs = [(i1 + i, j1 + j) for i, j in _same_either_way(a, b)]
        else:
            chained, others = _chain(_unique_runs(a, b, gram))
            if (i1, i2, j1, j2) == (0, len(old), 0, len(new)):
                moved = others
            if not chained:
                if gram > 2:
                    pending.append((i1, i2, j1, j2, gram - 2))
                    continue
                if len(a) * len(b) > _LARGEST:
                    continue
                pairs = [(i1 + i, j1 + j) for i, j in _same_either_way(a, b)]
            else:
                at_i, at_j = i1, j1
                for i, j, length in chained:
                    pending.append((at_i, i1 + i, at_j, j1 + j, gram))
                    at_i, at_j = max(at_i, i1 + i + length), max(at_j, j1 + j + length)
                pending.append((at_i, i2, at_j, j2, gram))
                pairs = [(i1 + i + k, j1 + j + k) for i, j, length in chained for k in range(length)]
        for i, j in pairs:
            to[i], back[j] = j, i
    if len(old) * len(new) <= _SMALL:
        moved = _chain(_unique_runs(old, new, GRAM))[1]
    return Alignment(to, back, moved)


def slid(
    alignment: Alignment,
    old: Sequence[str],
    new: Sequence[str],
    old_begins: Sequence[int],
    new_begins: Sequence[int],
) -> None:
    """Shift what came in, or went out, by a few words so that it begins where a sentence begins.

    "[The report. The] panel" and "The [report. The panel]" are the same insertion; one is what a person sees.
    Before that, words beside one that is certain, in the same sentence, go with it.
    """
    _grow(alignment, old, new, frozenset(old_begins), frozenset(new_begins))
    _slide(alignment.to, alignment.back, new, frozenset(new_begins))
    _slide(alignment.back, alignment.to, old, frozenset(old_begins))


def _grow(
    alignment: Alignment,
    old: Sequence[str],
    new: Sequence[str],
    old_begins: frozenset[int],
    new_begins: frozenset[int],
) -> None:
    to, back = alignment.to, alignment.back
    for i in range(len(old) - 1, 0, -1):
        j = to[i]
        if j <= 0 or i in old_begins or j in new_begins:
            continue
        if to[i - 1] < 0 and back[j - 1] < 0 and old[i - 1] == new[j - 1]:
            to[i - 1], back[j - 1] = j - 1, i - 1
    for i in range(1, len(old)):
        j = to[i - 1] + 1
        if j <= 0 or j >= len(new) or i in old_begins or j in new_begins:
            continue
        if to[i] < 0 and back[j] < 0 and old[i] == new[j]:
            to[i], back[j] = j, i


def _slide(to: list[int], back: list[int], new: Sequence[str], begins: frozenset[int]) -> None:
    for i in range(1, len(to)):
        start, stop = to[i - 1] + 1, to[i]
        if start <= 0 or stop <= start or start in begins:
            continue
        for shift in range(1, _SLIDES + 1):
            if shift > i or to[i - shift] != start - shift or new[start - shift] != new[stop - shift]:
                break
            if start - shift in begins:
                for k in range(1, shift + 1):
                    to[i - k], back[start - k], back[stop - k] = stop - k, -1, i - k
                break
        start, stop = to[i - 1] + 1, to[i]
        if start in begins:
            continue
        for shift in range(_SLIDES):
            there = i + shift
            if there >= len(to) or to[there] != stop + shift or new[start + shift] != new[stop + shift]:
                break
            if start + shift + 1 in begins:
                for k in range(shift + 1):
                    to[i + k], back[stop + k], back[start + k] = start + k, -1, i + k
                break


def places(keys: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where words stand in a row."""
    found, at = [], -1
    while wanted:
        try:
            at = keys.index(wanted[0], at + 1)
        except ValueError:
            break
        if keys[at : at + len(wanted)] == wanted:
            found.append(at)
    return found


def grams_once(keys: Sequence[str], length: int = GRAM) -> dict[tuple[str, ...], int]:
    """Where each row of so many words stands; -1 for one that stands several times."""
    found: dict[tuple[str, ...], int] = {}
    for at, gram in enumerate(zip(*(keys[k:] for k in range(length)), strict=False)):
        found[gram] = -1 if gram in found else at
    return found


def runs_between(old: Sequence[str], new_once: dict[tuple[str, ...], int]) -> list[Run]:
    """The longest rows of words that stand once in both texts, in the order of the old one."""
    gram = len(next(iter(new_once), ()))
    runs: list[Run] = []
    if not gram:
        return runs
    for key, i in grams_once(old, gram).items():
        j = new_once.get(key, -1)
        if i < 0 or j < 0:
            continue
        if runs:
            at_i, at_j, length = runs[-1]
            if i == at_i + length - gram + 1 and j == at_j + length - gram + 1:
                runs[-1] = (at_i, at_j, length + 1)
                continue
        runs.append((i, j, gram))
    return runs


def _unique_runs(old: Sequence[str], new: Sequence[str], gram: int) -> list[Run]:
    return runs_between(old, grams_once(new, gram))


def _chain(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """The heaviest runs that follow one another in both texts, cut so as not to overlap; and the others."""
    if not runs:
        return [], []
    # A Fenwick tree over the new places holds the heaviest chain that ends before each.
    order = sorted({j for _, j, _ in runs})
    tree: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)
    weights, previous = [0] * len(runs), [-1] * len(runs)
    for at, (_, j, length) in enumerate(runs):
        rank = bisect_left(order, j) + 1
        best, k = (0, -1), rank - 1
        while k > 0:
            best = max(best, tree[k])
            k -= k & -k
        weights[at], previous[at] = best[0] + length, best[1]
        k = rank
        while k <= len(order):
            tree[k] = max(tree[k], (weights[at], at))
            k += k & -k
    at = max(range(len(runs)), key=weights.__getitem__)
    chosen: list[int] = []
    while at >= 0:
        chosen.append(at)
        at = previous[at]
    chained: list[Run] = []
    for at in reversed(chosen):
        i, j, length = runs[at]
        if chained:
            last_i, last_j, last_length = chained[-1]
            cut = max(0, last_i + last_length - i, last_j + last_length - j)
            i, j, length = i + cut, j + cut, length - cut
        if length > 0:
            chained.append((i, j, length))
    kept = set(chosen)
    return chained, [run for at, run in enumerate(runs) if at not in kept]


def _same_either_way(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs on which a comparison forwards and one backwards agree: those that are no guess."""
    forwards = _pairs(old, new)
    last_i, last_j = len(old) - 1, len(new) - 1
    backwards = {(last_i - i, last_j - j) for i, j in _pairs(old[::-1], new[::-1])}
    return [pair for pair in forwards if pair in backwards]


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (block.a + k, block.b + k)
        for block in Indel.editops(list(old), list(new)).as_matching_blocks()
        for k in range(block.size)
    ]
