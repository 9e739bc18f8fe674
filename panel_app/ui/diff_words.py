"""Old and new words in one sentence, as HTML and for a reader who hears them. No widgets."""

from __future__ import annotations

import html
from collections.abc import Sequence

from panel_app.domain.word_diff import Difference, WordChange

_LONG = 24
_KEPT = 8
"""Of more words in a row that stayed than `_LONG`, only so many are shown on each side of a change."""


def diff_html(changes: Sequence[WordChange]) -> str:
    """The words as HTML; long stretches that stayed are shortened."""
    parts = []
    for at, change in enumerate(changes):
        text = html.escape(shown_words(changes, at), quote=False)
        if change.kind is Difference.REMOVED:
            text = f"<s>{text}</s>"
        elif change.kind is Difference.ADDED:
            text = f"<b><u>{text}</u></b>"
        parts.append(text)
    return " ".join(parts)


def diff_spoken(changes: Sequence[WordChange]) -> str:
    """The words for a reader who hears them: “in September, was: 84%, now: 83%, of calls”."""
    said = {Difference.SAME: "{}", Difference.REMOVED: "was: {}", Difference.ADDED: "now: {}"}
    return ", ".join(said[change.kind].format(shown_words(changes, at)) for at, change in enumerate(changes))


def shown_words(changes: Sequence[WordChange], at: int) -> str:
    """The words of one change; those that stayed only as far as they tell where the change is."""
    words = changes[at].text.split()
    if changes[at].kind is not Difference.SAME or len(words) <= _LONG:
        return " ".join(words)
    before = words[:_KEPT] if at > 0 else []
    after = words[-_KEPT:] if at < len(changes) - 1 else []
    if not before and not after:
        # A whole passage that came or went.
        return " ".join(words)
    return " ".join([*before, "…", *after])
