"""Questions that may be the same, for a person to look at side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz

from panel_app.domain.ids import QuestionId
from panel_app.domain.questions import Question

_SMALL = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "by", "can", "could", "did", "do", "does", "for",
        "from", "had", "has", "have", "how", "in", "into", "is", "it", "its", "of", "on", "or", "our",
        "pcc", "commissioner", "panel", "please", "say", "should", "so", "tell", "than", "that", "the",
        "their", "them", "there", "they", "this", "to", "was", "we", "were", "what", "when", "where",
        "which", "who", "why", "will", "with", "would", "you", "your"
    )
)  # fmt: skip
_SAME = 78.0
_SAME_GROUND = 50.0
"""Enough where both rest on the same words of a paper."""
_FEWEST = 3
"""Fewer telling words than that say nothing."""


def likely_same(
    questions: Sequence[Question], apart: Collection[tuple[QuestionId, QuestionId]] = ()
) -> list[tuple[Question, Question]]:
    """Pairs that may ask the same, the likeliest first; those in `apart` were looked at and are not."""
    found = []
    for at, one in enumerate(questions):
        for other in questions[at + 1 :]:
            if (one.id, other.id) in apart or (other.id, one.id) in apart:
                continue
            likeness = _likeness(one, other)
            if likeness >= (_SAME_GROUND if _share_evidence(one, other) else _SAME):
                found.append((likeness, one, other))
    found.sort(key=lambda pair: -pair[0])
    return [(one, other) for _, one, other in found]


def _likeness(one: Question, other: Question) -> float:
    """0 to 100."""
    first, second = _telling(one.text), _telling(other.text)
    if min(len(first), len(second)) < _FEWEST:
        return 100.0 if first and first == second else 0.0
    return float(fuzz.token_sort_ratio(" ".join(first), " ".join(second)))


def _telling(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL]


def _share_evidence(one: Question, other: Question) -> bool:
    mine = {(e.paper, e.page, e.quote) for e in one.evidence if e.quote}
    return any((e.paper, e.page, e.quote) in mine for e in other.evidence)
