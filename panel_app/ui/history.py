"""Where the member was in the window, so that Back leads there."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window by its key, and what is open on it: a paper's or a measure's id, or nothing."""

    page: str
    open_id: str | None = None


class PlaceHistory:
    """The places that were left, the last one first to come back to."""

    def __init__(self, here: Place) -> None:
        self._here = here
        self._left: list[Place] = []

    @property
    def here(self) -> Place:
        return self._here

    @property
    def can_go_back(self) -> bool:
        return bool(self._left)

    def arrive(self, place: Place) -> None:
        """Note that the member is at a place now; staying where they are is no step."""
        if place == self._here:
            return
        self._left.append(self._here)
        self._here = place
        del self._left[:-MOST_PLACES]

    def back(self) -> Place | None:
        """The place that was left last; None when there is none."""
        if not self._left:
            return None
        self._here = self._left.pop()
        return self._here
