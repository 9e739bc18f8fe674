"""What the papers ask of the panel: the sentences in which a decision is sought."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.papers import Passage, PassageKind

_ASKED = re.compile(
    r"\b(?:the\s+)?(?:panel|committee|members(?:\s+of\s+the\s+panel)?)\s+(?:is|are)\s+(?:therefore\s+)?"
    r"(?:asked|invited|recommended|requested)\s+to\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


@dataclass(frozen=True, slots=True)
class DecisionSought:
    """What the panel is asked to do, in the paper's words, and the page (an index)."""

    text: str
    page: int


def decisions_sought(passages: Sequence[Passage]) -> list[DecisionSought]:
    """In the order of the paper; bullets that finish such a sentence belong to it. Nothing is told twice."""
    found: dict[str, DecisionSought] = {}
    for at, passage in enumerate(passages):
        sentence = next((s for s in _SENTENCE_END.split(passage.text) if _ASKED.search(s)), "")
        if not sentence or passage.kind is PassageKind.TABLE:
            continue
        text = " ".join(sentence.split())
        if text.endswith((":", " to")):
            text = " ".join([text, *_bullets(passages[at + 1 :])])
        found.setdefault(text.casefold(), DecisionSought(text, passage.page))
    return list(found.values())


def _bullets(following: Sequence[Passage]) -> list[str]:
    texts = []
    for passage in following:
        if passage.kind is not PassageKind.BULLET:
            break
        texts.append(" ".join(passage.text.split()))
    return texts
