"""Undo and redo for everything that is done to marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from panel_app.domain.changes import Changes
from panel_app.domain.ids import MarkId
from panel_app.domain.marks import Mark
from panel_app.storage.marks import MarkRepository

Change = tuple[Mark | None, Mark | None]
"""A mark before and after; None means it was not there."""
Step = tuple[Change, ...]
"""What undo takes back at once."""


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
    def last(self) -> Change | None:
        """The change that undo would take back; None where there is none, or where it takes back several."""
        return self._done[-1][0] if self._done and len(self._done[-1]) == 1 else None

    def apply(self, before: Mark | None, after: Mark | None) -> Changes:
        """Make a change that can be undone."""
        return self.apply_all([(before, after)])

    def apply_all(self, changes: Iterable[Change]) -> Changes:
        """Make several changes, all or none, which undo takes back at once."""
        step = tuple(changes)
        if not step:
            return Changes()
        self._put(step)
        self._done.append(step)
        self._undone.clear()
        return Changes(marks=True)

    def extend_last(self, after: Mark) -> Changes:
        """Go on with the last change instead of making a further step."""
        self._marks.save(after)
        self._done[-1] = ((self._done[-1][0][0], after),)
        self._undone.clear()
        return Changes(marks=True)

    def undo(self) -> Changes:
        """Take back the last change."""
        if not self._done:
            return Changes()
        step = self._done[-1]
        self._put([(after, before) for before, after in step])
        self._undone.append(self._done.pop())
        return Changes(marks=True)

    def redo(self) -> Changes:
        """Make the change again that was last taken back."""
        if not self._undone:
            return Changes()
        self._put(self._undone[-1])
        self._done.append(self._undone.pop())
        return Changes(marks=True)

    def placed(self, changes: Iterable[tuple[Mark, Mark]]) -> None:
        """The program placed marks in a new revision: what can be undone goes on from there.

        Without this, taking back the colour of a mark would also take it back to the old revision.
        """
        by_id = {old.id: (old, new) for old, new in changes}

        def moved_on(step: Step) -> Step:
            return tuple((_moved_on(before, by_id), _moved_on(after, by_id)) for before, after in step)

        self._done = [moved_on(step) for step in self._done]
        self._undone = [moved_on(step) for step in self._undone]

    def _put(self, changes: Iterable[Change]) -> None:
        pairs = list(changes)
        self._marks.change(
            [new for _, new in pairs if new is not None],
            [old.id for old, new in pairs if new is None and old is not None],
        )


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
