"""The lines of plain text between two blank ones, as headings, paragraphs and bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from panel_app.importers.blocks import Block, BlockKind
from panel_app.importers.passages import BULLET, split_number

_TITLE_LIMIT = 90
_LABELLED_LIMIT = 200
_CUT_FROM = 50
"""A shorter paragraph did not end because a page was full."""
_MINUTE = re.compile(r"^(\d{1,4})\s+(?=[A-Z])")
"""The number of a minute before its heading: "346 Welcome"."""
_LABELLED = re.compile(
    r"^(?:objective|recommendation|appendix|annex|part|section|priority|action)\s+\d{1,2}\s*[:.–—-]",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\s+\d{{4}}$"
)
_MONTH_LAST = re.compile(rf"\b(?:{_MONTHS})$")
_YEAR_FIRST = re.compile(r"^20\d\d\b")
_FOOT = re.compile(r"^(?:page \d{1,4}(?: of \d{1,4})?|this page is intentionally left blank)$", re.IGNORECASE)
_QUARTER = re.compile(r"^Q[1-4]$")
_LEANS = re.compile(r"\b(?:a|an|the|and|or|of|to|in|on|for|with|by|from|at)$")
_JOINS = re.compile(r"^(?:and|or|of|which|that|to|for|in|with)\b")
"""No heading ends with the first, and no paragraph begins with the second."""
_ENDS = (".", ":", ";", "!", "?")
_DASHES = ("–", "—")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that belong together: how many, and whether a space before the first sets it apart."""

    text: str
    lines: int = 1
    set_apart: bool = False


def plain_blocks(lines: Sequence[str], *, wrapped: bool, first: bool) -> list[Block]:
    """The blocks of a group of lines; `wrapped` says that lines end where a page was full."""
    pieces = _wrapped_pieces(lines) if wrapped else [_Piece(line.strip()) for line in lines]
    return [
        _block(
            piece,
            alone=len(pieces) == 1,
            first=first and at == 0,
            last=at == len(pieces) - 1,
            over_text=wrapped
            and any(_numbered_title(piece, after.text) for after in pieces[at + 1 : at + 2]),
        )
        for at, piece in enumerate(pieces)
    ]


def rejoined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with paragraphs put together again that a page break, and so a blank line, had cut."""
    held: Block | None = None
    for block in blocks:
        if held is not None and _cut(held, block):
            kind = BlockKind.PARAGRAPH if held.kind is BlockKind.HEADING else held.kind
            held = replace(held, kind=kind, level=0, text=f"{held.text} {block.text}")
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def number_of(text: str) -> tuple[str, str]:
    """The printed number of a line and the rest; neither a quarter ("Q2") nor the day of a date is one."""
    if _DATE.match(text):
        return "", text
    number, rest = split_number(text)
    return ("", text) if _QUARTER.match(number) else (number, rest)


def minute_number(text: str) -> tuple[str, str]:
    """The bare number before a heading ("346 Welcome") and the rest."""
    counted = None if _DATE.match(text) else _MINUTE.match(text)
    return (counted.group(1), text[counted.end() :]) if counted else ("", text)


def _cut(held: Block, block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or block.number or held.kind is BlockKind.TABLE:
        return False
    if len(held.text) < _CUT_FROM or held.text.endswith(_ENDS) or _FOOT.match(block.text):
        return False
    if held.kind is BlockKind.HEADING:
        return not held.number and bool(_LEANS.search(held.text) or _JOINS.match(block.text))
    if not held.text[-1].isalnum() and held.text[-1] != ",":
        return False
    goes_on = block.text[:1].islower() and not re.match(r"(?:https?:|www\.|\S+@)", block.text)
    return goes_on or bool(_MONTH_LAST.search(held.text) and _YEAR_FIRST.match(block.text))


def _wrapped_pieces(lines: Sequence[str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for line in lines:
        text = line.strip()
        last = pieces[-1] if pieces else None
        set_apart = line[:1].isspace() and last is not None and last.text.endswith((".", ":", "?", "!"))
        if last is None or set_apart or _begins(text, last):
            pieces.append(_Piece(text, set_apart=set_apart))
        else:
            pieces[-1] = replace(last, text=f"{last.text} {text}", lines=last.lines + 1)
    return pieces


def _begins(text: str, last: _Piece) -> bool:
    """Whether a line begins a new piece instead of going on with the one before."""
    if _LABELLED.match(text) or _FOOT.match(text) or _FOOT.match(last.text):
        return True
    ended = last.text.endswith(_ENDS)
    if BULLET.match(text):
        # "… from 1 April 2013 / – 31 March …" is no bullet.
        goes_on = text.startswith(_DASHES) and len(last.text) >= _CUT_FROM and not BULLET.match(last.text)
        return ended or not goes_on
    number, rest = number_of(text)
    if number:
        # "… from 700 to / 808. There …" is no number of a paragraph.
        counts_on = not re.fullmatch(r"\d{2,3}\.", number) or _counts_on(last.text, number)
        return ended or (counts_on and bool(rest[:1].isupper() or BULLET.match(last.text)))
    if last.text.isupper() != text.isupper():
        return last.lines == 1 and last.text.isupper() and len(last.text) < _TITLE_LIMIT
    return _numbered_title(last, text)


def _counts_on(before: str, number: str) -> bool:
    earlier = number_of(before)[0].rstrip(".")
    return earlier.isdigit() and int(number.rstrip(".")) == int(earlier) + 1


def _numbered_title(last: _Piece, text: str) -> bool:
    """Whether the line before is a numbered title over the text that begins here."""
    number, rest = number_of(last.text)
    return bool(
        number
        and last.lines == 1
        and not number_of(text)[0]
        and not BULLET.match(text)
        and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*\.?", number)
        and len(rest) <= 60
        and len(text) > len(last.text)
        and rest[:1].isupper()
        and text[:1].isupper()
        and not rest.endswith((*_ENDS, ","))
    )


def _block(piece: _Piece, *, alone: bool, first: bool, last: bool, over_text: bool) -> Block:
    bold = piece.text.startswith("**")
    text = " ".join(piece.text.replace("**", "").split())
    if BULLET.match(text):
        return Block(BlockKind.BULLET, BULLET.sub("", text))
    number, rest = number_of(text)
    if not number and len(text) < _TITLE_LIMIT:
        number, rest = minute_number(text)
    if over_text or _heads(piece, number, rest, alone=alone, first=first, last=last):
        level = 1 if rest.isupper() or first else 2
        return Block(BlockKind.HEADING, rest, number, level)
    return Block(BlockKind.PARAGRAPH, rest, number, bold=bold)


def _heads(piece: _Piece, number: str, rest: str, *, alone: bool, first: bool, last: bool) -> bool:
    if rest.endswith((*_ENDS, ",")) or not re.search(r"[A-Za-z]{3}", rest) or not rest[:1].isupper():
        return False
    if _FOOT.match(rest) or (_DATE.match(rest) and not number):
        return False
    if _LABELLED.match(rest) and (alone or last):
        return len(rest) <= _LABELLED_LIMIT
    if len(rest) > _TITLE_LIMIT and not (rest.isupper() and len(rest) <= _LABELLED_LIMIT):
        return False
    if piece.lines > 1 and not rest.isupper():
        return False
    return alone or first or rest.isupper() or (piece.set_apart and last)
