"""What speaks for a place being that of a mark: the words, their sentence, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from panel_app.domain.aligning import Run, align, places
from panel_app.domain.tokens import Words, is_number, is_telling, weight

_AROUND = 50
"""So many words before and after the sentence are its surroundings."""
_FAR = 120
"""Words that stand further than this from the place are not around it."""
_FEWEST = 3
_PLAY = 20
"""Words that may have come in between a sentence and what stands around it."""


@dataclass(frozen=True)
class View:
    """A stretch of the old text aligned with a stretch of the new one: old word to new word.

    `is_new` says whether a new word has no old one. `low` and `high` bound the old words looked at; `cut`
    says that nothing is known of the old text beyond them.
    """

    to: dict[int, int]
    is_new: Callable[[int], bool]
    low: int
    high: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A place for a mark in the new text, the words `first` to `end`, and what speaks for it.

    `same`: the very same words. `telling_kept`: no number, sign or turning word of the sentence differs.
    `kept`: the share of the old sentence that is there still; `likeness` of the two sentences. `before` and
    `after`: the share of the words around the sentence that are around it still; None for too few words.
    """

    first: int
    end: int
    same: bool
    telling_kept: bool
    kept: float
    likeness: float
    before: float | None
    after: float | None

    @property
    def surrounded(self) -> bool:
        """Whether what stands before it or after it is the same."""
        known = [share for share in (self.before, self.after) if share is not None]
        return any(share >= 0.3 for share in known)

    @property
    def mostly_surrounded(self) -> bool:
        """Whether most of what stands around it is the same."""
        known = [share for share in (self.before, self.after) if share is not None]
        return bool(known) and sum(known) >= 0.6 * len(known)

    @property
    def closely_surrounded(self) -> bool:
        """Whether what stands before it and after it is nearly all the same."""
        known = [share for share in (self.before, self.after) if share is not None]
        return bool(known) and all(share >= 0.7 for share in known)


def window(
    old: Words, new: Words, sentence: tuple[int, int], reach: int, shift: int, *, cut: bool = False
) -> View:
    """A view of a sentence of the old text where it may stand `shift` words further on in the new one.

    The words around it, up to `reach` on either side, are looked for around that place: what stood around it
    may be in the new text too, but elsewhere.
    """
    first, end = sentence
    low, high = max(0, first - reach), min(len(old.keys), end + reach)
    to: dict[int, int] = {}

    def look(begin: int, stop: int, start: int, until: int) -> None:
        start = max(0, start)
        before, now = old.keys[begin:stop], new.keys[start : max(0, until)]
        whole = places(now, before)
        # The same words in a row are the same; an alignment leaves out those that stand beside them too.
        there = range(whole[0], whole[0] + len(before)) if len(whole) == 1 else align(before, now).to
        to.update({begin + i: start + j for i, j in enumerate(there) if j >= 0})

    look(first, end, first + shift - _PLAY, end + shift + _PLAY)
    if to:
        there, last = min(to.values()), max(to.values()) + 1
        look(low, first, there - (first - low) - _PLAY, there)
        look(end, high, last, last + (high - end) + _PLAY)
    taken = set(to.values())
    return View(to, lambda j: j not in taken, low, high, cut)


def shifts(runs: Iterable[Run], sentence: tuple[int, int], apart: int) -> list[int]:
    """How far on the places lie to which runs of the same words lead, one for each place, heaviest first.

    Where words came in or went between the runs of a place, the run next to the sentence tells.
    """
    groups: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run[1] - run[0]):
        if groups and _shift(run) - _shift(groups[-1][-1]) <= apart:
            groups[-1].append(run)
        else:
            groups.append([run])

    def distance(run: Run) -> int:
        return max(run[0] - sentence[1], sentence[0] - run[0] - run[2], 0)

    groups.sort(key=lambda group: -sum(length for _, _, length in group))
    return [_shift(min(group, key=lambda run: (distance(run), -run[2]))) for group in groups]


def _shift(run: Run) -> int:
    return run[1] - run[0]


