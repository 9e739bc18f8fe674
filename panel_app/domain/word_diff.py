"""Old and new words side by side: what stayed, what went, what came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from panel_app.domain.tokens import is_telling, keys_of

_PIECE = re.compile(r"\S+")


class Difference(StrEnum):
    """What became of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words in a row that stayed, went or came. `telling` says that a number, or a word or sign that may turn
    round what is said ("not", "fell", "%"), went or came with them."""

    kind: Difference
    text: str
    telling: bool = False


def word_diff(old: str, new: str) -> tuple[WordChange, ...]:
    """The new words laid over the old ones; what was removed comes before what was added in its place.

    How lines break, capitals, quotation marks and punctuation make no difference.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    keys_before = [_folded(piece) for piece in before]
    keys_after = [_folded(piece) for piece in after]
    parts: list[WordChange] = []
    for op in Indel.opcodes(keys_before, keys_after):
        if op.tag == "equal":
            parts.append(WordChange(Difference.SAME, " ".join(after[op.dest_start : op.dest_end])))
            continue
        for kind, pieces in (
            (Difference.REMOVED, before[op.src_start : op.src_end]),
            (Difference.ADDED, after[op.dest_start : op.dest_end]),
        ):
            if pieces:
                text = " ".join(pieces)
                parts.append(WordChange(kind, text, any(map(is_telling, keys_of(text)))))
    return _grouped(parts)


def _folded(piece: str) -> str:
    return " ".join(keys_of(piece)) or piece


def _grouped(parts: list[WordChange]) -> tuple[WordChange, ...]:
    """Removals and additions between the same words as one of each, the removal first."""
    grouped: list[WordChange] = []
    waiting: dict[Difference, list[WordChange]] = {Difference.REMOVED: [], Difference.ADDED: []}
    for part in [*parts, WordChange(Difference.SAME, "")]:
        if part.kind is not Difference.SAME:
            waiting[part.kind].append(part)
            continue
        for kind, several in waiting.items():
            if several:
                words = " ".join(one.text for one in several)
                grouped.append(WordChange(kind, words, any(one.telling for one in several)))
        waiting = {Difference.REMOVED: [], Difference.ADDED: []}
        if part.text:
            grouped.append(part)
    return tuple(grouped)
