"""Undo and redo for everything that is done to marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from panel_app.domain.changes import Changes
from panel_app.domain.ids import MarkId
from panel_app.domain.marks import Mark
from panel_app.storage.marks import MarkRepository

Step = tuple[Mark | None, Mark | None]
"""One change: the mark before and after; None means it was not there."""


class MarkHistory:
    """The changes to marks since the program was started, one after the other."""

    def __init__(self, marks: MarkRepository) -> None:
        self._marks = marks
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def last(self) -> Step | None:
        """The change that undo would take back."""
        return self._done[-1] if self._done else None

    def apply(self, before: Mark | None, after: Mark | None) -> Changes:
        """Make a change that can be undone."""
        self._put(before, after)
        self._done.append((before, after))
        self._undone.clear()
        return Changes(marks=True)

    def extend_last(self, after: Mark) -> Changes:
        """Go on with the last change instead of making a further step."""
        self._marks.save(after)
        self._done[-1] = (self._done[-1][0], after)
        self._undone.clear()
        return Changes(marks=True)

    def undo(self) -> Changes:
        """Take back the last change."""
        if not self._done:
            return Changes()
        before, after = self._done[-1]
        self._put(after, before)
        self._undone.append(self._done.pop())
        return Changes(marks=True)

    def redo(self) -> Changes:
        """Make the change again that was last taken back."""
        if not self._undone:
            return Changes()
        before, after = self._undone[-1]
        self._put(before, after)
        self._done.append(self._undone.pop())
        return Changes(marks=True)

    def placed(self, changes: Iterable[tuple[Mark, Mark]]) -> None:
        """The program placed marks in a new revision: what can be undone goes on from there.

        Without this, taking back the colour of a mark would also take it back to the old revision.
        """
        by_id = {old.id: (old, new) for old, new in changes}
        self._done = [(_moved_on(a, by_id), _moved_on(b, by_id)) for a, b in self._done]
        self._undone = [(_moved_on(a, by_id), _moved_on(b, by_id)) for a, b in self._undone]

    def _put(self, old: Mark | None, new: Mark | None) -> None:
        if new is not None:
            self._marks.save(new)
        elif old is not None:
            self._marks.delete(old.id)


def _moved_on(mark: Mark | None, changes: Mapping[MarkId, tuple[Mark, Mark]]) -> Mark | None:
    if mark is None or mark.id not in changes:
        return mark
    old, new = changes[mark.id]
    if (mark.place, mark.state) != (old.place, old.state):
        return mark
    return replace(
        mark,
        content=new.content,
        anchor=new.anchor,
        label=new.label,
        strokes=new.strokes,
        state=new.state,
        confirmed=new.confirmed,
        placed_on=new.placed_on,
        before=new.before,
        proposed=new.proposed,
    )