def judge(old: Words, new: Words, first: int, end: int, view: View) -> Found | None:
    """What a view says of the old words `first` to `end`; None when nothing of their sentence is there."""
    low, high = old.sentence(first, end)
    low, high = max(low, view.low), min(high, view.high)
    to = view.to
    if not any(k in to for k in range(low, high)):
        return _in_their_stead(old, new, view, first, end, (low, high))
    at = to.get(first, -1)
    same = at >= 0 and all(to.get(k, -1) == at + k - first for k in range(first, end))
    s, e = _sentence_now(new, view, low, high)
    start, stop = (at, at + end - first) if same else _hull(to, (first, end), (low, high), (s, e))
    if start >= stop:
        start, stop = s, e
    before = _share(old, to, range(max(view.low, low - _AROUND), low), s - _FAR, s)
    after = _share(old, to, range(high, min(view.high, high + _AROUND)), e, e + _FAR)
    if before is None and after is None:
        before = _share(old, to, range(low, first), start - _FAR, start)
        after = _share(old, to, range(end, high), stop, stop + _FAR)
    telling = _telling_kept(old, new, view, (low, high), (s, e))
    kept, likeness = _likeness(old, new, to, (low, high), (s, e))
    return Found(start, stop, same, telling, kept, likeness, before, after)


def _in_their_stead(
    old: Words, new: Words, view: View, first: int, end: int, sentence: tuple[int, int]
) -> Found | None:
    """Other numbers where a row of nothing but numbers stood, between the same words as before."""
    low, high = sentence
    start, stop = view.to.get(low - 1, -2) + 1, view.to.get(high, -1)
    if start <= 0 or stop - start != high - low:
        return None
    if not all(is_number(old.keys[low + k]) and is_number(new.keys[start + k]) for k in range(high - low)):
        return None
    place = start + first - low, start + end - low
    return Found(*place, same=False, telling_kept=False, kept=0.0, likeness=0.5, before=1.0, after=1.0)


def _sentence_now(new: Words, view: View, low: int, high: int) -> tuple[int, int]:
    """Where the old sentence stands now: its words, and those beside them that are new in their sentence.

    The new text may be parted otherwise into sentences, so its own parting does not decide alone.
    """
    there = [view.to[k] for k in range(low, high) if k in view.to]
    s, e = min(there), max(there) + 1
    first, last = new.sentence(s, s + 1)[0], new.sentence(e - 1, e)[1]
    while s > first and view.is_new(s - 1):
        s -= 1
    while e < last and view.is_new(e):
        e += 1
    return s, e


def _hull(
    to: dict[int, int], marked: tuple[int, int], was: tuple[int, int], now: tuple[int, int]
) -> tuple[int, int]:
    """What stands now between the words around the marked ones, as far as their sentence goes."""
    first, last = marked[0], marked[1] - 1
    left = next((k for k in range(first, was[0] - 1, -1) if k in to), None)
    right = next((k for k in range(last, was[1]) if k in to), None)
    start = now[0] if left is None else to[left] + (left != first)
    stop = now[1] if right is None else to[right] + (right == last)
    return start, stop


def _telling_kept(old: Words, new: Words, view: View, was: tuple[int, int], now: tuple[int, int]) -> bool:
    before = [k for k in range(*was) if is_telling(old.keys[k])]
    after = [j for j in range(*now) if is_telling(new.keys[j])]
    if [old.keys[k] for k in before] == [new.keys[j] for j in after]:
        return True
    # A sentence may be parted otherwise in the new text: then each must have its counterpart in order.
    return all(k in view.to for k in before) and not any(view.is_new(j) for j in after)


def _likeness(
    old: Words, new: Words, to: dict[int, int], was: tuple[int, int], now: tuple[int, int]
) -> tuple[float, float]:
    """The share of the old sentence, and of the longer of the two, that is the same.

    In the second another number in a number's stead counts by half.
    """
    shared = [k for k in range(*was) if now[0] <= to.get(k, -1) < now[1]]
    common = sum(weight(old.keys[k]) for k in shared)
    kept = {to[k] for k in shared}
    gone = sum(is_number(old.keys[k]) for k in range(*was) if k not in to)
    come = sum(is_number(new.keys[j]) for j in range(*now) if j not in kept)
    all_old = sum(weight(old.keys[k]) for k in range(*was))
    all_new = sum(weight(new.keys[j]) for j in range(*now))
    longer = max(all_old, all_new)
    return common / all_old, (common + min(gone, come) / 2) / longer


def _share(old: Words, to: dict[int, int], of: range, low: int, high: int) -> float | None:
    """Which share of old words stands between two places of the new text; None for too few words."""
    if len(of) < _FEWEST:
        return None
    there = sum(weight(old.keys[k]) for k in of if low <= to.get(k, -1) < high)
    return there / sum(weight(old.keys[k]) for k in of)
