"""From lines on pages to passages: paragraphs, headings and bullets with their printed numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from panel_app.domain.papers import Box, OutlineEntry, Passage, PassageKind
from panel_app.importers.lines import Line, body_size, running_lines

NUMBER = re.compile(
    r"^(\d{1,3}(?:\.\d{1,3}){1,3}\.?|\d{1,3}[.)]|[A-Z]\d{1,2}(?:\.\d{1,2})?\.?|\([a-z]{1,3}\)|\(\d{1,2}\)"
    r"|[a-z][.)]|[ivx]{2,4}[.)])\s+(?=\S)"
)
"""A printed number before a passage: "33.", "1.2", "A2.1", "(a)", "b.", "iv)"."""

BULLET = re.compile(r"^[•●○▪◦\uf0b7\uf0a7·►➢✓\-–—o]\s+(?=\S)")
_HEADING_LIMIT = 140


def read_passages(lines: Sequence[Line], heights: Sequence[float]) -> tuple[Passage, ...]:
    """Passages in reading order; running titles and page numbers are left out."""
    skipped = running_lines(lines, heights)
    words = [line for line in lines if not line.row]
    body = body_size(words)
    sizes = sorted({round(x.size) for x in words if x.size > body * 1.12}, reverse=True)
    passages: list[Passage] = []
    group: list[Line] = []
    heads = headed = False
    for line in lines:
        if line in skipped or not line.text.strip():
            continue
        after_heading, heads = heads, not line.row and _is_heading(line, body)
        if group and (
            line.row
            or group[-1].row
            or _begins_passage(group, line, headed=headed, after_heading=after_heading, heads=heads)
        ):
            passages.append(_passage(group, body, sizes))
            group = []
        if not group:
            headed = heads
        group.append(line)
    if group:
        passages.append(_passage(group, body, sizes))
    return tuple(passages)


def outline_from_headings(passages: Sequence[Passage]) -> tuple[OutlineEntry, ...]:
    """Contents made from the headings, for a file without bookmarks."""
    return tuple(
        OutlineEntry(passage.level or 1, f"{passage.number} {passage.text}".strip(), passage.page)
        for passage in passages
        if passage.kind is PassageKind.HEADING
    )


def split_number(text: str) -> tuple[str, str]:
    """The printed number of a passage and the rest; no number gives ""."""
    found = NUMBER.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def _is_heading(line: Line, body: float) -> bool:
    words = line.text.strip()
    if len(words) > _HEADING_LIMIT or not re.search(r"[A-Za-z]{2}", words):
        return False
    return line.size > body * 1.12 or (line.bold and not words.endswith((".", ";", ",")))


def _begins_passage(group: list[Line], line: Line, *, headed: bool, after_heading: bool, heads: bool) -> bool:
    """`headed`, `after_heading` and `heads`: the first, the last and this line are set as headings."""
    last = group[-1]
    if NUMBER.match(line.text) or BULLET.match(line.text):
        return True
    if last.bold and not line.bold and headed:
        return True
    if after_heading != heads:
        return not _same_setting(group[0], last, line)
    if heads and abs(last.size - line.size) > 0.7:
        return True
    if line.page != last.page:
        return last.text.rstrip().endswith((".", ":", "?", "!")) or heads
    gap = line.box.y0 - last.box.y1
    if gap < -2 * last.box.height:
        return True
    usual = max(last.size, line.size, 1.0)
    if gap > usual * 0.75:
        return True
    right = max(one.box.x1 for one in group)
    return len(group) > 1 and last.box.x1 < right - 12 * usual and last.text.rstrip().endswith((".", ":"))


def _same_setting(first: Line, last: Line, line: Line) -> bool:
    """Whether a bold line goes on with the bold words above it, as their size and leading show."""
    leading = line.box.y0 - last.box.y1
    return (
        first.bold
        and last.bold
        and line.bold
        and line.page == last.page
        and abs(last.size - line.size) <= 0.7
        and -0.5 * last.size < leading < 0.75 * last.size
    )


def _heads(first: Line, text: str, body: float) -> bool:
    """Whether a passage is a heading: it begins as one, and bold words that make a sentence are none."""
    if not _is_heading(first, body):
        return False
    return first.size > body * 1.12 or (
        len(text) <= _HEADING_LIMIT and not text.rstrip("”\"’'").endswith((".", ";", ","))
    )


def _passage(group: list[Line], body: float, sizes: Sequence[int]) -> Passage:
    first = group[0]
    if first.row:
        return Passage(first.page, Box(*_rounded(first.box)), PassageKind.TABLE, first.text)
    box = first.box
    for line in group[1:]:
        if line.page == first.page:
            box = box.union(line.box)
    text = _join([line.text for line in group])
    number, text = split_number(text)
    kind, level = PassageKind.PARAGRAPH, 0
    if _heads(first, text, body):
        kind = PassageKind.HEADING
        level = (
            min(sizes.index(round(first.size)) + 1, 4) if round(first.size) in sizes else len(sizes[:3]) + 1
        )
    elif not number and BULLET.match(text):
        kind = PassageKind.BULLET
        text = BULLET.sub("", text)
    return Passage(first.page, Box(*_rounded(box)), kind, text, number, level)


def _join(texts: Sequence[str]) -> str:
    joined = ""
    for text in (part.strip() for part in texts):
        if joined.endswith(("\ufffe", "\u00ad")):
            joined = joined[:-1] + text
        else:
            joined = f"{joined} {text}" if joined else text
    return " ".join(joined.split())


def _rounded(box: Box) -> tuple[float, float, float, float]:
    return (round(box.x0, 1), round(box.y0, 1), round(box.x1, 1), round(box.y1, 1))
