"""The pieces of a text before it is typeset: what readers of flowing formats make."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto


class BlockKind(Enum):
    """What a block is set as."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: `text` for words, `rows` for a table; `anchor` names a heading."""

    kind: BlockKind
    text: str = ""
    number: str = ""
    level: int = 0
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    right_aligned: tuple[bool, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class TextContent:
    """The blocks of a text and what its front matter says of it."""

    blocks: tuple[Block, ...]
    facts: dict[str, str] = field(default_factory=dict)
    """kind, title, date, committee, source, sample … as the file states them."""


class Parts(Enum):
    """Where a part begins: on a new page; there unless little stands on this one; or wherever it comes."""

    ON_NEW_PAGES = auto()
    SHORT_ONES_TOGETHER = auto()
    RUNNING_ON = auto()
