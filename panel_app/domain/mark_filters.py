"""Narrowing the list of all marks by what they are, what they say and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.marks import Mark, MarkColour, MarkKind


class MarkStanding(StrEnum):
    """How a mark stands in the current version of its paper."""

    STANDS = "stands"
    ASKS = "asks"
    ON_SHELF = "on the shelf"


@dataclass(frozen=True, slots=True)
class MarkFilters:
    """What to show; None or an empty text leaves nothing out."""

    paper: PaperId | None = None
    meeting: MeetingId | None = None
    kind: MarkKind | None = None
    colour: MarkColour | None = None
    tag: str = ""
    words: str = ""
    standing: MarkStanding | None = None

    def leaves(self, mark: Mark, meeting: MeetingId | None, standing: MarkStanding) -> bool:
        """Whether a mark is shown; `meeting` is that of its paper."""
        return (
            self.paper in (None, mark.paper)
            and self.meeting in (None, meeting)
            and self.kind in (None, mark.kind)
            and self.colour in (None, mark.colour)
            and (not self.tag or self.tag.casefold() in (tag.casefold() for tag in mark.tags))
            and self.standing in (None, standing)
            and self._has_words(mark)
        )

    def _has_words(self, mark: Mark) -> bool:
        said = " ".join((mark.note, mark.anchor.exact, *mark.tags)).casefold()
        said = " ".join(said.split())
        return all(word in said for word in self.words.casefold().split())


EVERY_MARK = MarkFilters()
