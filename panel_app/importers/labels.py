"""Pack page labels: the numbers printed on the pages, which everyone in the meeting uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from panel_app.importers.lines import Line, in_head_or_foot

_PAGE_WORD = re.compile(r"\bpage\s+(\d{1,4})\b(?!\s*(?:of|/))", re.IGNORECASE)
_PAGE_OF = re.compile(r"\bpage\s+(\d{1,4})\s*(?:of|/)\s*\d{1,4}\b", re.IGNORECASE)
_RANGE = re.compile(r"\(\s*pages?\s+(\d{1,4})\s*[-\u2013]\s*(\d{1,4})\s*\)", re.IGNORECASE)
"""As committee software prints it on the front sheet, beside the item."""
_LONGEST_FRONT = 6
"""A front sheet and the notes that come with it have no more pages."""
_BARE = re.compile(r"^\W{0,3}(\d{1,4})\W{0,3}$")


def pack_labels(own: Sequence[str], lines: Sequence[Line], heights: Sequence[float]) -> list[str]:
    """A label for each page.

    `own` are the labels in the file itself; they win when they say more than a plain count. Next come the
    numbers printed at the head or foot of the pages, where they run on from page to page; unnumbered pages
    before them are "front 1", "front 2". Where no page prints its number, the ranges that the front sheet
    names count if they fill the pages behind it exactly: so a supplement goes on where the pack ended. With
    nothing of this, pages are counted from 1.
    """
    count = len(heights)
    plain = [str(index + 1) for index in range(count)]
    if len(own) == count and all(own) and len(set(own)) == count and list(own) != plain:
        return list(own)
    edges: list[list[str]] = [[] for _ in range(count)]
    for line in lines:
        if in_head_or_foot(line, heights[line.page]):
            edges[line.page].append(line.text.strip())
    printed = [_candidates(texts) for texts in edges]
    offsets = _accepted_offsets(printed)
    if not offsets:
        return _from_front_sheet(lines, count) or plain
    labels = _number(printed, offsets)
    if len(set(labels)) < count:
        labels = _number(printed, offsets[:1])
    return labels if len(set(labels)) == count else plain


def _from_front_sheet(lines: Sequence[Line], count: int) -> list[str]:
    """The labels by what the front sheet says ("Pages 77 - 92"); [] where that does not fit the pages."""
    named = [
        (line.page, int(first), int(last)) for line in lines for first, last in _RANGE.findall(line.text)
    ]
    if not named:
        return []
    first, last = min(n for _, n, _ in named), max(n for _, _, n in named)
    front = count - (last - first + 1)
    runs_on = sorted((a, b) for _, a, b in named)
    gaps = any(b < a for a, b in runs_on) or any(
        later[0] > earlier[1] + 1 for earlier, later in pairwise(runs_on)
    )
    on_front = all(page < front for page, _, _ in named)
    if gaps or not on_front or not 1 <= front <= _LONGEST_FRONT or first <= front + 1:
        return []
    return [f"front {page + 1}" for page in range(front)] + [str(n) for n in range(first, last + 1)]


def _candidates(texts: Sequence[str]) -> list[int]:
    """The numbers at the head or foot of a page that may be its own, the likeliest first."""
    word, bare, of = [], [], []
    for text in texts:
        word += [int(n) for n in _PAGE_WORD.findall(text)]
        of += [int(n) for n in _PAGE_OF.findall(text)]
        bare += [int(n) for n in _BARE.findall(text)]
    return word + bare + of


def _accepted_offsets(printed: Sequence[Sequence[int]]) -> list[int]:
    """Printed number minus page index, for offsets that enough pages bear out; the commonest first."""
    support: Counter[int] = Counter()
    for index, numbers in enumerate(printed):
        support.update({number - index for number in numbers})
    needed = max(2, min(3, len(printed) // 2), len(printed) // 10)
    return [offset for offset, times in support.most_common() if times >= needed]


def _number(printed: Sequence[Sequence[int]], offsets: Sequence[int]) -> list[str]:
    first = next((i for i, ns in enumerate(printed) if any(n - i in offsets for n in ns)), 0)
    current = next((n - first for n in printed[first] if n - first in offsets), offsets[0])
    start = max(0, 1 - current) if first else 0
    labels: list[str] = []
    for index, numbers in enumerate(printed):
        if index < start:
            labels.append(f"front {index + 1}")
            continue
        if index >= first and current not in {n - index for n in numbers}:
            current = next(
                (n - index for n in numbers if n - index in offsets and n - index > current), current
            )
        labels.append(str(index + current))
    return labels
