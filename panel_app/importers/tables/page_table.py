"""A table as it was found on one page."""

from __future__ import annotations

from dataclasses import dataclass

from panel_app.domain.papers import Box


@dataclass(frozen=True)
class PageTable:
    """Rows with their boxes, the left edges of its columns, and where its words begin in the page's text."""

    box: Box
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]
    used: frozenset[int]
    title: str = ""
    at_top: bool = False
    """Nothing but a running head stands above it."""
    at_foot: bool = False
    """Nothing but a running foot stands below it."""
