"""Pack pages as a person types them, “75-78, 80”, as the pages of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from panel_app.domain.errors import UserFacingError

_PARTS = re.compile(r"\s*(?:,|;|\band\b)\s*", re.IGNORECASE)
_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b)\s*(.+)", re.IGNORECASE)
_PAGES = re.compile(r"^\s*(?:pack\s+)?(?:pages?|pp?\.?)\s*(?=\d)", re.IGNORECASE)


def pages_typed(typed: str, labels: Sequence[str]) -> tuple[int, ...]:
    """The indexes of the pages, each once and in the paper's order; `labels` are its pack pages.

    UserFacingError with what is wrong and what there is.
    """
    at: dict[str, int] = {}
    for index, label in enumerate(labels):
        at.setdefault(_plain(label), index)
    found: set[int] = set()
    parts = [part for part in _PARTS.split(_PAGES.sub("", typed.strip())) if part]
    if not parts:
        raise UserFacingError("Type the pack pages, such as 75-78, 80.")
    for part in parts:
        ends = [part]
        between = _RANGE.fullmatch(part)
        # A pack page may itself have a dash in it.
        if _plain(part) not in at and between is not None:
            ends = [between.group(1), between.group(2)]
        for end in ends:
            if _plain(end) not in at:
                raise UserFacingError(_no_page(end, labels))
        first, last = sorted((at[_plain(ends[0])], at[_plain(ends[-1])]))
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def ranges(labels: Sequence[str], pages: Sequence[int]) -> str:
    """“75–78, 80”: pages of a paper by their pack pages."""
    said: list[str] = []
    start = 0
    for at in range(1, len(pages) + 1):
        if at < len(pages) and pages[at] == pages[at - 1] + 1:
            continue
        first, last = labels[pages[start]], labels[pages[at - 1]]
        said.append(first if first == last else f"{first}–{last}")
        start = at
    return ", ".join(said)


def _plain(label: str) -> str:
    plain = " ".join(label.split()).casefold()
    return plain.lstrip("0") or plain


def _no_page(typed: str, labels: Sequence[str]) -> str:
    shown = " ".join(typed.split())
    if not any(map(str.isdigit, shown)):
        return f"“{shown}” is no pack page: type pages such as 75-78, 80."
    if len(labels) == 1:
        return f"There is no pack page {shown} here: this paper has only pack page {labels[0]}."
    return f"There is no pack page {shown} here: this paper has pack pages {labels[0]} to {labels[-1]}."
