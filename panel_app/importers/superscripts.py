"""Numbers of footnotes that run into a figure: "38¹", which a PDF's text gives as 381."""

from __future__ import annotations

import re

from panel_app.domain.papers import Box
from panel_app.importers.tables.words import CharBox

_RUN = re.compile(r"\d{2,}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALLER = 0.8
_LIFT = 0.15
_OVER = 0.02
"""Shares of the first digit's height: what a raised digit has of it at most, and how far its foot and its top
stand above those of the first at least."""


def with_superscripts(text: str, char_box: CharBox) -> str:
    """A page's text in which raised digits behind a figure are superscripts; every index stays as it was.

    Digits on one line are of one height in most types; in old-style figures a 9 hangs below the line, but no
    smaller digit reaches above its top.
    """
    pieces: list[str] = []
    at = 0
    for run in _RUN.finditer(text):
        first, last = char_box(run.start()), char_box(run.end() - 1)
        if first is None or last is None or not _raised(first, last):
            continue
        begin = run.end() - 1
        while begin - 1 > run.start() and (box := char_box(begin - 1)) is not None and _raised(first, box):
            begin -= 1
        pieces += [text[at:begin], text[begin : run.end()].translate(_RAISED)]
        at = run.end()
    return "".join([*pieces, text[at:]]) if pieces else text


def _raised(first: Box, other: Box) -> bool:
    height = first.height
    return (
        0 < other.height < _SMALLER * height
        and first.y1 - other.y1 > _LIFT * height
        and first.y0 - other.y0 > _OVER * height
        and other.y1 > first.y0
    )
