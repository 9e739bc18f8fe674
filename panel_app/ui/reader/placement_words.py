"""What is said of a mark whose words changed or moved in a new version of its paper. No widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel_app.domain.marks import Mark
from panel_app.domain.word_diff import Difference, WordChange
from panel_app.services.placing import ToConfirm

_SHORT = 40
Pair = tuple[WordChange | None, WordChange | None]


def telling_words(asked: ToConfirm) -> tuple[WordChange, ...]:
    """What to show of the change: the marked words or, where only words beside them differ, the sentence."""
    if any(change.kind is not Difference.SAME for change in asked.changes):
        return asked.changes
    return asked.around


def title(asked: ToConfirm) -> str:
    """“Changed: 84% is now 83%”, or what can be said shortly of a longer change."""
    changes = telling_words(asked)
    pairs = list(_pairs(changes))
    if not pairs:
        return "The page has changed: is this still the place?"
    telling = [pair for pair in pairs if any(one is not None and one.telling for one in pair)]
    if not telling and len(pairs) > 1:
        return "Some words have changed"
    said = _said(*(telling or pairs)[0])
    if not said:
        return "A figure has changed" if has_new_figure(changes) else "Some words have changed"
    return f"Changed: {said}" if len(telling) <= 1 else f"Changed: {said}, and more"


def has_new_figure(changes: Sequence[WordChange]) -> bool:
    """Whether a number is among what went or came."""
    return any(
        change.kind is not Difference.SAME and change.telling and any(map(str.isdigit, change.text))
        for change in changes
    )


def moved_words(mark: Mark) -> str:
    """“Moved from page 74”."""
    if mark.before is None or mark.before.label == mark.label:
        return "Moved to another place on this page"
    return f"Moved from page {mark.before.label}"


def _pairs(changes: Sequence[WordChange]) -> Iterator[Pair]:
    """What went with what came in its place."""
    at = 0
    while at < len(changes):
        one = changes[at]
        after = changes[at + 1] if at + 1 < len(changes) else None
        if one.kind is Difference.REMOVED and after is not None and after.kind is Difference.ADDED:
            yield one, after
            at += 1
        elif one.kind is Difference.REMOVED:
            yield one, None
        elif one.kind is Difference.ADDED:
            yield None, one
        at += 1


def _said(old: WordChange | None, new: WordChange | None) -> str:
    was, now = (_trimmed(one.text) if one is not None else "" for one in (old, new))
    if max(len(was), len(now)) > _SHORT:
        return ""
    if was and now:
        return f"{was} is now {now}"
    return f"“{was}” is gone" if was else f"“{now}” was added"


def _trimmed(text: str) -> str:
    return text.strip(" ,;:.()“”\"'‘’")
