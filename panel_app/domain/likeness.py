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
    words = [sorted(_telling(question.text)) for question in questions]
    texts = [" ".join(several) for several in words]
    grounds = [{(e.paper, e.page, e.quote) for e in q.evidence if e.quote} for q in questions]
    for at, one in enumerate(questions):
        for to in range(at + 1, len(questions)):
            # Hundreds of questions are compared while one is being written, so the cheap look goes first.
            likeness = fuzz.ratio(texts[at], texts[to], score_cutoff=_SAME_GROUND)
            if not likeness or not words[at]:
                continue
            other = questions[to]
            if min(len(words[at]), len(words[to])) < _FEWEST and texts[at] != texts[to]:
                continue
            if (one.id, other.id) in apart or (other.id, one.id) in apart:
                continue
            if likeness >= _SAME or grounds[at] & grounds[to]:
                found.append((likeness, one, other))
    found.sort(key=lambda pair: -pair[0])
    return [(one, other) for _, one, other in found]


def _telling(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL]
