"""Placing a mark in another revision of its paper."""

from __future__ import annotations

from collections.abc import Sequence

from panel_app.domain.marks import Anchor


def place_again(anchor: Anchor, texts: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the anchor's words stand in the pages of another version: page, start, end; None if unsure.

    Only the very same words count, so no mark comes to stand on another number. With the same words around
    them they are taken on their own page first, then wherever they stand once; without, only where the
    words stand once in the whole paper.
    """
    found: list[tuple[int, int, int]] = []
    for page, text in enumerate(texts):
        at = text.find(anchor.exact) if anchor.exact else -1
        while at >= 0:
            found.append((page, at, at + len(anchor.exact)))
            at = text.find(anchor.exact, at + 1)
    same = [
        (page, start, end)
        for page, start, end in found
        if texts[page][:start].endswith(anchor.prefix) and texts[page][end:].startswith(anchor.suffix)
    ]
    here = [place for place in same if place[0] == anchor.page]
    for places in (here, same, found):
        if len(places) == 1:
            return places[0]
        if places:
            return None
    return None
