"""Lines of text as they stand on a page: what passages, labels and recognisers are made from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from panel_app.domain.papers import Box

HEAD_SHARE = 0.09
"""The share of a page's height at its top and at its foot where running lines and page numbers stand."""


class Line(NamedTuple):
    """A line: its page, its words, its box in points, the size of its type and whether it is bold.

    `parted` says that wide gaps part its words; `row` that it is a row of a table, its cells parted by tabs.
    """

    page: int
    text: str
    box: Box
    size: float
    bold: bool = False
    parted: bool = False
    row: bool = False


def in_head_or_foot(line: Line, height: float) -> bool:
    """Whether a line stands where running titles and page numbers stand."""
    return line.box.y1 < height * HEAD_SHARE or line.box.y0 > height * (1 - HEAD_SHARE)


def is_page_number(line: Line, height: float) -> bool:
    """Whether a line at the head or foot is nothing but a number or "Page 3 of 8"."""
    return in_head_or_foot(line, height) and _only_a_number(line.text)


def running_lines(lines: Sequence[Line], heights: Sequence[float]) -> set[Line]:
    """Lines at the head or foot that come back on page after page, page numbers aside."""
    edge = [line for line in lines if not line.row and in_head_or_foot(line, heights[line.page])]
    pages: dict[str, set[int]] = {}
    for line in edge:
        pages.setdefault(_without_digits(line.text), set()).add(line.page)
    needed = max(3, len(heights) // 4)
    repeated = {text for text, on in pages.items() if len(on) >= needed}
    return {line for line in edge if _without_digits(line.text) in repeated or _only_a_number(line.text)}


def body_size(lines: Sequence[Line]) -> float:
    """The size in points that most characters are set in; 0 when there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip().lower()


def _only_a_number(text: str) -> bool:
    return bool(re.fullmatch(r"\W*(page\s*)?\d{1,4}(\s*(of|/)\s*\d{1,4})?\W*", text.strip(), re.IGNORECASE))
